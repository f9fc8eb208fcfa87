//! What the page has to work out, which takes a thread where a table is large.

use std::ops::Range;
use std::sync::Arc;

use super::own::OwnPlan;
use super::view::Corrections;
use crate::case::{Case, Snapshot};
use crate::edit::Edit;
use crate::export::Progress;
use crate::import::brackets::{self, Choices, Version};
use crate::import::sheets::{Taken, Trouble};
use crate::import::{self, Certainty, Fate, Grid, Mapping, Parties, Plan};

/// Which table of the input it is to be, and how it is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    /// Which of the tables.
    pub(super) at: usize,
    /// Whether its columns are to be rows; nothing where that is guessed.
    pub(super) turned: Option<bool>,
    /// The rows with headings; nothing where they are guessed.
    pub(super) headings: Option<Range<usize>>,
}

/// What a table was taken for, before anybody corrected it.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    /// The table with an issue in each row.
    pub(super) grid: Arc<Grid>,
    pub(super) mapping: Arc<Mapping>,
}

impl Guess {
    /// Guesses what was not asked for; nothing where the table is too large to be turned.
    pub(super) fn of(source: &Arc<Grid>, ask: &Ask, base: &Snapshot) -> Option<Self> {
        let grid = match ask.turned {
            Some(true) => Arc::new(source.turned()?),
            Some(false) => Arc::clone(source),
            None => Arc::new(import::oriented(Grid::clone(source), base)),
        };
        let mapping = match &ask.headings {
            Some(rows) => {
                let rows = rows.start.min(grid.height())..rows.end.min(grid.height());
                Mapping { headers_certainty: Certainty::Certain, ..import::guess_below(&grid, rows, base) }
            }
            None => import::guess(&grid, base),
        };
        Some(Self { grid, mapping: Arc::new(mapping) })
    }
}

/// What is to be worked out, and of what.
#[derive(Clone, Debug)]
pub struct Task {
    pub(super) asked: Option<Asked>,
    pub(super) base: Snapshot,
    pub(super) corrections: Corrections,
    pub(super) revision: u64,
}

#[derive(Clone, Debug)]
pub(super) enum Asked {
    Table {
        source: Arc<Grid>,
        ask: Ask,
        known: Option<Guess>,
    },
    Draft(Arc<str>),
    /// A table of our own, and the earlier versions of the case that it goes into; nothing for a new one.
    Own {
        own: Result<Arc<Taken>, Vec<Trouble>>,
        earlier: Option<Vec<Snapshot>>,
    },
}

/// What was worked out.
#[derive(Clone, Debug)]
pub struct Done {
    pub(super) revision: u64,
    pub(super) base: Snapshot,
    pub(super) worked: Worked,
}

#[derive(Clone, Debug)]
pub(super) enum Worked {
    Table { ask: Ask, guess: Guess, planned: Planned },
    Draft { choices: Choices, versions: Vec<Version>, planned: Planned },
    Own(OwnPlan),
    Nothing,
}

impl Task {
    /// Works it out; nothing when it was cancelled.
    #[must_use]
    pub fn run(self, progress: &Progress) -> Option<Done> {
        let Self { asked, base, corrections, revision } = self;
        let worked = match asked {
            Some(Asked::Table { source, ask, known }) => match known.or_else(|| Guess::of(&source, &ask, &base)) {
                Some(guess) => {
                    let mapping = corrections.mapping(&guess.mapping);
                    let plan = import::plan_watched(&guess.grid, &mapping, &base, progress);
                    Worked::Table { ask, guess, planned: Planned::new(plan) }
                }
                None => Worked::Nothing,
            },
            Some(Asked::Draft(text)) => {
                let parsed = brackets::parse(&text, &Parties::of(&base));
                let choices = corrections.choices(brackets::guess(&parsed, &base));
                let (plan, versions) = brackets::read(&parsed, &choices, &base, progress);
                Worked::Draft { choices, versions, planned: Planned::new(plan) }
            }
            Some(Asked::Own { own, earlier }) => {
                let open = earlier.as_deref().map(|earlier| (&base, earlier));
                Worked::Own(OwnPlan::new(own, open))
            }
            None => Worked::Nothing,
        };
        (!progress.is_cancelled()).then_some(Done { revision, base, worked })
    }
}

impl Done {
    /// What would be made, of a table or a draft.
    pub(super) fn planned(&self) -> Option<&Planned> {
        match &self.worked {
            Worked::Table { planned, .. } | Worked::Draft { planned, .. } => Some(planned),
            Worked::Own(_) | Worked::Nothing => None,
        }
    }

    pub(super) fn versions(&self) -> &[Version] {
        if let Worked::Draft { versions, .. } = &self.worked { versions } else { &[] }
    }

    pub(super) fn own(&self) -> Option<&OwnPlan> {
        if let Worked::Own(own) = &self.worked { Some(own) } else { None }
    }

    /// Whether there is something to be taken in, as the page is.
    #[must_use]
    pub fn is_ready(&self, view: &super::ImportView) -> bool {
        match &self.worked {
            Worked::Table { planned, .. } | Worked::Draft { planned, .. } => !planned.plan.is_empty(),
            Worked::Own(own) => own.is_ready(&view.left_out),
            Worked::Nothing => false,
        }
    }

    /// All of it as one step of the open case.
    #[must_use]
    pub fn edit(&self, view: &super::ImportView) -> Option<Edit> {
        match &self.worked {
            Worked::Table { planned, .. } | Worked::Draft { planned, .. } => Some(planned.plan.edit()),
            Worked::Own(own) => own.edit(&view.left_out),
            Worked::Nothing => None,
        }
    }

    /// A case of its own, under a title where the input names none.
    #[must_use]
    pub fn case(&self, title: &str) -> Option<Case> {
        let titled = |case: Case, title: &str| Case { title: title.to_owned(), ..case };
        match &self.worked {
            Worked::Table { planned, .. } | Worked::Draft { planned, .. } => {
                Some(titled(Case::clone(&planned.plan.case()), title))
            }
            Worked::Own(own) => {
                let case = own.case()?;
                Some(if case.title.trim().is_empty() || own.is_part() { titled(case, title) } else { case })
            }
            Worked::Nothing => None,
        }
    }
}

/// What would be made, ready to be shown.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    /// All of it.
    pub(super) plan: Plan,
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
    fn new(plan: Plan) -> Self {
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
