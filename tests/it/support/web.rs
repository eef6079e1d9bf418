//! The desk over HTTP: a store, a desk with a clock set by hand, invented staff, and the pages served on loopback.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use invisibile::config::Config;
use invisibile::desk::{Desk, Door, Limits, OpenDays, Scripts};
use invisibile::domain::{Chance, Clock, NumberingPlan, Operator, Role, SetClock, Visiting, WallClock};
use invisibile::extract::DenyList;
use invisibile::intake::{Intake, PdfReader};
use invisibile::openid::Provider;
use invisibile::reference::Reference;
use invisibile::store::operators;
use invisibile::web::{Face, Trials, serve};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::browserless::Browserless;
use super::store::{TestStore, at, territory};

/// A Monday, in the hours of calling.
pub(crate) const MONDAY: &str = "2026-11-02T11:00";
/// Everybody's password.
pub(crate) const PASSWORD: &str = "una frase qualunque";

/// Four territories: `modena` calls twenty a day, `rimini` three a month, `ferrara` a sample. And the papers.
pub(crate) const REGION: &str = r#"
[intake]
papers = ["quotidiano", "settimanale"]

[[territory]]
name = "modena"
provinces = ["MO"]
quota = 420
patron = "01-31"

[[territory]]
name = "parma"
provinces = ["PR"]
quota = 40

[[territory]]
name = "rimini"
provinces = ["RN"]
quota = 3

[[territory]]
name = "ferrara"
provinces = ["FE"]
quota = 20
mode = "sample"
"#;

/// The staff: name, role, territory.
pub(crate) const STAFF: [(&str, Role, &str); 7] = [
    ("anna", Role::Operator, "modena"),
    ("dana", Role::Operator, "modena"),
    ("carla", Role::Coordinator, "modena"),
    ("greta", Role::Regional, "parma"),
    ("ida", Role::Researcher, "parma"),
    ("leda", Role::Dpo, "parma"),
    ("mirna", Role::Sources, "parma"),
];

/// The desk while it is served.
pub(crate) struct Served {
    pub(crate) test: TestStore,
    /// What the desk takes for now. The door goes by the time of day outside.
    pub(crate) clock: Arc<SetClock>,
    pub(crate) at: SocketAddr,
    tasks: JoinSet<()>,
    end: Option<DropGuard>,
}

impl Served {
    /// Serves a desk over that store, at which no source can be tried.
    pub(crate) async fn open(test: TestStore) -> Self {
        Self::open_with(REGION, test).await
    }

    /// The same with another configuration.
    pub(crate) async fn open_with(config: &str, test: TestStore) -> Self {
        Self::open_trying(config, test, Box::new(|| Err("there is none".to_owned()))).await
    }

    /// The same with trials of sources.
    pub(crate) async fn open_trying(config: &str, test: TestStore, trials: Trials) -> Self {
        Self::open_whole(config, test, trials, |_| None).await
    }

    /// The desk with a provider of identities, which is told where the desk is.
    pub(crate) async fn open_by(test: TestStore, provider: impl FnOnce(SocketAddr) -> Provider) -> Self {
        Self::open_whole(REGION, test, Box::new(|| Err("there is none".to_owned())), |at| Some(provider(at))).await
    }

    async fn open_whole(
        config: &str,
        test: TestStore,
        trials: Trials,
        provider: impl FnOnce(SocketAddr) -> Option<Provider>,
    ) -> Self {
        for (name, role, place) in STAFF {
            let languages = ["it", "es"].iter().map(|code| code.parse().unwrap()).collect();
            let person = Operator { name: name.parse().unwrap(), role, territories: vec![territory(place)], languages };
            test.write(async |tx| assert!(operators::add(tx, &person).await.unwrap())).await;
        }
        let clock = Arc::new(SetClock::standing(at(MONDAY)));
        let intake = intake(&test, Arc::clone(&clock) as Arc<dyn Clock>);
        let desk = desk_of(config, &test, Arc::clone(&clock) as Arc<dyn Clock>);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut door = Door::of(test.store.clone(), Arc::new(WallClock));
        if let Some(provider) = provider(address) {
            door = door.with_provider(provider);
        }
        let stop = CancellationToken::new();
        let mut tasks = JoinSet::new();
        let face =
            Face { desk, door, intake, sources: Box::new(|| Some(vec![bacheca()])), trials, is_behind_tls: false };
        let asked = stop.clone();
        tasks.spawn(async move { serve(face, listener, asked).await.unwrap() });
        Self { test, clock, at: address, tasks, end: Some(stop.drop_guard()) }
    }

    /// Somebody who asks and has not signed in.
    pub(crate) fn visitor(&self) -> Browserless {
        Browserless::at(self.at)
    }

    /// Gives somebody a password and an authenticator: its secret.
    pub(crate) async fn let_in(&self, name: &str) -> String {
        let door = Door::of(self.test.store.clone(), Arc::new(WallClock));
        door.rehearse(&name.parse().unwrap(), PASSWORD, Chance::from_seed([7; 32])).await.unwrap()
    }

    /// The code that is right now for [`Served::let_in`].
    pub(crate) fn code() -> String {
        invisibile::privacy::TotpSecret::draw(&mut Chance::from_seed([7; 32])).code_at(WallClock.now())
    }

    /// Somebody who has signed in.
    pub(crate) async fn signed_in(&self, name: &str) -> Browserless {
        self.let_in(name).await;
        let mut browser = self.visitor();
        let fields = [("name", name), ("password", PASSWORD), ("code", &Self::code())];
        let answer = browser.fill("/sign-in", "/sign-in", &fields).await;
        assert_eq!(answer.status, 303, "{answer:?}");
        browser
    }

    /// Lets what is under way finish, and ends.
    pub(crate) async fn stop(mut self) {
        drop(self.end.take());
        while let Some(ended) = self.tasks.join_next().await {
            ended.unwrap();
        }
    }
}

/// A desk over that store.
pub(crate) fn desk(test: &TestStore, clock: Arc<dyn Clock>) -> Desk {
    desk_of(REGION, test, clock)
}

/// A desk over that store, with that configuration.
pub(crate) fn desk_of(config: &str, test: &TestStore, clock: Arc<dyn Clock>) -> Desk {
    let config = Config::parse(config).unwrap();
    Desk {
        store: test.store.clone(),
        territories: Arc::new(config.territories),
        plan: config.plan,
        lifetimes: config.privacy.lifetimes,
        shown_from: config.privacy.shown_from,
        published_from: config.privacy.published_from,
        yearly_epsilon: config.privacy.yearly_epsilon,
        numbering: NumberingPlan::Rehearsal,
        scripts: Scripts::default(),
        limits: Limits::default(),
        open_days: OpenDays::default(),
        clock,
    }
}

/// The one site of the region.
fn bacheca() -> Visiting {
    let (every, slowest) = (Duration::from_hours(6), Duration::from_hours(24));
    Visiting { source: "bacheca".to_owned(), every, slowest, mark: "mark".to_owned() }
}

/// What takes numbers in to that store.
pub(crate) fn intake(test: &TestStore, clock: Arc<dyn Clock>) -> Intake {
    let config = Config::parse(REGION).unwrap();
    Intake {
        store: test.store.clone(),
        territories: Arc::new(config.territories),
        reference: Reference::load(),
        plan: NumberingPlan::Rehearsal,
        deny: DenyList::built_in(),
        lifetimes: config.privacy.lifetimes,
        papers: config.intake.papers,
        pdf: PdfReader::default(),
        observation_batch: config.privacy.observation_batch,
        clock,
    }
}
