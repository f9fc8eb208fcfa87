//! A workbook or table of positions that Demarche has made and that comes back.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use super::super::diff;
use crate::case::{Case, Snapshot};
use crate::export::sheets::origin::Origin;
use crate::import::sheets::{Returned, Taken, Trouble, new_problems};
use crate::words::diff::Versions;
use crate::words::workbook as words;

/// What came back, as a case.
pub(super) struct Back {
    pub(super) case: Arc<Case>,
    /// Whether something in it deserves a look: it was left out, kept as it is in the case, or may be older.
    pub(super) matters: bool,
}

/// Makes a case of its own of what came back or, with one that is open, brings its changes into that and tells them.
///
/// What is not in the table stays in the case, unless `removes` says otherwise.
///
/// # Errors
/// What keeps it from being brought in, or from being told.
pub(super) fn bring(
    taken: Taken,
    open: Option<&Snapshot>,
    removes: bool,
    err: &mut dyn Write,
) -> io::Result<Result<Back, Vec<Trouble>>> {
    let chosen = taken.origin.as_ref().map(Origin::pairs).unwrap_or_default();
    writeln!(err, "{}", words::taken(taken.case.positions.len(), taken.is_part, &chosen))?;
    for trouble in &taken.left_out {
        writeln!(err, "{trouble}")?;
    }
    let is_part = !taken.left_out.is_empty();
    let Some(open) = open else { return Ok(Ok(Back { case: Arc::new(taken.case), matters: is_part })) };
    let returned = match Returned::new(open, &taken) {
        Ok(returned) => returned,
        Err(troubles) => return Ok(Err(troubles)),
    };
    let missing = returned.removals();
    let kept = if removes { BTreeSet::new() } else { missing.clone() };
    let case = returned.case(&kept);
    let after = Snapshot::new(Arc::clone(&case));
    let versions = Versions { before: open, after: returned.after() };
    let changes = case != *open.case();
    if returned.has_moved_on && changes {
        writeln!(err, "{}", words::MOVED_ON)?;
    }
    for conflict in &returned.kept {
        let record = conflict.record.as_ref().map(|record| versions.name(record));
        writeln!(err, "{}", words::not_taken(record.as_deref(), conflict.clash.field()))?;
    }
    if !kept.is_empty() {
        let records = kept.iter().filter_map(|at| returned.changes.get(*at)?.record.as_ref());
        let names: Vec<String> = records.map(|record| versions.name(record)).collect();
        writeln!(err, "{}", words::missing(&names))?;
    }
    if changes {
        writeln!(err, "{}", words::BROUGHT_IN)?;
        diff::print_text(open, &after, err)?;
    } else {
        writeln!(err, "{}", words::NOTHING_NEW)?;
    }
    let problems = new_problems(open, &after);
    for problem in &problems {
        let record = problem.subject.as_ref().map(ToString::to_string);
        writeln!(err, "{}", words::new_problem(record.as_deref(), &crate::words::problem(&problem.kind)))?;
    }
    let matters = is_part
        || !problems.is_empty()
        || !returned.kept.is_empty()
        || !kept.is_empty()
        || returned.has_moved_on && changes;
    Ok(Ok(Back { case, matters }))
}
