//! The pages: a page a file, its template beside it. A file is named by its path.

pub(super) mod home;
pub(super) mod invitation;
pub(super) mod language;
pub(super) mod sign_in;
pub(super) mod today;
