//! Every word that people read, in one place, ready for translation.

pub mod chip;
pub mod names;
pub mod panels;
mod problems;
pub mod screen;
mod show;
pub mod terms;

pub use problems::{problem, problem_hint};
pub use show::{shortened, visible};
