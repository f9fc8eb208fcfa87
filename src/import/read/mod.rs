//! Bytes to grids: tells what kind of file they are, and has it read.

mod compound;
mod decode;
mod delimited;
mod docx;
mod html;
mod markdown;
mod opendocument;
mod package;
mod sheet;
#[cfg(test)]
mod tests;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Foreign, Grid, ImportError};
use compound::Compound;
use package::Package;

/// How large a file with a table may be, in bytes: 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// What kind of file the bytes are.
enum Kind<'a> {
    Xlsx(Package<'a>),
    Xls,
    OpenDocument(Package<'a>),
    Docx(Package<'a>),
    Html(String),
    Markdown(String),
    Text(String),
}

/// The tables in a file, in its order; those without any text are passed over.
///
/// The kind is told by the bytes; the file's name, or its extension alone, helps where they leave it open.
///
/// # Errors
/// When there is no table in it, or it cannot be read.
pub fn read(bytes: &[u8], name: Option<&str>) -> Result<Vec<Grid>, ImportError> {
    let grids = match kind(bytes, name)? {
        Kind::Xlsx(package) => guarded(|| sheet::xlsx(bytes, &package))?,
        Kind::Xls => guarded(|| sheet::xls(bytes, false))?,
        Kind::OpenDocument(mut package) => opendocument::tables(&package.text("content.xml")?, false)?,
        Kind::Docx(mut package) => docx::tables(&package.text("word/document.xml")?)?,
        Kind::Html(text) => html::tables(&text)?,
        Kind::Markdown(text) => markdown::tables(&text)?,
        Kind::Text(text) => delimited::tables(&text, extension(name).as_deref())?,
    };
    some(grids)
}

/// The sheets of a workbook of another format than XLSX with their texts as they are, blanks around them included;
/// nothing for any other file, or one that cannot be read.
pub(super) fn exact(bytes: &[u8]) -> Option<Vec<Grid>> {
    // Nothing is decoded of a text for this.
    let may_be = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF]);
    let grids = match may_be.then(|| kind(bytes, None))?.ok()? {
        Kind::Xls => guarded(|| sheet::xls(bytes, true)),
        Kind::OpenDocument(mut package) => opendocument::tables(&package.text("content.xml").ok()?, true),
        _ => return None,
    };
    grids.ok()
}

/// The tables of what was copied in another program, which offers a text and sometimes HTML as well.
///
/// # Errors
/// When there is no table in either.
pub fn read_clipboard(text: &str, html: Option<&str>) -> Result<Vec<Grid>, ImportError> {
    if let Some(html) = html.filter(|html| html::has_table(html)) {
        let grids = html::tables(html)?;
        if grids.iter().any(|grid| grid.height() > 0) {
            return some(grids);
        }
    }
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let grids = match () {
        () if html::has_table(text) => html::tables(text)?,
        () if markdown::has_table(text) => markdown::tables(text)?,
        () => delimited::tables(text, None)?,
    };
    some(grids)
}

/// The running text of a file, its paragraphs apart by blank lines, for [`brackets`](super::brackets).
///
/// # Errors
/// When it cannot be read, or has no running text.
pub fn read_text(bytes: &[u8], name: Option<&str>) -> Result<String, ImportError> {
    let text = match kind(bytes, name)? {
        Kind::Docx(mut package) => docx::paragraphs(&package.text("word/document.xml")?)?,
        Kind::OpenDocument(mut package) => opendocument::paragraphs(&package.text("content.xml")?)?,
        Kind::Html(text) => html::paragraphs(&text),
        Kind::Markdown(text) | Kind::Text(text) => text,
        Kind::Xlsx(_) | Kind::Xls => {
            let lines = |grid: &Grid| {
                let rows = (0..grid.height()).map(|row| grid.filled(row).map(|(_, text)| text).collect::<Vec<_>>());
                rows.filter(|row| !row.is_empty()).map(|row| row.join("\n")).collect::<Vec<_>>().join("\n\n")
            };
            read(bytes, name)?.iter().map(lines).collect::<Vec<_>>().join("\n\n")
        }
    };
    if text.trim().is_empty() { Err(ImportError::Empty) } else { Ok(text) }
}

fn some(mut grids: Vec<Grid>) -> Result<Vec<Grid>, ImportError> {
    grids.retain(|grid| grid.height() > 0);
    if grids.is_empty() { Err(ImportError::NoTable) } else { Ok(grids) }
}

/// Turns a panic of a library, which damaged bytes can bring about, into an error.
fn guarded<T>(read: impl FnOnce() -> Result<T, ImportError>) -> Result<T, ImportError> {
    // Nothing is shared with what is read, so nothing is left half done.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(ImportError::damaged("unexpected content")))
}

fn extension(name: Option<&str>) -> Option<String> {
    let name = name?;
    Some(name.rsplit_once('.').map_or(name, |(_, extension)| extension).to_lowercase())
}

fn kind<'a>(bytes: &'a [u8], name: Option<&str>) -> Result<Kind<'a>, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge);
    }
    match bytes {
        [] => return Err(ImportError::Empty),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => return packaged(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return compound(bytes),
        [b'%', b'P', b'D', b'F', ..] => return Err(ImportError::Foreign(Foreign::Pdf)),
        [b'{', b'\\', b'r', b't', b'f', ..] => return Err(ImportError::Foreign(Foreign::Rtf)),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            return Err(ImportError::Foreign(Foreign::Picture));
        }
        [0x1F, 0x8B, ..] | [b'7', b'z', 0xBC, 0xAF, ..] | [b'R', b'a', b'r', b'!', ..] => {
            return Err(ImportError::Foreign(Foreign::Archive));
        }
        _ => {}
    }
    let text = decode::decode(bytes)?;
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ImportError::Empty);
    }
    let extension = extension(name);
    let extension = extension.as_deref().unwrap_or_default();
    if extension == "json" || start.starts_with('{') && serde_json::from_str::<serde_json::Value>(start).is_ok() {
        let is_case = start.contains(crate::case::FORMAT);
        return Err(ImportError::Foreign(if is_case { Foreign::Case } else { Foreign::Json }));
    }
    Ok(match extension {
        "html" | "htm" | "xhtml" | "mht" => Kind::Html(text),
        "md" | "markdown" => Kind::Markdown(text),
        "csv" | "tsv" | "tab" => Kind::Text(text),
        _ if start.starts_with('<') && html::is_markup(start) => Kind::Html(text),
        _ if markdown::has_table(&text) => Kind::Markdown(text),
        _ => Kind::Text(text),
    })
}

fn packaged(bytes: &[u8]) -> Result<Kind<'_>, ImportError> {
    let mut package = Package::open(bytes)?;
    let is_open_document = package.has("content.xml") && package.has("mimetype");
    if is_open_document {
        // An encrypted file keeps its parts, but they are no XML any more.
        if package.text("META-INF/manifest.xml").is_ok_and(|manifest| manifest.contains("encryption-data")) {
            return Err(ImportError::Password);
        }
        return Ok(Kind::OpenDocument(package));
    }
    Ok(match () {
        () if package.has("word/document.xml") => Kind::Docx(package),
        () if package.has("xl/workbook.xml") => Kind::Xlsx(package),
        () if package.has("xl/workbook.bin") => return Err(ImportError::Foreign(Foreign::Xlsb)),
        () if package.has("ppt/presentation.xml") => return Err(ImportError::Foreign(Foreign::Slides)),
        () => return Err(ImportError::Foreign(Foreign::Archive)),
    })
}

fn compound(bytes: &[u8]) -> Result<Kind<'_>, ImportError> {
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(ImportError::Password);
    }
    if let Some(book) = compound.stream("Workbook").or_else(|| compound.stream("Book")) {
        compound::check_workbook(&book)?;
        return Ok(Kind::Xls);
    }
    Err(ImportError::Foreign(if compound.has("WordDocument") {
        Foreign::Doc
    } else if compound.has("PowerPoint Document") {
        Foreign::Slides
    } else {
        Foreign::Unknown
    }))
}
