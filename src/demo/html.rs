//! Small pieces of markup that every layout needs.

/// Text as it stands between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Text as it stands in an address: small letters, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.to_lowercase().chars() {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            'à' | 'á' | 'ã' | 'ă' => slug.push('a'),
            'è' | 'é' => slug.push('e'),
            'ì' | 'í' => slug.push('i'),
            'ò' | 'ó' => slug.push('o'),
            'ù' | 'ú' => slug.push('u'),
            'ñ' => slug.push('n'),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_matches('-').to_owned()
}

/// Text as a JSON string with its quotes, safe inside a `<script>` too.
pub(super) fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

/// The markup of each item, one after the other.
pub(super) fn each<T>(items: &[T], markup: impl FnMut(&T) -> String) -> String {
    items.iter().map(markup).collect()
}

/// Markup around a value that may not be there.
pub(super) fn when<T>(value: Option<&T>, markup: impl FnOnce(&T) -> String) -> String {
    value.map(markup).unwrap_or_default()
}
