//! The page that shows how another version of the case differs.

/// Its heading.
pub const HEADING: &str = "What differs";
/// What asks for the file.
pub const PATH: &str = "Compare with a file";
/// The button that compares.
pub const COMPARE: &str = "Compare";

/// Which version is the earlier and which the later.
#[must_use]
pub fn versions(file: &str, open: &str) -> String {
    format!("Added is what only the open case ({open}) has, removed is what only {file} has.")
}

/// While the file is being read.
#[must_use]
pub fn reading(file: &str) -> String {
    format!("Reading {file} …")
}
