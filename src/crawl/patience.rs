//! Patience with the store: what was read is held while the store is away or busy.
//!
//! A page that was fetched is worth the wait: asking for it again would cost the site.

use std::time::Duration;

use tokio::time::Instant;

use crate::store::StoreError;

/// How long the store is still waited for. By tokio's instant, which runs on when the clock is set.
pub(super) struct Patience {
    give_up: Instant,
    pause: Duration,
}

impl Patience {
    /// Patience that lasts for `most` from now on.
    pub(super) fn of(most: Duration) -> Self {
        Self { give_up: Instant::now() + most, pause: Duration::from_millis(50) }
    }

    /// Waits a little, if the fault may pass and there is patience left; whether to try again.
    pub(super) async fn waits_out(&mut self, error: &StoreError) -> bool {
        if !error.is_passing() || Instant::now() + self.pause > self.give_up {
            return false;
        }
        tracing::warn!(%error, "the store is away: waiting");
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 2).min(Duration::from_secs(2));
        true
    }
}

/// Does something with the store, and again while the store is away or busy, for as long as is configured.
macro_rules! patiently {
    ($crawl:expr, $act:expr) => {{
        let mut patience = $crate::crawl::patience::Patience::of($crawl.config.store_patience);
        loop {
            let answer: Result<_, $crate::store::StoreError> = $act.await;
            match answer {
                Err(error) if patience.waits_out(&error).await => {}
                answer => break answer,
            }
        }
    }};
}
pub(super) use patiently;
