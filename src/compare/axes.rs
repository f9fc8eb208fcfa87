//! Where the parties stand on each issue's scale, and whether the principals' places meet.
//!
//! The rules, all of them:
//!
//! **The scale.** An issue's options stand in order from one pole to the other; a *step* is the way from one option
//! to the next. An issue without options has no scale, and nothing is worked out for it.
//!
//! **Marks.** A demand, a concession or a red line that names an option of the issue has a mark there. One that names
//! none, or only ids that lead nowhere, has no place and is listed as text, as is a kind that this version does not
//! know. An interest says why, not where, so it never has a mark.
//!
//! **What a party would accept.** A party accepts what it demands and what it concedes. Of two options that it
//! accepts it also accepts every one between them: its wishes are taken to have a single peak, at its demand, and to
//! fall towards either pole, which is what lets the range from the demand to the last concession be read as the zone
//! in which the party would settle (H. Raiffa, *The Art and Science of Negotiation*, Harvard University Press, 1982,
//! on reservation prices and the zone of agreement; D. Black, "On the Rationale of Group Decision-making", *Journal of
//! Political Economy* 56, 1948, on single-peaked preferences). Nothing beyond the outermost named option is assumed.
//!
//! **Red lines.** A refused option is never accepted, not even when the same party also offers it, which is a problem
//! of the record and is listed among the case's problems. A refused option also cuts: options on its two sides are
//! not joined across it. A red line stands whether or not it names a condition, so that no agreement is made up.
//!
//! **Conditions.** What unconditional positions span is accepted as it is. A conditional concession adds the options
//! from there and from the demands to its own; a conditional demand adds those from the unconditional span to its
//! own. Both are accepted only if *all* conditions of that *one* position are met; where several conditional
//! positions reach an option, each is a way to it.
//!
//! **Common ground.** Only principals count, and only those that are shown: the options that every one of them would
//! accept. It is conditional where one of them accepts the option only under a condition. If any principal's accepted
//! options are not on record (it is silent, its positions are hidden or name no option, it only says what it refuses,
//! or it refuses all that it offers), the answer is *unknown*, never an agreement. One thing can be told even then: if
//! such a party refuses all that is left between the others, or the others do not meet, there is no common ground,
//! whatever it would accept; the distance is then a lower bound, counted as if it accepted all that it does not
//! refuse. With fewer than two principals shown nothing is compared.
//!
//! **Distance.** The fewest steps that the principals would have to move, all together, to stand on one option. For
//! two that is the way between their nearest accepted options. For three or more it is the sum of their ways to the
//! best meeting point: a largest distance between two of them could be zero without an option common to all.
//! It is given with every condition met, and again without the conditional offers.
//!
//! **Filters.** Which issues and parties appear follows the comparison, so a party that is filtered out has no lane
//! and is not called silent. The filters by round and visibility hold for the places too: an internal concession must
//! not show through as common ground. The filter by kind does *not*: with the concessions hidden, every span would
//! shrink and every distance grow into a false statement. Places are therefore read from a comparison with the same
//! columns and no filter by kind. A party whose positions are all hidden, or no longer stand, is not called silent.
//! What has been withdrawn since the round that the filter compares with is listed as text, and stands nowhere.

mod common;
mod lane;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{Column, Comparison, Filter, Followed};
use crate::case::{IssueNumber, Kind, PartyId, Position, PositionNumber, Role, Snapshot};

/// Where the parties stand, for every issue of a comparison, by the rules of this module.
///
/// Held as numbers into the case's lists, like the comparison itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axes {
    /// The comparison's axes, in its order.
    pub groups: Vec<AxisGroup>,
    /// A line for each issue of the comparison, group by group.
    pub lines: Vec<AxisLine>,
    /// How many of the case's principals are not shown, and so do not count for common ground.
    pub principals_hidden: usize,
}

/// An axis and how its issues stand.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisGroup {
    /// The axis by its number in the case's `axes`, or nothing for issues whose axis leads nowhere.
    pub axis: Option<u32>,
    /// Which of [`Axes::lines`] belong to it.
    pub lines: Range<usize>,
    /// How many of its issues meet, stand apart or are unknown.
    pub summary: Summary,
}

/// How many issues there are of each finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// There is an option that every principal accepts without a condition.
    pub meet: usize,
    /// There is an option that every principal accepts, but only under conditions.
    pub meet_if: usize,
    /// No option is accepted by all principals.
    pub apart: usize,
    /// What a principal would accept is not on record.
    pub unknown: usize,
    /// The issue has no options.
    pub without_options: usize,
    /// Fewer than two principals are shown.
    pub not_compared: usize,
}

/// One issue: who stands where on its scale.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisLine {
    /// The issue.
    pub issue: IssueNumber,
    /// How many options the issue has; an option is meant by its place in their list, from zero.
    pub options: u32,
    /// The principals that are shown, and the other shown parties that have a position here, in column order.
    pub lanes: Vec<Lane>,
    /// Whether the principals meet.
    pub common: Common,
}

/// What one party's positions say on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The party.
    pub party: PartyId,
    /// Whether the party is a principal, and so counts for common ground.
    pub principal: bool,
    /// What is known of the party's place.
    pub place: Place,
    /// The positions that have a place, in the comparison's order.
    pub marks: Vec<Mark>,
    /// The options that the party would accept, from the first on, without overlap.
    pub accepted: Vec<Span>,
    /// The options that the party refuses, from the first on.
    pub refused: Vec<u32>,
    /// The positions that have no place, interests among them.
    pub unplaced: Vec<PositionNumber>,
    /// The positions that have been withdrawn since the round that the filter compares with, and count for nothing.
    pub withdrawn: Vec<PositionNumber>,
}

/// What is known of a party's place on an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// No position is on record.
    Silent,
    /// There are positions, but the filter hides them or they no longer stand.
    NotShown,
    /// There are positions, but none names an option of the issue.
    TextOnly,
    /// Only red lines have a place: what the party would accept is unknown.
    OnlyRefuses,
    /// Every option that the party asks for or offers it also refuses.
    Contradicts,
    /// At least one option is accepted.
    Accepts,
}

/// A position that has a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The position by its number in the case's `positions`.
    pub position: PositionNumber,
    /// What the position does.
    pub kind: MarkKind,
    /// The options that it names, from the first on.
    pub options: Vec<u32>,
    /// Whether it says "only if …".
    pub conditional: bool,
    /// The options that it makes acceptable; empty for a red line.
    pub reach: Vec<Span>,
}

/// What a marked position does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// It asks for its options.
    Demand,
    /// It offers its options.
    Concession,
    /// It refuses its options.
    RedLine,
}

/// A run of neighbouring options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first option.
    pub first: u32,
    /// The last option, itself included.
    pub last: u32,
    /// Whether it holds only under conditions.
    pub conditional: bool,
}

/// Whether the principals meet on an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Common {
    /// The issue has no options.
    NoOptions,
    /// Fewer than two principals are shown.
    NotCompared,
    /// What a principal would accept is not on record, and it has not refused all that is left.
    Unknown,
    /// The options that every principal would accept, from the first on.
    Meet(Vec<Span>),
    /// No option is accepted by all.
    Apart {
        /// The fewest steps that they would have to move together if every condition were met.
        steps: u32,
        /// The same without the conditional offers; nothing when a principal has no other.
        unconditional: Option<u32>,
    },
    /// What a principal would accept is not on record, but no option that the others would accept is left to it.
    Closed {
        /// They are at least so many steps apart; nothing when a principal refuses every option.
        steps: Option<u32>,
    },
}

impl Axes {
    /// Works out every line of a comparison.
    ///
    /// `shown` must be what [`Comparison::build`] made of the same case and filter.
    #[must_use]
    pub fn build(snapshot: &Snapshot, filter: &Filter, shown: &Comparison) -> Self {
        let all_kinds = (!filter.kinds.is_empty()).then(|| {
            let filter = Filter { kinds: Vec::new(), text: String::new(), ..filter.clone() };
            Comparison::build(snapshot, &filter, &shown.columns)
        });
        let places = all_kinds.as_ref().unwrap_or(shown);
        let columns = seats(snapshot, filter, places);
        let lines: Vec<_> = shown
            .issues
            .iter()
            .map(|issue| {
                let row = places.row_of(*issue).unwrap_or(usize::MAX);
                AxisLine::build(snapshot, *issue, &columns, places, row)
            })
            .collect();
        let groups = groups(shown, &lines);
        let principals = snapshot.case().parties.iter().filter(|party| party.role == Role::Principal).count();
        let seated = columns.iter().filter(|seat| seat.principal).count();
        Self { groups, lines, principals_hidden: principals.saturating_sub(seated) }
    }

    /// Lets the lines follow an edit; false where they have to be worked out anew.
    ///
    /// `self` must be what [`Axes::build`] made of an earlier or later version with the same filter and columns, `shown`
    /// what the comparison is now, and `followed` what the edit came to there.
    pub fn follow(&mut self, snapshot: &Snapshot, filter: &Filter, shown: &Comparison, followed: &Followed) -> bool {
        let before = followed.relaid.as_ref().map_or(shown.issues.len(), Vec::len);
        if !filter.kinds.is_empty() || before != shown.issues.len() {
            return false;
        }
        let columns = seats(snapshot, filter, shown);
        let line = |row: usize| Some(AxisLine::build(snapshot, *shown.issues.get(row)?, &columns, shown, row));
        if let Some(relaid) = &followed.relaid {
            let mut old: Vec<Option<AxisLine>> = std::mem::take(&mut self.lines).into_iter().map(Some).collect();
            let kept = |from: Option<usize>| old.get_mut(from?)?.take();
            let kept: Vec<Option<AxisLine>> = relaid.iter().copied().map(kept).collect();
            let lines = kept.into_iter().enumerate().map(|(row, kept)| kept.or_else(|| line(row)));
            self.lines = lines.collect::<Option<_>>().unwrap_or_default();
            self.groups = groups(shown, &self.lines);
            return self.lines.len() == shown.issues.len();
        }
        if self.lines.len() != shown.issues.len() {
            return false;
        }
        for row in &followed.rows {
            let (Some(slot), Some(line)) = (self.lines.get_mut(*row), line(*row)) else { return false };
            *slot = line;
        }
        for group in &mut self.groups {
            if followed.rows.iter().any(|row| group.lines.contains(row)) {
                group.summary = Summary::of(self.lines.get(group.lines.clone()).unwrap_or_default());
            }
        }
        true
    }

    /// How all issues stand.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary::of(&self.lines)
    }
}

impl AxisLine {
    /// A lane's positions that are listed as text, what has been withdrawn last: interests only where nothing else of
    /// the party has a place.
    pub fn listed<'a>(&self, snapshot: &'a Snapshot, lane: &'a Lane) -> impl Iterator<Item = &'a Position> + use<'a> {
        let every = self.options == 0 || lane.place == Place::TextOnly;
        let positions = lane.unplaced.iter().filter_map(|number| snapshot.numbered(*number));
        let withdrawn = lane.withdrawn.iter().filter_map(|number| snapshot.numbered(*number));
        positions
            .map(|position| &**position)
            .filter(move |position| every || position.kind != Kind::Interest)
            .chain(withdrawn.map(|position| &**position))
    }

    /// The nearest two options of two principals that stand apart, each's own first; nothing where they are not two.
    #[must_use]
    pub fn nearest(&self) -> Option<(u32, u32)> {
        let mut principals = self.lanes.iter().filter(|lane| lane.principal);
        let (Some(one), Some(other), None) = (principals.next(), principals.next(), principals.next()) else {
            return None;
        };
        if !matches!(self.common, Common::Apart { .. }) {
            return None;
        }
        let (mut ones, mut others) = (one.accepted.iter().peekable(), other.accepted.iter().peekable());
        let mut nearest: Option<(u32, u32)> = None;
        while let (Some(a), Some(b)) = (ones.peek(), others.peek()) {
            let pair = if a.last < b.first { (a.last, b.first) } else { (a.first, b.last) };
            if nearest.is_none_or(|(from, to)| pair.0.abs_diff(pair.1) < from.abs_diff(to)) {
                nearest = Some(pair);
            }
            if a.last < b.last {
                ones.next()
            } else {
                others.next()
            };
        }
        nearest
    }
}

/// The axes that have an issue to show, with how its lines stand.
fn groups(shown: &Comparison, lines: &[AxisLine]) -> Vec<AxisGroup> {
    let filled = shown.groups.iter().filter(|group| !group.rows.is_empty());
    let group = |group: &super::Group| AxisGroup {
        axis: group.axis,
        lines: group.rows.clone(),
        summary: Summary::of(lines.get(group.rows.clone()).unwrap_or_default()),
    };
    filled.map(group).collect()
}

/// The columns whose parties have lanes.
fn seats(snapshot: &Snapshot, filter: &Filter, places: &Comparison) -> Vec<lane::Seat> {
    let columns = (0..).zip(&places.columns).filter_map(|(column, kind)| match kind {
        Column::Party(party) => Some((column, party)),
        Column::Proposals => None,
    });
    let wanted = columns.filter(|(_, party)| filter.parties.is_empty() || filter.parties.contains(party));
    let seat = |(column, party): (usize, &PartyId)| lane::Seat {
        column,
        party: party.clone(),
        principal: snapshot.party(party).is_some_and(|party| party.role == Role::Principal),
    };
    wanted.map(seat).collect()
}

impl Summary {
    fn of(lines: &[AxisLine]) -> Self {
        let mut summary = Self::default();
        for line in lines {
            *match &line.common {
                Common::NoOptions => &mut summary.without_options,
                Common::NotCompared => &mut summary.not_compared,
                Common::Unknown => &mut summary.unknown,
                Common::Meet(spans) if spans.iter().all(|span| span.conditional) => &mut summary.meet_if,
                Common::Meet(_) => &mut summary.meet,
                Common::Apart { .. } | Common::Closed { .. } => &mut summary.apart,
            } += 1;
        }
        summary
    }
}

impl Lane {
    /// The conditional positions that lead to an option: each is a way to it, if all its conditions are met.
    ///
    /// Empty for an option that is accepted without a condition, or not at all.
    pub fn ways_to(&self, option: u32) -> impl Iterator<Item = &Mark> {
        let conditional = self.accepted.iter().any(|span| span.conditional && span.contains(option));
        self.marks
            .iter()
            .filter(move |mark| conditional && mark.conditional && mark.reach.iter().any(|span| span.contains(option)))
    }
}

impl Span {
    /// Whether an option lies in the span.
    #[must_use]
    pub fn contains(&self, option: u32) -> bool {
        (self.first..=self.last).contains(&option)
    }
}
