//! Selectors made of names that mean something.

use crate::parse::Node;

/// Names that tell of a state or of a place in a row.
const STATES: &[&str] = &[
    "active",
    "current",
    "selected",
    "first",
    "last",
    "odd",
    "even",
    "alt",
    "hidden",
    "open",
    "new",
    "visited",
    "row",
    "clearfix",
    "clear",
    "left",
    "right",
    "hover",
    "disabled",
    "top",
    "premium",
    "featured",
    "col",
    "cols",
    "container",
];
/// How names begin that programs make up.
const MADE_UP: &[&str] = &["css-", "sc-", "jsx-", "svelte-", "ng-", "js-", "is-", "has-"];
/// More names than these say no more.
const MOST: usize = 3;

fn is_stable(name: &str) -> bool {
    let plain =
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_uppercase() || b"-_".contains(&byte));
    (2..=40).contains(&name.len())
        && plain
        && !name.starts_with('-')
        && !STATES.contains(&name.to_ascii_lowercase().as_str())
        && !MADE_UP.iter().any(|start| name.starts_with(start))
}

/// The classes of an element that are likely to stay.
pub(super) fn classes(node: Node<'_>) -> Vec<String> {
    let mut classes: Vec<String> = node.value().classes().filter(|name| is_stable(name)).map(str::to_owned).collect();
    classes.dedup();
    classes
}

/// The id of an element, if it is likely to stay.
pub(super) fn stable_id(node: Node<'_>) -> Option<&str> {
    node.attr("id").filter(|id| is_stable(id))
}

/// An element by its kind and classes; `None` when it has none that will do.
pub(super) fn simple(node: Node<'_>) -> Option<String> {
    shared(&[node])
}

/// What all these elements have in common: their kind and classes.
pub(super) fn shared(nodes: &[Node<'_>]) -> Option<String> {
    let (first, rest) = nodes.split_first()?;
    let name = first.value().name();
    if rest.iter().any(|node| node.value().name() != name) {
        return None;
    }
    let mut common = classes(*first);
    common.retain(|class| rest.iter().all(|node| node.value().classes().any(|other| other == class)));
    common.truncate(MOST);
    (!common.is_empty()).then(|| format!("{name}.{}", common.join(".")))
}

/// What all these elements say they are for machines: `[itemtype$='/Offer']`.
pub(super) fn kind_of_data(nodes: &[Node<'_>]) -> Option<String> {
    let (first, rest) = nodes.split_first()?;
    let written = first.attr("itemtype")?;
    let last = written.rsplit('/').next().filter(|last| is_stable(last))?;
    rest.iter()
        .all(|node| node.attr("itemtype") == Some(written))
        .then(|| format!("{}[itemtype$='/{last}']", first.value().name()))
}

/// An element by what it is called, for others to be found inside it.
pub(super) fn named(node: Node<'_>) -> Option<String> {
    match stable_id(node) {
        Some(id) => Some(format!("#{id}")),
        None => simple(node),
    }
}
