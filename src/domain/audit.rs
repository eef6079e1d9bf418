//! An audit line: who did what that somebody may have to answer for.

use super::Timestamp;
use super::attribute::closed_list;

closed_list! {
    /// What was done.
    Act, "an audited act" {
        /// A number was shown.
        Reveal = "reveal",
        /// A number was put on the do-not-call list.
        DoNotCall = "do_not_call",
        /// An operator was added or changed.
        Operator = "operator",
        /// Keys were rotated.
        Keys = "keys",
        /// Numbers were taken in from a file.
        Import = "import",
        /// What was due was erased.
        Erase = "erase",
        /// An outcome was recorded.
        Record = "record",
        /// Somebody signed in.
        SignIn = "sign_in",
        /// A name was locked after failed sign-ins.
        Lock = "lock",
        /// Somebody was invited, or set their password and authenticator.
        Invite = "invite",
        /// A source was paused, resumed, or asked for at once.
        Source = "source",
        /// A token for a program was made or revoked.
        Token = "token",
        /// The audit chain was read, to see whether it is whole.
        Verify = "verify",
        /// Figures were taken away.
        Export = "export",
        /// Quota and mode of a month were set at the desk.
        Quota = "quota",
        /// Numbers were given to another territory.
        Move = "move",
        /// A month was closed, or a closed one corrected.
        CloseMonth = "close_month",
        /// A note on two months was written.
        Note = "note",
        /// A rule was proposed, approved or withdrawn.
        Rule = "rule",
    }
}

/// One line of the audit chain. It names rows by their code, never by their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// Who: an operator, or `system`.
    pub who: String,
    /// What was done.
    pub act: Act,
    /// To what: a row's code, a territory, a count.
    pub subject: String,
}
