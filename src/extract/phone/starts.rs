//! Starts: where rows of letters, rows of digits and characters beyond ASCII begin, 64 bytes at a time.
//!
//! The look ahead spends most of its time on finding where the next word begins. Here eight bytes are compared
//! at once within a word of the machine, and a block is a mask with a bit for each place that begins something.

/// Bytes of a block, each a bit of a mask.
const BLOCK: usize = 64;
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// The places from a place on, in order.
pub(super) struct Starts<'a> {
    bytes: &'a [u8],
    /// Where the block begins that is being read, its places, and those of them that are left.
    block: usize,
    all: u64,
    left: u64,
    /// Whether the byte before the next block is a letter, and whether it is a digit.
    after_letter: bool,
    after_digit: bool,
}

impl<'a> Starts<'a> {
    /// What begins at `from` counts, whatever stands before it.
    pub(super) fn of(bytes: &'a [u8], from: usize) -> Self {
        let mut starts = Self { bytes, block: from, all: 0, left: 0, after_letter: false, after_digit: false };
        starts.read();
        starts
    }

    /// Goes on from a place, which counts whatever stands before it.
    pub(super) fn go_on(&mut self, from: usize) {
        match from.checked_sub(self.block).filter(|at| *at < BLOCK) {
            Some(at) => {
                let here = self.bytes.get(from).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0xc0);
                self.left = ((self.all >> at) | u64::from(here)) << at;
            }
            None => *self = Self::of(self.bytes, from),
        }
    }

    /// Reads the block at its place.
    fn read(&mut self) {
        let rest = self.bytes.get(self.block..).unwrap_or_default();
        let (mut letters, mut digits, mut wide) = (0, 0, 0);
        let mut note = |index: usize, eight: u64| {
            letters |= bits(is_letter(eight)) << (8 * index);
            digits |= bits(is_digit(eight)) << (8 * index);
            // The first byte of a longer character has both of its highest bits set.
            wide |= bits(eight & (eight << 1) & HIGH) << (8 * index);
        };
        if let Some(block) = rest.first_chunk::<BLOCK>() {
            for (index, eight) in block.as_chunks::<8>().0.iter().enumerate() {
                note(index, u64::from_le_bytes(*eight));
            }
        } else {
            for (index, some) in rest.chunks(8).enumerate() {
                let mut eight = [0; 8];
                for (slot, byte) in eight.iter_mut().zip(some) {
                    *slot = *byte;
                }
                note(index, u64::from_le_bytes(eight));
            }
        }
        self.all = (letters & !(letters << 1 | u64::from(self.after_letter)))
            | (digits & !(digits << 1 | u64::from(self.after_digit)))
            | wide;
        self.left = self.all;
        self.after_letter = letters >> (BLOCK - 1) == 1;
        self.after_digit = digits >> (BLOCK - 1) == 1;
    }
}

impl Iterator for Starts<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.left == 0 {
            self.block += BLOCK;
            if self.block >= self.bytes.len() {
                self.all = 0;
                return None;
            }
            self.read();
        }
        let place = self.block + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        Some(place)
    }
}

/// The highest bit of each byte that is `a` to `z` or `A` to `Z`.
fn is_letter(eight: u64) -> u64 {
    within(eight | (0x20 * ONES), b'a', b'z') & !eight
}

/// The highest bit of each byte that is `0` to `9`.
fn is_digit(eight: u64) -> u64 {
    within(eight, b'0', b'9') & !eight
}

/// The highest bit of each byte whose lower seven are from `first` to `last`; the others' are clear.
fn within(eight: u64, first: u8, last: u8) -> u64 {
    let low = eight & !HIGH;
    let at_least = low + u64::from(0x80 - first) * ONES;
    let beyond = low + u64::from(0x7f - last) * ONES;
    at_least & !beyond & HIGH
}

/// The highest bits of eight bytes, as the lowest eight of one.
fn bits(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same, a byte at a time.
    fn plainly(text: &str, from: usize) -> Vec<usize> {
        let class = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' => 'l',
            b'0'..=b'9' => 'd',
            0xc0.. => 'w',
            0x80.. => 'c',
            _ => ' ',
        };
        let bytes = text.as_bytes();
        (from..bytes.len())
            .filter(|place| {
                let (here, before) = (class(bytes[*place]), (*place > from).then(|| class(bytes[place - 1])));
                here == 'w' || (matches!(here, 'l' | 'd') && before != Some(here))
            })
            .collect()
    }

    #[test]
    fn every_byte_is_what_it_is_beside_any_other() {
        for code in 0_u8..128 {
            let text = format!("{0}a{0}{0}9{0}à{0}z@[`{{/:{0}", char::from(code));
            assert_eq!(Starts::of(text.as_bytes(), 0).collect::<Vec<_>>(), plainly(&text, 0), "{code}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_block_at_a_time_finds_what_a_byte_at_a_time_does(text in "([a-zA-Z0-9 à€😀.\\-]{0,40}[a-z]{0,80}[0-9]{0,80}){0,4}", skip in 0_usize..70) {
            let from = skip.min(text.len());
            proptest::prop_assert_eq!(Starts::of(text.as_bytes(), from).collect::<Vec<_>>(), plainly(&text, from));
        }

        #[test]
        fn whoever_goes_on_from_a_place_misses_nothing(text in "([a-zA-Z0-9 à€😀.\\-]{0,40}[a-z]{0,80}[0-9]{0,80}){0,4}", places in proptest::collection::vec(0_usize..400, 1..8)) {
            let mut starts = Starts::of(text.as_bytes(), 0);
            for from in places.into_iter().map(|place| place.min(text.len())) {
                starts.go_on(from);
                let mut again = plainly(&text, from).into_iter();
                proptest::prop_assert_eq!(starts.by_ref().take(5).collect::<Vec<_>>(), again.by_ref().take(5).collect::<Vec<_>>());
            }
        }
    }
}
