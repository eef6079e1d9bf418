//! The page of definitions, and the cubes that it is made of.

use invisibile::mapping::{CUBES, definitions};

#[test]
fn the_page_says_what_the_cubes_say() {
    let page = include_str!("../../../docs/definitions.md");
    assert_eq!(page, definitions(), "write it anew: invisibile mapping --definitions > docs/definitions.md");
    for cube in CUBES {
        assert!(cube.question.ends_with('?') && cube.definition.ends_with('.'), "{}", cube.name);
        assert!(cube.always.is_none_or(|name| cube.attributes.iter().any(|attribute| attribute.name == name)));
    }
}
