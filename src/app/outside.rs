//! What others do to the file of the open case, and how the two versions come together.

use std::sync::Arc;

use egui::Context;

use super::App;
use super::files::{Leave, origin_name};
use super::keep::Outside;
use super::open_case::{OpenCase, Origin};
use crate::case::Snapshot;
use crate::command::{Command, OutsideAnswer, Request};
use crate::file::Opened;
use crate::ui::notices::{Notice, Tone};
use crate::words::{merging, saving, screen};

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
        if answer == OutsideAnswer::Stop {
            self.stop_merging();
            return;
        }
        let Some(open) = &mut self.open else { return };
        let Origin::File(path) = open.origin.clone() else { return };
        let Some(theirs) = open.keep.take_outside() else {
            // Of what cannot be read nothing can be kept but ours.
            open.keep.accept(&path, None);
            return;
        };
        match answer {
            OutsideAnswer::KeepOurs => {
                open.keep.accept(&path, theirs.stamp);
                open.document.mark_saved(theirs.snapshot.case());
            }
            OutsideAnswer::TakeTheirs => {
                open.keep.accept(&path, theirs.stamp);
                take_in(ctx, open, theirs.snapshot.clone(), true, *theirs);
            }
            // Theirs is only known once both have come together.
            OutsideAnswer::Merge => self.begin_to_merge(ctx, path, theirs),
            OutsideAnswer::Stop => {}
        }
    }

    /// What the user should know of the open case.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let Some(open) = &self.open else { return Vec::new() };
        let mut notices = Vec::new();
        let mut say = |text: String, tone: Tone, actions: Vec<(&str, Request)>| {
            let actions = actions.into_iter().map(|(label, request)| (label.to_owned(), request)).collect();
            notices.push(Notice { text, tone, actions });
        };
        let name = origin_name(&open.origin);
        let exported = self.export_notice();
        if let Some(told) = &self.told {
            say(told.clone(), Tone::Plain, vec![(saving::UNDERSTOOD, Request::Dismiss)]);
        }
        if let Some(why) = open.keep.failure() {
            say(saving::not_kept(&why), Tone::Grave, vec![(Command::Save.label(), Request::Do(Command::Save))]);
        }
        if self.is_merging() {
            let stop = (screen::CANCEL, Request::Outside(OutsideAnswer::Stop));
            say(merging::under_way(&name), Tone::Plain, vec![stop]);
        }
        // Whatever is done next, Undo would take back that and not the merge.
        let now = open.document.snapshot().case();
        if let Some(taken_in) = self.taken_in.as_ref().filter(|taken_in| Arc::ptr_eq(&taken_in.case, now)) {
            let undo = (Command::Undo.label(), Request::Do(Command::Undo));
            let text = merging::together(&taken_in.file, &taken_in.summary);
            say(text, Tone::Good, vec![undo, (saving::UNDERSTOOD, Request::Dismiss)]);
        }
        let answer = |label: &'static str, answer| (label, Request::Outside(answer));
        let ours = answer(saving::KEEP_OURS, OutsideAnswer::KeepOurs);
        match open.keep.outside() {
            Outside::Nothing | Outside::Reading(_) => {}
            Outside::Changed(_) if open.document.is_unsaved() => {
                let merge = answer(saving::MERGE, OutsideAnswer::Merge);
                let theirs = answer(saving::TAKE_THEIRS, OutsideAnswer::TakeTheirs);
                say(saving::changed_outside(&name, true), Tone::Grave, vec![merge, ours, theirs]);
            }
            Outside::Changed(_) => {
                let reload = answer(saving::RELOAD, OutsideAnswer::TakeTheirs);
                say(saving::changed_outside(&name, false), Tone::Plain, vec![reload, ours]);
            }
            Outside::Unreadable(why) => say(saving::unreadable_outside(&name, why), Tone::Grave, vec![ours]),
            Outside::Removed => {
                let save = (Command::Save.label(), Request::Do(Command::Save));
                say(saving::removed_outside(&name), Tone::Grave, vec![save]);
            }
        }
        match open.keep.others() {
            0 => {}
            others => say(saving::also_open(&name, others), Tone::Plain, Vec::new()),
        }
        notices.extend(exported);
        notices
    }
}

/// Puts a version that holds theirs in the place of ours, as a step that can be undone; `is_theirs` when it is no more
/// than that.
pub(super) fn take_in(ctx: &Context, open: &mut OpenCase, snapshot: Snapshot, is_theirs: bool, theirs: Opened) {
    open.replace(ctx, snapshot);
    open.original = theirs.original;
    let now = Arc::clone(open.document.snapshot().case());
    open.document.mark_saved(if is_theirs { &now } else { theirs.snapshot.case() });
}
