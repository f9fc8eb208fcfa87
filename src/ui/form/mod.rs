//! The controls with which the fields of a record are edited, and what makes edits of what they change.
//!
//! A form is drawn anew in each frame on a copy of its record. What differs from the record afterwards becomes one
//! edit; typing in one field, from gaining to losing the focus, is one run and so one step to undo.

mod choice;
mod date;
mod entries;
mod identity;
mod number;
mod part;
mod pick;
mod popup;
mod strings;
mod text;
mod trouble;
mod visibility;

use std::sync::Arc;

use egui::{Color32, CornerRadius, Id, Key as Keyboard, Rect, Response, Sense, Stroke, Ui, pos2, vec2};

pub use choice::Word;
pub use entries::Entries;
pub(in crate::ui) use part::LONG;
pub use pick::{Among, Pick};
pub use text::Size;

use super::text::Text;
use super::theme::{self, Palette};
use crate::case::{Path, Problem, Ref, Snapshot};
use crate::command::Request;
use crate::edit::{self, Change, Key, ListName, Record};

/// What of a new entry follows its first field and is brought into view with it, in points.
const REST: f32 = 130.0;

/// What the program knows that a form needs.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The case as it is, with everything that has been typed.
    pub snapshot: &'a Snapshot,
    /// All problems of the case.
    pub problems: &'a [Problem],
    /// Another number whenever something was undone or redone.
    pub rewound: u64,
    /// What takes the keyboard when a field is left.
    pub home: Id,
    /// What has just been made, whose fields are written in one run until it has its text.
    pub fresh: Option<&'a Fresh>,
    /// What the fields of the record whose page it is are told apart by, where its id may change under them.
    pub salt: Option<(&'a Ref, u64)>,
}

/// A record that has just been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    pub key: Key,
    /// The run in which it has been added.
    pub run: u64,
}

/// Where a field stands in its record, and how it is called.
#[derive(Clone, Debug)]
pub struct At {
    path: Path,
    /// What comes before the names of the fields, such as "Condition 1".
    whose: String,
}

impl At {
    /// The record itself, whose fields need no more than their own names.
    #[must_use]
    pub fn record() -> Self {
        Self { path: Path::default(), whose: String::new() }
    }

    /// The record itself among others on the same page.
    #[must_use]
    pub fn called(whose: String) -> Self {
        Self { path: Path::default(), whose }
    }

    /// A field by its key in the file and its label.
    #[must_use]
    pub fn field(&self, key: &'static str, label: &'static str) -> Field {
        let name = if self.whose.is_empty() { label.to_owned() } else { format!("{} {}", self.whose, lower(label)) };
        Field { path: self.path.key(key), label: label.into(), name }
    }

    /// An entry of one of its lists, by what an entry is called.
    #[must_use]
    pub fn entry(&self, key: &'static str, index: usize, noun: &str) -> Self {
        let number = index + 1;
        let whose = if self.whose.is_empty() {
            format!("{noun} {number}")
        } else {
            format!("{} {} {number}", self.whose, lower(noun))
        };
        Self { path: self.path.key(key).index(index), whose }
    }

    /// A value in a table of the record, by a key that the file gives.
    #[must_use]
    pub fn value(&self, table: &'static str, key: &str, name: String) -> Field {
        let mut path = self.path.key(table);
        path.0.push(crate::case::Step::Key(key.to_owned().into()));
        let name = if self.whose.is_empty() { name } else { format!("{} {}", self.whose, lower(&name)) };
        Field { path, label: String::new(), name }
    }

    /// The entry itself, where it is no more than one value, under the name of the entry.
    #[must_use]
    pub fn itself(&self) -> Field {
        Field { path: self.path.clone(), label: String::new(), name: self.whose.clone() }
    }

    /// What it is called; empty for the record itself.
    #[must_use]
    pub fn whose(&self) -> &str {
        &self.whose
    }
}

/// A label as it stands within a name.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// One field of a record.
#[derive(Clone, Debug)]
pub struct Field {
    path: Path,
    label: String,
    name: String,
}

impl Field {
    /// The same field under another label; its name stays.
    #[must_use]
    pub fn labeled(self, label: &str) -> Self {
        Self { label: label.to_owned(), ..self }
    }

    /// The same field without a label above it.
    #[must_use]
    pub fn bare(self) -> Self {
        Self { label: String::new(), ..self }
    }

    /// How those who hear the screen find it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn entry_of(&self, index: usize, name: String) -> Self {
        Self { path: self.path.index(index), label: String::new(), name }
    }
}

/// What a form keeps from one frame to the next.
#[derive(Clone, Debug, Default)]
struct Kept {
    /// The text field that is being typed into.
    typing: Option<Id>,
    /// The run of what is typed into it.
    run: u64,
    /// How many runs there have been.
    runs: u64,
    /// The entry that has just been added to a list, and the run that its first words belong to.
    adds: Option<(Wanted, u64)>,
    /// What was typed into belongs to a record that has just been made.
    in_fresh: bool,
    /// The next control there takes the keyboard.
    takes_focus: Option<Wanted>,
    /// The control that has the keyboard, text field or not.
    keyboard: Option<Id>,
}

/// A control that is to have the keyboard: the first whose place begins so.
#[derive(Clone, Debug, Default)]
struct Wanted {
    /// The record; nothing for whichever comes first.
    key: Option<Key>,
    place: String,
}

impl Wanted {
    fn is_at(&self, key: &Key, place: &str) -> bool {
        self.key.as_ref().is_none_or(|wanted| wanted == key) && place.starts_with(self.place.as_str())
    }

    /// The text of a record.
    fn text_of(key: &Key) -> Self {
        // Before the text of a judgement stands of whom it is.
        let place = if matches!(key, Key::Assessment(_)) { "rationale" } else { "" };
        Self { key: Some(key.clone()), place: place.to_owned() }
    }
}

fn kept_id() -> Id {
    Id::unique("form")
}

/// Has the first control of the next form that is shown take the keyboard.
pub fn focus_first(ctx: &egui::Context) {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Kept>(kept_id()).takes_focus = Some(Wanted::default()));
}

/// Has the text of a record take the keyboard as soon as its form is shown.
pub fn focus_on(ctx: &egui::Context, key: &Key) {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Kept>(kept_id()).takes_focus = Some(Wanted::text_of(key)));
}

/// Whether a control that is to take the keyboard has yet to be shown.
#[must_use]
pub fn awaits_keyboard(ctx: &egui::Context) -> bool {
    ctx.data(|data| data.get_temp::<Kept>(kept_id())).is_some_and(|kept| kept.takes_focus.is_some())
}

/// Whether the keyboard is at a control of a form, whose letters are no commands then.
#[must_use]
pub fn has_keyboard(ctx: &egui::Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    focused.is_some() && ctx.data(|data| data.get_temp::<Kept>(kept_id())).is_some_and(|kept| kept.keyboard == focused)
}

/// The record that is being drawn.
struct Scope {
    /// Salts every id in it.
    id: Id,
    key: Key,
    /// Its place in the file; nothing for the case itself.
    place: Option<(ListName, usize)>,
    problems: Arc<Vec<trouble::Own>>,
    run: Option<u64>,
    /// What has to be done before the record is written.
    first: Vec<Change>,
}

/// The forms of one frame.
pub struct Form<'a> {
    pub snapshot: &'a Snapshot,
    pub palette: &'static Palette,
    pub out: &'a mut Vec<Request>,
    input: Input<'a>,
    scope: Scope,
    kept: Kept,
    /// Where the requests of these forms begin.
    start: usize,
    /// The text field that had the keyboard when the frame began.
    typed: Option<Id>,
    /// That was one of a record that has just been made.
    typed_fresh: bool,
    /// The text field that has the keyboard.
    typing: Option<Id>,
    /// What was typed into a field has been written anew as it was left.
    rewritten: bool,
}

impl<'a> Form<'a> {
    /// The forms of one frame; to be ended by [`Self::finish`].
    #[must_use]
    pub fn new(ui: &Ui, input: Input<'a>, out: &'a mut Vec<Request>) -> Self {
        let start = out.len();
        let scope = Scope {
            id: kept_id(),
            key: Key::Case,
            place: None,
            problems: Arc::default(),
            run: None,
            first: Vec::new(),
        };
        let kept: Kept = ui.data(|data| data.get_temp(kept_id())).unwrap_or_default();
        let (typed, typed_fresh) = (kept.typing, kept.in_fresh);
        let (snapshot, palette) = (input.snapshot, Palette::of(ui));
        Self { snapshot, palette, out, input, scope, kept, start, typed, typed_fresh, typing: None, rewritten: false }
    }

    /// Shows the form of a record, and asks for an edit when it was changed.
    ///
    /// `place` is where the record stands; nothing for the case itself.
    pub fn record_ui<T>(
        &mut self,
        ui: &mut Ui,
        key: Key,
        before: &Arc<T>,
        draw: impl FnOnce(&mut Self, &mut Ui, &mut T),
    ) where
        T: Clone + PartialEq,
        Record: From<Arc<T>>,
    {
        let mut after = T::clone(before);
        let scope = self.scope_of(ui, key);
        let outer = std::mem::replace(&mut self.scope, scope);
        draw(self, ui, &mut after);
        let scope = std::mem::replace(&mut self.scope, outer);
        if after != **before {
            let (before, after) = (Record::from(Arc::clone(before)), Record::from(Arc::new(after)));
            self.ask(edit::set(scope.key, &before, &after, scope.run), scope.first);
        }
    }

    /// Shows the form of the case itself, and asks for an edit when it was changed.
    pub fn case_ui(&mut self, ui: &mut Ui, draw: impl FnOnce(&mut Self, &mut Ui, &mut crate::case::Case)) {
        let before = Arc::clone(self.snapshot.case());
        let mut after = crate::case::Case::clone(&before);
        let scope = self.scope_of(ui, Key::Case);
        let outer = std::mem::replace(&mut self.scope, scope);
        draw(self, ui, &mut after);
        let scope = std::mem::replace(&mut self.scope, outer);
        if after != *before {
            self.ask(edit::set_head(&before, &after, scope.run), scope.first);
        }
    }

    fn ask(&mut self, edit: Option<edit::Edit>, first: Vec<Change>) {
        if let Some(mut edit) = edit {
            edit.changes.splice(0..0, first);
            self.out.push(Request::Edit(Box::new(edit)));
        }
    }

    fn scope_of(&self, ui: &Ui, key: Key) -> Scope {
        let place = key.place(self.snapshot);
        let problems = trouble::concerning(ui, &self.input, &key, place);
        // A counter in it, as what a text field remembers of its own is stale after an undo.
        let id = match self.input.salt.filter(|(target, _)| key.target() == Some(target)) {
            Some((_, salt)) => Id::unique(("form", salt, self.input.rewound)),
            None => Id::unique(("form", &key, self.input.rewound)),
        };
        // Whatever is chosen for what has just been made belongs to the making.
        let run = self.input.fresh.filter(|fresh| fresh.key == key).map(|fresh| fresh.run);
        Scope { id, key, place, problems, run, first: Vec::new() }
    }

    /// Ends the frame: what was typed into a field that has lost the keyboard is one step.
    pub fn finish(mut self, ui: &Ui) {
        if self.typed.is_some() && self.typing != self.typed {
            let fresh = self.input.fresh.filter(|_| self.typed_fresh);
            let leave = if fresh.is_some() { Request::LeaveField } else { Request::Seal };
            if self.typing.is_none() && ui.input(|input| input.key_pressed(Keyboard::Escape)) {
                let whole = fresh.map(|fresh| Request::Abandon(fresh.key.clone()));
                self.out.push(whole.unwrap_or(Request::CancelRun));
                ui.memory_mut(|memory| memory.request_focus(self.input.home));
            } else if self.typing.is_none() || self.rewritten {
                self.out.push(leave);
            } else {
                // Before what was typed into the next field, which is a step of its own anyway.
                self.out.insert(self.start, leave);
            }
        }
        self.kept.typing = self.typing;
        let focused = ui.memory(egui::Memory::focused).filter(|id| *id != self.input.home);
        let is_within =
            |id: &Id| ui.ctx().read_response(*id).is_some_and(|it| ui.max_rect().intersects(it.interact_rect));
        self.kept.keyboard = focused.filter(is_within);
        ui.data_mut(|data| data.insert_temp(kept_id(), self.kept));
    }

    /// Asks for an edit that adds a record, whose text takes the keyboard once it is shown.
    pub fn add(&mut self, edit: edit::Edit) {
        self.kept.takes_focus = edit.adds().as_ref().map(Wanted::text_of);
        self.out.push(Request::Add(Box::new(edit)));
    }

    /// A field that adds what is written into it, when Enter is pressed; `name` says what, in the empty field too.
    pub fn adding_ui(&mut self, ui: &mut Ui, at: &At, key: &'static str, name: &'static str) -> Option<String> {
        let field = at.field(key, name).bare();
        let id = self.id(&field).with("new");
        let mut typed: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let entered = self.draft_ui(ui, &field, &mut typed, Size::Line, name).entered;
        let given = entered.then(|| std::mem::take(&mut typed));
        ui.data_mut(|data| data.insert_temp(id, typed));
        given.map(|given| given.trim().to_owned()).filter(|given| !given.is_empty())
    }

    /// The key of the record that is being drawn.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.scope.key
    }

    /// The id of a control, which stays with its field.
    fn id(&self, field: &Field) -> Id {
        self.scope.id.with(field.path.to_string())
    }

    /// Makes a change together with the one of the record, before it.
    fn first(&mut self, edit: edit::Edit) {
        self.scope.first.extend(edit.changes);
    }

    /// Gives a control the keyboard when it was asked for, and brings what the keyboard comes to into view.
    fn follow(&mut self, field: &Field, response: &Response) {
        let place = field.path.to_string();
        let key = &self.scope.key;
        if self.kept.takes_focus.take_if(|wanted| wanted.is_at(key, &place)).is_some() {
            response.request_focus();
            // What is new is seen with what follows its first field.
            let whole = response.rect.with_max_y(response.rect.bottom() + REST);
            response.clone().with_new_rect(whole.expand2(vec2(0.0, theme::GAP))).scroll_to_me(None);
        } else if response.gained_focus() {
            let around = response.rect.expand2(vec2(0.0, theme::GAP));
            response.clone().with_new_rect(around).scroll_to_me(None);
        }
    }

    /// Has the first control of what has just been added take the keyboard in the next frame; the words that are
    /// written first there are one step with the adding.
    fn begin_within(&mut self, path: &Path) {
        let wanted = Wanted { key: Some(self.scope.key.clone()), place: path.to_string() };
        let run = self.scope.run.unwrap_or_else(|| self.new_run());
        self.scope.run = Some(run);
        self.kept.adds = Some((wanted.clone(), run));
        self.kept.takes_focus = Some(wanted);
    }

    /// A number that no run of typing has had.
    fn new_run(&mut self) -> u64 {
        self.kept.runs += 1;
        egui::util::hash(("run of a form", self.kept.runs))
    }

    /// A label above a field; read aloud as the field's name, and not by itself.
    fn label_ui(&self, ui: &mut Ui, label: &str) {
        if label.is_empty() {
            return;
        }
        let laid = Text::new(label, &self.palette.label()).layout(ui.ctx(), ui.available_width());
        let (rect, _) = ui.allocate_exact_size(laid.size(), Sense::hover());
        laid.paint(ui.painter(), rect.min);
        ui.add_space(2.0 - ui.spacing().item_spacing.y);
    }

    /// Says something about a field below it, in words that step back.
    pub fn hint_ui(&self, ui: &mut Ui, words: &str) {
        crate::ui::text::text_ui(ui, words, &self.palette.label());
    }

    /// What follows each field: its problems, and the distance to the next.
    fn after_ui(&mut self, ui: &mut Ui, field: &Field) {
        self.trouble_ui(ui, &field.path, false);
        ui.add_space(theme::INSET - ui.spacing().item_spacing.y / 2.0);
    }

    /// Shows two fields side by side.
    pub fn pair_ui(&mut self, ui: &mut Ui, draw: impl FnOnce(&mut Self, &mut Ui, &mut Ui)) {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.columns_const(|[left, right]| draw(self, left, right));
        ui.spacing_mut().item_spacing.x = theme::INSET;
    }
}

/// Paints the ground and the line of a field behind what is drawn into it later.
fn paint_ground(ui: &Ui, at: egui::layers::ShapeIdx, rect: Rect, focused: bool, palette: &Palette) {
    let fill = egui::Shape::rect_filled(rect, CornerRadius { sw: 0, se: 0, ..theme::CORNER }, palette.surface);
    ui.painter().set(at, fill);
    if focused {
        let stroke = Stroke::new(1.5, palette.focus);
        ui.painter().rect_stroke(rect, theme::CORNER, stroke, egui::StrokeKind::Outside);
    } else {
        let y = rect.bottom() - 0.5;
        ui.painter().hline(rect.x_range(), y, Stroke::new(theme::HAIRLINE, palette.outline));
    }
}

/// A small square of a colour, for a party's.
fn paint_swatch(ui: &Ui, rect: Rect, color: Color32, palette: &Palette) {
    let stroke = Stroke::new(theme::HAIRLINE, palette.outline);
    ui.painter().rect(rect, theme::CORNER, color, stroke, egui::StrokeKind::Inside);
}

/// The field of a control that opens something: ground, line and arrowhead; gives the room for its words.
fn opener_ui(ui: &mut Ui, id: Id, height: f32, palette: &Palette) -> (Response, Rect) {
    let size = vec2(ui.available_width(), height.max(theme::CONTROL_HEIGHT));
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, id, Sense::click());
    let ground = ui.painter().add(egui::Shape::Noop);
    paint_ground(ui, ground, rect, false, palette);
    if response.hovered() {
        ui.painter().rect_filled(rect, theme::CORNER, palette.hovered);
    }
    let arrow = pos2(rect.right() - 12.0, rect.top() + theme::CONTROL_HEIGHT / 2.0 + 1.0);
    super::widgets::icons::paint_icon(ui.painter(), arrow, 8.0, super::widgets::icons::Icon::Down, palette.second);
    let room = Rect::from_min_max(rect.min + vec2(theme::INSET, 0.0), rect.max - vec2(24.0, 0.0));
    (response.on_hover_cursor(egui::CursorIcon::PointingHand), room)
}
