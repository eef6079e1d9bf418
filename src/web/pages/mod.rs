//! The pages: a page a file, its template beside it. A file is named by its path.

pub(super) mod call;
pub(super) mod coordination;
mod device;
pub(super) mod do_not_call;
pub(super) mod entry;
mod figures;
pub(super) mod home;
pub(super) mod invitation;
pub(super) mod language;
pub(super) mod map;
pub(super) mod me;
pub(super) mod month;
pub(super) mod month_file;
pub(super) mod notes;
pub(super) mod onward;
mod outcome;
pub(super) mod people;
pub(super) mod person;
pub(super) mod protection;
pub(super) mod provider;
pub(super) mod region;
mod row;
pub(super) mod rules;
mod sheet;
pub(super) mod sign_in;
pub(super) mod sources;
pub(super) mod today;
pub(super) mod trend;
pub(super) mod trial;

#[cfg(test)]
pub(super) use entry::origins;
