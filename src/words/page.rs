//! Words of the page that can be read, searched and filtered in a browser.

/// The label of the field that searches the page.
pub const SEARCH: &str = "Search";
/// What heads the choice of axes.
pub const AXES: &str = "Axis";
/// What heads the choice of parties.
pub const PARTIES: &str = "Party";
/// Takes search and filters away.
pub const CLEAR: &str = "Show all";
/// What stands where a search or filter has left nothing.
pub const NOTHING: &str = "Nothing matches. Clear the search or choose less.";
/// How many issues are shown; the script puts numbers into the braces.
pub const ISSUES_SHOWN: &str = "{shown} of {total} issues";
/// How many entries of lists are shown; the script puts numbers into the braces.
pub const ENTRIES_SHOWN: &str = "{shown} of {total} entries";
/// What stands in the place of a list of which nothing is shown.
pub const NONE_CHOSEN: &str = "Nothing here matches.";
/// The list of the page's headings.
pub const CONTENTS: &str = "Contents";
/// How many sections are shown, where the page has no table of issues.
pub const SECTIONS_SHOWN: &str = "{shown} of {total} sections";
/// Names the group of controls to those who do not see it.
pub const TOOLS: &str = "Search and filters";
