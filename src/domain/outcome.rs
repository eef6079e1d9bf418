//! The outcome of a call: technical result, result of the conversation, actions, and what may stand with what.

use serde::{Deserialize, Serialize};

use super::attribute::closed_list;
use super::{Language, Timestamp};

closed_list! {
    /// What happened on the line. One for every attempt.
    Technical, "a technical result" {
        /// Answered.
        Answered = "T1",
        /// No answer.
        NoAnswer = "T2",
        /// Busy.
        Busy = "T3",
        /// Cannot be reached.
        Unreachable = "T4",
        /// Voicemail. No message is left.
        Voicemail = "T5",
        /// The call was declined.
        Declined = "T6",
        /// The line is not in service: closes.
        Inactive = "T7",
        /// Not dialled: no attempt is used.
        NotMade = "T8",
    }
}

closed_list! {
    /// What came of the conversation. Exactly one after an answer, none otherwise.
    Conversation, "a result of the conversation" {
        /// Informed.
        Informed = "C01",
        /// Listened to.
        Listened = "C02",
        /// Asks for information.
        AsksInformation = "C03",
        /// Asks to be called at another time.
        CallBack = "C04",
        /// Not interested: closes for good.
        NotInterested = "C05",
        /// Not to be called: erased and marked (GDPR art. 21).
        DoNotCall = "C06",
        /// Hung up before the project was presented: closes.
        HungUpBefore = "C07",
        /// Hung up after: closes.
        HungUpAfter = "C08",
        /// Language barrier: to the mediators' queue.
        LanguageBarrier = "C09",
        /// Somebody else answered: nothing is said, closes.
        ThirdPerson = "C10",
        /// Nothing to do with it: erased and marked.
        Unrelated = "C11",
        /// Cannot talk: closes.
        CannotTalk = "C12",
        /// Asks for help: the protocol screen, closes.
        AsksHelp = "C13",
        /// Already in contact with the services.
        AlreadyInContact = "C14",
        /// Hostile: closes, counted for the safety of staff.
        Hostile = "C15",
        /// Protection protocol (minors, danger): a counter only, erased.
        Protection = "C16",
    }
}

impl Conversation {
    /// Whether the short notice of GDPR art. 14 must have been given, or found impossible, before this is saved.
    #[must_use]
    pub fn needs_notice(self) -> bool {
        matches!(self, Self::Informed | Self::Listened | Self::AsksInformation | Self::CallBack)
    }

    /// Whether the number is erased at once.
    #[must_use]
    pub fn erases(self) -> bool {
        matches!(self, Self::DoNotCall | Self::Unrelated | Self::Protection)
    }
}

closed_list! {
    /// What was set going in a call. Any number of them.
    Action, "an action" {
        /// Prevention.
        Prevention = "A01",
        /// Orientation in health services.
        HealthOrientation = "A02",
        /// Drop-in.
        DropIn = "A03",
        /// Appointment.
        Appointment = "A04",
        /// Accompaniment.
        Accompaniment = "A05",
        /// Social or legal desk.
        SocialLegalDesk = "A06",
        /// 800 290 290 was given.
        NationalLine = "A07",
        /// 1522 was given.
        ViolenceLine = "A08",
        /// Language mediation.
        Mediation = "A09",
        /// Materials.
        Materials = "A10",
        /// Health card, STP or ENI.
        HealthCard = "A11",
        /// Organisation among peers.
        PeerOrganisation = "A12",
    }
}

/// An outcome that holds together: only [`Outcome::of`] makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    technical: Technical,
    conversation: Option<Conversation>,
    actions: Vec<Action>,
    callback: Option<Timestamp>,
    language: Option<Language>,
}

/// Why the parts of an outcome do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutcomeFault {
    /// T1 without C.
    #[error("T1 (risposta) wants exactly one result of the conversation: add --conversation C01…C16")]
    NoConversation,
    /// C without T1.
    #[error("a result of the conversation goes with T1 (risposta) only: drop --conversation, or record T1")]
    ConversationWithoutAnswer,
    /// A without T1.
    #[error("actions go with an answered call only: drop --action, or record T1")]
    ActionWithoutAnswer,
    /// C01–C04 without the notice.
    #[error(
        "C01 to C04 are saved only once the short notice was given or proved impossible (GDPR art. 14): add --notice-given or --notice-impossible"
    )]
    NoNotice,
    /// C04 without a slot.
    #[error("C04 (richiamare) wants the agreed time: add --callback TIME")]
    NoCallback,
    /// A slot without C04.
    #[error("an agreed time goes with C04 (richiamare) only: drop --callback, or record C04")]
    CallbackWithoutC04,
}

impl Outcome {
    /// Puts the parts together, if they go together.
    ///
    /// # Errors
    /// [`OutcomeFault`] names the first rule that does not hold and how to mend it.
    pub fn of(
        technical: Technical,
        conversation: Option<Conversation>,
        mut actions: Vec<Action>,
        callback: Option<Timestamp>,
        language: Option<Language>,
        notice: Notice,
    ) -> Result<Self, OutcomeFault> {
        let answered = technical == Technical::Answered;
        match conversation {
            None if answered => return Err(OutcomeFault::NoConversation),
            Some(_) if !answered => return Err(OutcomeFault::ConversationWithoutAnswer),
            Some(result) if result.needs_notice() && notice == Notice::NotGiven => return Err(OutcomeFault::NoNotice),
            Some(_) | None => {}
        }
        if !answered && !actions.is_empty() {
            return Err(OutcomeFault::ActionWithoutAnswer);
        }
        match (conversation == Some(Conversation::CallBack), callback) {
            (true, None) => return Err(OutcomeFault::NoCallback),
            (false, Some(_)) => return Err(OutcomeFault::CallbackWithoutC04),
            (true, Some(_)) | (false, None) => {}
        }
        actions.sort_unstable();
        actions.dedup();
        Ok(Self { technical, conversation, actions, callback, language })
    }

    /// What happened on the line.
    #[must_use]
    pub fn technical(&self) -> Technical {
        self.technical
    }

    /// What came of the conversation.
    #[must_use]
    pub fn conversation(&self) -> Option<Conversation> {
        self.conversation
    }

    /// What was set going, each once, in order.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The agreed time of a call-back.
    #[must_use]
    pub fn callback(&self) -> Option<Timestamp> {
        self.callback
    }

    /// The language learnt in the call.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.language
    }
}

/// What became of the short notice of GDPR art. 14.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// It was given.
    Given,
    /// It could not be given.
    Impossible,
    /// Neither was ticked.
    NotGiven,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(
        technical: &str,
        conversation: Option<&str>,
        callback: bool,
        notice: Notice,
        expected: Result<(), OutcomeFault>,
    ) {
        let outcome = Outcome::of(
            technical.parse().unwrap(),
            conversation.map(|code| code.parse().unwrap()),
            Vec::new(),
            callback.then_some(Timestamp::from_millis(0)),
            None,
            notice,
        );
        assert_eq!(outcome.map(|_| ()), expected, "{technical} {conversation:?}");
    }

    #[test]
    fn only_what_goes_together_is_an_outcome() {
        use Notice::{Given, Impossible, NotGiven};
        check("T2", None, false, NotGiven, Ok(()));
        check("T1", None, false, Given, Err(OutcomeFault::NoConversation));
        check("T2", Some("C05"), false, NotGiven, Err(OutcomeFault::ConversationWithoutAnswer));
        check("T1", Some("C05"), false, NotGiven, Ok(()));
        for code in ["C01", "C02", "C03"] {
            check("T1", Some(code), false, NotGiven, Err(OutcomeFault::NoNotice));
            check("T1", Some(code), false, Impossible, Ok(()));
        }
        check("T1", Some("C04"), false, Given, Err(OutcomeFault::NoCallback));
        check("T1", Some("C04"), true, Given, Ok(()));
        check("T1", Some("C01"), true, Given, Err(OutcomeFault::CallbackWithoutC04));
    }

    #[test]
    fn actions_want_an_answer_and_count_once() {
        let actions = vec![Action::Materials, Action::Prevention, Action::Materials];
        let outcome =
            |technical, conversation| Outcome::of(technical, conversation, actions.clone(), None, None, Notice::Given);
        assert_eq!(outcome(Technical::Busy, None), Err(OutcomeFault::ActionWithoutAnswer));
        let kept = outcome(Technical::Answered, Some(Conversation::Informed)).unwrap();
        assert_eq!(kept.actions(), [Action::Prevention, Action::Materials]);
    }
}
