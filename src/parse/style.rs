//! The style of one element, asked what a person would ask: is it cut off, too small, without a colour?

use super::css::Declaration;

/// Further out than this and it is off the screen.
const OFF_SCREEN: f32 = 400.0;

/// The declarations of one element, read as questions.
pub(super) struct Style<'a> {
    pub(super) declared: &'a [Declaration],
}

impl Style<'_> {
    /// The value that wins.
    pub(super) fn value(&self, property: &str) -> Option<&str> {
        let same = self.declared.iter().filter(|one| one.property == property);
        same.max_by_key(|one| one.weight).map(|one| one.value.as_str())
    }

    pub(super) fn number(&self, property: &str) -> Option<f32> {
        length(self.value(property)?)
    }

    pub(super) fn is_zero(&self, property: &str) -> bool {
        self.number(property).is_some_and(|number| number.abs() <= 1.0)
    }

    pub(super) fn is_cut(&self) -> bool {
        let hides = matches!(self.value("overflow"), Some("hidden" | "clip"));
        let no_room = ["width", "height", "max-width", "max-height"].iter().any(|side| self.is_zero(side));
        let placed = matches!(self.value("position"), Some("absolute" | "fixed" | "relative"));
        let out = |property: &str| self.number(property).is_some_and(|number| number <= -OFF_SCREEN);
        let far = |property: &str| self.number(property).is_some_and(|number| number.abs() >= 3_000.0);
        self.value("display") == Some("none")
            || self.number("opacity").is_some_and(|number| number < 0.05)
            || (hides && no_room)
            || (placed && ["left", "right", "top", "bottom"].iter().any(|side| out(side) || far(side)))
            || ["margin-left", "margin-top", "text-indent"].iter().any(|side| out(side))
            || self.is_clipped()
    }

    pub(super) fn is_clipped(&self) -> bool {
        let clip = self.value("clip").is_some_and(|value| value.starts_with("rect(0") || value.starts_with("rect(1px"));
        let path = self.value("clip-path").unwrap_or_default();
        let transform = self.value("transform").unwrap_or_default();
        clip || path.starts_with("inset(50%")
            || path.starts_with("inset(100%")
            || transform.contains("scale(0)")
            || transform.contains("scale(0,")
            || transform.contains("-9999")
    }

    /// Whether the letters have no size; `None` where nothing is said.
    pub(super) fn is_tiny(&self) -> Option<bool> {
        let value =
            self.value("font-size").or_else(|| self.value("font")?.split([' ', '/']).find(|part| is_length(part)))?;
        match length(value) {
            // Ems and percents are of the size above, which may be nothing.
            Some(number)
                if number > 0.0 && (value.ends_with("em") && !value.ends_with("rem") || value.ends_with('%')) =>
            {
                None
            }
            Some(number) => Some(number < 2.0 && !value.ends_with("rem")),
            None => Some(false),
        }
    }

    /// Whether the letters have no colour, or that of their ground.
    pub(super) fn is_clear(&self) -> Option<bool> {
        let colour = self.value("color")?;
        let ground = self.value("background-color").or_else(|| self.value("background"));
        let none = colour.replace(' ', "").ends_with(",0)") && colour.starts_with("rgba");
        Some(colour == "transparent" || none || ground == Some(colour))
    }
}

fn is_length(part: &str) -> bool {
    part.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.') && length(part).is_some()
}

/// The number of a length, in pixels or in what it was written in.
fn length(value: &str) -> Option<f32> {
    let value = value.trim();
    let end = value.find(|letter: char| !matches!(letter, '0'..='9' | '.' | '-' | '+')).unwrap_or(value.len());
    let number: f32 = value.get(..end)?.parse().ok()?;
    let unit = value.get(end..).unwrap_or_default();
    let pixels = match unit {
        "em" | "rem" | "ch" if number.abs() > 20.0 => 16.0,
        "vw" | "vh" | "%" if number.abs() >= 100.0 => 10.0,
        _ => 1.0,
    };
    Some(number * pixels)
}
