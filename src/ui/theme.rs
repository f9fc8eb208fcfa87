//! Every colour, size and distance of the interface, by name.

#![expect(clippy::disallowed_methods, reason = "this is where colours are mixed")]

use egui::epaint::Shadow;
use egui::style::ScrollStyle;
use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Theme, Ui, Visuals, vec2};

use super::fonts;
use super::text::{Look, Spoken};
use crate::case::{Kind, PartyId, Snapshot, Status};

/// The grid that distances are multiples of, in points.
pub const UNIT: f32 = 4.0;
/// Between a card's edge and its text.
pub const INSET: f32 = 8.0;
/// Between groups of things.
pub const GAP: f32 = 12.0;
/// At the edges of a panel.
pub const EDGE: f32 = 16.0;
/// The rule at the left of a party's header and cards.
pub const RULE: f32 = 3.0;
/// A line between rows.
pub const HAIRLINE: f32 = 1.0;
/// The corner radius of what has corners.
pub const CORNER: CornerRadius = CornerRadius::same(4);
/// The height of a control that stands in a row of others.
pub const CONTROL_HEIGHT: f32 = 26.0;
/// How long a panel takes to fold, in seconds.
pub const FOLD_SECONDS: f32 = 0.12;
/// What WCAG 2.2 asks of shapes.
const SHAPE_CONTRAST: f64 = 3.0;
/// From one line of text to the next, as a multiple of the size.
pub const LINE: f32 = 1.4;

/// The sizes of type at 100 %, in points.
pub mod size {
    /// The title of the case.
    pub const TITLE: f32 = 20.0;
    /// The text of positions and the titles of issues.
    pub const TEXT: f32 = 15.0;
    /// Chips, conditions and labels.
    pub const LABEL: f32 = 13.0;
    /// Axis names and column roles, in spaced capitals.
    pub const CAPS: f32 = 11.0;
}

/// The colours of one theme.
#[derive(Debug, PartialEq)]
pub struct Palette {
    /// Behind everything.
    pub paper: Color32,
    /// Behind what is read: the comparison, a card, a popup.
    pub surface: Color32,
    /// Text.
    pub ink: Color32,
    /// Text that steps back.
    pub second: Color32,
    /// Lines between rows.
    pub hairline: Color32,
    /// The outline of controls: seen, where a hairline only separates.
    pub outline: Color32,
    /// Keyboard focus, selection and links.
    pub focus: Color32,
    /// Behind what is selected.
    pub selected: Color32,
    /// Behind what the pointer is on.
    pub hovered: Color32,
    /// Behind a match of the search.
    pub found: Color32,
    /// Behind the match that the search is at.
    pub found_now: Color32,
    /// Behind the analyst's own judgement.
    pub judgement: Color32,
    /// Behind the handling banner.
    pub banner: Color32,
    /// A red line, an error.
    pub crimson: Color32,
    /// Agreed.
    pub green: Color32,
    /// Under discussion, a problem.
    pub ochre: Color32,
    /// Contested.
    pub vermilion: Color32,
    /// A concession.
    pub teal: Color32,
    /// Under a popup.
    pub shadow: Color32,
    /// The parties' accents, by name: blue, vermilion, green, purple, ochre, slate.
    pub accents: [Color32; 6],
}

/// The light theme.
pub const LIGHT: Palette = Palette {
    paper: Color32::from_rgb(0xFB, 0xFA, 0xF7),
    surface: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    ink: Color32::from_rgb(0x1D, 0x24, 0x30),
    second: Color32::from_rgb(0x56, 0x60, 0x6D),
    hairline: Color32::from_rgb(0xDE, 0xDA, 0xD2),
    outline: Color32::from_rgb(0x8A, 0x8F, 0x96),
    focus: Color32::from_rgb(0x1F, 0x5F, 0xA8),
    selected: Color32::from_rgb(0xE4, 0xED, 0xF7),
    hovered: Color32::from_rgb(0xF2, 0xF0, 0xEA),
    found: Color32::from_rgb(0xFF, 0xEE, 0xB0),
    found_now: Color32::from_rgb(0xFF, 0xDA, 0x7E),
    judgement: Color32::from_rgb(0xF4, 0xEF, 0xE2),
    banner: Color32::from_rgb(0xEE, 0xEA, 0xE0),
    crimson: Color32::from_rgb(0xA8, 0x16, 0x2E),
    green: Color32::from_rgb(0x1B, 0x6B, 0x3C),
    ochre: Color32::from_rgb(0x7A, 0x56, 0x00),
    vermilion: Color32::from_rgb(0xA6, 0x3A, 0x12),
    teal: Color32::from_rgb(0x0B, 0x67, 0x6B),
    shadow: Color32::from_black_alpha(36),
    accents: [
        Color32::from_rgb(0x2A, 0x5F, 0xC0),
        Color32::from_rgb(0xBD, 0x45, 0x18),
        Color32::from_rgb(0x1E, 0x7A, 0x4C),
        Color32::from_rgb(0x7A, 0x48, 0xAE),
        Color32::from_rgb(0x8C, 0x66, 0x00),
        Color32::from_rgb(0x50, 0x60, 0x70),
    ],
};

/// The dark theme.
pub const DARK: Palette = Palette {
    paper: Color32::from_rgb(0x15, 0x19, 0x1F),
    surface: Color32::from_rgb(0x1C, 0x21, 0x29),
    ink: Color32::from_rgb(0xE8, 0xEA, 0xED),
    second: Color32::from_rgb(0xA3, 0xAB, 0xB6),
    hairline: Color32::from_rgb(0x2E, 0x35, 0x40),
    outline: Color32::from_rgb(0x6E, 0x78, 0x86),
    focus: Color32::from_rgb(0x7F, 0xB2, 0xEA),
    selected: Color32::from_rgb(0x22, 0x33, 0x48),
    hovered: Color32::from_rgb(0x26, 0x2C, 0x36),
    found: Color32::from_rgb(0x3F, 0x34, 0x10),
    found_now: Color32::from_rgb(0x4F, 0x3C, 0x00),
    judgement: Color32::from_rgb(0x2A, 0x28, 0x22),
    banner: Color32::from_rgb(0x26, 0x2A, 0x31),
    crimson: Color32::from_rgb(0xFF, 0x8A, 0x96),
    green: Color32::from_rgb(0x74, 0xCB, 0x96),
    ochre: Color32::from_rgb(0xE0, 0xB4, 0x55),
    vermilion: Color32::from_rgb(0xF5, 0x96, 0x6B),
    teal: Color32::from_rgb(0x68, 0xC6, 0xC4),
    shadow: Color32::from_black_alpha(120),
    accents: [
        Color32::from_rgb(0x84, 0xAC, 0xF2),
        Color32::from_rgb(0xF0, 0x8C, 0x60),
        Color32::from_rgb(0x64, 0xC2, 0x93),
        Color32::from_rgb(0xC0, 0x9B, 0xEA),
        Color32::from_rgb(0xD9, 0xAF, 0x4E),
        Color32::from_rgb(0xA9, 0xB6, 0xC4),
    ],
};

/// How much of a control that cannot be used now is left: enough to read what it would do.
const DISABLED: f32 = 0.7;

/// A party's colour, and whether its rule is drawn broken because the colours have been used up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accent {
    /// The colour of the rule and of marks.
    pub color: Color32,
    /// 0 for a whole rule; 1, 2, … for ever shorter dashes.
    pub pattern: usize,
}

impl Palette {
    /// The colours of the theme that is on.
    #[must_use]
    pub fn of(ui: &Ui) -> &'static Self {
        Self::when(ui.visuals().dark_mode)
    }

    /// The dark colours or the light ones.
    #[must_use]
    pub fn when(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }

    /// The accent of the party that stands at `number` in the case.
    #[must_use]
    pub fn accent(&self, number: usize) -> Accent {
        let count = self.accents.len();
        Accent { color: self.accents.get(number % count).copied().unwrap_or(self.ink), pattern: number / count }
    }

    /// A party's accent: the colour that the file gives it, as far as it can be seen, or else one by its number.
    #[must_use]
    pub fn party(&self, snapshot: &Snapshot, party: &PartyId) -> Option<Accent> {
        let own = snapshot.party(party)?.color.as_deref().and_then(parse_color);
        match own {
            Some(color) => Some(Accent { color: self.seen(color), pattern: 0 }),
            None => Some(self.accent(snapshot.party_number(party)?)),
        }
    }

    /// A colour, mixed with ink until shapes in it stand out from the grounds as WCAG 2.2 asks for: by 3 to 1.
    fn seen(&self, color: Color32) -> Color32 {
        let steps = (0..=16_u8).map(|step| color.lerp_to_gamma(self.ink, f32::from(step) / 16.0));
        let stands_out = |color: &Color32| {
            [self.paper, self.surface].iter().all(|ground| contrast(*color, *ground) >= SHAPE_CONTRAST)
        };
        steps.into_iter().find(stands_out).unwrap_or(self.ink)
    }

    /// The ground of a filled button that is pointed at or pressed; its word stands in [`Self::surface`].
    #[must_use]
    pub fn pressed(&self) -> Color32 {
        self.focus.lerp_to_gamma(self.ink, 0.15)
    }

    /// The colour that supports a kind's mark and word.
    #[must_use]
    pub fn kind(&self, kind: &Kind) -> Color32 {
        match kind {
            Kind::Demand => self.ink,
            Kind::Concession => self.teal,
            Kind::RedLine => self.crimson,
            Kind::Interest | Kind::Other(_) => self.second,
        }
    }

    /// The colour that supports a status's mark and word.
    #[must_use]
    pub fn status(&self, status: &Status) -> Color32 {
        match status {
            Status::Agreed | Status::AgreedInPrinciple => self.green,
            Status::UnderDiscussion => self.ochre,
            Status::Contested => self.vermilion,
            Status::NotAddressed | Status::Unknown | Status::Other(_) => self.second,
        }
    }

    /// The case's title.
    #[must_use]
    pub fn title(&self) -> Look {
        look(FontId::new(size::TITLE, fonts::bold()), self.ink)
    }

    /// The text of a position.
    #[must_use]
    pub fn text(&self) -> Look {
        look(FontId::new(size::TEXT, FontFamily::Proportional), self.ink)
    }

    /// The title of an issue.
    #[must_use]
    pub fn strong(&self) -> Look {
        look(FontId::new(size::TEXT, fonts::bold()), self.ink)
    }

    /// Chips, conditions and labels, in second ink.
    #[must_use]
    pub fn label(&self) -> Look {
        look(FontId::new(size::LABEL, FontFamily::Proportional), self.second)
    }

    /// A label that is a word to notice.
    #[must_use]
    pub fn strong_label(&self) -> Look {
        look(FontId::new(size::LABEL, fonts::bold()), self.ink)
    }

    /// Axis names and column roles; the text is to be given in capitals.
    #[must_use]
    pub fn caps(&self) -> Look {
        look(FontId::new(size::CAPS, fonts::bold()), self.second).letter_spacing(0.8)
    }
}

/// Reads `#rrggbb`; a file's other colours are told as problems and not shown.
fn parse_color(text: &str) -> Option<Color32> {
    Color32::from_hex(text).ok().filter(|_| text.len() == 7)
}

/// WCAG 2.2's relative luminance.
fn luminance(color: Color32) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
}

/// WCAG 2.2's contrast ratio, from 1 to 21.
fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn look(font: FontId, color: Color32) -> Look {
    let line = font.size * LINE;
    Look::new(font, color).line_height(line)
}

/// The same look in another colour.
#[must_use]
pub fn colored(look: Look, color: Color32) -> Look {
    Look { color, ..look }
}

/// The colour that a party's `#rrggbb` says; nothing when it is not of that form.
#[must_use]
pub fn from_hex(text: &str) -> Option<Color32> {
    Color32::from_hex(text).ok().filter(|_| text.len() == 7)
}

/// Gives a context both themes, the fonts, and words without signs for those who hear the screen.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts::definitions());
    ctx.add_plugin(Spoken);
    for (theme, palette) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| restyle(style, palette, theme == Theme::Dark));
    }
}

/// As the comparison's own bars: they stand in the margin at the right, so that nothing moves when one comes.
fn scroll_style() -> ScrollStyle {
    ScrollStyle {
        bar_width: 6.0,
        floating_width: 6.0,
        bar_outer_margin: 3.0,
        content_margin: Margin { right: 12, ..Margin::ZERO },
        handle_min_length: 28.0,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.28,
        active_handle_opacity: 0.28,
        interact_handle_opacity: 1.0,
        ..ScrollStyle::floating()
    }
}

fn restyle(style: &mut Style, palette: &Palette, dark: bool) {
    use FontFamily::Proportional;
    style.text_styles = [
        (TextStyle::Heading, FontId::new(size::TITLE, fonts::bold())),
        (TextStyle::Body, FontId::new(size::LABEL, Proportional)),
        (TextStyle::Button, FontId::new(size::LABEL, Proportional)),
        (TextStyle::Monospace, FontId::new(size::LABEL, FontFamily::Monospace)),
        (TextStyle::Small, FontId::new(size::CAPS, Proportional)),
    ]
    .into();
    style.animation_time = FOLD_SECONDS;
    style.spacing.item_spacing = vec2(UNIT * 2.0, UNIT);
    style.spacing.button_padding = vec2(INSET, UNIT);
    style.spacing.interact_size = vec2(28.0, CONTROL_HEIGHT);
    style.spacing.menu_margin = Margin::same(4);
    style.spacing.window_margin = Margin::same(12);
    style.spacing.scroll = scroll_style();
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style.url_in_tooltip = true;

    let base = if dark { Visuals::dark() } else { Visuals::light() };
    let none = Stroke::NONE;
    let widget = |fill: Color32, weak: Color32, edge: Stroke, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: weak,
        bg_stroke: edge,
        corner_radius: CORNER,
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    style.visuals = Visuals {
        dark_mode: dark,
        widgets: Widgets {
            noninteractive: widget(
                palette.surface,
                palette.surface,
                Stroke::new(HAIRLINE, palette.hairline),
                palette.ink,
            ),
            inactive: widget(palette.hairline, Color32::TRANSPARENT, none, palette.ink),
            hovered: widget(palette.hovered, palette.hovered, none, palette.ink),
            active: widget(palette.selected, palette.selected, none, palette.ink),
            open: widget(palette.hovered, palette.hovered, none, palette.ink),
        },
        selection: Selection { bg_fill: palette.selected, stroke: Stroke::new(1.0, palette.focus) },
        hyperlink_color: palette.focus,
        faint_bg_color: palette.hovered,
        extreme_bg_color: palette.surface,
        text_edit_bg_color: Some(palette.surface),
        code_bg_color: palette.hovered,
        warn_fg_color: palette.ochre,
        error_fg_color: palette.crimson,
        weak_text_color: Some(palette.second),
        window_corner_radius: CORNER,
        menu_corner_radius: CORNER,
        window_fill: palette.surface,
        window_stroke: Stroke::new(HAIRLINE, palette.hairline),
        panel_fill: palette.paper,
        window_shadow: Shadow { offset: [0, 6], blur: 24, spread: 0, color: palette.shadow },
        popup_shadow: Shadow { offset: [0, 4], blur: 12, spread: 0, color: palette.shadow },
        striped: false,
        disabled_alpha: DISABLED,
        ..base
    };
}

#[cfg(test)]
mod tests;
