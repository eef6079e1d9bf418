//! `/people/…`: one member of staff: role, territories, languages, devices, and whether they come in.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::device::{Shown, devices};
use super::people::{filled_in, roles};
use crate::desk::DeskError;
use crate::desk::rights::Right;
use crate::domain::{Language, OperatorName, TerritoryName};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;

#[derive(Template)]
#[template(path = "pages/person.html")]
struct Page {
    frame: Frame,
    name: OperatorName,
    role: &'static str,
    roles: Vec<(&'static str, String)>,
    territories: Vec<(TerritoryName, bool)>,
    languages: Vec<(Language, String, bool)>,
    devices: Vec<Shown>,
    is_ready: bool,
    is_disabled: bool,
    is_linked: bool,
    told: Option<String>,
    fault: Option<String>,
}

/// The key of what was done, or of what is wrong.
type Told = Result<Option<&'static str>, &'static str>;

/// The person.
pub(in crate::web) async fn show(
    State(face): State<Shared>,
    signed: Signed,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    person_page(&face, &signed, &name_of(&name)?, Ok(None)).await
}

/// Changes, disables, enables, signs out or unlinks.
pub(in crate::web) async fn act(
    State(face): State<Shared>,
    signed: Signed,
    Path((name, act)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Refusal> {
    let name = name_of(&name)?;
    let by = &signed.session.operator;
    let told = match act.as_str() {
        "change" => match filled_in(&form, name.clone()) {
            Ok(changed) => {
                face.desk.change_person(&by.name, &changed).await?;
                Ok(Some("person-changed"))
            }
            Err(key) => Err(key),
        },
        "disable" => {
            face.desk.disable_person(&by.name, &name).await?;
            Ok(Some("person-disabled"))
        }
        "enable" => {
            face.desk.enable_person(&by.name, &name).await?;
            Ok(Some("person-enabled"))
        }
        "sign-out" => {
            face.door.sign_out_everywhere(by, &name).await?;
            Ok(Some("person-signed-out"))
        }
        "unlink" => {
            face.door.unlink(by, &name).await?;
            Ok(Some("provider-unlinked"))
        }
        _ => return Err(Refusal::NoSuchPage),
    };
    person_page(&face, &signed, &name, told).await
}

fn name_of(text: &str) -> Result<OperatorName, Refusal> {
    text.parse().map_err(|_| Refusal::NoSuchPage)
}

async fn person_page(face: &Shared, signed: &Signed, name: &OperatorName, told: Told) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let by = &signed.session.operator;
    let person = match face.desk.person(&by.name, name).await {
        Ok(person) => person,
        Err(DeskError::Oneself) => return Ok(crate::web::frame::go("/me")),
        Err(other) => return Err(other.into()),
    };
    let operator = person.operator;
    let within = face.desk.within_reach(by, Right::ManagePeople);
    let status = if told.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (told, fault) = match told {
        Ok(done) => (done.map(|key| words.with(key, "name", name.as_str())), None),
        Err(key) => (None, Some(words.say(key))),
    };
    let shown = Page {
        frame: Frame::of(&signed.visit),
        role: operator.role.code(),
        roles: roles(by, words),
        territories: within.into_iter().map(|one| (one.clone(), operator.works_in(&one))).collect(),
        languages: words.languages().into_iter().map(|(one, said)| (one, said, operator.speaks(one))).collect(),
        devices: devices(face, name, &signed.visit).await?,
        is_linked: face.door.linked_since(name).await?.is_some(),
        is_ready: person.is_ready,
        is_disabled: person.is_disabled,
        name: operator.name,
        told,
        fault,
    };
    page(status, &shown)
}
