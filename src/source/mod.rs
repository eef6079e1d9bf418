//! The sources: `sources.toml`, read into types that only a valid file can make.
