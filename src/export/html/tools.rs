//! Search and filters: shown by the script alone, as they do nothing without it.

use maud::{Markup, html};

use crate::case::{AxisId, PartyId};
use crate::export::paper::{Block, Paper, RowKind, Run, Text};
use crate::safe::safe;
use crate::words::page;

/// The controls for what the paper holds.
pub(super) fn tools(paper: &Paper) -> Markup {
    let tables = || {
        paper.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    };
    let mut axes: Vec<(&AxisId, String)> = Vec::new();
    for row in tables().flat_map(|table| &table.rows) {
        if let (Some(axis), RowKind::Group(text)) = (&row.axis, &row.kind)
            && !axes.iter().any(|(known, _)| *known == axis)
        {
            axes.push((axis, first_words(text)));
        }
    }
    let mut parties: Vec<(&PartyId, String)> = Vec::new();
    for column in tables().flat_map(|table| &table.columns) {
        if let Some(party) = &column.party
            && !parties.iter().any(|(known, _)| *known == party)
        {
            let name = column.head.iter().find_map(|block| match block {
                Block::Paragraph(text) | Block::Heading { text, .. } => Some(first_words(text)),
                _ => None,
            });
            parties.push((party, name.unwrap_or_else(|| safe(party.as_str()).into_owned())));
        }
    }
    html! {
        form.tools role="search" aria-label=(page::TOOLS) hidden
            data-issues=(page::ISSUES_SHOWN) data-sections=(page::SECTIONS_SHOWN) {
            label.search { span { (page::SEARCH) } input type="search" name="text" autocomplete="off" spellcheck="false"; }
            (choice("axis", page::AXES, axes.iter().map(|(id, name)| (id.as_str(), name.as_str()))))
            (choice("party", page::PARTIES, parties.iter().map(|(id, name)| (id.as_str(), name.as_str()))))
            p.count role="status" {}
            button type="reset" hidden { (page::CLEAR) }
        }
        p.nothing hidden { (page::NOTHING) }
    }
}

/// Boxes to tick, where there is more than one; none ticked is all.
fn choice<'a>(name: &str, label: &str, options: impl ExactSizeIterator<Item = (&'a str, &'a str)>) -> Markup {
    if options.len() < 2 {
        return html! {};
    }
    html! {
        fieldset {
            legend { (label) }
            @for (id, text) in options {
                label { input type="checkbox" name=(name) value=(safe(id)); span dir="auto" { (text) } }
            }
        }
    }
}

fn first_words(text: &Text) -> String {
    let words = text.0.iter().find_map(|run| match run {
        Run::Words { text, .. } if !text.trim().is_empty() => Some(safe(text.trim()).into_owned()),
        _ => None,
    });
    words.unwrap_or_default()
}
