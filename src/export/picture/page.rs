//! A picture put together: heading, legend, axes, issues, footer.

use std::fmt::Write as _;

use super::legend::Legend;
use super::lettering::Laid;
use super::line::{EDGE, LinePlan};
use super::pen::{Anchor, Area, Pen, Stroke, escaped, number};
use super::{Sheet, looks};
use crate::compare::axes::AxisGroup;
use crate::export::fonts::FAMILIES;
use crate::export::ink;
use crate::export::paper::Picture;
use crate::words::axes as words;

/// The height of an axis' heading.
const BAND: f32 = 36.0;
/// Above and below a marking.
const BANNER_PAD: f32 = 5.0;

/// What stands above and below a picture in a file of its own; nothing of it stands in a picture within a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The case's title.
    pub title: String,
    /// The case's handling marking.
    pub handling: Option<String>,
    /// The audience's marking.
    pub marking: Option<String>,
    /// The date and the file's version.
    pub footer: String,
    /// Whether the picture reads from the right.
    pub right_to_left: bool,
}

/// What stands above the axes.
pub(super) struct Head<'a> {
    pub(super) heading: &'a Heading,
    /// How many principals are not shown.
    pub(super) hidden: usize,
    /// Whether it tells what the shapes mean.
    pub(super) legend: bool,
    /// Whether a line stands below the last issue too.
    pub(super) closed: bool,
    /// Whether it goes on with the picture before it.
    pub(super) continues: bool,
}

/// A part of the picture below the legend.
pub(super) enum Part<'a> {
    /// The heading of an axis.
    Band {
        group: &'a AxisGroup,
        /// Whether the axis began in the picture before.
        continued: bool,
    },
    Line(Box<LinePlan<'a>>),
}

impl Part<'_> {
    pub(super) fn height(&self) -> f32 {
        match self {
            Self::Band { .. } => BAND,
            Self::Line(plan) => plan.height,
        }
    }
}

/// What stands in a file of its own, laid out.
struct Frame {
    banner: Option<Laid>,
    title: Option<Laid>,
    footer: Option<Laid>,
}

impl Frame {
    fn lay(sheet: &Sheet<'_>, heading: &Heading) -> Self {
        let room = sheet.width - EDGE * 2.0;
        let marks: Vec<&str> =
            [&heading.marking, &heading.handling].into_iter().flatten().map(String::as_str).collect();
        let caps = looks::in_ink(looks::CAPS, ink::INK);
        let some = |text: &str, lay: &dyn Fn() -> Laid| (!text.trim().is_empty()).then(lay);
        let marks = marks.join(" · ").to_uppercase();
        Self {
            banner: some(&marks, &|| caps.lay(&marks, room, 4)),
            title: some(&heading.title, &|| looks::TITLE.lay(&heading.title, room, 4)),
            footer: some(&heading.footer, &|| looks::SECOND.lay(&heading.footer, room, 2)),
        }
    }

    fn above(&self) -> f32 {
        let banner = self.banner.as_ref().map_or(0.0, |laid| laid.height() + BANNER_PAD * 2.0);
        banner + self.title.as_ref().map_or(0.0, |laid| laid.height() + 14.0)
    }

    fn below(&self) -> f32 {
        self.footer.as_ref().map_or(0.0, |laid| laid.height() + 16.0)
    }
}

/// How high a picture of these parts is.
pub(super) fn height(sheet: &Sheet<'_>, head: &Head<'_>, parts: &[Part<'_>]) -> f32 {
    let frame = Frame::lay(sheet, head.heading);
    let legend = if head.legend { Legend::lay(sheet, head).height } else { 0.0 };
    frame.above() + legend + parts.iter().map(Part::height).sum::<f32>() + 1.0 + frame.below()
}

/// Draws a picture of these parts.
pub(super) fn picture(sheet: &Sheet<'_>, head: &Head<'_>, parts: &[Part<'_>]) -> Picture {
    let frame = Frame::lay(sheet, head.heading);
    let (width, height) = (sheet.width.ceil(), height(sheet, head, parts).ceil());
    let label = label(sheet, head, parts);
    let mut pen = Pen::new(sheet.right_to_left.then_some(width));
    pen.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FAMILIES}\">",
        width = number(width),
        height = number(height),
    ));
    pen.raw(&format!("<title>{}</title>", escaped(words::VIEW_NAME)));
    pen.raw(&format!("<desc>{}</desc>", escaped(&label)));
    pen.rect(Area { x: 0.0, y: 0.0, width, height }, 0.0, Some(ink::WHITE), None);
    let mut y = 0.0;
    if let Some(banner) = &frame.banner {
        let height = banner.height() + BANNER_PAD * 2.0;
        pen.rect(Area { x: 0.0, y, width, height }, 0.0, Some(ink::BANNER), None);
        pen.text(banner, EDGE, y + BANNER_PAD, Anchor::Start);
        y += height;
    }
    if let Some(title) = &frame.title {
        pen.text(title, EDGE, y + 8.0, Anchor::Start);
    }
    y = frame.above();
    if head.legend {
        let legend = Legend::lay(sheet, head);
        legend.draw(&mut pen, y);
        y += legend.height;
    }
    for part in parts {
        hairline(&mut pen, width, y);
        match part {
            Part::Band { group, continued } => band(&mut pen, sheet, group, *continued, y),
            Part::Line(plan) => plan.draw(&mut pen, sheet, y),
        }
        y += part.height();
    }
    if head.closed {
        hairline(&mut pen, width, y);
    }
    if let Some(footer) = &frame.footer {
        pen.text(footer, EDGE, y + 9.0, Anchor::Start);
    }
    pen.raw("</svg>");
    Picture { svg: pen.into_string(), width, height, label, continues: head.continues }
}

fn hairline(pen: &mut Pen, width: f32, y: f32) {
    pen.line((0.0, y + 0.5), (width, y + 0.5), Stroke::new(1.0, ink::HAIRLINE));
}

/// What can be seen on a picture, in words.
fn label(sheet: &Sheet<'_>, head: &Head<'_>, parts: &[Part<'_>]) -> String {
    if head.continues
        && let [Part::Line(plan)] = parts
    {
        return plan.name();
    }
    let mut label = words::VIEW_NAME.to_owned();
    if !head.heading.title.is_empty() {
        label.push_str(": ");
        label.push_str(&head.heading.title);
    }
    for part in parts {
        if let Part::Band { group, .. } = part {
            let name = words::group(sheet.snapshot, group.axis);
            let _infallible = write!(label, ". {name}: {}", words::summary(&group.summary));
        }
    }
    // Of an issue alone more can be said than of all.
    if let [Part::Line(plan)] | [Part::Band { .. }, Part::Line(plan)] = parts {
        let _infallible = write!(label, ". {}", plan.name());
    }
    label
}

/// The heading of an axis: its name and how its issues stand.
fn band(pen: &mut Pen, sheet: &Sheet<'_>, group: &AxisGroup, continued: bool, y: f32) {
    pen.rect(Area { x: 0.0, y: y + 1.0, width: sheet.width.ceil(), height: BAND - 1.0 }, 0.0, Some(ink::PAPER), None);
    let middle = y + 0.5 + BAND / 2.0;
    let name = words::group(sheet.snapshot, group.axis).to_uppercase();
    let heading = looks::CAPS.lay(&name, sheet.width / 2.0, 1);
    pen.text(&heading, EDGE, middle - heading.height() / 2.0, Anchor::Start);
    let x = EDGE + heading.width() + 16.0;
    let summary = if continued { words::CONTINUED.to_owned() } else { words::summary(&group.summary) };
    let laid = looks::SECOND.lay(&summary, sheet.width - EDGE - x, 1);
    pen.text(&laid, x, middle - laid.height() / 2.0, Anchor::Start);
}
