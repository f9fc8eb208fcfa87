//! What is on the screen: views read the case and ask for changes, and change nothing.

pub mod filter_bar;
pub mod fonts;
pub mod inspector;
pub mod navigator;
pub mod problems;
pub mod status_bar;
pub mod table;
pub mod text;
pub mod theme;
pub mod top_bar;
pub mod widgets;
