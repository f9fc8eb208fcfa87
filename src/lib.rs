//! Demarche lays the parties' demands and concessions out side by side.
//!
//! The modules, from the inside out, each of which sees only those before it:
//! [`case`] what a case is; [`compare`] pure views of it.

pub mod case;
pub mod compare;
pub mod fold;
pub mod generate;
