//! What has just been made: how it stays what is meant while it gets its id, and what becomes of it once it is left.

use egui::Context;

use super::OpenCase;
use crate::case::{AxisId, IssueId, PartyId, Ref};
use crate::compare::Column;
use crate::edit::{self, Edit, Intent, Key, Noun, Record, References};
use crate::file::Line;
use crate::ui::form::Fresh;
use crate::ui::inspector;

/// A record that has just been made and has its form open; until that is left, it is a part of the typing.
#[derive(Clone, Debug)]
pub(super) struct Made {
    fresh: Fresh,
    record: Record,
    /// The page on which its form stands.
    page: Option<Ref>,
}

/// Ids that records have got, and what of the past still names them by those of before.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// From the old to the new, for as long as a view may show the old.
    renamed: Vec<(Ref, Ref)>,
    /// What the fields of a form are told apart by that must outlive an id.
    salts: Vec<(Ref, u64)>,
}

impl Names {
    /// What a record is called now that was called so when it was drawn.
    pub(super) fn now(&self, target: Ref) -> Ref {
        self.renamed.iter().find(|(old, _)| *old == target).map_or(target, |(_, new)| new.clone())
    }

    /// Every view shows the ids that there are.
    pub(super) fn settle(&mut self) {
        self.renamed.clear();
    }
}

impl OpenCase {
    /// Makes an edit that adds a record, to be written in its form; gives the record.
    pub(in crate::app) fn make_in_form(&mut self, ctx: &Context, edit: Edit) -> Option<Key> {
        self.finish_editing(ctx);
        let key = edit.adds()?;
        let run = self.table.next_run();
        self.apply(ctx, Edit { run: Some(run), ..edit }).ok()?;
        self.write_made(&key, run);
        Some(key)
    }

    /// Goes to the form of a record that has been made in a run of typing.
    pub(in crate::app) fn write_made(&mut self, key: &Key, run: u64) {
        match key.target() {
            Some(target) => self.select(target.clone()),
            None if inspector::is_on_page(self.document.snapshot(), self.selection.as_ref(), key) => {}
            None => self.deselect(),
        }
        let Some(record) = Record::find(self.document.snapshot(), key) else { return };
        if edit::is_blank(&record) {
            self.names.salts.extend(key.target().map(|target| (target.clone(), run)));
            let fresh = Fresh { key: key.clone(), run };
            self.made = Some(Made { fresh, record, page: self.selection.clone() });
        } else {
            self.seal();
        }
    }

    /// The record that has just been made, while its form is open.
    pub(in crate::app) fn fresh(&self) -> Option<&Fresh> {
        self.made.as_ref().map(|made| &made.fresh)
    }

    /// What the fields of the selected record's form are told apart by, where that is not its id.
    pub(in crate::app) fn form_salt(&self) -> Option<u64> {
        let selected = self.selection.as_ref()?;
        self.names.salts.iter().find(|(target, _)| target == selected).map(|(_, salt)| *salt)
    }

    /// A field of what has just been made has been left: with a text it is whole, and gets its id.
    pub(in crate::app) fn leave_field(&mut self, ctx: &Context) {
        let Some(Made { fresh, .. }) = &self.made else {
            self.seal();
            return;
        };
        if Record::find(self.document.snapshot(), &fresh.key).is_some_and(|record| !edit::is_blank(&record)) {
            self.finish_made(ctx);
        }
    }

    /// Shows what an edit has made although the filter hides it.
    pub(super) fn keep_in_sight(&mut self, edit: &Edit) {
        let added = edit.adds();
        let made = added.as_ref().and_then(Key::target).filter(|target| edit.goes_to.as_ref() == Some(*target));
        let term = edit.goes_to.as_ref().filter(|_| edit.intent == Intent::Add(Noun::Term));
        if let Some(target) = made.or(term).cloned()
            && self.filter.hides(self.document.snapshot(), &target)
        {
            self.filter.also.push(target);
            self.ask_again();
        }
    }

    /// What is shown although the filter hides it goes once something else is selected.
    fn tend_sight(&mut self) {
        let snapshot = self.document.snapshot();
        let is_left = |target: &Ref| !self.filter.also_shows(snapshot, target);
        if !self.filter.also.is_empty() && self.selection.as_ref().is_none_or(is_left) {
            self.filter.also.clear();
            self.rebuild();
        }
    }

    /// Once the page of what has just been made is left, it stays only if something has been written.
    pub(in crate::app) fn tend_made(&mut self, ctx: &Context) {
        if self.made.as_ref().is_some_and(|made| !self.editing || made.page != self.selection) {
            self.finish_made(ctx);
        }
        self.tend_sight();
    }

    /// Ends the making of a record: as one step, or without a trace where nothing has been written.
    pub(in crate::app) fn finish_made(&mut self, ctx: &Context) {
        let Some(Made { fresh: Fresh { key, run }, record, .. }) = self.made.take() else { return };
        let Some(now) = Record::find(self.document.snapshot(), &key) else { return };
        if now == record {
            self.withdraw(ctx, &key, run);
            return;
        }
        let named = key.target().and_then(|target| edit::named_after_text(self.document.snapshot(), target));
        if let Some(named) = named
            && let Err(refusal) = self.apply(ctx, Edit { run: Some(run), ..named })
        {
            log::warn!("what was made keeps its first id: {refusal:?}");
        }
        self.seal();
    }

    /// Takes out what a run has added; what is selected by now stays selected.
    fn withdraw(&mut self, ctx: &Context, key: &Key, run: u64) {
        if self.document.run() == Some(run) && self.document.cancel_run() {
            self.keep.record(Line::CancelRun);
            self.changed(ctx);
            self.go_to(None);
        } else if let Some(edit) = edit::remove(self.document.snapshot(), key, References::Keep)
            && let Err(refusal) = self.apply(ctx, Edit { goes_to: None, ..edit })
        {
            log::warn!("what was made cannot be taken out: {refusal:?}");
        }
        self.back.retain(|target| key.target() != Some(target));
    }

    /// Lets all that names a record by its id follow an edit that gives it another.
    pub(super) fn follow_name(&mut self, intent: Intent, old: Option<&Ref>, new: Option<&Ref>) {
        let (Intent::Rename(_), Some(old), Some(new)) = (intent, old, new) else { return };
        if old == new {
            return;
        }
        let follow = |target: &mut Ref| {
            if target == old {
                target.clone_from(new);
            }
        };
        self.names.renamed.iter_mut().for_each(|(_, now)| follow(now));
        self.names.renamed.push((old.clone(), new.clone()));
        self.names.salts.iter_mut().for_each(|(target, _)| follow(target));
        let made = self.made.iter_mut().flat_map(|made| made.page.iter_mut());
        let seen = self
            .filter
            .also
            .iter_mut()
            .chain([&mut self.selection, &mut self.table.reveal, &mut self.axes.reveal].into_iter().flatten());
        made.chain(seen).chain(&mut self.back).chain(&mut self.forward).for_each(follow);
        let (old, new) = (old.id(), new.id());
        match self.names.renamed.last() {
            Some((Ref::Party(_), _)) => {
                let parties = self.filter.parties.iter_mut();
                let heads = self.columns.iter_mut().chain(&mut self.all_columns).filter_map(|column| match column {
                    Column::Party(party) => Some(party),
                    Column::Proposals => None,
                });
                parties.chain(heads).filter(|id| id.as_str() == old).for_each(|id| *id = PartyId::from(new));
            }
            Some((Ref::Axis(_), _)) => {
                self.filter.axes.iter_mut().filter(|id| id.as_str() == old).for_each(|id| *id = AxisId::from(new));
                if self.table.folded.remove(&AxisId::from(old)) {
                    self.table.folded.insert(AxisId::from(new));
                }
            }
            Some((Ref::Issue(_), _)) => {
                self.filter.issues.iter_mut().filter(|id| id.as_str() == old).for_each(|id| *id = IssueId::from(new));
            }
            _ => {}
        }
    }
}
