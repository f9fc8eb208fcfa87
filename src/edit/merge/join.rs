//! The walk through all records: which version each has after the merge, and where both sides clash.

use std::borrow::Cow;

use super::super::align::{Aligned, align};
use super::super::elements::{self, Shape};
use super::super::{Key, ListName, Record};
use super::{Choice, Clash, Conflict, Uses, without_records};
use crate::case::{Case, FieldError, Fields};

/// A record of which the two sides have not the same.
#[derive(Clone, Debug)]
pub(super) struct Touched {
    pub(super) number: usize,
    /// As it would be by other choices; none where there is no conflict.
    pub(super) variants: Vec<Record>,
    /// The fields that are in conflict.
    pub(super) disputed: Vec<Cow<'static, str>>,
    /// Whether there should be the record at all is in conflict.
    pub(super) in_question: bool,
}

impl Touched {
    fn new(number: usize) -> Self {
        Self { number, variants: Vec::new(), disputed: Vec::new(), in_question: false }
    }
}

/// One list of a merge.
pub(super) struct Part {
    pub(super) list: ListName,
    pub(super) aligned: Aligned<3>,
    /// For each number what has come of the record.
    pub(super) merged: Vec<Option<Record>>,
    /// In the order of the numbers.
    pub(super) touched: Vec<Touched>,
    /// The numbers of the records that one side at least has removed.
    pub(super) removed: Vec<usize>,
}

impl Part {
    /// Where a record stands in base, ours and theirs.
    pub(super) fn places(&self, number: usize) -> [Option<usize>; 3] {
        self.aligned.places.get(number).copied().unwrap_or_default()
    }

    /// What is told of a record of which the two sides have not the same.
    pub(super) fn touched_of(&self, number: usize) -> Option<&Touched> {
        let place = self.touched.binary_search_by_key(&number, |touched| touched.number).ok()?;
        self.touched.get(place)
    }

    /// Whether there should be the record at all is in conflict.
    pub(super) fn is_in_question(&self, number: usize) -> bool {
        self.touched_of(number).is_some_and(|touched| touched.in_question)
    }

    /// Counts a record among those of which the two sides have not the same.
    pub(super) fn touch(&mut self, number: usize) {
        if let Err(place) = self.touched.binary_search_by_key(&number, |touched| touched.number) {
            self.touched.insert(place, Touched::new(number));
        }
    }

    /// A record in base, ours and theirs.
    pub(super) fn versions(&self, cases: [&Case; 3], number: usize) -> [Option<Record>; 3] {
        let [base, ours, theirs] = self.places(number);
        let [in_base, in_ours, in_theirs] = cases;
        let get = |place: Option<usize>, case: &Case| self.list.get(case, place?);
        [get(base, in_base), get(ours, in_ours), get(theirs, in_theirs)]
    }
}

/// What has come of every record and of what stands beside them.
pub(super) struct Walk {
    pub(super) head: Case,
    pub(super) parts: Vec<Part>,
    pub(super) conflicts: Vec<Conflict>,
}

/// Goes through two versions of a case, with each conflict settled by the choice of the same number.
pub(super) fn walk(cases: [&Case; 3], uses: &Uses, choices: &[Choice]) -> Walk {
    let mut merger = Merger { choices, uses, conflicts: Vec::new() };
    let [base, ours, theirs] = cases.map(without_records);
    let head = merger.parts(&Key::Case, None, Some(&base), &ours, &theirs);
    let parts = ListName::ALL.iter().map(|list| merger.list(*list, cases)).collect();
    Walk { head, parts, conflicts: merger.conflicts }
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
    uses: &'a Uses,
    conflicts: Vec<Conflict>,
}

impl Merger<'_> {
    fn choose(&mut self, conflict: Conflict) -> Choice {
        let choice = self.choices.get(self.conflicts.len()).copied().unwrap_or_default();
        self.conflicts.push(conflict);
        choice
    }

    fn list(&mut self, list: ListName, cases: [&Case; 3]) -> Part {
        let aligned = align(list, cases);
        let count = aligned.places.len();
        let mut part =
            Part { list, aligned, merged: Vec::with_capacity(count), touched: Vec::new(), removed: Vec::new() };
        for number in 0..count {
            let [base, ours, theirs] = part.versions(cases, number);
            if base.is_some() && (ours.is_none() || theirs.is_none()) {
                part.removed.push(number);
            }
            let merged = self.record(&mut part, number, base, ours, theirs);
            part.merged.push(merged);
        }
        part
    }

    fn record(
        &mut self,
        part: &mut Part,
        number: usize,
        base: Option<Record>,
        ours: Option<Record>,
        theirs: Option<Record>,
    ) -> Option<Record> {
        if ours == theirs {
            return ours;
        }
        let uses = self.uses.get(&(part.list, number));
        let [_, in_ours, in_theirs] = part.places(number);
        let place = in_ours.or(in_theirs).unwrap_or_default();
        part.touched.push(Touched::new(number));
        if theirs == base && uses.is_none() {
            return ours;
        }
        if ours == base && uses.is_none() {
            return theirs;
        }
        let touched = part.touched.last_mut();
        match (base, ours, theirs) {
            (base, Some(ours), Some(theirs)) => {
                let met = self.conflicts.len();
                let merged = self.parts(&ours.key(place), Some(&ours), base.as_ref(), &ours, &theirs);
                if let Some(touched) = touched {
                    for conflict in self.conflicts.iter().skip(met) {
                        let Clash::Field { name, base: was, ours: mine, theirs: yours } = &conflict.clash else {
                            continue;
                        };
                        touched.disputed.push(name.clone());
                        for value in [was, mine, yours] {
                            let mut variant = merged.clone();
                            // The value is one that the same field of another version has.
                            drop(variant.set_field(name, value.as_deref()));
                            touched.variants.push(variant);
                        }
                    }
                }
                Some(merged)
            }
            (Some(base), ours, theirs) => {
                if let Some(touched) = touched {
                    touched.in_question = true;
                }
                let record = ours.as_ref().or(theirs.as_ref())?.clone();
                let uses = uses.cloned().unwrap_or_default();
                let clash = Clash::Record { base: base.clone(), ours: ours.clone(), theirs: theirs.clone(), uses };
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
