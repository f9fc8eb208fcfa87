//! A case that begins in the program.

use std::sync::Arc;

use super::App;
use super::files::{Leave, Leaving};
use super::load::Loaded;
use super::open_case::Origin;
use crate::case::{Case, Snapshot, check};
use crate::compare::SearchIndex;
use crate::edit::{self, Change, Document, Edit, Intent, usual_id};
use crate::file::{Opened, Original};
use crate::ui::begin::BeginForm;
use crate::ui::dialogs::Dialog;
use crate::words::begin;

impl App {
    /// Makes the case of a page that was filled in, and shows it.
    pub(super) fn begin(&mut self, form: &BeginForm) {
        self.begin_as(&form.title, form.case(), Intent::Begin);
    }

    /// Shows a case that has no file yet, with all of it as the first step.
    pub(super) fn begin_as(&mut self, title: &str, case: Case, intent: Intent) {
        let snapshot = Snapshot::new(Arc::new(edit::begin(begin::UNTITLED_CASE, &[], &[], &[])));
        let index = SearchIndex::build(&snapshot);
        let opened = Opened {
            path: None,
            stamp: None,
            problems: check(&snapshot),
            original: Original::default(),
            snapshot: snapshot.clone(),
        };
        let origin = Origin::Untitled(file_name(title));
        self.show(Loaded { opened, index, origin });
        let ctx = self.ctx.clone();
        self.edit_open(|open| {
            open.document = Document::begun(snapshot);
            // As a step, what was filled in or taken in is in the journal from the start.
            let change = Change::Replace(Arc::new(case));
            drop(open.apply(&ctx, Edit::new(intent, vec![change], None)));
        });
    }

    /// Goes on with what is open; a page that has been filled in comes back with what was typed.
    pub(super) fn stay(&mut self) {
        if let Leave::Asked(Leaving::Begin(form)) | Leave::Saving(Leaving::Begin(form)) =
            std::mem::take(&mut self.leave)
        {
            self.dialog = Some(Dialog::Begin(form));
        }
    }
}

/// The name under which a case of this title is first to be saved.
fn file_name(title: &str) -> String {
    let name = usual_id(title);
    format!("{}.json", if name.is_empty() { begin::UNTITLED } else { &name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_the_title() {
        assert_eq!(file_name("Syria–Israel talks, Paris"), "syria-israel-talks-paris.json");
        assert_eq!(file_name(" … "), "untitled.json");
    }
}
