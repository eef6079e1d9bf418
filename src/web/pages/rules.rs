//! `/coordination/rules`: lives, hours, caps and thresholds, each changed by two people.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::desk::{DeskError, RuleFault};
use crate::domain::{Proposal, RowId, RuleName};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "pages/rules.html")]
struct Page {
    frame: Frame,
    told: Option<String>,
    fault: Option<String>,
    rules: Vec<Rule>,
    pending: Vec<Waiting>,
    coming: Vec<String>,
}

/// A rule in words, with the value that holds.
struct Rule {
    code: &'static str,
    said: String,
    value: String,
}

/// A proposal in words.
struct Waiting {
    id: String,
    said: String,
    is_own: bool,
}

/// The rules.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    rules_page(StatusCode::OK, &face, &signed, (None, None)).await
}

/// Proposes, approves or withdraws.
pub(in crate::web) async fn change(
    State(face): State<Shared>,
    signed: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    let by = &signed.session.operator.name;
    let words = signed.visit.words;
    let (done, key) = match form.get("act") {
        "propose" => {
            let rule: RuleName = form.get("rule").parse().map_err(|_| Refusal::NoSuchPage)?;
            (face.desk.propose_rule(by, rule, form.get("value")).await, "rules-proposed")
        }
        "approve" => (face.desk.approve_rule(by, id(form.get("id"))?).await, "rules-approved"),
        "withdraw" => (face.desk.withdraw_rule(by, id(form.get("id"))?).await, "rules-withdrawn"),
        _ => return Err(Refusal::NoSuchPage),
    };
    match done {
        Ok(()) => rules_page(StatusCode::OK, &face, &signed, (Some(words.say(key)), None)).await,
        Err(DeskError::Rule(fault)) => {
            let fault = words.say(match fault {
                RuleFault::Value => "rules-fault-value",
                RuleFault::Gone => "rules-fault-gone",
            });
            rules_page(StatusCode::UNPROCESSABLE_ENTITY, &face, &signed, (None, Some(fault))).await
        }
        Err(other) => Err(other.into()),
    }
}

/// An id as the page writes it.
fn id(text: &str) -> Result<RowId, Refusal> {
    let number = u128::from_str_radix(text, 16).map_err(|_| Refusal::NoSuchPage)?;
    Ok(RowId::from_bytes(number.to_be_bytes()))
}

async fn rules_page(
    status: StatusCode,
    face: &Shared,
    signed: &Signed,
    (told, fault): (Option<String>, Option<String>),
) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let by = &signed.session.operator.name;
    let seen = face.desk.rules_of_two(by).await?;
    let rule = |(rule, value): &(RuleName, String)| Rule {
        code: rule.code(),
        said: words.code("rule", rule.code()),
        value: if value.is_empty() { words.say("rules-none") } else { value.clone() },
    };
    let waiting = |proposal: &Proposal| Waiting {
        id: format!("{:032x}", u128::from_be_bytes(*proposal.id.as_bytes())),
        said: pending(proposal, words),
        is_own: proposal.proposed_by == by.as_str(),
    };
    let shown = Page {
        frame: Frame::of(&signed.visit),
        told,
        fault,
        rules: seen.holding.iter().map(rule).collect(),
        pending: seen.pending.iter().map(waiting).collect(),
        coming: seen.coming.iter().filter_map(|proposal| coming(proposal, words)).collect(),
    };
    page(status, &shown)
}

fn pending(proposal: &Proposal, words: Words) -> String {
    let values = [
        ("rule", words.code("rule", proposal.rule.code()).into()),
        ("value", proposal.value.as_str().into()),
        ("name", proposal.proposed_by.as_str().into()),
        ("day", words.day(proposal.until.day()).into()),
    ];
    words.fill("rules-pending-said", values)
}

fn coming(proposal: &Proposal, words: Words) -> Option<String> {
    let (who, from) = proposal.approved.as_ref()?;
    let values = [
        ("rule", words.code("rule", proposal.rule.code()).into()),
        ("value", proposal.value.as_str().into()),
        ("name", proposal.proposed_by.as_str().into()),
        ("other", who.as_str().into()),
        ("day", words.day(*from).into()),
    ];
    Some(words.fill("rules-coming-said", values))
}
