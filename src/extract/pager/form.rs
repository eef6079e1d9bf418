//! Pagers without links: a choice of pages, and a form that asks for the next one.

use super::label::{Label, label};
use super::name::Counts;
use super::step::{Step, step};
use super::{Admit, RecognisedNext, Why};
use crate::domain::PageUrl;
use crate::parse::{Document, Node};

/// The next page by a choice or a form, where it is one page on in the same list.
pub(super) fn next(document: &Document, here: &PageUrl, admit: Admit<'_>) -> Option<RecognisedNext> {
    let found = document.root().descendent_elements().find_map(|element| match element.value().name() {
        "select" => by_choice(element, here, admit),
        "form" => by_form(element, here, admit),
        _ => None,
    })?;
    Some(RecognisedNext { url: found, why: Why::Form })
}

fn is_next(here: &PageUrl, there: &PageUrl) -> bool {
    matches!(step(here, there), Step::Number(number) if number.is_next() && number.counts == Counts::Pages)
}

/// The option after the chosen one, where options are addresses.
fn by_choice(select: Node<'_>, here: &PageUrl, admit: Admit<'_>) -> Option<PageUrl> {
    let options: Vec<Node<'_>> =
        select.descendent_elements().filter(|element| element.value().name() == "option").collect();
    let chosen = options.iter().position(|option| option.attr("selected").is_some())?;
    let option = options.get(chosen + 1)?;
    let text: String = option.text().collect();
    let chosen: String = options.get(chosen)?.text().collect();
    let (Label::Number(from), Label::Number(to)) = (label(chosen.trim()), label(text.trim())) else { return None };
    let url = admit(option.attr("value").filter(|value| value.contains(['/', '?']))?)?;
    let is_one_on = match step(here, &url) {
        Step::Number(number) => number.is_next(),
        _ => false,
    };
    (from + 1 == to && is_one_on).then_some(url)
}

/// Where a form leads that asks for the next page by a hidden field.
fn by_form(form: Node<'_>, here: &PageUrl, admit: Admit<'_>) -> Option<PageUrl> {
    let is_get = form.attr("method").is_none_or(|method| method.eq_ignore_ascii_case("get"));
    let fields: Vec<Node<'_>> =
        form.descendent_elements().filter(|element| matches!(element.value().name(), "input" | "button")).collect();
    let says_next = fields.iter().any(|field| {
        let text: String = field.text().collect();
        let said = if text.trim().is_empty() { field.attr("value").unwrap_or_default() } else { text.trim() };
        matches!(label(said), Label::NextPage | Label::Next)
    });
    if !is_get || !says_next {
        return None;
    }
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for field in &fields {
        match field.attr("type").unwrap_or("text") {
            "hidden" => {}
            "submit" | "button" | "image" | "reset" => continue,
            // What a person would fill in makes it another question.
            _ if field.value().name() == "input" => return None,
            _ => continue,
        }
        query.append_pair(field.attr("name").unwrap_or_default(), field.attr("value").unwrap_or_default());
    }
    let action = form.attr("action").unwrap_or_default();
    let action = action.split('?').next().unwrap_or_default();
    let url = admit(&format!("{action}?{}", query.finish()))?;
    is_next(here, &url).then_some(url)
}
