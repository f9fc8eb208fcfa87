//! The table's first rows, with a menu above each column that says what it is.

use egui::accesskit::Role;
use egui::{Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::view::ImportView;
use crate::case::{Kind, Snapshot};
use crate::import::{Certainty, ColumnRole, PartyChoice, RowUse, column_name, heading};
use crate::ui::begin::choice_ui;
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, HAIRLINE, INSET, Palette, UNIT};
use crate::words::{importing as words, terms};

/// How many rows are shown, with those of the headings.
const ROWS: usize = 12;
/// And at least so many below the headings.
const BELOW: usize = 4;
/// The width of the rows' numbers, in points.
const NUMBERS: f32 = 88.0;
/// The least and the most that a column is wide, in points.
const NARROW: f32 = 196.0;
const WIDE: f32 = 330.0;
/// The height of a row, in points: two lines.
const ROW: f32 = 42.0;
/// How far a cell's text stands from its left edge, as in the menus above, in points.
const PAD: f32 = 8.0;
/// How many letters of a cell are shown at most.
const LETTERS: usize = 160;
/// The widest a tooltip gets, in points.
const HOVER_WIDTH: f32 = 440.0;

/// Shows the table.
pub(super) fn columns_ui(ui: &mut Ui, view: &mut ImportView, base: &Snapshot, height: f32) {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred columns at most")]
    let columns = view.grid.width().max(1) as f32;
    let width = ((ui.available_width() - NUMBERS - INSET) / columns).clamp(NARROW, WIDE);
    ScrollArea::both().id_salt("import table").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, UNIT);
        ui.horizontal_top(|ui| {
            ui.add_space(NUMBERS);
            for column in 0..view.grid.width() {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    column_ui(ui, view, base, column, width - INSET);
                });
            }
        });
        let rows = view.grid.height();
        let shown = rows.min(ROWS.max(view.mapping.headers.end + BELOW));
        for row in 0..shown {
            line_ui(ui, view, row, width);
        }
        if rows > shown {
            text_ui(ui, &words::more_rows(rows - shown), &Palette::of(ui).label());
        }
    });
}

/// What a column is: its name, and a menu or two.
fn column_ui(ui: &mut Ui, view: &mut ImportView, base: &Snapshot, at: usize, width: f32) {
    let Some(column) = view.mapping.columns.get(at).cloned() else { return };
    let letters = if view.grid.is_turned() { (at + 1).to_string() } else { column_name(at) };
    let title = heading(&view.grid, &view.mapping.headers, at);
    let name = words::column(&letters, &title);
    let (role, kind) = plain(&column.role);
    let mut chosen = None;
    ui.scope(|ui| {
        choice_ui(ui, &name, &role_name(&role, base), width, |ui| {
            for other in roles(view, base, &title) {
                if ui.selectable_label(other == role, role_name(&other, base)).clicked() {
                    chosen = Some(with_kind(other, kind.clone().unwrap_or(Kind::Demand)));
                }
            }
        });
    });
    if let Some(kind) = kind {
        let shown = terms::kind(&kind).to_owned();
        ui.scope(|ui| {
            choice_ui(ui, &words::kind_of(&name), &shown, width, |ui| {
                for other in Kind::KNOWN {
                    if ui.selectable_label(*other == kind, terms::kind(other)).clicked() {
                        chosen = Some(with_kind(role.clone(), other.clone()));
                    }
                }
            });
        });
    }
    if column.certainty == Certainty::Unsure && column.role != ColumnRole::Ignore {
        let palette = Palette::of(ui);
        text_ui(ui, words::UNSURE, &theme::colored(palette.label(), palette.ochre));
    }
    if let Some(role) = chosen {
        view.correct(at, role);
    }
}

/// A role as it stands in the menu of roles, and the kind that has a menu of its own.
fn plain(role: &ColumnRole) -> (ColumnRole, Option<Kind>) {
    match role {
        ColumnRole::Party(choice, kind) => (ColumnRole::Party(choice.clone(), Kind::Demand), Some(kind.clone())),
        ColumnRole::Statement(kind) => (ColumnRole::Statement(Kind::Demand), Some(kind.clone())),
        other => (other.clone(), None),
    }
}

fn with_kind(role: ColumnRole, kind: Kind) -> ColumnRole {
    match role {
        ColumnRole::Party(choice, _) => ColumnRole::Party(choice, kind),
        ColumnRole::Statement(_) => ColumnRole::Statement(kind),
        other => other,
    }
}

/// What a role is called in the menu, where its kind stands below.
fn role_name(role: &ColumnRole, base: &Snapshot) -> String {
    match role {
        ColumnRole::Party(choice, _) => choice.name(base),
        ColumnRole::Statement(_) => crate::words::import::THE_SPEAKER.to_owned(),
        other => other.name(base),
    }
}

/// What a column can be: the parties are those of the case, those of other columns, and one of the column's heading.
fn roles(view: &ImportView, base: &Snapshot, title: &str) -> Vec<ColumnRole> {
    let mut roles = vec![
        ColumnRole::Ignore,
        ColumnRole::Number,
        ColumnRole::Title,
        ColumnRole::Axis,
        ColumnRole::Question,
        ColumnRole::Background,
        ColumnRole::Status,
        ColumnRole::Draft,
        ColumnRole::Evidence,
        ColumnRole::Note,
        ColumnRole::PartyName,
        ColumnRole::Statement(Kind::Demand),
        ColumnRole::Kind,
    ];
    let party = |choice: PartyChoice| ColumnRole::Party(choice, Kind::Demand);
    roles.extend(base.case().parties.iter().map(|one| party(PartyChoice::Existing(one.id.clone()))));
    let named = view.mapping.columns.iter().map(|column| plain(&column.role).0);
    let named = named.filter(|role| matches!(role, ColumnRole::Party(..)));
    let own = Some(title.trim()).filter(|title| !title.is_empty()).map(|title| party(PartyChoice::new(title)));
    for role in named.chain(own) {
        let is_known = |known: &ColumnRole| *known == role || role_name(known, base) == role_name(&role, base);
        if !roles.iter().any(is_known) {
            roles.push(role);
        }
    }
    roles
}

/// A row: its number, what it is, and its cells.
fn line_ui(ui: &mut Ui, view: &ImportView, row: usize, width: f32) {
    let palette = Palette::of(ui);
    let is_heading = view.mapping.headers.contains(&row);
    let what = match view.mapping.row(row) {
        _ if is_heading => words::A_HEADING,
        RowUse::Issue => "",
        RowUse::Axis => words::AN_AXIS,
        RowUse::Skip => words::NOT_READ,
    };
    let look = match what {
        words::A_HEADING | words::AN_AXIS => palette.strong_label(),
        words::NOT_READ => palette.label(),
        _ => theme::colored(palette.label(), palette.ink),
    };
    ui.horizontal_top(|ui| {
        let (rect, response) = ui.allocate_exact_size(vec2(NUMBERS, ROW), Sense::hover());
        let name = words::row(row + 1, what);
        response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &name));
        paint(ui, rect, &name, &palette.label());
        for column in 0..view.grid.width() {
            let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
            let text = view.grid.text(row, column);
            if text.is_empty() || !ui.is_rect_visible(rect) {
                continue;
            }
            if is_heading {
                ui.painter().rect_filled(rect, 0.0, palette.hovered);
            }
            let beginning: String = text.chars().take(LETTERS).collect();
            response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, &beginning));
            paint(ui, rect.with_min_x(rect.left() + PAD), &beginning, &look);
            response.on_hover_ui(|ui| {
                ui.set_max_width(HOVER_WIDTH);
                text_ui(ui, text, &palette.label());
            });
        }
        let line = Rect::from_min_max(pos2(rect.left(), rect.bottom()), pos2(ui.min_rect().right(), rect.bottom()));
        ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(HAIRLINE, palette.hairline));
    });
}

fn paint(ui: &Ui, rect: Rect, text: &str, look: &crate::ui::text::Look) {
    let laid = Text::new(text, look).max_rows(2).layout(ui.ctx(), (rect.width() - INSET).max(1.0));
    laid.paint(ui.painter(), pos2(rect.left(), (rect.center().y - laid.size().y / 2.0).round()));
}
