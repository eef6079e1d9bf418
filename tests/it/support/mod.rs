//! What the tests share.

pub(crate) mod command;
pub(crate) mod postgres;
pub(crate) mod raw_server;
