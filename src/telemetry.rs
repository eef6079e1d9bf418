//! Logs: what is written, where to, and that no number ever is.
