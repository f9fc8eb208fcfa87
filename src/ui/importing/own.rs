//! A workbook or table of our own that comes back: what it would change, one by one, to be taken or left.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::case::{Case, Snapshot};
use crate::edit::diff::{Detail, Fate, Piece};
use crate::edit::single::{Single, SingleChange};
use crate::edit::{Edit, Record};
use crate::import::sheets::{Returned, Taken, Trouble, new_problems};
use crate::words::fields::{self, Reader};
use crate::words::names::{self, Name};
use crate::words::{diff, importing as words, workbook};

/// What a table of our own would make.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnPlan {
    taken: Option<Arc<Taken>>,
    /// What it would change; nothing where it becomes a case of its own.
    returned: Option<Returned>,
    /// The changes, ready to be shown.
    pub(super) changes: Vec<ChangeLine>,
    /// The changes that are left out until somebody takes them: those, and the removals of what is not in the table.
    at_first: BTreeSet<usize>,
    /// What deserves a look whichever changes are taken, sentence by sentence.
    remarks: Vec<String>,
    /// What could not be read, or was left out, sentence by sentence.
    pub(super) troubles: Vec<String>,
    /// What it is, in a sentence.
    pub(super) summary: String,
}

/// A change as it is shown.
#[derive(Clone, Debug)]
pub(super) struct ChangeLine {
    /// Added, removed, changed or moved.
    pub(super) what: &'static str,
    /// What it concerns.
    pub(super) name: Name,
    /// The field.
    pub(super) field: String,
    pub(super) before: Vec<Piece>,
    pub(super) after: Vec<Piece>,
    /// The record, for its mark.
    pub(super) record: Option<Record>,
    /// The case had it like this before, and was changed since.
    pub(super) is_older: bool,
}

impl OwnPlan {
    /// What a table brings into the open case, with its earlier versions; without one, into a case of its own.
    pub(super) fn new(own: Result<Arc<Taken>, Vec<Trouble>>, open: Option<(&Snapshot, &[Snapshot])>) -> Self {
        let failed = |troubles: &[Trouble]| Self {
            troubles: sentences(troubles),
            summary: words::OWN_BROKEN.to_owned(),
            ..Self::default()
        };
        let taken = match own {
            Ok(taken) => taken,
            Err(troubles) => return failed(&troubles),
        };
        let troubles = sentences(&taken.left_out);
        let Some((open, earlier)) = open else {
            let summary = words::own_case(taken.case.issues.len(), taken.case.positions.len());
            return Self { taken: Some(taken), troubles, summary, ..Self::default() };
        };
        let returned = match Returned::new(open, &taken) {
            Ok(returned) => returned,
            Err(troubles) => return failed(&troubles),
        };
        let older = returned.older(earlier);
        let readers = Readers {
            then: Reader::new(vec![returned.before(), returned.after()]),
            now: Reader::new(vec![returned.after(), returned.before()]),
        };
        let lines = returned.changes.iter().enumerate().map(|(at, single)| readers.line(single, older.contains(&at)));
        let changes = lines.collect();
        let removals = returned.removals();
        let summary = words::own_changes(returned.changes.len(), older.len(), removals.difference(&older).count());
        let at_first = older.union(&removals).copied().collect();
        let moved_on = (returned.has_moved_on && !returned.changes.is_empty()).then(|| workbook::MOVED_ON.to_owned());
        let kept = returned.kept.iter().map(|conflict| {
            let name = conflict.record.as_ref().map(|record| readers.now.record(record));
            let name = name.map(|name| words::named(&name.head, &name.text));
            let field = conflict.clash.field();
            let list = conflict.record.as_ref().map(Record::list);
            workbook::not_taken(name.as_deref(), field.map(|field| fields::label(list, field)).as_deref())
        });
        let remarks = moved_on.into_iter().chain(kept).collect();
        Self { taken: Some(taken), changes, at_first, remarks, returned: Some(returned), troubles, summary }
    }

    /// Whether it says less than a case holds.
    pub(super) fn is_part(&self) -> bool {
        self.taken.as_ref().is_some_and(|taken| taken.is_part)
    }

    /// The changes that are left out until somebody takes them.
    pub(super) fn left_out_at_first(&self) -> &BTreeSet<usize> {
        &self.at_first
    }

    /// What deserves a look, with these changes left out: also what would not be right in the case, such as a position
    /// that cites a source that is left out.
    pub(super) fn warnings(&self, left_out: &BTreeSet<usize>) -> Vec<String> {
        let mut warnings = self.remarks.clone();
        if let Some(returned) = &self.returned {
            let after = Snapshot::new(returned.case(left_out));
            warnings.extend(new_problems(returned.before(), &after).iter().map(|problem| {
                let name = problem.subject.as_ref().map(|target| names::of(&after, target));
                let name = name.map(|name| words::named(&name.head, &name.text));
                workbook::new_problem(name.as_deref(), &crate::words::problem(&problem.kind))
            }));
        }
        warnings
    }

    pub(super) fn is_ready(&self, left_out: &BTreeSet<usize>) -> bool {
        match &self.returned {
            Some(returned) => left_out.len() < returned.changes.len(),
            None => self.taken.is_some(),
        }
    }

    pub(super) fn edit(&self, left_out: &BTreeSet<usize>) -> Option<Edit> {
        self.returned.as_ref().map(|returned| returned.edit(left_out))
    }

    /// What came back, as a case of its own.
    pub(super) fn case(&self) -> Option<Case> {
        self.taken.as_ref().map(|taken| taken.case.clone())
    }

    /// The open case with all changes, to name what they concern.
    pub(super) fn after(&self) -> Option<&Snapshot> {
        self.returned.as_ref().map(Returned::after)
    }
}

fn sentences(troubles: &[Trouble]) -> Vec<String> {
    troubles.iter().map(ToString::to_string).collect()
}

struct Readers<'a> {
    then: Reader<'a>,
    now: Reader<'a>,
}

impl Readers<'_> {
    fn line(&self, single: &Single, is_older: bool) -> ChangeLine {
        let of = single.record.as_ref();
        let nothing = || whole(fields::NOTHING.to_owned(), Fate::Kept);
        let name = |reader: &Reader<'_>| {
            of.map_or_else(|| Name { head: String::new(), text: diff::CASE.to_owned() }, |record| reader.record(record))
        };
        let line = |what, name, field: &str, before, after| ChangeLine {
            what,
            name,
            field: field.to_owned(),
            before,
            after,
            record: of.cloned(),
            is_older,
        };
        match &single.change {
            SingleChange::Added => {
                let all = whole(of.map(|record| contents(&self.now, record)).unwrap_or_default(), Fate::Kept);
                line(diff::ADDED, name(&self.now), "", nothing(), all)
            }
            SingleChange::Removed => {
                let all = whole(of.map(|record| contents(&self.then, record)).unwrap_or_default(), Fate::Kept);
                line(diff::REMOVED, name(&self.then), "", all, nothing())
            }
            SingleChange::Order(list) => {
                let name = Name { head: String::new(), text: diff::list(*list).to_owned() };
                let same = whole(words::THIS_ORDER.to_owned(), Fate::Kept);
                line(diff::MOVED, name, diff::ORDER, same, whole(words::OTHER_ORDER.to_owned(), Fate::Kept))
            }
            SingleChange::Field(field) => {
                let label = fields::label(of.map(Record::list), &field.name);
                let (before, after) = match &field.detail {
                    Detail::Text(pieces) if fields::is_prose(&field.name) => {
                        (without(pieces, Fate::Added), without(pieces, Fate::Removed))
                    }
                    _ => {
                        let side = |reader: &Reader<'_>, json: Option<&str>| {
                            whole(reader.lines(of, &field.name, json).join("\n"), Fate::Kept)
                        };
                        (side(&self.then, field.before.as_deref()), side(&self.now, field.after.as_deref()))
                    }
                };
                line(diff::CHANGED, name(&self.now), &label, before, after)
            }
        }
    }
}

fn whole(text: String, fate: Fate) -> Vec<Piece> {
    vec![Piece { text, fate }]
}

fn without(pieces: &[Piece], fate: Fate) -> Vec<Piece> {
    pieces.iter().filter(|piece| piece.fate != fate).cloned().collect()
}

/// A record's fields, a line for each that is written.
fn contents(reader: &Reader<'_>, record: &Record) -> String {
    let list = record.list();
    let lines = list.fields().iter().filter(|name| **name != "id").filter_map(|name| {
        let json = record.field(name)?;
        let line = reader.line(Some(record), name, Some(&json));
        (line != fields::NOTHING).then(|| words::field(&fields::label(Some(list), name), &line))
    });
    lines.collect::<Vec<_>>().join("\n")
}
