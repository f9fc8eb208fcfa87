//! The dialog that exports a briefing.

use super::terms;

/// Its heading.
pub const HEADING: &str = "Export briefing";
/// The button that asks where to write.
pub const EXPORT: &str = "Export…";
/// The button that writes to the path that was typed.
pub const EXPORT_NOW: &str = "Export";
/// The dialog that asks where to write.
pub const PATH: &str = "Export to";
/// The button that stops the writing.
pub const STOP: &str = "Stop";
/// While the file is being made and written.
pub const WRITING: &str = "Making the document";
/// While the writing is being stopped.
pub const STOPPING: &str = "Stopping";

/// The choice of the kind of file.
pub const FORMAT: &str = "Format";
/// The choice of how the case is laid out.
pub const LAYOUT: &str = "Layout";
/// The choice of whose brief it is.
pub const OWN_PARTY: &str = "Brief for";
/// The choice of the audience.
pub const AUDIENCE: &str = "Audience";
/// The choice of what the document holds.
pub const CONTENT: &str = "Content";
/// The choice of axes.
pub const AXES: &str = "Axes";
/// The choice of parties.
pub const PARTIES: &str = "Parties";
/// The choice of kinds.
pub const KINDS: &str = "Kinds";
/// The choice of issues.
pub const ISSUES: &str = "Issues";
/// The choice of the round.
pub const ROUND: &str = "Round";
/// The round when none is chosen.
pub const NOW: &str = "as things stand";
/// The choice of the columns' order.
pub const COLUMNS: &str = "Columns";
/// The columns in the order of the screen.
pub const AS_ON_SCREEN: &str = "As on the screen";
/// The columns in the order of the case.
pub const AS_IN_CASE: &str = "As in the case";
/// Takes over what the comparison on the screen is filtered by.
pub const TAKE_FILTER: &str = "As filtered on the screen";
/// Chooses everything again.
pub const EVERYTHING: &str = "Everything";
/// The choice of the paper.
pub const PAPER: &str = "Paper";
/// The choice of the direction.
pub const DIRECTION: &str = "Direction";
/// The choice of what is added.
pub const EXTRAS: &str = "Add";
/// The choice whether the picture of the axes is in the document.
pub const PICTURE: &str = "Picture of the axes";
/// The field in which an issue is searched for.
pub const FIND_ISSUE: &str = "Find an issue";
/// No issue has what was typed.
pub const NO_ISSUE: &str = "No issue has these words.";

/// What is shown of the document.
pub const PREVIEW: &str = "Preview";
/// As long as there is no preview yet.
pub const PREVIEW_COMES: &str = "The preview is being made…";
/// The preview of a workbook.
pub const WORKBOOK: &str =
    "A workbook has no pages. It gets a sheet for each list of the case, with filters and fixed headings.";
/// The program cannot show pages.
pub const NO_PAGES: &str = "This build of the program shows no pages. The document can be exported all the same.";
/// The worker has broken.
pub const BROKE: &str = "The document could not be made, by a fault of the program. Try another format or layout.";

/// The question before the internal audience.
pub const INTERNAL_QUESTION: &str = "Include what is internal?";
/// What it means.
pub const INTERNAL_MEANS: &str = "The document will hold everything that the case keeps for your own delegation: internal positions, assessments, walk-aways, notes and the log. Every page will be marked as internal. Nobody else should get a copy.";
/// Yes.
pub const INCLUDE_INTERNAL: &str = "Include internal items";
/// No.
pub const LEAVE_OUT: &str = "Leave them out";
/// Under the audience, once the internal one has been chosen.
pub const INTERNAL_CHOSEN: &str = "For your own delegation only. Every page is marked.";

/// The button of the notice that opens the document.
pub const OPEN: &str = "Open";
/// The button of the notice that shows the document in the file manager.
pub const SHOW: &str = "Show in folder";
/// The button of the notice that ends it.
pub const DONE: &str = "Done";
/// The document could not be opened or shown.
pub const CANNOT_OPEN: &str = "The desktop did not open it. The document is where it was exported to.";
/// No file was made.
pub const CANNOT_EXPORT: &str = "The document could not be made.";

/// A kind of file, short.
pub const FORMAT_PDF: &str = "PDF";
/// A kind of file, short.
pub const FORMAT_DOCX: &str = "Word";
/// A kind of file, short.
pub const FORMAT_HTML: &str = "HTML";
/// A kind of file, short.
pub const FORMAT_MARKDOWN: &str = "Markdown";
/// A kind of file, short.
pub const FORMAT_XLSX: &str = "Excel";
/// A kind of file, short.
pub const FORMAT_CSV: &str = "CSV";
/// A kind of file, short.
pub const FORMAT_SVG: &str = "SVG";
/// A kind of file, short.
pub const FORMAT_PNG: &str = "PNG";

/// What a kind of file is.
pub const FORMAT_MEANS_PDF: &str = "Pages, ready to print.";
/// What a kind of file is.
pub const FORMAT_MEANS_DOCX: &str = "A document to go on writing in, for Word and LibreOffice.";
/// What a kind of file is.
pub const FORMAT_MEANS_HTML: &str = "One page for a browser, with search and filters.";
/// What a kind of file is.
pub const FORMAT_MEANS_MARKDOWN: &str = "Plain text with headings and tables.";
/// What a kind of file is.
pub const FORMAT_MEANS_XLSX: &str = "A workbook with a sheet for each list of the case.";
/// What a kind of file is.
pub const FORMAT_MEANS_CSV: &str = "The positions as a table for other programs.";
/// What a kind of file is.
pub const FORMAT_MEANS_SVG: &str = "The picture of the axes as a drawing.";
/// What a kind of file is.
pub const FORMAT_MEANS_PNG: &str = "The picture of the axes as an image.";

/// The files of a format, in the desktop's dialog.
#[must_use]
pub fn files(format: &str, extension: &str) -> String {
    format!("{format} (*.{extension})")
}

/// A layout.
pub const LAYOUT_SIDE_BY_SIDE: &str = "Side by side";
/// A layout.
pub const LAYOUT_BRIEF: &str = "Delegation brief";
/// A layout.
pub const LAYOUT_SUMMARY: &str = "Summary";
/// A layout.
pub const LAYOUT_RECORD: &str = "Full record";

/// What a layout is.
pub const LAYOUT_MEANS_SIDE_BY_SIDE: &str = "A table with a row for each issue and a column for each party.";
/// What a layout is.
pub const LAYOUT_MEANS_BRIEF: &str = "What a delegation takes into the room, on two pages or so.";
/// What a layout is.
pub const LAYOUT_MEANS_SUMMARY: &str = "At most 120 words and the picture of the axes.";
/// What a layout is.
pub const LAYOUT_MEANS_RECORD: &str = "Everything, with all evidence and numbered sources.";

/// A part of a file's name that says how the case is laid out.
pub const LAYOUT_IN_NAME_SIDE_BY_SIDE: &str = "side-by-side";
/// A part of a file's name that says how the case is laid out.
pub const LAYOUT_IN_NAME_BRIEF: &str = "brief";
/// A part of a file's name that says how the case is laid out.
pub const LAYOUT_IN_NAME_SUMMARY: &str = "summary";
/// A part of a file's name that says how the case is laid out.
pub const LAYOUT_IN_NAME_RECORD: &str = "record";

/// A part of a file's name that says that it is the picture of the axes.
pub const AXES_IN_NAME: &str = "axes";
/// A part of a file's name that warns.
pub const INTERNAL_IN_NAME: &str = "internal";
/// A part of a file's name that warns a little.
pub const SHARED_IN_NAME: &str = "shared";

/// An audience.
pub const AUDIENCE_PUBLIC: &str = "Public";
/// An audience.
pub const AUDIENCE_SHARED: &str = "Shared";
/// An audience.
pub const AUDIENCE_INTERNAL: &str = "Internal";

/// Who an audience is.
pub const AUDIENCE_MEANS_PUBLIC: &str = "Anybody: nothing that is shared or internal.";
/// Who an audience is.
pub const AUDIENCE_MEANS_SHARED: &str = "The mediator or the other side: nothing that is internal.";
/// Who an audience is.
pub const AUDIENCE_MEANS_INTERNAL: &str = "Your own delegation: everything.";

/// A paper's size.
pub const SHEET_A4: &str = "A4";
/// A paper's size.
pub const SHEET_LETTER: &str = "Letter";

/// A direction.
pub const DIRECTION_OF_THE_CASE: &str = "As the case";
/// A direction.
pub const DIRECTION_LEFT_TO_RIGHT: &str = "Left to right";
/// A direction.
pub const DIRECTION_RIGHT_TO_LEFT: &str = "Right to left";

/// A choice with the group that it belongs to, for those who hear the screen.
#[must_use]
pub fn choice(group: &str, word: &str) -> String {
    format!("{group}: {word}")
}

/// What is chosen of many: "Axes: all", "Axes: Security", "Axes: 2 of 4".
#[must_use]
pub fn chosen(group: &str, only: Option<&str>, count: usize, total: usize) -> String {
    match (only, count) {
        (_, 0) => format!("{group}: all"),
        (Some(name), 1) => format!("{group}: {name}"),
        _ => format!("{group}: {count} of {total}"),
    }
}

/// A round that is chosen, or none.
#[must_use]
pub fn round(label: Option<&str>) -> String {
    format!("{ROUND}: {}", label.unwrap_or(NOW))
}

/// The choice whether the footer says today's date.
#[must_use]
pub fn dated(today: &str) -> String {
    format!("Today’s date in the footer, {today}")
}

/// Stands where it will be told what is left out, until that is known.
pub const COUNTING: &str = "Counting what is left out…";

/// How much of the case is in the document.
#[must_use]
pub fn issues(shown: usize, total: usize) -> String {
    if shown == total { terms::count(total, "issue") } else { format!("{shown} of {}", terms::count(total, "issue")) }
}

/// A page of the preview.
#[must_use]
pub fn page(pages: Option<usize>) -> String {
    match pages {
        Some(pages) => format!("Page 1 of {pages}"),
        None => "Page 1".to_owned(),
    }
}

/// A page of the preview, for those who hear the screen.
#[must_use]
pub fn page_name(title: &str, subtitle: &str) -> String {
    format!("{PREVIEW} of page 1: {title}, {subtitle}")
}

/// The picture of the axes in the preview, for those who hear the screen.
#[must_use]
pub fn picture_name(title: &str) -> String {
    format!("{PREVIEW} of the picture of the axes: {title}")
}

/// A text in the preview, for those who hear the screen.
#[must_use]
pub fn text_name(format: &str) -> String {
    format!("{PREVIEW} of the {format} file")
}

/// A document has been written.
#[must_use]
pub fn exported(file: &str, folder: &str) -> String {
    format!("Exported to {file} in {folder}.")
}

/// Under a page that another program will show.
pub const NOTE_DOCX: &str = "Word may break lines and pages elsewhere.";
/// Under a page that another program will show.
pub const NOTE_HTML: &str = "As it prints; on the screen it is one page.";

/// A page of the preview, with what is to be said of it.
#[must_use]
pub fn noted(page: &str, note: &str) -> String {
    format!("{page}. {note}")
}
