//! The play: each day the sites move on, the crawl reads them, the operators call, and upkeep erases.

use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, Result, anyhow, bail};
use tokio_util::sync::CancellationToken;

use super::super::bars::crawl_bar;
use super::summary::{DaySummary, Summary};
use crate::app::App;
use crate::crawl::crawl_once;
use crate::demo::Region;
use crate::desk::{DeskError, ListedRow, Look, Report};
use crate::domain::{Conversation, Day, Finish, Notice, Operator, Outcome, Role, SourceReport, TimeOfDay, Timestamp};
use crate::source::Sources;
use crate::upkeep::upkeep;

/// When the crawl of a day begins: before the first call.
const CRAWL: (u16, u16) = (6, 0);
/// When the calls of a day are made: each day in another third of the hours, so that retries find their slot.
const CALLS: [(u16, u16); 3] = [(11, 0), (14, 30), (17, 0)];
/// When upkeep runs.
const UPKEEP: (u16, u16) = (22, 0);

/// One play of the invented region.
pub(super) struct Play<'p> {
    pub(super) app: &'p mut App,
    pub(super) region: &'p Arc<RwLock<Region>>,
    pub(super) port: u16,
    pub(super) is_quiet: bool,
    pub(super) stop: &'p CancellationToken,
}

impl Play<'_> {
    /// Plays so many days, from the first on, or from where the store was left. The last day's calls are left to be made.
    pub(super) async fn play(mut self, days: u16, shown: &str) -> Result<Summary> {
        self.add_staff().await?;
        let first = self.next_day();
        let mut played = Vec::new();
        for index in 0..days {
            let day = first.plus_days(index.into());
            played.push(self.day(day, index + 1 == days).await?);
            if self.stop.is_cancelled() {
                break;
            }
        }
        Summary::of(self.app, self.region, played, shown).await
    }

    /// The first day of the region, or the day after the one on which the store was left.
    fn next_day(&self) -> Day {
        let left = self.app.clock.now().day();
        let is_fresh = self.app.is_fresh();
        if is_fresh || left < Region::first_day() { Region::first_day() } else { left.plus_days(1) }
    }

    async fn add_staff(&self) -> Result<()> {
        let desk = self.app.desk();
        for operator in Region::operators() {
            match desk.add_operator("system", &operator).await {
                Ok(()) | Err(DeskError::NameTaken(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn day(&mut self, day: Day, is_last: bool) -> Result<DaySummary> {
        self.region.write().unwrap_or_else(PoisonError::into_inner).set_day(day);
        self.set_time(day, CRAWL).await?;
        if !self.is_quiet {
            say!("{day}");
        }
        let mut sources = self.crawl(false).await?;
        let alarms: Vec<SourceReport> =
            sources.iter().filter(|report| report.finish == Finish::Drift).cloned().collect();
        // What an operator of sources does on the day a layout changes: mend the recipe, and crawl that source again.
        for index in 0..sources.len() {
            let drifted =
                sources.get(index).filter(|report| report.finish == Finish::Drift).map(|report| report.source.clone());
            if let Some(name) = drifted {
                if !self.is_quiet {
                    say!("  {name} changed its layout: its recipe is mended and it is read again");
                    let reason = alarms.iter().find(|alarm| alarm.source == name).and_then(|told| told.reason.as_ref());
                    if let Some(reason) = reason {
                        say!("    {reason}");
                    }
                }
                self.advance(day, (7, index)).await?;
                let mended = self.crawl_one(&name).await?;
                sources.splice(index..=index, mended);
            }
        }
        let calls = if is_last { self.wait_for_calls(day).await? } else { self.call(day).await? };
        if !is_last {
            self.set_time(day, UPKEEP).await?;
            upkeep(&self.app.store, self.app.clock.now(), self.app.config.privacy.observation_batch).await?;
        }
        Ok(DaySummary::of(day, &sources, alarms, calls))
    }

    async fn set_time(&self, day: Day, (hour, minute): (u16, u16)) -> Result<()> {
        let time = TimeOfDay::of(hour, minute).context("a time of day")?;
        self.app.set_time(day.at(time)).await
    }

    /// A little later on the same day, so that a source that ended early is due again.
    async fn advance(&self, day: Day, (hours, minutes): (u16, usize)) -> Result<()> {
        let minutes = u16::try_from(minutes).unwrap_or(0).min(59);
        self.set_time(day, (CRAWL.0 + hours, minutes)).await
    }

    async fn crawl(&self, is_mended: bool) -> Result<Vec<SourceReport>> {
        self.crawl_with(is_mended, None).await
    }

    async fn crawl_one(&self, name: &str) -> Result<Vec<SourceReport>> {
        self.crawl_with(true, Some(name)).await
    }

    async fn crawl_with(&self, is_mended: bool, only: Option<&str>) -> Result<Vec<SourceReport>> {
        let toml = {
            let region = self.region.read().unwrap_or_else(PoisonError::into_inner);
            let is_mended = is_mended || region.is_made_over_before_today();
            if is_mended { region.mended_sources_toml(self.port) } else { region.sources_toml(self.port) }
        };
        let sources =
            Sources::parse(&toml).map_err(|faults| anyhow!("the demonstration's own sources are wrong: {faults}"))?;
        let (crawl, _lock) = self.app.crawl(sources)?;
        let (bar, tell) = crawl_bar();
        let reports = crawl_once(&crawl, only, self.stop, &tell).await;
        bar.finish_and_clear();
        Ok(reports?)
    }

    /// On the last day the lists are left to whoever looks: the clock stands in the first slot of the day.
    async fn wait_for_calls(&self, day: Day) -> Result<u64> {
        let [first, ..] = CALLS;
        self.set_time(day, first).await?;
        Ok(0)
    }

    /// Every operator takes the list and calls; the invented lines answer. How many calls were made.
    async fn call(&self, day: Day) -> Result<u64> {
        let turn = usize::try_from(day.days_since(Region::first_day())).unwrap_or(0) % CALLS.len();
        self.set_time(day, CALLS.get(turn).copied().unwrap_or(CALLS[0])).await?;
        let mut made = 0;
        for operator in Region::operators().into_iter().filter(|operator| operator.role == Role::Operator) {
            for territory in &operator.territories {
                let list = self.app.desk().day(&operator.name, territory, None, Look::Reveal).await?;
                for row in &list.rows {
                    made += u64::from(self.call_one(&operator, row).await?);
                }
            }
        }
        Ok(made)
    }

    async fn call_one(&self, operator: &Operator, row: &ListedRow) -> Result<bool> {
        let now = self.app.clock.now();
        let (Some(code), Some(number)) = (&row.code, &row.number) else { return Ok(false) };
        if row.earliest.is_none_or(|earliest| earliest > now) {
            return Ok(false);
        }
        let attempt = self.app.config.plan.max_attempts.saturating_sub(row.attempts_left) + 1;
        #[expect(
            clippy::disallowed_methods,
            reason = "the desk has claimed the row and left the audit line; the line is invented"
        )]
        let answer = self.region.read().unwrap_or_else(PoisonError::into_inner).answer(number.reveal(), attempt);
        let Some((technical, conversation, actions)) = answer else {
            bail!("a number on a list is none of the region's")
        };
        // On the last attempt no call can be agreed any more: the person cannot talk now.
        let conversation = if row.attempts_left <= 1 && conversation == Some(Conversation::CallBack) {
            Some(Conversation::CannotTalk)
        } else {
            conversation
        };
        let callback = (conversation == Some(Conversation::CallBack)).then(|| callback_after(now));
        let outcome = Outcome::of(technical, conversation, actions, callback, row.language, Notice::Given)?;
        let report = Report { code: code.clone(), outcome, called: None };
        match self.app.desk().record(&operator.name, &report).await {
            Ok(_) => Ok(true),
            Err(DeskError::NotNow { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// Three in the afternoon, two days from now, or on the Monday after.
fn callback_after(now: Timestamp) -> Timestamp {
    let mut day = now.day().plus_days(2);
    while day.is_saturday() || day.is_sunday() {
        day = day.plus_days(1);
    }
    TimeOfDay::of(15, 0).map_or(now, |time| day.at(time))
}
