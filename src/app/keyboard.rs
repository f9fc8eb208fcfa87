//! Where the keyboard goes once a dialog or the palette is gone: back to where it was.

use egui::{Context, Id};

/// Remembers what had the keyboard before something was laid over the window.
#[derive(Debug, Default)]
pub(super) struct Keyboard {
    before: Option<Id>,
    covered: bool,
}

impl Keyboard {
    /// To be called at the beginning of each frame; true when the keyboard was somewhere and that is gone.
    pub(super) fn follow(&mut self, ctx: &Context) -> bool {
        let (covered, focused) = ctx.memory(|memory| (memory.top_modal_layer().is_some(), memory.focused()));
        let uncovered = std::mem::replace(&mut self.covered, covered) && !covered;
        if covered {
            return false;
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
