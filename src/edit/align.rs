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
}

/// Finds the records of a list in several versions of a case; several with the same identity are paired in order.
pub(super) fn align<const N: usize>(list: ListName, cases: [&Case; N]) -> Aligned<N> {
    let mut numbers: HashMap<(Identity, usize), usize> = HashMap::new();
    let mut places = Vec::new();
    let mut version = 0;
    let orders = cases.map(|case| {
        let mut times: HashMap<Identity, usize> = HashMap::new();
        let records = (0..list.len(case)).filter_map(|at| list.get(case, at));
        let order = records.enumerate().map(|(at, record)| {
            let time = times.entry(Identity::of(&record)).or_default();
            let number = *numbers.entry((Identity::of(&record), *time)).or_insert_with(|| {
                places.push([None; N]);
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
    Aligned { orders, places }
}
