//! Fields for text.

use egui::{Frame, Id, Key, Margin, Response, Role, TextBuffer, TextEdit, Ui, WidgetInfo, vec2};

use super::part::{LONG, part_ui};
use super::{Field, Form, paint_ground};
use crate::ui::text::{Text, has_rtl, typed};
use crate::ui::theme::{self, INSET, UNIT};
use crate::words::form as words;

/// How a text is shown in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A name or a title: one paragraph.
    Line,
    /// A text of any length.
    Text,
    /// A text of any length that is what the record is about.
    Main,
}

/// A field that has been shown.
pub(super) struct Typed {
    pub response: Response,
    /// It had the keyboard.
    pub focused: bool,
    /// It was left by Enter.
    pub entered: bool,
}

impl Form<'_> {
    /// A text that has to be there.
    pub fn text_ui(&mut self, ui: &mut Ui, field: &Field, text: &mut String, size: Size) {
        self.label_ui(ui, &field.label);
        self.typed_ui(ui, field, text, size, "");
        self.after_ui(ui, field);
    }

    /// A text that may be left out.
    pub fn optional_text_ui(&mut self, ui: &mut Ui, field: &Field, text: &mut Option<String>, size: Size) {
        self.hinted_text_ui(ui, field, text, size, "");
    }

    /// A text that may be left out, with what is written in the empty field.
    pub fn hinted_text_ui(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        text: &mut Option<String>,
        size: Size,
        hint: &'static str,
    ) {
        self.label_ui(ui, &field.label);
        let mut typed = text.clone().unwrap_or_default();
        if self.typed_ui(ui, field, &mut typed, size, hint).changed() {
            *text = (!typed.is_empty()).then_some(typed);
        }
        self.after_ui(ui, field);
    }

    /// What is typed into, at once into the record: one run from gaining to losing the keyboard.
    pub(super) fn typed_ui(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        text: &mut String,
        size: Size,
        hint: &'static str,
    ) -> Response {
        let Typed { response, focused, entered } = self.draft_ui(ui, field, text, size, hint);
        if focused {
            if self.kept.typing != Some(response.id) {
                self.kept.typing = Some(response.id);
                self.kept.run = self.run_of_added(field).unwrap_or_else(|| self.new_run());
            }
            if response.changed() {
                self.scope.run.get_or_insert(self.kept.run);
            }
            self.kept.in_fresh = self.input.fresh.is_some_and(|fresh| fresh.key == self.scope.key);
            self.typing = Some(response.id).filter(|_| !entered);
        }
        response
    }

    /// The run of what was typed into a field that the keyboard has just left.
    pub(super) fn run_of_left(&self, id: Id) -> Option<u64> {
        let is_left = self.typed == Some(id) && self.typing != Some(id);
        is_left.then_some(self.kept.run)
    }

    /// The run of the entry that has just been added, for the first field of it that is typed into.
    fn run_of_added(&mut self, field: &Field) -> Option<u64> {
        let (wanted, run) = self.kept.adds.take()?;
        wanted.is_at(&self.scope.key, &field.path.to_string()).then_some(run)
    }

    /// What is typed into: as high as its text, with the text as it reads below it when it runs from the right.
    ///
    /// It is left by Enter where that begins no line, and by Ctrl+Enter.
    pub(super) fn draft_ui(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        text: &mut String,
        size: Size,
        hint: &'static str,
    ) -> Typed {
        if text.len() <= LONG {
            return self.field_ui(ui, field, text, size, hint);
        }
        let (mut focused, mut entered) = (false, false);
        // Other than the field's own, it stays when something is undone.
        let id = Id::unique("form part").with((&self.scope.key, field.path.to_string()));
        let response = part_ui(ui, id, text, |ui, part| {
            let typed = self.field_ui(ui, field, part, size, hint);
            (focused, entered) = (typed.focused, typed.entered);
            typed.response
        });
        Typed { response, focused, entered }
    }

    fn field_ui(&mut self, ui: &mut Ui, field: &Field, text: &mut String, size: Size, hint: &'static str) -> Typed {
        let palette = self.palette;
        let id = self.id(field);
        let ground = ui.painter().add(egui::Shape::Noop);
        let look = theme::colored(if size == Size::Main { palette.text() } else { palette.label() }, palette.ink);
        let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| typed(ui.ctx(), text.as_str(), &look, width);
        let edit = TextEdit::multiline(text)
            .id(id)
            .font(look.font.clone())
            .frame(Frame::new().inner_margin(Margin::symmetric(8, 4)))
            .desired_rows(1)
            .desired_width(f32::INFINITY)
            .hint_text(egui::RichText::new(hint).font(look.font.clone()).color(palette.second))
            .layouter(&mut layouter);
        let edit = if size == Size::Line { edit.return_key(None) } else { edit };
        let response = ui.add(edit);
        if size == Size::Line && response.changed() && text.contains(['\n', '\r']) {
            *text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
        }
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(text.clone()),
            hint_text: (!hint.is_empty()).then(|| hint.to_owned()),
            ..WidgetInfo::labeled(
                if size == Size::Line { Role::TextInput } else { Role::MultilineTextInput },
                ui.is_enabled(),
                &field.name,
            )
        });
        paint_ground(ui, ground, response.rect, response.has_focus(), palette);
        self.follow(field, &response);
        if has_rtl(text) {
            self.reading_ui(ui, text, size);
        }
        let focused = ui.memory(|memory| memory.has_focus(response.id));
        let entered = focused
            && ui.input(|input| {
                let plain = size == Size::Line && input.modifiers.is_none();
                input.key_pressed(Key::Enter) && (input.modifiers.command || plain)
            });
        if entered {
            let home = self.input.home;
            ui.memory_mut(|memory| memory.request_focus(home));
        }
        Typed { response, focused, entered }
    }

    /// The text as it is read, where the field shows its letters one by one from the left.
    fn reading_ui(&self, ui: &mut Ui, text: &str, size: Size) {
        let look = if size == Size::Main { self.palette.text() } else { self.palette.label() };
        let look = theme::colored(look, self.palette.ink);
        ui.add_space(UNIT);
        let label = Text::new(words::AS_IT_READS, &self.palette.caps()).layout(ui.ctx(), ui.available_width());
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), label.size().y), egui::Sense::hover());
        label.paint(ui.painter(), rect.min + vec2(INSET, 0.0));
        let margin = Margin::symmetric(8, 0);
        Frame::new().inner_margin(margin).show(ui, |ui| crate::ui::widgets::section::long_text_ui(ui, text, &look));
    }
}
