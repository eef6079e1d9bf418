//! How far a call came, and what its result was, from its codes.

use crate::domain::{Conversation, Technical};

/// The name of the attribute.
pub(super) const NAME: &str = "stage";

/// The name of the attribute by results, which divides each stage but the last further.
pub(super) const RESULT: &str = "result";
/// The name of the attribute by actions: each divides the answered calls.
pub(super) const ACTION: &str = "action";
/// Calls that nobody answered.
pub(super) const UNANSWERED: &str = "unanswered";
/// Calls that somebody did.
pub(super) const ANSWERED: &str = "answered";
/// The first stages, of which no others are made.
pub(super) const ANSWERS: [(&str, &str); 2] = [(UNANSWERED, "all"), (ANSWERED, "all")];

/// Each stage in the one that it is a part of; all are the calls that were dialled.
pub(super) const TREE: [(&str, &str); 6] = [
    ("unanswered", "all"),
    ("answered", "all"),
    ("not_presented", "answered"),
    ("presented", "answered"),
    ("no_action", "presented"),
    ("action", "presented"),
];

/// The stages that are not divided further: each call has one of them.
pub(super) const INNERMOST: [&str; 4] = ["unanswered", "not_presented", "no_action", "action"];

/// The innermost stage that a call reached. The project was presented where a useful contact came of the call.
#[must_use]
pub fn stage(technical: Technical, conversation: Option<Conversation>, has_actions: bool) -> &'static str {
    match technical {
        _ if is_presented(technical, conversation) && has_actions => "action",
        _ if is_presented(technical, conversation) => "no_action",
        Technical::Answered => "not_presented",
        _ => "unanswered",
    }
}

/// Whether the project was presented: a useful contact came of the call.
#[must_use]
pub fn is_presented(technical: Technical, conversation: Option<Conversation>) -> bool {
    use Conversation::{AlreadyInContact, AsksHelp, AsksInformation, CallBack, HungUpAfter, Informed, Listened};
    technical == Technical::Answered
        && matches!(
            conversation,
            Some(Informed | Listened | AsksInformation | CallBack | HungUpAfter | AsksHelp | AlreadyInContact)
        )
}

/// The result of a call: of the conversation after an answer, else the technical one.
#[must_use]
pub fn result(technical: Technical, conversation: Option<Conversation>) -> &'static str {
    conversation.map_or(technical.code(), Conversation::code)
}

/// The stage that a result lies in, by its code.
pub(super) fn of_result(code: &str) -> &'static str {
    match code.parse::<Conversation>() {
        Ok(conversation) if is_presented(Technical::Answered, Some(conversation)) => "presented",
        Ok(_) => "not_presented",
        Err(_) if code == Technical::Answered.code() => "not_presented",
        Err(_) => UNANSWERED,
    }
}
