//! `serve`: the web desk.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::stop_on_signal;
use crate::app::App;
use crate::web::{Face, Gauges, HeldTrial, Trials, serve, serve_metrics};

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where browsers, or the proxy in front, reach it, whatever `[web]` says [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Browsers come by HTTPS through a proxy in front: tell them to come no other way, whatever `[web]` says
    #[arg(long)]
    behind_tls: bool,
    /// Where Prometheus asks for `/metrics`, without signing in: an address that only it reaches
    #[arg(long, value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
}

impl Serve {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        let web = app.config.web.clone();
        let is_behind_tls = self.behind_tls || web.is_behind_tls();
        let mut door = Some(app.door_for_browsers()?);
        let listener = listen(self.listen.unwrap_or(web.listen)).await?;
        let mut tasks = JoinSet::new();
        let stop = stop_on_signal(&mut tasks)?;
        say!("The desk is at http://{}/ until Ctrl-C.", listener.local_addr().context("cannot tell the address")?);
        if let Some(address) = self.metrics.or(web.metrics) {
            let listener = listen(address).await?;
            say!(
                "Figures for Prometheus are at http://{}/metrics.",
                listener.local_addr().context("cannot tell the address")?
            );
            let gauges = Gauges { desk: app.desk(), visiting: app.visiting() };
            let stop = stop.clone();
            tasks.spawn(async move {
                if let Err(error) = serve_metrics(gauges, listener, stop).await {
                    tracing::warn!(%error, "the figures for Prometheus are served no more");
                }
            });
        }
        let listener = listener.into_std().context("cannot keep the address")?;
        loop {
            // Rules that were approved hold from midnight on: the desk is opened anew, and nobody is signed out by it.
            let turn = stop.child_token();
            let left = app.clock.now().day().end().since(app.clock.now());
            let midnight = turn.clone();
            let timer = tasks.spawn(async move {
                tokio::time::sleep(left).await;
                midnight.cancel();
            });
            let face = Face {
                desk: app.desk(),
                // At midnight a secret that cannot be read any more closes that one way in, and not the desk.
                door: door.take().unwrap_or_else(|| {
                    app.door_for_browsers().unwrap_or_else(|error| {
                        let fault = format!("{error:#}");
                        tracing::error!(fault, "nobody can sign in by the provider; passwords go on");
                        app.door()
                    })
                }),
                intake: app.intake()?,
                sources: app.catalogue(),
                trials: held(app.trials(None)?),
                is_behind_tls,
            };
            let again = listener.try_clone().and_then(TcpListener::from_std).context("cannot keep the address")?;
            serve(face, again, turn).await.context("the desk cannot be served")?;
            timer.abort();
            if stop.is_cancelled() {
                return Ok(ExitCode::SUCCESS);
            }
            app.take_up_rules().await?;
        }
    }
}

/// What opens trials, as the web wants it.
pub(super) fn held(open: crate::app::Trials) -> Trials {
    Box::new(move || match open() {
        Ok((trial, lock)) => Ok(HeldTrial { trial, hold: Box::new(lock) }),
        Err(error) => Err(format!("{error:#}")),
    })
}

/// Listens there, or says why not.
pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener> {
    let remedy = "name another address with --listen or in [web], or end what holds this one";
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}: {remedy}"))
}
