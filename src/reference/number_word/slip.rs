//! Slips of the pen: the words of the digits as they are written carelessly.

use super::{Lexicon, Place, folded};

impl Lexicon {
    /// Where the word of a digit leads to that was written carelessly: `sete`, `ottoo`, `cinqe`.
    #[must_use]
    pub fn misspelt(&self, folded: &[u8]) -> Option<Place> {
        self.misspelt.get(&squeezed(folded)).copied()
    }

    /// Notes the slips of the pen that a digit's word is known by: any letter doubled or single, and in a
    /// longer word one left out, or two changed about.
    pub(super) fn note_slips(&mut self, word: &str) {
        let Some(folded) = folded(word).filter(|folded| folded.len() >= 3 && !folded.contains(&b' ')) else { return };
        let place = folded.iter().try_fold(Self::root(), |place, letter| self.step(place, *letter));
        let Some(place) = place else { return };
        let plain = squeezed(&folded);
        let mut slips = vec![plain.clone()];
        if plain.len() >= 5 {
            for at in 0..plain.len() {
                let mut shorter = plain.clone();
                shorter.remove(at);
                slips.push(shorter);
                let mut changed = plain.clone();
                if at > 0 {
                    changed.swap(at - 1, at);
                    slips.push(changed);
                }
            }
        }
        for slip in slips {
            self.misspelt.entry(slip).or_insert(place);
        }
    }
}

/// The letters with none of them twice in a row.
fn squeezed(letters: &[u8]) -> Vec<u8> {
    let mut out = letters.to_vec();
    out.dedup();
    out
}
