//! A case from nothing: title, parties, axes and first issues on one page.

use egui::accesskit::Role as Part;
use egui::{
    Button, ComboBox, Context, FontId, Frame, Id, Key, KeyboardShortcut, Margin, Modifiers, Response, RichText,
    ScrollArea, Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::dialogs::{Kept, heading_ui, keep_ui, modal};
use super::text::{Text, text_ui};
use super::theme::{self, CORNER, GAP, HAIRLINE, INSET, Palette, UNIT, size};
use super::widgets::controls::{Weight, answers_ui, buttons_ui, field_edge, section_ui};
use super::widgets::icons::{Icon, paint_icon};
use super::widgets::link::follow_focus;
use crate::case::{Case, Role, STANDARD_AXES};
use crate::edit;
use crate::words::{begin, screen, terms};

/// The width of the page, in points.
const WIDTH: f32 = 620.0;
/// The width of a choice after a field, in points.
const CHOICE: f32 = 150.0;
/// The height of a field and of a choice, in points.
const FIELD_HEIGHT: f32 = 31.0;

/// The room for the arrowhead of a choice, in points.
const ARROW: f32 = 20.0;
/// The widest that a thing to choose is drawn, in points.
const WIDEST: f32 = 420.0;

/// What has been filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeginForm {
    /// The case's title.
    pub title: String,
    /// Name and role; the last row is empty and waits to be filled.
    pub parties: Vec<(String, Role)>,
    /// Axes beside the three that are always there; the last row is empty.
    pub axes: Vec<String>,
    /// The axis, counted over the standard ones and then `axes`, and the title; the last row is empty.
    pub issues: Vec<(usize, String)>,
    fresh: bool,
}

impl Default for BeginForm {
    fn default() -> Self {
        let principal = || (String::new(), Role::Principal);
        Self {
            title: String::new(),
            parties: vec![principal(), principal()],
            axes: vec![String::new()],
            issues: (0..STANDARD_AXES.len()).map(|axis| (axis, String::new())).collect(),
            fresh: true,
        }
    }
}

/// What the page was left with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Make the case.
    Create,
    /// Leave everything as it was.
    Cancel,
}

impl BeginForm {
    /// Whether anything has been written.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        let parties = self.parties.iter().map(|(name, _)| name);
        let titles = self.issues.iter().map(|(_, title)| title);
        [&self.title].into_iter().chain(parties).chain(&self.axes).chain(titles).any(|text| !text.trim().is_empty())
    }

    /// The same for another time.
    #[must_use]
    pub fn again(&self) -> Self {
        Self { fresh: true, ..self.clone() }
    }

    /// The axes to choose from: the standard ones by their words, then those that were added.
    #[must_use]
    pub fn axis_names(&self) -> Vec<String> {
        let standard = STANDARD_AXES.iter().map(|axis| begin::axis(axis).to_owned());
        standard.chain(self.axes.iter().filter(|axis| !axis.trim().is_empty()).cloned()).collect()
    }

    /// The case that has been filled in.
    #[must_use]
    pub fn case(&self) -> Case {
        let parties: Vec<_> = self.parties.iter().map(|(name, role)| (name.as_str(), role.clone())).collect();
        let axes: Vec<_> = self.axes.iter().map(String::as_str).collect();
        let names = self.axis_names();
        let axis_at = |at: usize| names.get(at).map_or("", String::as_str);
        let issues: Vec<_> = self.issues.iter().map(|(at, title)| (axis_at(*at), title.as_str())).collect();
        edit::begin(&self.title, &parties, &axes, &issues)
    }

    /// Keeps one empty row at the end of each list, so that there is always room for one more.
    fn grow(&mut self) {
        if self.parties.last().is_none_or(|(name, _)| !name.trim().is_empty()) {
            let role = if self.parties.len() < 2 { Role::Principal } else { Role::Mediator };
            self.parties.push((String::new(), role));
        }
        if self.axes.last().is_none_or(|name| !name.trim().is_empty()) {
            self.axes.push(String::new());
        }
        if self.issues.last().is_none_or(|(_, title)| !title.trim().is_empty()) {
            let axis = self.issues.last().map_or(0, |(axis, _)| *axis);
            self.issues.push((axis, String::new()));
        }
    }
}

/// Shows the page; answers once it is left.
pub fn begin_ui(ctx: &Context, form: &mut BeginForm) -> Option<Begun> {
    form.grow();
    let ready = !form.title.trim().is_empty();
    // Enter goes on to the next field, so that it takes another key to be done.
    let done = ready && ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let shown = modal(ctx, "begin", WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        heading_ui(ui, begin::HEADING);
        text_ui(ui, begin::KEYS, &Palette::of(ui).label());
        ui.add_space(UNIT);
        let most = ctx.content_rect().height() - 10.0 * theme::CONTROL_HEIGHT;
        ScrollArea::vertical().max_height(most.max(160.0)).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(INSET, UNIT);
            fields_ui(ui, form);
        });
        buttons_ui(ui, |ui| {
            let words = [
                (begin::CLEAR, Weight::Destructive, form.is_filled()),
                (screen::CANCEL, Weight::Secondary, true),
                (begin::CREATE, Weight::Primary, ready),
            ];
            let [clear, cancel, create] = answers_ui(ui, words);
            if clear.clicked() {
                *form = BeginForm::default();
            }
            let keys = ui.ctx().format_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter));
            let create = create.on_hover_text(keys).clicked();
            let cancel = cancel.clicked();
            if !ready {
                text_ui(ui, begin::NEEDS_TITLE, &Palette::of(ui).label());
            }
            (create, cancel)
        })
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Part::Dialog, true, begin::HEADING));
    match shown.inner {
        (true, _) => Some(Begun::Create),
        _ if done => Some(Begun::Create),
        (_, cancelled) => (cancelled || shown.should_close()).then_some(Begun::Cancel),
    }
}

/// Asks what becomes of a page that has been filled in.
#[must_use]
pub fn left_ui(ctx: &Context) -> Option<Kept> {
    keep_ui(ctx, "begun", begin::LEFT, begin::LEFT_MEANS, [begin::DISCARD, begin::CREATE])
}

fn fields_ui(ui: &mut Ui, form: &mut BeginForm) {
    let title = Field { id: Id::unique("begin title"), name: begin::TITLE, hint: begin::TITLE_HINT };
    ui.add(Text::new(begin::TITLE, &Palette::of(ui).label()));
    let response = field_ui(ui, &title, &mut form.title, party_id(0));
    if std::mem::take(&mut form.fresh) {
        response.request_focus();
    }
    ui.add_space(GAP);
    section_ui(ui, begin::PARTIES);
    for (number, (name, role)) in form.parties.iter_mut().enumerate() {
        row_ui(
            ui,
            |ui| {
                let field = Field { id: party_id(number), name: &begin::party(number + 1), hint: begin::PARTY_HINT };
                let next = next_of(name, party_id(number + 1), axis_id(0));
                field_ui(ui, &field, name, next);
            },
            |ui| {
                let shown = terms::role(role).to_owned();
                choice_ui(ui, &begin::role_of(number + 1), &shown, CHOICE, |ui| {
                    for known in Role::KNOWN {
                        if option_ui(ui, role == known, terms::role(known)).clicked() {
                            *role = known.clone();
                        }
                    }
                });
            },
        );
    }
    ui.add_space(GAP);
    section_ui(ui, begin::AXES);
    text_ui(ui, begin::AXES_ALWAYS, &Palette::of(ui).label());
    for (number, name) in form.axes.iter_mut().enumerate() {
        let field = Field { id: axis_id(number), name: &begin::further_axis(number + 1), hint: begin::AXIS_HINT };
        let next = next_of(name, axis_id(number + 1), issue_id(0));
        field_ui(ui, &field, name, next);
    }
    ui.add_space(GAP);
    section_ui(ui, begin::ISSUES);
    let axes = form.axis_names();
    let last = form.issues.len().saturating_sub(1);
    for (number, (axis, title)) in form.issues.iter_mut().enumerate() {
        *axis = (*axis).min(axes.len() - 1);
        row_ui(
            ui,
            |ui| {
                let field = Field { id: issue_id(number), name: &begin::issue(number + 1), hint: begin::ISSUE_HINT };
                let beyond = if number == last { issue_id(number) } else { issue_id(number + 1) };
                let next = next_of(title, issue_id(number + 1), beyond);
                field_ui(ui, &field, title, next);
            },
            |ui| {
                let shown = axes.get(*axis).map_or("", String::as_str);
                choice_ui(ui, &begin::axis_of(number + 1), shown, CHOICE, |ui| {
                    for (at, name) in axes.iter().enumerate() {
                        if option_ui(ui, *axis == at, name).clicked() {
                            *axis = at;
                        }
                    }
                });
            },
        );
    }
}

/// Where Enter leads: to the row below, which is there once this one is filled in, or else to what follows.
fn next_of(text: &str, below: Id, following: Id) -> Id {
    if text.trim().is_empty() { following } else { below }
}

fn party_id(number: usize) -> Id {
    Id::unique("begin party").with(number)
}

fn axis_id(number: usize) -> Id {
    Id::unique("begin axis").with(number)
}

fn issue_id(number: usize) -> Id {
    Id::unique("begin issue").with(number)
}

/// A field with a choice at its right.
fn row_ui(ui: &mut Ui, field: impl FnOnce(&mut Ui), choice: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let width = ui.available_width() - CHOICE - INSET;
        ui.allocate_ui(vec2(width, FIELD_HEIGHT), |ui| {
            ui.set_width(width);
            field(ui);
        });
        choice(ui);
    });
}

/// One of a few words, in a box like a field's.
pub(super) fn choice_ui(ui: &mut Ui, name: &str, shown: &str, width: f32, choices: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    let style = ui.style_mut();
    style.spacing.interact_size.y = FIELD_HEIGHT;
    for widget in [&mut style.visuals.widgets.inactive, &mut style.visuals.widgets.hovered] {
        widget.bg_stroke = Stroke::new(HAIRLINE, palette.outline);
    }
    let chosen = ComboBox::from_id_salt(name).width(width).truncate().selected_text("");
    let chosen =
        chosen.icon(|ui, rect, look, _| paint_icon(ui.painter(), rect.center(), 9.0, Icon::Down, look.fg_stroke.color));
    let response = chosen.show_ui(ui, choices).response;
    // Many of the words are a file's own, and may read from the right.
    let look = theme::colored(palette.label(), palette.ink);
    let room = (response.rect.width() - ARROW - 2.0 * INSET).max(1.0);
    let laid = Text::new(shown, &look).max_rows(1).hug(true).layout(ui.ctx(), room);
    laid.paint(ui.painter(), pos2(response.rect.left() + INSET, response.rect.center().y - laid.size().y / 2.0));
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(shown.to_owned()),
        ..WidgetInfo::labeled(Part::ComboBox, true, name)
    });
    drop(follow_focus(response));
}

/// One of the things that can be chosen there.
pub(super) fn option_ui(ui: &mut Ui, on: bool, words: &str) -> Response {
    let palette = Palette::of(ui);
    let look = theme::colored(palette.label(), palette.ink);
    let laid = Text::new(words, &look).max_rows(1).hug(true).layout(ui.ctx(), WIDEST);
    let width = (laid.size().x + 2.0 * INSET).max(ui.available_width());
    let response = ui.add(Button::selectable(on, "").min_size(vec2(width, theme::CONTROL_HEIGHT)));
    response.widget_info(|| WidgetInfo::selected(Part::Button, ui.is_enabled(), on, words));
    laid.paint(ui.painter(), pos2(response.rect.left() + INSET, response.rect.center().y - laid.size().y / 2.0));
    response
}

/// A field as it is known and named.
struct Field<'a> {
    id: Id,
    name: &'a str,
    hint: &'a str,
}

/// One line to type into, as wide as the room there is; Enter goes on to `next`.
fn field_ui(ui: &mut Ui, field: &Field<'_>, text: &mut String, next: Id) -> Response {
    let palette = Palette::of(ui);
    let frame = Frame::new().fill(palette.surface).corner_radius(CORNER).inner_margin(Margin::symmetric(8, 5));
    let edit = TextEdit::singleline(text)
        .id(field.id)
        .frame(frame)
        .font(FontId::proportional(size::TEXT))
        .hint_text(RichText::new(field.hint).color(palette.second))
        .desired_width(f32::INFINITY);
    let response = ui.add(edit);
    let typed = text.clone();
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(typed.clone()),
        ..WidgetInfo::labeled(Part::TextInput, true, field.name)
    });
    field_edge(ui, &response);
    // Taken out of the input, so that the next field does not go on as well.
    if response.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        ui.memory_mut(|memory| memory.request_focus(next));
    }
    follow_focus(response)
}
