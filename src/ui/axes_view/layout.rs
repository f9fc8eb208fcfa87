//! Where the parts of an issue's line stand, worked out once for measuring and drawing.

use egui::{Context, Pos2, Rangef, Rect, pos2, vec2};

use super::found::FoundInput;
use crate::case::{Issue, IssueNumber, Position, Snapshot};
use crate::compare::Entry;
use crate::compare::axes::{AxisLine, Common, Lane, Mark, MarkKind};
use crate::safe::own;
use crate::ui::since::Marked;
use crate::ui::table::Item;
use crate::ui::text::{Align, Laid, Look, Text};
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::marks;
use crate::words::{axes as words, terms};

/// The height of a lane, in points.
const LANE: f32 = 30.0;
/// The height of a lane in which a condition is read beside a mark, in points.
const TALL_LANE: f32 = 42.0;
/// The height of the strip above the lanes in which the finding is drawn, in points.
pub(super) const STRIP: f32 = 24.0;
/// From this width on the issue's head stands beside the scale instead of above it, in points.
const WIDE: f32 = 980.0;
/// The width of the head beside the scale, in points.
const HEAD: f32 = 296.0;
/// Above and below an issue's line.
const PAD: f32 = 14.0;
/// Room for an issue's number.
const NUMBER: f32 = 32.0;
/// Between a party's name and the scale.
const NAME_GAP: f32 = 10.0;
/// A label narrower than this cannot be read: then labels stand on two tiers, and of very many some are left out.
const LEAST_LABEL: f32 = 64.0;
/// The rows that an option's label may take.
const LABEL_ROWS: usize = 3;
/// The rows that a condition beside a mark may take.
pub(super) const CONDITION_ROWS: usize = 4;
/// Above and below a condition within its lane, together.
pub(super) const CONDITION_PAD: f32 = 6.0;
/// The least room in which a condition can be read, in points.
pub(super) const LEAST_CONDITION: f32 = 84.0;
/// Between the marks and a condition beside them, and from there to the edge.
const BESIDE_MARKS: f32 = 12.0;
/// More positions without a place than this are left to the table.
const MAX_TEXTS: usize = 8;
/// The rows that a party's name may take.
const NAME_ROWS: usize = 2;
/// The rows of text that a position without a place may take.
const TEXT_ROWS: usize = 3;

/// Everything that lines are drawn from.
pub(super) struct Sheet<'a> {
    pub(super) ctx: &'a Context,
    pub(super) palette: &'static Palette,
    pub(super) snapshot: &'a Snapshot,
    pub(super) found: FoundInput<'a>,
    /// What has changed since an earlier round.
    pub(super) marked: Marked<'a>,
    /// The width of the parties' names, in points.
    pub(super) names: f32,
}

/// An issue's line, in points from its left top.
pub(super) struct LineLayout<'a> {
    pub(super) issue: &'a Issue,
    pub(super) line: &'a AxisLine,
    pub(super) head: Rect,
    pub(super) number: (Pos2, Laid),
    pub(super) title: (Pos2, Laid),
    pub(super) status: (Pos2, Laid),
    pub(super) finding: (Pos2, Laid),
    pub(super) plot: Option<Plot>,
    pub(super) texts: Vec<TextLine<'a>>,
    /// What says that there are more positions without a place.
    pub(super) more: Option<(Pos2, Laid)>,
    pub(super) height: f32,
}

/// The scale with its lanes.
pub(super) struct Plot {
    /// The left of the parties' names.
    pub(super) names: f32,
    /// The scale from left to right.
    pub(super) scale: Rangef,
    pub(super) options: u32,
    /// The top of the strip, where there is one.
    pub(super) strip: Option<f32>,
    /// The lanes from top to bottom.
    pub(super) lanes: Vec<Rangef>,
    /// The axis below the lanes.
    pub(super) axis: f32,
    pub(super) labels: Vec<(u32, Pos2, Laid)>,
}

/// A position without a place, or what is said of a party that has none where there is no scale.
pub(super) struct TextLine<'a> {
    pub(super) lane: &'a Lane,
    pub(super) position: Option<&'a Position>,
    pub(super) rect: Rect,
    pub(super) party: Laid,
    pub(super) kind: Option<Laid>,
    pub(super) text: Laid,
}

impl Plot {
    /// From one option to the next, in points.
    pub(super) fn step(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a scale of millions of options is drawn as a mere line")]
        let options = self.options.max(1) as f32;
        self.scale.span() / options
    }

    /// Where an option stands.
    pub(super) fn x(&self, option: u32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a scale of millions of options is drawn as a mere line")]
        let place = option as f32 + 0.5;
        self.scale.min + self.step() * place
    }

    /// How far a band reaches to both sides of its outermost options.
    pub(super) fn reach(&self) -> f32 {
        (self.step() * 0.3).min(18.0)
    }

    /// Where the lanes begin.
    pub(super) fn top(&self) -> f32 {
        self.lanes.first().map_or(self.axis, |lane| lane.min)
    }

    /// How many options there are from one to the next of those that have so much room.
    pub(super) fn stride(&self, least: f32) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number below 1e9")]
        let stride = (least / self.step().max(1e-6)).ceil().clamp(1.0, 1e9) as usize;
        stride
    }
}

impl<'a> Sheet<'a> {
    /// Lays an issue's line out in a width.
    pub(super) fn line(&self, line: &'a AxisLine, width: f32) -> Option<LineLayout<'a>> {
        let issue = self.snapshot.numbered_issue(line.issue)?;
        let palette = self.palette;
        let wide = width >= WIDE;
        let left = theme::EDGE;
        let right = (width - theme::EDGE).max(left + 1.0);
        let head_right = if wide { left + HEAD } else { right };

        let item = Item::Issue(line.issue);
        let number = issue.number.as_deref().unwrap_or_default();
        let number = self.found_in(item, number, &palette.label(), 1, NUMBER * 2.0);
        let indent = if issue.number.is_some() { (number.size().x + 8.0).max(NUMBER) } else { 0.0 };
        let title = self.found_across(item, &issue.title, &palette.strong(), 4, head_right - left - indent);
        let first_row = title.rows().next().map_or(0.0, |row| row.height());
        let number_at = pos2(left, PAD + (first_row - number.size().y) / 2.0);
        let y = PAD + title.size().y + 2.0;
        let status = theme::colored(palette.label(), palette.status(&issue.status));
        let status = self.text(&self.marked.status(&issue.status), &status, 1, head_right - left);
        let status_at = pos2(left + indent + marks::SIZE + 6.0, y);
        let finding_at = if wide {
            pos2(left + indent, y + status.size().y + 2.0)
        } else {
            pos2(status_at.x + status.size().x + theme::EDGE, y)
        };
        let finding =
            self.text(&words::finding(self.snapshot, line), &self.finding_look(line), 3, head_right - finding_at.x);
        let head_bottom = finding_at.y + finding.size().y.max(status.size().y);
        let head = Rect::from_min_max(pos2(left - 8.0, PAD - 6.0), pos2(head_right + 8.0, head_bottom + 5.0));

        let from = if wide { head_right + theme::EDGE * 2.0 } else { left + indent };
        let mut y = if wide { PAD - 2.0 } else { head_bottom + 8.0 };
        let plot = (line.options > 0).then(|| self.plot(line, issue, from, right, &mut y));
        let (texts, hidden) = self.texts(line, from, right, &mut y);
        let more = (hidden > 0).then(|| {
            let look = theme::colored(palette.label(), palette.focus);
            let laid = self.text(&words::more_positions(hidden), &look, 1, right - from);
            let at = pos2(from + self.names + NAME_GAP, y);
            y += laid.size().y + 2.0;
            (at, laid)
        });
        let height = y.max(head_bottom) + PAD - 2.0;
        Some(LineLayout {
            issue,
            line,
            head,
            number: (number_at, number),
            title: (pos2(left + indent, PAD), title),
            status: (status_at, status),
            finding: (finding_at, finding),
            plot,
            texts,
            more,
            height,
        })
    }

    fn finding_look(&self, line: &AxisLine) -> Look {
        let palette = self.palette;
        match line.common {
            Common::Meet(_) => theme::colored(palette.strong_label(), palette.green),
            Common::Apart { .. } | Common::Closed { .. } => palette.strong_label(),
            Common::NoOptions | Common::NotCompared | Common::Unknown => palette.label(),
        }
    }

    fn plot(&self, line: &AxisLine, issue: &Issue, from: f32, right: f32, y: &mut f32) -> Plot {
        let needs_strip = match &line.common {
            Common::Meet(_) => true,
            Common::Apart { .. } => line.nearest().is_some(),
            _ => false,
        };
        let strip = needs_strip.then_some(*y);
        let scale = Rangef::new((from + self.names + NAME_GAP).min(right - 1.0), right);
        let mut below = *y + if needs_strip { STRIP } else { 2.0 };
        let lanes: Vec<Rangef> = line
            .lanes
            .iter()
            .map(|lane| {
                let above = below;
                below += self.lane_height(lane, line.options, scale).max(self.party(lane).size().y + 4.0);
                Rangef::new(above, below)
            })
            .collect();
        let axis = below + 2.0;
        let mut plot = Plot { names: from, scale, options: line.options, strip, lanes, axis, labels: Vec::new() };
        *y = axis + 9.0 + self.labels(&mut plot, (line.issue, issue), axis + 9.0) + 4.0;
        plot
    }

    /// How high a lane has to be for the longest condition that is read in it.
    fn lane_height(&self, lane: &Lane, options: u32, scale: Rangef) -> f32 {
        let least = lane_height(lane);
        let plot = Plot { names: 0.0, scale, options, strip: None, lanes: Vec::new(), axis: 0.0, labels: Vec::new() };
        let named = || lane.marks.iter().flat_map(|mark| &mark.options).copied();
        let accepted = || lane.accepted.iter().flat_map(|span| [span.first, span.last]);
        let taken = named().chain(accepted()).chain(lane.refused.iter().copied());
        let taken = taken.fold(Rangef::NOTHING, |taken, option| {
            let x = plot.x(option);
            Rangef::new(taken.min.min(x - plot.reach()), taken.max.max(x + plot.reach()))
        });
        let room = (scale.max - taken.max).max(taken.min - scale.min) - BESIDE_MARKS;
        if room < LEAST_CONDITION {
            return least;
        }
        let look = theme::colored(self.palette.label(), self.palette.ink);
        let conditions = lane.marks.iter().filter(|mark| says_condition(mark));
        let heights = conditions.filter_map(|mark| self.snapshot.numbered(mark.position)).map(|position| {
            let text = words::only_if(self.snapshot, position);
            self.text(&text, &look, CONDITION_ROWS, room).size().y + CONDITION_PAD
        });
        heights.fold(least, f32::max)
    }

    /// Puts the options' labels below the axis; gives their height.
    fn labels(&self, plot: &mut Plot, (of, issue): (IssueNumber, &Issue), top: f32) -> f32 {
        let stride = plot.stride(LEAST_LABEL / 2.0);
        #[expect(clippy::cast_precision_loss, reason = "a label's width is bounded by the scale's")]
        let step = plot.step() * stride as f32;
        let tiers = if step < LEAST_LABEL { 2 } else { 1 };
        #[expect(clippy::cast_precision_loss, reason = "one or two")]
        let room = (step * tiers as f32 - 10.0).min(plot.scale.span());
        let look = theme::colored(self.palette.label(), self.palette.ink);
        let mut above = top;
        for tier in 0..tiers {
            let mut height = 0.0_f32;
            for (number, option) in (0..).zip(&issue.options).skip(tier * stride).step_by(tiers * stride) {
                let marks = self.found.marks(self.palette, &option.label, Some(Item::Issue(of)));
                let label =
                    Text::new(&option.label, &look).max_rows(LABEL_ROWS).align(Align::Center).hug(true).marks(&marks);
                let laid = label.layout(self.ctx, room.max(1.0));
                let x = (plot.x(number) - laid.size().x / 2.0).min(plot.scale.max - laid.size().x);
                height = height.max(laid.size().y);
                plot.labels.push((number, pos2(x, above), laid));
            }
            above += height;
        }
        above - top
    }

    /// The positions that have no place: all of them where there is no scale or no mark, else without the interests.
    fn texts(&self, line: &'a AxisLine, from: f32, right: f32, y: &mut f32) -> (Vec<TextLine<'a>>, usize) {
        let mut texts = Vec::new();
        let mut hidden = 0;
        for lane in &line.lanes {
            let mut listed = line.listed(self.snapshot, lane).map(Some).peekable();
            // Where there is no scale, the silent have their lane here.
            let silent = (line.options == 0 && listed.peek().is_none()).then_some(None);
            for position in listed.chain(silent) {
                if texts.len() == MAX_TEXTS {
                    hidden += usize::from(position.is_some());
                } else {
                    texts.push(self.text_line(lane, position, from, right, y));
                }
            }
        }
        (texts, hidden)
    }

    fn text_line(
        &self,
        lane: &'a Lane,
        position: Option<&'a Position>,
        from: f32,
        right: f32,
        y: &mut f32,
    ) -> TextLine<'a> {
        let palette = self.palette;
        let party = self.party(lane);
        let start = from + self.names + NAME_GAP;
        let (kind, text) = match position {
            None => (None, self.text(words::lane_says(lane.place), &palette.label(), 1, right - start)),
            Some(position) => {
                let kind = theme::colored(palette.strong_label(), palette.kind(&position.kind));
                let kind = self.text(terms::kind(&position.kind), &kind, 1, 120.0);
                let start = start + marks::SIZE + 6.0 + kind.size().x + 10.0;
                let look = theme::colored(palette.label(), palette.ink);
                let only_if = || format!("{} ({})", own(&position.text), words::only_if(self.snapshot, position));
                let mut text = if position.conditions.is_empty() { position.text.clone() } else { only_if() };
                let number = self.snapshot.position_number(&position.id);
                if let Some(mark) = number.and_then(|number| self.marked.words(number)) {
                    text = words::marked(&mark, &text);
                }
                let item = number.map_or(Item::Blank, |number| Item::Entry(Entry::Position(number)));
                (Some(kind), self.found_across(item, &text, &look, TEXT_ROWS, right - start))
            }
        };
        let height = text.size().y.max(party.size().y) + 6.0;
        let rect = Rect::from_min_size(pos2(from, *y), vec2(right - from, height));
        *y += height;
        TextLine { lane, position, rect, party, kind, text }
    }

    /// A lane's party, short enough for the names' column.
    pub(super) fn party(&self, lane: &Lane) -> Laid {
        let look = theme::colored(self.palette.label(), self.palette.ink);
        let name = Text::new(words::party(self.snapshot, lane), &look).max_rows(NAME_ROWS);
        name.layout(self.ctx, (self.names - theme::RULE - 8.0).max(1.0))
    }

    /// A text on at most so many rows, of words that no search finds.
    pub(super) fn text(&self, text: &str, look: &Look, rows: usize, width: f32) -> Laid {
        Text::new(text, look).max_rows(rows).hug(true).layout(self.ctx, width.max(1.0))
    }

    /// A text of what a search looks through, with what is searched for marked in it.
    pub(super) fn aligned(&self, text: &str, look: &Look, rows: usize, width: f32, align: Align) -> Laid {
        let marks = self.found.marks(self.palette, text, None);
        Text::new(text, look).max_rows(rows).align(align).hug(true).marks(&marks).layout(self.ctx, width.max(1.0))
    }

    /// A text of what the search may be at, as wide as its words.
    fn found_in(&self, item: Item, text: &str, look: &Look, rows: usize, width: f32) -> Laid {
        let marks = self.found.marks(self.palette, text, Some(item));
        Text::new(text, look).max_rows(rows).hug(true).marks(&marks).layout(self.ctx, width.max(1.0))
    }

    /// The same across a column: what reads from the right stands at its right edge, however short it is.
    fn found_across(&self, item: Item, text: &str, look: &Look, rows: usize, width: f32) -> Laid {
        let marks = self.found.marks(self.palette, text, Some(item));
        Text::new(text, look).max_rows(rows).marks(&marks).layout(self.ctx, width.max(1.0))
    }
}

/// Whether a mark's condition is read beside it.
fn says_condition(mark: &Mark) -> bool {
    mark.conditional && mark.kind != MarkKind::RedLine
}

/// The least height of a lane.
fn lane_height(lane: &Lane) -> f32 {
    if lane.marks.iter().any(says_condition) { TALL_LANE } else { LANE }
}

/// A guess at a line's height, in points.
pub(super) fn estimate(line: &AxisLine, width: f32) -> f32 {
    let lanes: f32 = line.lanes.iter().map(lane_height).sum();
    let scale = if line.options > 0 { STRIP + lanes + 56.0 } else { 0.0 };
    let unplaced: usize = line.lanes.iter().map(|lane| lane.unplaced.len()).sum();
    #[expect(clippy::cast_precision_loss, reason = "at most a handful")]
    let texts = unplaced.min(MAX_TEXTS) as f32 * 34.0;
    let head = 42.0;
    PAD * 2.0 + if width >= WIDE { f32::max(head + 20.0, scale + texts) } else { head + scale + texts }
}
