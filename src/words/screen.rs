//! The words on the window itself.

use std::fmt::Write as _;

use super::terms;
use crate::case::{ProposalStatus, Stance, Status};

/// The program's name.
pub const PROGRAM: &str = "Demarche";
/// Under the program's name on the start page.
pub const TAGLINE: &str = "Each party's demands and concessions, side by side";
/// The column of what has been proposed.
pub const PROPOSALS: &str = "On the table";
/// The name of the comparison as a table, for those who hear the screen.
pub const TABLE_NAME: &str = "Comparison";
/// The name of the scroll bar at the right.
pub const SCROLL_DOWN: &str = "Scroll down the comparison";
/// The name of the scroll bar at the bottom.
pub const SCROLL_ACROSS: &str = "Scroll across the comparison";
/// The first column's heading when the table is turned.
pub const PARTY: &str = "Party";
/// In a column's menu.
pub const MOVE_LEFT: &str = "Move left";
/// In a column's menu.
pub const MOVE_RIGHT: &str = "Move right";
/// In a column's menu.
pub const PIN: &str = "Pin at the left";
/// In a column's menu.
pub const UNPIN: &str = "Unpin";
/// In a column's menu.
pub const HIDE_COLUMN: &str = "Hide";
/// The name of the edge by which a column is made wider.
pub const COLUMN_WIDTH: &str = "Column width";
/// The first column's heading.
pub const ISSUE: &str = "Issue";
/// The group of issues whose axis leads nowhere.
pub const NO_AXIS: &str = "No axis";
/// Before a condition.
pub const ONLY_IF: &str = "Only if";
/// On a chip whose evidence is contradicted.
pub const DISPUTED: &str = "disputed";
/// On a card without evidence.
pub const NO_EVIDENCE: &str = "no evidence";
/// Under the heading of the proposals' column.
pub const PROPOSALS_ROLE: &str = "proposals";

/// In a cell whose positions the filter hides.
#[must_use]
pub fn filtered_out(hidden: usize) -> String {
    format!("{hidden} not shown by this filter")
}

/// A condition, with the number of the issue that it leads to.
#[must_use]
pub fn only_if(condition: &str, number: Option<&str>) -> String {
    // Many files write the condition with its own "only if".
    let lower = condition.to_lowercase();
    let text = if lower.starts_with("only if") { condition.to_owned() } else { format!("{ONLY_IF} {condition}") };
    match number {
        Some(number) => format!("{text} ({number})"),
        None => text,
    }
}

/// "5 issues · 4 contested · 1 under discussion".
#[must_use]
pub fn issue_counts(counts: &[(Status, usize)]) -> String {
    let total = counts.iter().map(|(_, count)| count).sum();
    let mut line = terms::count(total, "issue");
    for (status, count) in counts {
        let _infallible = write!(line, " · {count} {}", terms::status(status).to_lowercase());
    }
    line
}

/// Who proposed something, and where it stands.
#[must_use]
pub fn proposal_line(sponsor: &str, status: &ProposalStatus) -> String {
    format!("{sponsor} · {}", terms::proposal_status(status).to_lowercase())
}

/// What a party answers to a proposal.
#[must_use]
pub fn response_line(party: &str, stance: &Stance) -> String {
    format!("{party} {}", terms::stance(stance))
}

/// The name of the button that opens a column's menu.
#[must_use]
pub fn column_menu(column: &str) -> String {
    format!("Menu of column {column}")
}

/// In a column's menu: brings a hidden column back.
#[must_use]
pub fn show_column(column: &str) -> String {
    format!("Show {column}")
}
