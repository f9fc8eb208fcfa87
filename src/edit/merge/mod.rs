//! Three-way merge: what two sides made of one case, record by record and field by field.
//!
//! What one side left alone is taken from the other. Where both changed the
//! same thing differently there is a [`Conflict`], which holds our version
//! until somebody chooses.
//!
//! # What both sides added under one id
//!
//! Ids are made of what a record says, so two people come to the same one for two different things. They are one record
//! where they say the same, and then merge field by field:
//!
//! | record | the same where both have the same |
//! |---|---|
//! | party, axis | name |
//! | issue | axis and title |
//! | position | party, issue, kind and text |
//! | proposal | sponsor and title, without a title its text |
//! | outcome | title, without a title its text |
//! | round | name |
//! | event | date and text |
//! | source | publisher, title and address, without either its date |
//! | note | what it is on, and text |
//! | option of an issue | label |
//!
//! Everything else is two records, and both are kept: ours under its id, theirs under one that is free, to which all that
//! they point at it with leads. Where both sides began with nothing at all, two versions of one file are the likelier
//! case, and only positions, sources and notes are told apart, whose ids say little of them.
//!
//! Entries of the glossary and the log have no id; `edit/align.rs` tells how they are known again.
//!
//! # What one side removed and the other uses anew
//!
//! That is a conflict of the record that was removed. Settled for the side that has it, the record stays, with what
//! could not be without it; settled for the other, what is new goes with it, as far as it cannot be without. What was
//! settled to stay by another choice brings along what it needs. So nothing comes to point at nothing by a merge.

mod apart;
mod join;
mod settle;

use std::borrow::Cow;

use hashbrown::HashMap;

use super::{Key, ListName, Record};
use crate::case::{Case, IssueOption, List, OptionId, Ref};

/// What two sides made of one case.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Both sides' changes, with ours where there is a conflict.
    pub case: Case,
    /// What both sides changed differently, in the order of the file; the records of one list in the order in which
    /// base, ours and theirs name them.
    pub conflicts: Vec<Conflict>,
    /// What is no conflict, but is not just as one of the sides has it.
    pub news: Vec<News>,
    base: Case,
    ours: Case,
    /// With what had to be set apart from ours.
    theirs: Case,
    /// The news that choices change nothing of.
    apart: Vec<News>,
    uses: Uses,
}

/// Something that both sides changed, each in its own way.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The record, or the case itself; one without an id by its place in ours, or in theirs where ours has none.
    pub key: Key,
    /// The record as we have it, or they where we have none; nothing for the case itself.
    pub record: Option<Record>,
    /// What is in dispute.
    pub clash: Clash,
}

/// What two sides want differently.
#[derive(Clone, Debug, PartialEq)]
pub enum Clash {
    /// A field's value, each version as JSON and nothing where it is not written.
    Field {
        /// The field, as the file calls it.
        name: Cow<'static, str>,
        /// As it was; nothing also for a record that both sides added.
        base: Option<Box<str>>,
        /// As we have it.
        ours: Option<Box<str>>,
        /// As they have it.
        theirs: Option<Box<str>>,
    },
    /// Whether there is the record: one side took it out, the other changed it or uses it anew.
    Record {
        /// As it was.
        base: Record,
        /// As we have it.
        ours: Option<Record>,
        /// As they have it.
        theirs: Option<Record>,
        /// What points at it only since, in the order of the file; it goes or loses the pointer if the record goes.
        uses: Vec<Record>,
    },
}

impl Clash {
    /// The field that is in dispute, as the file calls it; nothing for a record as a whole.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Field { name, .. } => Some(name),
            Self::Record { .. } => None,
        }
    }
}

/// Which version a conflict is settled for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Choice {
    /// As we have it.
    #[default]
    Ours,
    /// As they have it.
    Theirs,
    /// As it was before; ours, for a record that was not there.
    Base,
}

/// Something that a merge did by itself, and that should be told.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// The record as it has come of the merge.
    pub record: Record,
    /// What was done with it.
    pub kind: NewsKind,
}

/// What a merge did with a record by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum NewsKind {
    /// Both sides had added something under one id; theirs has another now.
    Apart {
        /// The id that is ours.
        was: Ref,
    },
    /// Both sides had added an option to the issue under one id; theirs has another now.
    OptionApart {
        /// Theirs.
        option: IssueOption,
        /// The id that is ours.
        was: OptionId,
    },
    /// The issue came with a number that ours has given to another.
    Renumbered {
        /// As they had it.
        was: String,
    },
    /// One side had removed it, and what is kept of the other needs it.
    Stays,
    /// One side had removed an option of the issue that the other names anew; it stays.
    OptionStays {
        /// The option.
        option: IssueOption,
    },
    /// It named an option that its issue does not have after the merge, and does so no more.
    OptionLeftOut {
        /// The option.
        option: OptionId,
    },
}

/// What uses a record anew that the other side removed, by the record's list and number.
type Uses = HashMap<(ListName, usize), Vec<Record>>;

/// Merges what two sides made of `base`.
///
/// Records are the same by id; assessments by party and issue, entries of the
/// glossary by term and of the log by time and text.
#[must_use]
pub fn merge(base: &Case, ours: &Case, theirs: &Case) -> Merged {
    let mut walk = join::walk([base, ours, theirs], &Uses::new(), &[]);
    let (theirs, apart) = match apart::set_apart([base, ours, theirs], &walk) {
        Some((theirs, apart)) => {
            walk = join::walk([base, ours, &theirs], &Uses::new(), &[]);
            (theirs, apart)
        }
        None => (theirs.clone(), Vec::new()),
    };
    let cases = [base, ours, &theirs];
    let uses = settle::new_uses(cases, &walk);
    if !uses.is_empty() {
        walk = join::walk(cases, &uses, &[]);
    }
    let conflicts = std::mem::take(&mut walk.conflicts);
    let (case, more) = settle::settle(cases, walk, &uses);
    let news = [apart.clone(), more].concat();
    Merged { case, conflicts, news, base: base.clone(), ours: ours.clone(), theirs, apart, uses }
}

impl Merged {
    /// The case as it was before either side changed it.
    #[must_use]
    pub fn base(&self) -> &Case {
        &self.base
    }

    /// The other side's case, with what had to be set apart from ours.
    #[must_use]
    pub fn theirs(&self) -> &Case {
        &self.theirs
    }

    /// The case with each conflict settled by the choice of the same number, ours where there is none, and what should
    /// be told of it.
    #[must_use]
    pub fn resolved(&self, choices: &[Choice]) -> (Case, Vec<News>) {
        let cases = [&self.base, &self.ours, &self.theirs];
        let (case, more) = settle::settle(cases, join::walk(cases, &self.uses, choices), &self.uses);
        (case, [self.apart.clone(), more].concat())
    }
}

/// What stands beside the lists.
pub(in crate::edit) fn without_records(case: &Case) -> Case {
    Case {
        parties: List::default(),
        axes: List::default(),
        issues: List::default(),
        positions: List::default(),
        proposals: List::default(),
        outcomes: List::default(),
        rounds: List::default(),
        events: List::default(),
        sources: List::default(),
        assessments: List::default(),
        notes: List::default(),
        glossary: List::default(),
        log: List::default(),
        ..case.clone()
    }
}
