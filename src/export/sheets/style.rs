//! How the sheets of a workbook look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::text::is_formula;

const INK: Color = Color::RGB(0x1D_24_30);
const SECOND_INK: Color = Color::RGB(0x56_60_6D);
const PAPER: Color = Color::RGB(0xFF_FF_FF);
const SHADE: Color = Color::RGB(0xEE_EB_E4);
const HAIRLINE: Color = Color::RGB(0xDE_DA_D2);

/// How many letters stand side by side on a page that is still to be read.
const PAGE: f64 = 190.0;
/// The height of a line in points, and the most that a row can have.
const LINE: f64 = 15.0;
const ROW: f64 = 409.0;

/// The formats of all sheets, and what stands on their pages.
pub(super) struct Style {
    /// The name of a column that is read back, and of one that is for reading.
    pub(super) head: Format,
    pub(super) reading_head: Format,
    pub(super) title: Format,
    pub(super) remark: Format,
    /// The same on one line, beyond its cell.
    pub(super) note: Format,
    /// The first column of what the case says of itself.
    pub(super) label: Format,
    pub(super) link: Format,
    text: Format,
    short: Format,
    reading: Format,
    number: Format,
    header: String,
    footer: String,
    letter: bool,
    pub(super) right_to_left: bool,
}

/// What a cell is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Text,
    /// Kept as it is typed, so that a date stays as the source gives it.
    Short,
    Reading,
    Strong,
}

impl Style {
    pub(super) fn new(header: String, footer: String, letter: bool, right_to_left: bool) -> Self {
        let cell = || {
            let lines = Format::new().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(HAIRLINE);
            let lines = lines.set_border_right(FormatBorder::Thin).set_border_right_color(HAIRLINE);
            lines.set_text_wrap().set_align(FormatAlign::Top).set_font_color(INK)
        };
        let head = || Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        Self {
            head: head().set_font_color(PAPER).set_background_color(INK),
            reading_head: head().set_italic().set_font_color(SECOND_INK).set_background_color(SHADE),
            title: Format::new().set_bold().set_font_size(16).set_font_color(INK),
            remark: Format::new().set_italic().set_font_color(SECOND_INK).set_text_wrap().set_align(FormatAlign::Top),
            note: Format::new().set_italic().set_font_color(SECOND_INK),
            label: cell().set_bold(),
            link: cell().set_hyperlink(),
            text: cell(),
            short: cell().set_num_format("@"),
            reading: cell().set_italic().set_font_color(SECOND_INK),
            number: cell().set_align(FormatAlign::Center),
            header,
            footer,
            letter,
            right_to_left,
        }
    }

    /// Sets the columns' widths in letters, the page and its direction.
    ///
    /// The first `rows` rows and `columns` columns are repeated on each page; the columns are shared out among as many
    /// pages as they need to be read.
    pub(super) fn page(
        &self,
        sheet: &mut Worksheet,
        widths: &[f64],
        (rows, columns): (u32, u16),
    ) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pages")]
        let pages = (widths.iter().sum::<f64>() / PAGE).ceil().clamp(1.0, 1000.0) as u16;
        sheet.set_landscape().set_paper_size(if self.letter { 1 } else { 9 }).set_print_fit_to_pages(pages, 0);
        if let Some(last) = columns.checked_sub(1).filter(|_| pages > 1) {
            sheet.set_repeat_columns(0, last)?;
        }
        sheet.set_margins(0.5, 0.5, 0.8, 0.8, 0.4, 0.4).set_right_to_left(self.right_to_left);
        sheet.set_header(&self.header).set_footer(&self.footer);
        if let Some(last) = rows.checked_sub(1) {
            sheet.set_repeat_rows(0, last)?;
        }
        Ok(())
    }

    /// Writes a text, which no program may take for a formula, not even once it has been edited.
    pub(super) fn text(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        text: &str,
        what: Use,
    ) -> Result<(), XlsxError> {
        let format = match what {
            Use::Text => &self.text,
            Use::Short => &self.short,
            Use::Reading => &self.reading,
            Use::Strong => &self.label,
        };
        if is_formula(text) || text.starts_with('\'') {
            sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
        } else {
            sheet.write_string_with_format(row, column, text, format)?;
        }
        Ok(())
    }

    /// An empty cell that looks like its neighbours, and takes what is typed as they do.
    pub(super) fn blank(&self, sheet: &mut Worksheet, (row, column): (u32, u16), what: Use) -> Result<(), XlsxError> {
        let format = match what {
            Use::Text => &self.text,
            Use::Short => &self.short,
            Use::Reading => &self.reading,
            Use::Strong => &self.label,
        };
        sheet.write_blank(row, column, format)?;
        Ok(())
    }

    pub(super) fn number(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        number: f64,
    ) -> Result<(), XlsxError> {
        sheet.write_number_with_format(row, column, number, &self.number)?;
        Ok(())
    }
}

/// Gives a row the height of the text that takes the most lines in its column.
///
/// Without it some programs show one line. It is set by the letters, as the font is the reader's.
pub(super) fn fit<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl Iterator<Item = (&'a str, f64)>,
) -> Result<(), XlsxError> {
    let lines = cells.map(|(text, width)| {
        // Words do not fill their lines.
        let share = |line: &str| {
            let letters = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
            (f64::from(letters) * 1.08 / width).ceil().max(1.0)
        };
        text.split('\n').map(share).sum::<f64>()
    });
    let most = lines.fold(1.0, f64::max);
    if most > 1.0 {
        sheet.set_row_height(row, (most * LINE + 3.0).min(ROW))?;
    }
    Ok(())
}

/// The longest line of a text, in letters.
pub(super) fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// A width in letters that has room for the longest line, within bounds.
pub(super) fn width(longest: usize, least: u32, most: u32) -> f64 {
    f64::from(u32::try_from(longest).unwrap_or(most).clamp(least, most) + 2)
}
