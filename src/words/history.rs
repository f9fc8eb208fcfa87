//! The list of steps.

use super::terms;

/// Its name, for those who hear the screen.
pub const NAME: &str = "History";
/// Before the first step.
pub const OPENED: &str = "As opened";
/// At the version that is in the file.
pub const IN_FILE: &str = "in the file";
/// At the version that is shown.
pub const HERE: &str = "you are here";
/// At a step that has been undone.
pub const UNDONE: &str = "undone";

/// Before the first step that is kept: how many have been forgotten, as they held more than so many bytes.
#[must_use]
pub fn before_kept(forgotten: usize, bound: usize) -> String {
    format!("{} forgotten: together they held more than {} MB", terms::count(forgotten, "older step"), bound >> 20)
}

/// A step, for those who hear the screen.
#[must_use]
pub fn spoken(step: &str, record: &str, marks: &[&str]) -> String {
    let parts = [step, record].into_iter().chain(marks.iter().copied()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}
