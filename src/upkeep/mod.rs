//! Upkeep: erases what is due and gives back what was left in hand.
