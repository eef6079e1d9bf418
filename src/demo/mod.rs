//! An invented region, served over real HTTP on loopback, with its truth.
