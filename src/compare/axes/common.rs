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
        let known = || principals.iter().filter(|lane| lane.place == Place::Accepts);
        let everything = vec![Span { first: 0, last: options - 1, conditional: false }];
        let common = known().fold(everything, |common, lane| intersection(&common, &lane.accepted));
        if known().count() < principals.len() {
            let refused = |option| principals.iter().any(|lane| lane.refused.binary_search(&option).is_ok());
            let closed = common.iter().all(|span| (span.first..=span.last).all(refused));
            return Self::Unknown { closed };
        }
        if common.is_empty() {
            let steps = steps(options, &principals, |_| true).unwrap_or_default();
            return Self::Apart { steps, unconditional: self::steps(options, &principals, |span| !span.conditional) };
        }
        Self::Meet(common)
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
        if a.last <= b.last { lefts.next() } else { rights.next() };
    }
    both
}

/// The fewest steps that the parties would have to move together to stand on one option, counting the spans picked.
fn steps(options: u32, lanes: &[&Lane], pick: impl Fn(&Span) -> bool) -> Option<u32> {
    let mut totals = vec![0_u32; options as usize];
    for lane in lanes {
        let spans = || lane.accepted.iter().filter(|span| pick(span));
        spans().next()?;
        // Two sweeps, one from each pole, each with the nearest accepted option passed so far.
        let mut ways = vec![u32::MAX; options as usize];
        let (mut ahead, mut behind) = (spans().peekable(), spans().rev().peekable());
        let mut passed: Option<u32> = None;
        for (option, way) in (0..options).zip(&mut ways) {
            while ahead.next_if(|span| span.last < option).is_some() {}
            match ahead.peek() {
                Some(span) if span.contains(option) => passed = Some(option),
                _ => {}
            }
            *way = passed.map_or(u32::MAX, |passed| option - passed);
        }
        passed = None;
        for (option, way) in (0..options).zip(&mut ways).rev() {
            while behind.next_if(|span| span.first > option).is_some() {}
            match behind.peek() {
                Some(span) if span.contains(option) => passed = Some(option),
                _ => {}
            }
            *way = passed.map_or(u32::MAX, |passed| passed - option).min(*way);
        }
        for (total, way) in totals.iter_mut().zip(ways) {
            *total = total.saturating_add(way);
        }
    }
    totals.into_iter().min()
}
