//! The words on the window itself.

use std::fmt::Write as _;

use super::terms;
use crate::case::{ProposalStatus, Role, Stance, Status};
use crate::compare::Secrecy;
use crate::file::Phase;
use crate::safe::own;

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
pub const MOVE_LEFT: &str = "Move left in this view";
/// In a column's menu.
pub const MOVE_RIGHT: &str = "Move right in this view";
/// In a column's menu.
pub const PIN: &str = "Pin at the left";
/// In a column's menu.
pub const UNPIN: &str = "Unpin";
/// In a column's menu.
pub const HIDE_COLUMN: &str = "Hide";
/// In a column's menu.
pub const WIDER: &str = "Wider";
/// In a column's menu.
pub const NARROWER: &str = "Narrower";
/// In a column's menu: lets it share the room with the others again.
pub const SHARED_WIDTH: &str = "Same width as the others";
/// The name of the edge by which a column is made wider.
pub const COLUMN_WIDTH: &str = "Column width";
/// The first column's heading.
pub const ISSUE: &str = "Issue";
/// The group of issues whose axis leads nowhere.
pub const NO_AXIS: &str = "No axis";
/// The group of proposals that have no term on an issue.
pub const NO_ISSUE: &str = "Not on an issue";
/// Before a condition.
pub const ONLY_IF: &str = "Only if";
/// On a chip whose evidence is contradicted.
pub const DISPUTED: &str = "disputed";
/// On a card without evidence.
pub const NO_EVIDENCE: &str = "no evidence";
/// Under a text that is too long even for a tip.
pub const READ_ON: &str = "The inspector shows the whole text.";
/// What an empty cell of the proposals' column is called, for those who hear the screen.
pub const NO_PROPOSAL: &str = "No proposal";
/// Under the heading of the proposals' column.
pub const PROPOSALS_ROLE: &str = "proposals";

/// In a cell whose positions the filter hides.
#[must_use]
pub fn filtered_out(hidden: usize) -> String {
    format!("{hidden} not shown by this filter")
}

/// In a cell in which nothing stands any more at the time that is looked at.
#[must_use]
pub fn former(count: usize) -> String {
    format!("{} now · {}", terms::NO_POSITION, terms::count(count, "earlier version"))
}

/// A condition, with the number of the issue that it leads to.
#[must_use]
pub fn only_if(condition: &str, number: Option<&str>) -> String {
    // Many files write the condition with its own "only if".
    let lower = condition.to_lowercase();
    let condition = own(condition);
    let text = if lower.starts_with("only if") { condition.into_owned() } else { format!("{ONLY_IF} {condition}") };
    match number {
        Some(number) => format!("{text} ({})", own(number)),
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
    let sponsor = own(sponsor);
    match status {
        ProposalStatus::Unknown => format!("by {sponsor} · status unknown"),
        status => format!("by {sponsor} · {}", terms::proposal_status(status).to_lowercase()),
    }
}

/// What a party answers to a proposal.
#[must_use]
pub fn response_line(party: &str, stance: &Stance) -> String {
    format!("{}: {}", own(party), terms::stance(stance))
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

/// At the right of the headers: how many columns stand beyond the edge.
#[must_use]
pub fn more_columns(count: usize) -> String {
    format!("{} at the right", terms::count(count, "more column"))
}

/// At the left of the headers: how many columns have been scrolled past.
#[must_use]
pub fn earlier_columns(count: usize) -> String {
    format!("{} at the left", terms::count(count, "more column"))
}

/// The switch to the table.
pub const TABLE: &str = "Table";
/// The switch to the axes.
pub const AXES: &str = "Axes";
/// In the empty search field.
pub const SEARCH: &str = "Search";
/// The name of the search field.
pub const SEARCH_NAME: &str = "Search the case";
/// Beside the search field.
pub const CLEAR_SEARCH: &str = "Clear the search";
/// The switch that hides issues without a match.
pub const MATCHING: &str = "Only matching";
/// What that switch does.
pub const ONLY_MATCHING: &str = "Show only issues in which the text occurs";
/// What that switch does when it is on.
pub const ALL_ISSUES: &str = "Show the issues without a match again";
/// A filter.
pub const AXIS: &str = "Axis";
/// A filter.
pub const KIND: &str = "Kind";
/// A filter.
pub const STATUS: &str = "Status";
/// A filter.
pub const ROUND: &str = "Round";
/// In the filter of rounds: what stands today.
pub const ROUND_NOW: &str = "As things stand";
/// A filter.
pub const VISIBILITY: &str = "Visibility";
/// The menu of columns.
pub const COLUMNS: &str = "Columns";
/// In a filter's menu.
pub const SHOW_ALL: &str = "Show all";
/// A case that has not been changed since it was opened or saved.
pub const SAVED: &str = "saved";
/// In place of the name of a case that has no file yet, with what it is a copy of or would be called.
#[must_use]
pub fn untitled_file(name: &str) -> String {
    format!("Untitled ({})", own(name))
}

/// A copy that has no file yet.
pub const NOT_SAVED_YET: &str = "not saved yet";

/// A filter by one thing.
#[must_use]
pub fn chosen_one(word: &str, name: &str) -> String {
    format!("{word}: {}", own(name))
}

/// A filter by several things.
#[must_use]
pub fn chosen_many(word: &str, count: usize) -> String {
    format!("{word}: {count}")
}

/// The menu of columns, when some are hidden.
#[must_use]
pub fn columns_hidden(hidden: usize) -> String {
    format!("Columns: {hidden} hidden")
}

/// A party with its role.
#[must_use]
pub fn with_role(name: &str, role: &Role) -> String {
    format!("{} ({})", own(name), terms::role(role))
}

/// "17 issues", or "12 of 17 issues" when some are hidden.
#[must_use]
pub fn shown_issues(shown: usize, total: usize) -> String {
    if shown == total { terms::count(total, "issue") } else { format!("{shown} of {}", terms::count(total, "issue")) }
}

/// The same where there is little room: "12 of 17".
#[must_use]
pub fn shown_issues_briefly(shown: usize, total: usize) -> String {
    if shown == total { terms::count(total, "issue") } else { format!("{shown} of {total}") }
}

/// Beside the count: what has just been made is in sight, and why that is worth a word.
#[must_use]
pub fn shown_in_any_case(made: usize) -> String {
    format!("{made} new shown although the filter hides {}", if made == 1 { "it" } else { "them" })
}

/// "3 of 12", or that nothing was found.
#[must_use]
pub fn hit_count(at: Option<usize>, hits: usize) -> String {
    match at {
        _ if hits == 0 => "No match".to_owned(),
        Some(at) => format!("{} of {hits}", at + 1),
        None => terms::count(hits, "place"),
    }
}

/// The handling banner, for those who hear the screen.
#[must_use]
pub fn handling(handling: &str) -> String {
    format!("Handling: {handling}")
}

/// Beside the handling banner: that not all in the window is for everybody; nothing where it is.
#[must_use]
pub fn not_public(secrecy: Secrecy) -> Option<String> {
    let which = match (secrecy.internal > 0, secrecy.shared > 0) {
        (true, true) => "internal and shared",
        (true, false) => "internal",
        (false, true) => "shared",
        (false, false) => return None,
    };
    Some(format!("This window shows {which} items"))
}

/// What a click on that does.
pub const ONLY_PUBLIC: &str = "Show only what is public";

/// The number of problems.
#[must_use]
pub fn problem_count(problems: usize) -> String {
    if problems == 0 { "No problems".to_owned() } else { terms::count(problems, "problem") }
}

/// The date up to which the case is kept.
#[must_use]
pub fn as_of(date: &str) -> String {
    format!("as of {date}")
}

/// The size of everything.
#[must_use]
pub fn percent(factor: f32) -> String {
    format!("{:.0} %", factor * 100.0)
}

/// In the comparison's place when the filter hides every issue.
pub const NOTHING_LEFT: &str = "No issue passes this filter";
/// Below it.
pub const NOTHING_LEFT_HINT: &str = "Clear the filter to see the whole case again.";
/// In the comparison's place when the case has no issue.
pub const NO_ISSUES: &str = "This case has no issues yet";
/// Below it.
pub const NO_ISSUES_HINT: &str = "Press N, or the button below, to write the first one; P adds a party.";
/// The button that folds a list away.
#[must_use]
pub fn fold_away(list: &str) -> String {
    format!("Hide {}", list.to_lowercase())
}

/// The title of a case that has none.
pub const UNTITLED: &str = "Untitled case";

/// The button of the start page.
pub const OPEN_FILE: &str = "Open a file…";
/// Beside that button.
pub const DROP_HINT: &str = "or drop a case file on this window";
/// Above the files that were open before.
pub const RECENT_FILES: &str = "Recent files";
/// Where no file has been opened yet.
pub const NO_RECENT_FILES: &str = "Files that you open will be listed here.";
/// Beside a recent file that is not there any more.
pub const MISSING_FILE: &str = "not found";
/// Above the cases that come with the program.
pub const SAMPLE_CASES: &str = "Sample cases";
/// Under the sample cases' heading.
pub const SAMPLES_ARE_COPIES: &str = "Each opens as an untitled copy; nothing you do changes the sample.";
/// The sample of January 2026.
pub const SAMPLE_PARIS: &str = "Syria–Israel talks, Paris, January 2026";
/// What that sample is.
pub const SAMPLE_PARIS_ABOUT: &str = "A worked case from public reports: who asked for what, and who said so.";
/// The empty sample.
pub const SAMPLE_TEMPLATE: &str = "A new negotiation";
/// What the empty sample is.
pub const SAMPLE_TEMPLATE_ABOUT: &str =
    "An empty case with the territorial, security and economic axes, to fill in with your own.";
/// The button that tries to open a file again.
pub const TRY_AGAIN: &str = "Try again";

/// What takes a recent file off the list, where the file is in sight.
pub const FORGET: &str = "Remove from the list";

/// What takes a recent file off the list.
#[must_use]
pub fn forget(name: &str) -> String {
    format!("Remove {name} from the list")
}

/// When a file is no case.
#[must_use]
pub fn cannot_open(name: &str, errors: usize) -> String {
    if errors == 1 {
        format!("{name} cannot be opened")
    } else {
        format!("{name} cannot be opened: it has {errors} errors")
    }
}

/// When opening a file has ended without a word, which is the program's own fault.
pub const OPENING_BROKE: &str = "The program could not finish opening this file";
/// What to do about it.
pub const OPENING_BROKE_HINT: &str =
    "The file has not been changed. Please report this to the makers of the program, with the file if you can.";
/// While a file is being read.
#[must_use]
pub fn reading(name: &str) -> String {
    format!("Opening {name}")
}

/// Stops what is under way, or leaves a dialog without doing anything.
pub const CANCEL: &str = "Cancel";
/// Leaves a dialog that asks nothing.
pub const CLOSE: &str = "Close";
/// Opens the file that has been named.
pub const OPEN: &str = "Open";
/// Saves to the path that has been named.
pub const SAVE: &str = "Save";
/// Writes over a file that is there.
pub const REPLACE: &str = "Replace";

/// The heading of the list of shortcuts.
pub const SHORTCUTS: &str = "Keyboard shortcuts";
/// The shortcuts that are not in a menu.
pub const SHORTCUTS_COMPARISON: &str = "In the comparison";
/// The keys of the comparison, and what each does.
pub const COMPARISON_KEYS: [(&str, &str); 12] = [
    ("From position to position", "Arrows"),
    ("Edit where it stands", "Enter, F2"),
    ("Menu of what is selected", "Shift+F10"),
    ("Editing: next or previous cell", "Tab, Shift+Tab"),
    ("Editing: done", "Ctrl+Enter"),
    ("Editing: the text of before", "Escape"),
    ("Select nothing", "Escape"),
    ("First or last column", "Home, End"),
    ("First or last issue", "Ctrl+Home, Ctrl+End"),
    ("A page up or down", "Page Up, Page Down"),
    ("Next or previous control", "Tab, Shift+Tab"),
    ("To the menus", "F10"),
];

/// The menus, to those who hear them.
pub const MENUS: &str = "Menus";
/// The submenu of recent files.
pub const OPEN_RECENT: &str = "Open recent";
/// In the submenu when there are none.
pub const NO_RECENT: &str = "No recent files";
/// The submenu of samples.
pub const SAMPLES: &str = "Samples";

/// The heading of the dialog about the program.
pub const ABOUT: &str = "About Demarche";
/// What the program does not do.
pub const ABOUT_OFFLINE: &str = "Works offline and opens no network connection. Each case is one readable file.";
/// Under what terms the program may be used.
pub const ABOUT_LICENCE: &str = "Licensed under MIT or Apache 2.0. Noto Sans under the SIL Open Font License 1.1.";
/// The heading of the dialog that asks for a file to open.
pub const OPEN_PATH: &str = "Open a file by its path";
/// The heading of the dialog that asks where to save.
pub const SAVE_PATH: &str = "Save as";
/// Over the field of a path.
pub const PATH: &str = "Path of the file";
/// Under the field of a path.
#[must_use]
pub fn path_hint(ending: &str) -> String {
    let ending = if ending.is_empty() { String::new() } else { format!(".{ending}") };
    format!("A full path, or one that starts at your home folder: ~/talks/paris{ending}")
}
/// When the field of a path is empty.
pub const PATH_EMPTY: &str = "Type the path of a file.";
/// When the path to save to is a folder.
pub const PATH_IS_FOLDER: &str = "This is a folder. Add a file name, such as case.json.";
/// When the path to save to lies in no folder.
pub const PATH_NO_FOLDER: &str = "The folder does not exist. Create it first, or choose another.";
/// Why a path is asked for.
pub const NO_FILE_DIALOG: &str =
    "This desktop offers no file dialog (neither a desktop portal nor zenity was found). Type the path instead.";

/// The program's version.
#[must_use]
pub fn version(version: &str) -> String {
    format!("Version {version}")
}

/// Asks before a file is written over.
#[must_use]
pub fn replace_file(name: &str) -> String {
    format!("Replace {name}?")
}

/// What replacing means.
#[must_use]
pub fn replace_file_means(folder: &str) -> String {
    format!("A file of this name is already in {folder}. Replacing it discards what it holds.")
}

/// While a file is held over the window.
#[must_use]
pub fn drop_to_open(name: &str) -> String {
    format!("Drop to open {name}")
}

/// While something that is no case file is held over the window.
pub const DROP_ONE_JSON: &str = "Only a case file (.json) can be opened";

/// Over the desktop's dialog for opening a file.
pub const OPEN_CASE: &str = "Open a case";
/// The kind of file that a case is, in a file dialog.
pub const CASE_FILES: &str = "Case files (JSON)";
/// Every kind of file, in a file dialog.
pub const ALL_FILES: &str = "All files";
/// Why a path is asked for while a file dialog does not answer.
pub const FILE_DIALOG_BUSY: &str =
    "A file dialog is already open, or the desktop does not answer. You can type the path instead.";

/// Without a display to open a window on.
pub const NO_DISPLAY: &str = "Demarche cannot open a window, because there is no display that it can reach: start it from a desktop session, or set WAYLAND_DISPLAY or DISPLAY to a running one (without a display, `demarche check FILE` still works).";

/// When none of the ways to draw works.
#[must_use]
pub fn no_graphics(tried: &str) -> String {
    format!(
        "Demarche cannot draw its window, because no graphics driver answers (tried {tried}): install or update the OpenGL or Vulkan driver (on Debian and Ubuntu: libgl1, libegl1 and mesa-vulkan-drivers), or set LIBGL_ALWAYS_SOFTWARE=1 to draw without a graphics card."
    )
}

/// When the window fails in another way.
#[must_use]
pub fn no_window(reason: &str) -> String {
    format!("Demarche cannot open a window: {reason}. Try `--renderer wgpu` or `--renderer glow`.")
}

/// What is to be done about a file with errors that stand at places in its text.
pub const CANNOT_OPEN_HINT: &str = "The file is unchanged. Mend these places in a text editor and open it again.";
/// About a file in which there is nothing to mend; what else helps stands beside each error.
pub const CANNOT_OPEN_AS_IT_IS: &str = "The file is unchanged.";
/// What is to be done about a case that could not be saved.
pub const CANNOT_SAVE_HINT: &str = "Nothing was overwritten. Save it under another name or in another folder.";

/// What loading is at.
#[must_use]
pub fn loading_phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Reading => "Reading the file",
        Phase::Parsing => "Making sense of it",
        Phase::Checking => "Checking it",
    }
}

/// The window's title while a case is open.
#[must_use]
pub fn window_title(case: &str) -> String {
    format!("{case} – {PROGRAM}")
}

/// The name of the box that says what is being read.
pub const LOADING: &str = "Loading";
