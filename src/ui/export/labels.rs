//! The words for what can be chosen.

use crate::export::{Audience, Direction, Format, Layout, Sheet};
use crate::words::exporting as words;

/// A kind of file, short.
#[must_use]
pub fn format(format: Format) -> &'static str {
    match format {
        Format::Pdf => words::FORMAT_PDF,
        Format::Docx => words::FORMAT_DOCX,
        Format::Html => words::FORMAT_HTML,
        Format::Markdown => words::FORMAT_MARKDOWN,
        Format::Xlsx => words::FORMAT_XLSX,
        Format::Csv => words::FORMAT_CSV,
        Format::Svg => words::FORMAT_SVG,
        Format::Png => words::FORMAT_PNG,
    }
}

/// What a kind of file is.
#[must_use]
pub(super) fn format_means(format: Format) -> &'static str {
    match format {
        Format::Pdf => words::FORMAT_MEANS_PDF,
        Format::Docx => words::FORMAT_MEANS_DOCX,
        Format::Html => words::FORMAT_MEANS_HTML,
        Format::Markdown => words::FORMAT_MEANS_MARKDOWN,
        Format::Xlsx => words::FORMAT_MEANS_XLSX,
        Format::Csv => words::FORMAT_MEANS_CSV,
        Format::Svg => words::FORMAT_MEANS_SVG,
        Format::Png => words::FORMAT_MEANS_PNG,
    }
}

/// A layout.
#[must_use]
pub(super) fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::SideBySide => words::LAYOUT_SIDE_BY_SIDE,
        Layout::Brief => words::LAYOUT_BRIEF,
        Layout::Summary => words::LAYOUT_SUMMARY,
        Layout::Record => words::LAYOUT_RECORD,
    }
}

/// What a layout is.
#[must_use]
pub(super) fn layout_means(layout: Layout) -> &'static str {
    match layout {
        Layout::SideBySide => words::LAYOUT_MEANS_SIDE_BY_SIDE,
        Layout::Brief => words::LAYOUT_MEANS_BRIEF,
        Layout::Summary => words::LAYOUT_MEANS_SUMMARY,
        Layout::Record => words::LAYOUT_MEANS_RECORD,
    }
}

/// A part of a file's name that says how the case is laid out.
#[must_use]
pub fn layout_in_name(layout: Layout) -> &'static str {
    match layout {
        Layout::SideBySide => words::LAYOUT_IN_NAME_SIDE_BY_SIDE,
        Layout::Brief => words::LAYOUT_IN_NAME_BRIEF,
        Layout::Summary => words::LAYOUT_IN_NAME_SUMMARY,
        Layout::Record => words::LAYOUT_IN_NAME_RECORD,
    }
}

/// An audience.
#[must_use]
pub(super) fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => words::AUDIENCE_PUBLIC,
        Audience::Shared => words::AUDIENCE_SHARED,
        Audience::Internal => words::AUDIENCE_INTERNAL,
    }
}

/// Who an audience is.
#[must_use]
pub(super) fn audience_means(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => words::AUDIENCE_MEANS_PUBLIC,
        Audience::Shared => words::AUDIENCE_MEANS_SHARED,
        Audience::Internal => words::AUDIENCE_MEANS_INTERNAL,
    }
}

/// A paper's size.
#[must_use]
pub(super) fn sheet(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::A4 => words::SHEET_A4,
        Sheet::Letter => words::SHEET_LETTER,
    }
}

/// A direction.
#[must_use]
pub(super) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::OfTheCase => words::DIRECTION_OF_THE_CASE,
        Direction::LeftToRight => words::DIRECTION_LEFT_TO_RIGHT,
        Direction::RightToLeft => words::DIRECTION_RIGHT_TO_LEFT,
    }
}
