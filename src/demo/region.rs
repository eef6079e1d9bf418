//! The region as it stands on one day: what is online where, its settings, its staff and its truth.

use super::call;
use super::reply::{self, Reply, Request};
use super::site::{Layout, SITES, Site};
use super::staff;
use super::text::Told;
use super::truth::{self, Truth};
use super::world::World;
use crate::domain::{Action, Conversation, Day, Operator, Technical};

/// The settings, as they stand in `invisibile.toml`.
const CONFIG: &str = include_str!("region.toml");
/// The sources, with `PORT` in place of the port.
const SOURCES: &str = include_str!("sources.toml");

/// The classes of the site that is made over, before and after, as its recipe names them.
const RENAMED: [(&str, &str); 7] = [
    ("annuncio-box", "css-x7f2a"),
    ("annuncio-link", "css-k19qd"),
    ("pagina-dopo", "css-p0w3z"),
    ("annuncio-pagina", "css-m44ty"),
    ("annuncio-testo", "css-b8r1c"),
    ("annuncio-luogo", "css-u2n6e"),
    ("annuncio-tel", "css-h5j9s"),
];

/// The invented region on one of its days.
#[derive(Debug)]
pub struct Region {
    pub(super) world: World,
    /// Days since the first.
    pub(super) today: i64,
    /// For each site and section, the postings that can be seen, newest first.
    pub(super) online: Vec<Vec<Vec<usize>>>,
    /// For each forum, its topics with how many of their posts can be seen, the last spoken in first.
    pub(super) topics: Vec<Vec<(usize, usize)>>,
}

impl Region {
    /// The region of that seed, on its first day, with the ads that earlier days left standing.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut region = Self { world: World::new(seed), today: 0, online: Vec::new(), topics: Vec::new() };
        region.show(0);
        region
    }

    /// The first day that is shown: Monday 2 November 2026.
    #[must_use]
    pub fn first_day() -> Day {
        "2026-11-02".parse().unwrap_or_else(|_| crate::domain::Timestamp::from_millis(0).day())
    }

    /// The day that is shown.
    #[must_use]
    pub fn day(&self) -> Day {
        Self::first_day().plus_days(self.today)
    }

    /// Moves on to the next day.
    pub fn advance(&mut self) {
        self.show(self.today + 1);
    }

    /// Shows that day; the first one, if it is earlier.
    pub fn set_day(&mut self, day: Day) {
        self.show(day.days_since(Self::first_day()).max(0));
    }

    /// The settings of the region: territories, and the addresses that may be visited.
    #[must_use]
    pub fn config_toml() -> &'static str {
        CONFIG
    }

    /// The eighteen sources, served on `port`.
    #[must_use]
    pub fn sources_toml(&self, port: u16) -> String {
        SOURCES.replace("PORT", &port.to_string())
    }

    /// The sources with the recipe of the site that renames its classes as its operator mends it once that is noticed.
    #[must_use]
    pub fn mended_sources_toml(&self, port: u16) -> String {
        let mut mended = self.sources_toml(port);
        for (before, after) in RENAMED {
            mended = mended.replace(before, after);
        }
        mended
    }

    /// Whether a site renamed its classes before the day that is shown, so that its recipe has been mended since.
    #[must_use]
    pub fn is_made_over_before_today(&self) -> bool {
        SITES.iter().any(|site| site.is_renamed(self.today - 1))
    }

    /// The members of staff: operators and a coordinator for each territory, and one of each other role.
    #[must_use]
    pub fn operators() -> Vec<Operator> {
        staff::operators()
    }

    /// What was published up to the day that is shown.
    #[must_use]
    pub fn truth(&self) -> Truth {
        truth::of(self)
    }

    /// How that line would answer the call which is its `attempt`th, counted from 1; `None` for a number that
    /// is none of the region's.
    #[must_use]
    pub fn answer(&self, e164: &str, attempt: u8) -> Option<(Technical, Option<Conversation>, Vec<Action>)> {
        call::answer(&self.world, e164, attempt)
    }

    /// What the site of that source answers today; `None` for a name that is none of the sources'.
    #[must_use]
    pub fn get(&self, source: &str, request: &Request<'_>) -> Option<Reply> {
        let index = SITES.iter().position(|site| site.name == source)?;
        self.reply(index, request)
    }

    pub(super) fn reply(&self, site: usize, request: &Request<'_>) -> Option<Reply> {
        SITES.get(site).map(|facts| reply::reply(self, site, facts, request))
    }

    /// Puts the day's lists together, so that no page has to look at the whole region.
    fn show(&mut self, today: i64) {
        self.world.play_until(today);
        self.today = today;
        self.online = SITES.iter().zip(&self.world.by_site).map(|(site, ids)| self.sections(site, ids)).collect();
        self.topics = (0..SITES.len()).map(|site| self.open_topics(site)).collect();
    }

    fn sections(&self, site: &Site, postings: &[usize]) -> Vec<Vec<usize>> {
        let mut sections = vec![Vec::new(); site.sections.len().max(1)];
        for &index in postings.iter().rev() {
            let Some(told) = self.told(index).filter(|told| told.posting.is_online(self.today)) else {
                continue;
            };
            let own = site.sections.iter().position(|covers| covers.contains(&told.ad.place.territory));
            if let Some(section) = sections.get_mut(own.unwrap_or(0)) {
                section.push(index);
            }
        }
        sections
    }

    fn open_topics(&self, site: usize) -> Vec<(usize, usize)> {
        let mut topics: Vec<_> = self
            .world
            .topics
            .iter()
            .enumerate()
            .filter(|(_, topic)| topic.site == site)
            .filter_map(|(index, topic)| {
                let is_said = |post: &usize| self.world.posts.get(*post).is_some_and(|post| post.day <= self.today);
                let said = topic.posts.partition_point(is_said);
                let last = self.world.posts.get(*topic.posts.get(said.checked_sub(1)?)?)?;
                Some((last.id, index, said))
            })
            .collect();
        topics.sort_unstable_by_key(|(last, _, _)| std::cmp::Reverse(*last));
        topics.into_iter().map(|(_, index, said)| (index, said)).collect()
    }

    /// A posting with its ad and its line.
    pub(super) fn told(&self, posting: usize) -> Option<Told<'_>> {
        let posting = self.world.postings.get(posting)?;
        let ad = self.world.ads.get(posting.ad)?;
        let line = self.world.lines.get(ad.line)?;
        Some(Told { seed: self.world.seed, posting, ad, line })
    }

    /// The address at which a posting stands.
    pub(super) fn path(&self, index: usize) -> Option<String> {
        let told = self.told(index)?;
        let site = SITES.get(told.posting.site)?;
        match site.layout {
            Layout::Board(board) => Some(reply::ad_path(&board, told)),
            Layout::Forum(forum) => {
                let posts = self.world.posts_by_site.get(told.posting.site)?;
                let id_of = |post: &usize| self.world.posts.get(*post).map_or(0, |post| post.id);
                let post = *posts.get(posts.binary_search_by_key(&told.posting.id, id_of).ok()?)?;
                let topic = self.world.posts.get(post)?.topic;
                let (place, number) = reply::place_in_topic(self, topic, post)?;
                Some((forum.topic_path)(reply::topic_id(topic), place, number / forum.posts_per_page + 1))
            }
        }
    }
}
