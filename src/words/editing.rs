//! The words of editing in the table.

use super::{names, terms};
use crate::case::{Issue, Kind, Party};

/// In the empty field of a position.
pub const POSITION_HINT: &str = "What is said";
/// In the empty field of an issue's title.
pub const TITLE_HINT: &str = "Title of the issue";
/// In the empty field of a party's name.
pub const NAME_HINT: &str = "Name of the party";
/// In the empty field of a proposal's term.
pub const TERM_HINT: &str = "What it says on this issue";
/// In the empty field of an axis's name.
pub const AXIS_HINT: &str = "Name of the axis";
/// At the end of an axis: adds an issue to it.
pub const ADD_ISSUE: &str = "Issue";
/// At the end of the headers: adds a party.
pub const ADD_PARTY: &str = "New party";

/// On pointing at the head of a party.
pub const PARTY_HEAD: &str =
    "Double click to rename\nDrag to move in the case\nDrag with Ctrl to move in this view only";
/// Beside what is dragged, when that changes the case.
pub const DRAG_IN_CASE: &str = "In the case; with Ctrl in this view only";
/// Beside what is dragged, when that changes the view alone.
pub const DRAG_IN_VIEW: &str = "In this view only";

/// Asks where a position is to go.
pub const MOVE_POSITION_TO: &str = "Move the position to the cell of …";
/// Asks where an issue is to go.
pub const MOVE_ISSUE_TO: &str = "Move the issue to the axis …";
/// Asks with which issue another is to be merged.
pub const MERGE_INTO: &str = "Merge this issue into …";
/// Asks to which proposal a term is to be added.
pub const TERM_OF: &str = "New term on this issue, of the proposal …";

/// The kinds of positions that can be added, in the order in which they are offered.
pub const KINDS: [Kind; 4] = [Kind::Demand, Kind::Concession, Kind::RedLine, Kind::Interest];

/// What each key makes in an empty cell, by the kind it makes.
#[must_use]
pub fn key_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Demand => "D",
        Kind::Concession => "C",
        Kind::RedLine => "R",
        Kind::Interest => "I",
        Kind::Other(_) => "",
    }
}

/// The number of an issue or, without one, its title.
fn short(issue: Option<&Issue>) -> &str {
    issue.map_or("", |issue| issue.number.as_deref().unwrap_or(&issue.title))
}

fn on(issue: Option<&Issue>) -> String {
    match short(issue) {
        "" => String::new(),
        issue => format!(" on {issue}"),
    }
}

/// A cell, by its party and its issue.
#[must_use]
pub fn cell(party: &Party, issue: &Issue) -> String {
    format!("{} · {}", party.label(), names::issue(issue))
}

/// The name of the field in which a position is edited: "Text of demand by Israel on T1".
#[must_use]
pub fn position_field(kind: &Kind, party: &str, issue: Option<&Issue>) -> String {
    format!("Text of {} by {party}{}", terms::kind(kind).to_lowercase(), on(issue))
}

/// The name of the field in which an issue's title is edited.
#[must_use]
pub fn title_field(issue: Option<&Issue>) -> String {
    match issue.and_then(|issue| issue.number.as_deref()) {
        Some(number) => format!("Title of issue {number}"),
        None => "Title of the issue".to_owned(),
    }
}

/// The name of the field in which a party's name is edited.
#[must_use]
pub fn name_field(party: &str) -> String {
    if party.is_empty() { "Name of the party".to_owned() } else { format!("Name of party {party}") }
}

/// The name of the field in which a proposal's term is edited.
#[must_use]
pub fn term_field(proposal: &str, issue: Option<&Issue>) -> String {
    format!("Text of {proposal}{}", on(issue))
}

/// The name of the field in which an axis's name is edited.
#[must_use]
pub fn axis_field(axis: &str) -> String {
    if axis.is_empty() { "Name of the axis".to_owned() } else { format!("Name of axis {axis}") }
}

/// The name of what adds an issue to an axis.
#[must_use]
pub fn add_issue_to(axis: &str) -> String {
    format!("New issue in {axis}")
}

/// The name of what adds a position to a cell.
#[must_use]
pub fn add_to_cell(party: &str, issue: Option<&Issue>) -> String {
    format!("New position of {party}{}", on(issue))
}
