//! `demarche merge`: joins what two sides made of one case, as a person or as git asks for it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::FAILED;
use super::read::{case_or_nothing, tell};
use crate::case::Snapshot;
use crate::edit;
use crate::file::{self, Progress};
use crate::words;

pub(super) const AFTER_HELP: &str = "\
Records are the same by id, and a change is the field's: only what both sides
changed, each in its own way, is a conflict, and what one side removed and the
other uses anew. There the output has ours.

What both added under one id is one record only where it says the same: else
both are kept, and theirs gets an id that is free, as an issue of theirs gets
the next number where ours has given it to another. Standard error tells which.

Exit status: 0 when everything was merged, 1 when conflicts remain, each told
on standard error, and 2 when a file cannot be read or written.

As git's merge driver:
  git config --global merge.demarche.driver 'demarche merge %O %A %B -o %A'
  echo '*.case.json merge=demarche' >> .gitattributes";

/// The versions that a merge is made of, and where it goes.
#[derive(Debug, clap::Args)]
pub(super) struct Files {
    /// The version that both sides began with; an empty file where there was none
    base: PathBuf,
    /// The version whose changes win where a conflict remains
    ours: PathBuf,
    /// The other version
    theirs: PathBuf,
    /// Where the merged case goes; one of the three may be overwritten
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

/// Merges, and gives the exit status.
pub(super) fn merge(files: &Files, err: &mut dyn Write) -> io::Result<u8> {
    let read = |path: &Path| file::read(path, &Progress::default()).map_err(|error| (path.to_owned(), error));
    let base = case_or_nothing(&files.base).map_err(|error| (files.base.clone(), error));
    let (base, ours, theirs) = match (base, read(&files.ours), read(&files.theirs)) {
        (Ok(base), Ok(ours), Ok(theirs)) => (base, ours, theirs),
        (base, ours, theirs) => {
            for (path, error) in [base.err(), ours.err(), theirs.err()].into_iter().flatten() {
                tell(&path, &error, err)?;
            }
            return Ok(FAILED);
        }
    };
    let our_case = ours.snapshot.case();
    let merged = edit::merge::merge(base.snapshot.case(), our_case, theirs.snapshot.case());
    // The very case that was read is written as the very bytes that were read.
    let case = if merged.case == **our_case { Arc::clone(our_case) } else { Arc::new(merged.case) };
    if let Err(error) = file::save(&files.output, &ours.original.bytes_of(&case)) {
        writeln!(err, "{}", words::save_error(&error))?;
        return Ok(FAILED);
    }
    if merged.conflicts.is_empty() && merged.news.is_empty() {
        return Ok(0);
    }
    let snapshot = Snapshot::new(case);
    for news in &merged.news {
        writeln!(err, "{}", words::merge::news(&snapshot, news))?;
    }
    if merged.conflicts.is_empty() {
        return Ok(0);
    }
    for conflict in &merged.conflicts {
        writeln!(err, "{}", words::merge::conflict(&snapshot, conflict))?;
    }
    writeln!(err, "{}", words::merge::remaining(merged.conflicts.len()))?;
    Ok(1)
}
