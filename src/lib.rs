//! Demarche lays the parties' demands and concessions out side by side.
//!
//! The modules, from the inside out (`tests/house.rs` holds who may see whom):
//! [`case`] what a case is; [`fold`] text as search sees it; [`safe`] text as it can be shown; [`edit`] changes of a
//! case and their undoing; [`compare`] pure views of a case; [`words`] every word that people read; [`export`] papers
//! to hand out; [`import`] tables taken in; [`mod@file`] reading and writing; [`generate`] made-up cases of any size;
//! [`cli`] the command line; [`command`] what a user can do; [`ui`] what is on the screen; [`app`] the window's
//! state, and what each request does.

// What tests beside the code share with those in tests/ names the crate in the same way.
#[cfg(test)]
extern crate self as demarche;

pub mod app;
pub mod case;
pub mod cli;
pub mod command;
pub mod compare;
pub mod edit;
pub mod export;
pub mod file;
pub mod fold;
pub mod generate;
pub mod import;
pub mod safe;
pub mod ui;
pub mod words;
