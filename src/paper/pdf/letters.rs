//! The letters: how wide words are, where lines end, and which signs there are.

use ttf_parser::Face;

use super::super::PaperError;

/// Titillium Web, the type of the desk: regular and semibold, the signs of European languages.
pub(in crate::paper) const FONTS: [&[u8]; 2] =
    [include_bytes!("../fonts/titillium-400.ttf"), include_bytes!("../fonts/titillium-600.ttf")];

/// How heavy letters are; the index of their file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular = 0,
    Semibold = 1,
}

/// What a line is set in. Sizes are in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) colour: [u8; 3],
}

impl Style {
    /// From one line to the next.
    pub(super) fn height(self) -> f32 {
        self.size * 1.4
    }

    /// From the top of a line to what its letters stand on.
    pub(super) fn baseline(self) -> f32 {
        self.size * 1.05
    }
}

/// Both weights, measured.
pub(super) struct Letters([Face<'static>; 2]);

impl Letters {
    pub(super) fn read() -> Result<Self, PaperError> {
        let face = |file| Face::parse(file, 0).map_err(|error| PaperError::Pdf(error.to_string()));
        Ok(Self([face(FONTS[0])?, face(FONTS[1])?]))
    }

    /// How wide the words are on one line.
    pub(super) fn width(&self, words: &str, style: Style) -> f32 {
        let face = &self.0[style.weight as usize];
        let advance = |c| face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or_default();
        let units: f32 = words.chars().map(|c| f32::from(advance(c))).sum();
        units / f32::from(face.units_per_em()) * style.size
    }

    /// The words with signs that the type does not have as `?`: a page has no box where a sign should be.
    fn known(&self, words: &str) -> String {
        let has = |c| self.0.iter().all(|face| face.glyph_index(c).is_some());
        words.chars().map(|c| if has(c) { c } else { '?' }).collect()
    }

    /// The words in lines no wider than `width`; a word that is wider is cut. At least one line.
    pub(super) fn lines(&self, words: &str, style: Style, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in words.lines() {
            let mut line = String::new();
            // Not at no-break spaces.
            for word in paragraph.split([' ', '\t']).filter(|word| !word.is_empty()) {
                let word = self.known(word);
                let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
                if self.width(&longer, style) <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                for letter in word.chars() {
                    line.push(letter);
                    if self.width(&line, style) > width && line.chars().count() > 1 {
                        line.pop();
                        lines.push(std::mem::replace(&mut line, letter.to_string()));
                    }
                }
            }
            lines.push(line);
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    /// The width of the longest of the words, which a column needs at least.
    pub(super) fn longest_word(&self, words: &str, style: Style) -> f32 {
        words.split_whitespace().map(|word| self.width(&self.known(word), style)).fold(0.0, f32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { size: 10.0, weight: Weight::Regular, colour: [0, 0, 0] };

    #[test]
    fn no_line_is_wider_than_its_place_and_no_word_is_lost() {
        let letters = Letters::read().unwrap();
        let words = "Le ore del servizio sono scritte qui: supercalifragilistichespiralidoso, e poi basta.";
        for width in [20.0, 45.0, 80.0, 200.0, 1_000.0] {
            let lines = letters.lines(words, STYLE, width);
            assert!(lines.iter().all(|line| letters.width(line, STYLE) <= width), "{width}: {lines:?}");
            let letters_only = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters_only(&lines.concat()), letters_only(words), "{width}");
        }
    }

    #[test]
    fn what_the_type_has_no_sign_for_is_a_question_mark() {
        let letters = Letters::read().unwrap();
        assert_eq!(letters.lines("perché 你好 città € • −", STYLE, 1_000.0), ["perché ?? città € • −"]);
    }

    #[test]
    fn a_narrow_place_ends_nothing() {
        let letters = Letters::read().unwrap();
        assert_eq!(letters.lines("abc", STYLE, 0.0), ["a", "b", "c"]);
        assert_eq!(letters.lines("", STYLE, 10.0), [""]);
    }
}
