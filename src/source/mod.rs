//! The sources: `sources.toml`, read into types that only a valid file can make.

mod pace;
mod scope;

pub use pace::Pace;
pub use scope::Scope;
