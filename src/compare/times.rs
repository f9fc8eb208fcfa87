//! What lies before, in and after a round, by the rules of [`Filter::round`](super::Filter::round).

use std::cmp::Ordering;

use hashbrown::HashMap;

use crate::case::{CaseDate, Evidence, Moment, Outcome, Position, Precise, RoundId, Snapshot};

/// What a case had on record in a round, as far as dates tell; without a round everything.
///
/// A proposal, an answer, an outcome and a status have no moment of their own: they are as old as the oldest thing
/// that they rest on. What is not dated, or cannot be compared, cannot be called later.
pub struct Times {
    /// The first and the last day of the round.
    days: Option<(Precise, Precise)>,
    chosen: bool,
}

impl Times {
    /// Seen from this round; one that leads nowhere is as none.
    #[must_use]
    pub fn new(snapshot: &Snapshot, round: Option<&RoundId>) -> Self {
        let round = round.and_then(|round| snapshot.round(round));
        let date = |date: &Option<CaseDate>| date.as_ref().and_then(CaseDate::parse);
        let days = round.and_then(|round| {
            let (start, end) = (date(&round.start), date(&round.end));
            start.or(end).zip(end.or(start))
        });
        Self { days, chosen: round.is_some() }
    }

    /// Whether a round was chosen.
    #[must_use]
    pub fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// Whether a day lies after the round.
    #[must_use]
    pub fn is_later(&self, date: &CaseDate) -> bool {
        self.place(date) == Some(Ordering::Greater)
    }

    /// Whether a day lies before the round.
    #[must_use]
    pub fn is_earlier(&self, date: &CaseDate) -> bool {
        self.place(date) == Some(Ordering::Less)
    }

    /// Whether all that something rests on is dated after the round.
    #[must_use]
    pub fn rests_on_later(&self, evidence: &[Evidence]) -> bool {
        !evidence.is_empty() && evidence.iter().all(|entry| entry.date.as_ref().is_some_and(|date| self.is_later(date)))
    }

    /// Whether an outcome came after the round: by its date, else by what it rests on.
    #[must_use]
    pub fn came_later(&self, outcome: &Outcome) -> bool {
        outcome.date.as_ref().map_or_else(|| self.rests_on_later(&outcome.evidence), |date| self.is_later(date))
    }

    /// Whether something that stands now can be said of the round too: a part of what it rests on is not after it.
    #[must_use]
    pub fn was_known(&self, evidence: &[Evidence]) -> bool {
        let known = |entry: &Evidence| {
            let place = entry.date.as_ref().and_then(|date| self.place(date));
            place.is_some_and(|place| place != Ordering::Greater)
        };
        !self.chosen || evidence.iter().any(known)
    }

    fn place(&self, date: &CaseDate) -> Option<Ordering> {
        Some(place_of(date.parse()?, self.days?))
    }
}

/// Where the moments of a case lie, seen from one round.
pub(super) struct Clock<'a> {
    /// Whether each moment met so far is before, in or after the round, or nothing where it cannot be told: the
    /// rounds from the start, and each date once it has been read.
    places: HashMap<&'a str, Option<Ordering>>,
    /// The first and the last day, as finely as they are given.
    days: Option<(Precise, Precise)>,
}

impl<'a> Clock<'a> {
    /// Nothing for a round that leads nowhere.
    pub(super) fn new(snapshot: &'a Snapshot, round: &RoundId) -> Option<Self> {
        let number = snapshot.round_number(round)?;
        let rounds = &snapshot.case().rounds;
        let chosen = rounds.get(number)?;
        let date = |date: &Option<CaseDate>| date.as_ref().and_then(CaseDate::parse);
        let start = date(&chosen.start);
        let place = |(other, record): (usize, &'a std::sync::Arc<crate::case::Round>)| {
            let by_start = date(&record.start).zip(start).map_or(Ordering::Equal, |(a, b)| compare(a, b));
            (record.id.as_str(), Some(by_start.then(other.cmp(&number))))
        };
        // Of rounds with the same id the first counts, as everywhere.
        let places = rounds.iter().enumerate().rev().map(place).collect();
        let end = date(&chosen.end);
        Some(Self { places, days: start.or(end).zip(end.or(start)) })
    }

    /// Whether the round is before another of the case.
    pub(super) fn is_before(&self, other: &RoundId) -> bool {
        self.places.get(other.as_str()).copied().flatten() == Some(Ordering::Greater)
    }

    fn place(&mut self, moment: &'a Moment) -> Option<Ordering> {
        let days = self.days;
        *self.places.entry(moment.as_str()).or_insert_with(|| Some(place_of(moment.date()?.parse()?, days?)))
    }

    pub(super) fn begun(&mut self, position: &'a Position) -> bool {
        position.since.as_ref().and_then(|since| self.place(since)) != Some(Ordering::Greater)
    }

    pub(super) fn ended(&mut self, position: &'a Position) -> bool {
        position.until.as_ref().and_then(|until| self.place(until)) == Some(Ordering::Less)
    }
}

/// Whether a date is before, in or after some days.
fn place_of(date: Precise, (first, last): (Precise, Precise)) -> Ordering {
    match (compare(date, first), compare(date, last)) {
        (Ordering::Less, _) => Ordering::Less,
        (_, Ordering::Greater) => Ordering::Greater,
        _ => Ordering::Equal,
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
