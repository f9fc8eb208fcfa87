//! Words of a Word document, and of what keeps one from being made.

use std::fmt::Display;

/// What stands before a page's number, between it and the number of pages, and after that.
pub const PAGE_NUMBER: (&str, &str, &str) = ("Page ", " of ", "");

/// What is said after "The document could not be made:" where it cannot be packed; `reason` is the packing program's.
#[must_use]
pub fn not_packed(reason: impl Display) -> String {
    format!("it could not be packed ({reason}). Choose fewer issues or parties.")
}

/// What is said there when a picture cannot be drawn; `reason` is the drawing program's.
#[must_use]
pub fn not_drawn(reason: &str) -> String {
    format!("the picture could not be drawn ({reason}). Leave the picture out.")
}
