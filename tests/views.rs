//! What is worked out from a case and follows an edit says the same as what is worked out anew.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/actions.rs"]
mod actions;

use std::sync::Arc;

use actions::{actions, cases, edit_of};
use demarche::case::{Kind, PositionId, Ref, Role, Snapshot, Status, Visibility};
use demarche::compare::axes::Axes;
use demarche::compare::{
    Changes, Column, Comparison, Entry, Filter, Matches, SearchIndex, Since, all_columns, arranged_anew,
    default_columns,
};
use demarche::edit::{self, Direction, Document, Edit, Key, References};
use demarche::generate::{self, Size};
use proptest::prelude::*;
use proptest::sample::select;

/// Makes an edit of a position.
type Make = fn(&Snapshot, &Key, &PositionId) -> Option<Edit>;

/// What is searched for: often found, sometimes, and never.
const QUERIES: [&str; 3] = ["e", "full", "xylophone"];

/// Everything that the program keeps of a version of a case.
struct Views {
    snapshot: Snapshot,
    filter: Filter,
    columns: Vec<Column>,
    comparison: Comparison,
    axes: Axes,
    index: SearchIndex,
    matches: Vec<Matches>,
    /// How often the comparison could follow.
    followed: usize,
}

impl Views {
    fn of(snapshot: &Snapshot, filter: Filter, columns: Vec<Column>) -> Self {
        let comparison = Comparison::build(snapshot, &filter, &columns);
        let axes = Axes::build(snapshot, &filter, &comparison);
        let index = SearchIndex::build(snapshot);
        let matches = QUERIES.iter().map(|query| index.search(query)).collect();
        Self { snapshot: snapshot.clone(), filter, columns, comparison, axes, index, matches, followed: 0 }
    }

    /// Follows the case as the program does, and compares all of it with what is made anew.
    fn follow(&mut self, now: &Snapshot) {
        let columns = arranged_anew(&self.columns, &all_columns(&self.snapshot), &all_columns(now));
        let anew = Self::of(now, self.filter.clone(), columns);
        let followed = Changes::between(&self.snapshot, now).and_then(|changes| {
            assert!(changes.columns || anew.columns == self.columns);
            let followed = self.comparison.follow(&changes, &self.snapshot, now, &self.filter, &anew.columns);
            if followed.is_none() {
                assert!(self.comparison == Comparison::build(&self.snapshot, &self.filter, &self.columns));
            }
            followed.map(|followed| (changes, followed))
        });
        let Some((changes, followed)) = followed else {
            *self = Self { followed: self.followed, ..anew };
            return;
        };
        self.followed += 1;
        assert!(self.comparison == anew.comparison, "{changes:?} {followed:?}");
        self.columns = anew.columns;
        if !changes.columns && self.axes.follow(now, &self.filter, &self.comparison, &followed) {
            assert!(self.axes == anew.axes, "{changes:?} {followed:?}");
        } else {
            self.axes = anew.axes;
        }
        if let Some(index) = self.index.follow(&changes, &self.snapshot, now) {
            for matches in &mut self.matches {
                index.search_again(matches, &changes, &self.snapshot, now);
            }
            self.index = index;
        } else {
            (self.index, self.matches) = (anew.index, anew.matches.clone());
        }
        for ((query, matches), anew) in QUERIES.iter().zip(&self.matches).zip(&anew.matches) {
            same_matches(now, matches, anew);
            same_matches(now, &self.index.search(query), anew);
        }
        self.snapshot = now.clone();
    }
}

fn same_matches(snapshot: &Snapshot, one: &Matches, two: &Matches) {
    let number = |number: usize| u32::try_from(number).unwrap();
    for issue in 0..=number(snapshot.issue_limit()) {
        assert_eq!(one.issue(issue.into()), two.issue(issue.into()));
    }
    let gone = (0..=number(snapshot.position_limit())).map(|number| Entry::Position(number.into()));
    let proposals = (0..).zip(&snapshot.case().proposals);
    let terms = proposals.flat_map(|(proposal, record)| {
        (0..=number(record.terms.len())).map(move |term| Entry::Term { proposal, term })
    });
    for entry in gone.chain(terms) {
        assert_eq!(one.entry(entry), two.entry(entry), "{entry:?}");
    }
    assert_eq!(one.is_empty(), two.is_empty());
    let (mut ones, mut twos): (Vec<_>, Vec<_>) = (one.documents().collect(), two.documents().collect());
    ones.sort_by_key(|(document, _)| *document);
    twos.sort_by_key(|(document, _)| *document);
    assert_eq!(ones, twos);
}

fn filters() -> impl Strategy<Value = Filter> {
    let none = Filter::default;
    select(vec![
        none(),
        Filter { kinds: vec![Kind::Demand, Kind::RedLine], ..none() },
        Filter { statuses: vec![Status::Unknown, Status::Contested], ..none() },
        Filter { visibilities: vec![Visibility::Public], ..none() },
        Filter { round: Some("paris".into()), ..none() },
        Filter { parties: vec!["syria".into()], ..none() },
        Filter { axes: vec!["security".into()], ..none() },
        Filter { since: Some(Since { round: "round-2".into(), only_changed: false }), ..none() },
        Filter {
            since: Some(Since { round: "round-2".into(), only_changed: true }),
            round: Some("round-4".into()),
            ..none()
        },
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn views_that_follow_every_edit_undo_and_redo_are_those_that_would_be_made_anew(
        start in cases(),
        filter in filters(),
        every_column in any::<bool>(),
        actions in prop::collection::vec((actions(), 0..4_usize), 1..12),
    ) {
        let columns = if every_column { all_columns(&start) } else { default_columns(&start) };
        let mut views = Views::of(&start, filter, columns);
        let mut document = Document::new(start, true);
        for (action, back) in actions {
            if let Some(edit) = edit_of(document.snapshot(), &action) {
                document.apply(edit).unwrap_or(false);
            }
            views.follow(document.snapshot());
            for _ in 0..back {
                document.undo();
                views.follow(document.snapshot());
            }
            if back % 2 == 1 {
                document.redo();
                views.follow(document.snapshot());
            }
        }
    }
}

#[test]
fn whatever_is_done_to_a_position_is_followed_and_so_is_taking_it_back() {
    let start = Snapshot::new(Arc::new(generate::case(3, Size { positions: 60, parties: 3 })));
    let mut views = Views::of(&start, Filter::default(), default_columns(&start));
    let mut document = Document::new(start, true);
    let id = |document: &Document, at: usize| document.snapshot().case().positions.get(at).unwrap().id.clone();
    let key = |id: PositionId| Key::Record(Ref::Position(id));
    let edits: [Make; 6] = [
        |snapshot, _, id| {
            let position = snapshot.position(id)?;
            Some(edit::add_position(snapshot, &position.party, &position.issue, Kind::Demand).0)
        },
        |snapshot, key, _| edit::duplicate(snapshot, key),
        |snapshot, key, _| edit::remove(snapshot, key, References::Keep),
        |snapshot, key, _| edit::move_past(snapshot, key, Direction::Later),
        |snapshot, _, id| {
            let party = &snapshot.case().parties.last()?.id;
            edit::move_position_to(snapshot, id, party, &snapshot.case().issues.last()?.id)
        },
        |snapshot, key, id| {
            let before = snapshot.position(id)?;
            let mut after = (**before).clone();
            after.text = "Something full of words".to_owned();
            edit::set(key.clone(), &before.clone().into(), &after.into(), None)
        },
    ];
    let (mut made, mut followed) = (0, 0);
    for (number, make) in edits.iter().enumerate() {
        for at in [0, 17, 40] {
            let id = id(&document, at);
            let Some(edit) = make(document.snapshot(), &key(id.clone()), &id) else { continue };
            document.apply(edit).unwrap();
            views.follow(document.snapshot());
            document.undo().unwrap();
            views.follow(document.snapshot());
            document.redo().unwrap();
            views.follow(document.snapshot());
            made += 3;
            assert_eq!(views.followed - followed, 3, "edit {number} of position {at}");
            followed = views.followed;
        }
    }
    assert!(made > 40, "{made}");
}

#[test]
fn what_was_replaced_stands_again_when_the_later_version_is_gone() {
    let position = |id: &str, issue: &str, replaces: Option<&str>| {
        let mut position =
            serde_json::json!({ "id": id, "party": "syria", "issue": issue, "kind": "demand", "text": id });
        if let Some(earlier) = replaces {
            position["replaces"] = earlier.into();
        }
        position
    };
    let issue = |id: &str| serde_json::json!({ "id": id, "axis": "security", "title": id, "status": "unknown" });
    let case = serde_json::json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [{ "id": "syria", "name": "Syria", "role": "principal" }],
        "axes": [{ "id": "security", "name": "Security" }],
        "issues": [issue("golan"), issue("arms"), issue("trade")],
        "positions": [
            position("a", "golan", None), position("b", "trade", Some("a")), position("c", "arms", Some("b")),
        ],
    });
    let start = Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()));
    let mut views = Views::of(&start, Filter::default(), default_columns(&start));
    let mut document = Document::new(start, true);
    let last = Key::Record(Ref::Position("c".into()));
    document.apply(edit::remove(document.snapshot(), &last, References::Keep).unwrap()).unwrap();
    assert!(views.comparison.cell(2, 0).is_empty());
    views.follow(document.snapshot());
    assert_eq!(views.comparison.cell(2, 0).len(), 1);
    assert_eq!(views.followed, 1);
}

#[test]
fn a_row_that_the_filter_lets_through_no_longer_goes_and_comes_back() {
    let start = Snapshot::new(Arc::new(generate::case(3, Size { positions: 60, parties: 3 })));
    let filter = Filter { kinds: vec![Kind::RedLine], ..Filter::default() };
    let mut views = Views::of(&start, filter, default_columns(&start));
    let row = (0..views.comparison.issues.len()).find(|row| views.comparison.row(*row).count() == 1).unwrap();
    let (_, entry) = views.comparison.row(row).next().unwrap();
    let Entry::Position(number) = entry else { unreachable!("terms are of no kind") };
    let key = Key::Record(Ref::Position(start.numbered(number).unwrap().id.clone()));
    let mut document = Document::new(start, true);
    document.apply(edit::remove(document.snapshot(), &key, References::Keep).unwrap()).unwrap();
    let rows = views.comparison.issues.len();
    views.follow(document.snapshot());
    assert_eq!((views.followed, views.comparison.issues.len()), (1, rows - 1));
    document.undo().unwrap();
    views.follow(document.snapshot());
    assert_eq!((views.followed, views.comparison.issues.len()), (2, rows));
}

/// Makes an edit of whatever stands at a place of a case.
type MakeAt = fn(&Snapshot, usize) -> Option<Edit>;

/// Writes a record with a change.
fn set<T: Clone + Into<edit::Record>>(target: Ref, record: &Arc<T>, change: impl FnOnce(&mut T)) -> Option<Edit>
where
    Arc<T>: Into<edit::Record>,
{
    let mut after = T::clone(record);
    change(&mut after);
    edit::set(Key::Record(target), &record.clone().into(), &after.into(), None)
}

/// What can be done to issues, parties and axes.
const EDITS: [(&str, MakeAt); 17] = [
    ("retitle an issue", |snapshot, at| {
        let issue = snapshot.case().issues.get(at)?;
        set(Ref::Issue(issue.id.clone()), issue, |issue| "Something full of words".clone_into(&mut issue.title))
    }),
    ("change the status of an issue", |snapshot, at| {
        let issue = snapshot.case().issues.get(at)?;
        set(Ref::Issue(issue.id.clone()), issue, |issue| issue.status = Status::NotAddressed)
    }),
    ("give an issue an unknown status", |snapshot, at| {
        let issue = snapshot.case().issues.get(at)?;
        set(Ref::Issue(issue.id.clone()), issue, |issue| issue.status = Status::Other("odd".into()))
    }),
    ("add an issue after another", |snapshot, at| {
        let issue = snapshot.case().issues.get(at)?;
        Some(edit::add_issue(snapshot, &issue.axis, Some(&issue.id), "New").0)
    }),
    ("add an issue to an axis", |snapshot, at| {
        Some(edit::add_issue(snapshot, &snapshot.case().axes.get(at % 5)?.id, None, "New").0)
    }),
    ("move an issue within its axis", |snapshot, at| {
        let key = Key::Record(Ref::Issue(snapshot.case().issues.get(at)?.id.clone()));
        let moved = edit::move_past(snapshot, &key, Direction::Later);
        moved.or_else(|| edit::move_past(snapshot, &key, Direction::Earlier))
    }),
    ("move an issue to another axis", |snapshot, at| {
        let issue = snapshot.case().issues.get(at)?;
        let axis = snapshot.case().axes.iter().find(|axis| axis.id != issue.axis)?;
        edit::move_issue(snapshot, &issue.id, None, &axis.id)
    }),
    ("duplicate an issue", |snapshot, at| {
        let issue = snapshot.case().issues.get(at)?;
        edit::duplicate(snapshot, &Key::Record(Ref::Issue(issue.id.clone())))
    }),
    ("rename an issue", |snapshot, at| {
        let issue = snapshot.case().issues.get(at)?;
        edit::rename(snapshot, &Ref::Issue(issue.id.clone()), &format!("{}-more", issue.id))
    }),
    ("merge an issue into another", |snapshot, at| {
        let issues = &snapshot.case().issues;
        edit::merge_issues(snapshot, &issues.get(at)?.id, &issues.get((at + 1) % issues.len())?.id)
    }),
    ("remove an issue and what is on it", |snapshot, at| {
        let issue = snapshot.case().issues.get(at)?;
        edit::remove(snapshot, &Key::Record(Ref::Issue(issue.id.clone())), References::Remove)
    }),
    ("remove an issue alone", |snapshot, at| {
        let issue = snapshot.case().issues.get(at)?;
        edit::remove(snapshot, &Key::Record(Ref::Issue(issue.id.clone())), References::Keep)
    }),
    ("add a party", |snapshot, at| Some(edit::add_party(snapshot, &format!("New {at}"), Role::Principal).0)),
    ("move a party", |snapshot, at| {
        let party = snapshot.case().parties.get(at % 3)?;
        edit::move_past(snapshot, &Key::Record(Ref::Party(party.id.clone())), Direction::Later)
    }),
    ("change the role of a party", |snapshot, at| {
        let party = snapshot.case().parties.get(at % 3)?;
        let role = if party.role == Role::Guarantor { Role::Principal } else { Role::Guarantor };
        set(Ref::Party(party.id.clone()), party, |party| party.role = role)
    }),
    ("add an axis", |snapshot, at| Some(edit::add_axis(snapshot, &format!("New {at}")).0)),
    ("move an axis", |snapshot, at| {
        let axis = snapshot.case().axes.get(at % 4)?;
        edit::move_past(snapshot, &Key::Record(Ref::Axis(axis.id.clone())), Direction::Later)
    }),
];

#[test]
fn whatever_is_done_to_issues_parties_and_axes_is_followed_and_so_is_taking_it_back() {
    let start = Snapshot::new(Arc::new(generate::case(3, Size { positions: 90, parties: 4 })));
    let made_before = vec![
        Ref::Issue(start.case().issues.get(0).unwrap().id.clone()),
        Ref::Position(start.case().positions.get(20).unwrap().id.clone()),
    ];
    let since = Some(Since { round: "round-1".into(), only_changed: false });
    let only_changed = Some(Since { round: "round-2".into(), only_changed: true });
    let filters = [
        Filter::default(),
        Filter { statuses: vec![Status::Contested, Status::NotAddressed], ..Filter::default() },
        Filter { axes: vec!["security".into()], ..Filter::default() },
        Filter { kinds: vec![Kind::RedLine], ..Filter::default() },
        Filter { kinds: vec![Kind::RedLine], also: made_before, ..Filter::default() },
        Filter { round: Some("round-2".into()), since, ..Filter::default() },
        Filter { since: only_changed, ..Filter::default() },
    ];
    for filter in filters {
        let mut views = Views::of(&start, filter, default_columns(&start));
        let mut document = Document::new(start.clone(), true);
        let mut made = 0;
        for (name, make) in &EDITS {
            for at in [0, 3, 9] {
                let Some(edit) = make(document.snapshot(), at) else { continue };
                if !document.apply(edit).unwrap() {
                    continue;
                }
                views.follow(document.snapshot());
                document.undo().unwrap();
                views.follow(document.snapshot());
                document.redo().unwrap();
                views.follow(document.snapshot());
                made += 3;
                assert_eq!(views.followed, made, "{name} at {at}");
            }
        }
        assert!(made >= 140, "{made}");
    }
}

#[test]
fn columns_that_come_with_what_they_hold_are_left_to_those_who_make_the_comparison_anew() {
    let start = Snapshot::new(Arc::new(generate::case(3, Size { positions: 60, parties: 3 })));
    let mut document = Document::new(start, true);
    let (edit, _) = edit::add_party(document.snapshot(), "New", Role::Principal);
    document.apply(edit).unwrap();
    let new = document.snapshot().case().parties.iter().find(|party| party.name == "New").unwrap().id.clone();
    let columns = vec![Column::Party(new.clone())];
    let mut views = Views::of(document.snapshot(), Filter::default(), columns);
    let key = Key::Record(Ref::Party(new));
    document.apply(edit::remove(document.snapshot(), &key, References::Keep).unwrap()).unwrap();
    views.follow(document.snapshot());
    assert_eq!((views.followed, views.columns.len()), (0, all_columns(document.snapshot()).len()));
    assert!(views.comparison.shown_positions > 0);
}

#[test]
fn an_axis_that_goes_leaves_its_issues_without_one_and_takes_them_back() {
    let start = Snapshot::new(Arc::new(generate::case(3, Size { positions: 90, parties: 3 })));
    let mut views = Views::of(&start, Filter::default(), default_columns(&start));
    let mut document = Document::new(start, true);
    for axis in ["security", "political", "territorial"] {
        let key = Key::Record(Ref::Axis(axis.into()));
        document.apply(edit::remove(document.snapshot(), &key, References::Keep).unwrap()).unwrap();
        views.follow(document.snapshot());
    }
    assert_eq!(views.comparison.groups.last().unwrap().axis, None);
    for _ in 0..3 {
        document.undo().unwrap();
        views.follow(document.snapshot());
    }
    assert_eq!(views.followed, 6);
    assert!(views.comparison.groups.iter().all(|group| group.axis.is_some()));
}
