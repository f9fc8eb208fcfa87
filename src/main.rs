//! Reads the command line and runs what it asks for.

use std::io;
use std::process::ExitCode;

use demarche::cli::{self, Run};

fn main() -> ExitCode {
    match cli::run(std::env::args_os(), &mut io::stdout().lock(), &mut io::stderr().lock()) {
        Run::Done(status) => ExitCode::from(status),
        Run::Window(_) => ExitCode::SUCCESS,
    }
}
