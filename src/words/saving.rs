//! What is said of saving, of unsaved work and of files that others have changed.

use super::screen;

/// What the foot of the window says while the case differs from its file.
pub const UNSAVED: &str = "unsaved changes";
/// The button that lets unsaved work go.
pub const DISCARD: &str = "Don’t save";
/// The button that reads the file again.
pub const REVERT: &str = "Revert";
/// What reverting does.
pub const REVERT_MEANS: &str = "Everything that you have changed since you last saved is given up, and the case is as its file has it. This cannot be undone.";

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
        0 | 1 => "One change is not in the file yet. If you do not save it, it is lost.".to_owned(),
        _ => format!("{changes} changes are not in the file yet. If you do not save them, they are lost."),
    }
}

/// Asks whether to read the file again.
#[must_use]
pub fn revert(name: &str) -> String {
    format!("Give up your changes to {name}?")
}
