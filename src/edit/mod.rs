//! Changes of a case: what can be changed, how it is undone, and what each action of a user comes down to.
//!
//! Views propose an [`Edit`]; [`Document::apply`] makes it, and nothing else changes a case.

mod add;
mod align;
mod around;
mod begin;
mod change;
mod dates;
pub mod diff;
mod document;
mod duplicate;
mod elements;
mod fresh;
mod intent;
pub mod merge;
mod merge_issues;
mod numbers;
mod order;
mod pointer;
mod raw;
mod record;
mod relocate;
mod remove;
mod rename;
mod repair;
mod set;
pub mod single;
#[cfg(test)]
mod testing;
mod wording;

pub use add::{
    add_assessment, add_axis, add_event, add_glossary, add_issue, add_log, add_note, add_option, add_outcome,
    add_party, add_position, add_proposal, add_round, add_source, add_term,
};
pub use begin::{add_first_issue, begin};
pub use change::{Change, Field, Refusal, apply, follow};
pub use dates::read_date;
pub use document::{Document, Edit, HISTORY_BYTES, Step};
pub use duplicate::duplicate;
pub use fresh::{ListId, fresh_id, fresh_option, fresh_ref, usual_id};
pub use intent::{Intent, Noun};
pub use merge_issues::merge_issues;
pub use numbers::next_number;
pub use pointer::{Place, Takes, Target};
pub use record::{Key, ListName, Record};
pub use relocate::{
    Direction, move_axis, move_issue, move_party, move_party_between, move_past, move_position, move_position_to,
};
pub use remove::{Reference, References, goes_along, references_to, references_to_option, remove, remove_option};
pub use rename::{is_blank, named_after_text, rename, rename_option};
pub use repair::{Repair, RepairKind, repair};
pub use set::{place_of, set, set_head};
