//! How alike the words of two ads are, from what little is kept of them.
//!
//! Of an ad's words a minhash is kept (Broder 1997, *On the resemblance and containment of documents*), one byte of
//! each of its 128 least values (Li & König 2010, *b-bit minwise hashing*). The share of bytes in which two ads agree
//! tells how large a share of their words and word pairs they have in common, within about 4 hundredths, and nothing else:
//! 128 bytes hold neither a word nor the order of words.

/// How many values are kept of an ad, in bytes.
const KEPT: usize = 128;
/// Agreeing bytes from which two ads of one number are the same ad: about 65 in a hundred of words and word pairs in
/// common. Lower merges an advertiser's different ads, higher takes a changed last line for another ad.
const ALIKE: usize = 84;
/// Agreeing bytes from which two pages are the same page, but for a word or two.
const SAME: usize = 110;

/// What is kept of an ad's words: 128 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness([u8; KEPT]);

impl Likeness {
    /// Of the words of a text. Capitals, marks and figures do not count: they are what a repost changes.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut least = [u64::MAX; KEPT];
        let mut before = None;
        each_word(text, |word| {
            let pair = before.replace(word).map(|before| mix(before ^ word.rotate_left(32)));
            // A word by itself counts too, or one changed word in a short ad would count twice.
            for shingle in [Some(word), pair].into_iter().flatten() {
                let mut seed = 0_u64;
                for value in &mut least {
                    seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
                    *value = (*value).min(mix(shingle ^ seed));
                }
            }
        });
        Self(least.map(|value| value.to_le_bytes()[0]))
    }

    /// Whether these are the words of the same ad, given that it names the same number.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        self.agreement(other) >= ALIKE
    }

    /// Whether these are the words of the same page, with a word or two changed at most.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.agreement(other) >= SAME
    }

    fn agreement(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count()
    }

    /// The bytes, to be sealed.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// From bytes that were sealed; `None` when they are not so many.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// Hands over a hash of each word. A word is a run of letters; a sign of a writing without spaces is one by itself.
fn each_word(text: &str, mut take: impl FnMut(u64)) {
    let mut word = 0_u64;
    for character in text.chars() {
        if is_ideograph(character) {
            if word != 0 {
                take(mix(std::mem::take(&mut word)));
            }
            take(mix(u64::from(character)));
        } else if character.is_alphabetic() {
            for lower in character.to_lowercase() {
                word = mix(word ^ u64::from(lower));
            }
        } else if word != 0 {
            take(mix(std::mem::take(&mut word)));
        }
    }
    if word != 0 {
        take(mix(word));
    }
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

/// The finalizer of `SplitMix64` (Steele, Lea & Flood 2014), the same on every machine and in every release.
const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AD: &str = "Ragazza brasiliana a Modena, dolce e solare, ti aspetto in ambiente tranquillo e riservato \
                      zona centro. Chiamami quando vuoi, anche la sera. Solo su appuntamento";

    fn is_same(other: &str) -> bool {
        Likeness::of(AD).is_alike(&Likeness::of(other))
    }

    #[test]
    fn what_a_repost_changes_leaves_it_the_same_ad() {
        assert!(is_same(AD));
        assert!(is_same(&format!("★★ {}", AD.to_uppercase())));
        assert!(is_same(&AD.replace("Solo su appuntamento", "Un bacio")));
        assert!(is_same(&AD.replace(", ", " - ").replace("zona centro.", "zona centro!!! 24h")));
        let figures = |figures| Likeness::of(&format!("{AD} {figures}"));
        assert_eq!(figures("1234567"), figures("7 6 5 4 3 2 1"));
    }

    #[test]
    fn other_words_or_another_order_make_another_ad() {
        assert!(!is_same("Ragazza brasiliana a Modena. Massaggio rilassante nel mio studio. Chiamami"));
        let mut words: Vec<&str> = AD.split(' ').collect();
        words.reverse();
        assert!(!is_same(&words.join(" ")));
        assert!(!is_same(""));
        assert!(!Likeness::of("新来的女孩在摩德纳中心").is_alike(&Likeness::of("专业按摩师傅上门服务")));
        assert!(
            Likeness::of("新来的女孩在摩德纳市中心欢迎来电")
                .is_alike(&Likeness::of("新来的女孩在摩德纳市中心欢迎来电!"))
        );
    }

    #[test]
    fn a_share_of_words_in_common_is_the_share_of_bytes_that_agree() {
        let words = |from: usize, to: usize| (from..to).map(|at| WORDS[at % WORDS.len()]).collect::<Vec<_>>().join(" ");
        // In common 11 words and 10 pairs, in all 15 words and 14 pairs.
        let agreement = Likeness::of(&words(0, 13)).agreement(&Likeness::of(&words(2, 15)));
        let share = 21.0 / 29.0;
        let found = f64::from(u32::try_from(agreement).unwrap()) / 128.0;
        assert!((found - share).abs() < 0.12, "{found} for {share}");
    }

    #[test]
    fn the_bytes_come_back_and_nothing_else_is_taken_for_them() {
        let likeness = Likeness::of(AD);
        assert_eq!(Likeness::from_bytes(likeness.as_bytes()), Some(likeness));
        assert_eq!(Likeness::from_bytes(b"short"), None);
    }

    const WORDS: [&str; 15] = [
        "uno", "strada", "verde", "lago", "monte", "treno", "pane", "sole", "carta", "vento", "libro", "porta", "mare",
        "fiore", "luna",
    ];
}
