//! What typst may see: one template, the paper's data, its pictures and the bundled fonts; nothing of the machine.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

use super::data::Files;
use crate::export::{Progress, fonts};

/// The template that all papers are set with.
const TEMPLATE: &str = include_str!("paper.typ");

/// What is the same for every paper.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    /// For each letter of the first planes, whether a bundled font has it.
    drawable: Vec<bool>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = fonts::FONTS.iter().filter_map(|font| Font::new(Bytes::new(font.bytes), 0)).collect();
    let mut drawable = Vec::new();
    for letter in fonts.iter().flat_map(|font| font.info().coverage.iter()) {
        let at = letter as usize;
        if drawable.len() <= at {
            drawable.resize(at + 1, false);
        }
        if let Some(drawable) = drawable.get_mut(at) {
            *drawable = true;
        }
    }
    // Typst's own names for the cells that head a row, and for a table's description.
    let features = std::iter::once(Feature::A11yExtras).collect();
    Shared {
        library: LazyHash::new(Library::builder().with_features(features).build()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        main: Source::new(file_id("paper.typ"), TEMPLATE.to_owned()),
        drawable,
    }
});

/// Whether a bundled font has the letter.
pub(super) fn drawable(letter: char) -> bool {
    SHARED.drawable.get(letter as usize).copied().unwrap_or_default()
}

/// A paper's files, and how far its setting has come.
pub(super) struct Desk<'a> {
    files: &'a Files,
    progress: &'a Progress,
    /// How much has been done before this document, and how much there is to do.
    done: usize,
    whole: usize,
}

impl<'a> Desk<'a> {
    pub(super) fn new(files: &'a Files, progress: &'a Progress, done: usize, whole: usize) -> Self {
        Self { files, progress, done, whole }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        SHARED.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHARED.main.id() { Ok(SHARED.main.clone()) } else { Err(missing(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        if let Some(part) = Files::part(name)
            && self.progress.step(self.done + part, self.whole).is_err()
        {
            return Err(FileError::Other(None));
        }
        self.files.get(name).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    /// No clock: the same paper gives the same bytes on every day.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|_| unreachable!("a plain name is a path"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}
