//! crawl.
