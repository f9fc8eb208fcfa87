//! The words on the window itself.

/// The program's name.
pub const PROGRAM: &str = "Demarche";
/// Under the program's name on the start page.
pub const TAGLINE: &str = "Each party's demands and concessions, side by side";
/// The column of what has been proposed.
pub const PROPOSALS: &str = "On the table";
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
