//! Ingest: what becomes of a finding. Pure: it says what changes and writes nothing.
