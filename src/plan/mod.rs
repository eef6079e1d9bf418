//! The plan: which numbers a territory calls today. Pure, and the same for the same input.
