//! The page on which two versions of a case come together.

use super::terms;

/// Its heading.
pub const HEADING: &str = "Bring both versions together";
/// As the open case has it.
pub const MINE: &str = "Mine";
/// As the file has it now.
pub const THEIRS: &str = "Theirs";
/// As it was before either changed it.
pub const ORIGINAL: &str = "Original";
/// Decides everything for the open case.
pub const ALL_MINE: &str = "All mine";
/// Decides everything for the file.
pub const ALL_THEIRS: &str = "All theirs";
/// Brings both together as decided.
pub const MERGE: &str = "Merge";
/// The same, where that is the first half of saving.
pub const MERGE_AND_SAVE: &str = "Merge and save";
/// A side that has taken the record out.
pub const REMOVED: &str = "Removed from the case";
/// A side that has changed a record that the other has taken out.
pub const KEPT_CHANGED: &str = "Kept, and changed:";
/// A record as it was.
pub const AS_IT_WAS: &str = "Kept as it was";
/// What clashes when one side has taken a record out that the other has changed.
pub const REMOVED_OR_CHANGED: &str = "removed by one, changed by the other";
/// Where nothing clashes.
pub const NO_CONFLICT: &str = "Nothing clashes. This is taken in from the file:";
/// Where both versions come down to what is open.
pub const NOTHING_NEW: &str = "The file has nothing that the open case does not have.";
/// What the keys do.
pub const KEYS: &str = "Tab goes from one conflict to the next, Left and Right choose within one.";

/// Why this is asked.
#[must_use]
pub fn intro(file: &str, conflicts: usize) -> String {
    let these = match conflicts {
        1 => "One change clashes and is yours to decide.".to_owned(),
        _ => format!("{conflicts} changes clash and are yours to decide."),
    };
    format!("You and somebody else have both changed {file}. {these}")
}

/// What has been merged without a question.
#[must_use]
pub fn taken_in(summary: &str) -> String {
    if summary.is_empty() {
        "Apart from these, the file has nothing that the open case does not have.".to_owned()
    } else {
        format!("Everything else comes together by itself; taken in from the file: {summary}.")
    }
}

/// What is said while both versions are coming together.
#[must_use]
pub fn under_way(file: &str) -> String {
    format!("Bringing your version of {file} and the one in the file together…")
}

/// What has come of both versions, and whether it has been saved.
#[must_use]
pub fn together(file: &str, summary: &str, saved: bool) -> String {
    let done = if saved { "Merged and saved" } else { "Merged" };
    if summary.is_empty() {
        format!("{done}: {file} has nothing that you did not have.")
    } else {
        format!("{done}: taken in from {file}: {summary}.")
    }
}

/// How many conflicts nobody has decided yet.
#[must_use]
pub fn undecided(count: usize) -> String {
    match count {
        0 => "All decided".to_owned(),
        _ => format!("{} left to decide", terms::count(count, "conflict")),
    }
}

/// A conflict, for those who hear the screen.
#[must_use]
pub fn conflict(record: &str, field: &str) -> String {
    format!("{record}, {field}")
}

/// One of the versions of a conflict, for those who hear the screen.
#[must_use]
pub fn version(side: &str, value: &str, conflict: &str) -> String {
    format!("{side}: {value} ({conflict})")
}
