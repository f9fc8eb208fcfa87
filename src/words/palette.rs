//! The words of the palette.

use super::{names, terms};
use crate::case::{Kind, Position, Snapshot};
use crate::safe::own;

/// The palette, to those who hear it.
pub const NAME: &str = "Commands and places";
/// What the keys beside the search open.
pub const OPEN: &str = "All commands and places";
/// In the empty field.
pub const HINT: &str = "Type a command, or where to go";
/// The same where something is to be chosen.
pub const FILTER: &str = "Type a part of its name";
/// Under the rows.
pub const KEYS: &str = "Up and Down choose · Enter runs · Escape closes";

/// Beside an issue.
pub const ISSUE: &str = "issue";
/// Beside a party.
pub const PARTY: &str = "party";
/// Beside a proposal.
pub const PROPOSAL: &str = "proposal";
/// Beside an outcome.
pub const OUTCOME: &str = "outcome";
/// Beside a round.
pub const ROUND: &str = "round";
/// Beside an event.
pub const EVENT: &str = "event";
/// Beside a source.
pub const SOURCE: &str = "source";
/// Beside a position.
pub const POSITION: &str = "position";
/// Beside what shows or hides a column.
pub const COLUMN: &str = "column";
/// Beside what changes the filter.
pub const A_FILTER: &str = "filter";
/// Brings back every column that is hidden.
pub const SHOW_ALL_COLUMNS: &str = "Show all columns";

/// When nothing matches.
#[must_use]
pub fn nothing(query: &str) -> String {
    format!("No command or place matches “{query}”.")
}

/// Hides a column.
#[must_use]
pub fn hide(column: &str) -> String {
    format!("Hide {}", own(column))
}

/// Shows a column that is hidden.
#[must_use]
pub fn show(column: &str) -> String {
    format!("Show {}", own(column))
}

/// Lets one more thing through a filter, or no longer.
#[must_use]
pub fn filter(on: bool, what: &str) -> String {
    if on { format!("Filter off: {what}") } else { format!("Filter: {what}") }
}

/// A thing to filter by, after the word for its kind: "party Israel".
#[must_use]
pub fn by(word: &str, name: &str) -> String {
    format!("{} {}", word.to_lowercase(), own(name))
}

/// The positions of a kind.
#[must_use]
pub fn kinds(kind: &Kind) -> &str {
    match kind {
        Kind::Demand => "demands",
        Kind::Concession => "concessions",
        Kind::RedLine => "red lines",
        Kind::Interest => "interests",
        Kind::Other(_) => terms::kind(kind),
    }
}

/// A position with its party and issue, and a part of its text.
#[must_use]
pub fn position(snapshot: &Snapshot, position: &Position, quoted: &str) -> String {
    format!("{}: {}", names::position_head(snapshot, position), own(quoted))
}
