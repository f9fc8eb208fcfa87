//! Which positions stand at a time, by the rules of [`Filter::round`](super::Filter::round).

use hashbrown::HashSet;

use super::times::Clock;
use crate::case::{Position, PositionNumber, RoundId, Snapshot, Visibility};

/// Tells which positions of a case stand in a round, or now when there is none.
pub(super) struct Standing<'a> {
    snapshot: &'a Snapshot,
    clock: Option<Clock<'a>>,
    /// The most secret visibility whose versions count.
    reach: u8,
}

impl<'a> Standing<'a> {
    /// `visibilities` are those that the filter shows, or none for all.
    pub(super) fn new(snapshot: &'a Snapshot, round: Option<&RoundId>, visibilities: &[Visibility]) -> Self {
        let reach = visibilities.iter().map(secrecy).max().unwrap_or(u8::MAX);
        Self { snapshot, clock: round.and_then(|round| Clock::new(snapshot, round)), reach }
    }

    /// Whether a version may take the place of an earlier one.
    fn counts(&self, later: &Position) -> bool {
        secrecy(later.visibility()) <= self.reach
    }

    /// Whether one position stands, in time proportional to the versions that it has.
    pub(super) fn one(&mut self, number: PositionNumber) -> bool {
        let Some(position) = self.snapshot.numbered(number) else { return false };
        let unended = match &mut self.clock {
            None => position.until.is_none(),
            Some(clock) => clock.begun(position) && !clock.ended(position),
        };
        unended && !self.is_replaced(number)
    }

    /// Whether one position has begun: what does not stand all the same stood before.
    pub(super) fn has_begun(&mut self, number: PositionNumber) -> bool {
        let Some(position) = self.snapshot.numbered(number) else { return false };
        self.clock.as_mut().is_none_or(|clock| clock.begun(position))
    }

    /// For every position by its number whether it stands, in time proportional to the case; shows each on the way, so
    /// that a large case need not be fetched from memory twice.
    pub(super) fn all(&mut self, mut visit: impl FnMut(PositionNumber, &Position)) -> Vec<bool> {
        let mut standing = vec![false; self.snapshot.position_limit()];
        let mut replacing = vec![false; standing.len()];
        for (number, position) in self.snapshot.numbered_positions() {
            let (has_begun, unended) = match &mut self.clock {
                None => (true, position.until.is_none()),
                Some(clock) => (clock.begun(position), !clock.ended(position)),
            };
            put(&mut replacing, number, has_begun && self.counts(position));
            put(&mut standing, number, has_begun && unended);
            visit(number, position);
        }
        drop_replaced(self.snapshot, &mut standing, &replacing);
        standing
    }

    /// Whether a later version that counts has begun, through any number of versions.
    fn is_replaced(&mut self, number: PositionNumber) -> bool {
        let snapshot = self.snapshot;
        let Some(position) = snapshot.numbered(number) else { return false };
        if snapshot.replaced_by(&position.id).next().is_none() {
            return false;
        }
        let around = loop_through(snapshot, number);
        let mut seen: HashSet<PositionNumber> = std::iter::once(number).collect();
        let mut next = vec![number];
        while let Some(position) = next.pop().and_then(|number| snapshot.numbered(number)) {
            for later in snapshot.replaced_by(&position.id) {
                let Some(number) = snapshot.position_number(&later.id).filter(|number| seen.insert(*number)) else {
                    continue;
                };
                let counts = !around.contains(&number) && self.counts(later);
                if counts && self.clock.as_mut().is_none_or(|clock| clock.begun(later)) {
                    return true;
                }
                next.push(number);
            }
        }
        false
    }
}

/// How few may see what has this visibility; a word that is not known is taken for the most secret.
fn secrecy(visibility: &Visibility) -> u8 {
    match visibility {
        Visibility::Public => 0,
        Visibility::Shared => 1,
        Visibility::Internal => 2,
        Visibility::Other(_) => 3,
    }
}

fn put(table: &mut [bool], number: PositionNumber, value: bool) {
    if let Some(slot) = table.get_mut(number.index()) {
        *slot = value;
    }
}

/// The version before a position.
fn earlier(snapshot: &Snapshot, number: PositionNumber) -> Option<PositionNumber> {
    snapshot.position_number(snapshot.numbered(number)?.replaces.as_ref()?)
}

/// The versions before a position, the latest first; in a loop each once, the position itself not among them.
pub(super) fn versions_before(snapshot: &Snapshot, number: PositionNumber) -> Vec<PositionNumber> {
    let mut seen: HashSet<PositionNumber> = std::iter::once(number).collect();
    let next = |number: &PositionNumber| earlier(snapshot, *number);
    std::iter::successors(next(&number), next).take_while(|number| seen.insert(*number)).collect()
}

/// The positions that replace each other in a loop of which this one is a part; none where it is in no loop.
fn loop_through(snapshot: &Snapshot, number: PositionNumber) -> Vec<PositionNumber> {
    let mut around = versions_before(snapshot, number);
    let last = around.last().copied().unwrap_or(number);
    if earlier(snapshot, last) != Some(number) {
        return Vec::new();
    }
    around.push(number);
    around
}

/// Clears every position of which a later version is `replacing` it, through any number of versions.
fn drop_replaced(snapshot: &Snapshot, standing: &mut [bool], replacing: &[bool]) {
    if snapshot.case().positions.iter().all(|position| position.replaces.is_none()) {
        return;
    }
    let mut before: Vec<Option<usize>> = vec![None; standing.len()];
    for (number, position) in snapshot.numbered_positions() {
        let earlier = position.replaces.as_ref().and_then(|earlier| snapshot.position_number(earlier));
        if let (Some(slot), Some(earlier)) = (before.get_mut(number.index()), earlier) {
            *slot = Some(earlier.index());
        }
    }
    let earlier = |number: usize| before.get(number).copied().flatten();
    let looped = looped(&before);
    let mut replaced = vec![false; standing.len()];
    for number in 0..standing.len() {
        if earlier(number).is_none() || looped.get(number) == Some(&true) || replacing.get(number) != Some(&true) {
            continue;
        }
        // Each version is marked once, so all walks together are as long as the list.
        let mut next = earlier(number);
        while let Some(version) = next
            && let Some(mark) = replaced.get_mut(version).filter(|mark| !**mark)
        {
            *mark = true;
            next = earlier(version);
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::fixtures::{case, position};
    use super::*;

    /// The ids of the positions that stand, each given with its moments.
    fn stand(positions: &[(&str, Value)], round: Option<&str>) -> Vec<String> {
        seen(positions, round, &[])
    }

    /// The same among those that have one of these visibilities.
    fn seen(positions: &[(&str, Value)], round: Option<&str>, visibilities: &[&str]) -> Vec<String> {
        let positions: Vec<Value> =
            positions.iter().map(|(id, more)| position(id, "syria", "golan", "demand", more.clone())).collect();
        let snapshot = case(json!({
            "positions": positions,
            "rounds": [
                { "id": "baku", "label": "Baku", "start": "2025-07" },
                { "id": "paris", "label": "Paris", "start": "2026-01-05", "end": "2026-01-06" },
                { "id": "undated", "label": "Some time" },
                { "id": "london", "label": "London", "start": "2025-09-17" },
            ],
        }));
        let visibilities: Vec<Visibility> = visibilities.iter().map(|word| Visibility::from(*word)).collect();
        let round = round.map(RoundId::from);
        let standing = Standing::new(&snapshot, round.as_ref(), &visibilities).all(|_, _| ());
        let mut each = Standing::new(&snapshot, round.as_ref(), &visibilities);
        for (number, position) in snapshot.numbered_positions() {
            assert_eq!(each.one(number), standing[number.index()], "{}", position.id);
        }
        let wanted = |position: &Position| visibilities.is_empty() || visibilities.contains(position.visibility());
        let standing = snapshot.case().positions.iter().zip(standing);
        let shown = standing.filter(|(position, stands)| *stands && wanted(position));
        shown.map(|(position, _)| position.id.to_string()).collect()
    }

    #[test]
    fn now_stands_what_nothing_replaces_and_has_no_end() {
        let positions = [
            ("old", json!({})),
            ("new", json!({ "replaces": "old" })),
            ("ended", json!({ "until": "baku" })),
            ("heir", json!({ "replaces": "gone" })),
        ];
        assert_eq!(stand(&positions, None), ["new", "heir"]);
    }

    #[test]
    fn a_round_that_leads_nowhere_is_as_none() {
        let positions = [("old", json!({ "since": "paris" })), ("new", json!({ "replaces": "old", "since": "2030" }))];
        assert_eq!(stand(&positions, Some("nowhere")), ["new"]);
    }

    #[test]
    fn rounds_are_compared_by_their_start_and_then_by_the_file() {
        let positions = [
            ("baku", json!({ "since": "baku" })),
            ("paris", json!({ "since": "paris" })),
            ("undated", json!({ "since": "undated" })),
            ("london", json!({ "since": "london" })),
        ];
        assert_eq!(stand(&positions, Some("baku")), ["baku"]);
        assert_eq!(stand(&positions, Some("paris")), ["baku", "paris", "london"]);
        // Without a date of its own the third round follows the two before it, not the fourth.
        assert_eq!(stand(&positions, Some("undated")), ["baku", "paris", "undated"]);
        assert_eq!(stand(&positions, Some("london")), ["baku", "undated", "london"]);
    }

    #[test]
    fn dates_count_only_as_finely_as_they_are_given() {
        let since = |date: &str| stand(&[("it", json!({ "since": date }))], Some("paris")).len();
        let until = |date: &str| stand(&[("it", json!({ "until": date }))], Some("paris")).len();
        for (date, begun, unended) in [
            ("2025", 1, 0),
            ("2026-01-04", 1, 0),
            ("2026-01-05", 1, 1),
            ("2026-01-06", 1, 1),
            ("2026-01", 1, 1),
            ("2026", 1, 1),
            ("2026-01-07", 0, 1),
            ("2026-02", 0, 1),
        ] {
            assert_eq!((since(date), until(date)), (begun, unended), "{date}");
        }
    }

    #[test]
    fn what_cannot_be_compared_hides_nothing() {
        let positions = [("odd", json!({ "since": "spring", "until": "autumn" }))];
        assert_eq!(stand(&positions, Some("paris")), ["odd"]);
        let positions = [("dated", json!({ "since": "2030", "until": "1990" }))];
        assert_eq!(stand(&positions, Some("undated")), ["dated"]);
    }

    #[test]
    fn a_position_stands_until_a_later_version_has_begun() {
        let positions = [
            ("first", json!({})),
            ("second", json!({ "replaces": "first", "since": "london" })),
            ("third", json!({ "replaces": "second", "since": "2026-01-06" })),
        ];
        assert_eq!(stand(&positions, Some("baku")), ["first"]);
        assert_eq!(stand(&positions, Some("london")), ["second"]);
        assert_eq!(stand(&positions, Some("paris")), ["third"]);
        assert_eq!(stand(&positions, None), ["third"]);
    }

    #[test]
    fn an_earlier_version_stays_replaced_when_the_one_between_has_no_known_time() {
        let positions = [
            ("first", json!({})),
            ("second", json!({ "replaces": "first", "since": "paris" })),
            ("third", json!({ "replaces": "second", "since": "baku" })),
        ];
        assert_eq!(stand(&positions, Some("london")), ["third"]);
    }

    #[test]
    fn a_loop_of_versions_replaces_nothing() {
        let positions = [
            ("a", json!({ "replaces": "b" })),
            ("b", json!({ "replaces": "c" })),
            ("c", json!({ "replaces": "a" })),
            ("self", json!({ "replaces": "self" })),
        ];
        assert_eq!(stand(&positions, None), ["a", "b", "c", "self"]);
        let mut led_into = positions.to_vec();
        led_into.push(("tail", json!({ "replaces": "b" })));
        assert_eq!(stand(&led_into, None), ["self", "tail"]);
    }

    #[test]
    fn a_more_secret_version_replaces_nothing_for_those_who_may_not_see_it() {
        let positions = [
            ("said", json!({})),
            ("told", json!({ "replaces": "said", "visibility": "shared" })),
            ("meant", json!({ "replaces": "told", "visibility": "internal" })),
        ];
        assert_eq!(seen(&positions, None, &[]), ["meant"]);
        assert_eq!(seen(&positions, None, &["public"]), ["said"]);
        assert_eq!(seen(&positions, None, &["public", "shared"]), ["told"]);
        assert_eq!(seen(&positions, None, &["internal"]), ["meant"]);
        assert_eq!(seen(&positions, Some("paris"), &["public"]), ["said"]);
        // Who sees what is internal knows that what was said has been overtaken.
        assert_eq!(seen(&positions, None, &["public", "internal"]), ["meant"]);
    }

    #[test]
    fn what_has_become_public_replaces_the_secret_before_it_for_everyone() {
        let positions = [
            ("first", json!({})),
            ("meant", json!({ "replaces": "first", "visibility": "internal" })),
            ("said", json!({ "replaces": "meant", "since": "paris" })),
        ];
        assert_eq!(seen(&positions, None, &["public"]), ["said"], "through a version that is not shown");
        assert_eq!(seen(&positions, None, &["internal"]), [""; 0]);
        assert_eq!(seen(&positions, Some("london"), &["public"]), ["first"]);
        let odd = [("known", json!({})), ("odd", json!({ "replaces": "known", "visibility": "eyes_only" }))];
        assert_eq!(seen(&odd, None, &["public", "shared", "internal"]), ["known"]);
    }
}
