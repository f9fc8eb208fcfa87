//! Which record of one version is which record of another.

use hashbrown::HashMap;

use super::{ListName, Record};
use crate::case::{Case, IssueId, PartyId, Ref};

/// What makes a record the same one in another version of its case.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    Id(Ref),
    Assessment(PartyId, Option<IssueId>),
    Glossary(String),
    Log(String, String),
}

impl Identity {
    fn of(record: &Record) -> Self {
        match record {
            Record::Party(record) => Self::Id(Ref::Party(record.id.clone())),
            Record::Axis(record) => Self::Id(Ref::Axis(record.id.clone())),
            Record::Issue(record) => Self::Id(Ref::Issue(record.id.clone())),
            Record::Position(record) => Self::Id(Ref::Position(record.id.clone())),
            Record::Proposal(record) => Self::Id(Ref::Proposal(record.id.clone())),
            Record::Outcome(record) => Self::Id(Ref::Outcome(record.id.clone())),
            Record::Round(record) => Self::Id(Ref::Round(record.id.clone())),
            Record::Event(record) => Self::Id(Ref::Event(record.id.clone())),
            Record::Source(record) => Self::Id(Ref::Source(record.id.clone())),
            Record::Note(record) => Self::Id(Ref::Note(record.id.clone())),
            Record::Assessment(record) => Self::Assessment(record.party.clone(), record.issue.clone()),
            Record::Glossary(record) => Self::Glossary(record.term.clone()),
            Record::Log(record) => Self::Log(record.at.clone(), record.text.clone()),
        }
    }
}

/// One list of several versions of a case, with a number for each record that is the same in all of them.
pub(super) struct Aligned<const N: usize> {
    /// For each version the numbers of its records, in order.
    pub(super) orders: [Vec<usize>; N],
    /// For each number the places of its record in the versions.
    pub(super) places: Vec<[Option<usize>; N]>,
    /// For each number how many records of its list have its id before it.
    pub(super) times: Vec<usize>,
}

/// Finds the records of a list in several versions of a case, the first of which is what the others were made of.
///
/// Several with the same identity are paired in order; of those without an id the ones that are alike come first.
/// Entries of the glossary and the log: one whose name is gone from a version is there what has come with the rest of
/// it, or in its place.
pub(super) fn align<const N: usize>(list: ListName, cases: [&Case; N]) -> Aligned<N> {
    let mut aligned = by_identity(list, cases);
    if matches!(list, ListName::Assessment | ListName::Glossary | ListName::Log) {
        for version in 1..N {
            pair_alike(list, &cases, &mut aligned, version);
        }
    }
    if matches!(list, ListName::Glossary | ListName::Log) {
        for version in 1..N {
            pair_renamed(list, &cases, &mut aligned, version);
        }
    }
    aligned
}

fn by_identity<const N: usize>(list: ListName, cases: [&Case; N]) -> Aligned<N> {
    let mut numbers: HashMap<(Identity, usize), usize> = HashMap::new();
    let mut places = Vec::new();
    let mut all_times = Vec::new();
    let mut version = 0;
    let orders = cases.map(|case| {
        let mut times: HashMap<Identity, usize> = HashMap::new();
        let records = (0..list.len(case)).filter_map(|at| list.get(case, at));
        let order = records.enumerate().map(|(at, record)| {
            let time = times.entry(Identity::of(&record)).or_default();
            let number = *numbers.entry((Identity::of(&record), *time)).or_insert_with(|| {
                places.push([None; N]);
                all_times.push(*time);
                places.len() - 1
            });
            *time += 1;
            if let Some(place) = places.get_mut(number).and_then(|places| places.get_mut(version)) {
                *place = Some(at);
            }
            number
        });
        let order = order.collect();
        version += 1;
        order
    });
    Aligned { orders, places, times: all_times }
}

/// Pairs anew what has one identity in a version: first what is as it was, wherever it stands now, then in order.
fn pair_alike<const N: usize>(list: ListName, cases: &[&Case; N], aligned: &mut Aligned<N>, version: usize) {
    let mut groups: HashMap<Identity, Vec<usize>> = HashMap::new();
    for number in 0..aligned.places.len() {
        if let Some(record) = aligned.first(list, cases, number, N) {
            groups.entry(Identity::of(&record)).or_default().push(number);
        }
    }
    for numbers in groups.into_values().filter(|numbers| numbers.len() > 1) {
        let mut here: Vec<usize> = numbers.iter().filter_map(|number| aligned.place(*number, version)).collect();
        here.sort_unstable();
        let before = numbers.iter().map(|number| (*number, aligned.first(list, cases, *number, version)));
        let mut before: Vec<(usize, Option<Record>)> = before.collect();
        let mut paired = Vec::new();
        here.retain(|at| {
            let record = cases.get(version).and_then(|case| list.get(case, *at));
            let alike = before.iter().position(|(_, before)| before.is_some() && *before == record);
            let found = alike.map(|alike| before.remove(alike).0);
            paired.extend(found.map(|number| (number, *at)));
            found.is_none()
        });
        paired.extend(before.iter().map(|(number, _)| *number).zip(here));
        for number in numbers {
            aligned.put(number, version, None);
        }
        for (number, at) in paired {
            aligned.put(number, version, Some(at));
        }
    }
}

/// Pairs what has gone from the first version with what has come in a later one: by what they have in common, then
/// where one stands alone for one between the same neighbours.
fn pair_renamed<const N: usize>(list: ListName, cases: &[&Case; N], aligned: &mut Aligned<N>, version: usize) {
    for field in rest(list) {
        let came = aligned.only_in(version, 0);
        let mut known: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        for new in came.into_iter().rev() {
            if let Some(value) = aligned.field(list, cases, new, version, field) {
                known.entry(value).or_default().push(new);
            }
        }
        for old in aligned.only_in(0, version) {
            let value = aligned.field(list, cases, old, 0, field);
            if let Some(new) = value.and_then(|value| known.get_mut(&value)?.pop()) {
                aligned.join(old, new, version);
            }
        }
    }
    let neighbours = |aligned: &Aligned<N>, version: usize| -> HashMap<usize, [Option<usize>; 2]> {
        let order = aligned.orders.get(version).map(Vec::as_slice).unwrap_or_default();
        let before = std::iter::once(None).chain(order.iter().copied().map(Some));
        let after = order.iter().copied().map(Some).skip(1).chain(std::iter::once(None));
        order.iter().copied().zip(before.zip(after).map(|(before, after)| [before, after])).collect()
    };
    let (before, after) = (neighbours(aligned, 0), neighbours(aligned, version));
    let came: HashMap<[Option<usize>; 2], usize> =
        aligned.only_in(version, 0).into_iter().filter_map(|new| Some((*after.get(&new)?, new))).collect();
    for old in aligned.only_in(0, version) {
        if let Some(new) = before.get(&old).and_then(|between| came.get(between)) {
            aligned.join(old, *new, version);
        }
    }
}

impl<const N: usize> Aligned<N> {
    fn place(&self, number: usize, version: usize) -> Option<usize> {
        *self.places.get(number)?.get(version)?
    }

    /// A record as it is in the first version that has it, of those before one.
    fn first(&self, list: ListName, cases: &[&Case; N], number: usize, before: usize) -> Option<Record> {
        let mut versions = cases.iter().enumerate().take(before);
        versions.find_map(|(version, case)| list.get(case, self.place(number, version)?))
    }

    /// Says where a record stands in a version.
    fn put(&mut self, number: usize, version: usize, at: Option<usize>) {
        if let Some(place) = self.places.get_mut(number).and_then(|places| places.get_mut(version)) {
            *place = at;
        }
        if let Some(known) = at.and_then(|at| self.orders.get_mut(version)?.get_mut(at)) {
            *known = number;
        }
    }

    /// The records of a version that another has not, in order.
    fn only_in(&self, version: usize, not_in: usize) -> Vec<usize> {
        let order = self.orders.get(version).into_iter().flatten().copied();
        order.filter(|number| self.place(*number, not_in).is_none()).collect()
    }

    /// A field that says something, as JSON.
    fn field(&self, list: ListName, cases: &[&Case; N], number: usize, version: usize, name: &str) -> Option<Box<str>> {
        let value = list.get(cases.get(version)?, self.place(number, version)?)?.field(name)?;
        (&*value != "\"\"").then_some(value)
    }

    /// Makes one record of two numbers, in one version.
    fn join(&mut self, old: usize, new: usize, version: usize) {
        let place = self.places.get_mut(new).and_then(|places| places.get_mut(version)?.take());
        if let Some(to) = self.places.get_mut(old).and_then(|places| places.get_mut(version)) {
            *to = place;
        }
        let order = self.orders.get_mut(version).into_iter().flatten();
        order.filter(|number| **number == new).for_each(|number| *number = old);
    }
}

/// The fields by which an entry is known again whose name is another, the surest first.
fn rest(list: ListName) -> &'static [&'static str] {
    match list {
        ListName::Glossary => &["definition"],
        ListName::Log => &["text", "at"],
        _ => &[],
    }
}
