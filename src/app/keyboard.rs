//! Where the keyboard goes once a dialog or the palette is gone, back to where it was, and where the list of problems
//! takes it.

use egui::{Context, Id};

use super::App;
use super::sides::Side;
use crate::command::{Command, Request};
use crate::ui::{form, problems};

/// Remembers what had the keyboard before something was laid over the window.
#[derive(Debug, Default)]
pub(super) struct Keyboard {
    before: Option<Id>,
    covered: bool,
    /// What covered the window is gone, and nothing has the keyboard yet.
    returning: bool,
    /// A case has been opened, and nothing in it has the keyboard yet.
    fresh: bool,
    /// So many frames pass until what was asked for has taken its place, and with it perhaps the keyboard.
    opening: u8,
}

impl Keyboard {
    /// A case has been opened: the keyboard is to go to its comparison.
    pub(super) fn start(&mut self) {
        self.fresh = true;
    }

    /// A request has been made: what it opens takes the keyboard in the next frame.
    pub(super) fn await_what_opens(&mut self, request: &Request) {
        if matches!(request, Request::Do(_) | Request::Remove(_) | Request::Choose(_)) {
            self.opening = self.opening.max(1);
        }
    }

    /// What covered the window has been closed: it is gone in the next frame, and in the one after the keyboard is where it was.
    pub(super) fn await_uncovering(&mut self) {
        self.opening = 2;
    }

    /// To be called at the beginning of each frame; true when the keyboard has nowhere to be but the comparison. While
    /// something else is `awaited` to take it, it waits.
    pub(super) fn follow(&mut self, ctx: &Context, awaited: bool) -> bool {
        self.opening = self.opening.saturating_sub(1);
        let (covered, focused) = ctx.memory(|memory| (memory.top_modal_layer().is_some(), memory.focused()));
        self.returning |= std::mem::replace(&mut self.covered, covered) && !covered;
        if covered {
            return false;
        }
        if std::mem::take(&mut self.fresh) {
            return true;
        }
        let Some(before) = self.before.filter(|_| self.returning && focused.is_none()) else {
            (self.before, self.returning) = (focused, false);
            return false;
        };
        if ctx.read_response(before).is_some() {
            ctx.memory_mut(|memory| memory.request_focus(before));
        } else if awaited {
            return false;
        } else {
            // What was closed has done away with it.
            self.before = None;
        }
        self.returning = false;
        self.before.is_none()
    }
}

impl App {
    /// Whether something is laid over the window that has the keyboard to itself.
    pub(super) fn is_covered(&self) -> bool {
        self.dialog.is_some() || self.palette.is_open() || self.exports.is_open() || self.imports.is_open()
    }

    /// Whether something is on its way that is to have the next key.
    pub(super) fn awaits_keyboard(&self, ctx: &Context) -> bool {
        if self.keyboard.opening > 0 || !self.requests.is_empty() {
            return true;
        }
        if self.is_covered() {
            return false;
        }
        let Some(open) = &self.open else { return false };
        let in_form = open.editing && self.sees_side(Side::Inspector) && form::awaits_keyboard(ctx);
        let in_table = open.comparing.is_none() && open.table.awaits_keyboard();
        // A key means what it is pressed on: the case as it is.
        in_form || in_table || (!open.is_current() && !ctx.text_edit_focused())
    }

    /// Shows the list of problems with the keyboard in it, or folds it away.
    pub(super) fn toggle_problems(&mut self, ctx: &Context) {
        self.settings.problems = !self.settings.problems;
        let has_any = self.open.as_ref().is_some_and(|open| !open.problems.is_empty());
        let list = problems::focus_id();
        if self.settings.problems && has_any {
            ctx.memory_mut(|memory| memory.request_focus(list));
        } else if ctx.memory(|memory| memory.has_focus(list)) {
            self.ask(Request::Do(Command::FocusComparison));
        }
    }
}
