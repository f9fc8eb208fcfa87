//! Which rows are issues, and which name the axis of those that follow.

use super::super::Grid;
use super::super::axes::is_axis_name;
use super::super::mapping::{ColumnRole, Mapping, RowUse};
use super::super::vocabulary::words;
use super::headers::text_of;
use crate::case::Snapshot;

/// How long a heading between rows may be, in letters.
const SHORT: usize = 120;

pub(super) fn guess(grid: &Grid, mapping: &Mapping, snapshot: &Snapshot) -> Vec<RowUse> {
    let headings: Vec<String> = (0..grid.width()).map(|column| text_of(grid, &mapping.headers, column)).collect();
    (0..grid.height()).map(|row| of(grid, mapping, &headings, snapshot, row)).collect()
}

fn of(grid: &Grid, mapping: &Mapping, headings: &[String], snapshot: &Snapshot, row: usize) -> RowUse {
    if row < mapping.headers.end {
        return RowUse::Skip;
    }
    let mut cells = grid.filled(row);
    let (first, second) = (cells.next(), cells.next());
    let hangs = || (0..grid.width()).any(|column| grid.origin(row, column).0 < row);
    let Some((column, text)) = first else {
        // What reaches into the row from above is no text of its own.
        return RowUse::Skip;
    };
    if second.is_some() {
        let repeats = |(column, text): (usize, &str)| headings.get(column).is_some_and(|heading| *heading == text);
        let is_repeated = !mapping.headers.is_empty() && grid.filled(row).all(repeats);
        return if is_repeated { RowUse::Skip } else { RowUse::Issue };
    }
    if text.chars().count() > SHORT || hangs() {
        return RowUse::Issue;
    }
    let covered = grid.columns_of(row, column);
    let role = mapping.columns.get(column).map(|column| &column.role);
    let is_heading = covered > 1 && covered * 2 >= grid.width()
        || grid.width() > 1 && is_axis_name(snapshot, text)
        || matches!(role, Some(ColumnRole::Axis))
        || column == 0 && matches!(role, Some(ColumnRole::Ignore))
        || matches!(role, Some(ColumnRole::Title | ColumnRole::Number)) && reads_as_heading(text);
    if is_heading { RowUse::Axis } else { RowUse::Issue }
}

/// Whether a text is written as headings are: in capitals, with a colon, or as a chapter.
fn reads_as_heading(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_loud = letters > 3 && text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let first = words(text).into_iter().next().unwrap_or_default();
    is_loud
        || text.ends_with(':')
        || matches!(
            first.as_str(),
            "chapter" | "section" | "part" | "basket" | "track" | "cluster" | "pillar" | "chapitre"
        )
}
