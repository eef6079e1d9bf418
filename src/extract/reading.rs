//! One page being read by the recipe of its source: fields, links and the title.

use serde_json::Value;

use super::pager::{NextFound, pager};
use crate::domain::PageUrl;
use crate::parse::{Document, Node};
use crate::source::{Field, Gap, Hit, ListRecipe, NextPage, PAGE_FIELDS, Source};

/// A document, where it stood, and whose it is.
pub(super) struct Reading<'p> {
    pub(super) document: &'p Document,
    pub(super) url: &'p PageUrl,
    pub(super) source: &'p Source,
    /// What links are relative to.
    base: PageUrl,
    /// The page, or the part of it that is read, where it is JSON.
    json: Option<&'p Value>,
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
        Self { document, url, source, base, json: document.json() }
    }

    /// The same page.
    pub(super) fn again(&self) -> Self {
        Self { base: self.base.clone(), ..*self }
    }

    /// The same page, of which one part is read: an item of a list in JSON.
    pub(super) fn inside(&self, item: &'p Value) -> Self {
        Self { json: Some(item), ..self.again() }
    }

    /// The page, or the part of it that is read, where it is JSON.
    pub(super) fn json(&self) -> Option<&'p Value> {
        self.json
    }

    /// The text of an element as a person sees it; of the title in the head, what the window shows.
    pub(super) fn text_of(&self, node: Node<'_>) -> String {
        if node.value().name() == "title" {
            return node.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.document.visible_text(node)
    }

    pub(super) fn hits(&self, field: &Field, scope: Node<'p>) -> Vec<Hit<'p>> {
        let mut hits = field.hits(scope, &|node| self.text_of(node));
        hits.extend(self.beyond(field).into_iter().map(Hit::Value));
        hits
    }

    pub(super) fn elements(&self, field: &Field, scope: Node<'p>) -> Vec<Node<'p>> {
        field.elements(scope, &|node| self.text_of(node))
    }

    /// What the field finds, as text: nothing empty, nothing twice.
    pub(super) fn values(&self, field: &Field, scope: Node<'p>) -> Vec<String> {
        let mut values = field.values(scope, &|node| self.text_of(node));
        for value in self.beyond(field) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// What the field finds in JSON and in the address. A text in JSON is often HTML.
    fn beyond(&self, field: &Field) -> Vec<String> {
        let found = field.beyond(self.json, self.url.as_str()).into_iter();
        found
            .map(|value| if is_html(&value) { shown(&value) } else { value })
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// The first value of a field that the recipe may name.
    pub(super) fn first(&self, field: Option<&Field>, scope: Node<'p>) -> Option<String> {
        self.values(field?, scope).into_iter().next()
    }

    pub(super) fn is_on(&self, field: &Field) -> bool {
        !self.hits(field, self.document.root()).is_empty()
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

    /// The list's next page. One that is only counted to is there as long as this one has entries.
    pub(super) fn next_of(&self, recipe: &ListRecipe, entries: usize) -> Option<NextFound> {
        let Some(template) = &recipe.next_by else { return self.next(&recipe.next) };
        if entries == 0 {
            return None;
        }
        let number =
            |gap, first: u64, step: u64| Some((template.number_in(self.url, gap).unwrap_or(first) + step).to_string());
        let next = template.fill(self.url, |gap| match gap {
            Gap::Page => number(gap, 1, 1),
            Gap::Offset => number(gap, 0, u64::try_from(entries).unwrap_or(0)),
            Gap::Cursor => self.first(recipe.cursor.as_ref(), self.document.root()),
            Gap::Id => None,
        })?;
        let next = self.source.admit(&next).filter(|next| *next != self.here())?;
        Some(NextFound { url: next, why: None })
    }

    /// The next page, and what it was recognised by if the recipe does not say where it stands.
    pub(super) fn next(&self, next: &NextPage) -> Option<NextFound> {
        match next {
            NextPage::Never => None,
            NextPage::By(field) => self.next_by(field).map(|url| NextFound { url, why: None }),
            NextPage::Recognised => {
                let found = pager(self.document, self.url, &self.source.scope)?;
                let url = self.source.admit(&found.url)?;
                (url != self.here()).then_some(NextFound { url, why: Some(found.why) })
            }
        }
    }

    /// This page, as links to it come out.
    fn here(&self) -> PageUrl {
        self.url.without_params(&self.source.drop_params)
    }

    /// The next page by that field: the first that is inside the source and is not this one.
    fn next_by(&self, field: &Field) -> Option<PageUrl> {
        let here = self.here();
        self.values(field, self.document.root()).iter().find_map(|written| match self.link(written) {
            Link::Inside(url) if url != here => Some(url),
            Link::Inside(_) | Link::Outside | Link::Nowhere => None,
        })
    }
}

/// Whether a text has tags or references to letters, and is so meant to be shown.
fn is_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    let end_of_tags = text.rfind('>').unwrap_or(0);
    let is_tag = |at: usize| {
        at < end_of_tags && bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/')
    };
    let is_reference = |at: usize| {
        let name = bytes.iter().skip(at + 1).take(10);
        let length = name.clone().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        length > 1 && name.clone().nth(length) == Some(&b';')
    };
    text.match_indices('<').any(|(at, _)| is_tag(at)) || text.match_indices('&').any(|(at, _)| is_reference(at))
}

/// What a person sees of a piece of HTML.
fn shown(html: &str) -> String {
    let document = Document::of_html(html);
    document.visible_text(document.root()).trim().to_owned()
}
