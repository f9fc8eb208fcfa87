//! What is worked out from a case, on a thread of its own, so that no edit waits for it.
//!
//! A small case is done within the same frame: the frame waits for a moment.
//! A large one is shown as it was until the thread is done.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

use egui::Context;

use crate::case::{Problem, Snapshot, check};
use crate::compare::{Column, Comparison, Filter, Matches, SearchIndex, all_columns};

/// How long a frame waits for what is nearly there: less than one notices.
const PATIENCE: Duration = Duration::from_millis(4);

/// What the views show of a version of the case.
#[derive(Debug)]
pub(super) struct Derived {
    pub(super) problems: Vec<Problem>,
    pub(super) all_columns: Vec<Column>,
    pub(super) columns: Vec<Column>,
    pub(super) comparison: Comparison,
    pub(super) index: SearchIndex,
    pub(super) matches: Option<Matches>,
}

/// What the views are to show.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) snapshot: Snapshot,
    pub(super) filter: Filter,
    /// The columns that are shown now.
    pub(super) columns: Vec<Column>,
    /// The columns that there were to choose from; those that are new since are shown.
    pub(super) known_columns: Vec<Column>,
    /// What is in the search field, where anything has been.
    pub(super) query: Option<String>,
}

impl Wanted {
    /// Works it out, in time proportional to the case.
    pub(super) fn derive(self) -> Derived {
        let Self { snapshot, filter, columns, known_columns, query } = self;
        let all_columns = all_columns(&snapshot);
        let columns = with_new(columns, &known_columns, &all_columns);
        let index = SearchIndex::build(&snapshot);
        let matches = query.map(|query| index.search(&query));
        let comparison = match (&matches, filter.text.is_empty()) {
            (Some(matches), false) => Comparison::with_matches(&snapshot, &filter, &columns, matches),
            _ => Comparison::build(&snapshot, &Filter { text: String::new(), ..filter }, &columns),
        };
        Derived { problems: check(&snapshot), all_columns, columns, comparison, index, matches }
    }
}

/// The columns to show: those shown so far that are still there, and in their places those that are new.
fn with_new(mut shown: Vec<Column>, known: &[Column], all: &[Column]) -> Vec<Column> {
    shown.retain(|column| all.contains(column));
    for (at, column) in all.iter().enumerate().filter(|(_, column)| !known.contains(column)) {
        let before = all.iter().take(at).rev().find_map(|before| shown.iter().position(|shown| shown == before));
        shown.insert(before.map_or(0, |before| before + 1), column.clone());
    }
    if shown.is_empty() { all.to_vec() } else { shown }
}

/// Works out one version at a time, and always the latest one in the end.
#[derive(Default)]
pub(super) struct Deriver {
    running: Option<Receiver<Derived>>,
    next: Option<Wanted>,
    ctx: Option<Context>,
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
        let (sender, result) = mpsc::channel();
        let started = std::thread::Builder::new().name("work out".to_owned()).spawn({
            let wanted = wanted.clone();
            move || {
                // The case may have been closed by now.
                drop(sender.send(wanted.derive()));
                ctx.request_repaint();
            }
        });
        match started {
            Ok(_) => self.running = Some(result),
            // A system without room for a thread gets a slow frame.
            Err(error) => {
                log::error!("cannot start working out: {error}");
                let (sender, result) = mpsc::channel();
                drop(sender.send(wanted.derive()));
                self.running = Some(result);
            }
        }
    }

    /// Whether something newer than what has been handed out is on its way.
    pub(super) fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// The window that waits for what is on its way.
    pub(super) fn busy_for(&self) -> Option<&Context> {
        self.ctx.as_ref().filter(|_| self.is_busy())
    }

    /// What has been worked out since, once; `wait` for a moment when it is nearly there.
    pub(super) fn poll(&mut self, wait: bool) -> Option<Derived> {
        let running = self.running.as_ref()?;
        let derived = if wait {
            running.recv_timeout(PATIENCE).map_err(|error| error == RecvTimeoutError::Disconnected)
        } else {
            running.try_recv().map_err(|error| error == TryRecvError::Disconnected)
        };
        if let Err(false) = derived {
            return None;
        }
        self.running = None;
        if let Some(next) = self.next.take() {
            self.start(next);
        }
        derived.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_party_gets_its_column_where_it_belongs_and_hidden_ones_stay_hidden() {
        let party = |id: &str| Column::Party(id.into());
        let known = [party("a"), party("b"), party("c"), Column::Proposals];
        let all = [party("a"), party("b"), party("c"), party("d"), Column::Proposals];
        let shown = with_new(vec![party("c"), party("a"), Column::Proposals], &known, &all);
        assert_eq!(shown, [party("c"), party("d"), party("a"), Column::Proposals]);
        let shown = with_new(vec![party("b")], &known, &all[..1]);
        assert_eq!(shown, [party("a")]);
    }
}
