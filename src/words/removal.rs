//! What is said before something is removed at which others point.

use super::edits;
use crate::edit::Noun;

/// Above the list of what points at the record.
pub const POINTS_HERE: &str = "What points at it, and what becomes of that without it";
/// The button that removes both.
pub const WITH_REFERENCES: &str = "Remove with its references";
/// The button that leaves references that lead nowhere.
pub const KEEP_REFERENCES: &str = "Keep the references";
/// What those two buttons do.
pub const MEANS: &str =
    "References that are kept lead nowhere and are listed as problems. Undo brings everything back in one step.";
/// Where one of the three axes is to go that every case has.
pub const STANDARD_AXIS: &str =
    "Every case has the axes territorial, security and economic: without this one the case has a problem.";

/// Asks whether to remove a record of some kind.
#[must_use]
pub fn heading(noun: Noun) -> String {
    format!("Remove this {}?", edits::noun(noun))
}

/// What goes along with the record.
#[must_use]
pub fn along(records: &str) -> String {
    format!("In all, {records}; what points at them loses the link.")
}

/// Above those that go and do not point at the record themselves.
pub const FURTHER: &str = "Go as well, without pointing at it";
/// Above those that stay and lose a link to something that goes.
pub const LOSE: &str = "Stay, and lose a link to what goes along";

/// After the first few of a list.
#[must_use]
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}
