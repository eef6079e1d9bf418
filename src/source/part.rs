//! The parts of a recipe: how a list, an ad, the answer to a question for a number, and a page of posts are read.

use std::time::Duration;

use super::recipe::Field;
use super::template::Template;

/// How the pages of a source are read. Which parts are there follows from the source's kind.
#[derive(Debug, Clone, Default)]
pub struct Recipe {
    /// Lists: of ads, or of topics.
    pub list: Option<ListRecipe>,
    /// The page of an ad.
    pub ad: Option<AdRecipe>,
    /// A page of posts.
    pub thread: Option<ThreadRecipe>,
    /// A sitemap.
    pub sitemap: Option<SitemapRecipe>,
}

impl Recipe {
    /// A field as it is written, by its table and key, like `ad.place`; `None` where the recipe does not name it.
    #[must_use]
    pub fn written(&self, name: &str) -> Option<String> {
        let (list, ad, thread) = (self.list.as_ref(), self.ad.as_ref(), self.thread.as_ref());
        let field = match name {
            "list.item" => list.map(|list| &list.item),
            "list.id" => list?.id.as_ref(),
            "list.link" => list?.link.as_ref(),
            "list.posted" => list?.posted.as_ref(),
            "list.cursor" => list?.cursor.as_ref(),
            "list.next" => list?.next.field(),
            "ad.must_have" => ad?.must_have.as_ref(),
            "ad.title" => ad?.title.as_ref(),
            "ad.text" => ad?.text.as_ref(),
            "ad.phone" => ad?.phone.as_ref(),
            "ad.place" => ad?.place.as_ref(),
            "ad.posted" => ad?.posted.as_ref(),
            "ad.reveal.id" => ad?.reveal.as_ref().map(|reveal| &reveal.id),
            "thread.must_have" => thread?.must_have.as_ref(),
            "thread.post" => thread.map(|thread| &thread.post),
            "thread.text" => thread?.text.as_ref(),
            "thread.posted" => thread?.posted.as_ref(),
            _ => None,
        };
        field.map(ToString::to_string)
    }
}

/// `[source.sitemap]`, compiled.
#[derive(Debug, Clone)]
pub struct SitemapRecipe {
    /// What the addresses of ads have; `None` for all addresses.
    pub only: Option<Field>,
    /// A page that was never read and changed longer ago than this is left.
    pub max_age: Duration,
    /// Sitemaps read in one visit, from one start address.
    pub max_sitemaps: u32,
}

impl Default for SitemapRecipe {
    fn default() -> Self {
        Self { only: None, max_age: Duration::from_hours(30 * 24), max_sitemaps: 50 }
    }
}

/// `[source.list]`, compiled.
#[derive(Debug, Clone)]
pub struct ListRecipe {
    /// The element of one entry, or its place in JSON.
    pub item: Field,
    /// What tells an entry apart, inside the item.
    pub id: Option<Field>,
    /// The address of its page, inside the item; `None` for the item's own `href`, else its first link. An item of
    /// JSON without one is the ad itself.
    pub link: Option<Field>,
    /// The address of its page, made of what tells it apart; stands in for `link`.
    pub link_by: Option<Template>,
    /// How the next list page is found.
    pub next: NextPage,
    /// The address of the next list page, made of its number, its offset or the cursor; stands in for `next`.
    pub next_by: Option<Template>,
    /// What leads to the next page and is no address.
    pub cursor: Option<Field>,
    /// When it was posted, inside the item.
    pub posted: Option<Field>,
    /// What a board shows that changes with each new post of a topic.
    pub activity: Option<Field>,
    /// List pages read from one start address in one visit.
    pub max_pages: u32,
    /// Known ads in a row after which the rest of the list is taken as known.
    pub stop_after_known: u32,
}

impl ListRecipe {
    /// Whether its entries are the ads themselves: JSON that leads to no page.
    #[must_use]
    pub fn is_inline(&self) -> bool {
        self.item.is_json() && self.link.is_none() && self.link_by.is_none()
    }
}

/// `[source.ad]`, compiled. A part that is `None` has a default of its own.
#[derive(Debug, Clone, Default)]
pub struct AdRecipe {
    /// The title.
    pub title: Option<Field>,
    /// The text.
    pub text: Option<Field>,
    /// Numbers that stand on their own.
    pub phone: Option<Field>,
    /// The place, where it stands on its own.
    pub place: Option<Field>,
    /// When it was posted.
    pub posted: Option<Field>,
    /// What every page of an ad has.
    pub must_have: Option<Field>,
    /// What only the page of an ad that is no more has.
    pub gone: Option<Field>,
    /// Where its number is asked for, when the page holds none.
    pub reveal: Option<RevealRecipe>,
}

/// `[source.ad.reveal]`, compiled.
#[derive(Debug, Clone)]
pub struct RevealRecipe {
    /// The address that gives the number.
    pub url: Template,
    /// What tells the ad apart there: on its page or in its address.
    pub id: Field,
    /// The number, in what that address gives; `None` for all that it gives.
    pub phone: Option<Field>,
}

/// `[source.thread]`, compiled.
#[derive(Debug, Clone)]
pub struct ThreadRecipe {
    /// The element of one post.
    pub post: Field,
    /// What tells a post apart, inside it; `None` for its own `id`, else its words.
    pub id: Option<Field>,
    /// The text, inside the post.
    pub text: Option<Field>,
    /// When it was posted, inside the post.
    pub posted: Option<Field>,
    /// How the topic's next page is found.
    pub next: NextPage,
    /// What every page of posts has.
    pub must_have: Option<Field>,
}

/// How the page after a list page, or after a page of posts, is found.
#[derive(Debug, Clone, Default)]
pub enum NextPage {
    /// The recipe does not say: by what pagers look like.
    #[default]
    Recognised,
    /// By a field that holds its address.
    By(Field),
    /// None is followed, or its address is made.
    Never,
}

impl NextPage {
    /// The field that holds its address, if one does.
    #[must_use]
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::By(field) => Some(field),
            Self::Recognised | Self::Never => None,
        }
    }
}
