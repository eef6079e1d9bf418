//! Tables for people.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// A table with these heads; columns whose head begins with `#` hold figures and stand to the right.
pub(super) fn table(heads: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(heads.iter().map(|head| head.trim_start_matches('#')));
    for (index, head) in heads.iter().enumerate() {
        if let Some(column) = table.column_mut(index).filter(|_| head.starts_with('#')) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
