//! One party on one issue: its marks and what it would accept.

use hashbrown::HashMap;

use super::{AxisLine, Common, Lane, Mark, MarkKind, Place, Span};
use crate::case::{IssueNumber, Kind, OptionId, PartyId, Position, PositionNumber, Snapshot};
use crate::compare::{Change, Comparison};

/// A party's column.
pub(super) struct Seat {
    pub(super) column: usize,
    pub(super) party: PartyId,
    pub(super) principal: bool,
}

impl AxisLine {
    /// The line of the issue with this number, which stands in a row of `shown`.
    pub(super) fn build(
        snapshot: &Snapshot,
        number: IssueNumber,
        seats: &[Seat],
        shown: &Comparison,
        row: usize,
    ) -> Self {
        let options = snapshot.numbered_issue(number).map_or(&[][..], |issue| &issue.options);
        let mut scale = HashMap::with_capacity(options.len());
        for (place, option) in (0_u32..).zip(options) {
            scale.entry(&option.id).or_insert(place);
        }
        let lanes: Vec<_> = seats
            .iter()
            .map(|seat| Lane::build(snapshot, seat, shown, row, &scale))
            .filter(|lane| {
                let is_empty = matches!(lane.place, Place::Silent | Place::NotShown) && lane.withdrawn.is_empty();
                lane.principal || !is_empty
            })
            .collect();
        let options = u32::try_from(options.len()).unwrap_or(u32::MAX);
        let common = Common::of(options, &lanes);
        Self { issue: number, options, lanes, common }
    }
}

impl Lane {
    fn build(
        snapshot: &Snapshot,
        seat: &Seat,
        shown: &Comparison,
        row: usize,
        scale: &HashMap<&OptionId, u32>,
    ) -> Self {
        let mut lane = Self {
            party: seat.party.clone(),
            principal: seat.principal,
            place: Place::Silent,
            marks: Vec::new(),
            accepted: Vec::new(),
            refused: Vec::new(),
            unplaced: Vec::new(),
            withdrawn: Vec::new(),
        };
        for number in shown.cell(row, seat.column).iter().filter_map(|entry| entry.position()) {
            let Some(position) = snapshot.numbered(number) else { continue };
            match Mark::of(number, position, scale) {
                _ if shown.change(number) == Some(Change::Withdrawn) => lane.withdrawn.push(number),
                Some(mark) => lane.marks.push(mark),
                None => lane.unplaced.push(number),
            }
        }
        lane.refused = lane.options(|mark| mark.kind == MarkKind::RedLine).collect();
        lane.refused.sort_unstable();
        lane.refused.dedup();
        lane.accept();
        lane.place = if !lane.accepted.is_empty() {
            Place::Accepts
        } else if lane.marks.iter().any(|mark| mark.kind != MarkKind::RedLine) {
            Place::Contradicts
        } else if !lane.marks.is_empty() {
            Place::OnlyRefuses
        } else if !lane.unplaced.is_empty() {
            Place::TextOnly
        } else if !lane.withdrawn.is_empty() || shown.hidden(row, seat.column) > 0 {
            Place::NotShown
        } else {
            Place::Silent
        };
        lane
    }

    fn options(&self, pick: impl Fn(&Mark) -> bool) -> impl Iterator<Item = u32> {
        self.marks.iter().filter(move |mark| pick(mark)).flat_map(|mark| mark.options.iter().copied())
    }

    /// Sets what each mark makes acceptable, and the accepted options.
    fn accept(&mut self) {
        let unconditional =
            Hulls::of(&self.refused, self.options(|mark| mark.kind != MarkKind::RedLine && !mark.conditional));
        let demanded = Hulls::of(&self.refused, self.options(|mark| mark.kind == MarkKind::Demand));
        for mark in &mut self.marks {
            let mut hulls = match mark.kind {
                MarkKind::RedLine => continue,
                MarkKind::Demand | MarkKind::Concession => Hulls::of(&self.refused, mark.options.iter().copied()),
            };
            hulls.widen(&unconditional);
            if mark.conditional && mark.kind == MarkKind::Concession {
                hulls.widen(&demanded);
            }
            mark.reach = hulls.spans(mark.conditional).collect();
        }
        let mut reached: Vec<_> =
            self.marks.iter().filter(|mark| mark.conditional).flat_map(|mark| mark.reach.iter().copied()).collect();
        reached.sort_unstable_by_key(|span| (span.first, span.last));
        reached.dedup_by(|next, kept| {
            let joins = next.first <= kept.last;
            if joins {
                kept.last = kept.last.max(next.last);
            }
            joins
        });
        // A conditional reach holds either all of a stretch's unconditional options or none of them.
        for span in reached {
            match unconditional.within(&self.refused, span.first, span.last) {
                None => self.accepted.push(span),
                Some((first, last)) => {
                    if span.first < first {
                        self.accepted.push(Span { last: first - 1, ..span });
                    }
                    if last < span.last {
                        self.accepted.push(Span { first: last + 1, ..span });
                    }
                }
            }
        }
        self.accepted.extend(unconditional.spans(false));
        self.accepted.sort_unstable_by_key(|span| span.first);
    }
}

impl Mark {
    fn of(number: PositionNumber, position: &Position, scale: &HashMap<&OptionId, u32>) -> Option<Self> {
        let kind = match position.kind {
            Kind::Demand => MarkKind::Demand,
            Kind::Concession => MarkKind::Concession,
            Kind::RedLine => MarkKind::RedLine,
            Kind::Interest | Kind::Other(_) => return None,
        };
        let mut options: Vec<_> = position.options.iter().filter_map(|option| scale.get(option).copied()).collect();
        options.sort_unstable();
        options.dedup();
        let conditional = !position.conditions.is_empty();
        (!options.is_empty()).then_some(Self { position: number, kind, options, conditional, reach: Vec::new() })
    }
}

/// From the first to the last of some options, apart for each stretch between refused ones, in order.
struct Hulls(Vec<(usize, u32, u32)>);

impl Hulls {
    fn of(refused: &[u32], options: impl Iterator<Item = u32>) -> Self {
        let stretches = options.filter_map(|option| Some((stretch(refused, option)?, option, option)));
        let mut hulls: Vec<_> = stretches.collect();
        hulls.sort_unstable();
        hulls.dedup_by(|next, kept| {
            kept.2 = if next.0 == kept.0 { next.2 } else { kept.2 };
            next.0 == kept.0
        });
        Self(hulls)
    }

    fn in_stretch(&self, stretch: usize) -> Option<(u32, u32)> {
        let place = self.0.binary_search_by_key(&stretch, |(stretch, ..)| *stretch).ok()?;
        self.0.get(place).map(|(_, first, last)| (*first, *last))
    }

    /// Takes in what the other has in the same stretches.
    fn widen(&mut self, other: &Self) {
        for (stretch, first, last) in &mut self.0 {
            if let Some((low, high)) = other.in_stretch(*stretch) {
                *first = low.min(*first);
                *last = high.max(*last);
            }
        }
    }

    /// The hull in the stretch of `first`, if it lies between `first` and `last`.
    fn within(&self, refused: &[u32], first: u32, last: u32) -> Option<(u32, u32)> {
        let hull = self.in_stretch(stretch(refused, first)?)?;
        (first <= hull.0 && hull.1 <= last).then_some(hull)
    }

    fn spans(&self, conditional: bool) -> impl Iterator<Item = Span> {
        self.0.iter().map(move |(_, first, last)| Span { first: *first, last: *last, conditional })
    }
}

/// Which stretch between refused options an option lies in; nothing for a refused one.
fn stretch(refused: &[u32], option: u32) -> Option<usize> {
    refused.binary_search(&option).err()
}
