//! What is said of saving, of unsaved work and of files that others have changed.

use super::screen;

/// What the foot of the window says while the case differs from its file.
pub const UNSAVED: &str = "unsaved changes";
/// What the foot of the window says while the file is being written.
pub const SAVING: &str = "saving…";
/// The button that lets unsaved work go.
pub const DISCARD: &str = "Don’t save";
/// The button that goes back to what the file has.
pub const REVERT: &str = "Revert";
/// What reverting does.
pub const REVERT_MEANS: &str = "Everything that you have changed since you last saved is given up, and the case is as its file has it. Undo brings it back as long as the case is open.";

/// There is nothing to go back to.
pub const NO_BACKUP: &str =
    "There is no backup of this file yet: the version that is opened is kept when it is first saved over.";

/// What the copy of a backup is called.
#[must_use]
pub fn backup_name(file: &str) -> String {
    format!("backup of {file}")
}

/// The window's title while something is unsaved.
#[must_use]
pub fn unsaved_title(case: &str) -> String {
    format!("• {}", screen::window_title(case))
}

/// Asks whether to save first.
#[must_use]
pub fn save_first(name: &str) -> String {
    format!("Save the changes to {name}?")
}

/// What happens to so many changes if they are not saved.
#[must_use]
pub fn unsaved_means(changes: usize) -> String {
    match changes {
        0 => "The file does not hold this case any more. If you do not save it, it is lost.".to_owned(),
        1 => "One change is not in the file yet. If you do not save it, it is lost.".to_owned(),
        _ => format!("{changes} changes are not in the file yet. If you do not save them, they are lost."),
    }
}

/// Asks whether to read the file again.
#[must_use]
pub fn revert(name: &str) -> String {
    format!("Give up your changes to {name}?")
}

/// The button that takes in the version that somebody else has made.
pub const RELOAD: &str = "Reload";
/// The same while something here is unsaved.
pub const TAKE_THEIRS: &str = "Take theirs";
/// The button that brings both sides' changes together.
pub const MERGE: &str = "Merge…";
/// The button that lets the next save write over theirs.
pub const KEEP_OURS: &str = "Keep mine";
/// The button that puts a notice away.
pub const UNDERSTOOD: &str = "Close";

/// Somebody has changed the file.
#[must_use]
pub fn changed_outside(name: &str, unsaved: bool) -> String {
    let rest = if unsaved { " You have unsaved changes here." } else { "" };
    format!("{name} has been changed outside this window.{rest}")
}

/// Somebody has changed the file to something that is no case.
#[must_use]
pub fn unreadable_outside(name: &str, why: &str) -> String {
    format!("{name} has been changed outside this window and cannot be read now: {why} What you see here is kept.")
}

/// Asks whether to save over a file that somebody has changed and that cannot be read.
#[must_use]
pub fn write_over(name: &str) -> String {
    format!("Save over {name}?")
}

/// What saving over such a file means.
#[must_use]
pub fn write_over_means(why: &str) -> String {
    format!(
        "It has been changed outside this window and cannot be read now: {why} What it holds is kept as its backup. To leave it alone, save yours under another name."
    )
}

/// The button that saves over it.
pub const WRITE_OVER: &str = "Save over it";
/// What is said of a save whose thread has broken.
pub const BROKE: &str = "the program could not write it";

/// Somebody has taken the file away.
#[must_use]
pub fn removed_outside(name: &str) -> String {
    format!("{name} is not there any more. Saving writes it again.")
}

/// Other windows have the file open.
#[must_use]
pub fn also_open(name: &str, others: usize) -> String {
    let windows = if others == 1 { "another window".to_owned() } else { format!("{others} other windows") };
    format!(
        "{name} is also open in {windows}. When one of them saves, the others are told; whoever saves second has both versions merged."
    )
}

/// Unsaved work is not written down.
#[must_use]
pub fn not_kept(why: &str) -> String {
    format!("Unsaved work cannot be kept safe at the moment ({why}). Save often.")
}
