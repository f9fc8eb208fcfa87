//! What others do to the file of the open case, and how the two versions come together.

use std::sync::Arc;

use egui::Context;

use super::App;
use super::files::{Leave, origin_name};
use super::keep::Outside;
use super::open_case::{OpenCase, Origin};
use crate::case::Case;
use crate::command::{Command, OutsideAnswer, Request};
use crate::edit::diff::diff;
use crate::edit::merge::merge;
use crate::edit::{Change, Edit, Intent};
use crate::file::Opened;
use crate::ui::differences::DifferencesView;
use crate::ui::notices::{Notice, Tone};
use crate::words::{merging, saving};

impl App {
    /// Takes in what has happened to the file.
    pub(super) fn look_outside(&mut self, ctx: &Context) {
        let Some(open) = &mut self.open else { return };
        let Origin::File(path) = open.origin.clone() else { return };
        if open.keep.look(&path) && self.merging_first {
            self.merging_first = false;
            self.answer_outside(ctx, OutsideAnswer::Merge);
        }
    }

    /// Somebody was faster: brings both versions together before ours is saved.
    pub(super) fn merge_first(&mut self, ctx: &Context) {
        self.leave = Leave::Stay;
        let Some(open) = &self.open else { return };
        match open.keep.outside() {
            Outside::Changed(_) => self.answer_outside(ctx, OutsideAnswer::Merge),
            Outside::Reading(_) => self.merging_first = true,
            // The notice says what is wrong, and what can be done.
            _ => {}
        }
    }

    /// Does what was decided about the two versions.
    pub(super) fn answer_outside(&mut self, ctx: &Context, answer: OutsideAnswer) {
        let Some(open) = &mut self.open else { return };
        let Origin::File(path) = open.origin.clone() else { return };
        let Some(theirs) = open.keep.take_outside() else {
            // Of what cannot be read nothing can be kept but ours.
            open.keep.accept(&path, None);
            return;
        };
        let their_case = Arc::clone(theirs.snapshot.case());
        if answer != OutsideAnswer::Merge {
            open.keep.accept(&path, theirs.stamp);
        }
        match answer {
            OutsideAnswer::KeepOurs => open.document.mark_saved(&their_case),
            OutsideAnswer::TakeTheirs => take_in(ctx, open, &their_case, *theirs),
            OutsideAnswer::Merge => {
                let base = open.document.saved().cloned().unwrap_or_else(|| Arc::clone(&their_case));
                let merged = merge(&base, open.document.snapshot().case(), &their_case);
                // Theirs is only known once it has been decided what becomes of it.
                if !merged.conflicts.is_empty() {
                    self.ask_to_merge(merged, theirs);
                    return;
                }
                open.keep.accept(&path, theirs.stamp);
                let ours = open.document.snapshot().clone();
                take_in(ctx, open, &Arc::new(merged.case), *theirs);
                let now = open.document.snapshot();
                let came_in = DifferencesView::new(&ours, now, &diff(ours.case(), now.case())).summary();
                self.told = Some(merging::merged(&origin_name(&open.origin), &came_in));
            }
        }
    }

    /// What the user should know of the open case.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let Some(open) = &self.open else { return Vec::new() };
        let mut notices = Vec::new();
        let mut say = |text: String, grave: bool, actions: Vec<(&str, Request)>| {
            let actions = actions.into_iter().map(|(label, request)| (label.to_owned(), request)).collect();
            let tone = if grave { Tone::Grave } else { Tone::Told };
            notices.push(Notice { text, tone, actions });
        };
        let name = origin_name(&open.origin);
        let exported = self.export_notice();
        if let Some(told) = &self.told {
            say(told.clone(), false, vec![(saving::UNDERSTOOD, Request::Dismiss)]);
        }
        if let Some(why) = open.keep.failure() {
            say(saving::not_kept(&why), true, vec![(Command::Save.label(), Request::Do(Command::Save))]);
        }
        let answer = |label: &'static str, answer| (label, Request::Outside(answer));
        let ours = answer(saving::KEEP_OURS, OutsideAnswer::KeepOurs);
        match open.keep.outside() {
            Outside::Nothing | Outside::Reading(_) => {}
            Outside::Changed(_) if open.document.is_unsaved() => {
                let merge = answer(saving::MERGE, OutsideAnswer::Merge);
                let theirs = answer(saving::TAKE_THEIRS, OutsideAnswer::TakeTheirs);
                say(saving::changed_outside(&name, true), true, vec![merge, ours, theirs]);
            }
            Outside::Changed(_) => {
                let reload = answer(saving::RELOAD, OutsideAnswer::TakeTheirs);
                say(saving::changed_outside(&name, false), false, vec![reload, ours]);
            }
            Outside::Unreadable(why) => say(saving::unreadable_outside(&name, why), true, vec![ours]),
            Outside::Removed => {
                let save = (Command::Save.label(), Request::Do(Command::Save));
                say(saving::removed_outside(&name), true, vec![save]);
            }
        }
        match open.keep.others() {
            0 => {}
            others => say(saving::also_open(&name, others), false, Vec::new()),
        }
        notices.extend(exported);
        notices
    }
}

/// Puts a version that holds theirs in the place of ours, as a step that can be undone.
pub(super) fn take_in(ctx: &Context, open: &mut OpenCase, case: &Arc<Case>, theirs: Opened) {
    let edit = Edit::new(Intent::TakeIn, vec![Change::Replace(Arc::clone(case))], open.selection.clone());
    // A whole case in place of another is refused by nothing.
    drop(open.apply(ctx, edit));
    let their_case = theirs.snapshot.case();
    open.original = theirs.original;
    let now = Arc::clone(open.document.snapshot().case());
    open.document.mark_saved(if *now == **their_case { &now } else { their_case });
}
