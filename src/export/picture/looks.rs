//! The sizes of type: the window's at 100 %.

use super::lettering::Look;
use crate::export::ink::{self, Ink};

/// The case's title.
pub(super) const TITLE: Look = Look { size: 20.0, bold: true, ink: ink::INK, spacing: 0.0 };
/// The title of an issue.
pub(super) const STRONG: Look = Look { size: 15.0, bold: true, ink: ink::INK, spacing: 0.0 };
/// Conditions, options and names.
pub(super) const LABEL: Look = Look { size: 13.0, bold: false, ink: ink::INK, spacing: 0.0 };
/// What is read after the text.
pub(super) const SECOND: Look = Look { ink: ink::SECOND, ..LABEL };
/// A label that is a word to notice.
pub(super) const STRONG_LABEL: Look = Look { bold: true, ..LABEL };
/// The names of axes, given in capitals.
pub(super) const CAPS: Look = Look { size: 11.0, bold: true, ink: ink::SECOND, spacing: 0.8 };

/// The same look in another colour.
pub(super) fn in_ink(look: Look, ink: Ink) -> Look {
    Look { ink, ..look }
}
