//! How the numbers of issues begin on each axis: the T of T1, the S of S2.

use std::sync::Arc;

use super::{AxisId, Issue, IssueNumber};

/// How the issues of an axis use what their numbers begin with.
#[derive(Clone, Debug)]
pub struct LabelUse {
    /// What stands before the digits.
    pub prefix: String,
    /// The axis.
    pub axis: AxisId,
    /// How many of its issues have it.
    pub count: usize,
    /// The highest number among them.
    pub highest: u32,
    /// The first issue that has it.
    pub(super) first: IssueNumber,
}

/// Every beginning on every axis, in the order in which they come up.
pub(super) fn label_uses<'a>(issues: impl Iterator<Item = (IssueNumber, &'a Arc<Issue>)>) -> Vec<LabelUse> {
    let mut uses = Vec::new();
    for (first, issue) in issues {
        let Some((prefix, highest)) = issue.number.as_deref().and_then(split_number) else { continue };
        if let Some(known) = find(&mut uses, prefix, &issue.axis) {
            known.take_in(highest);
        } else {
            uses.push(LabelUse { prefix: prefix.to_owned(), axis: issue.axis.clone(), count: 1, highest, first });
        }
    }
    uses
}

/// The same after an issue was written or has come; nothing where all have to be looked at again. `is_behind` tells
/// whether it stands behind another.
pub(super) fn followed(
    mut uses: Vec<LabelUse>,
    (old, new): (Option<&Issue>, Option<&Issue>),
    is_behind: impl Fn(IssueNumber) -> bool,
) -> Option<Vec<LabelUse>> {
    match (old, new) {
        (Some(old), Some(new)) if old.number == new.number && old.axis == new.axis => {}
        (None, Some(new)) => {
            if let Some((prefix, number)) = new.number.as_deref().and_then(split_number) {
                // What comes up earlier than before has another place among the others.
                find(&mut uses, prefix, &new.axis).filter(|known| is_behind(known.first))?.take_in(number);
            }
        }
        // Which is the highest of those that are left is not known.
        _ => return None,
    }
    Some(uses)
}

impl LabelUse {
    fn take_in(&mut self, number: u32) {
        self.count += 1;
        self.highest = self.highest.max(number);
    }
}

fn find<'a>(uses: &'a mut [LabelUse], prefix: &str, axis: &AxisId) -> Option<&'a mut LabelUse> {
    uses.iter_mut().find(|known| known.prefix == prefix && known.axis == *axis)
}

/// The letters and the count of an issue's number; nothing for one that has not both.
#[must_use]
pub fn split_number(number: &str) -> Option<(&str, u32)> {
    let digits = number.find(|letter: char| letter.is_ascii_digit())?;
    let (prefix, digits) = number.split_at(digits);
    (!prefix.is_empty()).then_some(())?;
    Some((prefix, digits.parse().ok()?))
}
