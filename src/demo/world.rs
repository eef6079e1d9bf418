//! What happens in the region day by day: lines begin and end, ads are placed, put up again and taken down.
//!
//! Days are played in order and never undone; a view of an earlier day only leaves out what came later.
//! Each day has dice of its own, so the days are the same whoever plays them and however far.

use super::dice::Dice;
use super::line::{Line, purpose};
use super::places::{PLACES, Place};
use super::site::{Contact, SITES, Site};

/// The day from which lines begin, before the first day shown: the longest life of a line.
const FIRST_LINE: i64 = -200;
/// The day from which ads are placed: longer before the first day than any ad lives.
const FIRST_AD: i64 = -45;
/// How long an ad stays up, reposts included, in days, five in a hundred to each: half stay 9 or less.
const AD_LIVES: [i64; 20] = [2, 3, 4, 5, 5, 6, 7, 7, 8, 9, 9, 10, 11, 12, 14, 16, 18, 22, 28, 38];
/// After so many posts a topic is closed and a next part opened.
const TOPIC_POSTS: usize = 60;

/// How the numbers of an ad are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// So that plain matching reads them.
    Plain,
    /// Hidden from robots.
    Obscured,
}

/// How a site may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Among {
    /// Any that covers the town.
    All,
    /// Any but a forum: first ads and reposts are never told in one.
    Boards,
}

/// One ad, as a person wrote it once.
#[derive(Debug)]
pub(super) struct Ad {
    /// The line it belongs to.
    pub(super) line: usize,
    /// The town it names.
    pub(super) place: &'static Place,
    /// Whether it tells the age.
    pub(super) tells_age: bool,
    /// Whether it tells the sort of place.
    pub(super) tells_venue: bool,
    /// Whether the line's second number stands in it too.
    pub(super) both: bool,
    /// How its numbers are written, where the site lets it.
    writing: Writing,
    /// The day on which it is taken down.
    ends: i64,
}

/// One ad at one address.
#[derive(Debug)]
pub(super) struct Posting {
    /// The ad.
    pub(super) ad: usize,
    /// The site, by its place in [`SITES`].
    pub(super) site: usize,
    /// The id that the site gave it: seven or eight digits, rising.
    pub(super) id: u32,
    /// The day it was put up.
    pub(super) day: i64,
    /// The minute of that day.
    pub(super) minute: u16,
    /// The first day on which it is no longer there.
    pub(super) withdrawn: Option<i64>,
    /// The posting whose place it took.
    pub(super) repost_of: Option<usize>,
    /// How often the ad was put up before.
    pub(super) turn: u64,
    /// Whether its numbers are hidden from robots.
    pub(super) obscured: bool,
}

impl Posting {
    /// Whether it can be seen on `day`.
    pub(super) fn is_online(&self, day: i64) -> bool {
        self.day <= day && self.withdrawn.is_none_or(|withdrawn| day < withdrawn)
    }
}

/// One post of a forum.
#[derive(Debug)]
pub(super) struct Post {
    /// The id that the forum gave it.
    pub(super) id: u32,
    /// The day.
    pub(super) day: i64,
    /// The minute of that day.
    pub(super) minute: u16,
    /// The town it speaks of.
    pub(super) place: &'static Place,
    /// The posting whose number it tells; `None` for mere talk.
    pub(super) posting: Option<usize>,
    /// The topic in which it stands.
    pub(super) topic: usize,
}

/// One topic of a forum.
#[derive(Debug)]
pub(super) struct Topic {
    /// The forum.
    pub(super) site: usize,
    /// The town in its title.
    pub(super) place: &'static Place,
    /// Which part it is, from 1.
    pub(super) part: usize,
    /// Its posts, oldest first.
    pub(super) posts: Vec<usize>,
}

/// Everything that happened up to the last day played.
#[derive(Debug)]
pub(super) struct World {
    pub(super) seed: u64,
    pub(super) lines: Vec<Line>,
    pub(super) ads: Vec<Ad>,
    pub(super) postings: Vec<Posting>,
    pub(super) posts: Vec<Post>,
    pub(super) topics: Vec<Topic>,
    /// Each site's postings, by rising id.
    pub(super) by_site: Vec<Vec<usize>>,
    /// Each site's posts, by rising id.
    pub(super) posts_by_site: Vec<Vec<usize>>,
    /// The next day to be played.
    next_day: i64,
    /// Lines that go on placing ads.
    active: Vec<usize>,
    /// The newest posting of each ad that is up.
    live: Vec<usize>,
    /// The last id that each site gave.
    last_id: Vec<u32>,
}

/// A posting that has no id yet.
struct Draft {
    ad: usize,
    site: usize,
    repost_of: Option<usize>,
    turn: u64,
}

impl World {
    /// The region's past, up to the evening before the first day.
    pub(super) fn new(seed: u64) -> Self {
        let mut world = Self {
            seed,
            lines: Vec::new(),
            ads: Vec::new(),
            postings: Vec::new(),
            posts: Vec::new(),
            topics: Vec::new(),
            by_site: vec![Vec::new(); SITES.len()],
            posts_by_site: vec![Vec::new(); SITES.len()],
            next_day: FIRST_LINE,
            active: Vec::new(),
            live: Vec::new(),
            last_id: SITES.iter().map(|site| site.first_id).collect(),
        };
        world.play_until(-1);
        world
    }

    /// Plays every day up to `day` that was not played before.
    pub(super) fn play_until(&mut self, day: i64) {
        while self.next_day <= day {
            self.play(self.next_day);
            self.next_day += 1;
        }
    }

    fn play(&mut self, day: i64) {
        let mut dice = Dice::of(self.seed, &[purpose::DAY, day.unsigned_abs(), u64::from(day < 0)]);
        let newcomers = self.begin_lines(day, &mut dice);
        let lines = &self.lines;
        self.active.retain(|&line| lines.get(line).is_some_and(|line| line.last_day >= day));
        if day < FIRST_AD {
            return;
        }
        self.take_down(day);
        let mut drafts = self.put_up_again(day, &mut dice);
        let total = dice.between(226, 278);
        for turn in 0..total {
            let (line, among) = match newcomers.get(turn) {
                Some(newcomer) => (*newcomer, Among::Boards),
                None => (dice.pick(&self.active, 0), Among::All),
            };
            drafts.push(self.place_ad(line, day, among, &mut dice));
        }
        self.publish(day, drafts, &mut dice);
    }

    fn begin_lines(&mut self, day: i64, dice: &mut Dice) -> Vec<usize> {
        let mut newcomers = Vec::new();
        for _ in 0..dice.between(26, 30) {
            let index = self.lines.len();
            let number = u64::try_from(index).unwrap_or(0);
            self.lines.push(Line::draw(self.seed, number, day));
            self.active.push(index);
            newcomers.push(index);
        }
        newcomers
    }

    fn take_down(&mut self, day: i64) {
        let (ads, postings) = (&self.ads, &mut self.postings);
        self.live.retain(|&index| {
            let Some(posting) = postings.get_mut(index) else {
                return false;
            };
            let stays = ads.get(posting.ad).is_some_and(|ad| ad.ends > day);
            if !stays {
                posting.withdrawn = Some(day);
            }
            stays
        });
    }

    /// Eighteen in a hundred of the ads that are up get a new address, and lose the old one.
    fn put_up_again(&mut self, day: i64, dice: &mut Dice) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let postings = &mut self.postings;
        let ads = &self.ads;
        self.live.retain(|&index| {
            if !dice.percent(18) {
                return true;
            }
            let Some(posting) = postings.get_mut(index) else {
                return true;
            };
            posting.withdrawn = Some(day);
            let elsewhere =
                dice.percent(15).then(|| ads.get(posting.ad).map(|ad| choose_site(ad.place, Among::Boards, dice)));
            let site = elsewhere.flatten().unwrap_or(posting.site);
            drafts.push(Draft { ad: posting.ad, site, repost_of: Some(index), turn: posting.turn + 1 });
            false
        });
        drafts
    }

    fn place_ad(&mut self, line: usize, day: i64, among: Among, dice: &mut Dice) -> Draft {
        let ad = self.ads.len();
        let on_tour = dice.percent(45);
        let place = self
            .lines
            .get(line)
            .map_or(&PLACES[0], |line| if on_tour { dice.pick(&line.tour, line.home) } else { line.home });
        let has_second = self.lines.get(line).is_some_and(|line| line.second.is_some());
        self.ads.push(Ad {
            line,
            place,
            tells_age: dice.percent(60),
            tells_venue: dice.percent(75),
            both: dice.percent(80) && has_second,
            writing: if dice.percent(8) { Writing::Obscured } else { Writing::Plain },
            ends: day + dice.pick(&AD_LIVES, 9),
        });
        Draft { ad, site: choose_site(place, among, dice), repost_of: None, turn: 0 }
    }

    /// Gives the day's postings their minutes and ids, site by site, and lets the forums talk between them.
    fn publish(&mut self, day: i64, mut drafts: Vec<Draft>, dice: &mut Dice) {
        dice.shuffle(&mut drafts);
        let mut by_site: Vec<Vec<Option<Draft>>> = SITES.iter().map(|_| Vec::new()).collect();
        for draft in drafts {
            if let Some(of_site) = by_site.get_mut(draft.site) {
                of_site.push(Some(draft));
            }
        }
        for (index, (site, mut of_site)) in SITES.iter().zip(by_site).enumerate() {
            if site.is_forum() {
                of_site.extend((0..dice.between(5, 11)).map(|_| None));
                dice.shuffle(&mut of_site);
            }
            let mut minutes: Vec<u16> =
                of_site.iter().map(|_| u16::try_from(dice.between(10, 410)).unwrap_or(0)).collect();
            minutes.sort_unstable();
            for (draft, minute) in of_site.into_iter().zip(minutes) {
                let id = self.next_id(index, dice);
                let posting = draft.map(|draft| self.put_up(&draft, site, id, day, minute));
                if site.is_forum() {
                    let place = posting.and_then(|posting| self.ads.get(self.postings.get(posting)?.ad)).map_or_else(
                        || main_town(dice.pick(PLACES, PLACES[0]).territory),
                        |ad| main_town(ad.place.territory),
                    );
                    self.say(index, id, day, minute, place, posting);
                }
            }
        }
    }

    fn next_id(&mut self, site: usize, dice: &mut Dice) -> u32 {
        let step = u32::try_from(dice.between(1, 17)).unwrap_or(1);
        self.last_id.get_mut(site).map_or(0, |last| {
            *last += step;
            *last
        })
    }

    fn put_up(&mut self, draft: &Draft, site: &Site, id: u32, day: i64, minute: u16) -> usize {
        let index = self.postings.len();
        let hides = self.ads.get(draft.ad).is_some_and(|ad| ad.writing == Writing::Obscured);
        self.postings.push(Posting {
            ad: draft.ad,
            site: draft.site,
            id,
            day,
            minute,
            withdrawn: None,
            repost_of: draft.repost_of,
            turn: draft.turn,
            obscured: hides && site.contact != Contact::Field,
        });
        if let Some(of_site) = self.by_site.get_mut(draft.site) {
            of_site.push(index);
        }
        // What was said in a forum stays.
        if !site.is_forum() {
            self.live.push(index);
        }
        index
    }

    /// Adds a post to the open topic of a town (by its place in [`PLACES`]), opening one where there is none.
    fn say(&mut self, site: usize, id: u32, day: i64, minute: u16, town: usize, posting: Option<usize>) {
        let Some(place) = PLACES.get(town) else {
            return;
        };
        let newest = self.topics.iter().rposition(|topic| topic.site == site && topic.place.code == place.code);
        let part = newest.and_then(|topic| self.topics.get(topic)).map_or(0, |topic| topic.part);
        let open = newest
            .filter(|&topic| self.topics.get(topic).is_some_and(|topic| topic.posts.len() < TOPIC_POSTS))
            .unwrap_or_else(|| {
                self.topics.push(Topic { site, place, part: part + 1, posts: Vec::new() });
                self.topics.len() - 1
            });
        let index = self.posts.len();
        let told = posting.and_then(|posting| self.ads.get(self.postings.get(posting)?.ad));
        let place = told.map_or(place, |ad| ad.place);
        self.posts.push(Post { id, day, minute, place, posting, topic: open });
        if let Some(topic) = self.topics.get_mut(open) {
            topic.posts.push(index);
        }
        if let Some(of_site) = self.posts_by_site.get_mut(site) {
            of_site.push(index);
        }
    }
}

/// The first town of that territory, by its place in [`PLACES`]: the forums have a topic for each.
fn main_town(territory: &str) -> usize {
    PLACES.iter().position(|place| place.territory == territory).unwrap_or(0)
}

/// A site on which an ad of that town may stand.
fn choose_site(place: &Place, among: Among, dice: &mut Dice) -> usize {
    let weight = |site: &Site| {
        let covers = site.covers.is_empty() || site.covers.contains(&place.territory);
        if covers && (among == Among::All || !site.is_forum()) { site.weight } else { 0 }
    };
    let chosen = dice.weighted_pick(&SITES, weight);
    SITES.iter().position(|site| chosen.is_some_and(|chosen| chosen.name == site.name)).unwrap_or(0)
}
