//! Evidence, entry by entry: the words, who said them, where they stand and how sure that is.

use super::Record;
use crate::case::Evidence;
use crate::export::paper::{Block, Link, Look, Text};
use crate::words::{chip, export as words, names, panels, terms};

impl Record<'_> {
    /// All entries as a list, or the word that there is none.
    pub(super) fn evidence(&mut self, evidence: &[Evidence]) -> Block {
        if evidence.is_empty() {
            return super::quiet(panels::NO_EVIDENCE_RECORDED);
        }
        Block::List(evidence.iter().map(|entry| self.entry(entry)).collect())
    }

    fn entry(&mut self, entry: &Evidence) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(quote) = &entry.quote {
            blocks.push(Block::Paragraph(Text::default().with(panels::quoted(quote), Look::Quote)));
        }
        let number = self.scribe.cites.number(&entry.source);
        let mut text = Text::default().linked(words::source_number(number), Look::Quiet, Link::Source(number));
        let publisher = chip::publisher(self.scribe.snapshot, &entry.source);
        text = text.with(words::after_space(publisher), Look::Plain);
        if let Some(via) = &entry.via {
            let number = self.scribe.cites.number(via);
            text = text.with(words::READ_IN, Look::Quiet);
            text = text.linked(words::source_number(number), Look::Quiet, Link::Source(number));
            let publisher = chip::publisher(self.scribe.snapshot, via);
            text = text.with(words::after_space(publisher), Look::Quiet);
        }
        let mut facts = Vec::new();
        facts.extend(entry.speaker.clone());
        facts.push(terms::attribution(&entry.attribution).to_owned());
        facts.extend(entry.date.as_ref().map(terms::date));
        facts.extend(
            chip::grade(entry).map(|grade| {
                words::graded(&grade, &panels::grade_meaning(entry.reliability.as_ref(), entry.credibility))
            }),
        );
        if let Some(disputes) = &entry.disputes {
            facts.push(words::fact(panels::CONTRADICTS, &names::of(self.scribe.snapshot, disputes).spoken()));
        }
        facts.extend(entry.note.clone());
        text = text.with(words::after_dot(&words::dotted(&facts)), Look::Quiet);
        blocks.push(Block::Paragraph(text));
        blocks
    }
}
