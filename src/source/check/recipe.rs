//! The parts of a recipe: which the kind has a use for, and whether their fields can be read.

use std::ops::Range;

use serde_spanned::Spanned;

use super::{Checker, short};
use crate::source::file::{RawAd, RawList, RawSource, RawThread};
use crate::source::table::{Text, Texts};
use crate::source::{AdRecipe, Field, ListRecipe, Recipe, SourceKind, ThreadRecipe};

const MAX_PAGES: u32 = 20;
const STOP_AFTER_KNOWN: u32 = 10;

impl Checker<'_> {
    /// The parts of the recipe, each where the kind has a use for it and never where it has none.
    pub(super) fn recipe(&mut self, raw: &RawSource, kind: Option<SourceKind>) -> Recipe {
        let list = raw.list.as_ref().and_then(|list| self.list(list));
        let ad = raw.ad.as_ref().map(|ad| self.ad(ad.get_ref()));
        let thread = raw.thread.as_ref().and_then(|thread| self.thread(thread));
        let Some(kind) = kind else { return Recipe::default() };
        let uses = |part| match kind {
            SourceKind::Classified => matches!(part, "list" | "ad"),
            SourceKind::Forum => matches!(part, "list" | "thread"),
            SourceKind::Feed => part == "ad",
        };
        let parts = [
            ("list", raw.list.as_ref().map(Spanned::span), "with at least `item`"),
            ("ad", raw.ad.as_ref().map(Spanned::span), "it may stay empty: every key has a default"),
            ("thread", raw.thread.as_ref().map(Spanned::span), "with at least `post`"),
        ];
        for (part, span, hint) in parts {
            match span {
                Some(span) if !uses(part) => {
                    let message = format!("`[source.{part}]` has no use in a source of kind \"{}\"", kind.as_str());
                    self.fault(span, message, "take it out, or change `kind`");
                }
                // An ad page of a feed may be left out: then the entry itself is the ad.
                None if uses(part) && kind != SourceKind::Feed => {
                    let message = format!("a source of kind \"{}\" needs `[source.{part}]`", kind.as_str());
                    self.missing(
                        (&raw.header, &raw.keys),
                        part,
                        &message,
                        format!("add `[source.{part}]` below, {hint}"),
                    );
                }
                Some(_) | None => {}
            }
        }
        Recipe { list, ad, thread }
    }

    fn list(&mut self, raw: &Spanned<RawList>) -> Option<ListRecipe> {
        let list = raw.get_ref();
        if list.item.is_none() {
            let remedy = "write the element of one entry, like `item = \"article.ad\"`";
            self.missing((&raw.span(), &list.keys), "item", "`[source.list]` has no `item`", remedy);
        }
        let item = self.element_field("item", list.item.as_ref());
        let recipe = ListRecipe {
            item: Field::default(),
            link: self.address_field("link", list.link.as_ref()),
            next: self.address_field("next", list.next.as_ref()),
            posted: self.field(list.posted.as_ref()),
            max_pages: self.within("max_pages", list.max_pages.as_ref(), 10_000).unwrap_or(MAX_PAGES),
            stop_after_known: self
                .within("stop_after_known", list.stop_after_known.as_ref(), 10_000)
                .unwrap_or(STOP_AFTER_KNOWN),
        };
        item.map(|item| ListRecipe { item, ..recipe })
    }

    fn ad(&mut self, raw: &RawAd) -> AdRecipe {
        AdRecipe {
            title: self.field(raw.title.as_ref()),
            text: self.field(raw.text.as_ref()),
            phone: self.field(raw.phone.as_ref()),
            place: self.field(raw.place.as_ref()),
            posted: self.field(raw.posted.as_ref()),
            must_have: self.field(raw.must_have.as_ref()),
            gone: self.field(raw.gone.as_ref()),
        }
    }

    fn thread(&mut self, raw: &Spanned<RawThread>) -> Option<ThreadRecipe> {
        let thread = raw.get_ref();
        if thread.post.is_none() {
            let remedy = "write the element of one post, like `post = \"article.post\"`";
            self.missing((&raw.span(), &thread.keys), "post", "`[source.thread]` has no `post`", remedy);
        }
        let post = self.element_field("post", thread.post.as_ref());
        let text = self.field(thread.text.as_ref());
        let posted = self.field(thread.posted.as_ref());
        let next = self.address_field("next", thread.next.as_ref());
        let must_have = self.field(thread.must_have.as_ref());
        post.map(|post| ThreadRecipe { post, text, posted, next, must_have })
    }

    fn field(&mut self, texts: Option<&Texts>) -> Option<Field> {
        let texts = texts?;
        if texts.get_ref().is_empty() {
            self.fault(texts.span(), "the field has no way to be found", "write a CSS selector, or take the key out");
            return None;
        }
        match Field::compile(texts.get_ref().iter().map(|text| text.get_ref().as_str())) {
            Ok(field) => Some(field),
            Err(faults) => {
                for (index, fault) in faults {
                    if let Some(text) = texts.get_ref().get(index) {
                        let span = inside(self.report.text(), text, &fault.at);
                        self.fault(span, fault.message, fault.remedy);
                    }
                }
                None
            }
        }
    }

    /// A field that must give elements, because others are looked for inside them.
    fn element_field(&mut self, key: &str, texts: Option<&Texts>) -> Option<Field> {
        let field = self.field(texts)?;
        if !field.gives_elements() {
            let message = format!("`{key}` must be an element, without `@attribute` or filters");
            self.fault(texts.map_or(0..0, Spanned::span), message, "write CSS alone, like \"article.ad\"");
            return None;
        }
        Some(field)
    }

    /// A field that must give an address: the text of an element is hardly ever one.
    fn address_field(&mut self, key: &str, texts: Option<&Texts>) -> Option<Field> {
        let field = self.field(texts)?;
        for text in texts.map(Spanned::get_ref).into_iter().flatten() {
            if Field::compile([text.get_ref().as_str()]).is_ok_and(|way| way.gives_elements()) {
                let message = format!("`{key}` must be an address, and this is the text of an element");
                self.fault(
                    text.span(),
                    message,
                    format!("add the attribute, like \"{} @href\"", short(text.get_ref())),
                );
            }
        }
        Some(field)
    }
}

/// Where a part of a text stands in the file, if the text stands there letter by letter; else the whole text.
fn inside(file: &str, text: &Text, part: &Range<usize>) -> Range<usize> {
    let span = text.span();
    let written = file.get(span.clone()).unwrap_or_default();
    match written.find(text.get_ref().as_str()) {
        Some(quote) if !text.get_ref().is_empty() => {
            let start = span.start + quote;
            start + part.start..start + part.end
        }
        _ => span,
    }
}
