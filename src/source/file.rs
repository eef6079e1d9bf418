//! The raw mirror of `sources.toml`: what stands in the file, each with its place, and not yet what it means.
//!
//! The JSON Schema for editors is derived from these types, and the tree is read into them; a test holds
//! that both know the same keys.

use std::ops::Range;

use schemars::JsonSchema;
use serde_spanned::Spanned;
use toml::de::DeTable;

use super::table::{TableReader, Text, Texts};
use crate::domain::Report;

/// How the schema shows a field of a recipe.
#[derive(JsonSchema)]
#[schemars(rename = "field", untagged)]
#[expect(dead_code, reason = "only its shape is wanted, for the schema")]
pub(super) enum OneOrMany {
    /// One way to find the field.
    One(String),
    /// Several ways: all are tried, and what they find is put together.
    Many(Vec<String>),
}

/// How the schema shows a kind.
#[derive(JsonSchema)]
#[schemars(rename = "kind", rename_all = "lowercase")]
#[expect(dead_code, reason = "only its shape is wanted, for the schema")]
pub(super) enum KindWord {
    /// Lists of ads, and a page an ad.
    Classified,
    /// Lists of topics, and pages of posts.
    Forum,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A sitemap of the pages of ads.
    Sitemap,
}

/// How the schema shows a way of rendering.
#[derive(JsonSchema)]
#[schemars(rename = "render", rename_all = "lowercase")]
#[expect(dead_code, reason = "only its shape is wanted, for the schema")]
pub(super) enum RenderWord {
    /// As it comes over the wire.
    Plain,
    /// As a browser draws it, its scripts included.
    Browser,
}

/// The sources that the crawl visits.
#[derive(JsonSchema)]
#[schemars(title = "sources.toml", deny_unknown_fields)]
pub(super) struct RawFile {
    /// One source: a site, a section of a site, a forum, a feed.
    #[schemars(default)]
    pub(super) source: Vec<RawSource>,
    /// One theme that posts of forums are counted by.
    #[schemars(default)]
    pub(super) theme: Vec<RawTheme>,
}

/// One `[[theme]]`.
#[derive(JsonSchema)]
#[schemars(rename = "theme", deny_unknown_fields)]
pub(super) struct RawTheme {
    /// Where its header stands.
    #[schemars(skip)]
    pub(super) header: Range<usize>,
    /// Its keys, readable or not: what is unreadable is not missing.
    #[schemars(skip)]
    pub(super) keys: Vec<String>,
    /// A name of its own: small letters, digits and hyphens.
    #[schemars(with = "String", required, regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"), length(max = 60))]
    pub(super) name: Option<Text>,
    /// Words and phrases, whatever their capitals and accents; a star at the end of one stands for any ending.
    #[schemars(with = "Vec<String>", required, length(min = 1))]
    pub(super) words: Option<Texts>,
}

/// One `[[source]]`.
#[derive(JsonSchema)]
#[schemars(rename = "source", deny_unknown_fields)]
pub(super) struct RawSource {
    /// Where its header stands.
    #[schemars(skip)]
    pub(super) header: Range<usize>,
    /// Its keys, readable or not: what is unreadable is not missing.
    #[schemars(skip)]
    pub(super) keys: Vec<String>,
    /// A name of its own: small letters, digits and hyphens.
    #[schemars(with = "String", required, regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"), length(max = 60))]
    pub(super) name: Option<Text>,
    /// What sort of source it is.
    #[schemars(with = "KindWord", required)]
    pub(super) kind: Option<Text>,
    /// The addresses where the crawl begins: list pages, boards, or feeds.
    #[schemars(with = "Vec<String>", required, length(min = 1))]
    pub(super) start: Option<Texts>,
    /// The hosts that may be visited; the hosts of `start` when left out. Without a port, all ports of the host.
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) hosts: Option<Texts>,
    /// How often the source is visited: "30m", "6h", "2d". Default "6h".
    #[schemars(with = "Option<String>")]
    pub(super) every: Option<Text>,
    /// The longest pause between two visits, while the source brings nothing new. Default: four times `every`, but no
    /// more than "24h" unless `every` is.
    #[schemars(with = "Option<String>")]
    pub(super) slowest: Option<Text>,
    /// How gently its hosts are asked.
    #[schemars(with = "Option<RawPace>")]
    pub(super) pace: Option<Spanned<RawPace>>,
    /// The place of an ad that names none: a municipality, the sigla of a province, or a territory.
    #[schemars(with = "Option<String>")]
    pub(super) place: Option<Text>,
    /// Parameters of addresses that do not tell pages apart: "sid", "utm_*".
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) drop_params: Option<Texts>,
    /// "browser" for pages that are drawn by script. Default "plain": pages are read as they come over the wire.
    #[schemars(with = "Option<RenderWord>")]
    pub(super) render: Option<Text>,
    /// With render = "browser": what a page has once it is drawn, in CSS. Default: it is drawn once it asks for nothing more.
    #[schemars(with = "Option<String>")]
    pub(super) wait_for: Option<Text>,
    /// How a list page is read.
    #[schemars(with = "Option<RawList>")]
    pub(super) list: Option<Spanned<RawList>>,
    /// How the page of an ad is read.
    #[schemars(with = "Option<RawAd>")]
    pub(super) ad: Option<Spanned<RawAd>>,
    /// How a page of posts is read.
    #[schemars(with = "Option<RawThread>")]
    pub(super) thread: Option<Spanned<RawThread>>,
    /// Which pages of a sitemap are read.
    #[schemars(with = "Option<RawSitemap>")]
    pub(super) sitemap: Option<Spanned<RawSitemap>>,
}

/// `[source.sitemap]`
#[derive(JsonSchema)]
#[schemars(rename = "sitemap", deny_unknown_fields)]
pub(super) struct RawSitemap {
    /// What the addresses of ads have: `url:/annuncio/`. Default: every address is that of an ad.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) only: Option<Texts>,
    /// A page that was never read and changed longer ago than this is left: "7d", "30d". Default "30d".
    #[schemars(with = "Option<String>")]
    pub(super) max_age: Option<Text>,
    /// Sitemaps read in one visit, from one start address. Default 50.
    #[schemars(with = "Option<u32>", range(min = 1, max = 1_000))]
    pub(super) max_sitemaps: Option<Spanned<u32>>,
}

/// `pace = { … }`
#[derive(JsonSchema)]
#[schemars(rename = "pace", deny_unknown_fields)]
pub(super) struct RawPace {
    /// The least time between two requests to one host, at least "1s". Default "5s".
    #[schemars(with = "Option<String>")]
    pub(super) delay: Option<Text>,
    /// Requests to one host that may be under way at once, 1 to 16. Default 1.
    #[schemars(with = "Option<u32>", range(min = 1, max = 16))]
    pub(super) concurrency: Option<Spanned<u32>>,
    /// Pages that may be asked of one host in one day. Default: no limit.
    #[schemars(with = "Option<u32>", range(min = 1))]
    pub(super) pages_per_day: Option<Spanned<u32>>,
    /// The local hours in which the source may be asked: "07:00-23:00". Default: all.
    #[schemars(with = "Option<String>")]
    pub(super) hours: Option<Text>,
}

/// `[source.list]`
#[derive(JsonSchema)]
#[schemars(rename = "list", deny_unknown_fields)]
pub(super) struct RawList {
    /// Its keys, readable or not: what is unreadable is not missing.
    #[schemars(skip)]
    pub(super) keys: Vec<String>,
    /// The element of one ad, or of one topic, in the list; of a list in JSON its place: `json:/results`.
    #[schemars(with = "OneOrMany", required)]
    pub(super) item: Option<Texts>,
    /// What tells an entry apart, inside the item: for the `{id}` of `link`, and for ads that stand in the list.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) id: Option<Texts>,
    /// The address of its page, inside the item, or made of its `id`: `https://example.invalid/ad/{id}`.
    /// Default: the item's own `href`, else its first link; an item of JSON is then the ad itself.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) link: Option<Texts>,
    /// What leads to the next page and is no address, for the `{cursor}` of `next`.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) cursor: Option<Texts>,
    /// The address of the next list page, or how it is made: `?page={page}`, `?offset={offset}`, `?after={cursor}`; or
    /// "none". Default: recognised by what pagers look like.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) next: Option<Texts>,
    /// When it was posted, inside the item.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) posted: Option<Texts>,
    /// What a board shows that changes with each new post of a topic: how many there are, when the last one came.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) activity: Option<Texts>,
    /// List pages read from one start address in one visit. Default 20.
    #[schemars(with = "Option<u32>", range(min = 1, max = 10_000))]
    pub(super) max_pages: Option<Spanned<u32>>,
    /// Known ads in a row after which the rest of the list is taken as known. Default 10.
    #[schemars(with = "Option<u32>", range(min = 1, max = 10_000))]
    pub(super) stop_after_known: Option<Spanned<u32>>,
}

/// `[source.ad]`
#[derive(JsonSchema)]
#[schemars(rename = "ad", deny_unknown_fields)]
pub(super) struct RawAd {
    /// The title of the ad. Default: the page's own.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) title: Option<Texts>,
    /// The text of the ad. Default: the page's visible main text and its JSON-LD.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) text: Option<Texts>,
    /// Where a number stands on its own. The text is searched as well.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) phone: Option<Texts>,
    /// Where the place stands on its own.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) place: Option<Texts>,
    /// When it was posted.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) posted: Option<Texts>,
    /// What every ad page has. A page without it is a wall or a soft 404, not an empty ad.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) must_have: Option<Texts>,
    /// What only the page of an ad that is no more has.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) gone: Option<Texts>,
    /// Where its number is asked for, when it comes from a request of its own.
    #[schemars(with = "Option<RawReveal>")]
    pub(super) reveal: Option<Spanned<RawReveal>>,
}

/// `[source.ad.reveal]`
#[derive(JsonSchema)]
#[schemars(rename = "reveal", deny_unknown_fields)]
pub(super) struct RawReveal {
    /// Its keys, readable or not: what is unreadable is not missing.
    #[schemars(skip)]
    pub(super) keys: Vec<String>,
    /// The address that gives the number: `https://example.invalid/phone/{id}`.
    #[schemars(with = "String", required)]
    pub(super) url: Option<Text>,
    /// What tells the ad apart there: a field of its page, or of its address.
    #[schemars(with = "OneOrMany", required)]
    pub(super) id: Option<Texts>,
    /// Where the number stands in the answer. Default: all of it is searched.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) phone: Option<Texts>,
}

/// `[source.thread]`
#[derive(JsonSchema)]
#[schemars(rename = "thread", deny_unknown_fields)]
pub(super) struct RawThread {
    /// Its keys, readable or not: what is unreadable is not missing.
    #[schemars(skip)]
    pub(super) keys: Vec<String>,
    /// The element of one post.
    #[schemars(with = "OneOrMany", required)]
    pub(super) post: Option<Texts>,
    /// What tells the post apart, inside it. Default: its own `id`, where that is a number of the whole site, else its
    /// words.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) id: Option<Texts>,
    /// The text of the post, inside it. Default: all of it.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) text: Option<Texts>,
    /// When it was posted, inside the post.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) posted: Option<Texts>,
    /// The address of the topic's next page, or "none". Default: recognised by what pagers look like.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) next: Option<Texts>,
    /// What every page of posts has.
    #[schemars(with = "Option<OneOrMany>")]
    pub(super) must_have: Option<Texts>,
}

/// Reads the tree of a whole file. Wrong types and unknown keys are noted and left out.
pub(super) fn read<'a>(root: &'a DeTable<'a>, report: &mut Report<'_>) -> RawFile {
    TableReader::read("sources.toml", root, report, |file| RawFile {
        source: file.tables("source", "[[source]]", read_source),
        theme: file.tables("theme", "[[theme]]", read_theme),
    })
}

fn read_theme(header: Range<usize>, table: &mut TableReader<'_, '_, '_>) -> RawTheme {
    RawTheme {
        header,
        keys: table.keys(),
        name: table.text("name", "name = \"salute\""),
        words: table.texts("words", "words = [\"visita medica\", \"preservativ*\"]"),
    }
}

fn read_source(header: Range<usize>, table: &mut TableReader<'_, '_, '_>) -> RawSource {
    RawSource {
        header,
        keys: table.keys(),
        name: table.text("name", "name = \"bacheca-modena\""),
        kind: table.text("kind", "kind = \"classified\""),
        start: table.texts("start", "start = [\"https://example.invalid/\"]"),
        hosts: table.texts("hosts", "hosts = [\"example.invalid\"]"),
        every: table.text("every", "every = \"6h\""),
        slowest: table.text("slowest", "slowest = \"24h\""),
        pace: table.table("pace", "pace", "pace = { delay = \"5s\" }", read_pace),
        place: table.text("place", "place = \"Modena\""),
        drop_params: table.texts("drop_params", "drop_params = [\"utm_*\"]"),
        render: table.text("render", "render = \"browser\""),
        wait_for: table.text("wait_for", "wait_for = \"article.ad\""),
        list: table.table("list", "[source.list]", "[source.list]", read_list),
        ad: table.table("ad", "[source.ad]", "[source.ad]", read_ad),
        thread: table.table("thread", "[source.thread]", "[source.thread]", read_thread),
        sitemap: table.table("sitemap", "[source.sitemap]", "[source.sitemap]", read_sitemap),
    }
}

fn read_sitemap(table: &mut TableReader<'_, '_, '_>) -> RawSitemap {
    RawSitemap {
        only: table.text_or_texts("only", "only = 'url:/\\/annuncio\\//'"),
        max_age: table.text("max_age", "max_age = \"30d\""),
        max_sitemaps: table.number("max_sitemaps", "max_sitemaps = 50"),
    }
}

fn read_pace(table: &mut TableReader<'_, '_, '_>) -> RawPace {
    RawPace {
        delay: table.text("delay", "delay = \"5s\""),
        concurrency: table.number("concurrency", "concurrency = 1"),
        pages_per_day: table.number("pages_per_day", "pages_per_day = 2000"),
        hours: table.text("hours", "hours = \"07:00-23:00\""),
    }
}

fn read_list(table: &mut TableReader<'_, '_, '_>) -> RawList {
    RawList {
        keys: table.keys(),
        item: table.text_or_texts("item", "item = \"article.ad\""),
        id: table.text_or_texts("id", "id = \"@data-id\""),
        link: table.text_or_texts("link", "link = \"a.title @href\""),
        cursor: table.text_or_texts("cursor", "cursor = \"json:/next_cursor\""),
        next: table.text_or_texts("next", "next = \"a[rel=next] @href\""),
        posted: table.text_or_texts("posted", "posted = \"time @datetime\""),
        activity: table.text_or_texts("activity", "activity = [\".replies\", \".last time @datetime\"]"),
        max_pages: table.number("max_pages", "max_pages = 20"),
        stop_after_known: table.number("stop_after_known", "stop_after_known = 10"),
    }
}

fn read_ad(table: &mut TableReader<'_, '_, '_>) -> RawAd {
    RawAd {
        title: table.text_or_texts("title", "title = \"h1\""),
        text: table.text_or_texts("text", "text = \".description\""),
        phone: table.text_or_texts("phone", "phone = \".phone\""),
        place: table.text_or_texts("place", "place = \".location\""),
        posted: table.text_or_texts("posted", "posted = \"time @datetime\""),
        must_have: table.text_or_texts("must_have", "must_have = \".ad-page\""),
        gone: table.text_or_texts("gone", "gone = \".expired\""),
        reveal: table.table("reveal", "[source.ad.reveal]", "[source.ad.reveal]", read_reveal),
    }
}

fn read_reveal(table: &mut TableReader<'_, '_, '_>) -> RawReveal {
    RawReveal {
        keys: table.keys(),
        url: table.text("url", "url = \"https://example.invalid/phone/{id}\""),
        id: table.text_or_texts("id", "id = \".ad @data-id\""),
        phone: table.text_or_texts("phone", "phone = \"json:/phone\""),
    }
}

fn read_thread(table: &mut TableReader<'_, '_, '_>) -> RawThread {
    RawThread {
        keys: table.keys(),
        post: table.text_or_texts("post", "post = \"article.post\""),
        id: table.text_or_texts("id", "id = \"a.permalink @href\""),
        text: table.text_or_texts("text", "text = \".content\""),
        posted: table.text_or_texts("posted", "posted = \"time @datetime\""),
        next: table.text_or_texts("next", "next = \"a[rel=next] @href\""),
        must_have: table.text_or_texts("must_have", "must_have = \".topic\""),
    }
}
