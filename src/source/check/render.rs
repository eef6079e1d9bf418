//! `render` and `wait_for`: which go together, and with which kind.

use super::{Checker, short};
use crate::domain::did_you_mean;
use crate::source::field::{Root, split};
use crate::source::file::RawSource;
use crate::source::{Field, Render, SourceKind};

impl Checker<'_> {
    /// How the pages are rendered.
    pub(super) fn render(&mut self, raw: &RawSource, kind: Option<SourceKind>) -> Render {
        let is_drawn = raw.render.as_ref().is_some_and(|word| word.get_ref() == "browser");
        if let Some(word) = &raw.render {
            if !Render::WORDS.contains(&word.get_ref().as_str()) {
                let remedy = did_you_mean(word.get_ref(), &Render::WORDS).map_or_else(
                    || "write \"browser\" for pages drawn by script, or take the key out".to_owned(),
                    |known| format!("did you mean \"{known}\"?"),
                );
                self.fault(word.span(), format!("unknown `render` \"{}\"", short(word.get_ref())), remedy);
                return Render::Plain;
            }
            if is_drawn && kind == Some(SourceKind::Feed) {
                let message = "a feed is no page that a browser draws";
                self.fault(word.span(), message, "take `render` out, or change `kind`");
            }
        }
        let Some(text) = &raw.wait_for else {
            return if is_drawn { Render::Browser { wait_for: None } } else { Render::Plain };
        };
        if !is_drawn {
            let message = "`wait_for` has no use without a browser";
            self.fault(text.span(), message, "take it out, or add `render = \"browser\"`");
        }
        let wait_for = self.filled("wait_for", text, "wait_for = \"article.ad\"");
        if let Some(selector) = wait_for.as_deref() {
            for (_, fault) in Field::compile([selector]).err().unwrap_or_default() {
                self.fault(text.span(), fault.message, fault.remedy);
            }
            if split(selector).is_ok_and(|parts| !matches!(parts.root, Root::Css(css) if css == (0..selector.len()))) {
                let message = "`wait_for` must be an element, without `~ /text/`, `@attribute` or filters";
                self.fault(text.span(), message, "write CSS alone, like \"article.ad\"");
            }
        }
        if is_drawn { Render::Browser { wait_for } } else { Render::Plain }
    }
}
