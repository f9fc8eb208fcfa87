//! Numbers from 0 to 100, and colours.

use egui::{Rect, Ui, pos2, vec2};
use serde_json::Number;

use super::{Field, Form, Size, paint_swatch};
use crate::ui::theme;
use crate::words::form as words;

impl Form<'_> {
    /// A number from 0 to 100 that may be left out.
    ///
    /// What is typed stays in the field while it is no number; the record then keeps the number before.
    pub fn number_ui(&mut self, ui: &mut Ui, field: &Field, number: &mut Option<Number>) {
        self.label_ui(ui, &field.label);
        let id = self.id(field).with("draft");
        let shown = number.as_ref().map(ToString::to_string).unwrap_or_default();
        let draft: Option<String> = ui.data(|data| data.get_temp(id));
        let mut typed = draft.unwrap_or_else(|| shown.clone());
        let response = self.typed_ui(ui, field, &mut typed, Size::Line, words::NUMBER_HINT);
        let read = typed.trim();
        let parsed = serde_json::from_str::<Number>(read).ok();
        if response.changed() {
            match &parsed {
                Some(parsed) => *number = Some(parsed.clone()),
                None if read.is_empty() => *number = None,
                None => {}
            }
        }
        let is_wrong = parsed.is_none() && !read.is_empty();
        let focused = ui.memory(|memory| memory.has_focus(response.id));
        ui.data_mut(|data| {
            if focused {
                data.insert_temp(id, typed.clone());
            } else {
                data.remove::<String>(id);
            }
        });
        if is_wrong {
            let look = theme::colored(self.palette.label(), self.palette.ochre);
            crate::ui::text::text_ui(ui, words::NO_NUMBER, &look);
        }
        self.after_ui(ui, field);
    }

    /// A colour as `#rrggbb`, with a sample of it; the program's own where none is given.
    pub fn color_ui(&mut self, ui: &mut Ui, field: &Field, color: &mut Option<String>, own: egui::Color32) {
        self.label_ui(ui, &field.label);
        let mut typed = color.clone().unwrap_or_default();
        let response = self.typed_ui(ui, field, &mut typed, Size::Line, words::COLOR_HINT);
        let sample = typed.is_empty().then_some(own).or_else(|| theme::from_hex(&typed));
        if let Some(sample) = sample {
            let center = pos2(response.rect.right() - 16.0, response.rect.center().y);
            paint_swatch(ui, Rect::from_center_size(center, vec2(20.0, 16.0)), sample, self.palette);
        }
        if response.changed() {
            *color = (!typed.is_empty()).then_some(typed);
        }
        if color.is_none() {
            self.hint_ui(ui, words::COLOR_CHOSEN);
        }
        self.after_ui(ui, field);
    }
}
