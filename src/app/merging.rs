//! Two versions of the open case that clash, until somebody has decided.

use std::sync::Arc;

use egui::Context;

use super::App;
use super::files::origin_name;
use super::open_case::Origin;
use super::outside::take_in;
use crate::edit::merge::Merged;
use crate::file::Opened;
use crate::ui::dialogs::Dialog;
use crate::ui::merge_view::{MergeAnswer, MergeView};

/// A merge that waits to be decided.
pub(super) struct Merging {
    merged: Merged,
    theirs: Box<Opened>,
}

impl App {
    /// Asks how the conflicts of a merge are to be settled.
    pub(super) fn ask_to_merge(&mut self, merged: Merged, theirs: Box<Opened>) {
        let Some(open) = &self.open else { return };
        let name = origin_name(&open.origin);
        let view = MergeView::new(&merged, open.document.snapshot(), &theirs.snapshot, name);
        self.dialog = Some(Dialog::Merge(Box::new(view)));
        self.merging = Some(Merging { merged, theirs });
    }

    /// Brings both versions together as was decided, or leaves them for later.
    pub(super) fn answer_merge(&mut self, ctx: &Context, answer: MergeAnswer) {
        let Some(Merging { merged, theirs }) = self.merging.take() else { return };
        let Some(open) = &mut self.open else { return };
        match answer {
            MergeAnswer::Cancel => open.keep.give_back(theirs),
            MergeAnswer::Take(choices) => {
                if let Origin::File(path) = &open.origin {
                    open.keep.accept(path, theirs.stamp);
                }
                take_in(ctx, open, &Arc::new(merged.resolved(&choices)), *theirs);
            }
        }
    }
}
