//! Rules that two people approved at the desk, taken up when the store is opened.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};

use super::App;
use crate::config::Config;
use crate::domain::{Day, RuleName};
use crate::store::{Store, rules};

impl App {
    /// Takes up the rules that hold today, on top of what the file says. `serve` does so each midnight.
    ///
    /// # Errors
    /// The store.
    pub async fn take_up_rules(&mut self) -> Result<()> {
        self.config = tightened(&self.store, &self.as_written, self.clock.now().day()).await?;
        Ok(())
    }
}

/// The configuration with the rules that hold on that day: of each the one that came last.
pub(super) async fn tightened(store: &Store, written: &Config, today: Day) -> Result<Config> {
    let mut holding: BTreeMap<RuleName, String> = BTreeMap::new();
    for change in rules::approved(&mut store.read().await?).await? {
        if change.approved.is_some_and(|(_, from)| from <= today) {
            holding.insert(change.rule, change.value);
        }
    }
    let mut config = written.clone();
    for (rule, value) in holding {
        let wrong = |fault: String| anyhow!("the rule {rule} that was approved at the desk: {fault}");
        config.tighten(rule, &value).map_err(wrong)?;
    }
    Ok(config)
}
