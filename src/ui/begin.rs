//! A case from nothing: title, parties, axes and first issues on one page.

use egui::accesskit::Role as Part;
use egui::{ComboBox, Context, FontId, Frame, Id, Margin, Response, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

use super::dialogs::{heading_ui, modal};
use super::text::text_ui;
use super::theme::{self, CORNER, GAP, INSET, Palette, UNIT, size};
use super::widgets::controls::{Weight, button_ui, buttons_ui, field_edge, section_ui};
use crate::case::{Role, STANDARD_AXES};
use crate::words::{begin, screen, terms};

/// The width of the page, in points.
const WIDTH: f32 = 620.0;
/// The width of a choice before or after a field, in points.
const CHOICE: f32 = 150.0;

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
    /// The axes to choose from: the standard ones by their words, then those that were added.
    #[must_use]
    pub fn axis_names(&self) -> Vec<String> {
        let standard = STANDARD_AXES.iter().map(|axis| begin::axis(axis).to_owned());
        standard.chain(self.axes.iter().filter(|axis| !axis.trim().is_empty()).cloned()).collect()
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
    let shown = modal(ctx, "begin", WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        heading_ui(ui, begin::HEADING);
        let most = ui.available_height() - 4.0 * theme::CONTROL_HEIGHT;
        ScrollArea::vertical().max_height(most.max(160.0)).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(INSET, UNIT);
            fields_ui(ui, form);
        });
        buttons_ui(ui, |ui| {
            let ready = !form.title.trim().is_empty();
            let create = ui.add_enabled_ui(ready, |ui| button_ui(ui, begin::CREATE, Weight::Primary)).inner.clicked();
            let cancel = button_ui(ui, screen::CANCEL, Weight::Secondary).clicked();
            if !ready {
                text_ui(ui, begin::NEEDS_TITLE, &Palette::of(ui).label());
            }
            (create, cancel)
        })
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Part::Dialog, true, begin::HEADING));
    match shown.inner {
        (true, _) => Some(Begun::Create),
        (_, cancelled) => (cancelled || shown.should_close()).then_some(Begun::Cancel),
    }
}

fn fields_ui(ui: &mut Ui, form: &mut BeginForm) {
    let title = field_ui(ui, Id::unique("begin title"), begin::TITLE, begin::TITLE_HINT, &mut form.title);
    if std::mem::take(&mut form.fresh) {
        title.request_focus();
    }
    ui.add_space(GAP);
    section_ui(ui, begin::PARTIES);
    for (number, (name, role)) in form.parties.iter_mut().enumerate() {
        ui.horizontal(|ui| {
            ui.allocate_ui(vec2(ui.available_width() - CHOICE - INSET, theme::CONTROL_HEIGHT), |ui| {
                let id = Id::unique("begin party").with(number);
                field_ui(ui, id, &begin::party(number + 1), begin::PARTY_HINT, name);
            });
            let chosen =
                ComboBox::from_id_salt(("begin role", number)).width(CHOICE - INSET).selected_text(terms::role(role));
            let shown = chosen.show_ui(ui, |ui| {
                for known in Role::KNOWN {
                    ui.selectable_value(role, known.clone(), terms::role(known));
                }
            });
            shown.response.widget_info(|| WidgetInfo::labeled(Part::ComboBox, true, begin::role_of(number + 1)));
        });
    }
    ui.add_space(GAP);
    section_ui(ui, begin::AXES);
    text_ui(ui, begin::AXES_ALWAYS, &Palette::of(ui).label());
    for (number, name) in form.axes.iter_mut().enumerate() {
        let id = Id::unique("begin axis").with(number);
        field_ui(ui, id, &begin::further_axis(number + 1), begin::AXIS_HINT, name);
    }
    ui.add_space(GAP);
    section_ui(ui, begin::ISSUES);
    let axes = form.axis_names();
    for (number, (axis, title)) in form.issues.iter_mut().enumerate() {
        *axis = (*axis).min(axes.len() - 1);
        ui.horizontal(|ui| {
            let shown = axes.get(*axis).map_or("", String::as_str);
            let chosen =
                ComboBox::from_id_salt(("begin issue axis", number)).width(CHOICE - INSET).selected_text(shown);
            let shown = chosen.show_ui(ui, |ui| {
                for (at, name) in axes.iter().enumerate() {
                    ui.selectable_value(axis, at, name);
                }
            });
            shown.response.widget_info(|| WidgetInfo::labeled(Part::ComboBox, true, begin::axis_of(number + 1)));
            let id = Id::unique("begin issue").with(number);
            field_ui(ui, id, &begin::issue(number + 1), begin::ISSUE_HINT, title);
        });
    }
}

/// One line to type into, as wide as the room there is.
fn field_ui(ui: &mut Ui, id: Id, name: &str, hint: &str, text: &mut String) -> Response {
    let frame = Frame::new().fill(Palette::of(ui).surface).corner_radius(CORNER).inner_margin(Margin::symmetric(8, 5));
    let field = TextEdit::singleline(text)
        .id(id)
        .frame(frame)
        .font(FontId::proportional(size::TEXT))
        .hint_text(hint)
        .desired_width(f32::INFINITY);
    let response = ui.add(field);
    let typed = text.clone();
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(typed.clone()),
        ..WidgetInfo::labeled(Part::TextInput, true, name)
    });
    field_edge(ui, &response);
    response
}
