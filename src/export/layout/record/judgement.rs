//! What is no report: assessments, notes and the log, apart from all that is.

use std::sync::Arc;

use super::super::scribe::{heading, labelled, plain, quiet, with_visibility};
use super::Record;
use crate::case::{Assessment, LogEntry, Note};
use crate::export::paper::{Block, Look, Text};
use crate::words::{export as words, names, panels, terms};

impl<'a> Record<'a> {
    pub(super) fn assessments(&mut self) {
        let assessments: Vec<&'a Assessment> = self
            .scribe
            .case()
            .assessments
            .iter()
            .map(Arc::as_ref)
            .filter(|assessment| self.wants_party(&assessment.party))
            .filter(|assessment| {
                self.filter.is_empty() || assessment.issue.as_ref().is_none_or(|issue| self.shows_issue(issue))
            })
            .collect();
        if assessments.is_empty() {
            return;
        }
        let mut blocks = vec![quiet(words::JUDGEMENT)];
        for assessment in assessments {
            let judged = self.assessment(assessment);
            blocks.push(self.scribe.about(&assessment.issue, [&assessment.party], judged));
        }
        self.part(words::ASSESSMENT, blocks);
    }

    fn assessment(&self, assessment: &'a Assessment) -> Vec<Block> {
        let issue = assessment.issue.as_ref().and_then(|issue| self.snapshot().issue(issue));
        let about = issue.map(|issue| names::issue(issue));
        let about = about.or_else(|| assessment.issue.as_ref().map(ToString::to_string));
        let party = self.scribe.label(&assessment.party);
        let title = about.map_or_else(|| party.to_owned(), |about| words::joined(party, &about));
        let mut facts = Vec::new();
        let weight = assessment.weight.as_ref().map(panels::of_hundred);
        facts.extend(weight.map(|weight| words::fact(panels::WEIGHT, &weight)));
        facts.extend(assessment.confidence.as_ref().map(|confidence| terms::confidence(confidence).to_owned()));
        let line = Text::default().with(words::ASSESSMENT, Look::Label);
        let mut line = with_visibility(line, assessment.visibility());
        if !facts.is_empty() {
            line = line.with(words::after_dot(&words::dotted(&facts)), Look::Quiet);
        }
        let mut blocks = vec![heading(2, title), Block::Paragraph(line)];
        let fact = |label: &str, text: &str| Block::Paragraph(labelled(None, &words::colon(label), text, Look::Plain));
        blocks.extend(assessment.walk_away.as_deref().map(|text| fact(panels::WALK_AWAY, text)));
        if !assessment.values.0.is_empty() {
            blocks.push(quiet(panels::VALUES));
            let values = assessment.values.0.iter().map(|(id, value)| {
                let option = issue.and_then(|issue| issue.options.iter().find(|option| option.id == *id));
                let option = option.map_or(id.as_str(), |option| &option.label);
                vec![plain(panels::value_name(option, &value.to_string()))]
            });
            blocks.push(Block::List(values.collect()));
        }
        blocks.extend(assessment.rationale.as_deref().map(plain));
        blocks
    }

    pub(super) fn notes(&mut self) {
        let notes: Vec<&'a Note> =
            self.scribe.case().notes.iter().map(Arc::as_ref).filter(|note| self.shows(note.on.as_ref())).collect();
        let items: Vec<Vec<Block>> = notes.into_iter().map(|note| self.note(note)).collect();
        if !items.is_empty() {
            self.part(panels::NOTES, vec![quiet(words::REMARKS), Block::List(items)]);
        }
    }

    fn note(&self, note: &Note) -> Vec<Block> {
        let mut line = with_visibility(
            Text::default().with(panels::note_line(note.author.as_deref(), note.created.as_deref()), Look::Quiet),
            note.visibility(),
        );
        if let Some(on) = &note.on {
            let name = names::of(self.scribe.snapshot, on).spoken();
            line = line.with(words::after_dot(&words::fact(panels::NOTE_ON, &name)), Look::Quiet);
        }
        vec![plain(&note.text), Block::Paragraph(line)]
    }

    pub(super) fn log(&mut self) {
        let log: Vec<&'a LogEntry> =
            self.scribe.case().log.iter().map(Arc::as_ref).filter(|entry| self.shows(entry.on.as_ref())).collect();
        let items: Vec<Vec<Block>> = log
            .into_iter()
            .map(|entry| {
                let mut head = entry.at.clone();
                if let Some(on) = &entry.on {
                    let name = names::of(self.scribe.snapshot, on).spoken();
                    head = words::joined(&head, &words::fact(panels::NOTE_ON, &name));
                }
                vec![quiet(head), plain(&entry.text)]
            })
            .collect();
        if !items.is_empty() {
            self.part(panels::LOG, vec![Block::List(items)]);
        }
    }
}
