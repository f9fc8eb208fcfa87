//! Two versions of the open case on their way to one, on a thread of its own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use egui::Context;

use super::App;
use super::derive::is_small;
use super::files::origin_name;
use super::open_case::Origin;
use super::outside::take_in;
use crate::case::{Case, Snapshot};
use crate::edit::Intent;
use crate::edit::diff::diff;
use crate::edit::merge::{Choice, Merged, News, merge};
use crate::file::Opened;
use crate::ui::dialogs::Dialog;
use crate::ui::differences::DifferencesView;
use crate::ui::merge_view::{MergeAnswer, MergeView};
use crate::words::fields::Reader;
use crate::words::merging;

/// How long a frame waits where the case is not large: ordinary ones are merged by then.
const PATIENCE: Duration = Duration::from_millis(60);
/// Merging that takes less than this is not shown.
const UNNOTICED: Duration = Duration::from_millis(200);

/// Two versions that come together.
pub(super) struct Merging {
    path: PathBuf,
    theirs: Box<Opened>,
    /// What comes of them is saved at once, as that was what was asked for.
    saves: bool,
    state: State,
}

enum State {
    /// A thread is at it.
    Working { ours: Arc<Case>, since: Instant, result: Receiver<Brought> },
    /// Somebody has to decide.
    Asking(Box<Merged>),
}

/// What has come of two versions.
enum Brought {
    /// One, and what in it is new to the open case.
    Together { snapshot: Snapshot, is_theirs: bool, summary: String, news: String },
    /// What clashes, and the page that asks about it.
    Clashing(Box<(Merged, MergeView)>),
}

/// Tells what has come in by a merge, for as long as nothing else has been done.
pub(super) struct TakenIn {
    /// The case that both versions have become.
    pub(super) case: Arc<Case>,
    pub(super) file: String,
    /// How much of what kind; empty for nothing.
    pub(super) summary: String,
    /// What was done by itself that should be told; empty for nothing.
    pub(super) news: String,
    /// It was to be saved at once.
    pub(super) saves: bool,
}

impl App {
    /// Begins to bring the open case and what is now in its file together, and `saves` what comes of them.
    pub(super) fn begin_to_merge(&mut self, ctx: &Context, path: PathBuf, theirs: Box<Opened>, saves: bool) {
        let Some(open) = &self.open else { return };
        let (ours, name) = (open.document.snapshot().clone(), origin_name(&open.origin));
        let their_case = Arc::clone(theirs.snapshot.case());
        let base = open.document.saved().cloned().unwrap_or_else(|| Arc::clone(&their_case));
        let snapshot = theirs.snapshot.clone();
        self.work(ctx, (path, saves), theirs, &ours.clone(), move || {
            let merged = merge(&base, ours.case(), &their_case);
            if merged.conflicts.is_empty() {
                return together(&ours, merged.case, &merged.news, &their_case);
            }
            // What had to be set apart is called otherwise in theirs now.
            let is_apart = *merged.theirs() != *their_case;
            let snapshot = if is_apart { Snapshot::new(Arc::new(merged.theirs().clone())) } else { snapshot };
            let view = MergeView::new(&merged, &ours, &snapshot, name, saves);
            Brought::Clashing(Box::new((merged, view)))
        });
    }

    fn work(
        &mut self,
        ctx: &Context,
        (path, saves): (PathBuf, bool),
        theirs: Box<Opened>,
        ours: &Snapshot,
        bring: impl FnOnce() -> Brought + Send + 'static,
    ) {
        let (sender, result) = mpsc::channel();
        let wake = ctx.clone();
        let started = std::thread::Builder::new().name("merge".to_owned()).spawn(move || {
            // The case may have been closed by now.
            drop(sender.send(bring()));
            wake.request_repaint();
        });
        if let Err(error) = started {
            log::error!("cannot start merging: {error}");
            self.leave_apart(theirs);
            return;
        }
        let state = State::Working { ours: Arc::clone(ours.case()), since: Instant::now(), result };
        self.merging = Some(Merging { path, theirs, saves, state });
        self.look_at_merge(ctx, is_small(ours.case()));
    }

    /// Takes in what has come of two versions; `wait` for a moment for what is nearly there.
    pub(super) fn look_at_merge(&mut self, ctx: &Context, wait: bool) {
        let Some(Merging { state: State::Working { ours, since, result }, .. }) = &self.merging else { return };
        // What is being asked is answered first.
        if self.dialog.is_some() {
            return;
        }
        let brought = match result.recv_timeout(if wait { PATIENCE } else { Duration::ZERO }) {
            Ok(brought) => Some(brought),
            Err(RecvTimeoutError::Timeout) => {
                // Then it is shown that something is under way, until the thread wakes the window.
                if let Some(rest) = UNNOTICED.checked_sub(since.elapsed()).filter(|rest| !rest.is_zero()) {
                    ctx.request_repaint_after(rest);
                }
                return;
            }
            Err(RecvTimeoutError::Disconnected) => None,
        };
        let ours = Arc::clone(ours);
        let Some(Merging { path, theirs, saves, .. }) = self.merging.take() else { return };
        let Some(open) = self.open.as_mut().filter(|open| open.origin == Origin::File(path.clone())) else { return };
        match brought {
            // What has been typed meanwhile belongs to ours.
            Some(_) if !Arc::ptr_eq(&ours, open.document.snapshot().case()) => {
                self.begin_to_merge(ctx, path, theirs, saves);
            }
            Some(Brought::Together { snapshot, is_theirs, summary, news }) => {
                open.keep.accept(&path, &theirs);
                let case = Arc::clone(snapshot.case());
                take_in(ctx, open, Intent::TakeIn, snapshot, is_theirs, *theirs);
                let is_new = open.document.is_unsaved();
                self.taken_in = Some(TakenIn { case, file: origin_name(&open.origin), summary, news, saves });
                if saves && is_new {
                    self.save_to(ctx, &path);
                }
            }
            Some(Brought::Clashing(clashing)) => {
                let (merged, view) = *clashing;
                self.dialog = Some(Dialog::Merge(Box::new(view)));
                self.merging = Some(Merging { path, theirs, saves, state: State::Asking(Box::new(merged)) });
            }
            None => self.leave_apart(theirs),
        }
    }

    /// Whether two versions have been coming together for so long that it should be said.
    pub(super) fn is_merging(&self) -> bool {
        matches!(&self.merging, Some(Merging { state: State::Working { since, .. }, .. }) if since.elapsed() >= UNNOTICED)
    }

    /// Gives up on bringing both versions together; the question stands as before.
    pub(super) fn stop_merging(&mut self) {
        if let Some(Merging { theirs, .. }) = self.merging.take() {
            self.leave_apart(theirs);
        }
    }

    fn leave_apart(&mut self, theirs: Box<Opened>) {
        if let Some(open) = &mut self.open {
            open.keep.give_back(theirs);
        }
    }

    /// Brings both versions together as was decided, or leaves them for later.
    pub(super) fn answer_merge(&mut self, ctx: &Context, answer: MergeAnswer) {
        let Some(Merging { path, theirs, saves, state: State::Asking(merged) }) = self.merging.take() else { return };
        let Some(open) = &self.open else { return };
        match answer {
            MergeAnswer::Cancel => self.leave_apart(theirs),
            MergeAnswer::Take(choices) => {
                let (ours, their_case) = (open.document.snapshot().clone(), Arc::clone(theirs.snapshot.case()));
                self.work(ctx, (path, saves), theirs, &ours.clone(), move || {
                    resolved(&ours, &merged, &choices, &their_case)
                });
            }
        }
    }
}

fn resolved(ours: &Snapshot, merged: &Merged, choices: &[Choice], theirs: &Arc<Case>) -> Brought {
    let (case, news) = merged.resolved(choices);
    together(ours, case, &news, theirs)
}

fn together(ours: &Snapshot, case: Case, news: &[News], theirs: &Arc<Case>) -> Brought {
    let is_theirs = case == **theirs;
    let snapshot = Snapshot::new(if is_theirs { Arc::clone(theirs) } else { Arc::new(case) });
    let summary = DifferencesView::new(ours, &snapshot, &diff(ours.case(), snapshot.case())).summary();
    let reader = Reader::new(vec![&snapshot]);
    let news = merging::news(news, |record| reader.record(record));
    Brought::Together { snapshot, is_theirs, summary, news }
}
