//! Files that are dragged onto the window.

use std::path::{Path, PathBuf};

use egui::{Context, Id, LayerId, Order, Stroke, StrokeKind};

use crate::command::Request;
use crate::ui::start::file_name;
use crate::ui::text::Text;
use crate::ui::theme::{self, CORNER, EDGE, Palette};
use crate::words::screen;

/// Asks for the first case file that is dropped, and says what a drop would do while one is held over the window.
///
/// To be called last in a frame, so that it is painted over everything.
pub fn drop_ui(ctx: &Context, out: &mut Vec<Request>) {
    let (dropped, held) = ctx.input(|input| {
        let dropped: Vec<PathBuf> = input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect();
        let held: Vec<Option<PathBuf>> = input.raw.hovered_files.iter().map(|file| file.path.clone()).collect();
        (dropped, held)
    });
    if let Some(path) = dropped.into_iter().find(|path| is_case_file(path)) {
        out.push(Request::Open(path));
    }
    if held.is_empty() {
        return;
    }
    let file = held.iter().flatten().find(|path| is_case_file(path));
    let words = match file {
        Some(path) => screen::drop_to_open(&file_name(path)),
        None => screen::DROP_ONE_JSON.to_owned(),
    };
    let palette = Palette::when(ctx.theme() == egui::Theme::Dark);
    let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::unique("drop")));
    let window = ctx.content_rect();
    painter.rect_filled(window, 0.0, palette.paper.gamma_multiply(0.92));
    let color = if file.is_some() { palette.focus } else { palette.outline };
    painter.rect_stroke(window.shrink(EDGE), CORNER, Stroke::new(2.0, color), StrokeKind::Inside);
    let look = theme::colored(palette.title(), palette.ink);
    let laid = Text::new(&words, &look).hug(true).layout(ctx, window.width() - EDGE * 6.0);
    laid.paint(&painter, (window.center() - laid.size() / 2.0).round());
}

/// Whether the name ends as a case file's does.
fn is_case_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}
