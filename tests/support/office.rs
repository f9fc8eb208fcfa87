//! `LibreOffice`, as the program that opens what we write: without a window, and with a profile of its own each time.

#[path = "skip.rs"]
mod skip;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use skip::skip_unless;

/// Fails a test instead of skipping it where this is set.
const REQUIRED: &str = "DEMARCHE_REQUIRE_OFFICE";

/// A document as `LibreOffice` has laid it out.
pub(crate) struct Opened {
    /// All text, page by page, in the order in which it is read.
    pub(crate) pages: Vec<String>,
}

/// Where documents and pictures of their pages are kept for a look: target/briefings.
pub(crate) fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("briefings");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a document as `name` (with its ending), lets `LibreOffice` make a PDF of it, and a picture of each of its
/// first pages beside it.
///
/// Nothing where `LibreOffice` or Poppler is missing, after saying so.
pub(crate) fn open(test: &str, name: &str, document: &[u8], pictures: u32) -> Option<Opened> {
    let path = folder().join(name);
    let pdf = path.with_extension("pdf");
    fs::write(&path, document).unwrap();
    // What an earlier run left must not pass for this one's.
    drop(fs::remove_file(&pdf));
    let profile = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", profile.path().display());
    let mut office = Command::new("soffice");
    office.args(["--headless", &profile, "--convert-to", "pdf", "--outdir"]).arg(folder()).arg(&path);
    let said = run(test, office)?;
    assert!(pdf.exists(), "LibreOffice made no PDF of {name}: {}", String::from_utf8_lossy(&said.stderr));
    let mut reader = Command::new("pdftotext");
    // In the order in which it was written: pdftotext's own guesses take the second line of a source elsewhere.
    reader.args(["-raw", "-enc", "UTF-8"]).arg(&pdf).arg("-");
    let read = String::from_utf8(run(test, reader)?.stdout).unwrap();
    let mut painter = Command::new("pdftoppm");
    painter.args(["-png", "-r", "90", "-l", &pictures.to_string()]).arg(&pdf).arg(path.with_extension(""));
    run(test, painter)?;
    let pages = read.split_terminator('\u{C}').map(str::to_owned).collect();
    Some(Opened { pages })
}

/// Runs a program to its end; nothing where there is none of this name, after saying so.
fn run(test: &str, mut program: Command) -> Option<Output> {
    let name = program.get_program().to_string_lossy().into_owned();
    match program.output() {
        Ok(output) => {
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            Some(output)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            skip_unless(REQUIRED, test, &format!("{name} is not installed"));
            None
        }
        Err(error) => panic!("{name}: {error}"),
    }
}
