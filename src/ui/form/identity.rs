//! The id of a record, which what points at it follows.

use egui::{Key, Ui};

use super::{Field, Form, Size, text};
use crate::case::{IssueId, OptionId, Ref};
use crate::command::Request;
use crate::edit;
use crate::ui::theme;
use crate::words::form as words;

impl Form<'_> {
    /// The id of the record; a new one is taken when the field is left, and every reference follows.
    pub fn id_ui(&mut self, ui: &mut Ui, field: &Field, target: &Ref) {
        let snapshot = self.snapshot;
        let fits = |id: &str| {
            let is_free = !snapshot.resolves(&Ref::from(&*format!("{}:{id}", target.kind())));
            is_free && edit::rename(snapshot, target, id).is_some()
        };
        let typed = self.renamed_ui(ui, field, target.id(), fits);
        if let Some(edit) = typed.and_then(|id| edit::rename(snapshot, target, &id)) {
            self.out.push(Request::Edit(Box::new(edit)));
        }
        self.after_ui(ui, field);
    }

    /// The id of an issue's option; what names it follows.
    pub fn option_id_ui(&mut self, ui: &mut Ui, field: &Field, issue: &IssueId, option: &OptionId) {
        let snapshot = self.snapshot;
        let fits = |id: &str| edit::rename_option(snapshot, issue, option, id).is_some();
        let typed = self.renamed_ui(ui, field, option.as_str(), fits);
        if let Some(edit) = typed.and_then(|id| edit::rename_option(snapshot, issue, option, &id)) {
            self.out.push(Request::Edit(Box::new(edit)));
        }
        self.after_ui(ui, field);
    }

    /// A text that is only taken when the field is left, and not at all by Escape.
    fn renamed_ui(&mut self, ui: &mut Ui, field: &Field, current: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
        self.label_ui(ui, &field.label);
        let id = self.id(field).with("draft");
        let draft: Option<String> = ui.data(|data| data.get_temp(id));
        let mut typed = draft.clone().unwrap_or_else(|| current.to_owned());
        let text::Typed { focused, entered, .. } = self.draft_ui(ui, field, &mut typed, Size::Line, "");
        let is_new = typed != current;
        if is_new && !fits(&typed) {
            let words = if typed.trim().is_empty() { words::ID_EMPTY } else { words::ID_TAKEN };
            crate::ui::text::text_ui(ui, words, &theme::colored(self.palette.label(), self.palette.ochre));
        } else if is_new {
            self.hint_ui(ui, words::ID_FOLLOWS);
        }
        if focused && !entered {
            if is_new {
                ui.data_mut(|data| data.insert_temp(id, typed));
            }
            return None;
        }
        ui.data_mut(|data| data.remove::<String>(id));
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        (draft.is_some() || entered).then_some(typed).filter(|typed| is_new && !escaped && fits(typed))
    }
}
