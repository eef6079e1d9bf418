//! Sources as the desk sees them: how they stand, and what people ask of them. Nothing is fetched from here: the crawl
//! looks for what was asked before each visit.

use std::collections::BTreeMap;

use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::domain::{Act, AuditLine, OperatorName, SourceStatus, Timestamp, Visiting};
use crate::store::source_orders::SourceOrder;
use crate::store::{audit, checks, monitoring_sessions, source_orders};

/// A source as somebody at the desk sees it.
#[derive(Debug, Clone)]
pub struct SourceSeen {
    /// How it stands.
    pub status: SourceStatus,
    /// Who lets it rest, and since when.
    pub paused: Option<(String, Timestamp)>,
    /// Whether a visit at once was asked for and has not begun yet.
    pub is_wanted: bool,
}

/// What somebody asks of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceAct {
    /// To rest.
    Pause,
    /// To be visited again: it rested, or its site is right as it is now.
    Resume,
    /// To be visited at once.
    Run,
}

impl SourceAct {
    /// The act in a word, as the audit chain has it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Run => "run",
        }
    }
}

impl Desk {
    /// How the sources stand, for somebody who may see it.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`]; the store.
    pub async fn see_sources(
        &self,
        by: &OperatorName,
        visiting: Option<&[Visiting]>,
    ) -> Result<Vec<SourceSeen>, DeskError> {
        let mut tx = self.store.read().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::SeeSources, None)?;
        let mut orders = source_orders::all(&mut tx).await?;
        drop(tx);
        let seen = |status: SourceStatus| {
            let SourceOrder { paused, wanted_at } = orders.remove(&status.source).unwrap_or_default();
            SourceSeen { status, paused, is_wanted: wanted_at.is_some() }
        };
        Ok(self.sources(visiting).await?.into_iter().map(seen).collect())
    }

    /// When each source was last checked by hand, for somebody who may see it.
    ///
    /// # Errors
    /// As [`Desk::see_sources`].
    pub async fn see_checks(&self, by: &OperatorName) -> Result<BTreeMap<String, Timestamp>, DeskError> {
        let mut tx = self.store.read().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::SeeSources, None)?;
        Ok(checks::last(&mut tx).await?)
    }

    /// Whether somebody may run sources, and try them.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`]; the store.
    pub async fn may_run_sources(&self, by: &OperatorName) -> Result<(), DeskError> {
        let operator = self.operator(&mut self.store.read().await?, by).await?;
        allow(&operator, Right::RunSources, None)
    }

    /// Takes down what somebody asks of a source, and leaves an audit line.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`]; the store.
    pub async fn ask_of_source(&self, by: &OperatorName, source: &str, act: SourceAct) -> Result<(), DeskError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::RunSources, None)?;
        match act {
            SourceAct::Pause => source_orders::pause(&mut tx, source, by.as_str(), now).await?,
            SourceAct::Resume => {
                source_orders::resume(&mut tx, source).await?;
                monitoring_sessions::resume(&mut tx, source, now).await?;
            }
            SourceAct::Run => source_orders::want(&mut tx, source, now).await?,
        }
        let subject = format!("{} {source}", act.code());
        audit::append(&mut tx, &AuditLine { at: now, who: by.to_string(), act: Act::Source, subject }).await?;
        tx.commit().await?;
        Ok(())
    }
}
