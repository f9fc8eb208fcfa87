//! What is worked out from a case, on a thread of its own, so that no edit waits for it.
//!
//! What an edit changes in the comparison follows it at once, row by row. Here
//! is done what takes the whole case: the problems, and everything where very
//! many records have changed, or such as a party with its positions. A small
//! case is done within the same frame, which waits for a moment; a large one is
//! shown as it was until the thread is done.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use egui::Context;

use crate::case::{Case, Problem, Snapshot, check};
use crate::compare::{Column, Comparison, Filter, Matches, SearchIndex, all_columns, arranged_anew};

/// How long a frame waits for what is nearly there: less than one notices.
const PATIENCE: Duration = Duration::from_millis(4);
/// How long the problems of a large case let the frames go first that show the edit.
///
/// A thread that begins to work hard takes the processor from the one that has begun it for some milliseconds.
const HEAD_START: Duration = Duration::from_millis(50);
/// A case of more records than this is not nearly there.
const SMALL: usize = 2_000;

/// What has been worked out of a version of the case.
#[derive(Debug)]
pub(super) enum Derived {
    /// What the views show of it.
    Shown(Box<Shown>),
    /// What deserves a look.
    Problems(Vec<Problem>),
    /// What a search looks through.
    Index(Snapshot, SearchIndex),
}

/// What the views show of a version of the case.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) version: u64,
    pub(super) look: u64,
    pub(super) snapshot: Snapshot,
    pub(super) all_columns: Vec<Column>,
    pub(super) columns: Vec<Column>,
    pub(super) comparison: Comparison,
    /// What is found of what is in the search field, and by which index.
    pub(super) found: Option<(SearchIndex, Matches)>,
}

/// What is to be worked out.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Counts the versions that the document has had.
    pub(super) version: u64,
    pub(super) snapshot: Snapshot,
    /// How the case is looked at; nothing where the views have followed the document by themselves.
    pub(super) look: Option<Look>,
    /// What a search looks through, where it fits this version.
    pub(super) index: Option<SearchIndex>,
}

/// How a case is looked at.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// Another number for each other look.
    pub(super) number: u64,
    pub(super) filter: Filter,
    /// The columns that are shown now.
    pub(super) columns: Vec<Column>,
    /// The columns that there were to choose from; those that are new since are shown.
    pub(super) known_columns: Vec<Column>,
    /// What is in the search field.
    pub(super) query: String,
}

impl Wanted {
    /// Works it out, in time proportional to the case; hands out what is seen first before the rest.
    fn derive(self, mut hand_out: impl FnMut(Derived)) {
        let Self { version, snapshot, look, index: known } = self;
        let mut index = known.clone();
        if let Some(Look { number, filter, columns, known_columns, query }) = look {
            let all_columns = all_columns(&snapshot);
            let columns = arranged_anew(&columns, &known_columns, &all_columns);
            let found = (!query.trim().is_empty()).then(|| {
                let index = index.get_or_insert_with(|| SearchIndex::build(&snapshot));
                (index.clone(), index.search(&query))
            });
            let comparison = match &found {
                Some((_, matches)) if !filter.text.is_empty() => {
                    Comparison::with_matches(&snapshot, &filter, &columns, matches)
                }
                _ => Comparison::build(&snapshot, &Filter { text: String::new(), ..filter }, &columns),
            };
            let snapshot = snapshot.clone();
            let shown = Shown { version, look: number, snapshot, all_columns, columns, comparison, found };
            hand_out(Derived::Shown(Box::new(shown)));
        }
        hand_out(Derived::Problems(check(&snapshot)));
        if known.is_none() {
            let index = index.unwrap_or_else(|| SearchIndex::build(&snapshot));
            hand_out(Derived::Index(snapshot, index));
        }
    }
}

/// Whether a frame can wait for what takes the whole of a case.
pub(super) fn is_small(case: &Case) -> bool {
    case.positions.len() + case.issues.len() + case.proposals.len() <= SMALL
}

/// Works out one version at a time, and always the latest one in the end.
#[derive(Default)]
pub(super) struct Deriver {
    running: Option<Running>,
    next: Option<Wanted>,
    ctx: Option<Context>,
}

struct Running {
    results: Receiver<Derived>,
    is_small: bool,
}

impl Deriver {
    /// Has this version worked out; one that is still waiting for its turn is given up.
    pub(super) fn want(&mut self, ctx: &Context, wanted: Wanted) {
        self.ctx = Some(ctx.clone());
        if self.running.is_some() {
            self.next = Some(wanted);
        } else {
            self.start(wanted);
        }
    }

    fn start(&mut self, wanted: Wanted) {
        let Some(ctx) = self.ctx.clone() else { return };
        let (sender, results) = mpsc::channel();
        let is_small = is_small(wanted.snapshot.case());
        let started = std::thread::Builder::new().name("work out".to_owned()).spawn({
            let (sender, wanted) = (sender.clone(), wanted.clone());
            move || {
                if wanted.look.is_none() && !is_small {
                    std::thread::sleep(HEAD_START);
                }
                wanted.derive(|derived| {
                    // The case may have been closed by now.
                    drop(sender.send(derived));
                    ctx.request_repaint();
                });
                drop(sender);
                ctx.request_repaint();
            }
        });
        // A system without room for a thread gets a slow frame.
        if let Err(error) = started {
            log::error!("cannot start working out: {error}");
            wanted.derive(|derived| drop(sender.send(derived)));
        }
        self.running = Some(Running { results, is_small });
    }

    /// Whether something newer than what has been handed out is on its way.
    pub(super) fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// The window for which something was worked out last.
    pub(super) fn ctx(&self) -> Option<&Context> {
        self.ctx.as_ref()
    }

    /// What has been worked out since; `wait` for a moment when it is nearly there.
    pub(super) fn poll(&mut self, wait: bool) -> Vec<Derived> {
        let Some(running) = &self.running else { return Vec::new() };
        let until = Instant::now() + PATIENCE;
        let mut derived = Vec::new();
        loop {
            let left =
                if wait && running.is_small { until.saturating_duration_since(Instant::now()) } else { Duration::ZERO };
            match running.results.recv_timeout(left) {
                Ok(next) => derived.push(next),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    self.running = None;
                    if let Some(next) = self.next.take() {
                        self.start(next);
                    }
                    break;
                }
            }
        }
        derived
    }
}
