//! The desk: one act a file, each with its rules, its claim and its audit line.
