//! How the tables of a case follow an edit, without being built anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::index::{Index, Numbers, parties_around, table};
use super::labels::followed;
use super::links::links_of;
use super::numbered::{Number, Numbered};
use super::tables::Layered;
use super::{Case, Issue, IssueNumber, List, Position, PositionNumber, Ref};

/// What an edited case has otherwise than the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The records that were written under the id that they had.
    pub written: Vec<Ref>,
    /// The keys of the lists, issues and positions aside, in which records came, went, moved or changed their ids; but
    /// not those that only grew at their end, whose length says so.
    pub reshaped: Vec<&'static str>,
    /// The records of these lists that were moved.
    pub moved: Vec<Ref>,
    /// How issues came, went and moved, in this order.
    pub issues: Vec<Shift>,
    /// The same of positions.
    pub positions: Vec<Shift>,
}

/// A record that came, went or moved; places count the list as it was at that moment, from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// One has come, and stands at this place.
    Came(usize),
    /// The one at this place has gone.
    Left(usize),
    /// One has moved.
    Moved {
        /// Where it stood.
        from: usize,
        /// Where it stands afterwards.
        to: usize,
    },
}

/// How many changed records it is quicker to follow one by one than to work everything out anew.
#[must_use]
pub fn few(case: &Case) -> usize {
    ((case.issues.len() + case.positions.len()) / 32).max(256)
}

/// A record before and after an edit.
struct Changed<N, T> {
    number: N,
    old: Option<Arc<T>>,
    new: Option<Arc<T>>,
    moved: bool,
}

/// Numbers what has come, takes out what has gone, and gives all records that are otherwise than before; `written` are
/// those that were written where they stood.
fn renumber<N: Number, T>(
    numbered: &mut Numbered<N, T>,
    after: &List<T>,
    shifts: &[Shift],
    written: impl Iterator<Item = N>,
) -> Option<Vec<Changed<N, T>>> {
    let earlier = numbered.clone();
    let mut moved = BTreeSet::new();
    let mut touched: BTreeSet<N> = written.collect();
    for shift in shifts {
        touched.insert(match *shift {
            Shift::Came(at) => numbered.insert(at),
            Shift::Left(at) => numbered.remove(at)?,
            Shift::Moved { from, to } => {
                let number = numbered.shift(from, to)?;
                moved.insert(number);
                number
            }
        });
    }
    let mut changed = Vec::with_capacity(touched.len());
    for number in touched {
        let old = earlier.get(number).cloned();
        let new = numbered.place(number).and_then(|place| after.get(place)).cloned();
        numbered.set(number, new.clone());
        changed.push(Changed { number, old, new, moved: moved.contains(&number) });
    }
    Some(changed)
}

impl Index {
    /// The tables of a later version of the case; nothing when they have to be built anew.
    pub(super) fn edited(&self, before: &Case, after: &Case, difference: &Difference) -> Option<Self> {
        let changes = difference.written.len() + difference.issues.len() + difference.positions.len();
        if !self.duplicates.is_empty() || changes > few(before) {
            return None;
        }
        let mut index = self.clone();
        index.number(before, after, difference)?;
        macro_rules! renumbered {
            ($list:ident: $kind:ident) => {{
                let written = difference.written.iter().filter_map(|target| match target {
                    Ref::$kind(id) => self.numbers.$list.get(id).copied(),
                    _ => None,
                });
                renumber(&mut index.$list, &after.$list, &difference.$list, written)?
            }};
        }
        let issues = renumbered!(issues: Issue);
        let positions = renumbered!(positions: Position);
        index.follow_issues(&issues, self);
        index.follow_positions(&positions);
        index.follow_records(before, after, difference, self)?;
        Some(index)
    }

    /// Says where the records of all other lists stand.
    fn number(&mut self, before: &Case, after: &Case, difference: &Difference) -> Option<()> {
        let mut duplicates = Vec::new();
        macro_rules! numbered {
            ($($list:ident)*) => { $(
                if difference.is_reshaped(stringify!($list)) {
                    let ids = after.$list.iter().map(|record| &record.id);
                    self.numbers.$list = table(stringify!($list), ids, &mut duplicates);
                } else {
                    for number in before.$list.len()..after.$list.len() {
                        let id = after.$list.get(number)?.id.clone();
                        self.numbers.$list.insert(id, u32::try_from(number).ok()?);
                    }
                }
            )* };
        }
        numbered!(parties axes proposals outcomes rounds events sources notes);
        self.duplicates = duplicates;
        Some(())
    }

    /// Lets everything that names issues follow those that have changed, the groups of positions first.
    fn follow_issues(&mut self, changed: &[Changed<IssueNumber, Issue>], earlier: &Self) {
        let Self { numbers, issues, by_issue, labels, .. } = self;
        let id = |issue: &Option<Arc<Issue>>| issue.as_ref().map(|issue| issue.id.clone());
        let renamed: Vec<_> = changed.iter().map(|issue| (issue.number, id(&issue.old), id(&issue.new))).collect();
        let renamed: Vec<_> = renamed.into_iter().filter(|(_, old, new)| old != new).collect();
        for id in renamed.iter().filter_map(|(_, old, _)| old.as_ref()) {
            numbers.issues.remove(id.clone());
        }
        for (number, _, id) in &renamed {
            if let Some(id) = id {
                numbers.issues.insert(id.clone(), *number);
            }
        }
        let uses = labels.take().and_then(|uses| {
            changed.iter().try_fold(uses, |uses, issue| {
                let is_behind = |other| issues.place(other) < issues.place(issue.number);
                followed(uses, (issue.old.as_deref(), issue.new.as_deref()), is_behind)
            })
        });
        if let Some(uses) = uses.filter(|_| changed.iter().all(|issue| !issue.moved)) {
            *labels = uses.into();
        }
        let place = |number| earlier.positions.place(number);
        let gone: Vec<IssueNumber> = renamed.iter().filter(|(_, old, _)| old.is_some()).map(|(it, ..)| *it).collect();
        by_issue.dissolve(&gone, place);
        // Positions may have named an issue before it was there.
        if renamed.iter().any(|(_, _, new)| new.is_some()) {
            for number in by_issue.homeless().to_vec() {
                let Some(position) = earlier.positions.get(number) else { continue };
                if let Some(group) = numbers.issues.get(&position.issue).copied() {
                    by_issue.take_out(number, None);
                    by_issue.put_in(number, Some(group), place);
                }
            }
        }
        debug_assert!(changed.iter().all(|issue| issue.new.is_none() || issues.place(issue.number).is_some()));
        self.relink_all(changed, |issue| (Ref::Issue(issue.id.clone()), links_of(issue)));
    }

    /// Lets everything that names positions follow those that have changed.
    ///
    /// What has to go goes first, so that only what stays in its order is searched for the place of what comes.
    fn follow_positions(&mut self, changed: &[Changed<PositionNumber, Position>]) {
        let Self { numbers, positions, by_issue, by_party, links, .. } = self;
        let place = |number| positions.place(number);
        let group = |issues: &Layered<_, IssueNumber>, position: &Position| issues.get(&position.issue).copied();
        let mut count = |position: &Option<Arc<Position>>, come: bool| {
            for party in position.iter().flat_map(|position| parties_around(position)) {
                let before = by_party.get(party).copied().unwrap_or_default();
                let after = if come { before.saturating_add(1) } else { before.saturating_sub(1) };
                by_party.insert(party.clone(), after);
            }
        };
        for Changed { old, new, .. } in changed {
            count(old, false);
            count(new, true);
        }
        for Changed { number, old, new, moved } in changed {
            let Some(old) = old else { continue };
            if new.as_ref().is_none_or(|new| new.id != old.id) {
                numbers.positions.remove(old.id.clone());
            }
            let before = group(&numbers.issues, old);
            let stays = !moved && new.as_ref().is_some_and(|new| group(&numbers.issues, new) == before);
            if !stays {
                by_issue.take_out(*number, before);
            }
            if let Some(earlier) = &old.replaces
                && (*moved || new.as_ref().is_none_or(|new| new.replaces.as_ref() != Some(earlier)))
            {
                links.unreplace(*number, earlier);
            }
        }
        for Changed { number, old, new, moved } in changed {
            let Some(new) = new else { continue };
            let same = old.as_ref().filter(|_| !moved);
            if old.as_ref().is_none_or(|old| old.id != new.id) {
                numbers.positions.insert(new.id.clone(), *number);
            }
            let after = group(&numbers.issues, new);
            if same.is_none_or(|old| group(&numbers.issues, old) != after) {
                by_issue.put_in(*number, after, place);
            }
            if let Some(earlier) = &new.replaces
                && same.is_none_or(|old| old.replaces.as_ref() != Some(earlier))
            {
                links.replace(*number, earlier, place);
            }
        }
        self.relink_all(changed, |position| (Ref::Position(position.id.clone()), links_of(position)));
    }

    fn relink_all<N, T>(&mut self, changed: &[Changed<N, T>], ends: impl Fn(&T) -> Ends) {
        let pairs = changed.iter().map(|Changed { old, new, moved, .. }| {
            (old.as_ref().map(|old| ends(old)), new.as_ref().map(|new| ends(new)), *moved)
        });
        self.relink(pairs.collect());
    }

    /// Follows every other record that has come, gone or been written.
    fn follow_records(&mut self, before: &Case, after: &Case, difference: &Difference, earlier: &Self) -> Option<()> {
        let mut pairs = Vec::new();
        macro_rules! records {
            ($($list:ident: $kind:ident),*) => { $(
                let ends = |record: &Arc<_>| {
                    let record: &super::$kind = record;
                    (Ref::$kind(record.id.clone()), links_of(record))
                };
                if difference.is_reshaped(stringify!($list)) {
                    for old in &before.$list {
                        let number = self.numbers.$list.get(&old.id).copied();
                        let new = number.and_then(|number| after.$list.get(number as usize));
                        let moved = difference.moved.iter().any(|it| matches!(it, Ref::$kind(id) if *id == old.id));
                        if moved || new.is_none_or(|new| !Arc::ptr_eq(old, new)) {
                            pairs.push((Some(ends(old)), new.map(ends), moved));
                        }
                    }
                    for new in &after.$list {
                        if earlier.numbers.$list.get(&new.id).is_none() {
                            pairs.push((None, Some(ends(new)), false));
                        }
                    }
                } else {
                    for target in &difference.written {
                        let Ref::$kind(id) = target else { continue };
                        let Some(number) = earlier.numbers.$list.get(id).copied() else { continue };
                        let (old, new) = (before.$list.get(number as usize), after.$list.get(number as usize));
                        pairs.push((old.map(ends), new.map(ends), false));
                    }
                    let grown = (before.$list.len()..after.$list.len()).filter_map(|at| after.$list.get(at));
                    pairs.extend(grown.map(|new| (None, Some(ends(new)), false)));
                }
            )* };
        }
        records!(proposals: Proposal, outcomes: Outcome, rounds: Round, events: Event, notes: Note);
        if pairs.len() > few(before) {
            return None;
        }
        self.relink(pairs);
        Some(())
    }

    /// Follows how records point at others, from before to after; those that have moved come to stand elsewhere.
    fn relink(&mut self, mut pairs: Vec<(Option<Ends>, Option<Ends>, bool)>) {
        for (old, new, moved) in &mut pairs {
            if let (Some((old, was)), Some((new, is)), false) = (old, new, *moved)
                && old == new
            {
                let both: Vec<_> = was.iter().filter(|link| is.contains(link)).cloned().collect();
                was.retain(|link| !both.contains(link));
                is.retain(|link| !both.contains(link));
            }
        }
        for (from, links) in pairs.iter().filter_map(|(old, ..)| old.as_ref()) {
            self.links.unlink(from, links);
        }
        let Self { numbers, issues, positions, links, .. } = self;
        let place = |target: &Ref| match target {
            Ref::Issue(id) => (0, numbers.issues.get(id).and_then(|number| issues.place(*number))),
            Ref::Position(id) => (1, numbers.positions.get(id).and_then(|number| positions.place(*number))),
            _ => numbers.place(target),
        };
        for (from, ends) in pairs.iter().filter_map(|(_, new, _)| new.as_ref()) {
            links.link(from, ends, place);
        }
    }
}

/// A record and how it points at others.
type Ends = (Ref, Vec<(super::links::Link, Ref)>);

impl Difference {
    fn is_reshaped(&self, list: &str) -> bool {
        self.reshaped.contains(&list)
    }
}

impl Numbers {
    /// Where a record with links stands in the file, issues and positions aside.
    fn place(&self, target: &Ref) -> (usize, Option<usize>) {
        let (list, number) = match target {
            Ref::Proposal(id) => (2, self.proposals.get(id)),
            Ref::Outcome(id) => (3, self.outcomes.get(id)),
            Ref::Round(id) => (4, self.rounds.get(id)),
            Ref::Event(id) => (5, self.events.get(id)),
            Ref::Note(id) => (6, self.notes.get(id)),
            _ => (7, None),
        };
        (list, number.map(|number| *number as usize))
    }
}
