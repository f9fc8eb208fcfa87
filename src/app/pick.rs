//! The desktop's file dialogs, shown from a thread of their own so that the window never waits for them.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, TryRecvError};

use eframe::Frame;
use egui::Context;

use super::desktop;
use crate::export::Format;
use crate::ui::dialogs::Purpose;
use crate::ui::export::format_word;
use crate::words::{comparing, exporting, importing, screen};

/// The endings of files that tables are read from.
const TABLES: &[&str] = &["xlsx", "xls", "ods", "csv", "tsv", "txt", "docx", "odt", "html", "htm", "md"];

/// What a file dialog ended with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Picked {
    /// Open this file.
    Open(PathBuf),
    /// Show how this file differs from what is open.
    Compare(PathBuf),
    /// Take in a table from this file.
    Import(PathBuf),
    /// Save to this path; the dialog has asked about a file that is there.
    Save(PathBuf),
    /// Export to this path; the dialog has asked about a file that is there.
    Export(PathBuf),
    /// No file was chosen.
    Cancelled,
    /// The desktop has no file dialog to show: ask for a path in the window.
    Unavailable(Purpose),
}

/// Shows at most one file dialog at a time.
#[derive(Debug, Default)]
pub(super) struct Picker {
    pending: Option<Receiver<Option<Picked>>>,
}

impl Picker {
    /// Asks which case file to open; false when a dialog is still open or the desktop does not answer.
    pub(super) fn open(&mut self, ctx: &Context, parent: &Frame, folder: Option<&Path>) -> bool {
        let dialog = in_folder(dialog(parent), folder).set_title(screen::OPEN_CASE);
        self.show(ctx, Purpose::Open, move || dialog.pick_file().map(Picked::Open))
    }

    /// Asks which case file to compare with; false as for [`Self::open`].
    pub(super) fn compare(&mut self, ctx: &Context, parent: &Frame, folder: Option<&Path>) -> bool {
        let dialog = in_folder(dialog(parent), folder).set_title(comparing::PATH);
        self.show(ctx, Purpose::Compare, move || dialog.pick_file().map(Picked::Compare))
    }

    /// Asks which file holds the table to take in; false as for [`Self::open`].
    pub(super) fn import(&mut self, ctx: &Context, parent: &Frame, folder: Option<&Path>) -> bool {
        let dialog = rfd::FileDialog::new()
            .set_parent(parent)
            .add_filter(importing::TABLE_FILES, TABLES)
            .add_filter(screen::ALL_FILES, &["*"]);
        let dialog = in_folder(dialog, folder).set_title(importing::PATH);
        self.show(ctx, Purpose::Import, move || dialog.pick_file().map(Picked::Import))
    }

    /// Asks where to save, with a name filled in; false as for [`Self::open`].
    pub(super) fn save(&mut self, ctx: &Context, parent: &Frame, folder: Option<&Path>, name: &str) -> bool {
        let dialog = in_folder(dialog(parent), folder).set_title(screen::SAVE_PATH).set_file_name(name);
        self.show(ctx, Purpose::Save, move || dialog.save_file().map(Picked::Save))
    }

    /// Asks where to export to, with a name filled in; false as for [`Self::open`].
    pub(super) fn export(
        &mut self,
        ctx: &Context,
        parent: &Frame,
        folder: Option<&Path>,
        name: &str,
        format: Format,
    ) -> bool {
        let extension = format.extension();
        let files = exporting::files(format_word(format), extension);
        let dialog = rfd::FileDialog::new().set_parent(parent).add_filter(files, &[extension]);
        let dialog = in_folder(dialog, folder).set_title(exporting::PATH).set_file_name(name);
        self.show(ctx, Purpose::Export, move || dialog.save_file().map(Picked::Export))
    }

    fn show(&mut self, ctx: &Context, purpose: Purpose, ask: impl FnOnce() -> Option<Picked> + Send + 'static) -> bool {
        if self.pending.is_some() {
            return false;
        }
        let (sender, receiver) = mpsc::channel();
        let ctx = ctx.clone();
        let shown = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            let picked = if desktop::has_file_dialog() { ask() } else { Some(Picked::Unavailable(purpose)) };
            // The window may be gone by now, and with it whoever asked.
            drop(sender.send(picked));
            ctx.request_repaint();
        });
        match shown {
            Ok(_) => self.pending = Some(receiver),
            Err(error) => log::warn!("cannot show a file dialog: {error}"),
        }
        self.pending.is_some()
    }

    /// What the dialog ended with, once; nothing while it is open.
    pub(super) fn poll(&mut self) -> Option<Picked> {
        match self.pending.as_ref()?.try_recv() {
            Ok(picked) => {
                self.pending = None;
                Some(picked.unwrap_or(Picked::Cancelled))
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.pending = None;
                None
            }
        }
    }
}

fn dialog(parent: &Frame) -> rfd::FileDialog {
    rfd::FileDialog::new()
        .set_parent(parent)
        .add_filter(screen::CASE_FILES, &["json"])
        .add_filter(screen::ALL_FILES, &["*"])
}

fn in_folder(dialog: rfd::FileDialog, folder: Option<&Path>) -> rfd::FileDialog {
    match folder {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn wait(picker: &mut Picker) -> Option<Picked> {
        let start = Instant::now();
        while picker.pending.is_some() && start.elapsed() < Duration::from_secs(20) {
            if let Some(picked) = picker.poll() {
                return Some(picked);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }

    #[test]
    fn a_second_dialog_is_refused_while_one_is_open_and_granted_after() {
        let ctx = Context::default();
        let mut picker = Picker::default();
        let (release, held) = mpsc::channel::<()>();
        let first = picker.show(&ctx, Purpose::Open, move || {
            let _released = held.recv();
            None
        });
        assert!(first);
        assert!(!picker.show(&ctx, Purpose::Open, || None));
        assert_eq!(picker.poll(), None);
        drop(release);
        wait(&mut picker);
        assert!(picker.show(&ctx, Purpose::Open, || None));
    }

    #[test]
    fn a_dialog_that_breaks_is_as_good_as_cancelled() {
        let ctx = Context::default();
        let mut picker = Picker::default();
        assert!(picker.show(&ctx, Purpose::Save, || std::panic::resume_unwind(Box::new(()))));
        // Where there is no dialog at all, that is said instead.
        assert!(matches!(wait(&mut picker), None | Some(Picked::Unavailable(Purpose::Save))));
        assert!(picker.pending.is_none());
    }
}
