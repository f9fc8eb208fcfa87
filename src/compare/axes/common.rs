//! The principals together: common ground, or the distance.

use super::{Common, Lane, Place, Span};

impl Common {
    pub(super) fn of(options: u32, lanes: &[Lane]) -> Self {
        let principals: Vec<_> = lanes.iter().filter(|lane| lane.principal).collect();
        if options == 0 {
            return Self::NoOptions;
        }
        if principals.len() < 2 {
            return Self::NotCompared;
        }
        let known = principals.iter().all(|lane| lane.place == Place::Accepts);
        let places: Vec<Vec<Span>> = principals.iter().map(|lane| lane.possible(options)).collect();
        let everything = vec![Span { first: 0, last: options - 1, conditional: false }];
        let common = places.iter().fold(everything, |common, place| intersection(&common, place));
        match (common.is_empty(), known) {
            (false, true) => Self::Meet(common),
            (false, false) => Self::Unknown,
            (true, false) => Self::Closed { steps: steps(options, &places) },
            (true, true) => {
                let unconditional: Vec<Vec<Span>> = places
                    .iter()
                    .map(|place| place.iter().copied().filter(|span| !span.conditional).collect())
                    .collect();
                let steps = |places: &[Vec<Span>]| steps(options, places);
                Self::Apart { steps: steps(&places).unwrap_or_default(), unconditional: steps(&unconditional) }
            }
        }
    }
}

impl Lane {
    /// What the party accepts, or, where that is not on record, all that it does not refuse.
    fn possible(&self, options: u32) -> Vec<Span> {
        if self.place == Place::Accepts {
            return self.accepted.clone();
        }
        let mut possible = Vec::with_capacity(self.refused.len() + 1);
        let mut first = 0;
        for wall in self.refused.iter().copied().chain([options]) {
            if first < wall {
                possible.push(Span { first, last: wall - 1, conditional: false });
            }
            first = wall + 1;
        }
        possible
    }
}

/// The options in both lists of spans, conditional where either is; both are ordered and free of overlap.
fn intersection(left: &[Span], right: &[Span]) -> Vec<Span> {
    let (mut lefts, mut rights) = (left.iter().peekable(), right.iter().peekable());
    let mut both: Vec<Span> = Vec::new();
    while let (Some(a), Some(b)) = (lefts.peek(), rights.peek()) {
        let (first, last) = (a.first.max(b.first), a.last.min(b.last));
        let conditional = a.conditional || b.conditional;
        if first <= last {
            match both.last_mut() {
                Some(run) if run.conditional == conditional && run.last + 1 == first => run.last = last,
                _ => both.push(Span { first, last, conditional }),
            }
        }
        if a.last <= b.last {
            lefts.next()
        } else {
            rights.next()
        };
    }
    both
}

/// The fewest steps that the parties would have to move together to stand on one option; nothing if one has no place.
fn steps(options: u32, places: &[Vec<Span>]) -> Option<u32> {
    let mut totals = vec![0_u32; options as usize];
    for spans in places {
        spans.first()?;
        // From each option the nearest accepted one is in the last span before it or in the first that has not ended.
        let mut ahead = spans.iter().peekable();
        let mut passed = None;
        for (option, total) in (0..options).zip(&mut totals) {
            while let Some(span) = ahead.next_if(|span| span.last < option) {
                passed = Some(span.last);
            }
            let before = passed.map_or(u32::MAX, |end| option - end);
            let behind = ahead.peek().map_or(u32::MAX, |span| span.first.saturating_sub(option));
            *total = total.saturating_add(before.min(behind));
        }
    }
    totals.into_iter().min()
}
