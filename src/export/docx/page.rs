//! The page, measured in twentieths of a point, as `WordprocessingML` measures everything.

use crate::export::Sheet;
use crate::export::paper::Paper;

/// How the pages of a document are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) width: i32,
    pub(super) height: i32,
    /// At the sides.
    pub(super) beside: i32,
    /// Above and below the text.
    pub(super) above: i32,
    /// From the sheet's edge to the header and to the footer.
    pub(super) header: i32,
    pub(super) landscape: bool,
    pub(super) rtl: bool,
}

impl Page {
    pub(super) fn of(paper: &Paper) -> Self {
        let (short, long) = match paper.sheet {
            Sheet::A4 => (11906, 16838),
            Sheet::Letter => (12240, 15840),
        };
        let (width, height) = if paper.landscape { (long, short) } else { (short, long) };
        let (beside, above, header) = match (paper.dense, paper.landscape) {
            (true, _) => (794, 794, 380),
            (false, true) => (850, 960, 480),
            (false, false) => (1134, 1080, 510),
        };
        Self { width, height, beside, above, header, landscape: paper.landscape, rtl: paper.right_to_left }
    }

    /// What is left between the margins at the sides.
    pub(super) fn room(self) -> i32 {
        self.width - 2 * self.beside
    }

    /// What is left between the margins above and below.
    pub(super) fn depth(self) -> i32 {
        self.height - 2 * self.above
    }
}
