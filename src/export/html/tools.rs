//! Search and filters, shown by the script alone, as they do nothing without it; and the list of contents.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::blocks::{Heading, Words, token};
use crate::case::{AxisId, PartyId};
use crate::export::paper::{About, Block, Paper};
use crate::safe::safe;
use crate::words::page;

/// A page with as many headings has a list of them.
const MANY: usize = 12;

/// The controls for what the paper holds.
pub(super) fn tools(paper: &Paper) -> Markup {
    let mut used = Used::default();
    used.collect(&paper.blocks);
    let axes = paper.axes.iter().map(|(id, name)| (id.as_str(), name.as_str()));
    let parties = paper.parties.iter().map(|party| (party.id.as_str(), party.name.as_str()));
    html! {
        form.tools role="search" aria-label=(page::TOOLS) hidden
            data-issues=(page::ISSUES_SHOWN) data-sections=(page::SECTIONS_SHOWN)
            data-entries=(page::ENTRIES_SHOWN) data-none=(page::NONE_CHOSEN) {
            label.search { span { (page::SEARCH) } input type="search" name="text" autocomplete="off" spellcheck="false"; }
            (choice("axis", page::AXES, &used.axes, axes))
            (choice("party", page::PARTIES, &used.parties, parties))
            p.count role="status" dir="auto" {}
            button type="reset" hidden { (page::CLEAR) }
        }
        p.nothing dir="auto" hidden { (page::NOTHING) }
    }
}

/// The axes and parties that something on the page is of or about.
#[derive(Default)]
struct Used<'a> {
    axes: BTreeSet<&'a str>,
    parties: BTreeSet<&'a str>,
}

impl<'a> Used<'a> {
    fn collect(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::About(About { axes, parties, blocks }) => {
                    self.axes.extend(axes.iter().map(AxisId::as_str));
                    self.parties.extend(parties.iter().map(PartyId::as_str));
                    self.collect(blocks);
                }
                Block::List(items) => items.iter().for_each(|item| self.collect(item)),
                Block::Card(card) => self.collect(&card.blocks),
                Block::Table(table) => {
                    self.axes.extend(table.rows.iter().filter_map(|row| row.axis.as_ref()).map(AxisId::as_str));
                    let parties = table.columns.iter().filter_map(|column| column.party.as_ref());
                    self.parties.extend(parties.map(PartyId::as_str));
                }
                Block::Heading { .. }
                | Block::Paragraph(_)
                | Block::Picture(_)
                | Block::Sources(_)
                | Block::PageBreak => {}
            }
        }
    }
}

/// Boxes to tick, where there is more than one; none ticked is all. What has no name stands last, under its id.
fn choice<'a>(
    label: &str,
    legend: &str,
    used: &BTreeSet<&'a str>,
    names: impl Iterator<Item = (&'a str, &'a str)>,
) -> Markup {
    if used.len() < 2 {
        return html! {};
    }
    let mut options: Vec<(&str, &str)> = names.filter(|(id, _)| used.contains(id)).collect();
    let nameless = used.iter().filter(|id| !options.iter().any(|(known, _)| known == *id));
    let nameless: Vec<(&str, &str)> = nameless.map(|id| (*id, *id)).collect();
    options.extend(nameless);
    html! {
        fieldset {
            legend { (legend) }
            @for (id, name) in options {
                label { input type="checkbox" name=(label) value=(token(id)); span dir="auto" { (safe(name)) } }
            }
        }
    }
}

/// Whether a page with these headings has a list of contents.
pub(super) fn has_contents(headings: &[Heading]) -> bool {
    headings.len() >= MANY
}

/// The headings in a list, each within the one above it. A reader can close it.
pub(super) fn contents(headings: &[Heading]) -> Markup {
    html! {
        nav.contents aria-label=(page::CONTENTS) {
            details open { summary { (page::CONTENTS) } (list(headings)) }
        }
    }
}

fn list(headings: &[Heading]) -> Markup {
    let mut rest = headings;
    let mut items = Vec::new();
    while let Some((head, under)) = rest.split_first() {
        let ends = |other: &Heading| other.level <= head.level;
        let (under, after) = under.split_at(under.iter().position(ends).unwrap_or(under.len()));
        items.push((head, under));
        rest = after;
    }
    html! {
        ol {
            @for (head, under) in items {
                li {
                    a href=(format!("#{}", head.anchor)) dir="auto" { (Words(&head.text)) }
                    @if !under.is_empty() { (list(under)) }
                }
            }
        }
    }
}
