//! The case that is being worked on, with every step that can be taken back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::change::{Touched, make};
use super::{Change, Intent, Key, Refusal};
use crate::case::{Case, Ref, Snapshot};

/// How much the steps of a history may hold together unless it is told otherwise, in bytes, as far as that can be told.
pub const HISTORY_BYTES: usize = 256 << 20;

/// What a step holds at the least: a new path through the lists it changes.
const STEP_BYTES: usize = 8 << 10;

/// One intent of the user: what it is called, and what it changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// What the user means by it; names the step in the menu.
    pub intent: Intent,
    /// What it does, in order.
    pub changes: Vec<Change>,
    /// What is selected and brought into view once it is done.
    pub goes_to: Option<Ref>,
    /// What is selected and brought into view when it is undone.
    pub comes_from: Option<Ref>,
    /// Edits with the same number, one after the other, are one step: a run of typing in one field.
    pub run: Option<u64>,
}

impl Edit {
    /// An edit that stays at the record it changes.
    #[must_use]
    pub fn new(intent: Intent, changes: Vec<Change>, place: Option<Ref>) -> Self {
        Self { intent, changes, goes_to: place.clone(), comes_from: place, run: None }
    }

    /// The record that it adds; of several the last.
    #[must_use]
    pub fn adds(&self) -> Option<Key> {
        self.changes.iter().rev().find_map(|change| match change {
            Change::Insert { at, record } => Some(record.key(*at)),
            _ => None,
        })
    }
}

/// A step that was taken.
#[derive(Clone, Debug)]
pub struct Step {
    /// What the user meant by it.
    pub intent: Intent,
    /// Where it leads when it is done.
    pub goes_to: Option<Ref>,
    /// Where it leads when it is undone.
    pub comes_from: Option<Ref>,
    before: Snapshot,
    after: Snapshot,
    touched: Touched,
    bytes: usize,
}

impl Step {
    /// The case before it.
    #[must_use]
    pub fn before(&self) -> &Snapshot {
        &self.before
    }

    /// The case after it.
    #[must_use]
    pub fn after(&self) -> &Snapshot {
        &self.after
    }
}

/// A case with its history; everything that changes a case goes through [`Document::apply`].
#[derive(Clone, Debug)]
pub struct Document {
    now: Snapshot,
    /// What is in the file, if the case has one.
    saved: Option<Arc<Case>>,
    /// It was made here, so that there is something to lose before the first step.
    begun: bool,
    steps: Vec<Step>,
    /// How many steps have been forgotten, as they held too much together.
    forgotten: usize,
    /// How much they may hold together, in bytes.
    bound: usize,
    /// How many of the steps are done; the rest have been undone.
    done: usize,
    /// The run of typing that the last step is still open for.
    run: Option<u64>,
}

impl Document {
    /// A case as it was opened; `saved` when it is what its file holds.
    #[must_use]
    pub fn new(snapshot: Snapshot, saved: bool) -> Self {
        let saved = saved.then(|| Arc::clone(snapshot.case()));
        let bound = HISTORY_BYTES;
        Self { now: snapshot, saved, begun: false, steps: Vec::new(), forgotten: 0, bound, done: 0, run: None }
    }

    /// The same, with a history that forgets its oldest steps once they hold more than so many bytes together; the last
    /// step is never forgotten.
    #[must_use]
    pub fn bounded(self, bound: usize) -> Self {
        Self { bound, ..self }
    }

    /// A case that has just been made and stands nowhere else: unsaved before its first step.
    #[must_use]
    pub fn begun(snapshot: Snapshot) -> Self {
        Self { begun: true, ..Self::new(snapshot, false) }
    }

    /// The case as it is now.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.now
    }

    /// Makes an edit, as a step of its own or as a part of the run of typing that is under way.
    ///
    /// An edit that changes nothing is no step; the answer tells whether there was one.
    ///
    /// # Errors
    /// When it cannot be made; then everything is as it was.
    pub fn apply(&mut self, edit: Edit) -> Result<bool, Refusal> {
        let (case, touched) = make(&self.now, &edit.changes)?;
        if touched.is_same(&self.now, &case) {
            return Ok(false);
        }
        let after = touched.followed(&self.now, Arc::new(case));
        self.take(edit, after, touched);
        Ok(true)
    }

    /// Puts a case whose tables have been built already in the place of the whole, as a step of its own; false when it
    /// is the same.
    pub fn replace(&mut self, intent: Intent, snapshot: Snapshot, place: Option<Ref>) -> bool {
        if self.now.case() == snapshot.case() {
            return false;
        }
        let edit = Edit::new(intent, vec![Change::Replace(Arc::clone(snapshot.case()))], place);
        self.take(edit, snapshot, Touched::whole());
        true
    }

    /// Adds a step that leads to a version, or lets the run of typing go on to it.
    fn take(&mut self, edit: Edit, after: Snapshot, touched: Touched) {
        let goes_on = edit.run.is_some() && edit.run == self.run;
        self.run = edit.run;
        let bytes = edit.changes.iter().map(weight).sum::<usize>();
        if let Some(step) = self.steps.get_mut(..self.done).and_then(<[Step]>::last_mut).filter(|_| goes_on) {
            self.now = after.clone();
            step.after = after;
            step.goes_to = edit.goes_to;
            step.bytes = step.bytes.max(bytes + STEP_BYTES);
            step.touched.extend(touched);
            // Typed back to what it was: there is nothing to undo.
            if step.touched.is_same(&step.before, step.after.case()) {
                self.now = step.before.clone();
                self.done -= 1;
                self.steps.truncate(self.done);
                self.run = None;
            }
        } else {
            self.steps.truncate(self.done);
            let Edit { intent, goes_to, comes_from, .. } = edit;
            let before = std::mem::replace(&mut self.now, after.clone());
            self.steps.push(Step { intent, goes_to, comes_from, before, after, touched, bytes: bytes + STEP_BYTES });
            self.done = self.steps.len();
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        let mut bytes: usize = self.steps.iter().map(|step| step.bytes).sum();
        let mut surplus = 0;
        while let Some(step) = self.steps.get(surplus).filter(|_| bytes > self.bound && surplus + 1 < self.steps.len())
        {
            bytes -= step.bytes;
            surplus += 1;
        }
        self.steps.drain(..surplus);
        self.done -= surplus;
        self.forgotten += surplus;
    }

    /// The run of typing that is under way.
    #[must_use]
    pub fn run(&self) -> Option<u64> {
        self.run
    }

    /// Ends the run of typing: what is typed from now on is a step of its own.
    pub fn seal(&mut self) {
        self.run = None;
    }

    /// Takes the run of typing back as if it had never been; false when none is under way.
    pub fn cancel_run(&mut self) -> bool {
        if self.run.take().is_none() || self.undo().is_none() {
            return false;
        }
        self.steps.truncate(self.done);
        true
    }

    /// Takes the last step back, and gives it.
    pub fn undo(&mut self) -> Option<&Step> {
        self.run = None;
        let step = self.steps.get(self.done.checked_sub(1)?)?;
        self.done -= 1;
        self.now = step.before.clone();
        Some(step)
    }

    /// Takes the step again that was undone last, and gives it.
    pub fn redo(&mut self) -> Option<&Step> {
        self.run = None;
        let step = self.steps.get(self.done)?;
        self.done += 1;
        self.now = step.after.clone();
        Some(step)
    }

    /// Undoes or redoes until `done` steps are done, and gives the last step that was passed.
    pub fn jump(&mut self, done: usize) -> Option<&Step> {
        self.run = None;
        let done = done.min(self.steps.len());
        let passed = if done < self.done { done } else { done.checked_sub(1)? };
        let step = self.steps.get(passed).filter(|_| done != self.done)?;
        self.now = if done < self.done { step.before.clone() } else { step.after.clone() };
        self.done = done;
        Some(step)
    }

    /// The steps that are kept, from the first to the last, those that are undone included.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How many steps there were before the first that is kept.
    #[must_use]
    pub fn forgotten(&self) -> usize {
        self.forgotten
    }

    /// How much the steps may hold together before the oldest are forgotten, in bytes.
    #[must_use]
    pub fn bound(&self) -> usize {
        self.bound
    }

    /// How many of the steps are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.done
    }

    /// What Undo would take back.
    #[must_use]
    pub fn undoes(&self) -> Option<Intent> {
        self.steps.get(self.done.checked_sub(1)?).map(|step| step.intent)
    }

    /// What Redo would do again.
    #[must_use]
    pub fn redoes(&self) -> Option<Intent> {
        self.steps.get(self.done).map(|step| step.intent)
    }

    /// Whether the case differs from what its file holds; a copy without a file differs once it has been edited.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        match &self.saved {
            Some(saved) => !Arc::ptr_eq(saved, self.now.case()),
            None => self.begun || !self.steps.is_empty(),
        }
    }

    /// How many steps lie between the case and what its file holds, as far as the history reaches.
    #[must_use]
    pub fn unsaved_steps(&self) -> usize {
        let steps = self.saved_at().map_or(self.done, |at| at.abs_diff(self.done));
        steps.max(usize::from(self.is_unsaved()))
    }

    /// How many steps are done in the version that the file holds; nothing when the history does not reach there.
    #[must_use]
    pub fn saved_at(&self) -> Option<usize> {
        let saved = self.saved.as_ref()?;
        if self.steps.is_empty() {
            return Arc::ptr_eq(self.now.case(), saved).then_some(0);
        }
        let versions = self.steps.first().map(|step| &step.before).into_iter();
        let mut versions = versions.chain(self.steps.iter().map(|step| &step.after));
        versions.position(|version| Arc::ptr_eq(version.case(), saved))
    }

    /// The version that the file holds, with its tables; nothing when it is not known.
    #[must_use]
    pub fn saved_version(&self) -> Option<Snapshot> {
        let saved = self.saved.as_ref()?;
        let mut versions = self.steps.iter().flat_map(|step| [&step.before, &step.after]);
        // Its tables need not be built again while the history has them.
        let known = versions.find(|version| Arc::ptr_eq(version.case(), saved));
        Some(known.cloned().unwrap_or_else(|| Snapshot::new(Arc::clone(saved))))
    }

    /// Remembers that this version of the case is what the file holds.
    pub fn mark_saved(&mut self, case: &Arc<Case>) {
        self.saved = Some(Arc::clone(case));
        self.run = None;
    }

    /// What the file holds, as far as it is known.
    #[must_use]
    pub fn saved(&self) -> Option<&Arc<Case>> {
        self.saved.as_ref()
    }
}

/// About how many bytes a change puts into memory.
fn weight(change: &Change) -> usize {
    match change {
        Change::Set { fields, .. } => {
            fields.iter().map(|field| field.value.as_ref().map_or(0, |value| value.len())).sum::<usize>() + 1024
        }
        Change::Insert { record, .. } => {
            record.list().fields().iter().filter_map(|name| record.field(name)).map(|value| value.len()).sum()
        }
        Change::Remove(_) | Change::Move { .. } => 1024,
        Change::Replace(case) => super::ListName::ALL.iter().map(|list| list.len(case) * 1024).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Field, Key, Noun};
    use super::*;
    use crate::case::Fields as _;

    fn document() -> Document {
        let case = r#"{ "format": "demarche/case", "version": 1, "title": "Talks", "mood": "tense",
            "parties": [{ "id": "syria", "name": "Syria", "role": "principal", "flag": 1.50 }] }"#;
        Document::new(Snapshot::new(Arc::new(serde_json::from_str(case).unwrap())), true)
    }

    fn name(value: &str, run: Option<u64>) -> Edit {
        let field = Field { name: "name".into(), value: Some(serde_json::to_string(value).unwrap().into()) };
        let key = Key::Record(Ref::Party("syria".into()));
        Edit { run, ..Edit::new(Intent::Edit(Noun::Party), vec![Change::Set { key, fields: vec![field] }], None) }
    }

    fn shown(document: &Document) -> String {
        document.snapshot().case().parties.get(0).unwrap().name.clone()
    }

    #[test]
    fn undo_gives_back_the_very_case_and_redo_the_edited_one() {
        let mut document = document();
        let first = Arc::clone(document.snapshot().case());
        assert!(document.apply(name("Damascus", None)).unwrap());
        let edited = Arc::clone(document.snapshot().case());
        assert!(document.is_unsaved());
        document.undo().unwrap();
        assert!(Arc::ptr_eq(&first, document.snapshot().case()) && !document.is_unsaved());
        document.redo().unwrap();
        assert!(Arc::ptr_eq(&edited, document.snapshot().case()));
        assert!(document.redo().is_none());
    }

    #[test]
    fn a_case_made_here_is_unsaved_before_its_first_step() {
        let mut begun = Document::begun(document().snapshot().clone());
        assert!(begun.is_unsaved() && begun.saved_at().is_none());
        assert_eq!(begun.unsaved_steps(), 1);
        let case = Arc::clone(begun.snapshot().case());
        begun.mark_saved(&case);
        begun.apply(name("Damascus", None)).unwrap();
        assert_eq!((begun.saved_at(), begun.unsaved_steps()), (Some(0), 1));
    }

    #[test]
    fn a_run_of_typing_is_one_step_until_it_is_sealed() {
        let mut document = document();
        for text in ["S", "Sy", "Syr"] {
            document.apply(name(text, Some(1))).unwrap();
        }
        document.seal();
        document.apply(name("Syri", Some(1))).unwrap();
        assert_eq!((document.steps().len(), shown(&document).as_str()), (2, "Syri"));
        document.undo();
        assert_eq!(shown(&document), "Syr");
        document.undo();
        assert_eq!(shown(&document), "Syria");
    }

    #[test]
    fn a_run_that_is_given_up_leaves_no_trace() {
        let mut document = document();
        document.apply(name("Damascus", None)).unwrap();
        document.apply(name("D", Some(1))).unwrap();
        document.apply(name("Da", Some(1))).unwrap();
        assert!(document.cancel_run() && !document.cancel_run());
        assert_eq!((document.steps().len(), document.done(), shown(&document).as_str()), (1, 1, "Damascus"));
    }

    #[test]
    fn typing_back_what_was_there_leaves_nothing_to_undo() {
        let mut document = document();
        document.apply(name("Syri", Some(1))).unwrap();
        document.apply(name("Syria", Some(1))).unwrap();
        assert!(document.undoes().is_none() && !document.is_unsaved());
    }

    #[test]
    fn a_step_after_undoing_drops_what_was_undone() {
        let mut document = document();
        document.apply(name("One", None)).unwrap();
        document.apply(name("Two", None)).unwrap();
        document.undo();
        document.apply(name("Three", None)).unwrap();
        assert_eq!((document.steps().len(), document.redoes()), (2, None));
        document.jump(0).unwrap();
        assert_eq!((shown(&document).as_str(), document.done()), ("Syria", 0));
        document.jump(2).unwrap();
        assert_eq!(shown(&document), "Three");
        assert!(document.jump(2).is_none());
    }

    #[test]
    fn a_history_that_holds_too_much_forgets_its_oldest_steps_and_no_more() {
        let mut document = document().bounded(3 * (STEP_BYTES + 2_000));
        for text in ["One", "Two", "Three", "Four", "Five"] {
            document.apply(name(text, None)).unwrap();
        }
        assert_eq!((document.steps().len(), document.forgotten(), document.done()), (3, 2, 3));
        while document.undo().is_some() {}
        assert_eq!((shown(&document).as_str(), document.done()), ("Two", 0));
        document.jump(3).unwrap();
        assert_eq!(shown(&document), "Five");
        // However large, the last step can be taken back.
        document.apply(name(&"x".repeat(100_000), None)).unwrap();
        assert_eq!((document.steps().len(), document.forgotten()), (1, 5));
        document.undo().unwrap();
        assert_eq!(shown(&document), "Five");
        assert!(document.is_unsaved() && document.saved_at().is_none());
    }

    #[test]
    fn an_edit_that_fails_half_way_changes_nothing() {
        let mut document = document();
        let mut edit = name("Damascus", None);
        edit.changes.push(Change::Remove(Key::Record(Ref::Party("nobody".into()))));
        let refusal = document.apply(edit).unwrap_err();
        assert_eq!(refusal, Refusal::NoSuchRecord(Key::Record(Ref::Party("nobody".into()))));
        assert_eq!((shown(&document).as_str(), document.steps().len()), ("Syria", 0));
    }

    #[test]
    fn the_same_again_is_no_step() {
        let mut document = document();
        assert!(!document.apply(name("Syria", None)).unwrap());
        assert!(document.steps().is_empty() && !document.is_unsaved());
    }

    #[test]
    fn unknown_keys_can_be_read_and_written_and_survive_the_rest() {
        let mut document = document();
        document.apply(name("Damascus", None)).unwrap();
        let party = document.snapshot().case().parties.get(0).unwrap();
        assert_eq!(party.field("flag").as_deref(), Some("1.50"));
        assert_eq!(document.snapshot().case().field("mood").as_deref(), Some("\"tense\""));
    }

    #[test]
    fn an_edit_survives_being_written_down() {
        let edit = Edit::new(
            Intent::Add(Noun::Party),
            vec![Change::Insert {
                at: 0,
                record: super::super::Record::Party(Arc::clone(document().snapshot().case().parties.get(0).unwrap())),
            }],
            Some(Ref::Party("syria".into())),
        );
        let line = serde_json::to_string(&edit).unwrap();
        assert_eq!(serde_json::from_str::<Edit>(&line).unwrap(), edit);
    }
}
