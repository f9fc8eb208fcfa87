//! The case that is open and how it is being looked at.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use super::derive::{Derived, Deriver, Wanted};
use super::keep::Keep;
use super::load::Loaded;
use crate::case::{Problem, Ref, Snapshot};
use crate::command::{Command, Request, Situation};
use crate::compare::axes::Axes;
use crate::compare::{
    Column, Comparison, Filter, Hit, Matches, Place, SearchIndex, all_columns, default_columns, in_order, lays_out,
};
use crate::edit::{Change, Document, Edit, Key, Refusal, Step};
use crate::file::{Line, Opened, Original};
use crate::ui::axes_view::AxesView;
use crate::ui::table::{Item, TableView};

/// How many selections can be gone back through.
const HISTORY: usize = 200;

/// Where the open case came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file, which Save writes again.
    File(PathBuf),
    /// Nowhere yet, under this name: a copy of a sample. Save asks where to.
    Untitled(String),
}

/// Which of the two views of the comparison is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The table.
    #[default]
    Table,
    /// The issues' options from pole to pole, with each party's place.
    Axes,
}

/// The search field and what it has found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is typed.
    pub query: String,
    /// Whether only issues are shown in which it occurs.
    pub only_matching: bool,
    /// Put the cursor into the field in the next frame.
    pub take_focus: bool,
    /// The places where it occurs, as they are shown.
    pub hits: Vec<Hit>,
    /// The hit that one is at.
    pub at: Option<usize>,
    /// What is searched for, folded.
    pub needle: String,
}

/// A case, what is worked out from it, and the state of its views.
pub struct OpenCase {
    /// The case as it is, with what can be undone.
    pub document: Document,
    /// The version that the views show: the document's own, but for the moments in which a large case is worked out.
    pub snapshot: Snapshot,
    pub problems: Vec<Problem>,
    pub original: Original,
    pub origin: Origin,
    /// What keeps the work safe.
    pub keep: Keep,
    pub filter: Filter,
    pub columns: Vec<Column>,
    pub all_columns: Vec<Column>,
    pub comparison: Comparison,
    /// Where the parties stand on the issues of `comparison`; worked out when first looked at.
    pub standing: Option<Axes>,
    /// Another number for each new comparison.
    pub revision: u64,
    /// Another number whenever a text has changed, and with it perhaps a height.
    pub edited: u64,
    /// Another number whenever something was undone or redone: what text fields remember of their own is stale then.
    pub rewound: u64,
    pub selection: Option<Ref>,
    /// The problem that was gone to last, by its number in `problems`.
    pub problem: Option<usize>,
    pub mode: Mode,
    /// The inspector edits what it shows.
    pub editing: bool,
    pub table: TableView,
    pub axes: AxesView,
    pub search: Search,
    index: SearchIndex,
    matches: Option<Matches>,
    deriver: Deriver,
    /// How often rows, columns or numbers have changed, for telling which comparison fits which version.
    layout: u64,
    /// `layout` of what is shown, of what is being worked out, and of what was asked for last.
    shown: u64,
    running: u64,
    asked: u64,
    back: Vec<Ref>,
    forward: Vec<Ref>,
}

impl OpenCase {
    /// A case as it is first shown: unfiltered, as a table, with nothing selected.
    #[must_use]
    pub fn new(loaded: Loaded, keep: Keep) -> Self {
        let Loaded { opened, index, origin } = loaded;
        let Opened { snapshot, problems, original, .. } = opened;
        let columns = default_columns(&snapshot);
        let filter = Filter::default();
        let comparison = Comparison::build(&snapshot, &filter, &columns);
        let saved = matches!(origin, Origin::File(_));
        Self {
            all_columns: all_columns(&snapshot),
            document: Document::new(snapshot.clone(), saved),
            snapshot,
            problems,
            original,
            origin,
            keep,
            filter,
            columns,
            comparison,
            standing: None,
            revision: 0,
            edited: 0,
            rewound: 0,
            selection: None,
            problem: None,
            mode: Mode::Table,
            editing: false,
            table: TableView::default(),
            axes: AxesView::default(),
            search: Search::default(),
            index,
            matches: None,
            deriver: Deriver::default(),
            layout: 0,
            shown: 0,
            running: 0,
            asked: 0,
            back: Vec::new(),
            forward: Vec::new(),
        }
    }

    /// What the window has to know to say whether a command can be used.
    #[must_use]
    pub fn situation(&self) -> Situation {
        let mut situation = Situation {
            case: true,
            table: self.mode == Mode::Table,
            selection: self.selection.is_some(),
            found: !self.search.hits.is_empty(),
            filtered: !self.filter.is_empty(),
            back: !self.back.is_empty(),
            forward: !self.forward.is_empty(),
            undo: self.document.undoes(),
            redo: self.document.redoes(),
            unsaved: self.document.is_unsaved(),
            file: matches!(self.origin, Origin::File(_)),
            ..Situation::default()
        };
        self.adds_to(&mut situation);
        situation
    }

    /// Makes an edit, and shows the place where it leads.
    ///
    /// # Errors
    /// When it cannot be made; then nothing has changed.
    pub fn apply(&mut self, ctx: &Context, edit: Edit) -> Result<(), Refusal> {
        let keeps_layout = edit.changes.iter().all(keeps_layout);
        let is_typing = edit.run.is_some();
        let place = edit.goes_to.clone();
        let record = Arc::new(edit.clone());
        if self.document.apply(edit)? {
            self.keep.record_edit(record);
            self.changed(ctx, keeps_layout);
            if !is_typing {
                self.go_to(place);
            }
        }
        Ok(())
    }

    /// Undoes or redoes a step, or several, and shows the place of the change.
    fn rewind(&mut self, ctx: &Context, line: Line, rewind: impl FnOnce(&mut Document) -> Option<Option<Ref>>) {
        if let Some(place) = rewind(&mut self.document) {
            self.keep.record(line);
            self.rewound += 1;
            self.changed(ctx, false);
            self.go_to(place);
        }
    }

    /// Takes the last step back.
    pub fn undo(&mut self, ctx: &Context) {
        self.rewind(ctx, Line::Undo, |document| document.undo().map(|step| step.comes_from.clone()));
    }

    /// Takes a step again that was taken back.
    pub fn redo(&mut self, ctx: &Context) {
        self.rewind(ctx, Line::Redo, |document| document.redo().map(|step| step.goes_to.clone()));
    }

    /// Undoes or redoes until so many steps are done.
    pub fn jump(&mut self, ctx: &Context, done: usize) {
        let back = done < self.document.done();
        let place = |step: &Step| if back { step.comes_from.clone() } else { step.goes_to.clone() };
        self.rewind(ctx, Line::Jump(done), |document| document.jump(done).map(place));
    }

    /// Takes back what has been typed since the field was entered; false when there is nothing of it.
    pub fn cancel_run(&mut self, ctx: &Context) -> bool {
        let before = self.rewound;
        self.rewind(ctx, Line::CancelRun, |document| {
            let last = document.done().checked_sub(1).and_then(|last| document.steps().get(last));
            let place = last.and_then(|step| step.comes_from.clone());
            document.cancel_run().then_some(place)
        });
        self.rewound != before
    }

    /// What is typed from now on is a step of its own.
    pub fn seal(&mut self) {
        self.document.seal();
        self.keep.record(Line::Seal);
    }

    fn go_to(&mut self, place: Option<Ref>) {
        if let Some(place) = place.filter(|place| self.document.snapshot().resolves(place)) {
            self.select(place);
        } else if self.selection.as_ref().is_some_and(|selected| !self.document.snapshot().resolves(selected)) {
            self.selection = None;
        }
    }

    /// Shows a new version of the case: at once where only words have changed, else as soon as it is worked out.
    fn changed(&mut self, ctx: &Context, keeps_layout: bool) {
        self.edited += 1;
        self.layout += u64::from(!keeps_layout);
        if keeps_layout && self.shown == self.layout {
            self.snapshot = self.document.snapshot().clone();
            self.standing = None;
        }
        self.ask(ctx);
        self.receive(true);
    }

    /// Has everything worked out for the document as it is, as it is to be looked at.
    fn ask(&mut self, ctx: &Context) {
        let wanted = Wanted {
            snapshot: self.document.snapshot().clone(),
            filter: self.filter.clone(),
            columns: self.columns.clone(),
            known_columns: self.all_columns.clone(),
            query: self.matches.as_ref().map(|_| self.search.query.clone()),
        };
        self.asked = self.layout;
        if !self.deriver.is_busy() {
            self.running = self.layout;
        }
        self.deriver.want(ctx, wanted);
    }

    /// Has it worked out again when it is under way for another filter, other columns or another search.
    fn ask_again(&mut self) {
        if let Some(ctx) = self.deriver.busy_for().cloned() {
            self.layout += 1;
            self.ask(&ctx);
        }
    }

    /// Takes in what has been worked out since the last frame.
    pub fn receive(&mut self, wait: bool) {
        let Some(derived) = self.deriver.poll(wait) else { return };
        let fits = self.running == self.layout;
        self.running = self.asked;
        // A later edit has moved rows: the version that has them is on its way.
        if fits {
            self.take(derived);
        }
    }

    fn take(&mut self, derived: Derived) {
        let Derived { problems, all_columns, columns, comparison, index, matches } = derived;
        // Since it was asked for only words can have changed, so that its rows and numbers fit the document as it is.
        self.snapshot = self.document.snapshot().clone();
        self.shown = self.layout;
        self.problems = problems;
        self.problem = self.problem.filter(|problem| *problem < self.problems.len());
        self.index = index;
        self.matches = matches;
        self.all_columns = all_columns;
        self.columns = columns;
        self.standing = None;
        if comparison != self.comparison {
            self.comparison = comparison;
            self.revision += 1;
            self.table.reveal.clone_from(&self.selection);
            self.axes.reveal.clone_from(&self.selection);
        }
        self.find_hits();
    }

    /// Selects a record, and brings it into view where it has a place.
    pub fn select(&mut self, target: Ref) {
        if self.selection.as_ref() == Some(&target) {
            self.table.reveal = Some(target);
            return;
        }
        if let Some(left) = self.selection.take() {
            self.back.push(left);
            let surplus = self.back.len().saturating_sub(HISTORY);
            self.back.drain(..surplus);
        }
        self.forward.clear();
        self.show(target);
    }

    fn show(&mut self, target: Ref) {
        self.table.reveal = Some(target.clone());
        self.axes.reveal = Some(target.clone());
        self.selection = Some(target);
    }

    /// Selects nothing.
    pub fn deselect(&mut self) {
        if let Some(left) = self.selection.take() {
            self.back.push(left);
        }
    }

    /// Selects what was selected before.
    pub fn go_back(&mut self) {
        if let Some(target) = self.back.pop() {
            self.forward.extend(self.selection.take());
            self.show(target);
        }
    }

    /// Undoes [`Self::go_back`].
    pub fn go_forward(&mut self) {
        if let Some(target) = self.forward.pop() {
            self.back.extend(self.selection.take());
            self.show(target);
        }
    }

    /// Shows another part of the case.
    pub fn set_filter(&mut self, filter: Filter) {
        if filter != self.filter {
            self.search.only_matching &= !filter.text.is_empty();
            self.filter = filter;
            self.rebuild();
        }
    }

    /// Shows these columns, in this order; those of parties that are not there are left out.
    pub fn set_columns(&mut self, columns: Vec<Column>) {
        let columns: Vec<Column> = columns.into_iter().filter(|column| self.all_columns.contains(column)).collect();
        if !columns.is_empty() && columns != self.columns {
            self.columns = columns;
            self.rebuild();
        }
    }

    /// Looks for what has been typed into the search field.
    pub fn search_changed(&mut self) {
        let matches = self.index.search(&self.search.query);
        matches.needle().clone_into(&mut self.search.needle);
        self.search.at = None;
        self.matches = Some(matches);
        self.ask_again();
        let text = if self.search.only_matching { self.search.query.trim().to_owned() } else { String::new() };
        if text == self.filter.text {
            self.find_hits();
        } else {
            self.filter.text = text;
            self.rebuild();
        }
        if !self.search.hits.is_empty() {
            self.search.at = Some(0);
        }
    }

    /// Goes to the next hit, or to the one before, around the ends.
    pub fn find(&mut self, forward: bool) {
        let count = self.search.hits.len();
        if count == 0 {
            return;
        }
        let at = match (self.search.at, forward) {
            (None, _) => 0,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.search.at = Some(at);
        if let Some(target) = self.hit_target(at) {
            self.select(target);
        }
    }

    /// The item of the table that the search is at.
    #[must_use]
    pub fn found_now(&self) -> Option<Item> {
        let hit = self.search.hits.get(self.search.at?)?;
        Some(match hit.place {
            Place::Issue => Item::Issue(*self.comparison.issues.get(hit.row)?),
            Place::Entry { entry, .. } => Item::Entry(entry),
        })
    }

    fn hit_target(&self, at: usize) -> Option<Ref> {
        use crate::compare::Entry;
        let case = self.snapshot.case();
        let hit = self.search.hits.get(at)?;
        match hit.place {
            Place::Issue => {
                let issue = *self.comparison.issues.get(hit.row)?;
                case.issues.get(issue as usize).map(|issue| Ref::Issue(issue.id.clone()))
            }
            Place::Entry { entry: Entry::Position(number), .. } => {
                case.positions.get(number as usize).map(|position| Ref::Position(position.id.clone()))
            }
            Place::Entry { entry: Entry::Term { proposal, .. }, .. } => {
                case.proposals.get(proposal as usize).map(|proposal| Ref::Proposal(proposal.id.clone()))
            }
        }
    }

    fn rebuild(&mut self) {
        self.comparison = match (&self.matches, self.filter.text.is_empty()) {
            (Some(matches), false) => Comparison::with_matches(&self.snapshot, &self.filter, &self.columns, matches),
            _ => Comparison::build(&self.snapshot, &self.filter, &self.columns),
        };
        self.standing = None;
        self.revision += 1;
        self.find_hits();
        self.ask_again();
        // What is selected stays in sight when rows come and go.
        self.table.reveal.clone_from(&self.selection);
        self.axes.reveal.clone_from(&self.selection);
    }

    fn find_hits(&mut self) {
        self.search.hits = self.matches.as_ref().map(|matches| in_order(matches, &self.comparison)).unwrap_or_default();
        self.search.at = self.search.at.filter(|at| *at < self.search.hits.len());
    }

    /// Does what concerns only how the case is looked at; gives back what it cannot do.
    pub fn handle(&mut self, request: Request) -> Option<Request> {
        match request {
            Request::Select(target) => self.select(target),
            Request::Deselect => self.deselect(),
            Request::Filter(filter) => self.set_filter(filter),
            Request::Columns(columns) => self.set_columns(columns),
            Request::Problem(number) => {
                self.problem = Some(number);
                if let Some(subject) = self.problems.get(number).and_then(|problem| problem.subject.clone()) {
                    self.select(subject);
                }
            }
            Request::Do(command) => return self.run(command).then_some(Request::Do(command)),
            other => return Some(other),
        }
        None
    }

    /// Runs a command that concerns only how the case is looked at; true when it is not such a one.
    fn run(&mut self, command: Command) -> bool {
        match command {
            Command::Find => self.search.take_focus = true,
            Command::FindNext => self.find(true),
            Command::FindPrevious => self.find(false),
            Command::ClearFilter => self.set_filter(Filter::default()),
            Command::ShowTable => self.set_mode(Mode::Table),
            Command::ShowAxes => self.set_mode(Mode::Axes),
            Command::Transpose => {
                self.table.turn = self.table.turn.next();
                self.table.reveal.clone_from(&self.selection);
            }
            Command::ToggleAxis => self.toggle_axis(),
            Command::Back => self.go_back(),
            Command::Forward => self.go_forward(),
            Command::FocusComparison => match self.mode {
                Mode::Table => self.table.take_focus = true,
                Mode::Axes => self.axes.take_focus = true,
            },
            _ => return true,
        }
        false
    }

    fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
        self.table.reveal.clone_from(&self.selection);
        self.axes.reveal.clone_from(&self.selection);
    }

    /// Whether what is shown is the document as it is.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.deriver.is_busy()
    }

    fn toggle_axis(&mut self) {
        let axis = match &self.selection {
            Some(Ref::Axis(axis)) => Some(axis.clone()),
            Some(Ref::Issue(issue)) => self.snapshot.issue(issue).map(|issue| issue.axis.clone()),
            Some(Ref::Position(position)) => self
                .snapshot
                .position(position)
                .and_then(|position| self.snapshot.issue(&position.issue))
                .map(|issue| issue.axis.clone()),
            _ => None,
        };
        let Some(axis) = axis else { return };
        if !self.table.folded.remove(&axis) {
            self.table.folded.insert(axis.clone());
            self.select(Ref::Axis(axis));
        }
    }
}

/// Whether rows, columns and numbers are the same after a change.
fn keeps_layout(change: &Change) -> bool {
    match change {
        Change::Set { key: Key::Case, .. } => true,
        Change::Set { key, fields } => {
            let list = key.list().map_or("", crate::edit::ListName::key);
            !fields.iter().any(|field| lays_out(list, &field.name))
        }
        _ => false,
    }
}
