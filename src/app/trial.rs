//! What a trial of a source works with: the store where there is one, and nothing else needed where there is none.

use std::sync::Arc;

use anyhow::Result;

use super::{App, CrawlLock, Options, deny_list, read_sources, system_chance};
use crate::config::Config;
use crate::domain::{Clock, NumberingPlan, WallClock};
use crate::fetch::Fetcher;
use crate::reference::Reference;
use crate::source::Sources;
use crate::store::StoreAddress;
use crate::trial::Trial;

/// A trial, and what is held while it goes on.
pub struct OpenTrial {
    /// What it works with.
    pub trial: Trial,
    app: Option<App>,
    /// While a crawl of the folder is under way its hosts are not asked by the way.
    _lock: Option<CrawlLock>,
}

/// What opens a trial beside a desk that is served.
pub type Trials = Box<dyn Fn() -> Result<(Trial, CrawlLock)> + Send + Sync>;

impl App {
    /// What opens a trial beside this store, of these sources or of those that stand in the file then. The folder's lock
    /// comes with it: while it is held no crawl begins.
    ///
    /// # Errors
    /// An entry of the deny-list is no number.
    pub fn trials(&self, sources: Option<Sources>) -> Result<Trials> {
        let deny = Arc::new(self.deny_list()?);
        let (options, store, clock) = (self.options.clone(), self.store.clone(), Arc::clone(&self.clock));
        let (fetch, plan, sources) = (self.config.fetch.clone(), self.numbering(), sources.map(Arc::new));
        Ok(Box::new(move || {
            let sources = match &sources {
                Some(sources) => Arc::clone(sources),
                None => Arc::new(read_sources(&options)?),
            };
            let lock = CrawlLock::take(&options.data)?;
            let fetcher = Fetcher::new(&fetch, Arc::clone(&clock), store.vault().chance())?;
            fetcher.let_browser_use(&options.data);
            let (store, deny, clock) = (Some(store.clone()), Arc::clone(&deny), Arc::clone(&clock));
            Ok((Trial { fetcher, sources, store, reference: Reference::load(), plan, deny, clock }, lock))
        }))
    }
}

impl OpenTrial {
    /// Opens the store of the data folder if there is one, to honour the clocks of its hosts; nothing is written to it.
    ///
    /// # Errors
    /// The sources or the configuration are faulty; a store is there and cannot be opened; a crawl is under way.
    pub async fn open(options: &Options) -> Result<Self> {
        let sources = read_sources(options)?;
        Self::with(options, sources).await
    }

    /// The same with sources that need not stand in the file.
    ///
    /// # Errors
    /// As [`OpenTrial::open`].
    pub async fn with(options: &Options, sources: Sources) -> Result<Self> {
        let config = match options.config_file() {
            Some(file) => Config::load(&file)?,
            None => Config::of_defaults(),
        };
        let is_there = match StoreAddress::parse(&config.store.url, &options.data)? {
            StoreAddress::Sqlite(file) => file.exists(),
            StoreAddress::Postgres(_) => options.data.join(&config.store.key_file).exists(),
        };
        let sources = Arc::new(sources);
        if is_there {
            let app = App::open(options).await?;
            let lock = CrawlLock::take(&options.data)?;
            let chance = app.store.vault().chance();
            let fetcher = Fetcher::new(&app.config.fetch, Arc::clone(&app.clock), chance)?;
            fetcher.let_browser_use(&options.data);
            let trial = Trial {
                fetcher,
                sources,
                store: Some(app.store.clone()),
                reference: Reference::load(),
                plan: app.numbering(),
                deny: Arc::new(app.deny_list()?),
                clock: Arc::clone(&app.clock),
            };
            return Ok(Self { trial, app: Some(app), _lock: Some(lock) });
        }
        let clock: Arc<dyn Clock> = Arc::new(WallClock);
        let plan = NumberingPlan::Real;
        let trial = Trial {
            fetcher: Fetcher::new(&config.fetch, Arc::clone(&clock), system_chance()?)?,
            sources,
            store: None,
            reference: Reference::load(),
            plan,
            deny: Arc::new(deny_list(&config, plan)?),
            clock,
        };
        Ok(Self { trial, app: None, _lock: None })
    }

    /// Lets go of the store.
    pub async fn close(self) {
        if let Some(app) = self.app {
            app.close().await;
        }
    }
}
