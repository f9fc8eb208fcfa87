//! Unsaved work that an earlier run has left behind: it is offered, and nothing is deleted before the user decides.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use egui::Context;

use super::App;
use super::keep::Keep;
use super::load::Loaded;
use super::open_case::{OpenCase, Origin};
use crate::case::{Snapshot, check};
use crate::compare::SearchIndex;
use crate::edit::diff::diff;
use crate::file::{self, Opened, Orphan, Progress, Recovered, orphans};
use crate::ui::clock;
use crate::ui::dialogs::Dialog;
use crate::ui::differences::DifferencesView;
use crate::ui::recovery::{Found, RecoveryAnswer, RecoveryView};
use crate::ui::start::{file_name, short_path};
use crate::words::{recovery, visible};

/// What earlier runs have left behind, one after the other.
#[derive(Default)]
pub(super) struct Recovery {
    waiting: VecDeque<Orphan>,
    reading: Option<Receiver<Offer>>,
    offer: Option<Offer>,
}

/// Unsaved work that has been read.
pub(super) struct Offer {
    orphan: Orphan,
    /// The work and what its file holds now, or why it cannot be read.
    work: Result<(Recovered, Option<Opened>), String>,
    found: Found,
}

impl Recovery {
    /// Looks for work in the program's folder.
    pub(super) fn look(state: &Path) -> Self {
        Self { waiting: orphans(state).into(), ..Self::default() }
    }

    /// Reads the next one, on a thread, where there is one and nothing else is being decided.
    fn next(&mut self, ctx: &Context) {
        if self.reading.is_some() || self.offer.is_some() {
            return;
        }
        let Some(orphan) = self.waiting.pop_front() else { return };
        let (sender, result) = mpsc::channel();
        let ctx = ctx.clone();
        let started = std::thread::Builder::new().name("recover".to_owned()).spawn(move || {
            drop(sender.send(Offer::read(orphan)));
            ctx.request_repaint();
        });
        match started {
            Ok(_) => self.reading = Some(result),
            Err(error) => log::error!("cannot read unsaved work: {error}"),
        }
    }
}

impl Offer {
    fn read(orphan: Orphan) -> Self {
        let work = orphan.read().map(|recovered| {
            let path = recovered.header.path.as_deref();
            let on_disk = path.and_then(|path| file::read(path, &Progress::default()).ok());
            (recovered, on_disk)
        });
        let mut found = Found {
            name: orphan.header().map(|header| header.name.clone()).unwrap_or_default(),
            folder: String::new(),
            changed: clock::local(jiff::Timestamp::try_from(orphan.changed()).unwrap_or_default()),
            steps: 0,
            lost: 0,
            error: None,
            differences: None,
        };
        let work = work.map_err(|error| error.to_string());
        match &work {
            Ok((recovered, on_disk)) => {
                let now = recovered.document.snapshot();
                if let Some(path) = &recovered.header.path {
                    found.name = file_name(path);
                    found.folder = path.parent().map(short_path).unwrap_or_default();
                }
                found.steps = recovered.document.unsaved_steps();
                found.lost = recovered.lost;
                let saved = recovered.document.saved().map(|case| Snapshot::new(Arc::clone(case)));
                let before = on_disk.as_ref().map(|opened| opened.snapshot.clone()).or(saved);
                // The records are in no case that is open, so that nothing can be selected.
                found.differences = before
                    .map(|before| DifferencesView::new(&before, now, &diff(before.case(), now.case())).unlinked());
            }
            Err(error) => found.error = Some(visible(error).into_owned()),
        }
        Self { orphan, work, found }
    }
}

impl App {
    /// Offers what has been left behind, as soon as it has been read and no other dialog is in the way.
    pub(super) fn offer_recovered(&mut self, ctx: &Context) {
        self.recovery.next(ctx);
        if let Some(offer) = self.recovery.reading.as_ref().and_then(|reading| reading.try_recv().ok()) {
            self.recovery.reading = None;
            self.recovery.offer = Some(offer);
        }
        if self.dialog.is_none()
            && let Some(offer) = &self.recovery.offer
        {
            self.dialog = Some(Dialog::Recovery(Box::new(RecoveryView::new(offer.found.clone()))));
        }
    }

    /// Does what was decided about the work that is offered.
    pub(super) fn answer_recovery(&mut self, ctx: &Context, answer: RecoveryAnswer) {
        let Some(offer) = self.recovery.offer.take() else { return };
        match (answer, offer.work) {
            (RecoveryAnswer::Recover, Ok((recovered, on_disk))) => {
                let journal = offer.orphan.resume(&recovered, Keep::wake(ctx));
                let path = recovered.header.path.clone();
                // What is open so far goes, and is no other window.
                self.edit_open(|open| open.keep.give_up_claim());
                let state = self.state.as_deref();
                let keep = Keep::resumed(ctx, state, journal, path.as_deref(), on_disk.as_ref());
                self.show_recovered(ctx, recovered, keep, path, on_disk.as_ref());
            }
            (RecoveryAnswer::Delete, _) => {
                if let Err(error) = offer.orphan.discard() {
                    self.told = Some(recovery::not_deleted(&error.to_string()));
                }
            }
            // It stays for the next start.
            (RecoveryAnswer::Later | RecoveryAnswer::Recover, _) => {}
        }
    }

    fn show_recovered(
        &mut self,
        ctx: &Context,
        recovered: Recovered,
        mut keep: Keep,
        path: Option<PathBuf>,
        on_disk: Option<&Opened>,
    ) {
        let Recovered { document, original, header, .. } = recovered;
        let snapshot = document.snapshot().clone();
        // Somebody may have changed the file since; then both versions come together as always. What cannot be read now
        // is not written over before the user has decided that.
        let as_saved = document.saved().zip(on_disk).is_some_and(|(saved, now)| **saved == **now.snapshot.case());
        if let Some(path) = path.as_ref().filter(|path| !as_saved && path.symlink_metadata().is_ok()) {
            keep.read(path, document.saved());
        }
        let opened = Opened { path: path.clone(), problems: check(&snapshot), snapshot, original, stamp: None };
        let origin = path.map_or(Origin::Untitled(header.name), Origin::File);
        let index = SearchIndex::build(&opened.snapshot);
        self.error = None;
        let mut open = OpenCase::new(Loaded { opened, index, origin }, keep);
        open.document = document;
        self.settings.arrangements.recall(&mut open);
        self.open = Some(open);
        ctx.request_repaint();
    }
}
