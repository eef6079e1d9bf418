//! The links of a page that may go on, each with what it says, where it leads and where it stands.

use super::Admit;
use super::label::{Label, label, named};
use super::name::words;
use super::step::{Step, step};
use super::surroundings::{self, Surroundings};
use crate::domain::PageUrl;
use crate::parse::{Document, Node};

/// More links than these are not looked at: such a page is a site map.
const MOST: usize = 5_000;

/// One link.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) url: PageUrl,
    pub(super) step: Step,
    pub(super) label: Label,
    /// What classes and icons say; it counts less than words.
    pub(super) icon: Label,
    pub(super) surroundings: Surroundings,
    /// Whether the page itself says that it is the next.
    pub(super) is_rel_next: bool,
    /// Whether it is for programs: a `<link>` in the head.
    pub(super) is_of_head: bool,
}

/// Every link that leads into the source.
pub(super) fn candidates(document: &Document, here: &PageUrl, admit: Admit<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for node in document.root().descendent_elements() {
        if found.len() >= MOST {
            break;
        }
        let is_of_head = node.value().name() == "link";
        if !is_of_head && !matches!(node.value().name(), "a" | "area") {
            continue;
        }
        let is_rel_next = rel(node).any(|rel| rel.eq_ignore_ascii_case("next"));
        let is_template = || node.ancestors().filter_map(Node::wrap).any(|above| above.value().name() == "template");
        if (is_of_head && !is_rel_next) || is_disabled(node) || is_template() {
            continue;
        }
        let Some(url) = address(node).and_then(admit) else { continue };
        let (label, icon) = if is_of_head { (Label::Blank, Label::Blank) } else { labels(document, node) };
        let step = step(here, &url);
        // Most links of a page say nothing of the kind, or lead elsewhere: what is around them does not matter.
        let is_of_pager = |label| !matches!(label, Label::Blank | Label::Other | Label::Pager);
        if step == Step::Elsewhere || !(is_rel_next || is_of_pager(label) || is_of_pager(icon)) {
            continue;
        }
        let surroundings = if is_of_head { Surroundings::Plain } else { surroundings::of(node) };
        // What scrolls without end hides the pager that it makes superfluous.
        if document.is_hidden(node) && !is_rel_next && surroundings != Surroundings::Pager {
            continue;
        }
        found.push(Candidate { url, step, label, icon, surroundings, is_rel_next, is_of_head });
    }
    found
}

fn rel(node: Node<'_>) -> impl Iterator<Item = &str> {
    node.attr("rel").unwrap_or_default().split_whitespace()
}

/// Where a link leads; where it leads nowhere, what it carries for the page's script.
fn address(node: Node<'_>) -> Option<&str> {
    let is_way = |written: &&str| {
        let written = written.trim();
        let is_script = written.get(..11).is_some_and(|head| head.eq_ignore_ascii_case("javascript:"));
        !written.is_empty() && !written.starts_with('#') && !is_script
    };
    let own = node.attr("href").filter(is_way);
    own.or_else(|| ["data-href", "data-url", "data-next"].iter().find_map(|name| node.attr(name).filter(is_way)))
}

/// Whether a link is there for show, as the last page's "next" is.
fn is_disabled(node: Node<'_>) -> bool {
    let around = [Some(node), node.parent().and_then(Node::wrap)];
    around.into_iter().flatten().any(|element| {
        let is_item = element.id() == node.id() || matches!(element.value().name(), "li" | "span");
        let says = |class: &str| matches!(class.to_ascii_lowercase().as_str(), "disabled" | "is-disabled");
        is_item
            && (element.attr("aria-disabled") == Some("true")
                || element.attr("disabled").is_some()
                || element.value().classes().any(says))
    })
}

/// What a link says in words, and what its classes and icons say.
fn labels(document: &Document, node: Node<'_>) -> (Label, Label) {
    let inside: Vec<Node<'_>> = node.descendent_elements().collect();
    let seen = text(node);
    let mut said = vec![label(&seen), label(&document.visible_text(node))];
    let whole = ["aria-label", "title"].map(|name| node.attr(name));
    let images = inside.iter().filter_map(|element| element.attr("alt").or(element.attr("aria-label")));
    said.extend(whole.into_iter().flatten().chain(images).map(label));
    let mut names: Vec<String> = Vec::new();
    for element in inside.iter().copied().chain(node.parent().and_then(Node::wrap)) {
        let is_around = element.id() != node.id() && !inside.iter().any(|below| below.id() == element.id());
        if is_around && (element.value().name() == "body" || element.child_elements().count() > 1) {
            continue;
        }
        let attributes: &[&str] =
            if element.value().name() == "a" { &["class", "id", "data-cy", "data-testid"] } else { &ICON };
        names.extend(attributes.iter().filter_map(|name| element.attr(name)).flat_map(words));
    }
    if seen.contains('_') {
        names.extend(words(&seen));
    }
    (best(&said, &seen), named(&names))
}

/// Where the name of an icon may stand.
const ICON: [&str; 8] = ["class", "id", "name", "href", "xlink:href", "src", "data-lucide", "data-icon"];

fn text(node: Node<'_>) -> String {
    node.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Of what the parts of a link say, what counts: the words first, whatever stands in its title.
fn best(said: &[Label], seen: &str) -> Label {
    let first_of = |wanted: &dyn Fn(&Label) -> bool| said.iter().copied().find(|label| wanted(label));
    let is_icon_name = seen.contains('_') && seen.split_whitespace().count() == 1;
    let shown = said.first().copied().unwrap_or(Label::Blank);
    match shown {
        Label::Number(_) | Label::NextPage | Label::Next | Label::Older | Label::More | Label::Back => shown,
        // Digits or signs in view: the words in the title say what they mean.
        Label::Blank | Label::Arrow | Label::Pager => first_of(&|label| matches!(label, Label::NextPage))
            .or_else(|| first_of(&|label| matches!(label, Label::Pager | Label::Back)))
            .or_else(|| first_of(&|label| !matches!(label, Label::Blank | Label::Arrow)))
            .unwrap_or(shown),
        Label::Other if is_icon_name => Label::Blank,
        Label::Other => first_of(&|label| matches!(label, Label::NextPage)).unwrap_or(Label::Other),
    }
}
