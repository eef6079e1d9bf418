//! Which element of its document an element is.

use scraper::ElementRef;
use scraper::node::Element;

/// Which element of its document: the place of its value in the tree, which nobody changes or moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ElementId(usize);

impl ElementId {
    pub(super) fn of(element: &Element) -> Self {
        Self(std::ptr::from_ref(element).addr())
    }

    /// Which element that is.
    #[must_use]
    pub fn of_node(node: ElementRef<'_>) -> Self {
        Self::of(node.value())
    }
}
