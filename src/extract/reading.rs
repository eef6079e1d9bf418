//! One page being read by the recipe of its source: fields, links and the title.

use crate::domain::PageUrl;
use crate::parse::{Document, Node};
use crate::source::{Field, Hit, PAGE_FIELDS, Source};

/// A document, where it stood, and whose it is.
pub(super) struct Reading<'p> {
    pub(super) document: &'p Document,
    pub(super) url: &'p PageUrl,
    pub(super) source: &'p Source,
    /// What links are relative to.
    base: PageUrl,
}

/// Where a link leads.
pub(super) enum Link {
    /// To a page of the source.
    Inside(PageUrl),
    /// To another host.
    Outside,
    /// To no page: another scheme, a script, a place on the same page.
    Nowhere,
}

impl<'p> Reading<'p> {
    pub(super) fn of(document: &'p Document, url: &'p PageUrl, source: &'p Source) -> Self {
        let base = PAGE_FIELDS.base.values(document.root(), &|_| String::new());
        let base = base.first().and_then(|base| url.join(base).ok()).unwrap_or_else(|| url.clone());
        Self { document, url, source, base }
    }

    /// The text of an element as a person sees it; of the title in the head, what the window shows.
    pub(super) fn text_of(&self, node: Node<'_>) -> String {
        if node.value().name() == "title" {
            return node.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.document.visible_text(node)
    }

    pub(super) fn hits(&self, field: &Field, scope: Node<'p>) -> Vec<Hit<'p>> {
        field.hits(scope, &|node| self.text_of(node))
    }

    pub(super) fn elements(&self, field: &Field, scope: Node<'p>) -> Vec<Node<'p>> {
        field.elements(scope, &|node| self.text_of(node))
    }

    pub(super) fn values(&self, field: &Field, scope: Node<'p>) -> Vec<String> {
        field.values(scope, &|node| self.text_of(node))
    }

    /// The first value of a field that the recipe may name.
    pub(super) fn first(&self, field: Option<&Field>, scope: Node<'p>) -> Option<String> {
        self.values(field?, scope).into_iter().next()
    }

    pub(super) fn is_on(&self, field: &Field) -> bool {
        field.is_on(self.document.root(), &|node| self.text_of(node))
    }

    /// The page's own word for its title.
    pub(super) fn title(&self) -> Option<String> {
        PAGE_FIELDS.titles.iter().find_map(|field| self.first(Some(field), self.document.root()))
    }

    /// Where a link on the page leads.
    pub(super) fn link(&self, written: &str) -> Link {
        if written.is_empty() || written.starts_with('#') {
            return Link::Nowhere;
        }
        let Ok(url) = self.base.join(written) else { return Link::Nowhere };
        self.source.admit(&url).map_or(Link::Outside, Link::Inside)
    }

    /// The next page by that field: the first that is inside the source and is not this one.
    pub(super) fn next(&self, field: Option<&Field>) -> Option<PageUrl> {
        let here = self.url.without_params(&self.source.drop_params);
        self.values(field?, self.document.root()).iter().find_map(|written| match self.link(written) {
            Link::Inside(url) if url != here => Some(url),
            Link::Inside(_) | Link::Outside | Link::Nowhere => None,
        })
    }
}
