//! The sources of a document, numbered in the order in which they are first cited.

use hashbrown::HashMap;

use crate::case::{Evidence, Snapshot, SourceId};
use crate::export::paper::{Block, Link, Look, NumberedSource, Text};
use crate::words::{export as words, panels, terms};

/// Numbers sources as they are cited.
#[derive(Default)]
pub(super) struct Cites {
    cited: Vec<Cited>,
    numbers: HashMap<SourceId, u32>,
}

struct Cited {
    source: SourceId,
    /// The sources in which it was read, in the order in which they are named.
    via: Vec<SourceId>,
}

/// How much is said of each source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Who published it and when, with the address behind the name: enough to find it on a screen.
    Short,
    /// All that is recorded, the address written out; the sources in which it was read have numbers of their own.
    Full,
}

impl Cites {
    /// A source's number; it gets one when it has none.
    pub(super) fn number(&mut self, source: &SourceId) -> u32 {
        if let Some(number) = self.numbers.get(source) {
            return *number;
        }
        self.cited.push(Cited { source: source.clone(), via: Vec::new() });
        let number = u32::try_from(self.cited.len()).unwrap_or(u32::MAX);
        self.numbers.insert(source.clone(), number);
        number
    }

    /// The number of what an entry of evidence cites, remembering where that was read.
    pub(super) fn cite(&mut self, evidence: &Evidence) -> u32 {
        let number = self.number(&evidence.source);
        let cited = number.checked_sub(1).and_then(|before| self.cited.get_mut(before as usize));
        if let (Some(via), Some(cited)) = (&evidence.via, cited)
            && *via != cited.source
            && !cited.via.contains(via)
        {
            cited.via.push(via.clone());
        }
        number
    }

    /// The text with the numbers of what it rests on after it, each once and in order.
    pub(super) fn cited(&mut self, mut text: Text, evidence: &[Evidence]) -> Text {
        let mut numbers: Vec<u32> = evidence.iter().map(|entry| self.cite(entry)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if !numbers.is_empty() && !text.0.is_empty() {
            text = text.with(words::BEFORE_NUMBER, Look::Plain);
        }
        for number in numbers {
            text = text.linked(words::source_number(number), Look::Quiet, Link::Source(number));
        }
        text
    }

    /// The list of what was cited, under its heading; nothing when nothing was.
    pub(super) fn list(mut self, snapshot: &Snapshot, detail: Detail) -> Vec<Block> {
        if self.cited.is_empty() {
            return Vec::new();
        }
        let mut sources = Vec::new();
        let mut place = 0;
        // The list grows while it is walked, as sources in which others were read get the numbers after them.
        while let Some(cited) = self.cited.get(place) {
            let (source, via) = (cited.source.clone(), cited.via.clone());
            place += 1;
            let mut text = head(snapshot, &source, detail);
            for (nth, via) in via.iter().enumerate() {
                text = text.with(if nth == 0 { words::READ_IN } else { words::AND_IN }, Look::Plain);
                text = match detail {
                    Detail::Short => publisher(text, snapshot, via),
                    Detail::Full => {
                        let number = self.number(via);
                        text.linked(words::source_number(number), Look::Quiet, Link::Source(number))
                    }
                };
            }
            if detail == Detail::Full {
                text = tail(text, snapshot, &source);
            }
            let number = u32::try_from(place).unwrap_or(u32::MAX);
            sources.push(NumberedSource { number, text });
        }
        vec![Block::Heading { level: 1, text: Text::plain(panels::SOURCES) }, Block::Sources(sources)]
    }
}

/// A source by its publisher, which leads to its address.
fn publisher(text: Text, snapshot: &Snapshot, id: &SourceId) -> Text {
    let Some(source) = snapshot.source(id) else {
        return text.with(words::unknown_source(id.as_str()), Look::Plain);
    };
    match source.url.as_deref().filter(|url| panels::host(url).is_some()) {
        Some(url) => text.linked(&source.publisher, Look::Plain, Link::Url(url.to_owned())),
        None => text.with(&source.publisher, Look::Plain),
    }
}

/// What a source is known by.
fn head(snapshot: &Snapshot, id: &SourceId, detail: Detail) -> Text {
    let mut text = publisher(Text::default(), snapshot, id);
    let Some(source) = snapshot.source(id) else { return text };
    if let Some(title) = source.title.as_deref().filter(|_| detail == Detail::Full) {
        text = text.with(format!(", {}", panels::quoted(title)), Look::Plain);
    }
    if let Some(date) = &source.date {
        text = text.with(format!(", {}", terms::date(date)), Look::Plain);
    }
    text
}

/// The rest of what is recorded of a source, its address written out for those who read on paper.
fn tail(mut text: Text, snapshot: &Snapshot, id: &SourceId) -> Text {
    let Some(source) = snapshot.source(id) else { return text };
    let mut facts = Vec::new();
    facts.extend(source.kind.as_ref().map(|kind| terms::source_kind(kind).to_owned()));
    facts.extend(source.language.as_deref().map(words::in_language));
    if !facts.is_empty() {
        text = text.with(words::in_brackets(&facts.join(", ")), Look::Quiet);
    }
    match source.url.as_deref() {
        Some(url) if panels::host(url).is_some() => {
            text =
                text.with(words::after_full_stop(""), Look::Plain).linked(url, Look::Quiet, Link::Url(url.to_owned()));
        }
        Some(other) => text = text.with(words::after_full_stop(other), Look::Quiet),
        None => {}
    }
    if let Some(note) = &source.note {
        text = text.with(words::after_full_stop(note), Look::Quiet);
    }
    text
}
