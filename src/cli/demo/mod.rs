//! `demo`: the whole line on an invented region, from sites on loopback to today's list.

mod play;
mod staff;
mod summary;

use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, Result, bail};
use clap::Args;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::{print_json, stop_on_signal};
use crate::app::{App, CONFIG_FILE, Kind, Options};
use crate::config::Config;
use crate::demo::{Region, Served, serve};
use crate::domain::Visiting;
use crate::source::{Source, Sources};
use crate::web::{Face, serve as serve_desk};
use play::Play;

/// The territory whose list is shown.
const SHOWN: &str = "modena";

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Play, print a summary and today's list, and end
    #[arg(long)]
    once: bool,
    /// How many days to play
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=400))]
    days: u16,
    /// The region is invented from this seed
    #[arg(long, value_name = "N", default_value_t = 2007)]
    seed: u64,
    /// JSON
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub(super) async fn run(self, options: &Options) -> Result<ExitCode> {
        if options.at.is_some() {
            bail!("the demonstration sets its own clock: leave out --at, and give it to the commands that follow");
        }
        let mut listeners = JoinSet::new();
        let stop = stop_on_signal(&mut listeners)?;
        let options = own_options(options);
        let config = own_config(&options)?;
        App::create(&options, &config, Kind::Demo).await?;
        let mut app = App::open(&options).await?;
        let answer = self.show(&mut app, &stop).await;
        app.close().await;
        answer
    }

    async fn show(&self, app: &mut App, stop: &CancellationToken) -> Result<ExitCode> {
        let region = Arc::new(RwLock::new(Region::new(self.seed)));
        let served = serve(Arc::clone(&region), None).await.context("cannot serve the invented sites on loopback")?;
        let summary =
            Play { app, region: &region, port: served.port, is_quiet: self.json, stop }.play(self.days, SHOWN).await?;
        if self.json {
            print_json(&summary)?;
        } else {
            summary.print();
        }
        if !self.once && !stop.is_cancelled() {
            self.stay_up(app, &served, sources(&region, served.port), stop).await?;
        }
        served.stop().await;
        Ok(if stop.is_cancelled() && self.once { ExitCode::from(130) } else { ExitCode::SUCCESS })
    }

    async fn stay_up(
        &self,
        app: &App,
        served: &Served,
        sources: Option<Sources>,
        stop: &CancellationToken,
    ) -> Result<()> {
        let listener = listen_somewhere().await?;
        let address = listener.local_addr().context("cannot tell the address of the desk")?;
        let staff = staff::let_in(app, self.seed).await?;
        if !self.json {
            say!("");
            say!("The eighteen invented sites stay up until Ctrl-C, for instance http://127.0.0.11:{}/ .", served.port);
            say!(
                "The store answers the other commands meanwhile, for instance `invisibile today --territory {SHOWN} --as gaia`."
            );
            say!("");
            say!("The desk is at http://{address}/ . Everybody in it is invented and signs in like this:");
            staff::print(&staff);
        }
        let visiting: Vec<Visiting> = sources.iter().flat_map(Sources::iter).map(Source::visiting).collect();
        let face = Face {
            desk: app.desk(),
            door: app.door(),
            intake: app.intake()?,
            sources: Box::new(move || Some(visiting.clone())),
            trials: super::serve::held(app.trials(sources)?),
            is_behind_tls: false,
        };
        serve_desk(face, listener, stop.clone()).await.context("the desk cannot be served")
    }
}

/// The invented sites: their file stands nowhere.
fn sources(region: &RwLock<Region>, port: u16) -> Option<Sources> {
    let toml = region.read().unwrap_or_else(PoisonError::into_inner).sources_toml(port);
    Sources::parse(&toml).ok()
}

/// The port that `serve` takes, or a free one where it is taken.
async fn listen_somewhere() -> Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, 8080)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("cannot listen on loopback for the desk"),
    }
}

/// The demonstration brings its own configuration; one in the current folder is for another store.
fn own_options(options: &Options) -> Options {
    let config = options.config.clone().or_else(|| Some(options.data.join(CONFIG_FILE)).filter(|file| file.exists()));
    Options { config, at: None, ..options.clone() }
}

fn own_config(options: &Options) -> Result<Config> {
    match &options.config {
        Some(file) => Ok(Config::load(file)?),
        None => match Config::parse(options.demo_config) {
            Ok(config) => Ok(config.overruled()),
            Err(faults) => bail!("the demonstration's own configuration is wrong: {faults}"),
        },
    }
}
