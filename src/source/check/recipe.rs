//! The parts of a recipe: which the kind has a use for, and whether their fields can be read.

use std::ops::Range;

use serde_spanned::Spanned;

use super::{Checker, short};
use crate::source::field::FieldFault;
use crate::source::file::{RawAd, RawList, RawReveal, RawSitemap, RawSource, RawThread};
use crate::source::table::{Text, Texts};
use crate::source::{
    AdRecipe, Field, Gap, ListRecipe, NextPage, Recipe, RevealRecipe, Scope, SitemapRecipe, SourceKind, Template,
    ThreadRecipe,
};

const MAX_PAGES: u32 = 20;
const STOP_AFTER_KNOWN: u32 = 10;

impl Checker<'_> {
    /// The parts of the recipe, each where the kind has a use for it and never where it has none.
    pub(super) fn recipe(&mut self, raw: &RawSource, kind: Option<SourceKind>, scope: &Scope) -> Recipe {
        let list = raw.list.as_ref().and_then(|list| self.list(list, scope));
        let ad = raw.ad.as_ref().map(|ad| self.ad(ad.get_ref(), scope));
        let thread = raw.thread.as_ref().and_then(|thread| self.thread(thread));
        let sitemap = raw.sitemap.as_ref().map(|sitemap| self.sitemap(sitemap.get_ref()));
        let Some(kind) = kind else { return Recipe::default() };
        let uses = |part| match kind {
            SourceKind::Classified => matches!(part, "list" | "ad"),
            SourceKind::Forum => matches!(part, "list" | "thread"),
            SourceKind::Feed => part == "ad",
            SourceKind::Sitemap => matches!(part, "ad" | "sitemap"),
        };
        let parts = [
            ("list", raw.list.as_ref().map(Spanned::span), "with at least `item`"),
            ("ad", raw.ad.as_ref().map(Spanned::span), "it may stay empty: every key has a default"),
            ("thread", raw.thread.as_ref().map(Spanned::span), "with at least `post`"),
            ("sitemap", raw.sitemap.as_ref().map(Spanned::span), "it may stay empty: every key has a default"),
        ];
        for (part, span, hint) in parts {
            match span {
                Some(span) if !uses(part) => {
                    let message = format!("`[source.{part}]` has no use in a source of kind \"{}\"", kind.as_str());
                    self.fault(span, message, "take it out, or change `kind`");
                }
                // An ad page of a feed may be left out: then the entry itself is the ad.
                None if uses(part) && kind != SourceKind::Feed && part != "sitemap" => {
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
        let recipe = Recipe { list, ad, thread, sitemap };
        self.inline(raw, kind, &recipe);
        recipe
    }

    fn list(&mut self, raw: &Spanned<RawList>, scope: &Scope) -> Option<ListRecipe> {
        let list = raw.get_ref();
        if list.item.is_none() {
            let remedy = "write the element of one entry, like `item = \"article.ad\"`";
            self.missing((&raw.span(), &list.keys), "item", "`[source.list]` has no `item`", remedy);
        }
        let item = self.item_field(list.item.as_ref());
        let id = self.field(list.id.as_ref());
        let cursor = self.field(list.cursor.as_ref());
        let link_by = self.template("link", list.link.as_ref(), &[Gap::Id], scope);
        let next_by = self.template("next", list.next.as_ref(), &[Gap::Page, Gap::Offset, Gap::Cursor], scope);
        let needs = [
            ("id", Gap::Id, "link", link_by.as_ref(), list.link.as_ref(), "id = \"json:/id\""),
            ("cursor", Gap::Cursor, "next", next_by.as_ref(), list.next.as_ref(), "cursor = \"json:/next_cursor\""),
        ];
        for (key, gap, of, template, written, example) in needs {
            if let (Some(template), Some(written)) = (template, written)
                && template.has(gap)
            {
                let message = format!("`{of}` has a gap `{{{key}}}`, and `[source.list]` has no `{key}`");
                self.missing((&written.span(), &list.keys), key, &message, format!("add a field, like `{example}`"));
            }
        }
        let recipe = ListRecipe {
            item: Field::default(),
            id,
            link: if link_by.is_some() { None } else { self.address_field("link", list.link.as_ref()) },
            link_by,
            next: if next_by.is_some() { NextPage::Never } else { self.next_page(list.next.as_ref()) },
            next_by,
            cursor,
            posted: self.field(list.posted.as_ref()),
            activity: self.field(list.activity.as_ref()),
            max_pages: self.within("max_pages", list.max_pages.as_ref(), 10_000).unwrap_or(MAX_PAGES),
            stop_after_known: self
                .within("stop_after_known", list.stop_after_known.as_ref(), 10_000)
                .unwrap_or(STOP_AFTER_KNOWN),
        };
        let item = item?;
        let inside = [
            ("id", &recipe.id, list.id.as_ref()),
            ("link", &recipe.link, list.link.as_ref()),
            ("posted", &recipe.posted, list.posted.as_ref()),
            ("activity", &recipe.activity, list.activity.as_ref()),
        ];
        for (key, field, written) in inside {
            self.of_a_kind(
                key,
                field.as_ref(),
                written,
                item.is_json(),
                "the items are JSON",
                "the items are elements",
            );
        }
        let around = [
            ("next", recipe.next.field(), list.next.as_ref()),
            ("cursor", recipe.cursor.as_ref(), list.cursor.as_ref()),
        ];
        for (key, field, written) in around.into_iter().filter(|_| item.is_json()) {
            self.of_a_kind(key, field, written, true, "the list is JSON", "");
        }
        Some(ListRecipe { item, ..recipe })
    }

    /// Ads that stand in a list of JSON themselves: their fields are JSON too, and no other page is asked for.
    fn inline(&mut self, raw: &RawSource, kind: SourceKind, recipe: &Recipe) {
        let (Some(list), Some(written)) = (&recipe.list, &raw.list) else { return };
        if let Some(activity) = written.get_ref().activity.as_ref().filter(|_| kind != SourceKind::Forum) {
            let remedy = "take it out: an ad is known by its address";
            self.fault(activity.span(), "`activity` is for the topics of a forum", remedy);
        }
        if !list.is_inline() || written.get_ref().keys.iter().any(|key| key == "link") {
            return;
        }
        if kind == SourceKind::Forum {
            let remedy = "add the address of the topic, like `link = \"json:/url\"` or `link = \"/topic/{id}\"`";
            self.fault(written.span(), "`[source.list]` is JSON and has no `link`: topics have pages", remedy);
            return;
        }
        let (Some(ad), Some(raw)) = (&recipe.ad, &raw.ad) else { return };
        let raw = raw.get_ref();
        let fields = [
            ("title", &ad.title, &raw.title),
            ("text", &ad.text, &raw.text),
            ("phone", &ad.phone, &raw.phone),
            ("place", &ad.place, &raw.place),
            ("posted", &ad.posted, &raw.posted),
            ("must_have", &ad.must_have, &raw.must_have),
            ("gone", &ad.gone, &raw.gone),
        ];
        for (key, field, written) in fields {
            let why = "without `link` the ads are the JSON items of the list";
            self.of_a_kind(key, field.as_ref(), written.as_ref(), true, why, "");
        }
        if let Some(reveal) = &raw.reveal {
            let remedy = "add `link` to `[source.list]`, so that each ad has a page, or take the table out";
            self.fault(reveal.span(), "`[source.ad.reveal]` has no use without ad pages", remedy);
        }
    }

    /// A field inside a scope that is JSON, or that is elements, must look there.
    fn of_a_kind(
        &mut self,
        key: &str,
        field: Option<&Field>,
        written: Option<&Texts>,
        in_json: bool,
        json: &str,
        elements: &str,
    ) {
        let (Some(field), Some(written)) = (field, written) else { return };
        if in_json && field.has_css() {
            self.fault(
                written.span(),
                format!("`{key}` is CSS, and {json}"),
                "write a JSON pointer, like \"json:/url\"",
            );
        } else if !in_json && field.has_json() {
            let remedy = "write CSS, like \"a.title @href\", or a JSON pointer in `item` too";
            self.fault(written.span(), format!("`{key}` is a place in JSON, and {elements}"), remedy);
        }
    }

    fn ad(&mut self, raw: &RawAd, scope: &Scope) -> AdRecipe {
        AdRecipe {
            reveal: raw.reveal.as_ref().and_then(|reveal| self.reveal(reveal, scope)),
            title: self.field(raw.title.as_ref()),
            text: self.field(raw.text.as_ref()),
            phone: self.field(raw.phone.as_ref()),
            place: self.field(raw.place.as_ref()),
            posted: self.field(raw.posted.as_ref()),
            must_have: self.field(raw.must_have.as_ref()),
            gone: self.field(raw.gone.as_ref()),
        }
    }

    fn reveal(&mut self, raw: &Spanned<RawReveal>, scope: &Scope) -> Option<RevealRecipe> {
        let reveal = raw.get_ref();
        let table = (&raw.span(), reveal.keys.as_slice());
        if reveal.url.is_none() {
            let remedy = "write the address that gives the number, like `url = \"https://example.invalid/phone/{id}\"`";
            self.missing(table, "url", "`[source.ad.reveal]` has no `url`", remedy);
        }
        if reveal.id.is_none() {
            let remedy =
                "write where the ad's page or address has it, like `id = \".ad @data-id\"` or `id = 'url:/(\\d+)$/'`";
            self.missing(table, "id", "`[source.ad.reveal]` has no `id`", remedy);
        }
        let url = reveal.url.as_ref().and_then(|url| match Template::compile(url.get_ref(), &[Gap::Id]) {
            Ok(template) => self.in_scope("url", url, template, scope),
            Err(fault) => {
                self.field_fault(url, fault);
                None
            }
        });
        let (id, phone) = (self.field(reveal.id.as_ref()), self.field(reveal.phone.as_ref()));
        Some(RevealRecipe { url: url?, id: id?, phone })
    }

    fn sitemap(&mut self, raw: &RawSitemap) -> SitemapRecipe {
        let mut recipe = SitemapRecipe { only: self.field(raw.only.as_ref()), ..SitemapRecipe::default() };
        if let (Some(only), Some(written)) = (&recipe.only, &raw.only)
            && !only.is_of_address()
        {
            let message = "`only` is asked of addresses, and this looks at a page";
            self.fault(written.span(), message, "write an expression, like 'url:/\\/annuncio\\//'");
        }
        if let Some(text) = &raw.max_age
            && let Some(age) = self.duration("max_age", text, "\"7d\", \"30d\"")
        {
            recipe.max_age = age;
        }
        if let Some(number) = self.within("max_sitemaps", raw.max_sitemaps.as_ref(), 1_000) {
            recipe.max_sitemaps = number;
        }
        recipe
    }

    /// A field that is an address with gaps, if it is written as one.
    fn template(&mut self, key: &str, texts: Option<&Texts>, gaps: &[Gap], scope: &Scope) -> Option<Template> {
        let texts = texts?.get_ref();
        let text = texts.iter().find(|text| Template::is_one(text.get_ref()))?;
        if texts.len() > 1 {
            let message = format!("`{key}` is an address, and other ways stand beside it");
            self.fault(text.span(), message, "write the address alone");
        }
        match Template::compile(text.get_ref(), gaps) {
            Ok(template) => self.in_scope(key, text, template, scope),
            Err(fault) => {
                self.field_fault(text, fault);
                None
            }
        }
    }

    fn in_scope(&mut self, key: &str, text: &Text, template: Template, scope: &Scope) -> Option<Template> {
        if let Some(url) = template.whole().filter(|url| !scope.hosts.is_empty() && !scope.holds(url)) {
            let message = format!("`{key}` is outside `hosts`: {}", url.host());
            self.fault(text.span(), message, format!("add \"{}\" to `hosts`", url.host()));
            return None;
        }
        Some(template)
    }

    fn field_fault(&mut self, text: &Text, fault: FieldFault) {
        let span = inside(self.report.text(), text, &fault.at);
        self.fault(span, fault.message, fault.remedy);
    }

    fn thread(&mut self, raw: &Spanned<RawThread>) -> Option<ThreadRecipe> {
        let thread = raw.get_ref();
        if thread.post.is_none() {
            let remedy = "write the element of one post, like `post = \"article.post\"`";
            self.missing((&raw.span(), &thread.keys), "post", "`[source.thread]` has no `post`", remedy);
        }
        let post = self.element_field("post", thread.post.as_ref());
        let id = self.field(thread.id.as_ref());
        let text = self.field(thread.text.as_ref());
        let posted = self.field(thread.posted.as_ref());
        let next = self.next_page(thread.next.as_ref());
        let must_have = self.field(thread.must_have.as_ref());
        post.map(|post| ThreadRecipe { post, id, text, posted, next, must_have })
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
                        self.field_fault(text, fault);
                    }
                }
                None
            }
        }
    }

    /// The field of an entry: elements, or places in JSON, because others are looked for inside them.
    fn item_field(&mut self, texts: Option<&Texts>) -> Option<Field> {
        let field = self.field(texts)?;
        if field.gives_elements() || field.gives_json() {
            return Some(field);
        }
        let message = "`item` must be an element, or a place in JSON, without `@attribute` or filters";
        let remedy = "write CSS alone, like \"article.ad\", or a pointer alone, like \"json:/results\"";
        self.fault(texts.map_or(0..0, Spanned::span), message, remedy);
        None
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

    /// How the next page is found; the word `none` stands for no page.
    fn next_page(&mut self, texts: Option<&Texts>) -> NextPage {
        if texts.is_some_and(|texts| matches!(texts.get_ref().as_slice(), [text] if text.get_ref() == "none")) {
            return NextPage::Never;
        }
        match (texts, self.address_field("next", texts)) {
            (None, _) => NextPage::Recognised,
            (Some(_), Some(field)) => NextPage::By(field),
            // The fault is noted.
            (Some(_), None) => NextPage::Never,
        }
    }

    /// A field that must give an address: the text of an element is hardly ever one.
    fn address_field(&mut self, key: &str, texts: Option<&Texts>) -> Option<Field> {
        // What is written as an address was looked at as one.
        if texts.is_some_and(|texts| texts.get_ref().iter().any(|text| Template::is_one(text.get_ref()))) {
            return None;
        }
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
