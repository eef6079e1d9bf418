//! Ids: 128 random bits each, typed, made by the program and never by the database.
//!
//! They are random on purpose. A serial number would tell the order in which rows came to be, and
//! order is one of the ways in which halves that share no key could be joined again.

use std::fmt;

use super::Chance;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// A new id, drawn at random.
            #[must_use]
            pub fn draw(chance: &mut Chance) -> Self {
                Self(chance.bytes())
            }

            /// The id with these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes of the id.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}(", stringify!($name))?;
                for byte in &self.0[..4] {
                    write!(f, "{byte:02x}")?;
                }
                f.write_str("…)")
            }
        }
    )* };
}

ids! {
    /// One contact point.
    ContactPointId,
    /// One task of the crawl.
    TaskId,
    /// One monitoring session: a crawl, or a person's check, of one source.
    SessionId,
    /// One statistical row, tied to nothing.
    RowId,
}
