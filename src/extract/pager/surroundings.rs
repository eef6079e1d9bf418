//! Where a link stands: in a pager, in something else that goes on, or nowhere in particular.

use super::name::words;
use crate::parse::Node;

/// What the elements around a link are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surroundings {
    /// A pager.
    Pager,
    /// Nothing that says anything.
    Plain,
    /// Comments: a topic's posts on some forums, and no list anywhere else.
    Comments,
    /// A carousel, a calendar: what goes on there is not the list.
    Other,
}

/// Elements looked at around a link.
const LEVELS: usize = 8;
/// An element with more links than this is a part of the page's frame, and its name says nothing of one link.
const MANY: usize = 60;

const PAGER: &[&str] = &[
    "pager",
    "paging",
    "paginate",
    "paginator",
    "pagenav",
    "pagenavi",
    "pages",
    "pagine",
    "paginas",
    "pagelinks",
    "pagelink",
    "pagy",
    "pagelist",
    "pgn",
    "pgs",
    "navpages",
    "nextprev",
    "paginating",
];
/// With `page` beside them they are a pager's.
const OF_PAGES: &[&str] = &["nav", "navigation", "numbers", "number", "links", "link", "list", "item"];
const COMMENTS: &[&str] = &["comments", "comment", "commenti", "reviews", "review", "recensioni"];
/// What may go on by itself. A pager inside it is a pager all the same.
const OTHER: &[&str] = &[
    "carousel",
    "slider",
    "swiper",
    "flexslider",
    "owl",
    "slick",
    "slide",
    "gallery",
    "galleria",
    "calendar",
    "calendario",
    "agenda",
    "rating",
    "stars",
    "star",
    "breadcrumb",
    "breadcrumbs",
    "related",
    "correlati",
    "simili",
    "similar",
    "ticker",
    "lightbox",
    "language",
    "languages",
    "lingue",
    "wizard",
    "steps",
    "perpage",
    "sizer",
];

/// What is around a link, itself included.
pub(super) fn of(link: Node<'_>) -> Surroundings {
    let mut found = Surroundings::Plain;
    let around = std::iter::once(link).chain(link.ancestors().filter_map(Node::wrap)).take(LEVELS);
    for element in around {
        if matches!(element.value().name(), "body" | "html" | "main") || is_large(element) {
            break;
        }
        let names = names(element);
        let has = |list: &[&str]| names.iter().any(|name| list.contains(&name.as_str()));
        if has(COMMENTS) {
            return Surroundings::Comments;
        }
        if has(OTHER) && found != Surroundings::Pager {
            return Surroundings::Other;
        }
        if is_between_articles(element) {
            return Surroundings::Plain;
        }
        let paged = names.iter().any(|name| PAGER.contains(&name.as_str()) || name.starts_with("pagin"))
            || (has(&["page"]) && has(OF_PAGES))
            || (has(&["posts"]) && has(&["navigation"]));
        if paged {
            found = Surroundings::Pager;
        }
    }
    found
}

/// Whether an element says that it leads from one article to the next: `post-navigation`, `product-nav`.
fn is_between_articles(element: Node<'_>) -> bool {
    let names = [element.attr("class"), element.attr("id")];
    names.into_iter().flatten().any(|names| {
        let names = names.to_ascii_lowercase().replace(['-', '_'], "");
        ["postnav", "productnav", "articlenav", "storynav", "singlenav", "navannuncio", "ctxtnav"]
            .iter()
            .any(|name| names.contains(name))
    })
}

fn is_large(element: Node<'_>) -> bool {
    element.descendent_elements().filter(|below| below.value().name() == "a").take(MANY + 1).count() > MANY
}

/// The words in what an element is called.
pub(super) fn names(element: Node<'_>) -> Vec<String> {
    ["class", "id", "role", "aria-label", "data-testid", "data-cy"]
        .iter()
        .filter_map(|attribute| element.attr(attribute))
        .flat_map(words)
        .collect()
}
