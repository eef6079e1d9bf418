//! How far a call came, and what its result was, from its codes.

use crate::domain::{Conversation, Technical};

/// The name of the attribute.
pub(super) const NAME: &str = "stage";

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
    use Conversation::{AlreadyInContact, AsksHelp, AsksInformation, CallBack, HungUpAfter, Informed, Listened};
    match (technical, conversation) {
        (
            Technical::Answered,
            Some(Informed | Listened | AsksInformation | CallBack | HungUpAfter | AsksHelp | AlreadyInContact),
        ) => {
            if has_actions {
                "action"
            } else {
                "no_action"
            }
        }
        (Technical::Answered, _) => "not_presented",
        _ => "unanswered",
    }
}

/// The result of a call: of the conversation after an answer, else the technical one.
#[must_use]
pub fn result(technical: Technical, conversation: Option<Conversation>) -> &'static str {
    conversation.map_or(technical.code(), Conversation::code)
}
