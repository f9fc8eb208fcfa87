//! The panels beside the comparison: which have room there, and which of the others stands over it.

use std::f32::consts::FRAC_PI_2;

use egui::epaint::TextShape;
use egui::{
    Area, CursorIcon, Frame, Id, Key, Order, Panel, Popup, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
};

use super::App;
use super::settings::Settings;
use crate::command::{Command, Request};
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::words::panels::{self, INSPECTOR, NAVIGATOR};

/// What the comparison keeps of the window's width before a panel beside it is folded away, in points.
const LEAST: f32 = 510.0;
/// From this width of the window on the navigator has room for whole titles, in points.
const WIDE: f32 = 1600.0;
/// The first width of the navigator in such a window, in points.
const WIDE_NAVIGATOR: f32 = 296.0;
/// The width of the edge at which a panel that is folded away is opened, in points.
const STRIP: f32 = 28.0;
/// How near to the edge of a panel over the comparison the pointer can grip it, in points.
const GRIP: f32 = 5.0;

/// A panel beside the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Navigator,
    Inspector,
}

/// One thing for each panel.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Both<T> {
    navigator: T,
    inspector: T,
}

impl Both<bool> {
    /// Whether the user wants each to be shown.
    pub(super) fn wanted(settings: &Settings) -> Self {
        Self { navigator: settings.navigator, inspector: settings.inspector }
    }
}

impl<T> Both<T> {
    fn of(self, side: Side) -> T {
        match side {
            Side::Navigator => self.navigator,
            Side::Inspector => self.inspector,
        }
    }
}

impl Side {
    /// The least, the most and the first width of the panel, in points.
    fn widths(self) -> (f32, f32, f32) {
        match self {
            Self::Navigator => (160.0, 420.0, 232.0),
            Self::Inspector => (260.0, 560.0, 320.0),
        }
    }

    /// Whether the user wants it to be shown.
    fn wanted(self, settings: &mut Settings) -> &mut bool {
        match self {
            Self::Navigator => &mut settings.navigator,
            Self::Inspector => &mut settings.inspector,
        }
    }
}

/// How the panels stood in the last frame.
#[derive(Debug, Default)]
pub(super) struct Sides {
    /// How wide each was when it was last seen beside the comparison.
    seen: Both<Option<f32>>,
    /// Which are wanted and have no room.
    folded: Both<bool>,
    /// The one of these that stands over the comparison.
    over: Option<Side>,
    /// How wide each has been made there.
    wide: Both<Option<f32>>,
}

impl App {
    /// Shows a panel, or folds it away.
    pub(super) fn toggle_side(&mut self, side: Side) {
        let wanted = side.wanted(&mut self.settings);
        if *wanted && self.sides.folded.of(side) {
            self.sides.over = (self.sides.over != Some(side)).then_some(side);
        } else {
            *wanted = !*wanted;
            self.sides.over = wanted.then_some(side);
        }
    }

    /// Shows a panel, over the comparison if there is no room beside it.
    pub(super) fn show_side(&mut self, side: Side) {
        *side.wanted(&mut self.settings) = true;
        self.sides.over = Some(side);
    }

    /// Whether a panel is in sight.
    pub(super) fn sees_side(&self, side: Side) -> bool {
        self.sides.sees(side, &self.settings)
    }
}

impl Sides {
    /// Whether a panel is in sight, beside the comparison or over it.
    pub(super) fn sees(&self, side: Side, settings: &Settings) -> bool {
        Both::wanted(settings).of(side) && (!self.folded.of(side) || self.over == Some(side))
    }

    /// Leaves the panel that stands over the comparison.
    pub(super) fn leave(&mut self) {
        self.over = None;
    }

    fn width(&self, side: Side) -> f32 {
        self.seen.of(side).unwrap_or(side.widths().2)
    }

    /// What a panel takes of the window's width.
    fn needs(&self, side: Side, wanted: Both<bool>, folded: Both<bool>) -> f32 {
        match (wanted.of(side), folded.of(side)) {
            (false, _) => 0.0,
            (true, true) => STRIP,
            (true, false) => self.width(side),
        }
    }

    /// Finds out which of the panels that are wanted have room beside the comparison; the inspector gives way first.
    pub(super) fn arrange(&mut self, room: f32, wanted: Both<bool>) {
        let mut folded = Both::default();
        let is_narrow = |folded| {
            let needs = |side| self.needs(side, wanted, folded);
            LEAST + needs(Side::Navigator) + needs(Side::Inspector) > room
        };
        folded.inspector = wanted.inspector && is_narrow(folded);
        folded.navigator = wanted.navigator && is_narrow(folded);
        // What the navigator has left may be enough for the inspector.
        folded.inspector &= is_narrow(Both { inspector: false, ..folded });
        self.folded = folded;
        self.over = self.over.filter(|side| folded.of(*side));
    }

    /// Shows a panel beside the comparison, or the edge at which it is opened.
    pub(super) fn beside_ui(&mut self, ui: &mut Ui, side: Side, wanted: Both<bool>, contents: impl FnOnce(&mut Ui)) {
        let (least, most, mut usual) = side.widths();
        let is_wide = side == Side::Navigator && ui.ctx().content_rect().width() >= WIDE;
        if is_wide {
            usual = WIDE_NAVIGATOR;
        }
        // The navigator comes first, and leaves the inspector its width.
        let other = if side == Side::Navigator { self.needs(Side::Inspector, wanted, self.folded) } else { 0.0 };
        let most = most.min(ui.available_width() - LEAST - other).max(least);
        let panel = match side {
            // In a window made wider it has a width of its own there, and the other when that is made narrower again.
            Side::Navigator => Panel::left(("navigator", is_wide)),
            Side::Inspector => Panel::right("inspector"),
        };
        let mut shown = wanted.of(side) && !self.folded.of(side);
        let panel = panel.resizable(true).default_size(usual).size_range(least..=most).frame(Frame::new());
        let response = panel.show_collapsible(ui, &mut shown, contents);
        if let Some(response) = response.filter(|_| shown) {
            let width = Some(response.response.rect.width());
            match side {
                Side::Navigator => self.seen.navigator = width,
                Side::Inspector => self.seen.inspector = width,
            }
        }
        if self.folded.of(side) {
            self.edge_ui(ui, side);
        }
    }

    /// The edge of a panel that has no room, all of which opens it.
    fn edge_ui(&mut self, ui: &mut Ui, side: Side) {
        let is_over = self.over == Some(side);
        let (panel, icon, name, word) = match (side, is_over) {
            (Side::Navigator, false) => (Panel::left("navigator edge"), Icon::Right, panels::OPEN_NAVIGATOR, NAVIGATOR),
            (Side::Navigator, true) => (Panel::left("navigator edge"), Icon::Left, panels::CLOSE_NAVIGATOR, NAVIGATOR),
            (Side::Inspector, false) => (Panel::right("inspector edge"), Icon::Left, panels::OPEN_INSPECTOR, INSPECTOR),
            (Side::Inspector, true) => {
                (Panel::right("inspector edge"), Icon::Right, panels::CLOSE_INSPECTOR, INSPECTOR)
            }
        };
        panel.resizable(false).exact_size(STRIP).frame(Frame::new()).show(ui, |ui| {
            let palette = Palette::of(ui);
            let rect = ui.available_rect_before_wrap();
            let (_, response) = ui.allocate_exact_size(rect.size(), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
            let busy = response.hovered() || response.has_focus();
            if busy {
                ui.painter().rect_filled(rect, 0.0, palette.hovered);
            }
            let color = if busy { palette.ink } else { palette.second };
            let sign = pos2(rect.center().x, rect.top() + theme::CONTROL_HEIGHT / 2.0 + theme::UNIT);
            paint_icon(ui.painter(), sign, 11.0, icon, color);
            // The word stands upright like a book's on its back.
            let font = palette.label().font;
            let galley = ui.painter().layout_no_wrap(word.to_owned(), font, color);
            let at = pos2(rect.center().x + galley.size().y / 2.0, sign.y + theme::CONTROL_HEIGHT / 2.0 + theme::UNIT);
            if at.y + galley.size().x < rect.bottom() {
                ui.painter().add(TextShape::new(at, galley, color).with_angle(FRAC_PI_2));
            }
            if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name).clicked() {
                self.over = (!is_over).then_some(side);
            }
        });
    }

    /// Shows over the comparison, which fills `under`, the panel that has no room beside it.
    pub(super) fn over_ui(
        &mut self,
        ui: &Ui,
        under: Rect,
        contents: impl FnOnce(&mut Ui, Side),
        out: &mut Vec<Request>,
    ) {
        let Some(side) = self.over else { return };
        let ctx = ui.ctx();
        // What Escape means to a field or a menu is theirs.
        let is_free = !ctx.text_edit_focused() && !Popup::is_any_open(ctx);
        let width = self.wide.of(side).unwrap_or_else(|| self.width(side)).min(under.width());
        let (rect, edge) = match side {
            Side::Navigator => (under.with_max_x(under.left() + width), under.left() + width),
            Side::Inspector => (under.with_min_x(under.right() - width), under.right() - width),
        };
        let palette = Palette::of(ui);
        let mut wider = None;
        let area = Area::new(Id::unique("over the comparison")).order(Order::Middle).movable(false);
        area.fixed_pos(pos2(rect.left(), rect.top())).constrain(false).show(ctx, |ui| {
            ui.set_clip_rect(ui.clip_rect().intersect(rect.expand(GRIP)));
            ui.painter().rect(rect, 0.0, palette.paper, (1.0, palette.outline), egui::StrokeKind::Outside);
            ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
                ui.set_min_size(rect.size());
                contents(ui, side);
            });
            wider = grip_ui(ui, rect, edge, palette);
        });
        if let Some(edge) = wider {
            let width = if side == Side::Navigator { edge - under.left() } else { under.right() - edge };
            let width = Some(width.clamp(side.widths().0.min(under.width()), under.width()));
            match side {
                Side::Navigator => self.wide.navigator = width,
                Side::Inspector => self.wide.inspector = width,
            }
        }
        let pressed_under = ctx.input(|input| {
            let at = input.pointer.interact_pos().filter(|_| input.pointer.any_pressed());
            at.is_some_and(|at| under.contains(at) && !rect.expand(GRIP).contains(at))
        });
        let leaves = is_free && ctx.input(|input| input.key_pressed(Key::Escape));
        if (pressed_under && !Popup::is_any_open(ctx)) || leaves {
            self.over = None;
            out.extend(leaves.then_some(Request::Do(Command::FocusComparison)));
        }
    }
}

/// The edge by which a panel over the comparison is made wider; gives where it is dragged to.
fn grip_ui(ui: &Ui, rect: Rect, edge: f32, palette: &Palette) -> Option<f32> {
    let grip = rect.with_min_x(edge - GRIP).with_max_x(edge + GRIP);
    let response = ui.interact(grip, Id::unique("edge over the comparison"), Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, panels::PANEL_WIDTH));
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        let line = ui.painter().with_clip_rect(grip);
        line.vline(edge, rect.y_range(), Stroke::new(2.0, palette.focus));
    }
    response.dragged().then(|| response.interact_pointer_pos()).flatten().map(|pointer| pointer.x)
}
