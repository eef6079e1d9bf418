//! Telling why: who reads a text can be asked to tell what became of each thing in it.
//!
//! The ordinary [`Trace`] is `()`, which never listens, so that nothing is made up for nobody; the other keeps what
//! it is told. Both go the same way through the same code: what is explained is what is taken. Only what the look
//! ahead for numbers would pass over is gone through when somebody listens, so that its refusal is told as well.

use crate::domain::Note;

/// Who listens.
pub(super) trait Trace {
    /// Whether anybody does.
    const LISTENS: bool;

    /// Takes notes, if anybody wants them.
    fn tell(&mut self, notes: impl FnOnce() -> Vec<Note>);
}

/// Nobody.
impl Trace for () {
    const LISTENS: bool = false;

    fn tell(&mut self, _: impl FnOnce() -> Vec<Note>) {}
}

impl Trace for Vec<Note> {
    const LISTENS: bool = true;

    fn tell(&mut self, notes: impl FnOnce() -> Vec<Note>) {
        self.extend(notes());
    }
}
