//! How the sheets of a workbook look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::text::is_formula;

const INK: Color = Color::RGB(0x1D_24_30);
const SECOND_INK: Color = Color::RGB(0x56_60_6D);
const PAPER: Color = Color::RGB(0xFF_FF_FF);
const SHADE: Color = Color::RGB(0xEE_EB_E4);
const HAIRLINE: Color = Color::RGB(0xDE_DA_D2);

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
}

impl Style {
    pub(super) fn new(header: String, footer: String, letter: bool, right_to_left: bool) -> Self {
        let cell = || {
            let lines = Format::new().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(HAIRLINE);
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
            number: cell().set_align(FormatAlign::Right),
            header,
            footer,
            letter,
            right_to_left,
        }
    }

    /// Sets the page and its direction; the first `rows` rows are repeated on each page.
    pub(super) fn page(&self, sheet: &mut Worksheet, rows: u32) -> Result<(), XlsxError> {
        sheet.set_landscape().set_paper_size(if self.letter { 1 } else { 9 }).set_print_fit_to_pages(1, 0);
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

/// The longest line of a text, in letters.
pub(super) fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// A width in letters that has room for the longest line, within bounds.
pub(super) fn width(longest: usize, least: u32, most: u32) -> f64 {
    f64::from(u32::try_from(longest).unwrap_or(most).clamp(least, most) + 2)
}
