//! What others do to the file of the open case, and how the two versions come together.

use std::path::Path;
use std::sync::Arc;

use egui::Context;

use super::App;
use super::files::{Leave, origin_name};
use super::keep::Outside;
use super::open_case::{OpenCase, Origin};
use crate::case::Snapshot;
use crate::command::{Command, OutsideAnswer, Request};
use crate::edit::Intent;
use crate::file::Opened;
use crate::ui::dialogs::Dialog;
use crate::ui::notices::{Notice, Tone};
use crate::words::{merging, saving, screen};

impl App {
    /// Takes in what has happened to the file.
    pub(super) fn look_outside(&mut self, ctx: &Context) {
        let Some(open) = &mut self.open else { return };
        let Origin::File(path) = open.origin.clone() else { return };
        open.keep.look(&path, open.document.saved());
        if self.merging_first && !matches!(open.keep.outside(), Outside::Reading(_)) {
            self.merging_first = false;
            self.merge_first(ctx, &path);
        }
    }

    /// Somebody was faster: brings both versions together, and saves what has come of them.
    pub(super) fn merge_first(&mut self, ctx: &Context, path: &Path) {
        let Some(open) = &mut self.open else { return };
        match open.keep.outside() {
            Outside::Reading(_) => self.merging_first = true,
            Outside::Changed(_) => {
                // What has come in should be seen before the window closes.
                self.leave = Leave::Stay;
                if let Some(theirs) = open.keep.take_outside() {
                    self.begin_to_merge(ctx, path.to_owned(), theirs, true);
                }
            }
            Outside::Unreadable(_, why) => {
                self.dialog = Some(Dialog::WriteOver { name: origin_name(&open.origin), why: why.clone() });
            }
            Outside::Nothing | Outside::Removed => self.save_to(ctx, path),
        }
    }

    /// Saves over a file that cannot be read.
    pub(super) fn write_over(&mut self, ctx: &Context) {
        let Some(open) = &mut self.open else { return };
        let Origin::File(path) = open.origin.clone() else { return };
        open.keep.overlook(&path);
        self.save_to(ctx, &path);
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
            open.keep.overlook(&path);
            return;
        };
        match answer {
            OutsideAnswer::KeepOurs => {
                open.keep.accept(&path, &theirs);
                open.document.mark_saved(theirs.snapshot.case());
            }
            OutsideAnswer::TakeTheirs => {
                open.keep.accept(&path, &theirs);
                take_in(ctx, open, Intent::TakeIn, theirs.snapshot.clone(), true, *theirs);
            }
            // Theirs is only known once both have come together.
            OutsideAnswer::Merge => self.begin_to_merge(ctx, path, theirs, false),
            OutsideAnswer::Stop => {}
        }
    }

    /// Gives up what is unsaved, as a step that can be undone.
    pub(super) fn revert(&mut self, ctx: &Context) {
        let Some(open) = &mut self.open else { return };
        let Origin::File(path) = open.origin.clone() else { return };
        if let Some(theirs) = open.keep.take_outside() {
            open.keep.accept(&path, &theirs);
            take_in(ctx, open, Intent::Revert, theirs.snapshot.clone(), true, *theirs);
        } else if let Some(saved) = open.document.saved_version() {
            let case = Arc::clone(saved.case());
            open.replace(ctx, Intent::Revert, saved);
            open.document.mark_saved(&case);
        } else {
            self.load(ctx, path);
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
            let saved = taken_in.saves && !open.document.is_unsaved();
            let text = merging::together(&taken_in.file, &taken_in.summary, &taken_in.news, saved);
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
            Outside::Unreadable(_, why) => say(saving::unreadable_outside(&name, why), Tone::Grave, vec![ours]),
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
pub(super) fn take_in(
    ctx: &Context,
    open: &mut OpenCase,
    intent: Intent,
    snapshot: Snapshot,
    is_theirs: bool,
    theirs: Opened,
) {
    open.replace(ctx, intent, snapshot);
    open.original = theirs.original;
    let now = Arc::clone(open.document.snapshot().case());
    open.document.mark_saved(if is_theirs { &now } else { theirs.snapshot.case() });
}
