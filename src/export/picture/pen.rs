//! Writes SVG: numbers that are the same on every machine, and text that cannot be anything but text.

use std::fmt::Write as _;

use super::lettering::Laid;
use crate::export::ink::Ink;
use crate::safe::safe;

/// Where a text stands on its `x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// How the edge of a shape is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    pub(super) width: f32,
    pub(super) ink: Ink,
    pub(super) broken: bool,
}

/// An SVG in the making; its elements are closed by those who open them.
#[derive(Debug, Default)]
pub(super) struct Pen {
    out: String,
    /// The width of a picture that reads from the right: all that is drawn is mirrored in it, but for letters and marks.
    mirror: Option<f32>,
}

impl Stroke {
    pub(super) fn new(width: f32, ink: Ink) -> Self {
        Self { width, ink, broken: false }
    }
}

impl Area {
    pub(super) fn right(self) -> f32 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> f32 {
        self.y + self.height
    }
}

/// A coordinate with at most two decimals.
pub(super) fn number(value: f32) -> String {
    let mut text = format!("{value:.2}");
    text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    if text == "-0" { "0".to_owned() } else { text }
}

/// Text with what means something to XML written out, and nothing that XML forbids.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in safe(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(letter),
        }
    }
    out
}

impl Pen {
    /// For a picture that reads from the right where its width is given.
    pub(super) fn new(mirror: Option<f32>) -> Self {
        Self { out: String::new(), mirror }
    }

    /// Whether the picture reads from the right.
    pub(super) fn reads_from_right(&self) -> bool {
        self.mirror.is_some()
    }

    fn x(&self, x: f32) -> f32 {
        self.mirror.map_or(x, |width| width - x)
    }

    /// Draws what means something else in a mirror, at a place that is mirrored.
    pub(super) fn upright(&mut self, x: f32, draw: impl FnOnce(&mut Self, f32)) {
        let x = self.x(x);
        let mirror = self.mirror.take();
        draw(self, x);
        self.mirror = mirror;
    }

    pub(super) fn into_string(self) -> String {
        self.out
    }

    /// Writes markup as it stands.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
        self.out.push('\n');
    }

    /// Opens a group that is moved down, and says in words what it is.
    pub(super) fn open(&mut self, y: f32, title: &str) {
        let moved = if y == 0.0 { String::new() } else { format!(" transform=\"translate(0 {})\"", number(y)) };
        let _infallible = writeln!(self.out, "<g{moved}>");
        if !title.is_empty() {
            let _infallible = writeln!(self.out, "<title>{}</title>", escaped(title));
        }
    }

    pub(super) fn close(&mut self) {
        self.raw("</g>");
    }

    /// A rectangle, filled, outlined or both, with round corners.
    pub(super) fn rect(&mut self, area: Area, corner: f32, fill: Option<Ink>, stroke: Option<Stroke>) {
        // The outline is drawn within the rectangle.
        let inset = stroke.map_or(0.0, |stroke| stroke.width / 2.0);
        let left = self.x(if self.mirror.is_some() { area.right() } else { area.x });
        let _infallible = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            number(left + inset),
            number(area.y + inset),
            number((area.width - inset * 2.0).max(0.0)),
            number((area.height - inset * 2.0).max(0.0)),
        );
        if corner > 0.0 {
            let _infallible = write!(self.out, " rx=\"{}\"", number(corner));
        }
        self.paint(fill, stroke);
    }

    /// A line from one place to another.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), stroke: Stroke) {
        let _infallible = write!(
            self.out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
            number(self.x(from.0)),
            number(from.1),
            number(self.x(to.0)),
            number(to.1),
        );
        self.paint(None, Some(stroke));
    }

    /// Lines that are drawn in one go, each from one place to another.
    pub(super) fn lines(&mut self, lines: &[[(f32, f32); 2]], stroke: Stroke) {
        if lines.is_empty() {
            return;
        }
        self.out.push_str("<path d=\"");
        for [from, to] in lines {
            let (start, end) = (number(self.x(from.0)), number(self.x(to.0)));
            let _infallible = write!(self.out, "M{start} {}L{end} {}", number(from.1), number(to.1));
        }
        self.out.push('"');
        self.paint(None, Some(stroke));
    }

    /// A line through some places, closed to a shape if it is filled.
    pub(super) fn path(&mut self, points: &[(f32, f32)], fill: Option<Ink>, stroke: Option<Stroke>) {
        let mut sign = 'M';
        self.out.push_str("<path d=\"");
        for (x, y) in points {
            let (x, y) = (number(self.x(*x)), number(*y));
            let _infallible = write!(self.out, "{sign}{x} {y}");
            sign = 'L';
        }
        if fill.is_some() {
            self.out.push('Z');
        }
        self.out.push('"');
        self.paint(fill, stroke);
    }

    pub(super) fn circle(&mut self, center: (f32, f32), radius: f32, fill: Option<Ink>, stroke: Option<Stroke>) {
        let (x, y) = (number(self.x(center.0)), number(center.1));
        let _infallible = write!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\"", number(radius));
        self.paint(fill, stroke);
    }

    /// Ends an element with how it is painted.
    fn paint(&mut self, fill: Option<Ink>, stroke: Option<Stroke>) {
        match fill {
            Some(fill) => drop(write!(self.out, " fill=\"{fill}\"")),
            None => self.out.push_str(" fill=\"none\""),
        }
        if let Some(Stroke { width, ink, broken }) = stroke {
            let _infallible = write!(self.out, " stroke=\"{ink}\" stroke-width=\"{}\"", number(width));
            if broken {
                self.out.push_str(" stroke-dasharray=\"4 3\"");
            }
        }
        self.out.push_str("/>\n");
    }

    /// A text, with the top of its first line at `y`.
    pub(super) fn text(&mut self, laid: &Laid, x: f32, y: f32, anchor: Anchor) {
        let look = laid.look;
        let width = laid.width();
        let mut baseline = y + look.baseline();
        for line in &laid.lines {
            if !line.text.is_empty() {
                // What reads from the right begins at the right.
                let (x, anchor) = match (anchor, self.mirror) {
                    (Anchor::Start, None) if line.rtl => (x + width, Anchor::End),
                    (_, None) | (Anchor::Middle, Some(_)) => (self.x(x), anchor),
                    (Anchor::Start, Some(_)) => (self.x(x), Anchor::End),
                    (Anchor::End, Some(_)) => (self.x(x), Anchor::Start),
                };
                let _infallible = write!(
                    self.out,
                    "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"",
                    number(x),
                    number(baseline),
                    number(look.size),
                    look.ink
                );
                if look.bold {
                    self.out.push_str(" font-weight=\"700\"");
                }
                if look.spacing > 0.0 {
                    let _infallible = write!(self.out, " letter-spacing=\"{}\"", number(look.spacing));
                }
                match anchor {
                    Anchor::Start => {}
                    Anchor::Middle => self.out.push_str(" text-anchor=\"middle\""),
                    Anchor::End => self.out.push_str(" text-anchor=\"end\""),
                }
                // The lines have been made safe already, and the signs for the direction are to stay.
                let _infallible = writeln!(self.out, ">{}</text>", markup(&line.written()));
            }
            baseline += look.line_height();
        }
    }
}

/// Safe text with what means something to XML written out.
pub(super) fn markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_at_most_two_decimals_and_no_sign_without_a_value() {
        let written = [0.0, -0.001, 12.0, 12.5, 12.345, -7.999, 100.0, 0.1 + 0.2].map(number);
        assert_eq!(written, ["0", "0", "12", "12.5", "12.35", "-8", "100", "0.3"]);
    }

    #[test]
    fn text_can_be_nothing_but_text() {
        assert_eq!(escaped("<script>\"a\" & b</script>"), "&lt;script&gt;&quot;a&quot; &amp; b&lt;/script&gt;");
        assert_eq!(escaped("a\u{0}b\u{FFFF}\u{202E}"), "a[U+0000]b\u{FFFD}[RLO]");
        assert_eq!(markup("<a>&\u{FFFE}"), "&lt;a&gt;&amp;\u{FFFD}");
    }
}
