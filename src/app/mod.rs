//! The one place of wiring: from a folder to rooms that work together.

mod lock;
mod provider;
mod ready;
mod rules;
mod texts;
mod trial;
mod visiting;

pub use texts::Texts;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};

use crate::config::{Config, ConfigError};
use crate::crawl::Crawl;
use crate::desk::{Desk, Door, Limits, OpenDays, Scripts};
use crate::domain::{
    Chance, Clock, Language, MarkKind, MunicipalityCode, NumberingPlan, PhoneNumber, SetClock, Timestamp, WallClock,
};
use crate::extract::DenyList;
use crate::fetch::Fetcher;
use crate::intake::{Intake, PdfReader};
use crate::privacy::{KeyRing, Vault};
use crate::reference::Reference;
use crate::source::Sources;
use crate::store::{Store, StoreAddress, StoreError, contact_points, meta};
use lock::owner;
use ready::{cannot_open, check_keys, kind_of, make_ready, put_key_check};

pub use lock::CrawlLock;
pub use ready::Kind;
pub use trial::{OpenTrial, Trials};

/// The name of the configuration in the data folder.
pub const CONFIG_FILE: &str = "invisibile.toml";
/// The name of the sources in the data folder.
pub const SOURCES_FILE: &str = "sources.toml";

/// What every command is told.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the store.
    pub data: PathBuf,
    /// The configuration, if not the folder's own.
    pub config: Option<PathBuf>,
    /// The sources, if not the folder's own.
    pub sources: Option<PathBuf>,
    /// The time to set the clock to, in a rehearsal.
    pub at: Option<Timestamp>,
    /// The configuration that the demonstration brings along.
    pub demo_config: &'static str,
}

impl Options {
    /// Where the configuration is: as named, else in the data folder, else here. `None`: there is none.
    #[must_use]
    pub fn config_file(&self) -> Option<PathBuf> {
        found(self.config.as_deref(), &self.data, CONFIG_FILE)
    }

    /// Where the sources are: as named, else in the data folder, else here. `None`: there are none.
    #[must_use]
    pub fn sources_file(&self) -> Option<PathBuf> {
        found(self.sources.as_deref(), &self.data, SOURCES_FILE)
    }
}

fn found(named: Option<&Path>, data: &Path, name: &str) -> Option<PathBuf> {
    if let Some(named) = named {
        return Some(named.to_owned());
    }
    [data.join(name), PathBuf::from(name)].into_iter().find(|path| path.exists())
}

/// A store that is open, with everything that works on it.
pub struct App {
    /// The knobs.
    pub config: Config,
    /// The store.
    pub store: Store,
    /// What sort of store it is.
    pub kind: Kind,
    /// The time.
    pub clock: Arc<dyn Clock>,
    options: Options,
    /// The configuration as it is written, without what was approved at the desk.
    as_written: Config,
    set_clock: Option<Arc<SetClock>>,
    is_fresh: bool,
}

impl App {
    /// Makes a new store in the data folder, with keys of its own. The configuration must be there already.
    ///
    /// # Errors
    /// What stands in the way, with its remedy. An existing store or key file is never touched.
    pub async fn create(options: &Options, config: &Config, kind: Kind) -> Result<()> {
        make_folder(&options.data)?;
        let mut chance = system_chance()?;
        let key_file = options.data.join(&config.store.key_file);
        let had_keys = key_file.exists();
        let today = WallClock.now().day();
        let ring = if had_keys { KeyRing::load(&key_file)? } else { KeyRing::create(&key_file, today, &mut chance)? };
        let vault = Arc::new(Vault::new(ring, chance));
        let address = StoreAddress::parse(&config.store.url, &options.data)?;
        let store = Store::create(&address, vault).await.with_context(|| cannot_open(&address))?;
        let made = make_ready(&store, kind, &key_file, had_keys).await;
        store.close().await;
        made
    }

    /// Opens the store of the data folder.
    ///
    /// # Errors
    /// What stands in the way, with its remedy.
    pub async fn open(options: &Options) -> Result<Self> {
        check_folder(&options.data)?;
        let file = options.config_file();
        let config = match &file {
            Some(file) => {
                let province = |code: &MunicipalityCode| Some(Reference::load().municipality(code)?.province.clone());
                Config::load_known(file, Some(&province))?
            }
            None => Config::of_defaults(),
        };
        let address = StoreAddress::parse(&config.store.url, &options.data)?;
        if let StoreAddress::Sqlite(database) = &address
            && !database.exists()
        {
            return Err(StoreError::Missing(database.clone()).into());
        }
        let key_file = options.data.join(&config.store.key_file);
        let vault = Vault::new(KeyRing::load(&key_file)?, system_chance()?);
        let store = Store::open(&address, Arc::new(vault)).await.with_context(|| cannot_open(&address))?;
        let opened = Self::of(store.clone(), config, file.is_some(), &key_file, options).await;
        if opened.is_err() {
            // Whoever is turned away leaves the folder as it was, without the side files of an open database.
            store.close().await;
        }
        opened
    }

    /// The store that was opened with that configuration, once it is known to be one and to have these keys.
    async fn of(store: Store, config: Config, has_file: bool, key_file: &Path, options: &Options) -> Result<Self> {
        let kind = kind_of(&store).await?;
        check_keys(&mut store.read().await?, &store, key_file).await?;
        let config = match (has_file, kind) {
            (true, _) => config,
            // The demonstration brings its own configuration, so that its folder holds the store and the keys alone.
            (false, Kind::Demo) => Config::parse(options.demo_config)
                .map_err(|faults| anyhow!("the demonstration's own configuration is wrong: {faults}"))?
                .overruled(),
            (false, Kind::Service | Kind::Rehearsal) => {
                return Err(ConfigError::Missing(options.data.join(CONFIG_FILE)).into());
            }
        };
        let (set_clock, is_fresh) = set_clock(&store, kind, options.at).await?;
        let clock: Arc<dyn Clock> = match &set_clock {
            Some(clock) => Arc::clone(clock) as Arc<dyn Clock>,
            None => Arc::new(WallClock),
        };
        let as_written = config;
        let config = rules::tightened(&store, &as_written, clock.now().day()).await?;
        Ok(Self { config, store, kind, clock, options: options.clone(), as_written, set_clock, is_fresh })
    }

    /// Moves the clock of a rehearsal, and remembers where it stands for the next command.
    ///
    /// # Errors
    /// The store; or a store in service, whose clock is the wall's.
    pub async fn set_time(&self, to: Timestamp) -> Result<()> {
        let Some(clock) = &self.set_clock else { bail!(NO_REHEARSAL) };
        clock.set(to);
        remember_time(&self.store, to).await
    }

    /// Whether the clock of this rehearsal was never set: nothing was played in it yet.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    /// The numbering plan of this store.
    #[must_use]
    pub fn numbering(&self) -> NumberingPlan {
        if self.kind == Kind::Service { NumberingPlan::Real } else { NumberingPlan::Rehearsal }
    }

    /// The sources of the sources file.
    ///
    /// # Errors
    /// There is none, or it is faulty: every fault at once.
    pub fn sources(&self) -> Result<Sources> {
        read_sources(&self.options)
    }

    /// What crawls these sources. It holds the folder's lock: there is one crawl at a time of one folder.
    ///
    /// # Errors
    /// Another crawl of this folder is under way; or the web client cannot be set up.
    pub fn crawl(&self, sources: Sources) -> Result<(Arc<Crawl>, CrawlLock)> {
        let lock = CrawlLock::take(&self.options.data)?;
        let chance = self.store.vault().chance();
        let fetcher = Fetcher::new(&self.config.fetch, Arc::clone(&self.clock), chance)?;
        fetcher.let_browser_use(&self.options.data);
        let crawl = Crawl {
            store: self.store.clone(),
            fetcher,
            sources: Arc::new(sources),
            territories: Arc::new(self.config.territories.clone()),
            reference: Reference::load(),
            plan: self.numbering(),
            deny: self.deny_list()?,
            lifetimes: self.config.privacy.lifetimes.clone(),
            observation_batch: self.config.privacy.observation_batch,
            config: self.config.crawl.clone(),
            clock: Arc::clone(&self.clock),
            owner: owner(&self.options.data)?,
        };
        Ok((Arc::new(crawl), lock))
    }

    /// The desk.
    #[must_use]
    pub fn desk(&self) -> Desk {
        Desk {
            store: self.store.clone(),
            territories: Arc::new(self.config.territories.clone()),
            plan: self.config.plan.clone(),
            lifetimes: self.config.privacy.lifetimes.clone(),
            shown_from: self.config.privacy.shown_from,
            published_from: self.config.privacy.published_from,
            yearly_epsilon: self.config.privacy.yearly_epsilon,
            numbering: self.numbering(),
            scripts: self.scripts(),
            limits: Limits::default(),
            open_days: OpenDays::default(),
            clock: Arc::clone(&self.clock),
        }
    }

    /// The scripts of calls: a file `scripts/it.md` in the data folder goes before the program's own.
    fn scripts(&self) -> Scripts {
        let own = Scripts::default();
        let languages: Vec<Language> = own.languages().collect();
        languages.into_iter().fold(own, |scripts, language| {
            let file = self.options.data.join("scripts").join(format!("{language}.md"));
            match std::fs::read_to_string(file) {
                Ok(text) => scripts.with(language, text),
                Err(_) => scripts,
            }
        })
    }

    /// The door of the desk. It keeps the wall's time in a rehearsal too, as authenticators do.
    #[must_use]
    pub fn door(&self) -> Door {
        Door::of(self.store.clone(), Arc::new(WallClock))
    }

    /// What takes in lists.
    ///
    /// # Errors
    /// An entry of the deny-list is no number.
    pub fn intake(&self) -> Result<Intake> {
        Ok(Intake {
            store: self.store.clone(),
            territories: Arc::new(self.config.territories.clone()),
            reference: Reference::load(),
            plan: self.numbering(),
            deny: self.deny_list()?,
            lifetimes: self.config.privacy.lifetimes.clone(),
            papers: self.config.intake.papers.clone(),
            pdf: PdfReader::default(),
            observation_batch: self.config.privacy.observation_batch,
            clock: Arc::clone(&self.clock),
        })
    }

    /// The numbers that are never taken in.
    fn deny_list(&self) -> Result<DenyList> {
        deny_list(&self.config, self.numbering())
    }

    /// Adds a key in front of the others and opens the store anew with it.
    ///
    /// # Errors
    /// A crawl is under way; the key file or the store. The store stays readable whatever happens in between.
    pub async fn rotate_keys(&mut self) -> Result<()> {
        // A crawl holds the older keys and would not know what the new one marks, objections among it.
        let _lock = CrawlLock::take(&self.options.data)?;
        let mut chance = system_chance()?;
        let ring = KeyRing::rotate(&self.key_file(), self.clock.now().day(), &mut chance)?;
        let address = StoreAddress::parse(&self.config.store.url, &self.options.data)?;
        self.store.clone().close().await;
        self.store = Store::open(&address, Arc::new(Vault::new(ring, chance))).await?;
        let mut tx = self.store.write().await?;
        put_key_check(&mut tx, &self.store).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The key file.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.options.data.join(&self.config.store.key_file)
    }

    /// How many of these numbers the store has seen, those that are live among them.
    ///
    /// # Errors
    /// The store.
    pub async fn seen(&self, numbers: &[PhoneNumber]) -> Result<u64> {
        let mut tx = self.store.read().await?;
        let mut seen = 0;
        for number in numbers {
            let standings =
                contact_points::standings(&mut tx, std::slice::from_ref(number), self.clock.now().day()).await?;
            seen += u64::from(standings.iter().any(|standing| standing.has(MarkKind::Seen)));
        }
        Ok(seen)
    }

    /// Closes the store; its side files go with it.
    pub async fn close(self) {
        self.store.close().await;
    }
}

/// The sources of the sources file.
fn read_sources(options: &Options) -> Result<Sources> {
    let missing = || anyhow!("there is no {SOURCES_FILE}: make one with `invisibile init`, or name it with --sources");
    let file = options.sources_file().ok_or_else(missing)?;
    let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read the sources {}", file.display()))?;
    let name = file.display().to_string();
    Sources::parse(&text).map_err(|faults| anyhow!("{}", faults.render(&name, &text).trim_end().to_owned()))
}

/// The numbers that are never taken in, by that configuration.
fn deny_list(config: &Config, plan: NumberingPlan) -> Result<DenyList> {
    DenyList::with(&config.intake.deny_list, plan).map_err(|faults| {
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow!("[intake] deny_list: {}", told.join("; "))
    })
}

/// Makes the data folder, if it is not there.
///
/// # Errors
/// It is a file, or may not be made.
pub fn make_folder(data: &Path) -> Result<()> {
    check_folder(data)?;
    std::fs::create_dir_all(data).with_context(|| format!("cannot make the folder {}", data.display()))
}

fn check_folder(data: &Path) -> Result<()> {
    if data.is_file() {
        bail!("{} is a file, and --data names the folder of a store: name the folder", data.display());
    }
    Ok(())
}

/// What is said to whoever would set the clock of a store in service.
pub const NO_REHEARSAL: &str = "--at sets the clock of a rehearsal only, and this store is in service: leave it out, or rehearse with `invisibile demo` or `invisibile init --rehearsal`";

/// The clock of a rehearsal: as set now, else as it was set last, else the wall's. `None`: a store in service.
/// And whether it was never set before.
async fn set_clock(store: &Store, kind: Kind, at: Option<Timestamp>) -> Result<(Option<Arc<SetClock>>, bool)> {
    if kind == Kind::Service {
        return if at.is_some() { bail!(NO_REHEARSAL) } else { Ok((None, false)) };
    }
    if let Some(at) = at {
        remember_time(store, at).await?;
    }
    let mut tx = store.read().await?;
    let last = meta::get(&mut tx, "clock").await?.and_then(|text| text.parse().ok()).map(Timestamp::from_millis);
    let start = at.or(last).unwrap_or_else(|| WallClock.now());
    Ok((Some(Arc::new(SetClock::running(start))), last.is_none()))
}

async fn remember_time(store: &Store, at: Timestamp) -> Result<()> {
    let mut tx = store.write().await?;
    meta::set(&mut tx, "clock", &at.as_millis().to_string()).await?;
    tx.commit().await?;
    Ok(())
}

/// Chance from the system's own generator.
fn system_chance() -> Result<Chance> {
    let mut seed = [0; 32];
    File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut seed)).context("cannot read /dev/urandom")?;
    Ok(Chance::from_seed(seed))
}
