//! The one test binary: the house, the stages on real input, the rounds, and the whole program.

#![cfg(test)]

mod canary;
mod claims;
mod cli;
mod config;
mod contributions;
mod crawl;
mod demo;
mod desk;
mod door;
mod drawn;
mod estimate;
mod explain;
mod extract;
mod fetch;
mod house;
mod intake;
mod kinds;
mod mapping;
mod numbering;
mod open_day;
mod openid;
mod pagers;
mod paper;
mod plan;
mod repost;
mod sources;
mod store;
mod support;
mod web;
