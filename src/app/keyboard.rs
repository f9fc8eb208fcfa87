//! Where the keyboard goes once a dialog or the palette is gone: back to where it was.

use egui::{Context, Id};

/// Remembers what had the keyboard before something was laid over the window.
#[derive(Debug, Default)]
pub(super) struct Keyboard {
    before: Option<Id>,
    covered: bool,
    /// A case has been opened, and nothing in it has the keyboard yet.
    fresh: bool,
}

impl Keyboard {
    /// A case has been opened: the keyboard is to go to its comparison.
    pub(super) fn start(&mut self) {
        self.fresh = true;
    }

    /// To be called at the beginning of each frame; true when the keyboard has nowhere to be but the comparison.
    pub(super) fn follow(&mut self, ctx: &Context) -> bool {
        let (covered, focused) = ctx.memory(|memory| (memory.top_modal_layer().is_some(), memory.focused()));
        let uncovered = std::mem::replace(&mut self.covered, covered) && !covered;
        if covered {
            return false;
        }
        if std::mem::take(&mut self.fresh) {
            return true;
        }
        let Some(before) = self.before.filter(|_| uncovered && focused.is_none()) else {
            self.before = focused;
            return false;
        };
        // What was closed may have done away with it.
        let is_there = ctx.read_response(before).is_some();
        if is_there {
            ctx.memory_mut(|memory| memory.request_focus(before));
        } else {
            self.before = None;
        }
        !is_there
    }
}
