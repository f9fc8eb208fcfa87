//! Lists of short texts: tags, other spellings, people.

use egui::{Rect, Ui, pos2};

use super::entries::Lister;
use super::{At, Form, Size};
use crate::ui::theme::{self, UNIT};
use crate::ui::widgets::controls::icon_button_ui;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::section::quiet_button_ui;
use crate::words::form as words;

impl Form<'_> {
    /// A list of short texts, each in a field of its own; one is called `noun`.
    pub fn strings_ui(&mut self, ui: &mut Ui, at: &At, key: &'static str, noun: &str, list: &mut Vec<String>) {
        let label = words::plural_label(noun);
        let field = at.field(key, label);
        if !list.is_empty() {
            self.label_ui(ui, label);
        }
        let mut lister = Lister::new(self.id(&field), list.len());
        let top = ui.cursor().top();
        let mut gone = None;
        let whose =
            if at.whose().is_empty() { noun.to_owned() } else { format!("{} {}", at.whose(), super::lower(noun)) };
        for (index, text) in list.iter_mut().enumerate() {
            let entry = field.of_entry(index, &whose);
            ui.push_id((key, index), |ui| {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    lister.handle_ui(ui, theme::CONTROL_HEIGHT, &entry.name);
                    let width = ui.available_width() - theme::CONTROL_HEIGHT - UNIT;
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        self.typed_ui(ui, &entry, text, Size::Line, "");
                    });
                    ui.add_space(UNIT);
                    if icon_button_ui(ui, Icon::Close, &words::remove_entry(&entry.name)).clicked() {
                        gone = Some(index);
                    }
                })
            });
            self.trouble_ui(ui, &entry.path, true);
        }
        let list_rect =
            Rect::from_min_max(pos2(ui.min_rect().left(), top), pos2(ui.min_rect().right(), ui.cursor().top()));
        lister.finish(ui, list_rect);
        if let Some(gone) = gone {
            lister.moves = Some(super::entries::Move::Out(gone));
        }
        if let Some(moves) = lister.moves {
            moves.apply(list);
        }
        let add = if at.whose().is_empty() { words::add(noun) } else { words::add_to(noun, at.whose()) };
        if ui.push_id(("add", key), |ui| quiet_button_ui(ui, &add).clicked()).inner {
            self.begin_within(&field.path.index(list.len()));
            list.push(String::new());
        }
        self.after_ui(ui, &field);
    }
}
