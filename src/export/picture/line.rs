//! One issue: its head, its scale with the parties' lanes, and what has no place on the scale.

use super::lane::{LanePlan, RULE_GAP, knock_out};
use super::lettering::{Laid, Look};
use super::pen::{Anchor, Area, Pen, Stroke};
use super::scale::{Extent, Labels, Scale};
use super::shapes::{self, RULE, SMALL};
use super::{Sheet, looks};
use crate::case::{Issue, Position};
use crate::compare::axes::{AxisLine, Common, Lane, Span};
use crate::export::ink::{self, Ink};
use crate::safe::unmarked;
use crate::words::{axes as words, names, terms};

/// From this width on the issue's head stands beside the scale instead of above it.
const WIDE: f32 = 820.0;
/// The width of the head beside the scale.
const HEAD: f32 = 244.0;
/// Between the head and what stands beside it.
const HEAD_GAP: f32 = 24.0;
/// Above and below an issue, and where everything stands close.
const PAD: f32 = 14.0;
const CLOSE_PAD: f32 = 7.0;
/// Around what stands below each other within an issue, and where everything stands close.
const AROUND: f32 = 6.0;
const CLOSE_AROUND: f32 = 3.0;
/// Room for an issue's number.
const NUMBER: f32 = 30.0;
/// Between a party's name and the scale.
const NAME_GAP: f32 = 10.0;
/// A text without a place on the scale ends after so many lines.
const TEXT_LINES: usize = 6;
/// The words at common ground may take so many lines above the lanes.
const GROUND_LINES: usize = 3;
/// At the left and right of the picture.
pub(super) const EDGE: f32 = 8.0;

/// An issue with the place of everything, from its left top.
pub(super) struct LinePlan<'a> {
    issue: &'a Issue,
    number: Laid,
    title: Laid,
    status: Laid,
    finding: Laid,
    finding_at: (f32, f32),
    indent: f32,
    /// Above and below it.
    pad: f32,
    status_y: f32,
    plot: Option<Plot<'a>>,
    texts: Vec<TextRow>,
    names: f32,
    pub(super) height: f32,
}

/// The scale with its lanes.
struct Plot<'a> {
    scale: Scale,
    strip: Strip,
    lanes: Vec<(f32, LanePlan<'a>)>,
    zones: Vec<Span>,
    axis: f32,
    labels: Labels,
}

/// What is written above the lanes.
enum Strip {
    Nothing,
    /// The words at each zone of common ground.
    Ground {
        bottom: f32,
        words: Vec<(f32, Laid)>,
    },
    Distance {
        y: f32,
        from: f32,
        to: f32,
        words: Laid,
    },
}

/// A row of words below the scale.
struct TextRow {
    y: f32,
    height: f32,
    accent: Option<(Ink, usize)>,
    party: Option<Laid>,
    kind: Option<(crate::case::Kind, bool, Laid)>,
    /// Behind its mark and word.
    x: f32,
    text: Laid,
    /// Up to where its text may reach.
    right: f32,
}

impl<'a> LinePlan<'a> {
    pub(super) fn lay(sheet: &Sheet<'a>, line: &'a AxisLine) -> Option<Self> {
        let issue: &'a Issue = sheet.snapshot.numbered_issue(line.issue)?;
        let wide = sheet.width >= WIDE;
        let pad = if sheet.close { CLOSE_PAD } else { PAD };
        let right = sheet.width - EDGE;
        let head_right = if wide { EDGE + HEAD } else { right };

        let number = looks::SECOND.lay(issue.number.as_deref().unwrap_or_default(), NUMBER * 3.0, 1);
        let indent = EDGE + if issue.number.is_some() { (number.width() + 8.0).max(NUMBER) } else { 0.0 };
        let title = looks::STRONG.lay(&issue.title, head_right - indent, usize::MAX);
        let status = looks::in_ink(looks::LABEL, ink::status(&issue.status));
        let status = status.lay(terms::status(&issue.status), head_right - indent - SMALL - 6.0, 2);
        let status_y = pad + title.height() + 2.0;
        let finding_at = if wide {
            (indent, status_y + status.height() + 2.0)
        } else {
            (indent + SMALL + 6.0 + status.width() + 16.0, status_y)
        };
        let finding = finding_look(line).lay(&words::finding(sheet.snapshot, line), head_right - finding_at.0, 6);
        let head_bottom = finding_at.1 + finding.height().max(status.height());

        let names = if wide { head_right + HEAD_GAP } else { indent };
        let mut y = if wide { pad - 2.0 } else { head_bottom + 6.0 };
        let mut plan = Self {
            issue,
            number,
            title,
            status,
            finding,
            finding_at,
            indent,
            pad,
            status_y,
            plot: None,
            texts: Vec::new(),
            names,
            height: 0.0,
        };
        let start = names + sheet.names + NAME_GAP;
        let mut ground = Vec::new();
        if line.options > 0 {
            let scale = Scale { extent: Extent::new(start.min(right - 40.0), right), options: line.options };
            plan.plot = Some(Plot::lay(sheet, line, issue, scale, &mut y, &mut ground));
        }
        plan.texts(sheet, line, ground, right, &mut y);
        plan.height = (y.max(head_bottom) + pad - 2.0).ceil();
        Some(plan)
    }

    /// The conditions for which the lanes have no room, and the positions that have no place.
    fn texts(&mut self, sheet: &Sheet<'a>, line: &'a AxisLine, ground: Vec<String>, right: f32, y: &mut f32) {
        let start = self.names + sheet.names + NAME_GAP;
        for text in ground {
            let laid = looks::in_ink(looks::LABEL, ink::GREEN).lay(&text, right - start, TEXT_LINES);
            let row =
                TextRow { y: 0.0, height: 0.0, accent: None, party: None, kind: None, x: start, text: laid, right };
            self.row(row, around(sheet), y);
        }
        for (number, lane) in line.lanes.iter().enumerate() {
            let plan = self.plot.as_ref().and_then(|plot| plot.lanes.get(number));
            let unread: Vec<&Position> = plan.map(|(_, plan)| plan.unread.clone()).unwrap_or_default();
            for position in unread {
                let only_if = words::only_if(sheet.snapshot, position);
                let row = position_row(sheet, lane, position, &only_if, start, right);
                self.row(row, around(sheet), y);
            }
            let mut silent = line.options == 0;
            for position in line.listed(sheet.snapshot, lane) {
                silent = false;
                let text = if position.conditions.is_empty() {
                    position.text.clone()
                } else {
                    format!("{} ({})", position.text, words::only_if(sheet.snapshot, position))
                };
                let row = position_row(sheet, lane, position, &text, start, right);
                self.row(row, around(sheet), y);
            }
            // Where there is no scale, the silent have their row here.
            if silent {
                let text = looks::SECOND.lay(words::lane_says(lane.place), right - start, 2);
                let (accent, party) = (Some(sheet.accent(lane)), Some(party(sheet, lane)));
                let row = TextRow { y: 0.0, height: 0.0, accent, party, kind: None, x: start, text, right };
                self.row(row, around(sheet), y);
            }
        }
    }

    fn row(&mut self, row: TextRow, around: f32, y: &mut f32) {
        let party = row.party.as_ref().map_or(0.0, Laid::height);
        let height = row.text.height().max(party) + around;
        self.texts.push(TextRow { y: *y + around / 2.0, height: height - around, ..row });
        *y += height;
    }

    /// The issue, how it stands and what is found, in words.
    pub(super) fn name(&self) -> String {
        let said = |laid: &Laid| laid.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        unmarked(&format!("{}, {}, {}", names::issue(self.issue), said(&self.status), said(&self.finding))).into_owned()
    }

    pub(super) fn has_scale(&self) -> bool {
        self.plot.is_some()
    }

    /// Draws the issue with its top at `top`.
    pub(super) fn draw(&self, pen: &mut Pen, sheet: &Sheet<'_>, top: f32) {
        pen.open(top, &self.name());
        let first = looks::STRONG.line_height();
        let number_y = self.pad + (first - looks::SECOND.line_height()) / 2.0 + 0.5;
        pen.text(&self.number, EDGE, number_y, Anchor::Start);
        pen.text(&self.title, self.indent, self.pad, Anchor::Start);
        let mark = (self.indent + SMALL / 2.0, self.status_y + looks::LABEL.line_height() / 2.0);
        shapes::status(pen, mark, &self.issue.status);
        pen.text(&self.status, self.indent + SMALL + 6.0, self.status_y, Anchor::Start);
        pen.text(&self.finding, self.finding_at.0, self.finding_at.1, Anchor::Start);
        if let Some(plot) = &self.plot {
            plot.draw(pen, sheet, self.issue, self.names);
        }
        for row in &self.texts {
            self.draw_row(pen, row);
        }
        pen.close();
    }

    fn draw_row(&self, pen: &mut Pen, row: &TextRow) {
        let y = row.y;
        if let Some(accent) = row.accent {
            let rule = Area { x: self.names, y, width: RULE, height: row.height };
            shapes::rule(pen, rule, accent);
        }
        if let Some(party) = &row.party {
            pen.text(party, self.names + RULE + RULE_GAP, y, Anchor::Start);
        }
        let middle = y + looks::LABEL.line_height() / 2.0;
        if let Some((kind, open, word)) = &row.kind {
            let mark = row.x - word.width() - 10.0 - 6.0 - SMALL / 2.0;
            shapes::kind(pen, (mark, middle), kind, *open);
            pen.text(word, row.x - word.width() - 10.0, y, Anchor::Start);
        }
        // What reads from the right begins at the right edge.
        let rtl = !pen.reads_from_right() && row.text.lines.first().is_some_and(|line| line.rtl);
        let x = if rtl { row.right - row.text.width() } else { row.x };
        pen.text(&row.text, x, y, Anchor::Start);
    }
}

impl<'a> Plot<'a> {
    /// Lays the scale out from `y` on; `ground` takes the words at common ground that have no room above the lanes.
    fn lay(
        sheet: &Sheet<'a>,
        line: &'a AxisLine,
        issue: &Issue,
        scale: Scale,
        y: &mut f32,
        ground: &mut Vec<String>,
    ) -> Self {
        let zones = match &line.common {
            Common::Meet(spans) => spans.clone(),
            _ => Vec::new(),
        };
        let (strip, height) = Strip::lay(sheet, line, issue, &scale, *y, ground);
        let mut below = *y + height.max(2.0);
        let extents: Vec<Extent> = zones.iter().map(|span| scale.zone(*span)).collect();
        let mut lanes = Vec::with_capacity(line.lanes.len());
        for lane in &line.lanes {
            let plan = LanePlan::lay(sheet, &scale, lane, &extents);
            let height = plan.height;
            lanes.push((below, plan));
            below += height;
        }
        let axis = below + 2.0;
        let labels = Labels::lay(&scale, &issue.options);
        *y = axis + 9.0 + labels.height + around(sheet) - 2.0;
        Self { scale, strip, lanes, zones, axis, labels }
    }

    fn draw(&self, pen: &mut Pen, sheet: &Sheet<'_>, issue: &Issue, names: f32) {
        let scale = &self.scale;
        let top = self.lanes.first().map_or(self.axis, |(top, _)| *top);
        // Nearer to each other the ticks would be a grey area.
        let ticks: Vec<f32> = scale.every(5.0).map(|option| scale.x(option)).collect();
        let down: Vec<_> = ticks.iter().map(|x| [(*x, top), (*x, self.axis)]).collect();
        let across = self.lanes.iter().map(|(top, lane)| {
            let y = top + lane.height / 2.0;
            [(scale.extent.min, y), (scale.extent.max, y)]
        });
        let hairlines: Vec<_> = down.into_iter().chain(across).collect();
        pen.lines(&hairlines, Stroke::new(1.0, ink::HAIRLINE));
        for span in &self.zones {
            let zone = scale.zone(*span);
            let area = Area { x: zone.min, y: top - 2.0, width: zone.width(), height: self.axis - top + 2.0 };
            shapes::zone(pen, area, span.conditional);
        }
        for (top, lane) in &self.lanes {
            lane.draw(pen, sheet, issue, scale, (names, *top));
        }
        let axis = Stroke::new(1.25, ink::OUTLINE);
        let ticks = ticks.iter().map(|x| [(*x, self.axis), (*x, self.axis + 6.0)]);
        let base = [(scale.extent.min, self.axis), (scale.extent.max, self.axis)];
        pen.lines(&std::iter::once(base).chain(ticks).collect::<Vec<_>>(), axis);
        let top = self.axis + 9.0;
        let total = scale.options;
        let titled = |pen: &mut Pen, option: u32| {
            let label = issue.options.get(option as usize).map_or("", |option| option.label.as_str());
            pen.open(0.0, &words::option_name(option, total, label));
        };
        for label in &self.labels.ticks {
            titled(pen, label.option);
            pen.text(&label.laid, label.x, top + label.y, Anchor::Middle);
            pen.close();
        }
        for listed in &self.labels.listed {
            let ((x, y, number), (label_x, label_y, label)) = (&listed.number, &listed.label);
            titled(pen, listed.option);
            pen.text(number, *x, top + y, Anchor::End);
            pen.text(label, *label_x, top + label_y, Anchor::Start);
            pen.close();
        }
        self.strip.draw(pen);
    }
}

impl Strip {
    /// Lays out what stands above the lanes; gives its height.
    fn lay(
        sheet: &Sheet<'_>,
        line: &AxisLine,
        issue: &Issue,
        scale: &Scale,
        y: f32,
        ground: &mut Vec<String>,
    ) -> (Self, f32) {
        match &line.common {
            Common::Meet(spans) => {
                let look = looks::in_ink(looks::STRONG_LABEL, ink::GREEN);
                let mut laid = Vec::with_capacity(spans.len());
                for span in spans {
                    let zone = scale.zone(*span);
                    let alone = spans.len() == 1;
                    let room = if alone { scale.extent.width() } else { zone.width() };
                    let text = words::common_ground(sheet.snapshot, line, *span);
                    let mut words = look.lay(&text, room, GROUND_LINES);
                    if words.elided || (!alone && words.lines.len() > 1) {
                        words = look.lay(words::COMMON_GROUND, room.max(60.0), 2);
                        if text != words::COMMON_GROUND {
                            ground.push(format!("{}: {text}", words::span(issue, *span)));
                        }
                    }
                    laid.push((scale.extent.hold(zone.center(), words.width()), words));
                }
                let height = laid.iter().map(|(_, words)| words.height()).fold(0.0, f32::max) + 6.0;
                (Self::Ground { bottom: y + height - 4.0, words: laid }, height)
            }
            Common::Apart { steps, .. } => {
                let Some((from, to)) = line.nearest() else { return (Self::Nothing, 0.0) };
                let words = looks::STRONG_LABEL.lay(&words::steps_apart(*steps), scale.extent.width(), 1);
                let height = words.height() + 6.0;
                let (from, to) = (scale.x(from.min(to)), scale.x(from.max(to)));
                (Self::Distance { y: y + height / 2.0 - 1.0, from, to, words }, height)
            }
            _ => (Self::Nothing, 0.0),
        }
    }

    fn draw(&self, pen: &mut Pen) {
        match self {
            Self::Nothing => {}
            Self::Ground { bottom, words } => {
                for (x, laid) in words {
                    pen.text(laid, *x, bottom - laid.height(), Anchor::Start);
                }
            }
            Self::Distance { y, from, to, words } => {
                shapes::distance(pen, *from, *to, *y);
                let width = words.width();
                // Words wider than the distance stand beside it.
                let x = if width + 20.0 < to - from { f32::midpoint(*from, *to) - width / 2.0 } else { to + 8.0 };
                knock_out(pen, Area { x: x - 6.0, y: y - 8.0, width: width + 12.0, height: 16.0 });
                pen.text(words, x, y - words.height() / 2.0, Anchor::Start);
            }
        }
    }
}

/// What is around rows of words.
fn around(sheet: &Sheet<'_>) -> f32 {
    if sheet.close { CLOSE_AROUND } else { AROUND }
}

fn finding_look(line: &AxisLine) -> Look {
    match line.common {
        Common::Meet(_) => looks::in_ink(looks::STRONG_LABEL, ink::GREEN),
        Common::Apart { .. } | Common::Closed { .. } => looks::STRONG_LABEL,
        Common::NoOptions | Common::NotCompared | Common::Unknown => looks::SECOND,
    }
}

fn party(sheet: &Sheet<'_>, lane: &Lane) -> Laid {
    looks::LABEL.lay(words::party(sheet.snapshot, lane), sheet.names - RULE - RULE_GAP, 4)
}

fn position_row(sheet: &Sheet<'_>, lane: &Lane, position: &Position, text: &str, start: f32, right: f32) -> TextRow {
    let kind = looks::in_ink(looks::STRONG_LABEL, ink::kind(&position.kind)).lay(terms::kind(&position.kind), 140.0, 1);
    let x = start + SMALL + 6.0 + kind.width() + 10.0;
    TextRow {
        y: 0.0,
        height: 0.0,
        accent: Some(sheet.accent(lane)),
        party: Some(party(sheet, lane)),
        kind: Some((position.kind.clone(), !position.conditions.is_empty(), kind)),
        x,
        text: looks::LABEL.lay(text, right - x, TEXT_LINES),
        right,
    }
}
