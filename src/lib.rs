//! Demarche lays the parties' demands and concessions out side by side.
//!
//! The modules, from the inside out, each of which sees only those before it:
//! [`case`] what a case is; [`compare`] pure views of it; [`file`] reading and
//! writing it; [`words`] the sentences that tell what is wrong with it; [`cli`]
//! the command line.

pub mod case;
pub mod cli;
pub mod compare;
pub mod file;
pub mod words;
