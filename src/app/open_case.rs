//! The case that is open and how it is being looked at.

mod editing;
mod made;

use std::path::PathBuf;

use super::compare::Comparing;
use super::derive::Deriver;
use super::keep::Keep;
use super::load::Loaded;
use crate::case::{IssueId, Problem, Ref, Snapshot};
use crate::command::{Command, Request, Situation};
use crate::compare::axes::Axes;
use crate::compare::{
    Beyond, Column, Comparison, Filter, Hit, Matches, Place, SearchIndex, all_columns, beyond, default_columns,
    in_order,
};
use crate::edit::Document;
use crate::file::{Opened, Original};
use crate::ui::axes_view::AxesView;
use crate::ui::palette::Places;
use crate::ui::table::{Item, TableView, Widths};
use made::{Made, Names};

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
    /// Another version in a file, whose differences are shown in place of the comparison.
    pub(super) comparing: Option<Comparing>,
    pub filter: Filter,
    pub columns: Vec<Column>,
    pub all_columns: Vec<Column>,
    pub comparison: Comparison,
    /// Where the parties stand on the issues of `comparison`; worked out when first looked at.
    pub standing: Option<Axes>,
    /// Another number for each new comparison.
    pub revision: u64,
    /// Another number whenever other entries stand in the rows of `comparison`.
    pub arranged: u64,
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
    /// The version that `index` is of.
    indexed: Snapshot,
    /// Whether the records of `index` are those of the version that is shown.
    searchable: bool,
    /// What the search has found.
    pub(super) matches: Option<Matches>,
    deriver: Deriver,
    /// How often the document has changed.
    version: u64,
    /// The version that is shown.
    shown: u64,
    /// How often the case has been looked at in another way.
    look: u64,
    back: Vec<Ref>,
    forward: Vec<Ref>,
    /// What has just been made and has its form open.
    made: Option<Made>,
    names: Names,
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
            indexed: snapshot.clone(),
            searchable: true,
            snapshot,
            problems,
            original,
            origin,
            keep,
            comparing: None,
            filter,
            columns,
            comparison,
            standing: None,
            revision: 0,
            arranged: 0,
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
            version: 0,
            shown: 0,
            look: 0,
            back: Vec::new(),
            forward: Vec::new(),
            made: None,
            names: Names::default(),
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
            unsaved: self.is_unsaved(),
            file: matches!(self.origin, Origin::File(_)),
            ..Situation::default()
        };
        self.adds_to(&mut situation);
        situation
    }

    /// Where one can go, and what can be shown of the case.
    #[must_use]
    pub fn places(&self) -> Places<'_> {
        let Self { snapshot, index, indexed, filter, columns, all_columns, .. } = self;
        Places { snapshot, words: (index, indexed), filter, columns, all_columns }
    }

    /// Whether what the window has would be lost with it.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.document.is_unsaved() || self.keep.is_adrift()
    }

    /// Selects a record, and brings it into view where it has a place.
    pub fn select(&mut self, target: Ref) {
        if self.selection.as_ref() == Some(&target) {
            self.axes.reveal = Some(target.clone());
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
            // What has been made under the one filter is nothing that the next has to show.
            let filter = Filter { also: Vec::new(), ..filter };
            self.search.only_matching &= !filter.text.is_empty();
            self.filter = filter;
            self.rebuild();
        }
    }

    /// Shows these columns, in this order; those of parties that are not there are left out.
    pub fn set_columns(&mut self, columns: Vec<Column>) {
        let columns: Vec<Column> = columns.into_iter().filter(|column| self.all_columns.contains(column)).collect();
        if !columns.is_empty() && columns != self.columns {
            // Of those that are pinned, what is hidden is pinned no more.
            let hidden = self.columns.iter().take(self.table.pinned).filter(|column| !columns.contains(column)).count();
            self.table.pinned -= hidden;
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
        let text = if self.search.only_matching { self.search.query.trim().to_owned() } else { String::new() };
        if text == self.filter.text {
            self.ask_again();
            self.find_hits();
        } else {
            self.filter.text = text;
            self.filter.also.clear();
            self.rebuild();
        }
        self.search.at = self.first_hit();
        // It comes into view, and nothing is selected before it is gone to.
        self.axes.reveal = self.search.at.and_then(|at| self.hit_issue(at)).map(Ref::Issue);
        self.table.look_at = self.found_now();
    }

    /// The hit that a search begins at: the first from what is selected on, else the first of all.
    fn first_hit(&self) -> Option<usize> {
        let issue = match &self.selection {
            Some(Ref::Issue(issue)) => Some(issue),
            Some(Ref::Position(position)) => self.snapshot.position(position).map(|position| &position.issue),
            _ => None,
        };
        let number = issue.and_then(|issue| self.snapshot.issue_number(issue));
        let row = number.and_then(|number| self.comparison.row_of(number));
        let from = row.and_then(|row| self.search.hits.iter().position(|hit| hit.row >= row));
        from.or((!self.search.hits.is_empty()).then_some(0))
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
        self.table.look_at = self.found_now();
        // What has no place on the axes is found on its issue's line.
        if let Some(Ref::Proposal(_)) = &self.selection {
            self.axes.reveal = self.hit_issue(at).map(Ref::Issue);
        }
    }

    /// The issue on whose row a hit is.
    fn hit_issue(&self, at: usize) -> Option<IssueId> {
        let issue = *self.comparison.issues.get(self.search.hits.get(at)?.row)?;
        self.snapshot.numbered_issue(issue).map(|issue| issue.id.clone())
    }

    /// The item of the table that the search is at.
    #[must_use]
    pub fn found_now(&self) -> Option<Item> {
        let hit = self.search.hits.get(self.search.at?)?;
        Some(match hit.place {
            Place::Issue => Item::Issue(*self.comparison.issues.get(hit.row)?),
            Place::Entry { entry, .. } => Item::Entry(entry),
            Place::Proposal(proposal) => Item::Proposal(proposal),
        })
    }

    /// In which text the search is, where the comparison does not show it.
    #[must_use]
    pub fn found_beyond(&self) -> Option<Beyond> {
        let hit = self.search.hits.get(self.search.at?)?;
        beyond(&self.snapshot, &self.comparison, hit, &self.search.needle)
    }

    fn hit_target(&self, at: usize) -> Option<Ref> {
        use crate::compare::Entry;
        let case = self.snapshot.case();
        let hit = self.search.hits.get(at)?;
        match hit.place {
            Place::Issue => {
                let issue = *self.comparison.issues.get(hit.row)?;
                self.snapshot.numbered_issue(issue).map(|issue| Ref::Issue(issue.id.clone()))
            }
            Place::Entry { entry: Entry::Position(number), .. } => {
                self.snapshot.numbered(number).map(|position| Ref::Position(position.id.clone()))
            }
            Place::Entry { entry: Entry::Term { proposal, .. }, .. } | Place::Proposal(proposal) => {
                case.proposals.get(proposal as usize).map(|proposal| Ref::Proposal(proposal.id.clone()))
            }
        }
    }

    pub(super) fn rebuild(&mut self) {
        let matches = self.matches.as_ref().filter(|_| self.searchable);
        self.comparison = match (matches, self.filter.text.is_empty()) {
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
        let matches = self.matches.as_ref().filter(|matches| self.searchable && !matches.needle().is_empty());
        self.search.hits = matches.map(|matches| in_order(matches, &self.comparison)).unwrap_or_default();
        self.search.at = self.search.at.filter(|at| *at < self.search.hits.len());
    }

    /// Does what concerns only how the case is looked at; gives back what it cannot do.
    pub fn handle(&mut self, request: Request) -> Option<Request> {
        match request {
            // What was drawn may be called otherwise by now.
            Request::Select(target) => self.select(self.names.now(target)),
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
            Command::ClearFilter => self.set_filter(self.filter.cleared()),
            Command::ShowTable => self.set_mode(Mode::Table),
            Command::ShowAxes => self.set_mode(Mode::Axes),
            Command::Transpose => {
                self.table.turn = self.table.turn.next();
                self.table.take_focus = true;
                self.table.reveal.clone_from(&self.selection);
            }
            Command::ToggleAxis => self.toggle_axis(),
            Command::ResetColumns => {
                (self.table.pinned, self.table.widths) = (0, Widths::default());
                self.set_columns(default_columns(&self.snapshot));
            }
            Command::Back => self.go_back(),
            Command::Forward => self.go_forward(),
            Command::FocusComparison => self.focus_comparison(),
            _ => return true,
        }
        false
    }

    fn focus_comparison(&mut self) {
        match self.mode {
            Mode::Table => self.table.take_focus = true,
            Mode::Axes => self.axes.take_focus = true,
        }
    }

    fn set_mode(&mut self, mode: Mode) {
        self.comparing = None;
        self.mode = mode;
        // The keyboard goes on where it was, at what is selected.
        self.focus_comparison();
        self.table.reveal.clone_from(&self.selection);
        self.axes.reveal.clone_from(&self.selection);
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
