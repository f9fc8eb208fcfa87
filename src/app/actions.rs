//! The commands that change the open case.

use egui::Context;

use super::App;
use super::open_case::{Mode, OpenCase};
use super::sides::Side;
use crate::case::{AxisId, IssueId, Kind, PartyId, Ref, Role, RoundId};
use crate::command::{Choice, Command, Request, Situation};
use crate::compare::{Column, Filter, Since, beside, is_compared, neighbours};
use crate::edit::{self, Direction, Edit, Key, References};
use crate::ui::palette::Offer;
use crate::ui::table::Spot;
use crate::ui::{clock, form, inspector};
use crate::words::{editing as words, since};

/// What a command leads to once the case has been changed.
#[derive(Debug, PartialEq)]
pub(super) enum Then {
    /// Nothing more.
    Done,
    /// A record that has been made is written in its form.
    Write(Key),
    /// Something is asked for in turn.
    Ask(Request),
    /// One of these is to be chosen.
    Choose(&'static str, Vec<Offer>),
}

impl App {
    /// Runs a command that changes the open case, and what it leads to.
    pub(super) fn act(&mut self, ctx: &Context, command: Command) {
        let Some(then) = self.open.as_mut().and_then(|open| open.act(ctx, command)) else { return };
        match then {
            Then::Done => {}
            Then::Write(key) => self.write(ctx, &key),
            Then::Ask(request) => self.ask(request),
            Then::Choose(question, offers) => self.palette.choose(question, offers),
        }
    }

    pub(super) fn inspect(&mut self, ctx: &Context) {
        self.show_side(Side::Inspector);
        ctx.memory_mut(|memory| memory.request_focus(inspector::focus_id()));
    }

    /// Shows the form of what is selected, with the keyboard in its first field.
    pub(super) fn edit_record(&mut self, ctx: &Context) {
        self.show_side(Side::Inspector);
        self.edit_open(|open| {
            open.editing = true;
            open.finish_editing(ctx);
        });
        form::focus_first(ctx);
    }

    /// Shows the form in which a record stands, with the keyboard in its text.
    pub(super) fn write(&mut self, ctx: &Context, key: &Key) {
        self.show_side(Side::Inspector);
        self.edit_open(|open| open.editing = true);
        inspector::unfold(ctx, key);
        form::focus_on(ctx, key);
    }

    pub(super) fn edit_open(&mut self, edit: impl FnOnce(&mut OpenCase)) {
        if let Some(open) = &mut self.open {
            edit(open);
        }
    }
}

impl OpenCase {
    /// What can be done with what is selected, and with the cell that is meant.
    pub(super) fn adds_to(&self, situation: &mut Situation) {
        let case = self.snapshot.case();
        let selection = self.selection.as_ref();
        situation.in_place = self.mode == Mode::Table && selection.is_some_and(|target| Spot::of(target).is_some());
        situation.cell = self.cell().is_some();
        situation.on_issue = self.issue_meant().is_some();
        situation.position = matches!(selection, Some(Ref::Position(_)));
        situation.issue = matches!(selection, Some(Ref::Issue(_)));
        situation.party = matches!(selection, Some(Ref::Party(_)));
        situation.form = self.editing;
        situation.parties = !case.parties.is_empty();
        situation.proposals = !case.proposals.is_empty();
        situation.rounds = !case.rounds.is_empty();
        situation.since = is_compared(&self.snapshot, &self.filter);
        situation.only_changed = self.filter.since.as_ref().is_some_and(|since| since.only_changed);
    }

    /// The cell that is meant: the selected position's, or the one in which the keyboard is.
    fn cell(&self) -> Option<(PartyId, IssueId)> {
        if let Some(Ref::Position(position)) = &self.selection {
            let position = self.snapshot.position(position)?;
            return Some((position.party.clone(), position.issue.clone()));
        }
        let (party, issue) = self.keyboard_cell()?;
        Some((party?, issue))
    }

    /// The cell of the table in which the keyboard is, as long as it is what is selected.
    fn keyboard_cell(&self) -> Option<(Option<PartyId>, IssueId)> {
        let cell = self.table.cell(&self.snapshot, &self.comparison).filter(|_| self.mode == Mode::Table)?;
        let selected = match self.selection.as_ref()? {
            Ref::Issue(issue) => *issue == cell.1,
            Ref::Proposal(_) => cell.0.is_none(),
            _ => false,
        };
        selected.then_some(cell)
    }

    /// The issue that is meant: the selected one, or the one on which what is selected stands.
    fn issue_meant(&self) -> Option<IssueId> {
        match self.selection.as_ref()? {
            Ref::Issue(issue) => self.snapshot.issue(issue).map(|issue| issue.id.clone()),
            Ref::Position(position) => self.snapshot.position(position).map(|position| position.issue.clone()),
            Ref::Proposal(_) => self.keyboard_cell().map(|(_, issue)| issue),
            _ => None,
        }
    }

    /// Whether letters mean what can be done with what is selected: the keyboard is there, in the table.
    ///
    /// Where there is no issue yet, the page in the table's place says which letters make one, and a party.
    pub(super) fn takes_letter(&self, ctx: &Context, command: Command) -> bool {
        let none = self.comparison.issues.is_empty() && self.filter.is_empty();
        let shown = (&self.snapshot, &self.comparison);
        let table = self.mode == Mode::Table && self.comparing.is_none();
        (table && self.table.takes_letters(ctx, shown, self.selection.as_ref()))
            || (none && matches!(command, Command::AddIssue | Command::AddParty))
    }

    /// The party that is meant: the selected one, or the one whose position or cell is selected.
    fn party_meant(&self) -> Option<PartyId> {
        match self.selection.as_ref()? {
            Ref::Party(party) => Some(party.clone()),
            _ => self.cell().map(|(party, _)| party),
        }
    }

    /// The axis that a new issue goes to, and the issue after which it stands there.
    fn axis_meant(&self) -> Option<(AxisId, Option<IssueId>)> {
        if let Some(Ref::Axis(axis)) = &self.selection {
            return Some((axis.clone(), None));
        }
        let issue = self.issue_meant().and_then(|issue| self.snapshot.issue(&issue));
        match issue.filter(|issue| self.snapshot.axis_number(&issue.axis).is_some()) {
            Some(issue) => Some((issue.axis.clone(), Some(issue.id.clone()))),
            None => self.snapshot.case().axes.get(0).map(|axis| (axis.id.clone(), None)),
        }
    }

    /// Runs a command that changes the case; nothing when it is not such a one.
    pub(super) fn act(&mut self, ctx: &Context, command: Command) -> Option<Then> {
        let snapshot = self.document.snapshot().clone();
        let selected = self.selection.clone();
        let made = match command {
            Command::EditInPlace => {
                if let Some(spot) = selected.as_ref().and_then(Spot::of) {
                    self.table.open(spot, None);
                }
                return Some(Then::Done);
            }
            Command::AddDemand => self.add_to_cell(ctx, Kind::Demand),
            Command::AddConcession => self.add_to_cell(ctx, Kind::Concession),
            Command::AddRedLine => self.add_to_cell(ctx, Kind::RedLine),
            Command::AddInterest => self.add_to_cell(ctx, Kind::Interest),
            Command::AddIssue => match self.axis_meant() {
                Some((axis, after)) => {
                    self.table.folded.remove(&axis);
                    self.add(ctx, edit::add_issue(&snapshot, &axis, after.as_ref(), "").0)
                }
                None => edit::add_first_issue(&snapshot, "").and_then(|(edit, _)| self.add(ctx, edit)),
            },
            Command::AddParty => self.add(ctx, edit::add_party(&snapshot, "", Role::Principal).0),
            Command::AddAxis => self.add(ctx, edit::add_axis(&snapshot, "").0),
            Command::AddTerm => return Some(self.add_term(ctx)),
            Command::AddProposal => {
                let mediator = snapshot.case().parties.iter().find(|party| party.role == Role::Mediator);
                let sponsor = self.party_meant().or_else(|| mediator.map(|party| party.id.clone()));
                let sponsor = sponsor.or_else(|| snapshot.case().parties.get(0).map(|party| party.id.clone()));
                sponsor.and_then(|sponsor| self.write_new(ctx, edit::add_proposal(&snapshot, &sponsor, "").0))
            }
            Command::AddOutcome => self.write_new(ctx, edit::add_outcome(&snapshot, "").0),
            Command::AddRound => self.write_new(ctx, edit::add_round(&snapshot, "").0),
            Command::AddEvent => {
                let date = snapshot.case().as_of.clone().unwrap_or_else(clock::today);
                self.write_new(ctx, edit::add_event(&snapshot, date, "").0)
            }
            Command::AddSource => self.write_new(ctx, edit::add_source(&snapshot, "").0),
            Command::AddGlossary => self.write_new(ctx, edit::add_glossary(&snapshot, "").0),
            Command::AddNote => self.write_new(ctx, edit::add_note(&snapshot, selected).0),
            Command::AddAssessment => {
                let party = self.party_meant().or_else(|| snapshot.case().parties.get(0).map(|party| party.id.clone()));
                let issue = self.issue_meant();
                party.and_then(|party| self.write_new(ctx, edit::add_assessment(&snapshot, &party, issue.as_ref()).0))
            }
            Command::Duplicate => {
                let copy = selected.and_then(|target| edit::duplicate(&snapshot, &target.into()));
                copy.and_then(|edit| self.make(ctx, edit))
            }
            Command::MoveUp | Command::MoveDown | Command::MovePartyLeft | Command::MovePartyRight => {
                let back = matches!(command, Command::MoveUp | Command::MovePartyLeft);
                if let Some(Ref::Party(party)) = &selected
                    && let Some(then) = self.move_column(ctx, party, back)
                {
                    return Some(then);
                }
                let direction = if back { Direction::Earlier } else { Direction::Later };
                let moved = selected.and_then(|target| edit::move_past(&snapshot, &target.into(), direction));
                moved.and_then(|edit| self.make(ctx, edit))
            }
            Command::MoveTo => return Some(self.where_to()),
            Command::MergeInto => return Some(self.merge_with()),
            Command::ChangedSince => return Some(self.rounds_to_compare()),
            Command::OnlyChanged => {
                if let Some(since) = self.filter.since.clone() {
                    let since = Since { only_changed: !since.only_changed, ..since };
                    self.set_filter(Filter { since: Some(since), ..self.filter.clone() });
                }
                return Some(Then::Done);
            }
            Command::Remove => return Some(selected.map_or(Then::Done, |it| Then::Ask(Request::Remove(it.into())))),
            _ => return None,
        };
        Some(made.unwrap_or(Then::Done))
    }

    /// Makes an edit, and selects what it made.
    fn make(&mut self, ctx: &Context, edit: Edit) -> Option<Then> {
        self.finish_editing(ctx);
        self.apply(ctx, edit).ok().map(|()| Then::Done)
    }

    /// Adds a record that has no text of its own in the table, and has it written in its form.
    fn write_new(&mut self, ctx: &Context, edit: Edit) -> Option<Then> {
        self.make_in_form(ctx, edit).map(Then::Write)
    }

    /// Adds a record and opens its text where it stands; until that is left, it is a part of the typing.
    fn add(&mut self, ctx: &Context, edit: Edit) -> Option<Then> {
        let spot = edit.goes_to.as_ref().and_then(Spot::of);
        let (Some(spot), Mode::Table) = (spot, self.mode) else { return self.write_new(ctx, edit) };
        self.finish_editing(ctx);
        let run = self.table.next_run();
        let target = spot.target();
        self.apply(ctx, Edit { run: Some(run), ..edit }).ok()?;
        self.select(target);
        self.table.open(spot, Some(run));
        Some(Then::Done)
    }

    fn add_to_cell(&mut self, ctx: &Context, kind: Kind) -> Option<Then> {
        let (party, issue) = self.cell()?;
        self.add(ctx, edit::add_position(self.document.snapshot(), &party, &issue, kind).0)
    }

    /// Moves a party past the next one that is shown; nothing when it is not shown itself.
    fn move_column(&mut self, ctx: &Context, party: &PartyId, back: bool) -> Option<Then> {
        let own = Column::Party(party.clone());
        let columns = self.comparison.columns.clone();
        if !columns.contains(&own) {
            return None;
        }
        let (previous, next) = neighbours(&columns, party);
        if let Some(past) = if back { previous } else { next } {
            let moved = beside(&columns, &own, &Column::Party(past.clone()), back);
            let (previous, next) = neighbours(&moved, party);
            match edit::move_party_between(self.document.snapshot(), party, previous, next) {
                Some(edit) => drop(self.make(ctx, edit)),
                // In the case it stands there already.
                None => self.set_columns(moved),
            }
        }
        Some(Then::Done)
    }

    /// Adds a term on the issue to the selected proposal or the only one, or asks to which.
    fn add_term(&mut self, ctx: &Context) -> Then {
        let Some(issue) = self.issue_meant() else { return Then::Done };
        let proposals = &self.document.snapshot().case().proposals;
        let selected = match &self.selection {
            Some(Ref::Proposal(proposal)) => Some(proposal.clone()),
            _ if proposals.len() == 1 => proposals.get(0).map(|proposal| proposal.id.clone()),
            _ => None,
        };
        if let Some(proposal) = selected {
            self.choose(ctx, &Choice::Term(proposal, issue));
            return Then::Done;
        }
        let offer = |proposal: &std::sync::Arc<crate::case::Proposal>| {
            let choice = Choice::Term(proposal.id.clone(), issue.clone());
            Offer { label: proposal.title.clone(), choice }
        };
        Then::Choose(words::TERM_OF, proposals.iter().map(offer).collect())
    }

    /// Where the selected position or issue can go.
    fn where_to(&self) -> Then {
        let snapshot = self.document.snapshot();
        let case = snapshot.case();
        match &self.selection {
            Some(Ref::Position(id)) => {
                let Some(position) = snapshot.position(id) else { return Then::Done };
                let mut offers = Vec::new();
                // The cells of its own issue and of its own party come first: they are the likeliest.
                let issues = case.issues.iter().filter(|issue| issue.id == position.issue);
                let issues = issues.chain(case.issues.iter().filter(|issue| issue.id != position.issue));
                for issue in issues {
                    for party in &case.parties {
                        if party.id == position.party && issue.id == position.issue {
                            continue;
                        }
                        let choice = Choice::Cell(id.clone(), party.id.clone(), issue.id.clone());
                        offers.push(Offer { label: words::cell(party, issue), choice });
                    }
                }
                Then::Choose(words::MOVE_POSITION_TO, offers)
            }
            Some(Ref::Issue(id)) => {
                let own = snapshot.issue(id).map(|issue| issue.axis.clone());
                let others = case.axes.iter().filter(|axis| Some(&axis.id) != own.as_ref());
                let offer = |axis: &std::sync::Arc<crate::case::Axis>| Offer {
                    label: axis.name.clone(),
                    choice: Choice::Axis(id.clone(), None, axis.id.clone()),
                };
                Then::Choose(words::MOVE_ISSUE_TO, others.map(offer).collect())
            }
            _ => Then::Done,
        }
    }

    /// The issues with which the selected one can become one.
    fn merge_with(&self) -> Then {
        let Some(Ref::Issue(id)) = &self.selection else { return Then::Done };
        let others = self.document.snapshot().case().issues.iter().filter(|issue| issue.id != *id);
        let offers = others.map(|issue| Offer {
            label: crate::words::names::issue(issue),
            choice: Choice::Merge(id.clone(), issue.id.clone()),
        });
        Then::Choose(words::MERGE_INTO, offers.collect())
    }

    /// The rounds since which changes can be marked, the latest first, and none.
    fn rounds_to_compare(&self) -> Then {
        let rounds = self.snapshot.case().rounds.iter().rev();
        let offer = |round: &std::sync::Arc<crate::case::Round>| Offer {
            label: round.label.clone(),
            choice: Choice::Since(Some(round.id.clone())),
        };
        let none = Offer { label: since::NOT_COMPARED.to_owned(), choice: Choice::Since(None) };
        let none = self.filter.since.is_some().then_some(none);
        Then::Choose(since::CHANGED_SINCE, none.into_iter().chain(rounds.map(offer)).collect())
    }

    /// Marks what has changed since a round, or nothing any more.
    fn compare_since(&mut self, round: Option<&RoundId>) {
        let only_changed = self.filter.since.as_ref().is_some_and(|since| since.only_changed);
        let since = round.map(|round| Since { round: round.clone(), only_changed });
        self.set_filter(Filter { since, ..self.filter.clone() });
    }

    /// Changes the case as was chosen.
    pub(super) fn choose(&mut self, ctx: &Context, choice: &Choice) {
        let snapshot = self.document.snapshot().clone();
        let edit = match choice {
            Choice::Cell(position, party, issue) => edit::move_position_to(&snapshot, position, party, issue),
            Choice::Axis(issue, before, axis) => edit::move_issue(&snapshot, issue, before.as_ref(), axis),
            Choice::Merge(from, into) => edit::merge_issues(&snapshot, from, into),
            Choice::Term(proposal, issue) => edit::add_term(&snapshot, proposal, issue),
            Choice::Since(round) => return self.compare_since(round.as_ref()),
        };
        let Some(edit) = edit else { return };
        if let Choice::Term(proposal, _) = choice {
            self.finish_editing(ctx);
            let run = self.table.next_run();
            let made = self.apply(ctx, Edit { run: Some(run), ..edit });
            let proposal = made.ok().and_then(|()| self.document.snapshot().proposal(proposal).cloned());
            if let Some(proposal) = proposal {
                self.select(Ref::Proposal(proposal.id.clone()));
                self.table.open(Spot::Term(proposal.id.clone(), proposal.terms.len().saturating_sub(1)), Some(run));
            }
        } else {
            self.make(ctx, edit);
        }
    }

    /// Takes back what a run has added; what is in the file by now is removed as a step of its own.
    pub(super) fn abandon(&mut self, ctx: &Context, key: &Key) {
        if self.cancel_run(ctx) {
            return;
        }
        if let Some(edit) = edit::remove(self.document.snapshot(), key, References::Keep)
            && let Err(refusal) = self.apply(ctx, edit)
        {
            log::warn!("what was added cannot be removed: {refusal:?}");
        }
    }

    /// Takes back what has been added and has no text yet, before the case is saved or left.
    pub(super) fn drop_empty(&mut self, ctx: &Context) {
        if self.table.edits_nothing() {
            self.finish_editing(ctx);
        }
        self.finish_made(ctx);
    }

    /// Ends what is being edited in the table, as if the keyboard had gone elsewhere.
    pub(super) fn finish_editing(&mut self, ctx: &Context) {
        self.finish_made(ctx);
        let Some(editing) = self.table.take_editing() else { return };
        let mut asked = Vec::new();
        editing.end(self.document.snapshot(), &mut asked);
        for request in asked {
            match request {
                Request::Edit(edit) => {
                    if let Err(refusal) = self.apply(ctx, *edit) {
                        log::warn!("an edit was refused: {refusal:?}");
                    }
                }
                Request::Abandon(key) => self.abandon(ctx, &key),
                Request::Select(target) => self.select(target),
                _ => self.seal(),
            }
        }
    }
}
