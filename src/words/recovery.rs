//! What is said of unsaved work that an earlier run has left behind.

use super::terms;

/// The heading of the dialog.
pub const HEADING: &str = "Unsaved work was found";
/// The button that opens it.
pub const RECOVER: &str = "Recover";
/// The button that deletes it.
pub const DELETE: &str = "Delete…";
/// The button that deletes it for good.
pub const DELETE_NOW: &str = "Delete for good";
/// What deleting means.
pub const DELETE_MEANS: &str = "This work is in no file. If you delete it, it is gone.";
/// The button that decides nothing.
pub const LATER: &str = "Decide later";
/// The list of what differs from the file.
pub const DIFFERS: &str = "What differs from the file";
/// There is no file to compare with.
pub const NO_FILE: &str = "It has not been saved to a file yet.";
/// The work has been saved meanwhile, or undone.
pub const SAME: &str = "It has the same content as the file.";

/// Of which case it is and when it was left.
#[must_use]
pub fn of(name: &str, folder: &str, changed: &str) -> String {
    let place = if folder.is_empty() { String::new() } else { format!(" in {folder}") };
    format!("Demarche ended before {name}{place} was saved. Last change: {changed}.")
}

/// How much there is.
#[must_use]
pub fn amount(steps: usize) -> String {
    format!("{} can be recovered, with everything that can be undone.", terms::count(steps, "unsaved change"))
}

/// Something at the end was not written in time.
#[must_use]
pub fn lost(bytes: u64) -> String {
    format!("The last {bytes} bytes were not written down in time, or are damaged; everything before them is whole.")
}

/// The system does not delete it.
#[must_use]
pub fn not_deleted(why: &str) -> String {
    format!("The unsaved work could not be deleted: {why}")
}
