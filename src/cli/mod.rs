//! The command line: what was asked for, and the commands that need no window.

mod check;
mod diff;
mod diff_json;
mod export;
mod import;
mod merge;
mod read;

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{Parser, Subcommand, ValueEnum};

use crate::file;
use crate::words::visible;

/// The exit status of a command that could not do what was asked.
const FAILED: u8 = 2;

/// Lays the parties' demands and concessions in a negotiation out side by side.
#[derive(Debug, Parser)]
#[command(name = "demarche", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    window: Options,
}

/// How to open the window.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
pub struct Options {
    /// The case to open; without it, a start page
    pub file: Option<PathBuf>,
    /// What draws the window; without it, glow, and wgpu if glow fails
    #[arg(long)]
    pub renderer: Option<Renderer>,
}

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// OpenGL
    Glow,
    /// Vulkan, Metal or Direct3D
    Wgpu,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look for errors and problems in case files
    ///
    /// Prints a line for each, `file:line:column: error|problem: message`, and a summary.
    /// Lines and columns count from 1; a column counts characters.
    ///
    /// An error keeps a file from being opened; a problem deserves a look and blocks nothing.
    #[command(after_long_help = check::AFTER_HELP)]
    Check {
        /// The case files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// How to print what was found
        #[arg(long, value_enum, default_value_t = check::Format::Text)]
        format: check::Format,
    },
    /// Tell what differs between two versions of a case
    ///
    /// Prints what was added, removed, moved and reworded, by issue and party.
    #[command(after_long_help = diff::AFTER_HELP)]
    Diff(diff::Options),
    /// Make a briefing of a case: a document, a workbook or a picture
    ///
    /// Lays the case out for an audience and writes it as a file.
    #[command(after_long_help = export::AFTER_HELP)]
    Export(export::Options),
    /// Take in a table, or a draft with brackets, as a case
    ///
    /// Guesses what the columns are, says what it makes of them and what it leaves out.
    #[command(after_long_help = import::AFTER_HELP)]
    Import(Box<import::Options>),
    /// Join what two sides made of one case
    ///
    /// Takes from each side what it changed, by record and field.
    #[command(after_long_help = merge::AFTER_HELP)]
    Merge(merge::Files),
    /// Print the JSON Schema of the case file
    Schema,
}

/// What is left to do once the command line is read.
#[derive(Debug, PartialEq, Eq)]
pub enum Run {
    /// Open the window.
    Window(Options),
    /// Nothing: end with this exit status.
    Done(u8),
}

/// Reads the command line, and runs what needs no window.
///
/// `arguments` begins with the program's own name. A reader that stops reading
/// `out`, such as `head`, is no error.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> Run {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match Arguments::try_parse_from(&arguments) {
        Ok(Arguments { command: None, window }) => match &window.file {
            Some(file) if !exists(file) => Run::Done(no_such_file(file, err)),
            _ => Run::Window(window),
        },
        Ok(Arguments { command: Some(command), .. }) => {
            let result = match command {
                Command::Check { files, format } => check::check(&files, format, out),
                Command::Diff(options) => diff::run(&options, out, err),
                Command::Export(options) => export::run(&options, out, err),
                Command::Import(options) => import::run(&options, out, err),
                Command::Merge(files) => merge::merge(&files, err),
                Command::Schema => out.write_all(file::schema().as_bytes()).map(|()| 0),
            };
            Run::Done(finish(result, out, err))
        }
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            if asked {
                return Run::Done(finish(write!(out, "{error}").map(|()| 0), out, err));
            }
            // A misspelt command is taken for a file, and what follows it for one argument too many.
            let first = arguments.get(1).map(Path::new).filter(|first| !exists(first));
            if let Some(first) = first.filter(|first| similar_command(first.as_os_str()).is_some()) {
                return Run::Done(no_such_file(first, err));
            }
            // Where not even the error can be written, the exit status still tells.
            drop(write!(err, "{error}"));
            Run::Done(FAILED)
        }
    }
}

fn exists(file: &Path) -> bool {
    // A link that leads nowhere, or a folder without permission, is opened to tell what is wrong with it.
    !matches!(std::fs::symlink_metadata(file), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

fn no_such_file(file: &Path, err: &mut dyn Write) -> u8 {
    let shown = file.display().to_string();
    let tip = match similar_command(file.as_os_str()) {
        Some(command) => format!("a command of a similar name exists: '{command}'"),
        None => "without a file, demarche opens a start page".to_owned(),
    };
    // Where not even the error can be written, the exit status still tells.
    drop(write!(
        err,
        "error: there is no file '{}'\n\n  tip: {tip}\n\nFor more information, try '--help'.\n",
        visible(&shown)
    ));
    FAILED
}

/// The command that was probably meant.
fn similar_command(word: &OsStr) -> Option<&'static str> {
    const COMMANDS: [&str; 7] = ["check", "diff", "export", "import", "merge", "schema", "help"];
    let word = word.to_str().filter(|word| !COMMANDS.contains(word))?.to_lowercase();
    COMMANDS.into_iter().find(|command| strsim::damerau_levenshtein(&word, command) <= 2)
}

/// The exit status of a command whose output may not have arrived.
fn finish(result: io::Result<u8>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    match result.and_then(|status| out.flush().map(|()| status)) {
        Ok(status) => status,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            // Where not even the error can be written, the exit status still tells.
            drop(writeln!(err, "error: the output cannot be written: {error}"));
            FAILED
        }
    }
}
