//! What is taken in as it is understood by now: what was guessed and what was corrected.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::own::OwnPlan;
use super::task::{Ask, Asked, Guess, Task, Worked};
use crate::case::{Attribution, Kind, Snapshot, Visibility};
use crate::import::brackets::{Choices, Meaning};
use crate::import::{
    AxisChoice, Certainty, Column, ColumnRole, Form, Grid, ImportError, Input, Mapping, Parties, PartyChoice, RowUse,
};
use crate::words::{import, names};

/// What is to be taken in, as it is understood by now.
#[derive(Clone, Debug)]
pub struct ImportView {
    pub(super) input: Arc<Input>,
    /// In which of its ways the input is understood.
    pub(super) form: Form,
    /// It goes into the open case, and not into one of its own.
    pub(super) into_open: bool,
    pub(super) corrections: Corrections,
    /// The table as it was last guessed, with what was corrected.
    pub(super) table: Option<TableNow>,
    /// What the table is to be.
    pub(super) ask: Ask,
    /// What the names in a draft stand for.
    pub(super) choices: Option<Choices>,
    /// The changes that a table of our own would make and that are not wanted, by their numbers.
    pub(super) left_out: BTreeSet<usize>,
    /// What deserves a look with these left out.
    warned: Option<(BTreeSet<usize>, Arc<[String]>)>,
    /// Another number for whatever changes what would be made.
    revision: u64,
    /// Where the keyboard is in the lists of what is made, left out, changed and inferred.
    pub(super) rows: [usize; 4],
    /// Where the keyboard is in the table: row and column.
    pub(super) cursor: (usize, usize),
    /// The page has just come, and takes the keyboard.
    pub(super) fresh: bool,
}

/// A table as it is shown.
#[derive(Clone, Debug)]
pub(super) struct TableNow {
    pub(super) ask: Ask,
    /// What was guessed.
    guess: Guess,
    /// The same with what was corrected.
    pub(super) mapping: Mapping,
}

impl TableNow {
    pub(super) fn grid(&self) -> &Arc<Grid> {
        &self.guess.grid
    }
}

/// What a person has said.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrections {
    roles: BTreeMap<usize, ColumnRole>,
    rows: BTreeMap<usize, RowUse>,
    cells: BTreeMap<(usize, usize), PartyChoice>,
    labels: BTreeMap<String, Meaning>,
    kind: Option<Kind>,
    axis: Option<AxisChoice>,
    visibility: Option<Visibility>,
    attribution: Option<Attribution>,
    backs_status: bool,
}

impl Corrections {
    /// The mapping with what was corrected.
    pub(super) fn mapping(&self, guessed: &Mapping) -> Mapping {
        let mut mapping = guessed.clone();
        for (column, role) in &self.roles {
            mapping.set(*column, role.clone());
        }
        for (row, what) in &self.rows {
            if let Some(place) = mapping.rows.get_mut(*row) {
                *place = *what;
            }
        }
        mapping.cells.clone_from(&self.cells);
        if let Some(axis) = &self.axis {
            mapping.axis = axis.clone();
        }
        mapping.visibility = self.visibility();
        if let Some(attribution) = &self.attribution {
            mapping.attribution = attribution.clone();
        }
        mapping.backs_status = self.backs_status;
        mapping
    }

    /// The choices for a draft with what was corrected.
    pub(super) fn choices(&self, guessed: Choices) -> Choices {
        let mut choices = guessed;
        for label in &mut choices.labels {
            if let Some(meaning) = self.labels.get(&label.name) {
                label.meaning = meaning.clone();
                label.certainty = Certainty::Certain;
            }
        }
        choices.follow();
        if let Some(kind) = &self.kind {
            choices.kind = kind.clone();
        }
        if let Some(axis) = &self.axis {
            choices.axis = axis.clone();
        }
        choices.visibility = self.visibility();
        choices
    }

    pub(super) fn visibility(&self) -> Visibility {
        self.visibility.clone().unwrap_or(Visibility::Internal)
    }

    /// Says of the parties and axes of another case what was said of those with the same names.
    fn go_into(&mut self, from: &Snapshot, to: &Snapshot) {
        let parties = Parties::of(to);
        let there = |choice: &PartyChoice| {
            let name = match choice {
                PartyChoice::Existing(id) => names::party_label(from, id).to_owned(),
                PartyChoice::New { name, .. } => name.clone(),
            };
            match parties.find(&name).party() {
                Some(id) => PartyChoice::Existing(id.clone()),
                None => PartyChoice::new(&name),
            }
        };
        for role in self.roles.values_mut() {
            if let ColumnRole::Party(choice, _) = role {
                *choice = there(choice);
            }
        }
        self.cells.values_mut().for_each(|choice| *choice = there(choice));
        for meaning in self.labels.values_mut() {
            if let Meaning::Party(choice) = meaning {
                *choice = there(choice);
            }
        }
        if let Some(axis) = &mut self.axis {
            *axis = AxisChoice::called(&axis_name(axis, from), to);
        }
    }
}

impl ImportView {
    /// Begins with the likeliest way to understand it.
    ///
    /// # Errors
    /// When it cannot be understood in any way.
    pub fn new(input: Input, base: &Snapshot, into_open: bool) -> Result<Self, ImportError> {
        let form = input.likely(base);
        if !input.can_be(form) {
            return Err(input.tables.err().or(input.text.err()).unwrap_or(ImportError::NoTable));
        }
        // The largest table, as a workbook's first sheet may be a cover.
        let size = |at: &usize| input.tables.iter().flatten().nth(*at).map_or(0, |grid| grid.height() * grid.width());
        let count = input.tables.as_ref().map_or(0, Vec::len);
        let ask = Ask { at: (0..count).rev().max_by_key(size).unwrap_or(0), turned: None, headings: None };
        // In a case of which it is not, it would replace everything.
        let is_other = form == Form::Own && input.is_of_another(base);
        let mut view = Self {
            input: Arc::new(input),
            form,
            into_open: into_open && !is_other,
            corrections: Corrections::default(),
            table: None,
            ask,
            choices: None,
            left_out: BTreeSet::new(),
            warned: None,
            revision: 0,
            rows: [0; 4],
            cursor: (0, 0),
            fresh: true,
        };
        if let Some(guess) = view.source().and_then(|source| Guess::of(&source, &view.ask, base)) {
            view.show(view.ask.clone(), guess);
        }
        Ok(view)
    }

    fn source(&self) -> Option<Arc<Grid>> {
        self.input.tables.as_ref().ok()?.get(self.ask.at).cloned()
    }

    fn show(&mut self, ask: Ask, guess: Guess) {
        let mapping = self.corrections.mapping(&guess.mapping);
        self.cursor.0 = self.cursor.0.min(guess.grid.height().saturating_sub(1));
        self.cursor.1 = self.cursor.1.min(guess.grid.width().saturating_sub(1));
        self.table = Some(TableNow { ask, guess, mapping });
    }

    /// What has to be worked out to show the page, with the case that all goes into and its earlier versions.
    #[must_use]
    pub fn task(&self, base: &Snapshot, earlier: impl FnOnce() -> Vec<Snapshot>) -> Task {
        let asked = match self.form {
            Form::Table => self.source().map(|source| Asked::Table {
                source,
                ask: self.ask.clone(),
                known: self.table.as_ref().filter(|table| table.ask == self.ask).map(|table| table.guess.clone()),
            }),
            Form::Draft => self.input.text.as_ref().ok().map(|text| Asked::Draft(Arc::clone(text))),
            Form::Own => self.input.own.clone().map(|own| Asked::Own { own, earlier: self.into_open.then(earlier) }),
        };
        Task { asked, base: base.clone(), corrections: self.corrections.clone(), revision: self.revision }
    }

    /// Whether what was worked out is what has to be shown.
    #[must_use]
    pub fn is_current(&self, done: &super::Done, base: &Snapshot) -> bool {
        done.revision == self.revision && Arc::ptr_eq(done.base.case(), base.case())
    }

    /// Takes what was worked out.
    pub fn take(&mut self, done: &super::Done) {
        self.warned = None;
        match &done.worked {
            Worked::Table { ask, guess, .. } => self.show(ask.clone(), guess.clone()),
            Worked::Draft { choices, .. } => self.choices = Some(self.corrections.choices(choices.clone())),
            Worked::Own(own) => self.left_out.clone_from(own.left_out_at_first()),
            Worked::Nothing => {}
        }
    }

    /// Whether the table that is shown is not the one that was asked for yet.
    pub(super) fn is_waiting(&self) -> bool {
        self.table.as_ref().is_none_or(|table| table.ask != self.ask)
    }

    fn corrected(&mut self) {
        self.revision += 1;
        if let Some(table) = &mut self.table {
            table.mapping = self.corrections.mapping(&table.guess.mapping);
        }
        if let Some(choices) = self.choices.take() {
            self.choices = Some(self.corrections.choices(choices));
        }
    }

    /// Understands it in another way.
    pub(super) fn read_as(&mut self, form: Form) {
        self.form = form;
        self.revision += 1;
    }

    /// Takes another table of the file.
    pub(super) fn choose(&mut self, at: usize) {
        self.begin(Ask { at, turned: None, headings: None });
    }

    /// Makes rows of columns.
    pub(super) fn turn(&mut self) {
        let is_turned = self.table.as_ref().is_some_and(|table| table.grid().is_turned());
        self.begin(Ask { at: self.ask.at, turned: Some(!is_turned), headings: None });
    }

    fn begin(&mut self, ask: Ask) {
        self.ask = ask;
        self.corrections.roles.clear();
        self.corrections.rows.clear();
        self.corrections.cells.clear();
        self.corrections.axis = None;
        self.cursor = (0, 0);
        self.revision += 1;
    }

    /// Says how many rows stand above the headings, and how many have headings.
    pub(super) fn set_headings(&mut self, headings: Range<usize>) {
        self.ask.headings = Some(headings);
        self.revision += 1;
    }

    /// Makes a column what a person says.
    pub(super) fn correct(&mut self, column: usize, role: ColumnRole) {
        // A role that only one column can have leaves another that was given it before.
        if let Some(table) = &mut self.table {
            table.mapping.set(column, role.clone());
            let lost = |(at, set): (&usize, &ColumnRole)| {
                let now = table.mapping.columns.get(*at).map(|column: &Column| &column.role);
                (*at != column && now != Some(set)).then_some(*at)
            };
            let lost: Vec<usize> = self.corrections.roles.iter().filter_map(lost).collect();
            for at in lost {
                self.corrections.roles.insert(at, ColumnRole::Ignore);
            }
        }
        self.corrections.roles.insert(column, role);
        self.corrected();
    }

    /// Makes a row what a person says.
    pub(super) fn correct_row(&mut self, row: usize, what: RowUse) {
        self.corrections.rows.insert(row, what);
        self.corrected();
    }

    /// Ascribes a single cell to a party; nothing for that of its column.
    pub(super) fn correct_cell(&mut self, cell: (usize, usize), party: Option<PartyChoice>) {
        match party {
            Some(party) => self.corrections.cells.insert(cell, party),
            None => self.corrections.cells.remove(&cell),
        };
        self.corrected();
    }

    /// Makes a name in a draft what a person says.
    pub(super) fn correct_label(&mut self, name: &str, meaning: Meaning) {
        self.corrections.labels.insert(name.to_owned(), meaning);
        self.corrected();
    }

    /// Says what kind of position a reading is.
    pub(super) fn set_kind(&mut self, kind: Kind) {
        self.corrections.kind = Some(kind);
        self.corrected();
    }

    /// Puts issues for which nothing names an axis on this one.
    pub(super) fn set_axis(&mut self, axis: AxisChoice) {
        self.corrections.axis = Some(axis);
        self.corrected();
    }

    /// In what way the sources of a table are cited, and whether for the status as well; nothing where it names none.
    pub(super) fn sources(&self) -> Option<(&Attribution, bool)> {
        let mapping = &self.table.as_ref().filter(|_| self.form == Form::Table)?.mapping;
        mapping.column(&ColumnRole::Evidence)?;
        Some((&mapping.attribution, mapping.backs_status))
    }

    pub(super) fn set_sources(&mut self, attribution: Option<&Attribution>, backs_status: bool) {
        if let Some(attribution) = attribution {
            self.corrections.attribution = Some(attribution.clone());
        }
        self.corrections.backs_status = backs_status;
        self.corrected();
    }

    pub(super) fn set_visibility(&mut self, visibility: &Visibility) {
        self.corrections.visibility = Some(visibility.clone());
        self.corrected();
    }

    /// The axis of issues for which nothing names one.
    pub(super) fn axis(&self) -> AxisChoice {
        let table = self.table.as_ref().filter(|_| self.form == Form::Table).map(|table| &table.mapping.axis);
        let draft = self.choices.as_ref().filter(|_| self.form == Form::Draft).map(|choices| &choices.axis);
        table.or(draft).cloned().unwrap_or_else(|| AxisChoice::Named(import::GENERAL_AXIS.to_owned()))
    }

    /// Goes into another case: what was said of parties and axes is said of those with the same names there.
    pub(super) fn go_into(&mut self, into_open: bool, from: &Snapshot, to: &Snapshot) {
        self.into_open = into_open;
        self.corrections.go_into(from, to);
        self.left_out.clear();
        // The guess goes by the parties and axes of the case.
        if let Some(table) = &mut self.table {
            // What was said of columns is said of these columns.
            self.ask.turned = Some(table.grid().is_turned());
            table.ask = Ask { at: usize::MAX, ..self.ask.clone() };
        }
        self.revision += 1;
    }

    /// Takes a change that a table of our own would make, or leaves it out.
    pub(super) fn toggle(&mut self, change: usize) {
        if !self.left_out.remove(&change) {
            self.left_out.insert(change);
        }
    }

    /// What deserves a look in a table of our own, looked up anew when other changes are taken.
    pub(super) fn warnings(&mut self, own: &OwnPlan) -> Arc<[String]> {
        match &self.warned {
            Some((left_out, warnings)) if *left_out == self.left_out => Arc::clone(warnings),
            _ => {
                let warnings: Arc<[String]> = own.warnings(&self.left_out).into();
                self.warned = Some((self.left_out.clone(), Arc::clone(&warnings)));
                warnings
            }
        }
    }

    /// Whether it goes into the open case.
    #[must_use]
    pub fn is_into_open(&self) -> bool {
        self.into_open
    }

    /// The changes that are not wanted, by their numbers.
    #[must_use]
    pub fn left_out(&self) -> &BTreeSet<usize> {
        &self.left_out
    }

    /// Changes with whatever changes what would be made.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

/// What an axis is called.
pub(super) fn axis_name(axis: &AxisChoice, base: &Snapshot) -> String {
    match axis {
        AxisChoice::Existing(id) => base.axis(id).map_or_else(|| id.as_str().to_owned(), |axis| axis.name.clone()),
        AxisChoice::Named(name) => name.clone(),
    }
}
