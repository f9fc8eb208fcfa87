//! Taking records out of the open case.

use egui::Context;

use super::App;
use crate::command::Request;
use crate::edit::{Key, References, remove};
use crate::ui::dialogs::Dialog;
use crate::ui::removal::Removal;

impl App {
    /// Removes a record, after asking what becomes of what points at it, if anything does.
    pub(super) fn ask_to_remove(&mut self, ctx: &Context, key: &Key) {
        let Some(open) = &self.open else { return };
        match Removal::of(open.document.snapshot(), key) {
            Some(removal) => self.dialog = Some(Dialog::Removal(Box::new(removal))),
            None => self.remove(ctx, key, References::Keep),
        }
    }

    /// Removes a record in one step.
    pub(super) fn remove(&mut self, ctx: &Context, key: &Key, references: References) {
        let Some(open) = &self.open else { return };
        if let Some(edit) = remove(open.document.snapshot(), key, references) {
            self.edit(ctx, Request::Edit(Box::new(edit)));
        }
    }
}
