//! Which positions stand at a time, by the rules of [`Filter::round`](super::Filter::round).

use std::cmp::Ordering;

use hashbrown::HashMap;

use crate::case::{CaseDate, Moment, Position, Precise, RoundId, Snapshot};

/// For each position of the case, whether it stands in the round, or now when there is none.
pub(super) fn standing(snapshot: &Snapshot, round: Option<&RoundId>) -> Vec<bool> {
    let clock = round.and_then(|round| Clock::new(snapshot, round));
    let in_time = |position: &Position| match &clock {
        Some(clock) => clock.begun(position) && !clock.ended(position),
        None => position.until.is_none(),
    };
    let positions = &snapshot.case().positions;
    let mut standing: Vec<bool> = positions.iter().map(|position| in_time(position)).collect();
    drop_replaced(snapshot, &mut standing, |position| clock.as_ref().is_none_or(|clock| clock.begun(position)));
    standing
}

/// Clears every position of which a later version has begun, through any number of versions.
fn drop_replaced(snapshot: &Snapshot, standing: &mut [bool], begun: impl Fn(&Position) -> bool) {
    let positions = &snapshot.case().positions;
    if positions.iter().all(|position| position.replaces.is_none()) {
        return;
    }
    let earlier: Vec<Option<usize>> =
        positions.iter().map(|position| snapshot.position_number(position.replaces.as_ref()?)).collect();
    let before = |number: usize| earlier.get(number).copied().flatten();
    let looped = looped(&earlier);
    let mut replaced = vec![false; positions.len()];
    for (number, position) in positions.iter().enumerate() {
        if before(number).is_none() || looped.get(number) == Some(&true) || !begun(position) {
            continue;
        }
        // Each version is marked once, so all walks together are as long as the list.
        let mut next = before(number);
        while let Some(version) = next
            && let Some(mark) = replaced.get_mut(version).filter(|mark| !**mark)
        {
            *mark = true;
            next = before(version);
        }
    }
    for (stands, replaced) in standing.iter_mut().zip(replaced) {
        *stands &= !replaced;
    }
}

/// For each position, whether following `replaces` from it leads back to it.
fn looped(earlier: &[Option<usize>]) -> Vec<bool> {
    let before = |number: usize| earlier.get(number).copied().flatten();
    let mut looped = vec![false; earlier.len()];
    let mut visited_from = vec![usize::MAX; earlier.len()];
    for start in 0..earlier.len() {
        let mut at = Some(start);
        while let Some(number) = at
            && let Some(visited) = visited_from.get_mut(number).filter(|visited| **visited == usize::MAX)
        {
            *visited = start;
            at = before(number);
        }
        // The walk came back to a place of its own: everything from there on is the loop.
        let mut around = at.filter(|number| visited_from.get(*number) == Some(&start));
        while let Some(number) = around
            && let Some(mark) = looped.get_mut(number).filter(|mark| !**mark)
        {
            *mark = true;
            around = before(number);
        }
    }
    looped
}

/// Where the moments of a case lie, seen from one round.
struct Clock<'a> {
    rounds: HashMap<&'a str, Ordering>,
    /// The first and the last day, as finely as they are given.
    days: Option<(Precise, Precise)>,
}

impl<'a> Clock<'a> {
    fn new(snapshot: &'a Snapshot, round: &RoundId) -> Option<Self> {
        let number = snapshot.round_number(round)?;
        let rounds = &snapshot.case().rounds;
        let chosen = rounds.get(number)?;
        let date = |date: &Option<CaseDate>| date.as_ref().and_then(CaseDate::parse);
        let start = date(&chosen.start);
        let place = |(other, record): (usize, &'a std::sync::Arc<crate::case::Round>)| {
            let by_start = date(&record.start).zip(start).map_or(Ordering::Equal, |(a, b)| compare(a, b));
            (record.id.as_str(), by_start.then(other.cmp(&number)))
        };
        // Of rounds with the same id the first counts, as everywhere.
        let rounds = rounds.iter().enumerate().rev().map(place).collect();
        let end = date(&chosen.end);
        Some(Self { rounds, days: start.or(end).zip(end.or(start)) })
    }

    /// Whether the moment is before, in or after the round, or nothing when it cannot be told.
    fn place(&self, moment: &Moment) -> Option<Ordering> {
        self.rounds.get(moment.as_str()).copied().or_else(|| {
            let date = moment.date()?.parse()?;
            let (first, last) = self.days?;
            Some(match (compare(date, first), compare(date, last)) {
                (Ordering::Less, _) => Ordering::Less,
                (_, Ordering::Greater) => Ordering::Greater,
                _ => Ordering::Equal,
            })
        })
    }

    fn begun(&self, position: &Position) -> bool {
        position.since.as_ref().and_then(|since| self.place(since)) != Some(Ordering::Greater)
    }

    fn ended(&self, position: &Position) -> bool {
        position.until.as_ref().and_then(|until| self.place(until)) == Some(Ordering::Less)
    }
}

/// Compares two dates as finely as the coarser of them is given.
fn compare(a: Precise, b: Precise) -> Ordering {
    let parts = |date| match date {
        Precise::Year(year) => (year, None),
        Precise::Month(year, month) => (year, Some((month, None))),
        Precise::Day(date) => (date.year(), Some((date.month(), Some(date.day())))),
    };
    let ((a_year, a_rest), (b_year, b_rest)) = (parts(a), parts(b));
    a_year.cmp(&b_year).then_with(|| {
        a_rest.zip(b_rest).map_or(Ordering::Equal, |((a_month, a_day), (b_month, b_day))| {
            let days = || a_day.zip(b_day).map_or(Ordering::Equal, |(a, b)| a.cmp(&b));
            a_month.cmp(&b_month).then_with(days)
        })
    })
}
