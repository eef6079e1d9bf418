//! What leaves the house gives nobody away, and still tells something.

mod attack;
mod cubes;
mod definitions;
mod optimum;
mod release;
mod sound;
mod suppression;
