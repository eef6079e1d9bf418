//! The outcome of a call as a form: its choices, what was sent, and what the desk says against it.

use crate::desk::{DeskError, FollowUpFault};
use crate::domain::{Day, Notice, Outcome, OutcomeFault};
use crate::web::form::Form;
use crate::web::words::Words;

/// One choice.
pub(super) struct Choice {
    /// The code, like `T1`.
    pub(super) code: &'static str,
    /// What it means.
    pub(super) said: String,
    /// What is typed for it: the digits of the code.
    pub(super) digits: &'static str,
}

/// The choices of a list of codes.
pub(super) fn choices(words: Words, family: &str, codes: impl Iterator<Item = &'static str>) -> Vec<Choice> {
    let choice = |code: &'static str| Choice { code, said: words.code(family, code), digits: &code[1..] };
    codes.map(choice).collect()
}

/// What was sent, as it was filled in.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) technical: String,
    pub(super) conversation: String,
    pub(super) actions: Vec<String>,
    pub(super) notice: String,
    pub(super) callback: String,
    pub(super) language: String,
}

impl Sent {
    pub(super) fn of(form: &Form) -> Self {
        let text = |name| form.get(name).to_owned();
        Self {
            technical: text("technical"),
            conversation: text("conversation"),
            actions: form.all("action").map(str::to_owned).collect(),
            notice: text("notice"),
            callback: text("callback"),
            language: text("learnt"),
        }
    }

    /// Whether that action was chosen.
    pub(super) fn has(&self, code: &str) -> bool {
        self.actions.iter().any(|action| action == code)
    }

    /// The outcome, or the key of what is wrong with it.
    pub(super) fn outcome(&self) -> Result<Outcome, &'static str> {
        let technical = self.technical.parse().map_err(|_| "outcome-no-technical")?;
        let is_answered = technical == crate::domain::Technical::Answered;
        // What was filled in and then hidden by another choice is not meant.
        let conversation = if is_answered && !self.conversation.is_empty() {
            Some(self.conversation.parse().map_err(|_| "outcome-no-conversation")?)
        } else {
            None
        };
        let actions = if is_answered { self.actions.as_slice() } else { &[] };
        let actions: Result<_, String> = actions.iter().map(|code| code.parse()).collect();
        let agreed = conversation == Some(crate::domain::Conversation::CallBack) && !self.callback.is_empty();
        let callback = agreed.then(|| self.callback.parse()).transpose().map_err(|_| "outcome-callback-time")?;
        let notice = match self.notice.as_str() {
            "given" => Notice::Given,
            "impossible" => Notice::Impossible,
            _ => Notice::NotGiven,
        };
        let learnt = self.language.parse().ok();
        Outcome::of(technical, conversation, actions.map_err(|_| "error-outcome")?, callback, learnt, notice)
            .map_err(outcome_key)
    }
}

fn outcome_key(fault: OutcomeFault) -> &'static str {
    match fault {
        OutcomeFault::NoConversation | OutcomeFault::ConversationWithoutAnswer => "outcome-no-conversation",
        OutcomeFault::ActionWithoutAnswer => "error-outcome",
        OutcomeFault::NoNotice => "outcome-no-notice",
        OutcomeFault::NoCallback | OutcomeFault::CallbackWithoutC04 => "outcome-no-callback",
    }
}

/// What the desk says against an outcome, if that is something to mend in the form.
pub(super) fn fault(refusal: &DeskError, words: Words, today: Day) -> Option<String> {
    match refusal {
        DeskError::Outcome(fault) => Some(words.say(outcome_key(*fault))),
        DeskError::FollowUp(fault) => Some(match fault {
            FollowUpFault::Closed(_) | FollowUpFault::AttemptsSpent(_) => words.say("why-attempts"),
            FollowUpFault::NoAttemptForCallback => words.say("outcome-no-attempt-left"),
            FollowUpFault::CallbackPast(_) => words.say("outcome-callback-past"),
            FollowUpFault::CallbackTooFar { days, .. } => words.with("outcome-callback-far", "days", u32::from(*days)),
            FollowUpFault::CallbackOnClosedDay { time, .. } => {
                words.with("outcome-callback-closed", "day", words.day(time.day()))
            }
            FollowUpFault::CallbackOutsideHours { hours, .. } => words.fill(
                "outcome-callback-hours",
                [("from", hours.from.to_string().into()), ("to", hours.to.to_string().into())],
            ),
        }),
        DeskError::NotNow { why, .. } => Some(super::row::why(why, words, today)),
        _ => None,
    }
}
