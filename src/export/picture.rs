//! The picture of the axes.

use super::paper::Picture;
use crate::case::Snapshot;
use crate::compare::{Column, Filter};

/// Draws where the parties stand on each axis; nothing where no issue has a scale.
#[must_use]
pub fn axes(_snapshot: &Snapshot, _filter: &Filter, _columns: &[Column]) -> Option<Picture> {
    None
}
