//! `record`: what came of a call.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::print_json;
use crate::app::App;
use crate::desk::{DeskError, Report};
use crate::domain::{Action, Conversation, Language, Notice, OperatorName, Outcome, RowCode, Technical, Timestamp};

#[derive(Debug, Args)]
pub(super) struct Record {
    /// The operator who called
    #[arg(long = "as", value_name = "OPERATOR")]
    operator: OperatorName,
    /// The row, by its code
    #[arg(long, value_name = "CODE")]
    row: RowCode,
    /// What happened on the line: T1 answer, T2 no answer, T3 busy, T4 unreachable, T5 voicemail, T6 declined,
    /// T7 not in service, T8 not dialled
    #[arg(long, value_name = "T1…T8")]
    technical: Technical,
    /// What came of the conversation, after T1: C01 informed … C16 protection protocol
    #[arg(long, value_name = "C01…C16")]
    conversation: Option<Conversation>,
    /// What was set going; may be given several times
    #[arg(long = "action", value_name = "A01…A12")]
    actions: Vec<Action>,
    /// The agreed time of a call-back (C04)
    #[arg(long, value_name = "TIME")]
    callback: Option<Timestamp>,
    /// The language learnt in the call, like `es`
    #[arg(long, value_name = "L")]
    language: Option<Language>,
    /// The short notice (GDPR art. 14) was given
    #[arg(long, conflicts_with = "notice_impossible")]
    notice_given: bool,
    /// The short notice could not be given
    #[arg(long)]
    notice_impossible: bool,
    /// When the call was made, if not just now: today, for lists on paper
    #[arg(long, value_name = "TIME")]
    called: Option<Timestamp>,
    /// JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct RecordedJson {
    code: String,
    state: &'static str,
    attempts_left: u8,
    protocol: bool,
}

impl Record {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        let notice = match (self.notice_given, self.notice_impossible) {
            (true, _) => Notice::Given,
            (false, true) => Notice::Impossible,
            (false, false) => Notice::NotGiven,
        };
        let outcome =
            Outcome::of(self.technical, self.conversation, self.actions, self.callback, self.language, notice)
                .map_err(DeskError::from)?;
        let report = Report { code: self.row, outcome, called: self.called };
        let recorded = app.desk().record(&self.operator, &report).await?;
        if self.json {
            print_json(&RecordedJson {
                code: recorded.code.to_string(),
                state: recorded.state,
                attempts_left: recorded.attempts_left,
                protocol: recorded.protocol,
            })?;
        } else {
            say!("{} recorded: now {}", recorded.code, recorded.state);
            if recorded.protocol {
                say!(
                    "Follow the protocol of your territory for requests of help and for danger, now. 800 290 290, 112."
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
