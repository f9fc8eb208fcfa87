//! Brings in what is to be taken in, on a thread: the bytes of a file, or what is on the clipboard.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::super::load::open_error_view;
use super::empty;
use crate::case::Snapshot;
use crate::file::{self, Progress};
use crate::import::{ImportError, Input};
use crate::ui::failure::ErrorView;
use crate::ui::importing::ImportView;
use crate::ui::start::file_name;
use crate::words::importing as words;

/// Gives the HTML that is on the clipboard, if any; the window's own way to it knows text alone.
pub(super) type Html = fn() -> Option<String>;

/// Where it comes from.
#[derive(Clone)]
pub(super) enum Source {
    File(PathBuf),
    /// The text that was on the clipboard, which may be empty, and the way to the HTML beside it.
    Pasted(Arc<str>, Html),
}

/// Something that is being read.
pub(super) struct Reading {
    pub(super) source: Source,
    pub(super) progress: Arc<Progress>,
    pub(super) result: Receiver<Result<ImportView, ErrorView>>,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl Source {
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Pasted(..) => None,
        }
    }

    /// What a person knows it by.
    pub(super) fn name(&self) -> String {
        self.path().map_or_else(|| words::CLIPBOARD.to_owned(), file_name)
    }

    /// The title of a case that is made of it.
    pub(super) fn title(&self) -> String {
        let stem = self.path().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        stem.unwrap_or_else(|| words::PASTED_TITLE.to_owned())
    }

    pub(super) fn trouble(&self, hint: String) -> ErrorView {
        let path = self.path().map(Path::to_owned);
        ErrorView { path, what: words::BROKE.to_owned(), hint, ..ErrorView::default() }
    }

    /// Reads it and guesses what it is, with the open case in mind.
    pub(super) fn read(&self, open: Option<&Snapshot>, progress: &Progress) -> Result<ImportView, ErrorView> {
        let failed = |error: ImportError| ErrorView {
            path: self.path().map(Path::to_owned),
            what: error.message(),
            hint: error.hint().to_owned(),
            ..ErrorView::default()
        };
        let input = match self {
            Self::File(path) => {
                let bytes = file::load(path, progress).map_err(|error| open_error_view(path, &error))?;
                Input::of_file(&bytes, Some(&file_name(path)), &|| progress.is_cancelled())
            }
            Self::Pasted(text, html) => {
                let html = html();
                if text.trim().is_empty() && html.as_deref().is_none_or(|html| html.trim().is_empty()) {
                    return Err(nothing_to_paste());
                }
                Input::of_clipboard(text, html.as_deref())
            }
        };
        let base = open.cloned().unwrap_or_else(empty);
        ImportView::new(input, &base, open.is_some()).map_err(failed)
    }
}

/// Says that there is nothing on the clipboard.
fn nothing_to_paste() -> ErrorView {
    ErrorView {
        what: words::NOTHING_TO_PASTE.to_owned(),
        hint: words::NOTHING_TO_PASTE_HINT.to_owned(),
        ..ErrorView::default()
    }
}

/// The HTML that other programs have put on the desktop's clipboard.
pub(super) fn desktop_html() -> Option<String> {
    let html = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get().html());
    match html {
        Ok(html) => Some(html),
        Err(arboard::Error::ContentNotAvailable) => None,
        Err(error) => {
            log::info!("no HTML from the clipboard: {error}");
            None
        }
    }
}
