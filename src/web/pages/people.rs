//! `/people` (*Persone*): who works where, who can enter, and invitations.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use crate::desk::rights::{Reach, Right, reach};
use crate::desk::{DeskError, Person};
use crate::domain::{Language, Operator, OperatorName, Role, TerritoryName};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "pages/people.html")]
struct Page {
    frame: Frame,
    people: Vec<Row>,
    may_add: bool,
    roles: Vec<(&'static str, String)>,
    territories: Vec<TerritoryName>,
    languages: Vec<(Language, String)>,
    told: Option<String>,
    fault: Option<String>,
    link: Option<Link>,
}

/// A member of staff, in words.
struct Row {
    name: OperatorName,
    role: String,
    territories: String,
    languages: String,
    is_ready: bool,
    is_disabled: bool,
    is_managed: bool,
}

/// An invitation, shown once.
struct Link {
    path: String,
    told: String,
}

/// What the page tells besides its list.
#[derive(Default)]
struct Told {
    done: Option<String>,
    fault: Option<String>,
    link: Option<Link>,
}

/// The list.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    people_page(StatusCode::OK, &face, &signed, Told::default()).await
}

/// Adds a person.
pub(in crate::web) async fn add(State(face): State<Shared>, signed: Signed, form: Form) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let fault = match person(&form) {
        Ok(person) => match face.desk.add_person(&signed.session.operator.name, &person).await {
            Ok(()) => {
                let done = Some(words.with("people-added", "name", person.name.as_str()));
                return people_page(StatusCode::OK, &face, &signed, Told { done, ..Told::default() }).await;
            }
            Err(DeskError::NameTaken(_)) => words.say("error-name-taken"),
            Err(other) => return Err(other.into()),
        },
        Err(key) => words.say(key),
    };
    let told = Told { fault: Some(fault), ..Told::default() };
    people_page(StatusCode::UNPROCESSABLE_ENTITY, &face, &signed, told).await
}

/// Invites a person: the link is shown once.
pub(in crate::web) async fn invite(
    State(face): State<Shared>,
    signed: Signed,
    Path(name): Path<String>,
    _form: Form,
) -> Result<Response, Refusal> {
    let name: OperatorName = name.parse().map_err(|_| Refusal::NoSuchPage)?;
    let token = face.door.invite(Some(&signed.session.operator), &name).await?;
    let told = signed.visit.words.with("people-invited", "name", name.as_str());
    let link = Some(Link { path: format!("/invitation/{token}"), told });
    people_page(StatusCode::OK, &face, &signed, Told { link, ..Told::default() }).await
}

/// The person that was filled in, or the key of what is wrong.
fn person(form: &Form) -> Result<Operator, &'static str> {
    let name = form.get("name").trim().parse().map_err(|_| "people-bad-name")?;
    filled_in(form, name)
}

/// What was filled in for the person of that name, or the key of what is wrong.
pub(super) fn filled_in(form: &Form, name: OperatorName) -> Result<Operator, &'static str> {
    let role: Role = form.get("role").parse().map_err(|_| "people-bad-name")?;
    let territories: Vec<TerritoryName> = form.all("territory").filter_map(|name| name.parse().ok()).collect();
    if matches!(role, Role::Operator | Role::Coordinator) && territories.is_empty() {
        return Err("people-no-territory");
    }
    let languages = form.all("language").filter_map(|code| code.parse().ok()).collect();
    Ok(Operator { name, role, territories, languages })
}

/// The roles that somebody may give: whose reach is not the region manages operators only.
pub(super) fn roles(by: &Operator, words: Words) -> Vec<(&'static str, String)> {
    let reaches = reach(by.role, Right::ManagePeople) == Reach::Region;
    let roles = Role::ALL.iter().filter(|role| reaches || **role == Role::Operator);
    roles.map(|role| (role.code(), words.code("role", role.code()))).collect()
}

async fn people_page(status: StatusCode, face: &Shared, signed: &Signed, told: Told) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let by = &signed.session.operator;
    let people = face.desk.people(&by.name).await?;
    let count = face.desk.territories.iter().count();
    let row = |person: Person| {
        let operator = person.operator;
        let territories: Vec<String> = operator.territories.iter().map(ToString::to_string).collect();
        let languages: Vec<String> = operator.languages.iter().map(|language| words.language(*language)).collect();
        Row {
            role: words.code("role", operator.role.code()),
            territories: if territories.len() > 1 && territories.len() == count {
                words.say("people-everywhere")
            } else {
                territories.join(", ")
            },
            languages: languages.join(", "),
            name: operator.name,
            is_ready: person.is_ready,
            is_disabled: person.is_disabled,
            is_managed: person.is_managed,
        }
    };
    let manages = reach(by.role, Right::ManagePeople);
    let shown = Page {
        frame: Frame::of(&signed.visit),
        people: people.into_iter().map(row).collect(),
        may_add: manages != Reach::Nowhere,
        roles: roles(by, words),
        territories: face.desk.within_reach(by, Right::ManagePeople),
        languages: words.languages(),
        told: told.done,
        fault: told.fault,
        link: told.link,
    };
    page(status, &shown)
}
