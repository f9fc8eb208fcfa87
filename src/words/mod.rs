//! Every word that people read, in one place, ready for translation.

pub mod axes;
pub mod chip;
pub mod screen;
pub mod terms;
