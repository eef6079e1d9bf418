//! What the tests share.

pub(crate) mod app;
pub(crate) mod browserless;
pub(crate) mod chromium;
pub(crate) mod command;
pub(crate) mod postgres;
pub(crate) mod provider;
pub(crate) mod raw_server;
pub(crate) mod site;
pub(crate) mod store;
pub(crate) mod web;
pub(crate) mod webdriver;
