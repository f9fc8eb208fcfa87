//! Reads the cases that a command works with.

use std::io::{self, Write};
use std::path::Path;

use crate::file::{self, FileErrorKind, OpenError, Opened, Progress};
use crate::words::{self, visible};

/// Stands for a file that is not there where git calls a command, on every system.
pub(super) const NOTHING: &str = "/dev/null";

/// What an empty file is taken for.
const BLANK: &[u8] = br#"{ "format": "demarche/case", "version": 1, "title": "" }"#;

/// Reads a case; an empty file, which version control passes for none, is a case without anything in it.
pub(super) fn case_or_nothing(path: &Path) -> Result<Opened, OpenError> {
    if path == Path::new(NOTHING) {
        return file::untitled(BLANK).map_err(OpenError::Content);
    }
    match file::read(path, &Progress::default()) {
        Err(OpenError::Content(errors)) if errors.iter().any(|error| error.kind == FileErrorKind::Empty) => {
            file::untitled(BLANK).map_err(OpenError::Content)
        }
        read => read,
    }
}

/// Says why a file was not read, and what to do.
pub(super) fn tell(path: &Path, error: &OpenError, to: &mut dyn Write) -> io::Result<()> {
    let file = path.display().to_string();
    writeln!(to, "{}: {} {}", visible(&file), words::open_error(error), words::open_hint(error))
}
