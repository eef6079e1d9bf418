//! The eighteen sites: who they are, how they look, and what makes each of them hard to read.

mod app;
mod daily;
mod forum;
mod periodical;
mod portal;
mod shop;
mod view;

pub(super) use forum::{Ask, Forum, PostLine, TopicLine, TopicList, TopicPage};
pub(super) use view::{AdPage, Card, ListPage, When};

/// Where the numbers of an ad stand on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contact {
    /// In the text only.
    Text,
    /// In the text and in a field, a link for instance.
    Both,
    /// In a field only.
    Field,
}

/// What a site answers when an ad was taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Removal {
    /// 404.
    NotFound,
    /// 410.
    Gone,
    /// 200 and a page that says so.
    Notice,
}

/// How the pages of a site are made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Layout {
    /// Lists that lead to ads.
    Board(Board),
    /// Topics that lead to posts.
    Forum(Forum),
}

/// The pages of a site with lists and ads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Board {
    /// The address of one page of one section's list; sections from 0, pages from 1.
    pub(super) list_path: fn(usize, usize) -> String,
    /// The address of an ad.
    pub(super) ad_path: fn(u32, &str, &str) -> String,
    /// One page of a list.
    pub(super) list: fn(&ListPage) -> String,
    /// One ad.
    pub(super) ad: fn(&AdPage) -> String,
}

/// One site.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    /// The name in `sources.toml`.
    pub(super) name: &'static str,
    /// The name on the pages.
    pub(super) title: &'static str,
    /// The last part of its address, `127.0.0.x`.
    pub(super) address: u8,
    /// How often an ad is placed here, among the sites that cover its territory.
    pub(super) weight: usize,
    /// The territories it covers; empty for all.
    pub(super) covers: &'static [&'static str],
    /// The sections of its list, each with its territories; empty for one list of everything.
    pub(super) sections: &'static [&'static [&'static str]],
    /// Where numbers stand.
    pub(super) contact: Contact,
    /// Items a list page.
    pub(super) per_page: usize,
    /// The id before the first that it gave.
    pub(super) first_id: u32,
    /// The look.
    pub(super) layout: Layout,
    /// The media type of list pages, as sent.
    pub(super) list_media: &'static str,
    /// The media type of all other pages, as sent.
    pub(super) page_media: &'static str,
    /// Whether the bytes are windows-1252, which nothing declares.
    pub(super) is_latin: bool,
    /// Whether it sends `ETag` and `Last-Modified` and answers 304.
    pub(super) validates: bool,
    /// What `/robots.txt` says; `None` answers 404.
    pub(super) robots: Option<&'static str>,
    /// What an ad that was taken down answers.
    pub(super) removed: Removal,
    /// The day from which every page is a log-in form.
    pub(super) walled_from: Option<i64>,
    /// The day from which its CSS classes have other names.
    pub(super) renamed_from: Option<i64>,
}

impl Site {
    /// Whether people talk here rather than advertise.
    pub(super) const fn is_forum(&self) -> bool {
        matches!(self.layout, Layout::Forum(_))
    }

    /// Whether a log-in form stands before every page on `day`.
    pub(super) fn is_walled(&self, day: i64) -> bool {
        self.walled_from.is_some_and(|from| day >= from)
    }

    /// Whether the CSS classes have their later names on `day`.
    pub(super) fn is_renamed(&self, day: i64) -> bool {
        self.renamed_from.is_some_and(|from| day >= from)
    }
}

/// The rules that most sites have.
const ROBOTS: &str = "User-agent: *\nDisallow: /admin/\nDisallow: /login\n";

/// A site without quirks, for the others to differ from.
const fn plain(name: &'static str, title: &'static str, address: u8, layout: Layout) -> Site {
    Site {
        name,
        title,
        address,
        weight: 6,
        covers: &[],
        sections: &[],
        contact: Contact::Text,
        per_page: 25,
        first_id: 1_000_000 + 91_337 * address as u32,
        layout,
        list_media: "text/html; charset=utf-8",
        page_media: "text/html; charset=utf-8",
        is_latin: false,
        validates: false,
        robots: Some(ROBOTS),
        removed: Removal::NotFound,
        walled_from: None,
        renamed_from: None,
    }
}

/// The sites, in the order of their addresses: five dailies, two periodicals, seven sites, two apps, two forums.
pub(super) const SITES: [Site; 18] = [
    daily::SECCHIA,
    daily::CANALE,
    daily::PO,
    daily::VALLI,
    daily::ROMAGNA,
    periodical::MERCATINO,
    periodical::SABATO,
    portal::ESTENSI,
    portal::VIA_EMILIA,
    portal::ADRIATICA,
    portal::PIAZZA,
    shop::VETRINA,
    shop::RETE,
    shop::CITTA,
    app::VICINO,
    app::LAMPO,
    forum::PORTICO,
    forum::DUE_TORRI,
];
