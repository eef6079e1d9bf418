//! How each element looks: hidden or not, in what order its children stand, what style sheets add.
//!
//! Computed once for a document, in one walk from the top, because most of it is inherited. What is
//! not promised: layout. An element covered by another, or cut by the edge of a small box, counts as seen.

use std::collections::{HashMap, HashSet};

use scraper::selector::ToCss;
use scraper::{ElementRef, Html, Node, Selector};

use super::content;
use super::css::{self, Declaration, Key, Place, Rule};
use super::element::ElementId;
use super::frame::Frame;

/// How many times a selector may be tried on an element of one page.
const TRIES: usize = 400_000;
/// Elements whose text a browser never shows.
const NEVER_SEEN: [&str; 17] = [
    "script", "style", "template", "noscript", "noframes", "noembed", "datalist", "canvas", "audio", "video", "object",
    "rp", "title", "defs", "symbol", "desc", "metadata",
];
/// Further out than this and it is off the screen.
const OFF_SCREEN: f32 = 400.0;

/// An order of reading that differs from the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The letters run from right to left.
    LettersReversed,
    /// The children stand in the reverse order.
    ChildrenReversed,
    /// The children stand in the order of their places.
    ByPlace,
}

/// What the style sheets and attributes of a document amount to.
pub(super) struct Looks {
    hidden: HashSet<ElementId>,
    orders: HashMap<ElementId, Order>,
    places: HashMap<ElementId, f32>,
    added: HashMap<ElementId, Vec<(Place, String)>>,
    /// The pages that stand within this one.
    pub(super) frames: HashMap<ElementId, Frame>,
}

/// What an element hands down to its children.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "four ways of not being seen, each undone by another rule")]
struct Inherited {
    /// Gone with all it holds.
    cut: bool,
    /// Invisible, unless a child says otherwise.
    invisible: bool,
    /// Without size, unless a child says otherwise.
    tiny: bool,
    /// Without colour, unless a child says otherwise.
    clear: bool,
}

impl Looks {
    /// Reads the style sheets in the document and its `style` and `hidden` attributes.
    pub(super) fn of(html: &Html, faults: &mut Vec<String>) -> Self {
        let rules = style_sheets(html);
        let styles = Styles::of(html, &rules, faults);
        let mut looks = Self {
            hidden: HashSet::new(),
            orders: HashMap::new(),
            places: HashMap::new(),
            added: HashMap::new(),
            frames: HashMap::new(),
        };
        let top = Inherited { cut: false, invisible: false, tiny: false, clear: false };
        let mut waiting = vec![(html.root_element(), top)];
        while let Some((element, above)) = waiting.pop() {
            let own = looks.look(element, &styles, above);
            waiting.extend(element.child_elements().map(|child| (child, own)));
        }
        looks.added = styles.added;
        looks
    }

    /// Whether a person cannot see the element itself.
    pub(super) fn is_hidden(&self, node: ElementRef<'_>) -> bool {
        self.hidden.contains(&ElementId::of(node.value()))
    }

    /// The order in which the element is read, if it is not that of the source.
    pub(super) fn order(&self, id: ElementId) -> Option<Order> {
        self.orders.get(&id).copied()
    }

    /// Where an element stands among its siblings; 0 if nothing says.
    pub(super) fn place(&self, id: ElementId) -> f32 {
        self.places.get(&id).copied().unwrap_or(0.0)
    }

    /// What the style sheet writes before or after the element.
    pub(super) fn added(&self, id: ElementId, place: Place) -> Option<&str> {
        self.added.get(&id)?.iter().find(|(one, _)| *one == place).map(|(_, text)| text.as_str())
    }

    /// The page that stands within the element.
    pub(super) fn frame(&self, id: ElementId) -> Option<&Frame> {
        self.frames.get(&id)
    }

    fn look(&mut self, element: ElementRef<'_>, styles: &Styles, above: Inherited) -> Inherited {
        let style = Style { declared: styles.declared.get(&ElementId::of(element.value())).map_or(&[], Vec::as_slice) };
        let mut own = above;
        if !style.declared.is_empty() {
            own.cut |= style.is_cut();
            match style.value("visibility") {
                Some("hidden" | "collapse") => own.invisible = true,
                Some("visible") => own.invisible = false,
                _ => {}
            }
            own.tiny = style.is_tiny().unwrap_or(own.tiny);
            own.clear = style.is_clear().unwrap_or(own.clear);
            self.arrange(element, &style);
        } else if element.attr("dir").is_some() {
            self.arrange(element, &style);
        }
        let closed = element.value().name() == "dialog" && element.attr("open").is_none();
        if closed || never_seen(element.value().name()) {
            own.cut = true;
        }
        if own.cut || own.invisible || own.tiny || own.clear {
            self.hidden.insert(ElementId::of(element.value()));
        }
        own
    }

    /// Notes an order of reading other than the source's.
    fn arrange(&mut self, element: ElementRef<'_>, style: &Style<'_>) {
        let id = ElementId::of(element.value());
        let parent = element.parent().and_then(ElementRef::wrap);
        let place = style.number("order").or_else(|| {
            matches!(style.value("position"), Some("absolute" | "fixed")).then(|| style.number("left")).flatten()
        });
        if let Some(place) = place {
            self.places.insert(id, place);
            if let Some(parent) = parent {
                self.orders.entry(ElementId::of(parent.value())).or_insert(Order::ByPlace);
            }
        }
        if style.value("float") == Some("right")
            && let Some(parent) = parent
            && only_floats(parent, element)
        {
            // The first one stands furthest to the right: a row of them reads backwards.
            self.places.insert(id, -f32::from(u16::try_from(element.prev_siblings().count()).unwrap_or(u16::MAX)));
            self.orders.entry(ElementId::of(parent.value())).or_insert(Order::ByPlace);
        }
        let flow = || style.value("flex-flow")?.split_whitespace().find(|word| word.ends_with("-reverse"));
        if matches!(style.value("flex-direction").or_else(flow), Some("row-reverse" | "column-reverse")) {
            self.orders.insert(id, Order::ChildrenReversed);
        }
        let right_to_left = style
            .value("direction")
            .or(element.attr("dir"))
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("rtl"));
        let override_ = style.value("unicode-bidi").is_some_and(|value| value.contains("override"));
        if right_to_left && (override_ || element.value().name() == "bdo") {
            self.orders.insert(id, Order::LettersReversed);
        }
    }
}

/// Elements whose text a browser never shows.
pub(super) fn never_seen(name: &str) -> bool {
    NEVER_SEEN.contains(&name)
}

/// Whether that floating element stands in a row of its own kind, without text between.
fn only_floats(parent: ElementRef<'_>, element: ElementRef<'_>) -> bool {
    parent.children().take(64).all(|child| match child.value() {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(other) => other.name() == element.value().name(),
        _ => true,
    })
}

fn style_sheets(html: &Html) -> Vec<Rule> {
    let mut rules = Vec::new();
    let Ok(selector) = Selector::parse("style") else { return rules };
    for sheet in html.select(&selector) {
        if sheet.attr("media").is_none_or(|media| !media.contains("print")) {
            rules.extend(css::rules(&sheet.text().collect::<String>()));
        }
    }
    rules
}

/// What hides an element by itself, in words: `display:none by .x`. `None` if nothing of its own does.
pub(super) fn reasons(html: &Html) -> impl Fn(ElementRef<'_>) -> Option<String> {
    let rules = style_sheets(html);
    let styles = Styles::of(html, &rules, &mut Vec::new());
    move |element| {
        let declared = styles.declared.get(&ElementId::of(element.value()))?;
        let whole = Style { declared };
        // The one declaration without which the element would be seen, or failing that one that helps to hide it.
        let hides = |style: &Style<'_>| {
            style.is_cut()
                || matches!(style.value("visibility"), Some("hidden" | "collapse"))
                || style.is_tiny() == Some(true)
                || style.is_clear() == Some(true)
        };
        if !hides(&whole) {
            return None;
        }
        let is_decisive = |one: &&Declaration| {
            let without: Vec<Declaration> = declared.iter().filter(|other| *other != *one).cloned().collect();
            !hides(&Style { declared: &without })
        };
        // Where two must come together, the one that says less is left out.
        let helps = |one: &&Declaration| matches!(one.property.as_str(), "position" | "overflow");
        let mut decisive = declared.iter().filter(is_decisive);
        let decisive = decisive.clone().find(|one| !helps(one)).or_else(|| decisive.next())?;
        let said = format!("{}:{}", decisive.property, decisive.value);
        let by_rule = rules.iter().find(|rule| {
            rule.place == Place::Element && rule.declarations.contains(decisive) && rule.selector.matches(&element)
        });
        Some(match by_rule {
            Some(rule) => format!("{said} by the page's rule `{}`", rule.selector.to_css_string()),
            None if element.attr("hidden").is_some() && decisive.weight == 0 => "its attribute `hidden`".to_owned(),
            None => format!("{said} in its own style"),
        })
    }
}

/// The declarations that hold for each element that has any.
struct Styles {
    declared: HashMap<ElementId, Vec<Declaration>>,
    added: HashMap<ElementId, Vec<(Place, String)>>,
}

impl Styles {
    fn of(html: &Html, rules: &[Rule], faults: &mut Vec<String>) -> Self {
        let mut by_key: HashMap<&Key, Vec<&Rule>> = HashMap::new();
        for rule in rules {
            by_key.entry(&rule.key).or_default().push(rule);
        }
        let mut styles = Self { declared: HashMap::new(), added: HashMap::new() };
        let mut tries = 0;
        for element in html.tree.root().descendants().filter_map(ElementRef::wrap) {
            let value = element.value();
            let mut declared = Vec::new();
            if value.attr("hidden").is_some() {
                declared.push(css::by_default("display", "none"));
            }
            if !by_key.is_empty() && tries < TRIES {
                let classes = value.classes().map(|class| Key::Class(class.to_owned()));
                let keys = classes
                    .chain(value.id().map(|id| Key::Id(id.to_owned())))
                    .chain([Key::Tag(value.name().to_owned()), Key::Any]);
                for rule in keys.filter_map(|key| by_key.get(&key)).flatten() {
                    tries += 1;
                    if rule.selector.matches(&element) {
                        styles.apply(element, rule, &mut declared);
                    }
                }
            }
            if let Some(style) = value.attr("style") {
                declared.extend(css::inline(style));
            }
            if !declared.is_empty() {
                styles.declared.insert(ElementId::of(value), declared);
            }
        }
        if tries >= TRIES {
            faults.push("the style sheet is too large for the page: its rules were not all applied".to_owned());
        }
        styles
    }

    fn apply(&mut self, element: ElementRef<'_>, rule: &Rule, declared: &mut Vec<Declaration>) {
        if rule.place == Place::Element {
            declared.extend(rule.declarations.iter().cloned());
            return;
        }
        let text: String = rule.declarations.iter().map(|one| content::written(&one.value, element)).collect();
        let added = self.added.entry(ElementId::of(element.value())).or_default();
        added.retain(|(place, _)| *place != rule.place);
        added.push((rule.place, text));
    }
}

/// The declarations of one element, read as questions.
struct Style<'a> {
    declared: &'a [Declaration],
}

impl Style<'_> {
    /// The value that wins.
    fn value(&self, property: &str) -> Option<&str> {
        let same = self.declared.iter().filter(|one| one.property == property);
        same.max_by_key(|one| one.weight).map(|one| one.value.as_str())
    }

    fn number(&self, property: &str) -> Option<f32> {
        length(self.value(property)?)
    }

    fn is_zero(&self, property: &str) -> bool {
        self.number(property).is_some_and(|number| number.abs() <= 1.0)
    }

    fn is_cut(&self) -> bool {
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

    fn is_clipped(&self) -> bool {
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
    fn is_tiny(&self) -> Option<bool> {
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
    fn is_clear(&self) -> Option<bool> {
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
