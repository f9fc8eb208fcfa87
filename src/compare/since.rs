//! What has changed since an earlier round.
//!
//! The rule, all of it:
//!
//! **Then and now.** *Then* is what stood in the chosen round, and *now* what the filter shows: what stands in its
//! round or, without one, today; both by the rule of [`Filter::round`], and for the same readers. What stood in a
//! round is what stood at its end: a version that begins with the round has taken the place of the one before it, and
//! what ends with the round still belongs to it. A position whose beginning is not known stood then, so that nothing
//! is called new for want of a date.
//!
//! **New** is what stands now, did not stand then, and takes the place of nothing that did.
//!
//! **Changed** is what stands now and did not stand then, where the nearest earlier version that stood then, through
//! any number of versions, says something else: another kind, text, conditions, options, firmness, issue or party.
//! Evidence, dates, basis, visibility, tags and comments are about a position and not a part of what is said, so a
//! version that differs in nothing else is not marked.
//!
//! **Withdrawn** is what stood then, no longer stands, and has no later version that does. It is shown once more, at
//! the end of its cell, for as long as something is compared.
//!
//! **Readers.** An earlier version that the filter by visibility hides plays no part: it is neither shown nor given
//! away by a mark. The filters by party and kind choose what is shown, not what it is compared with.
//!
//! Proposals have no time, so they bear no mark. Where the round that is shown is not after the chosen one nothing is
//! compared, and neither is it where the chosen round leads nowhere.

use super::Filter;
use super::standing::{Standing, versions_before};
use super::times::Clock;
use crate::case::{Condition, Firmness, OptionId, Position, PositionNumber, RoundId, Snapshot, Visibility};

/// With which round what is shown is compared, by the rule of the module that works it out, [`Change`]'s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The earlier round.
    pub round: RoundId,
    /// Show only issues on which something shown has changed since.
    pub only_changed: bool,
}

/// What has become of a position since an earlier round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing stood in its place.
    New,
    /// This version stood in its place, and said something else.
    Changed(PositionNumber),
    /// It no longer stands.
    Withdrawn,
}

/// What a later version says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Whose it is, or on which issue.
    Place,
    /// Its kind.
    Kind,
    /// Its words.
    Text,
    /// On what it depends.
    Conditions,
    /// Which options it names.
    Options,
    /// How firm it is.
    Firmness,
}

/// Whether the filter compares what it shows with an earlier round, and that round is one.
#[must_use]
pub fn is_compared(snapshot: &Snapshot, filter: &Filter) -> bool {
    Changed::new(snapshot, filter).is_some()
}

/// What a later version of a position says otherwise than an earlier one, in the order in which it is told.
#[must_use]
pub fn aspects(before: &Position, after: &Position) -> Vec<Aspect> {
    let says = |condition: &Condition| (condition.text.clone(), condition.requires.clone(), condition.from.clone());
    let options = |position: &Position| {
        let mut options: Vec<OptionId> = position.options.clone();
        options.sort_unstable();
        options
    };
    let firmness = |position: &Position| position.firmness.clone().unwrap_or(Firmness::Unknown);
    let place = |position: &Position| (position.party.clone(), position.issue.clone());
    let found = [
        (Aspect::Place, place(before) != place(after)),
        (Aspect::Kind, before.kind != after.kind),
        (Aspect::Text, before.text != after.text),
        (Aspect::Conditions, !before.conditions.iter().map(says).eq(after.conditions.iter().map(says))),
        (Aspect::Options, options(before) != options(after)),
        (Aspect::Firmness, firmness(before) != firmness(after)),
    ];
    found.into_iter().filter_map(|(aspect, differs)| differs.then_some(aspect)).collect()
}

/// Tells what has become of positions since the round that a filter names.
pub(super) struct Changed<'a> {
    snapshot: &'a Snapshot,
    visibilities: &'a [Visibility],
    then: Standing<'a>,
    now: Standing<'a>,
}

impl<'a> Changed<'a> {
    /// Nothing where nothing is to be compared.
    pub(super) fn new(snapshot: &'a Snapshot, filter: &'a Filter) -> Option<Self> {
        let since = filter.since.as_ref()?;
        let shown = filter.round.as_ref().filter(|round| snapshot.round(round).is_some());
        let clock = Clock::new(snapshot, &since.round)?;
        if shown.is_some_and(|shown| !clock.is_before(shown)) {
            return None;
        }
        let standing = |round| Standing::new(snapshot, round, &filter.visibilities);
        Some(Self {
            snapshot,
            visibilities: &filter.visibilities,
            then: standing(Some(&since.round)),
            now: standing(shown),
        })
    }

    /// What has become of a position, in time proportional to its versions.
    pub(super) fn change(&mut self, number: PositionNumber) -> Option<Change> {
        let position = self.snapshot.numbered(number).filter(|position| self.is_seen(position))?;
        match (self.then.one(number), self.now.one(number)) {
            (true, true) | (false, false) => None,
            (true, false) => (!self.has_heir(number)).then_some(Change::Withdrawn),
            (false, true) => match self.stood_before(number) {
                None => Some(Change::New),
                Some((earlier, before)) => (!aspects(before, position).is_empty()).then_some(Change::Changed(earlier)),
            },
        }
    }

    fn is_seen(&self, position: &Position) -> bool {
        self.visibilities.is_empty() || self.visibilities.contains(position.visibility())
    }

    /// The nearest earlier version that stood then; one that still stands has not been replaced.
    fn stood_before(&mut self, number: PositionNumber) -> Option<(PositionNumber, &'a Position)> {
        let snapshot = self.snapshot;
        versions_before(snapshot, number).into_iter().find_map(|earlier| {
            let before = snapshot.numbered(earlier).filter(|before| self.is_seen(before))?;
            (self.then.one(earlier) && !self.now.one(earlier)).then_some((earlier, &**before))
        })
    }

    /// Whether a later version stands now.
    fn has_heir(&mut self, number: PositionNumber) -> bool {
        let snapshot = self.snapshot;
        let later = versions_after(snapshot, number);
        later
            .into_iter()
            .any(|later| snapshot.numbered(later).is_some_and(|position| self.is_seen(position)) && self.now.one(later))
    }
}

/// The versions that come after a position, each once, the position itself not among them.
pub(super) fn versions_after(snapshot: &Snapshot, number: PositionNumber) -> Vec<PositionNumber> {
    let mut found = Vec::new();
    let mut seen: hashbrown::HashSet<PositionNumber> = std::iter::once(number).collect();
    let mut next = vec![number];
    while let Some(position) = next.pop().and_then(|number| snapshot.numbered(number)) {
        for later in snapshot.replaced_by(&position.id) {
            if let Some(number) = snapshot.position_number(&later.id).filter(|number| seen.insert(*number)) {
                found.push(number);
                next.push(number);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::fixtures::{case, cell, issues, position};
    use super::super::{Comparison, default_columns};
    use super::*;

    fn talks(positions: &[Value]) -> Snapshot {
        case(json!({
            "positions": positions,
            "rounds": [
                { "id": "baku", "label": "Baku", "start": "2025-07-12" },
                { "id": "london", "label": "London", "start": "2025-09-16", "end": "2025-09-17" },
                { "id": "paris", "label": "Paris", "start": "2026-01-05", "end": "2026-01-06" },
            ],
        }))
    }

    fn golan(id: &str, kind: &str, more: Value) -> Value {
        position(id, "syria", "golan", kind, more)
    }

    fn since(round: &str) -> Filter {
        let since = Since { round: round.into(), only_changed: false };
        Filter { since: Some(since), ..Filter::default() }
    }

    fn build(snapshot: &Snapshot, filter: &Filter) -> Comparison {
        Comparison::build(snapshot, filter, &default_columns(snapshot))
    }

    /// What has become of each position that has changed, in file order.
    fn changes(snapshot: &Snapshot, filter: &Filter) -> Vec<String> {
        let comparison = build(snapshot, filter);
        let told = snapshot.numbered_positions().filter_map(|(number, position)| {
            let id = &position.id;
            Some(match comparison.change(number)? {
                Change::New => format!("{id} is new"),
                Change::Withdrawn => format!("{id} is withdrawn"),
                Change::Changed(earlier) => format!("{id} was {}", snapshot.numbered(earlier)?.id),
            })
        });
        let told: Vec<String> = told.collect();
        assert_eq!(told.len(), comparison.changed());
        told
    }

    #[test]
    fn what_began_later_is_new_and_what_has_no_known_beginning_is_not() {
        let snapshot = talks(&[
            golan("old", "demand", json!({ "since": "baku" })),
            golan("undated", "demand", json!({})),
            golan("of-london", "demand", json!({ "since": "london" })),
            golan("of-paris", "concession", json!({ "since": "paris" })),
        ]);
        assert_eq!(changes(&snapshot, &since("london")), ["of-paris is new"]);
        assert_eq!(changes(&snapshot, &since("baku")), ["of-london is new", "of-paris is new"]);
        assert_eq!(changes(&snapshot, &since("paris")), [""; 0]);
        assert_eq!(changes(&snapshot, &Filter::default()), [""; 0]);
        assert_eq!(changes(&snapshot, &since("nowhere")), [""; 0]);
    }

    #[test]
    fn a_later_version_is_compared_with_the_one_that_stood_at_the_end_of_the_round() {
        let snapshot = talks(&[
            golan("first", "demand", json!({ "since": "baku" })),
            golan("second", "demand", json!({ "replaces": "first", "since": "london" })),
            golan("third", "demand", json!({ "replaces": "second", "since": "paris" })),
        ]);
        assert_eq!(changes(&snapshot, &since("london")), ["third was second"]);
        assert_eq!(changes(&snapshot, &since("baku")), ["third was first"], "through the version between");
        let at_london = Filter { round: Some("london".into()), ..since("baku") };
        assert_eq!(changes(&snapshot, &at_london), ["second was first"]);
    }

    #[test]
    fn only_what_is_said_counts_as_changed() {
        let before =
            json!({ "text": "Leave", "since": "baku", "options": ["a", "b"], "conditions": [{ "text": "Peace" }] });
        let mut wordings = vec![
            (json!({ "text": "Go" }), "demand", Aspect::Text),
            (json!({}), "red_line", Aspect::Kind),
            (json!({ "conditions": [] }), "demand", Aspect::Conditions),
            (json!({ "conditions": [{ "text": "Peace", "requires": "issue:arms" }] }), "demand", Aspect::Conditions),
            (json!({ "options": ["a"] }), "demand", Aspect::Options),
            (json!({ "firmness": "flexible" }), "demand", Aspect::Firmness),
            (json!({ "issue": "lines" }), "demand", Aspect::Place),
        ];
        let made = |change: &Value, kind: &str| {
            let mut after = before.clone();
            let later = json!({ "since": "paris", "replaces": "old" });
            for more in [&later, change] {
                after.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            }
            talks(&[golan("old", "demand", before.clone()), golan("new", kind, after)])
        };
        for (change, kind, aspect) in wordings.drain(..) {
            let snapshot = made(&change, kind);
            assert_eq!(changes(&snapshot, &since("london")), ["new was old"], "{change}");
            let [old, new] = ["old", "new"].map(|id| snapshot.position(&id.into()).unwrap());
            assert_eq!(aspects(old, new), [aspect], "{change}");
        }
        for same in [
            json!({ "options": ["b", "a"] }),
            json!({ "firmness": "unknown", "basis": "inferred" }),
            json!({ "tags": ["x"], "comment": "y", "evidence": [{ "source": "s", "attribution": "analyst" }] }),
        ] {
            assert_eq!(changes(&made(&same, "demand"), &since("london")), [""; 0], "{same}");
        }
    }

    #[test]
    fn what_was_withdrawn_is_shown_once_more_at_the_end_of_its_cell() {
        let snapshot = talks(&[
            golan("gone", "demand", json!({ "since": "baku", "until": "london" })),
            golan("why", "interest", json!({})),
            golan("long-gone", "demand", json!({ "until": "baku" })),
        ]);
        let plain = build(&snapshot, &Filter::default());
        assert_eq!((cell(&snapshot, &plain, 0, 0), plain.hidden(0, 0)), (vec!["why".to_owned()], 2));
        let marked = build(&snapshot, &since("london"));
        assert_eq!(cell(&snapshot, &marked, 0, 0), ["why", "gone"]);
        assert_eq!(marked.hidden(0, 0), 1);
        assert_eq!(changes(&snapshot, &since("london")), ["gone is withdrawn"]);
        let demands = Filter { kinds: vec![crate::case::Kind::Concession], ..since("london") };
        assert_eq!(changes(&snapshot, &demands), [""; 0], "the other fields choose among what was withdrawn too");
        // In the round itself it still stood.
        let at_paris = Filter { round: Some("paris".into()), ..since("baku") };
        assert_eq!(changes(&snapshot, &at_paris), ["gone is withdrawn", "long-gone is withdrawn"]);
    }

    #[test]
    fn what_has_a_later_version_is_not_withdrawn_even_when_that_stands_elsewhere() {
        let snapshot = talks(&[
            golan("old", "demand", json!({ "until": "london" })),
            position("moved", "syria", "lines", "demand", json!({ "replaces": "old", "since": "paris" })),
        ]);
        assert_eq!(changes(&snapshot, &since("london")), ["moved was old"]);
        let ended = talks(&[
            golan("old", "demand", json!({})),
            golan("heir", "demand", json!({ "replaces": "old", "since": "paris", "until": "2026-02" })),
        ]);
        assert_eq!(changes(&ended, &since("london")), ["old is withdrawn"], "its heir has ended as well");
    }

    #[test]
    fn a_party_that_comes_back_after_a_silence_says_something_new() {
        let snapshot = talks(&[
            golan("first", "demand", json!({ "until": "baku" })),
            golan("again", "demand", json!({ "replaces": "first", "since": "paris" })),
        ]);
        assert_eq!(changes(&snapshot, &since("london")), ["again is new"]);
        assert_eq!(changes(&snapshot, &since("baku")), ["again was first"]);
    }

    #[test]
    fn a_loop_of_versions_is_not_compared_with_itself() {
        let snapshot = talks(&[
            golan("a", "demand", json!({ "replaces": "b" })),
            golan("b", "demand", json!({ "replaces": "a", "since": "paris" })),
        ]);
        assert_eq!(changes(&snapshot, &since("london")), ["b is new"]);
    }

    #[test]
    fn readers_are_not_told_of_an_earlier_version_that_they_may_not_see() {
        let snapshot = talks(&[
            golan("said", "demand", json!({})),
            golan("meant", "concession", json!({ "replaces": "said", "since": "london", "visibility": "internal" })),
            golan("told", "concession", json!({ "replaces": "meant", "since": "paris" })),
        ]);
        assert_eq!(changes(&snapshot, &since("london")), ["told was meant"]);
        let public = Filter { visibilities: vec![Visibility::Public], ..since("london") };
        assert_eq!(changes(&snapshot, &public), ["told was said"]);
        let bare = talks(&[
            golan("meant", "concession", json!({ "visibility": "internal" })),
            golan("told", "concession", json!({ "replaces": "meant", "since": "paris" })),
        ]);
        assert_eq!(changes(&bare, &public), ["told is new"]);
    }

    #[test]
    fn nothing_is_compared_backwards() {
        let snapshot = talks(&[golan("of-paris", "demand", json!({ "since": "paris" }))]);
        for shown in ["baku", "london"] {
            let filter = Filter { round: Some(shown.into()), ..since("london") };
            assert!(!is_compared(&snapshot, &filter), "{shown}");
            assert_eq!(changes(&snapshot, &filter), [""; 0], "{shown}");
        }
        assert!(is_compared(&snapshot, &Filter { round: Some("paris".into()), ..since("london") }));
    }

    #[test]
    fn to_compare_hides_nothing_unless_only_what_has_changed_is_asked_for() {
        let snapshot = talks(&[
            golan("new", "demand", json!({ "since": "paris" })),
            position("same", "israel", "arms", "demand", json!({})),
            position("gone", "israel", "trade", "demand", json!({ "until": "london" })),
        ]);
        let mut filter = since("london");
        assert!(filter.is_empty());
        assert_eq!(issues(&snapshot, &build(&snapshot, &filter)), ["golan", "lines", "arms", "trade"]);
        filter.since.as_mut().unwrap().only_changed = true;
        assert!(!filter.is_empty());
        assert_eq!(issues(&snapshot, &build(&snapshot, &filter)), ["golan", "trade"]);
        assert_eq!(changes(&snapshot, &filter), ["new is new", "gone is withdrawn"]);
        // A filter that can compare nothing hides nothing for it.
        filter.since.as_mut().unwrap().round = "nowhere".into();
        assert_eq!(build(&snapshot, &filter).issues.len(), 4);
    }

    #[test]
    fn a_search_keeps_the_marks_of_what_it_shows() {
        let snapshot = talks(&[
            golan("new", "demand", json!({ "since": "paris", "text": "Tanks leave" })),
            position("other", "israel", "arms", "demand", json!({ "since": "paris", "text": "No guns" })),
        ]);
        let filter = Filter { text: "tanks".to_owned(), ..since("london") };
        assert_eq!(changes(&snapshot, &filter), ["new is new"]);
    }

    #[test]
    fn what_was_withdrawn_has_no_place_on_the_axes() {
        let lists = json!({
            "issues": [{ "id": "golan", "axis": "territorial", "title": "Golan", "status": "contested",
                "options": [{ "id": "all", "label": "All" }, { "id": "none", "label": "None" }] }],
            "rounds": [{ "id": "london", "label": "London" }, { "id": "paris", "label": "Paris" }],
            "positions": [
                golan("gone", "demand", json!({ "options": ["all"], "until": "london" })),
                position("stays", "israel", "golan", "demand", json!({ "options": ["all"] })),
            ],
        });
        let snapshot = case(lists);
        let filter = since("london");
        let comparison = build(&snapshot, &filter);
        let axes = super::super::axes::Axes::build(&snapshot, &filter, &comparison);
        let line = axes.lines.first().unwrap();
        let syria = line.lanes.first().unwrap();
        assert_eq!((syria.marks.len(), syria.withdrawn.len()), (0, 1));
        assert_eq!(syria.place, super::super::axes::Place::NotShown);
        let listed: Vec<&str> = line.listed(&snapshot, syria).map(|position| position.id.as_str()).collect();
        assert_eq!(listed, ["gone"]);
    }
}
