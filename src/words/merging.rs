//! The page on which two versions of a case come together.

use super::names::Name;
use super::{panels, removal, terms};
use crate::edit::Record;
use crate::edit::merge::{News, NewsKind};
use crate::safe::own;

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
/// What clashes when one side has taken a record out that the other uses anew.
pub const REMOVED_OR_USED: &str = "removed by one, used anew by the other";
/// A side that uses a record anew that the other has taken out.
pub const KEPT_USED: &str = "Kept, and used anew by:";
/// A side that has taken out what the other uses anew.
pub const REMOVED_WITH: &str = "Removed from the case. This goes with it, or loses the link:";
/// Where nothing clashes.
pub const NO_CONFLICT: &str = "Nothing clashes. This is taken in from the file:";
/// Where both versions come down to what is open.
pub const NOTHING_NEW: &str = "The file has nothing that the open case does not have.";
/// What the keys do.
pub const KEYS: &str =
    "Tab goes from one conflict to the next, Left and Right choose within one, Ctrl+Enter merges once all is decided.";

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
pub fn together(file: &str, summary: &str, news: &str, saved: bool) -> String {
    let done = if saved { "Merged and saved" } else { "Merged" };
    let space = if news.is_empty() { "" } else { " " };
    if summary.is_empty() {
        format!("{done}: {file} has nothing that you did not have.{space}{news}")
    } else {
        format!("{done}: taken in from {file}: {summary}.{space}{news}")
    }
}

/// How much of what a merge did by itself is told one by one.
const TOLD: usize = 3;

/// What a merge did by itself, in sentences; `name` is what a record is called.
#[must_use]
pub fn news(all: &[News], name: impl Fn(&Record) -> Name) -> String {
    let mut told: Vec<String> = all.iter().take(TOLD).map(|news| sentence(news, &name(&news.record))).collect();
    if let Some(more @ 1..) = all.len().checked_sub(TOLD) {
        told.push(format!("{}.", panels::sentence(&removal::and_more(more))));
    }
    told.join(" ")
}

fn sentence(news: &News, name: &Name) -> String {
    let of = |name: &Name| match (name.head.is_empty(), name.text.is_empty()) {
        (true, _) => panels::quoted(&own(&name.text)),
        (_, true) => own(&name.head).into_owned(),
        _ => format!("{} {}", own(&name.head), panels::quoted(&own(&name.text))),
    };
    let name = of(name);
    match &news.kind {
        NewsKind::Apart { .. } => format!("Both of you had added something under one id; both are kept: {name}."),
        NewsKind::OptionApart { option, .. } => {
            let option = panels::quoted(&own(&option.label));
            format!("Both of you had added an option under one id; both are kept: {option} on {name}.")
        }
        NewsKind::Renumbered { was } => {
            format!("In the file it was {}, which is another issue’s here: {name}.", own(was))
        }
        NewsKind::Stays => format!("Removed by one of you and used by the other, and stays: {name}."),
        NewsKind::OptionStays { option } => {
            let option = panels::quoted(&own(&option.label));
            format!("An option removed by one of you and named by the other stays: {option} on {name}.")
        }
        NewsKind::OptionLeftOut { option } => {
            format!("An option that its issue does not have is left out: {} in {name}.", own(option.as_str()))
        }
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
