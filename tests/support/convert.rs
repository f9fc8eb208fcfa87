//! `LibreOffice`, as a program that opens files and saves them in another format.

#[path = "skip.rs"]
mod skip;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `LibreOffice` makes of files, opened as it would or through the given filter; nothing where there is none, after saying so.
pub(crate) fn convert(
    test: &str,
    files: &[PathBuf],
    filter: Option<&str>,
    format: &str,
    into: &Path,
) -> Option<Vec<PathBuf>> {
    let profile = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", profile.path().display());
    let mut office = Command::new("soffice");
    office.args(filter.map(|filter| format!("--infilter={filter}")));
    office.args(["--headless", &profile, "--convert-to", format, "--outdir"]).arg(into).args(files);
    let said = match office.output() {
        Ok(said) => said,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            skip::skip_unless("DEMARCHE_REQUIRE_OFFICE", test, "soffice is not installed");
            return None;
        }
        Err(error) => panic!("soffice: {error}"),
    };
    let extension = format.split(':').next().unwrap();
    let made = files.iter().map(|file| {
        let made = into.join(file.with_extension(extension).file_name().unwrap());
        assert!(said.status.success() && made.exists(), "{}", String::from_utf8_lossy(&said.stderr));
        made
    });
    Some(made.collect())
}

/// Says that a test has tested nothing, as a program that reads documents is not there.
#[allow(dead_code, reason = "not every test asks another program")]
pub(crate) fn lacks(test: &str, reason: &str) {
    skip::skip_unless("DEMARCHE_REQUIRE_OFFICE", test, reason);
}

/// Makes pictures of the first dozen pages of a PDF file beside it, and tells how many there are; nothing without
/// Poppler.
#[allow(dead_code, reason = "not every test looks at its pages")]
pub(crate) fn pictures(test: &str, pdf: &Path) -> Option<usize> {
    let stem = pdf.with_extension("");
    match Command::new("pdftoppm").args(["-png", "-r", "60", "-l", "12"]).arg(pdf).arg(&stem).output() {
        Ok(said) => assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            skip::skip_unless("DEMARCHE_REQUIRE_OFFICE", test, "pdftoppm is not installed");
            return None;
        }
        Err(error) => panic!("pdftoppm: {error}"),
    }
    let start = format!("{}-", stem.file_name()?.to_string_lossy());
    let made = std::fs::read_dir(pdf.parent()?).unwrap().map(|entry| entry.unwrap().file_name());
    Some(
        made.filter(|name| name.to_string_lossy().starts_with(&start) && name.to_string_lossy().ends_with(".png"))
            .count(),
    )
}
