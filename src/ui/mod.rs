//! What is on the screen: views read the case and ask for changes, and change nothing.

pub mod axes_view;
pub mod begin;
pub mod clock;
pub mod comparing;
pub mod dialogs;
pub mod differences;
pub mod drop;
pub mod export;
pub mod failure;
pub mod filter_bar;
pub mod focus;
pub mod fonts;
pub mod form;
#[cfg(test)]
#[path = "../../tests/support/harness.rs"]
mod harness;
pub mod history;
mod hover;
pub mod importing;
pub mod inspector;
pub mod loading;
pub mod menu_bar;
mod merge_card;
pub mod merge_view;
mod moves;
pub mod navigator;
pub mod notices;
pub mod palette;
pub mod problems;
pub mod recovery;
pub mod removal;
mod scroll;
pub mod shortcuts;
pub mod since;
pub mod start;
pub mod status_bar;
pub mod table;
pub mod text;
pub mod theme;
pub mod top_bar;
pub mod widgets;
mod wording;
