//! The months that have closed are published before figures of them are asked for, so that it is seen how far that has
//! come and it can be called off.
#![expect(clippy::print_stderr, reason = "the command line tells how it ends by printing")]

use std::process::ExitCode;

use anyhow::Result;
use tokio::task::JoinSet;

use super::bars::publish_bar;
use super::stop_on_signal;
use crate::desk::Desk;

/// Publishes the months of a cube, or of all; the code to end with when it was called off.
pub(super) async fn publish_closed(desk: &Desk, cube: Option<&str>) -> Result<Option<ExitCode>> {
    let mut listeners = JoinSet::new();
    let stop = stop_on_signal(&mut listeners)?;
    let (bar, tell) = publish_bar();
    let done = tokio::select! {
        done = desk.publish_closed(cube, &tell) => Some(done),
        () = stop.cancelled() => None,
    };
    bar.finish_and_clear();
    let Some(done) = done else {
        eprintln!("Stopped: the months published so far stay, and the rest follows when figures are asked for again.");
        return Ok(Some(ExitCode::from(130)));
    };
    done?;
    Ok(None)
}
