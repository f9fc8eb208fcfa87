//! What the palette knows before anything is typed: commands, places, columns and filters.

use crate::case::{Kind, Ref, Snapshot, Status, Visibility};
use crate::command::{Command, Request, Situation};
use crate::compare::{Column, Filter};
use crate::fold::fold;
use crate::safe::own;
use crate::words::{names, palette as words, screen, terms};

use super::{Entry, Offer, Places, Target};

impl Entry {
    fn new(target: Target, label: String, note: &'static str) -> Self {
        Self { target, folded: fold(&label), label, note, enabled: true, is_text: false }
    }

    /// Something to choose.
    pub(super) fn offer(offer: Offer) -> Self {
        Self::new(Target::Choose(offer.choice), offer.label, "")
    }

    /// A place to go to.
    pub(super) fn place(target: Ref, label: String, note: &'static str) -> Self {
        Self::new(Target::Ask(Request::Select(target)), label, note)
    }
}

/// Everything but positions, which are too many to be written out.
pub(super) fn entries(situation: Situation, places: Option<Places<'_>>) -> Vec<Entry> {
    let commands = Command::ALL.iter().filter(|command| **command != Command::Palette).map(|command| {
        let label = command.label_now(situation).into_owned();
        let entry = Entry::new(Target::Run(*command), label, command.menu().label());
        Entry { enabled: command.is_enabled(situation), ..entry }
    });
    let mut entries: Vec<Entry> = commands.collect();
    if let Some(places) = places {
        entries.extend(records(places.snapshot));
        entries.extend(columns(places));
        entries.extend(filters(places));
    }
    entries
}

fn records(snapshot: &Snapshot) -> impl Iterator<Item = Entry> {
    let case = snapshot.case();
    let issues = case.issues.iter().map(|issue| {
        let label =
            issue.number.as_ref().map_or_else(|| issue.title.clone(), |n| format!("{}  {}", own(n), own(&issue.title)));
        Entry::place(Ref::Issue(issue.id.clone()), label, words::ISSUE)
    });
    let parties = case.parties.iter().map(|party| {
        let native = party.native_name.as_ref().map(|name| format!("  {}", own(name))).unwrap_or_default();
        Entry::place(Ref::Party(party.id.clone()), format!("{}{native}", own(&party.name)), words::PARTY)
    });
    let proposals = case
        .proposals
        .iter()
        .map(|proposal| Entry::place(Ref::Proposal(proposal.id.clone()), proposal.title.clone(), words::PROPOSAL));
    let outcomes = case
        .outcomes
        .iter()
        .map(|outcome| Entry::place(Ref::Outcome(outcome.id.clone()), outcome.title.clone(), words::OUTCOME));
    let rounds =
        case.rounds.iter().map(|round| Entry::place(Ref::Round(round.id.clone()), round.label.clone(), words::ROUND));
    let events = case.events.iter().map(|event| {
        let label = format!("{}  {}", terms::date(&event.date), own(&event.text));
        Entry { is_text: true, ..Entry::place(Ref::Event(event.id.clone()), label, words::EVENT) }
    });
    let sources = case.sources.iter().map(|source| {
        let label = format!("{}  {}", own(&source.publisher), own(&names::source_detail(source)));
        Entry { is_text: true, ..Entry::place(Ref::Source(source.id.clone()), label, words::SOURCE) }
    });
    issues.chain(parties).chain(proposals).chain(outcomes).chain(rounds).chain(events).chain(sources)
}

/// Hides each column that is shown, shows each that is hidden, and all at once.
fn columns(places: Places<'_>) -> Vec<Entry> {
    let Places { snapshot, columns: shown, all_columns: all, .. } = places;
    let ask =
        |columns: Vec<Column>, label: String| Entry::new(Target::Ask(Request::Columns(columns)), label, words::COLUMN);
    let single = all.iter().map(|column| {
        let name = column_name(snapshot, column);
        if shown.contains(column) {
            let rest: Vec<Column> = shown.iter().filter(|other| *other != column).cloned().collect();
            Entry { enabled: !rest.is_empty(), ..ask(rest, words::hide(&name)) }
        } else {
            ask(shown.iter().chain([column]).cloned().collect(), words::show(&name))
        }
    });
    let mut entries: Vec<Entry> = single.collect();
    let hidden: Vec<&Column> = all.iter().filter(|column| !shown.contains(column)).collect();
    let whole = Entry {
        enabled: !hidden.is_empty(),
        ..ask(shown.iter().chain(hidden).cloned().collect(), words::SHOW_ALL_COLUMNS.to_owned())
    };
    entries.push(whole);
    entries
}

fn column_name(snapshot: &Snapshot, column: &Column) -> String {
    match column {
        Column::Party(id) => snapshot.party(id).map_or(id.as_str(), |party| party.label()).to_owned(),
        Column::Proposals => screen::PROPOSALS.to_owned(),
    }
}

/// What each line of the filter's menus does.
fn filters(places: Places<'_>) -> Vec<Entry> {
    let Places { snapshot, filter, .. } = places;
    let case = snapshot.case();
    let mut entries = Vec::new();
    let mut add = |on: bool, next: Filter, what: String| {
        let target = Target::Ask(Request::Filter(next));
        entries.push(Entry::new(target, words::filter(on, &what), words::A_FILTER));
    };
    for kind in [Kind::Demand, Kind::Concession, Kind::RedLine, Kind::Interest] {
        let (on, kinds) = toggled(&filter.kinds, &kind);
        add(on, Filter { kinds, ..filter.clone() }, words::kinds(&kind).to_owned());
    }
    for status in Status::KNOWN {
        let (on, statuses) = toggled(&filter.statuses, status);
        let what = words::by(screen::STATUS, &terms::status(status).to_lowercase());
        add(on, Filter { statuses, ..filter.clone() }, what);
    }
    for axis in &case.axes {
        let (on, axes) = toggled(&filter.axes, &axis.id);
        add(on, Filter { axes, ..filter.clone() }, words::by(screen::AXIS, &axis.name));
    }
    for party in &case.parties {
        let (on, parties) = toggled(&filter.parties, &party.id);
        add(on, Filter { parties, ..filter.clone() }, words::by(screen::PARTY, party.label()));
    }
    for visibility in [Visibility::Public, Visibility::Shared, Visibility::Internal] {
        let (on, visibilities) = toggled(&filter.visibilities, &visibility);
        let what = words::by(screen::VISIBILITY, &terms::visibility(&visibility).to_lowercase());
        add(on, Filter { visibilities, ..filter.clone() }, what);
    }
    for round in &case.rounds {
        let on = filter.round.as_ref() == Some(&round.id);
        let round_now = (!on).then(|| round.id.clone());
        add(on, Filter { round: round_now, ..filter.clone() }, words::by(screen::ROUND, &round.label));
    }
    entries
}

/// Whether something is among what is let through, and what is when that is turned around.
fn toggled<T: Clone + PartialEq>(chosen: &[T], value: &T) -> (bool, Vec<T>) {
    let on = chosen.contains(value);
    let mut next: Vec<T> = chosen.iter().filter(|known| *known != value).cloned().collect();
    next.extend((!on).then(|| value.clone()));
    (on, next)
}
