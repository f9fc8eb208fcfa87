//! A table as it is understood by now: what was guessed and what was corrected.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::case::{Snapshot, Visibility};
use crate::import::{
    AxisChoice, Certainty, ColumnRole, Fate, Grid, Mapping, Parties, PartyChoice, Plan, guess, guess_below, oriented,
};
use crate::words::names;

/// A table that is to be taken in, as it is understood by now.
#[derive(Clone, Debug)]
pub struct ImportView {
    /// The tables of the file.
    pub(super) tables: Vec<Arc<Grid>>,
    /// Which of them it is.
    pub(super) at: usize,
    /// The table with an issue in each row.
    pub grid: Arc<Grid>,
    /// What its columns and rows are.
    pub mapping: Mapping,
    /// What a person has said that columns are.
    corrected: BTreeMap<usize, ColumnRole>,
    /// The axis that a person has chosen.
    axis: Option<AxisChoice>,
    /// It goes into the open case, and not into one of its own.
    pub into_open: bool,
    /// Where the keyboard is in the lists of what is made and left out.
    pub(super) rows: [usize; 2],
    /// The page has just come, and takes the keyboard.
    pub(super) fresh: bool,
}

/// What would be made, ready to be shown.
#[derive(Clone, Debug)]
pub struct Planned {
    /// All of it.
    pub plan: Plan,
    /// What it is in one sentence.
    pub(super) summary: String,
    /// What is new or changed, by its place in the plan.
    pub(super) made: Vec<usize>,
    /// What is left out, by its place in the plan, first what deserves a look.
    pub(super) left_out: Vec<usize>,
    /// How many of those deserve one.
    pub(super) matter: usize,
}

impl Planned {
    /// Gets a plan ready.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let of = |matters: bool| {
            let skipped = plan.skipped.iter().enumerate();
            skipped.filter(move |(_, skipped)| skipped.reason.matters() == matters).map(|(at, _)| at)
        };
        let mut left_out: Vec<usize> = of(true).collect();
        let matter = left_out.len();
        left_out.extend(of(false));
        let made = plan.made.iter().enumerate().filter(|(_, made)| made.fate != Fate::Same).map(|(at, _)| at);
        Self { made: made.collect(), left_out, matter, summary: plan.summary(), plan }
    }
}

impl ImportView {
    /// Begins with the largest table, as a workbook's first sheet may be a cover; nothing where there is none.
    #[must_use]
    pub fn new(tables: Vec<Grid>, base: &Snapshot, into_open: bool) -> Option<Self> {
        let tables: Vec<Arc<Grid>> = tables.into_iter().map(Arc::new).collect();
        let size = |at: &usize| tables.get(*at).map_or(0, |grid| grid.height() * grid.width());
        let at = (0..tables.len()).rev().max_by_key(size)?;
        let grid = Arc::new(oriented(Grid::clone(tables.get(at)?), base));
        Some(Self {
            mapping: guess(&grid, base),
            grid,
            tables,
            at,
            corrected: BTreeMap::new(),
            axis: None,
            into_open,
            rows: [0, 0],
            fresh: true,
        })
    }

    /// Takes another table of the file.
    pub(super) fn choose(&mut self, at: usize, base: &Snapshot) {
        if let Some(grid) = self.tables.get(at) {
            self.at = at;
            self.begin(oriented(Grid::clone(grid), base), base);
        }
    }

    /// Makes rows of columns.
    pub(super) fn turn(&mut self, base: &Snapshot) {
        if let Some(turned) = self.grid.turned() {
            self.begin(turned, base);
        }
    }

    fn begin(&mut self, grid: Grid, base: &Snapshot) {
        let visibility = self.mapping.visibility.clone();
        self.mapping = Mapping { visibility, ..guess(&grid, base) };
        self.grid = Arc::new(grid);
        self.corrected.clear();
        self.axis = None;
    }

    /// Says how many rows stand above the headings, and how many have headings.
    pub(super) fn set_headings(&mut self, above: usize, headings: usize, base: &Snapshot) {
        let headers = above..(above + headings).min(self.grid.height());
        self.guess_below(headers, Certainty::Certain, base);
    }

    /// Guesses anew what was not corrected.
    fn guess_below(&mut self, headers: std::ops::Range<usize>, sure: Certainty, base: &Snapshot) {
        let visibility = self.mapping.visibility.clone();
        self.mapping = Mapping { visibility, headers_certainty: sure, ..guess_below(&self.grid, headers, base) };
        for (column, role) in &self.corrected {
            self.mapping.set(*column, role.clone());
        }
        if let Some(axis) = &self.axis {
            self.mapping.axis = axis.clone();
        }
    }

    /// Makes a column what a person says.
    pub(super) fn correct(&mut self, column: usize, role: ColumnRole) {
        self.mapping.set(column, role.clone());
        self.corrected.insert(column, role);
    }

    /// Puts issues for which the table names no axis on this one.
    pub(super) fn set_axis(&mut self, axis: AxisChoice) {
        self.mapping.axis = axis.clone();
        self.axis = Some(axis);
    }

    pub(super) fn set_visibility(&mut self, visibility: &Visibility) {
        self.mapping.visibility = visibility.clone();
    }

    /// Goes into another case: what was said of parties and axes is said of those with the same names there.
    pub(super) fn go_into(&mut self, into_open: bool, from: &Snapshot, to: &Snapshot) {
        self.into_open = into_open;
        let parties = Parties::of(to);
        for role in self.corrected.values_mut() {
            if let ColumnRole::Party(choice, _) = role {
                let name = match choice {
                    PartyChoice::Existing(id) => names::party_label(from, id).to_owned(),
                    PartyChoice::New { name, .. } => name.clone(),
                };
                *choice = match parties.find(&name).party() {
                    Some(id) => PartyChoice::Existing(id.clone()),
                    None => PartyChoice::new(&name),
                };
            }
        }
        if let Some(axis) = &mut self.axis {
            *axis = AxisChoice::called(&axis_name(axis, from), to);
        }
        self.guess_below(self.mapping.headers.clone(), self.mapping.headers_certainty, to);
    }
}

/// What an axis is called.
pub(super) fn axis_name(axis: &AxisChoice, base: &Snapshot) -> String {
    match axis {
        AxisChoice::Existing(id) => base.axis(id).map_or_else(|| id.as_str().to_owned(), |axis| axis.name.clone()),
        AxisChoice::Named(name) => name.clone(),
    }
}
