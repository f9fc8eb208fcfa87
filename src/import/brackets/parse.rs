//! Takes a text apart; any text.

use std::ops::Range;

use hashbrown::HashMap;

use super::super::Parties;
use super::super::plan::Reason;
use super::labels::{self, LONGEST, Strictness};
use super::{Label, MAX_DEPTH, Node, Paragraph, Part, Reading, Text, What};

/// Takes a text apart into paragraphs and alternatives, with the parties of a case in mind.
#[must_use]
pub fn parse<'a>(text: &'a str, parties: &Parties) -> Text<'a> {
    let mut parsed = Text { text, parts: Vec::new(), unread: Vec::new(), paragraphs: Vec::new() };
    for (range, is_break) in paragraphs(text) {
        if is_break {
            parsed.parts.push(Part { range, what: What::Break });
            continue;
        }
        let mut parser = Parser { text, parties, pairs: HashMap::new(), unread: Vec::new() };
        parser.pair(&range);
        let nodes = parser.nodes(range.clone(), 0);
        for node in &nodes {
            let (range, what) = match node {
                Node::Plain(range) => (range.clone(), What::Plain),
                Node::Bracket { open, close, .. } => {
                    let is_bracket = text.get(open.clone()) == Some("[");
                    (open.start..close.end, if is_bracket { What::Bracket } else { What::Plain })
                }
                Node::Alternative { range, .. } => (range.clone(), What::Alternative),
            };
            parsed.parts.push(Part { range, what });
        }
        parser.unread.sort_by_key(|(range, _)| range.start);
        parsed.unread.extend(parser.unread);
        parsed.paragraphs.push(Paragraph { range, nodes });
    }
    parsed
}

/// The paragraphs and what parts them, in order and without gaps; the second says that it is a break.
fn paragraphs(text: &str) -> Vec<(Range<usize>, bool)> {
    let has_blank_lines = text.lines().skip_while(|line| line.trim().is_empty()).any(|line| line.trim().is_empty());
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let words = at..at + line.trim_end().len();
        if words.is_empty() {
            push(&mut found, at..end, true);
        } else if has_blank_lines && found.last().is_some_and(|(_, is_break)| !is_break) {
            // The line end before it belongs to the paragraph.
            push(&mut found, words.clone(), false);
        } else {
            found.push((words.clone(), false));
        }
        if !words.is_empty() && words.end < end {
            // Only what follows tells whether a line end parts anything.
            found.push((words.end..end, true));
            let rest = text.get(end..).unwrap_or_default();
            let next = rest.split_inclusive('\n').next().unwrap_or_default();
            if has_blank_lines && !next.trim().is_empty() {
                found.pop();
                push(&mut found, words.end..end, false);
            }
        }
        at = end;
    }
    found
}

fn push(found: &mut Vec<(Range<usize>, bool)>, range: Range<usize>, is_break: bool) {
    match found.last_mut().filter(|(last, same)| *same == is_break && last.end == range.start) {
        Some((last, _)) => last.end = range.end,
        None => found.push((range, is_break)),
    }
}

struct Parser<'a> {
    text: &'a str,
    parties: &'a Parties,
    /// Where the bracket is closed that opens at a place.
    pairs: HashMap<usize, usize>,
    unread: Vec<(Range<usize>, Reason)>,
}

impl Parser<'_> {
    fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Finds the pairs of brackets in one pass: a closing one belongs to the nearest open one of its form, and what was
    /// opened in between is never closed.
    fn pair(&mut self, range: &Range<usize>) {
        let mut open: Vec<(usize, u8)> = Vec::new();
        let mut counts = [0_usize; 3];
        let form = |byte: u8| match byte {
            b'(' | b')' => 0,
            b'[' | b']' => 1,
            _ => 2,
        };
        let text = self.text;
        let bytes = text.as_bytes();
        for at in range.clone() {
            let Some(&byte) = bytes.get(at) else { break };
            match byte {
                b'(' | b'[' | b'{' => {
                    open.push((at, byte));
                    counts.get_mut(form(byte)).into_iter().for_each(|count| *count += 1);
                }
                b')' | b']' | b'}' => {
                    if counts.get(form(byte)).is_none_or(|count| *count == 0) {
                        if byte != b')' || !ends_enumeration(text, range.start, at) {
                            self.unread.push((at..at + 1, Reason::Unbalanced));
                        }
                        continue;
                    }
                    while let Some((start, opened)) = open.pop() {
                        counts.get_mut(form(opened)).into_iter().for_each(|count| *count -= 1);
                        if form(opened) == form(byte) {
                            self.pairs.insert(start, at);
                            break;
                        }
                        self.unread.push((start..start + 1, Reason::Unbalanced));
                    }
                }
                _ => {}
            }
        }
        self.unread.extend(open.into_iter().map(|(start, _)| (start..start + 1, Reason::Unbalanced)));
    }

    fn nodes(&mut self, range: Range<usize>, depth: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut plain = range.start;
        let mut at = range.start;
        while at < range.end {
            let close = self.pairs.get(&at).copied().filter(|close| *close < range.end);
            let Some(close) = close else {
                at += 1;
                continue;
            };
            if depth >= MAX_DEPTH {
                self.unread.push((at..close + 1, Reason::TooDeep));
                at = close + 1;
                continue;
            }
            if plain < at {
                nodes.push(Node::Plain(plain..at));
            }
            let node = self.bracket(at, close, range.end, depth);
            at = match &node {
                Node::Alternative { range, .. } => range.end,
                _ => close + 1,
            };
            plain = at;
            nodes.push(node);
        }
        if plain < range.end {
            nodes.push(Node::Plain(plain..range.end));
        }
        nodes
    }

    fn bracket(&mut self, open: usize, close: usize, end: usize, depth: usize) -> Node {
        let inner = open + 1..close;
        let is_square = self.get(open..open + 1) == "[";
        let strictness = if is_square { Strictness::Plain } else { Strictness::Strict };
        if let Some((tag, labels)) = self.tag(close, end).filter(|_| is_square) {
            let content = self.nodes(inner, depth + 1);
            return Node::Alternative { range: open..tag, readings: vec![Reading { labels, content }] };
        }
        if let Some((labels, start)) = self.head(&inner, strictness) {
            let readings = self.readings(labels, start..close, depth);
            return Node::Alternative { range: open..close + 1, readings };
        }
        let is_remark = self.get(inner.clone()).chars().filter(|letter| letter.is_alphabetic()).count() < 2
            || matches!(self.get(inner.clone()).trim(), "sic" | "sic!");
        let content = self.nodes(inner, depth + 1);
        let has_alternatives = content.iter().any(|node| matches!(node, Node::Alternative { .. }));
        if is_square && !is_remark && !has_alternatives {
            self.unread.push((open..close + 1, Reason::Unlabelled));
        }
        Node::Bracket { open: open..open + 1, content, close: close..close + 1 }
    }

    /// The names in braces directly behind a bracket, and where they end.
    fn tag(&self, close: usize, end: usize) -> Option<(usize, Vec<Label>)> {
        let start = close + 1;
        let tag_end =
            self.pairs.get(&start).copied().filter(|tag_end| *tag_end < end && self.get(start..start + 1) == "{")?;
        let labels = labels::read(self.get(start + 1..tag_end), self.parties, Strictness::Plain)?;
        Some((tag_end + 1, labels))
    }

    /// The labels before a colon at the beginning of a range, and where the text behind it begins.
    fn head(&self, range: &Range<usize>, strictness: Strictness) -> Option<(Vec<Label>, usize)> {
        let mut limit = range.end.min(range.start + LONGEST);
        while !self.text.is_char_boundary(limit) {
            limit -= 1;
        }
        let colon = self.get(range.start..limit).find(':')?;
        // "At 10:30" has no label.
        let after = self.get(range.start + colon + 1..range.end);
        if after.starts_with(|letter: char| letter.is_ascii_digit() || letter == '/') {
            return None;
        }
        let labels = labels::read(self.get(range.start..range.start + colon), self.parties, strictness)?;
        Some((labels, range.start + colon + 1))
    }

    /// The readings of an alternative: its first, and those that begin within it.
    fn readings(&mut self, first: Vec<Label>, range: Range<usize>, depth: usize) -> Vec<Reading> {
        let mut readings = Vec::new();
        let mut labels = first;
        let mut start = range.start;
        let mut at = range.start;
        while at < range.end {
            if let Some(close) = self.pairs.get(&at).filter(|close| **close < range.end) {
                at = close + 1;
                continue;
            }
            let byte = self.text.as_bytes().get(at).copied().unwrap_or(0);
            if matches!(byte, b';' | b'|' | b'/')
                && let Some((next, begins)) = self.head(&(at + 1..range.end), Strictness::Strict)
            {
                let content = self.nodes(start..at, depth + 1);
                readings.push(Reading { labels: std::mem::replace(&mut labels, next), content });
                start = begins;
                at = begins;
                continue;
            }
            at += 1;
        }
        let content = self.nodes(start..range.end, depth + 1);
        readings.push(Reading { labels, content });
        readings
    }
}

/// Whether a closing parenthesis ends a number at the head of a line or after a blank, as in `a)` and `1)`.
fn ends_enumeration(text: &str, start: usize, at: usize) -> bool {
    let before = text.get(start..at).unwrap_or_default().chars().rev();
    let length = before.clone().take(5).take_while(|letter| letter.is_alphanumeric() || *letter == '.').count();
    (1..=4).contains(&length) && before.clone().nth(length).is_none_or(char::is_whitespace)
}
