//! A paper as one page for a browser: everything in one file, no network, nothing that needs a script to be read.
//!
//! A small script adds search and filters; its hash stands in the page's security policy, so that nothing else runs,
//! whatever a case's text holds.

mod blocks;
mod frame;
mod marks;
mod style;
mod tools;

use super::paper::Paper;
use super::{Cancelled, Progress};

/// The paper as an HTML file in UTF-8.
///
/// # Errors
/// When the user stops it.
pub fn write(paper: &Paper, progress: &Progress) -> Result<String, Cancelled> {
    let body = blocks::body(paper, progress)?;
    let page = frame::page(paper, &body).into_string();
    progress.step(1, 1)?;
    Ok(page)
}
