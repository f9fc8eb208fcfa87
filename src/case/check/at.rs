//! Places in the case as the checks walk it.

use crate::case::{Path, Step};

/// A place in the case, kept on the stack until it is needed.
#[derive(Clone, Copy)]
pub(super) enum At<'a> {
    Case,
    Key(&'a At<'a>, &'static str),
    Index(&'a At<'a>, usize),
    /// A key that stands in the file and not in the format.
    Entry(&'a At<'a>, &'a str),
}

impl At<'_> {
    pub(super) fn key(&self, key: &'static str) -> At<'_> {
        At::Key(self, key)
    }

    pub(super) fn index(&self, index: usize) -> At<'_> {
        At::Index(self, index)
    }

    pub(super) fn path(&self) -> Path {
        let mut steps = Vec::new();
        let mut at = self;
        loop {
            at = match at {
                At::Case => break,
                At::Key(parent, key) => {
                    steps.push(Step::Key((*key).into()));
                    parent
                }
                At::Index(parent, index) => {
                    steps.push(Step::Index(*index));
                    parent
                }
                At::Entry(parent, key) => {
                    steps.push(Step::Key((*key).to_owned().into()));
                    parent
                }
            };
        }
        steps.reverse();
        Path(steps)
    }
}
