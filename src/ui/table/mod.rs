//! The comparison as a table: headers that stay, rows as high as their text, only what is in view laid out.

mod cards;
mod columns;
mod editing;
mod frame;
mod grid;
mod header;
mod keys;
mod measure;
mod pen;
mod rows;
mod scrolling;
mod sheet;

use std::collections::HashSet;

pub use columns::{Key, Widths};
pub use editing::{Editing, Spot};
pub use sheet::{Item, Stop, Turn};

use std::cell::Cell;

use cards::{Cards, Draft};
use editing::{Drag, Menu, Opening};
use egui::{Id, Ui};
use grid::Scene;
use sheet::{Line, Sheet};

use crate::case::{AxisId, IssueId, IssueNumber, PartyId, Ref, Snapshot};
use crate::command::{Request, Situation};
use crate::compare::{Column, Comparison};
use crate::ui::hover::pointer_leads;
use crate::ui::scroll::{Heights, Scroll};
use crate::ui::since::Marked;
use crate::ui::theme::Palette;

/// The id of the table as one thing that takes the keyboard.
pub const TABLE: &str = "comparison table";

/// Whether what has the keyboard is the table, and a place in it shows that.
#[must_use]
pub fn shows_keyboard(ctx: &egui::Context, focused: Id) -> bool {
    let id = Id::unique(TABLE);
    focused == id && ctx.data(|data| data.get_temp(id).unwrap_or(false))
}

/// Where the table is scrolled to, what is folded and how wide its columns are: nothing that belongs to the case.
#[derive(Clone, Debug, Default)]
pub struct TableView {
    pub turn: Turn,
    pub folded: HashSet<AxisId>,
    pub widths: Widths,
    /// How many of the columns stay in sight while the others scroll; the head of the rows always does.
    pub pinned: usize,
    /// A record to bring into view as soon as it has a place.
    pub reveal: Option<Ref>,
    /// Where the case was changed: brought into view even where the keyboard is already, as one may have scrolled away.
    pub changed: Option<Ref>,
    /// What the search has come to, to be brought into view; the keyboard goes there where it is selected.
    pub look_at: Option<Item>,
    /// Take the keyboard in the next frame.
    pub take_focus: bool,
    /// Where the keyboard is.
    cursor: Option<Stop>,
    /// The column to which Up and Down lead back from a row that is one thing; 0 is the head of the rows.
    lane: usize,
    /// What is being edited where it stands.
    editing: Option<Editing>,
    /// What is to be edited as soon as it has a place.
    opening: Option<Opening>,
    /// A record whose text was to be edited and is too long for that.
    too_long: Option<Ref>,
    /// How many runs of typing there have been.
    runs: u64,
    /// The keyboard has come to an empty cell by Tab, and goes on by Tab.
    touring: bool,
    /// The menu that is open.
    menu: Option<Menu>,
    /// The menu key was pressed, for whatever the keyboard is on.
    wants_menu: bool,
    /// What is being dragged.
    drag: Option<Drag>,
    /// A place that the keyboard has gone to, to be brought into view.
    reveal_place: Option<Stop>,
    scroll: Scroll,
    /// How much of the columns has been scrolled past, in points.
    across: f32,
    built: Option<Built>,
}

/// What was worked out for one comparison, one way round.
#[derive(Clone, Debug)]
struct Built {
    revision: u64,
    arranged: u64,
    turn: Turn,
    folded: HashSet<AxisId>,
    /// The issues of the comparison.
    issues: Vec<IssueNumber>,
    sheet: Sheet,
    heights: Heights,
    /// The widths, type size and theme for which the heights were measured.
    measured_for: Vec<u32>,
}

/// What the table shows besides its own state.
#[derive(Clone, Copy)]
pub struct TableInput<'a> {
    pub snapshot: &'a Snapshot,
    pub comparison: &'a Comparison,
    /// What of it has changed since an earlier round.
    pub marked: Marked<'a>,
    /// The case with everything that has been typed; `snapshot` may be on its way there.
    pub document: &'a Snapshot,
    /// Whether `snapshot` and `comparison` are the document's.
    pub settled: bool,
    /// Another number whenever something was undone or redone.
    pub rewound: u64,
    /// What can be done now, for the menus.
    pub situation: Situation,
    /// Another number whenever `comparison` is another one.
    pub revision: u64,
    /// Another number whenever other entries stand in the rows of `comparison`.
    pub arranged: u64,
    /// Another number whenever words have changed, and with them perhaps heights.
    pub edited: u64,
    pub selection: Option<&'a Ref>,
    /// What is searched for, folded.
    pub needle: &'a str,
    /// What the search is at.
    pub found_now: Option<Item>,
    /// Every column that the case can have, for the column menus.
    pub all_columns: &'a [Column],
}

/// Shows the comparison in all the room there is.
pub fn table_ui(ui: &mut Ui, input: TableInput<'_>, view: &mut TableView, out: &mut Vec<Request>) {
    pointer_leads(ui.ctx());
    let draft = view.draft(&input);
    let cards = Cards {
        ctx: &ui.ctx().clone(),
        palette: Palette::of(ui),
        snapshot: input.snapshot,
        comparison: input.comparison,
        marked: input.marked,
        needle: input.needle,
        found_now: input.found_now,
        draft: draft.as_ref().map(|(item, text)| Draft { item: *item, text }),
        field: Cell::new(None),
    };
    let room = ui.available_width();
    let before = view.built.take();
    let known = before.as_ref().is_some_and(|built| built.is_for(&input, view));
    let is_known = before.as_ref().is_some_and(|built| known && built.arranged == input.arranged);
    let built = if known { before } else { Some(Built::new(&input, view, &cards, room, before.as_ref())) };
    let Some(mut built) = built else { return };
    if !is_known {
        built.arranged = input.arranged;
        // The place of before may be another's now: the keyboard stays with what is selected.
        let here = view.cursor.and_then(|here| built.sheet.target(input.snapshot, input.comparison, here));
        if here.is_none() || here.as_ref() != input.selection {
            view.cursor = match (input.selection, view.cursor) {
                (Some(here), _) => built.sheet.place_of(input.snapshot, input.comparison, here),
                // The one head that stands for no record.
                (None, Some(Stop::Head(_))) => built.sheet.place_of_column(input.comparison, &Column::Proposals),
                (None, _) => None,
            };
        }
        view.replace_editing(&input, &built.sheet);
    }
    grid::grid_ui(ui, &input, view, &mut built, &cards, out);
    view.built = Some(built);
}

impl TableView {
    /// The party and the issue of the cell that the keyboard is in.
    #[must_use]
    pub fn cell(&self, snapshot: &Snapshot, comparison: &Comparison) -> Option<(Option<PartyId>, IssueId)> {
        let (column, issue) = self.built.as_ref()?.sheet.cell_at(comparison, self.cursor?.cell()?)?;
        let party = match comparison.columns.get(column)? {
            Column::Party(party) => Some(party.clone()),
            Column::Proposals => None,
        };
        Some((party, snapshot.numbered_issue(issue)?.id.clone()))
    }

    /// Whether the keyboard is in the table, at what is selected: there letters mean what can be done with it.
    #[must_use]
    pub fn takes_letters(
        &self,
        ctx: &egui::Context,
        (snapshot, comparison): (&Snapshot, &Comparison),
        selection: Option<&Ref>,
    ) -> bool {
        let here = self.built.as_ref().zip(self.cursor);
        let here = here.and_then(|(built, here)| built.sheet.target(snapshot, comparison, here));
        here.is_some() && here.as_ref() == selection && ctx.memory(|memory| memory.has_focus(Id::unique(TABLE)))
    }

    /// Brings the keyboard to what has been pressed.
    fn put(&mut self, ui: &Ui, scene: &Scene<'_>, stop: Stop) {
        self.cursor = Some(stop);
        self.lane = match stop {
            Stop::Head(column) => column + 1,
            Stop::Cell(place) => place.column,
        };
        ui.memory_mut(|memory| memory.request_focus(scene.id));
    }

    /// Whether the text at a place is being edited.
    fn edits_at(&self, stop: Stop) -> bool {
        self.editing.as_ref().is_some_and(|editing| editing.place == Some(stop))
    }

    /// What is being edited: its item, as far as it is shown, and what its field holds.
    fn draft(&self, input: &TableInput<'_>) -> Option<(Item, String)> {
        let editing = self.editing.as_ref()?;
        let item = editing.spot.item(input.snapshot, input.comparison, self.turn);
        Some((item.unwrap_or(Item::Blank), editing.text.clone()))
    }
}

impl Built {
    /// Takes what is known of the heights from what was shown before.
    fn new(input: &TableInput<'_>, view: &TableView, cards: &Cards<'_>, room: f32, before: Option<&Self>) -> Self {
        let sheet = Sheet::new(input.snapshot, input.comparison, view.turn, &view.folded);
        let widths = view.widths.layout(input, &sheet, view.pinned, room);
        let before = before.filter(|before| before.turn == Turn::IssuesDown && view.turn == Turn::IssuesDown);
        let known = before.map(|before| before.row_heights(input.snapshot)).unwrap_or_default();
        let known = |row: usize| match sheet.line(row)? {
            Line::Issue(row) => known.get(input.comparison.issues.get(row as usize)?.index()).copied().flatten(),
            _ => None,
        };
        let heights = Heights::estimated(measure::estimates(&sheet, cards, &widths, known));
        Self {
            revision: input.revision,
            arranged: input.arranged,
            turn: view.turn,
            folded: view.folded.clone(),
            issues: input.comparison.issues.clone(),
            sheet,
            heights,
            measured_for: Vec::new(),
        }
    }

    /// How high the row of each issue is, by the issue's number, as far as it is shown.
    fn row_heights(&self, snapshot: &Snapshot) -> Vec<Option<f32>> {
        let mut heights = vec![None; snapshot.issue_limit()];
        for row in 0..self.sheet.rows() {
            let Some(Line::Issue(issue)) = self.sheet.line(row) else { continue };
            let issue = self.issues.get(issue as usize);
            if let Some(slot) = issue.and_then(|issue| heights.get_mut(issue.index())) {
                *slot = Some(self.heights.get(row));
            }
        }
        heights
    }

    fn is_for(&self, input: &TableInput<'_>, view: &TableView) -> bool {
        self.revision == input.revision && self.turn == view.turn && self.folded == view.folded
    }
}
