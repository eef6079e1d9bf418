//! `demo`: the whole line on an invented region, from sites on loopback to today's list.

mod play;
mod summary;

use std::process::ExitCode;
use std::sync::{Arc, RwLock};

use anyhow::{Context, Result, bail};
use clap::Args;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::{print_json, stop_on_ctrl_c};
use crate::app::{App, CONFIG_FILE, Kind, Options};
use crate::config::Config;
use crate::demo::{Region, Served, serve};
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
        let stop = stop_on_ctrl_c(&mut listeners);
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
            self.stay_up(&served, stop).await;
        }
        served.stop().await;
        Ok(if stop.is_cancelled() && self.once { ExitCode::from(130) } else { ExitCode::SUCCESS })
    }

    async fn stay_up(&self, served: &Served, stop: &CancellationToken) {
        if !self.json {
            say!("");
            say!("The eighteen invented sites stay up until Ctrl-C, for instance http://127.0.0.11:{}/ .", served.port);
            say!(
                "The store answers the other commands meanwhile, for instance `invisibile today --territory {SHOWN} --as gaia`."
            );
        }
        stop.cancelled().await;
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
