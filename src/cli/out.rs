//! Standard output: where answers go, line by line.
//!
//! A reader that has seen enough (`| head`) ends the answer and not the command: what is done is done, and its exit
//! code stands. Any other fault of the output is told at the end, so that a list cut short by a full disk does not
//! pass for a whole one.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};
use std::sync::OnceLock;

/// What went wrong with the output first.
static FAULT: OnceLock<std::io::Error> = OnceLock::new();

/// Prints one line.
macro_rules! say {
    ($($text:tt)*) => {
        $crate::cli::out::line(format_args!($($text)*))
    };
}

pub(super) fn line(text: Arguments<'_>) {
    write(format_args!("{text}\n"));
}

/// Prints a text that has its own line ends.
pub(super) fn whole(text: &str) {
    write(format_args!("{text}"));
}

/// What kept the answer from being written; `None` when nothing did, or when nobody wanted the rest of it.
pub(super) fn fault() -> Option<&'static std::io::Error> {
    if let Err(error) = std::io::stdout().flush() {
        note(error);
    }
    FAULT.get().filter(|fault| fault.kind() != ErrorKind::BrokenPipe)
}

fn write(text: Arguments<'_>) {
    if FAULT.get().is_none()
        && let Err(error) = std::io::stdout().lock().write_fmt(text)
    {
        note(error);
    }
}

fn note(error: std::io::Error) {
    // Only the first fault counts: what follows comes of it.
    let _ = FAULT.set(error);
}
