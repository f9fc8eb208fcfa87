//! What the dialogs are answered with, and who does it.

use egui::Context;

use super::App;
use super::files::Leaving;
use crate::file;
use crate::ui::dialogs::{Answer, Purpose, dialog_ui};

impl App {
    /// Shows the dialog that is open, and does what it is answered with.
    pub(super) fn dialog_ui(&mut self, ctx: &Context, window: Option<&eframe::Frame>) {
        let Some(dialog) = &mut self.dialog else { return };
        let Some(answer) = dialog_ui(ctx, dialog) else { return };
        self.dialog = None;
        match answer {
            Answer::Closed => self.stay(),
            Answer::Begun(answer) => self.answer_begun(ctx, answer),
            Answer::Merge(answer) => self.answer_merge(ctx, answer),
            Answer::Remove(key, references) => self.remove(ctx, &key, references),
            Answer::Begin(form) => self.leave(ctx, Leaving::Begin(form)),
            Answer::Open(path) => self.leave(ctx, Leaving::Open(path)),
            Answer::Compare(path) => self.compare_with(ctx, path),
            Answer::Import(path) => self.import_from(ctx, path),
            Answer::SaveAs(path) => self.save_new(ctx, &file::with_extension(&path)),
            Answer::Export(path) => self.export_new(ctx, &path),
            Answer::Replace(path, Purpose::Export) => self.export_to(ctx, &path),
            Answer::Replace(path, _) => self.save_to(ctx, &path),
            Answer::WriteOver => self.write_over(ctx),
            Answer::SaveFirst => self.save_and_leave(ctx, window),
            Answer::Discard => self.discard_and_leave(ctx),
            Answer::Recovery(answer) => self.answer_recovery(ctx, answer),
        }
    }
}
