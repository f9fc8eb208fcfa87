//! Demarche lays the parties' demands and concessions out side by side.

pub mod fold;
pub mod ui;
