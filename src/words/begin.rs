//! The page on which a case begins.

/// Its heading.
pub const HEADING: &str = "New case";
/// The field for the title.
pub const TITLE: &str = "Title";
/// What to write there.
pub const TITLE_HINT: &str = "For example “Syria–Israel talks, Paris, January 2026”";
/// The list of parties.
pub const PARTIES: &str = "Parties";
/// What to write into a party's field.
pub const PARTY_HINT: &str = "Name of a party";
/// The list of axes.
pub const AXES: &str = "Axes";
/// Which axes need not be written.
pub const AXES_ALWAYS: &str = "Territorial, security and economic are always there.";
/// What to write into an axis's field.
pub const AXIS_HINT: &str = "A further axis, for example “Political”";
/// The list of issues.
pub const ISSUES: &str = "First issues";
/// What to write into an issue's field.
pub const ISSUE_HINT: &str = "One thing to be settled";
/// How the page is filled in without the mouse.
pub const KEYS: &str = "Enter goes to the next line, and on an empty line to the next group.";
/// The button that makes the case.
pub const CREATE: &str = "Create case";
/// The button that empties the page.
pub const CLEAR: &str = "Clear";
/// Asks what becomes of a page that has been filled in when the program is to end.
pub const LEFT: &str = "Create the case that you have begun?";
/// What becomes of it otherwise.
pub const LEFT_MEANS: &str =
    "What you have filled in for a new case is in no case yet. If you do not create it, it is lost.";
/// The button that lets it go.
pub const DISCARD: &str = "Don’t create";
/// Why the button cannot be pressed.
pub const NEEDS_TITLE: &str = "A case needs a title.";

/// The title of a case as long as it has no other.
pub const UNTITLED_CASE: &str = "Untitled case";
/// What a file is called whose title gives no name.
pub const UNTITLED: &str = "untitled";

/// A standard axis by its word.
#[must_use]
pub fn axis(id: &str) -> &str {
    match id {
        "territorial" => "Territorial",
        "security" => "Security",
        "economic" => "Economic",
        other => other,
    }
}

/// The field of a party.
#[must_use]
pub fn party(number: usize) -> String {
    format!("Party {number}")
}

/// The choice of a party's role.
#[must_use]
pub fn role_of(number: usize) -> String {
    format!("Role of party {number}")
}

/// The field of an axis.
#[must_use]
pub fn further_axis(number: usize) -> String {
    format!("Further axis {number}")
}

/// The field of an issue.
#[must_use]
pub fn issue(number: usize) -> String {
    format!("Issue {number}")
}

/// The choice of an issue's axis.
#[must_use]
pub fn axis_of(number: usize) -> String {
    format!("Axis of issue {number}")
}
