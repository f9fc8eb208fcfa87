//! What has to stay on the page of what follows it: headings, the lines below them, and what says whose words come
//! next. The formats that have pages ask here, so that they agree.

use super::paper::{Block, Look, Run, Text};

/// How many lines below a heading are a part of it.
const BELOW: usize = 3;

/// A longer paragraph is none that only leads to what follows.
const LINE: usize = 200;
const INTRODUCTION: usize = 500;

/// For each of some blocks below each other, whether it stays on the page of the next one.
///
/// `headed` says that the first of them is a heading whatever it looks like: the head of a card.
pub(super) fn leads(blocks: &[Block], headed: bool) -> Vec<bool> {
    let mut below = if headed { Some(0) } else { None };
    let mut leads = Vec::with_capacity(blocks.len());
    for (number, block) in blocks.iter().enumerate() {
        let next = blocks.get(number + 1).filter(|next| !matches!(next, Block::PageBreak));
        let (own, after) = match block {
            Block::Heading { .. } => (true, Some(0)),
            Block::Paragraph(text) if is_small_heading(text) => (true, Some(0)),
            Block::Paragraph(text) => {
                let depth = below.filter(|depth| *depth < BELOW && is_line(text));
                (depth.is_some() || introduces(text, next), depth.map(|depth| depth + 1))
            }
            _ => (false, None),
        };
        below = after;
        leads.push(own && next.is_some());
    }
    leads
}

/// Whether all words of a text are strong or a label.
fn is_small_heading(text: &Text) -> bool {
    let mut words = text.0.iter().filter_map(|run| match run {
        Run::Words { text, look, .. } if !text.trim().is_empty() => Some(*look),
        _ => None,
    });
    let first = words.next();
    matches!(first, Some(Look::Strong | Look::Label)) && words.all(|look| Some(look) == first) && is_shorter(text, LINE)
}

/// Whether a paragraph is a line that belongs to the heading above it, such as a status.
fn is_line(text: &Text) -> bool {
    let begins = match text.0.first() {
        Some(Run::Mark(_) | Run::Words { look: Look::Quiet | Look::Label, .. }) => true,
        Some(Run::Words { .. } | Run::Break) | None => false,
    };
    begins && is_shorter(text, LINE)
}

/// Whether a paragraph leads to what comes next: a quotation to who said it, a sentence to its list.
fn introduces(text: &Text, next: Option<&Block>) -> bool {
    let quotes = text.0.iter().all(|run| matches!(run, Run::Words { look: Look::Quote, .. }));
    match next {
        Some(Block::Paragraph(_)) => quotes && !text.0.is_empty() && is_shorter(text, INTRODUCTION),
        Some(Block::List(_) | Block::Table(_)) => is_shorter(text, INTRODUCTION),
        _ => false,
    }
}

fn is_shorter(text: &Text, most: usize) -> bool {
    let letters = text.0.iter().map(|run| match run {
        Run::Words { text, .. } => text.chars().count(),
        Run::Mark(_) | Run::Break => 1,
    });
    letters.sum::<usize>() <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Status;
    use crate::export::paper::Mark;

    fn heading() -> Block {
        Block::Heading { level: 2, text: Text::plain("A heading") }
    }

    fn paragraph(look: Look) -> Block {
        Block::Paragraph(Text::default().with("Some words", look))
    }

    fn list() -> Block {
        Block::List(vec![vec![paragraph(Look::Plain)]])
    }

    #[test]
    fn a_heading_and_the_lines_below_it_stay_with_what_they_head() {
        let status = Block::Paragraph(Text::default().marked(Mark::Status(Status::Agreed)).with("Agreed", Look::Plain));
        let blocks = [heading(), heading(), status, paragraph(Look::Plain), paragraph(Look::Quiet), list()];
        assert_eq!(leads(&blocks, false), [true, true, true, false, true, false]);
    }

    #[test]
    fn a_label_stays_with_its_list_and_a_quotation_with_its_source() {
        let blocks = [paragraph(Look::Strong), list(), paragraph(Look::Quote), paragraph(Look::Quiet)];
        assert_eq!(leads(&blocks, false), [true, false, true, false]);
    }

    #[test]
    fn a_paragraph_stays_for_itself_and_nothing_stays_with_a_page_that_ends() {
        let long = Block::Paragraph(Text::plain("word ".repeat(200)));
        assert_eq!(leads(&[paragraph(Look::Plain), paragraph(Look::Plain)], false), [false, false]);
        assert_eq!(leads(&[long, list()], false), [false, false]);
        assert_eq!(leads(&[heading(), Block::PageBreak, heading()], false), [false, false, false]);
    }

    #[test]
    fn the_head_of_a_card_stays_with_its_text() {
        let kind = Block::Paragraph(
            Text::default().marked(Mark::Disputed).with("Demand", Look::Strong).with(" · Israel", Look::Quiet),
        );
        let blocks = [kind, paragraph(Look::Plain), paragraph(Look::Quiet)];
        assert_eq!(leads(&blocks, true), [true, false, false]);
        assert_eq!(leads(&blocks, false), [false, false, false]);
    }
}
