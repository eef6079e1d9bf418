//! A trial of a source from the desk: shown while it goes on, by the manners of the crawl, and nothing is kept.

use std::sync::Arc;

use invisibile::config::Config;
use invisibile::domain::{Chance, NumberingPlan, WallClock};
use invisibile::extract::DenyList;
use invisibile::fetch::Fetcher;
use invisibile::reference::Reference;
use invisibile::source::Sources;
use invisibile::trial::Trial;
use invisibile::web::HeldTrial;

use crate::support::site::{Site, ads, e164};
use crate::support::store::{Engine, TestStore, stands_in};
use crate::support::web::{REGION, STAFF, Served};

/// What opens a trial of the one source of that file.
fn held(sources: &str) -> HeldTrial {
    let config = Config::parse("[fetch]\nallow_private = [\"127.0.0.1\"]\n").unwrap();
    let clock = Arc::new(WallClock);
    let trial = Trial {
        fetcher: Fetcher::new(&config.fetch, Arc::clone(&clock) as _, Chance::from_seed([3; 32])).unwrap(),
        sources: Arc::new(Sources::parse(sources).unwrap()),
        store: None,
        reference: Reference::load(),
        plan: NumberingPlan::Rehearsal,
        deny: Arc::new(DenyList::built_in()),
        clock,
    };
    HeldTrial { trial, hold: Box::new(()) }
}

/// A desk at which the board of that site can be tried. One of its selectors finds nothing.
pub(super) async fn trying(site: &Site) -> Served {
    let board = format!(
        "[[source]]\nname = \"bacheca\"\nkind = \"classified\"\nstart = [\"{}\"]\nevery = \"1h\"\npace = {{ delay = \"0s\", concurrency = 1 }}\n\
         [source.list]\nitem = \"li.ad\"\nlink = \"a @href\"\n[source.ad]\ntext = \".text\"\nplace = \".nowhere\"\n",
        site.url("/"),
    );
    Served::open_trying(REGION, TestStore::fresh(Engine::Sqlite).await, Box::new(move || Ok(held(&board)))).await
}

#[tokio::test]
async fn a_source_is_tried_before_ones_eyes_and_nothing_is_kept() {
    let site = Site::start(ads(0..5), 10).await;
    let served = trying(&site).await;
    let mut mirna = served.signed_in("mirna").await;
    let told = mirna.fill("/sources", "/sources/bacheca/test", &[]).await;
    assert_eq!(told.status, 200, "{}", told.body);
    for part in [
        "A trial of bacheca",
        "Entries of the list: 5",
        "Pages asked for 6, not come 0; ads read 5",
        "Woman · IT · 25-34 · Flat · Italian",
        "list.item",
        "</html>",
    ] {
        assert!(told.body.contains(part), "{part}: {}", told.body);
    }
    for id in 0..5 {
        let number = e164(id);
        assert_eq!(stands_in(number.trim_start_matches("+39"), told.body.as_bytes()), None, "a whole number");
        assert!(told.body.contains(&format!("…{}", &number[number.len() - 2..])), "{number}");
    }
    let kept = "select (select count(*) from monitoring_sessions) + (select count(*) from marks)
        + (select count(*) from contact_points) + (select count(*) from frontier) + (select count(*) from hosts)";
    assert_eq!(served.test.count(kept).await, 0);
    assert_eq!(mirna.fill("/sources", "/sources/un-altra/test", &[]).await.status, 404);
    served.stop().await;
}

#[tokio::test]
async fn only_who_runs_sources_tries_them_and_not_while_a_crawl_goes_on() {
    let busy = Box::new(|| Err("another crawl of this folder is under way".to_owned()));
    let served = Served::open_trying(REGION, TestStore::fresh(Engine::Sqlite).await, busy).await;
    for (name, role, _) in STAFF {
        let mut browser = served.signed_in(name).await;
        let page = browser.get("/nowhere").await;
        let told = browser.send("/sources/bacheca/test", &[("token", page.token())]).await;
        let runs = role.code() == "sources";
        assert_eq!(told.status, if runs { 422 } else { 403 }, "{name}");
        assert_eq!(told.body.contains("It cannot be tried now"), runs, "{name}: {}", told.body);
    }
    served.stop().await;
}
