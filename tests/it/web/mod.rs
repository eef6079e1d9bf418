//! The web face, over HTTP: what every answer carries, who comes in, and what each page refuses.

mod api;
mod browser;
mod calls;
mod coordination;
mod ends;
mod entrance;
mod entry;
mod figures;
mod file;
mod maps;
mod month;
mod people;
mod protection;
mod provider;
mod publication;
mod region;
mod rules;
mod seldom;
mod sources;
mod trial;
mod whole_day;
