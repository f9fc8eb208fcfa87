//! An issue's scale from pole to pole, and the labels of its options.

use super::lettering::Laid;
use super::looks;
use crate::case::IssueOption;
use crate::compare::axes::Span;

/// A label narrower than this cannot be read: then labels stand on two tiers.
const LEAST_LABEL: f32 = 64.0;
/// Lines of a label for which there is no room on fewer.
const LABEL_LINES: usize = 6;
/// From one number to the next on a scale whose labels are listed below it.
const LEAST_NUMBER: f32 = 26.0;
/// The least width of a label in the list below the scale.
const LEAST_LISTED: f32 = 200.0;
/// Room for an option's number in the list below the scale.
const LISTED_NUMBER: f32 = 34.0;

/// A stretch from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    pub(super) min: f32,
    pub(super) max: f32,
}

impl Extent {
    pub(super) fn new(min: f32, max: f32) -> Self {
        Self { min, max }
    }

    pub(super) fn width(self) -> f32 {
        self.max - self.min
    }

    pub(super) fn center(self) -> f32 {
        f32::midpoint(self.min, self.max)
    }

    pub(super) fn expanded(self, by: f32) -> Self {
        Self { min: self.min - by, max: self.max + by }
    }

    /// The left of something so wide that is to be centred at `x` but has to stay within.
    pub(super) fn hold(self, x: f32, width: f32) -> f32 {
        (x - width / 2.0).min(self.max - width).max(self.min)
    }
}

/// Where the options stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) extent: Extent,
    pub(super) options: u32,
}

impl Scale {
    /// From one option to the next.
    pub(super) fn step(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a scale of millions of options is drawn as a mere line")]
        let options = self.options.max(1) as f32;
        self.extent.width() / options
    }

    pub(super) fn x(&self, option: u32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a scale of millions of options is drawn as a mere line")]
        let place = option as f32 + 0.5;
        self.extent.min + self.step() * place
    }

    /// How far a band reaches to both sides of its outermost options.
    pub(super) fn reach(&self) -> f32 {
        (self.step() * 0.3).min(18.0)
    }

    /// From left to right of a zone of common ground.
    pub(super) fn zone(&self, span: Span) -> Extent {
        let beside = (self.reach() + 10.0).min(self.step() / 2.0);
        Extent::new(self.x(span.first) - beside, self.x(span.last) + beside)
    }

    /// The options that have so much room from one to the next.
    pub(super) fn every(&self, least: f32) -> impl Iterator<Item = u32> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number below 1e9")]
        let stride = (least / self.step().max(1e-6)).ceil().clamp(1.0, 1e9) as usize;
        (0..self.options).step_by(stride)
    }
}

/// A label below the scale.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) option: u32,
    /// The middle of its lines.
    pub(super) x: f32,
    /// Below the axis.
    pub(super) y: f32,
    pub(super) laid: Laid,
}

/// A label in the list below a scale that has no room for it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) option: u32,
    pub(super) number: (f32, f32, Laid),
    pub(super) label: (f32, f32, Laid),
}

/// What stands below a scale.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) ticks: Vec<Label>,
    pub(super) listed: Vec<Listed>,
    pub(super) height: f32,
}

impl Labels {
    /// Labels on one tier or two, or numbers and a list where neither has room.
    pub(super) fn lay(scale: &Scale, options: &[IssueOption]) -> Self {
        let step = scale.step();
        if step >= LEAST_LABEL {
            Self::tiers(scale, options, 1)
        } else if step * 2.0 >= LEAST_LABEL {
            Self::tiers(scale, options, 2)
        } else {
            Self::numbered(scale, options)
        }
    }

    fn tiers(scale: &Scale, options: &[IssueOption], tiers: u8) -> Self {
        let mut labels = Self::default();
        let room = (scale.step() * f32::from(tiers) - 10.0).min(scale.extent.width());
        for tier in 0..tiers {
            let mut height = 0.0_f32;
            let here = (0..).zip(options).skip(usize::from(tier)).step_by(usize::from(tiers));
            for (option, of) in here {
                let laid = looks::LABEL.lay_evenly(&of.label, room, LABEL_LINES);
                let width = laid.width();
                height = height.max(laid.height());
                let x = scale.extent.hold(scale.x(option), width) + width / 2.0;
                labels.ticks.push(Label { option, x, y: labels.height, laid });
            }
            labels.height += height;
        }
        labels
    }

    fn numbered(scale: &Scale, options: &[IssueOption]) -> Self {
        let mut labels = Self::default();
        let line = looks::LABEL.line_height();
        let number = |option: u32| (option.saturating_add(1)).to_string();
        for option in scale.every(LEAST_NUMBER) {
            let laid = looks::LABEL.lay(&number(option), f32::INFINITY, 1);
            labels.ticks.push(Label { option, x: scale.x(option), y: 0.0, laid });
        }
        let mut y = line + 4.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful")]
        let columns = (scale.extent.width() / LEAST_LISTED).clamp(1.0, 8.0) as usize;
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let width = scale.extent.width() / columns as f32;
        let numbered: Vec<(u32, &IssueOption)> = (0..).zip(options).collect();
        for row in numbered.chunks(columns) {
            let mut height = line;
            let mut x = scale.extent.min;
            for (option, of) in row {
                let label = looks::LABEL.lay(&of.label, width - LISTED_NUMBER - 10.0, LABEL_LINES);
                height = height.max(label.height());
                labels.listed.push(Listed {
                    option: *option,
                    number: (x + LISTED_NUMBER - 8.0, y, looks::SECOND.lay(&number(*option), f32::INFINITY, 1)),
                    label: (x + LISTED_NUMBER, y, label),
                });
                x += width;
            }
            y += height;
        }
        labels.height = y;
        labels
    }
}
