//! The page, measured in twentieths of a point, as `WordprocessingML` measures everything.

use crate::export::Sheet;
use crate::export::paper::Paper;

/// From the sheet's edge to the header and to the footer.
pub(super) const HEADER: i32 = 510;
/// From the sheet's edge to the text, above and below it.
pub(super) const MARGIN: i32 = 1080;

/// How the pages of a document are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) width: i32,
    pub(super) height: i32,
    /// At the sides.
    pub(super) margin: i32,
    pub(super) landscape: bool,
    pub(super) rtl: bool,
}

impl Page {
    pub(super) fn of(paper: &Paper) -> Self {
        let (short, long) = match paper.sheet {
            Sheet::A4 => (11906, 16838),
            Sheet::Letter => (12240, 15840),
        };
        let (width, height, margin) = if paper.landscape { (long, short, 850) } else { (short, long, 1134) };
        Self { width, height, margin, landscape: paper.landscape, rtl: paper.right_to_left }
    }

    /// What is left between the margins at the sides.
    pub(super) fn room(self) -> i32 {
        self.width - 2 * self.margin
    }

    /// What is left between the margins above and below.
    pub(super) fn depth(self) -> i32 {
        self.height - 2 * MARGIN
    }
}
