//! What a workbook says of how it was made: that it was Demarche, and no day.
//!
//! The library names another program and a day, and has no setting for either. So these two parts of the package are
//! written once more; all others are taken over as they are packed.

use std::io::{Cursor, Read as _, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::SheetsError;

impl From<ZipError> for SheetsError {
    fn from(error: ZipError) -> Self {
        Self::NotMade(error.to_string())
    }
}

/// The workbook with its own properties.
pub(super) fn own(book: &[u8]) -> Result<Vec<u8>, SheetsError> {
    let mut from = ZipArchive::new(Cursor::new(book))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(book.len())));
    for number in 0..from.len() {
        let mut member = from.by_index(number)?;
        let name = member.name()?.into_owned();
        let change: fn(String) -> String = match name.as_str() {
            "docProps/core.xml" => |xml| without(without(xml, "dcterms:created"), "dcterms:modified"),
            "docProps/app.xml" => |xml| {
                let other = "<Application>Microsoft Excel</Application>";
                without(xml, "AppVersion").replace(other, "<Application>Demarche</Application>")
            },
            _ => {
                to.raw_copy_file(member)?;
                continue;
            }
        };
        let mut xml = String::new();
        let failed = |error: std::io::Error| SheetsError::NotMade(error.to_string());
        member.read_to_string(&mut xml).map_err(failed)?;
        let options = SimpleFileOptions::DEFAULT
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Dos);
        to.start_file(name, options)?;
        to.write_all(change(xml).as_bytes()).map_err(failed)?;
    }
    Ok(to.finish()?.into_inner())
}

/// A part without an element.
fn without(xml: String, element: &str) -> String {
    let end = format!("</{element}>");
    let found = xml.find(&format!("<{element}")).and_then(|start| {
        let length = xml.get(start..)?.find(&end)? + end.len();
        Some(start..start + length)
    });
    let Some(found) = found else { return xml };
    let mut rest = xml;
    rest.replace_range(found, "");
    rest
}
