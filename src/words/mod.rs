//! Every word that people read, in one place, ready for translation.
//!
//! A message says what is wrong, a hint what to do about it; the place is shown
//! beside them. What comes from a file is quoted, shortened and made safe to show.

pub mod axes;
pub mod begin;
pub mod chip;
pub mod cite;
pub mod comparing;
pub mod diff;
pub mod docx;
pub mod editing;
pub mod edits;
mod errors;
pub mod export;
pub mod exporting;
pub mod fields;
pub mod form;
pub mod found;
pub mod history;
pub mod import;
pub mod importing;
pub mod merge;
pub mod merging;
pub mod names;
pub mod page;
pub mod palette;
pub mod panels;
mod problems;
pub mod records;
pub mod recovery;
pub mod removal;
pub mod saving;
pub mod screen;
pub mod sheets;
mod show;
pub mod since;
pub mod terms;
pub mod workbook;

pub use errors::{file_error, file_hint, open_error, open_hint, recover_error, save_error};
pub use problems::{problem, problem_hint};
pub use show::{shortened, visible};
