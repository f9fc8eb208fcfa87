//! Three-way merge: what two sides made of one case, record by record and field by field.
//!
//! What one side left alone is taken from the other. Where both changed the
//! same thing differently there is a [`Conflict`], which holds our version
//! until somebody chooses.

use std::borrow::Cow;

use super::align::align;
use super::elements::{self, Shape};
use super::{Key, ListName, Record, order};
use crate::case::{Case, FieldError, Fields, List};

/// What two sides made of one case.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Both sides' changes, with ours where there is a conflict.
    pub case: Case,
    /// What both sides changed differently, in the order of the file; the records of one list in the order in which
    /// base, ours and theirs name them.
    pub conflicts: Vec<Conflict>,
    base: Case,
    ours: Case,
    theirs: Case,
}

/// Something that both sides changed, each in its own way.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The record, or the case itself; one without an id by its place in ours, or in theirs where ours has none.
    pub key: Key,
    /// The record as we have it, or they where we have none; nothing for the case itself.
    pub record: Option<Record>,
    /// What is in dispute.
    pub clash: Clash,
}

/// What two sides want differently.
#[derive(Clone, Debug, PartialEq)]
pub enum Clash {
    /// A field's value, each version as JSON and nothing where it is not written.
    Field {
        /// The field, as the file calls it.
        name: Cow<'static, str>,
        /// As it was; nothing also for a record that both sides added.
        base: Option<Box<str>>,
        /// As we have it.
        ours: Option<Box<str>>,
        /// As they have it.
        theirs: Option<Box<str>>,
    },
    /// Whether there is the record: one side took it out, the other changed it.
    Record {
        /// As it was.
        base: Record,
        /// As we have it.
        ours: Option<Record>,
        /// As they have it.
        theirs: Option<Record>,
    },
}

impl Clash {
    /// The field that is in dispute, as the file calls it; nothing for a record as a whole.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Field { name, .. } => Some(name),
            Self::Record { .. } => None,
        }
    }
}

/// Which version a conflict is settled for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Choice {
    /// As we have it.
    #[default]
    Ours,
    /// As they have it.
    Theirs,
    /// As it was before; ours, for a record that was not there.
    Base,
}

/// Merges what two sides made of `base`.
///
/// Records are the same by id; assessments by party and issue, entries of the
/// glossary by term and of the log by time and text.
#[must_use]
pub fn merge(base: &Case, ours: &Case, theirs: &Case) -> Merged {
    let (case, conflicts) = run(base, ours, theirs, &[]);
    Merged { case, conflicts, base: base.clone(), ours: ours.clone(), theirs: theirs.clone() }
}

impl Merged {
    /// The case as it was before either side changed it.
    #[must_use]
    pub fn base(&self) -> &Case {
        &self.base
    }

    /// The case with each conflict settled by the choice of the same number; ours where there is none.
    #[must_use]
    pub fn resolved(&self, choices: &[Choice]) -> Case {
        run(&self.base, &self.ours, &self.theirs, choices).0
    }
}

fn run(base: &Case, ours: &Case, theirs: &Case, choices: &[Choice]) -> (Case, Vec<Conflict>) {
    let mut merger = Merger { choices, conflicts: Vec::new() };
    let mut case = merger.head(&without_records(base), &without_records(ours), &without_records(theirs));
    for list in ListName::ALL {
        for record in merger.list(*list, base, ours, theirs) {
            record.insert(&mut case, usize::MAX);
        }
    }
    (case, merger.conflicts)
}

/// What stands beside the lists.
pub(super) fn without_records(case: &Case) -> Case {
    Case {
        parties: List::default(),
        axes: List::default(),
        issues: List::default(),
        positions: List::default(),
        proposals: List::default(),
        outcomes: List::default(),
        rounds: List::default(),
        events: List::default(),
        sources: List::default(),
        assessments: List::default(),
        notes: List::default(),
        glossary: List::default(),
        log: List::default(),
        ..case.clone()
    }
}

/// What is made of fields: a record, or a case without its lists.
trait Parts: Clone + PartialEq {
    fn read(&self, name: &str) -> Option<Box<str>>;
    fn write(&mut self, name: &str, value: Option<&str>) -> Result<(), FieldError>;
    fn differing(&self, other: &Self) -> Vec<Cow<'static, str>>;
}

impl Parts for Case {
    fn read(&self, name: &str) -> Option<Box<str>> {
        self.field(name)
    }
    fn write(&mut self, name: &str, value: Option<&str>) -> Result<(), FieldError> {
        self.set_field(name, value)
    }
    fn differing(&self, other: &Self) -> Vec<Cow<'static, str>> {
        self.changed_fields(other)
    }
}

impl Parts for Record {
    fn read(&self, name: &str) -> Option<Box<str>> {
        self.field(name)
    }
    fn write(&mut self, name: &str, value: Option<&str>) -> Result<(), FieldError> {
        self.set_field(name, value)
    }
    fn differing(&self, other: &Self) -> Vec<Cow<'static, str>> {
        self.changed_fields(other)
    }
}

/// A merge on its way, with the conflicts that it has met.
struct Merger<'a> {
    choices: &'a [Choice],
    conflicts: Vec<Conflict>,
}

impl Merger<'_> {
    fn choose(&mut self, conflict: Conflict) -> Choice {
        let choice = self.choices.get(self.conflicts.len()).copied().unwrap_or_default();
        self.conflicts.push(conflict);
        choice
    }

    fn head(&mut self, base: &Case, ours: &Case, theirs: &Case) -> Case {
        self.parts(&Key::Case, None, Some(base), ours, theirs)
    }

    /// A list's records in their merged order.
    fn list(&mut self, list: ListName, base: &Case, ours: &Case, theirs: &Case) -> Vec<Record> {
        let aligned = align(list, [base, ours, theirs]);
        let mut merged: Vec<Option<Record>> = Vec::with_capacity(aligned.places.len());
        for [in_base, in_ours, in_theirs] in &aligned.places {
            let get = |place: &Option<usize>, case: &Case| list.get(case, (*place)?);
            let place = in_ours.or(*in_theirs).unwrap_or_default();
            merged.push(self.record(place, get(in_base, base), get(in_ours, ours), get(in_theirs, theirs)));
        }
        let keep: Vec<bool> = merged.iter().map(Option::is_some).collect();
        let [base, ours, theirs] = &aligned.orders;
        // Where both sides moved the same record the place is ours: an order of the file is no statement of anybody's.
        let order = order::join(&keep, base, ours, theirs).order;
        order.into_iter().filter_map(|number| merged.get_mut(number)?.take()).collect()
    }

    fn record(
        &mut self,
        place: usize,
        base: Option<Record>,
        ours: Option<Record>,
        theirs: Option<Record>,
    ) -> Option<Record> {
        if ours == theirs || theirs == base {
            return ours;
        }
        if ours == base {
            return theirs;
        }
        match (base, ours, theirs) {
            (base, Some(ours), Some(theirs)) => {
                Some(self.parts(&ours.key(place), Some(&ours), base.as_ref(), &ours, &theirs))
            }
            (Some(base), ours, theirs) => {
                let record = ours.as_ref().or(theirs.as_ref())?.clone();
                let clash = Clash::Record { base: base.clone(), ours: ours.clone(), theirs: theirs.clone() };
                match self.choose(Conflict { key: record.key(place), record: Some(record), clash }) {
                    Choice::Ours => ours,
                    Choice::Theirs => theirs,
                    Choice::Base => Some(base),
                }
            }
            (None, ours, theirs) => ours.or(theirs),
        }
    }

    fn parts<P: Parts>(&mut self, key: &Key, record: Option<&Record>, base: Option<&P>, ours: &P, theirs: &P) -> P {
        if base == Some(ours) {
            return theirs.clone();
        }
        let mut merged = ours.clone();
        for name in ours.differing(theirs) {
            let (was, mine, yours) = (base.and_then(|base| base.read(&name)), ours.read(&name), theirs.read(&name));
            if yours == was {
                continue;
            }
            let shape = record.and_then(|record| Shape::of(record.list(), &name));
            let joined =
                shape.and_then(|shape| elements::merge(shape, was.as_deref(), mine.as_deref(), yours.as_deref()).ok());
            let value = match joined {
                _ if mine == was => yours,
                Some(joined) => joined,
                None => {
                    let [base_value, ours, theirs] = [was.clone(), mine.clone(), yours.clone()];
                    let clash = Clash::Field { name: name.clone(), base: base_value, ours, theirs };
                    match self.choose(Conflict { key: key.clone(), record: record.cloned(), clash }) {
                        Choice::Base if base.is_some() => was,
                        Choice::Theirs => yours,
                        Choice::Ours | Choice::Base => mine,
                    }
                }
            };
            // The value is one that the same field of another version has, or is made of such.
            drop(merged.write(&name, value.as_deref()));
        }
        merged
    }
}
