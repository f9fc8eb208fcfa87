//! Where a document leads: to its own sources, and to addresses outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::export::paper::{Block, NumberedSource, RowKind};

/// Word refuses a file with a longer address.
const LONGEST: usize = 2079;

/// What the document's links lead to.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The sources that the document holds; a link to another one is plain text.
    sources: BTreeSet<u32>,
    /// The addresses in the order in which they first occur, so that the same document gives the same file.
    addresses: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl Links {
    /// Takes down the sources that links can lead to.
    pub(super) fn of(blocks: &[Block]) -> Self {
        let mut links = Self::default();
        links.collect(blocks);
        links
    }

    fn collect(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Sources(sources) => {
                    self.sources.extend(sources.iter().map(|NumberedSource { number, .. }| *number));
                }
                Block::List(items) => {
                    for item in items {
                        self.collect(item);
                    }
                }
                Block::Card(card) => self.collect(&card.blocks),
                Block::About(about) => self.collect(&about.blocks),
                Block::Table(table) => {
                    for row in &table.rows {
                        if let RowKind::Cells(cells) = &row.kind {
                            for cell in cells {
                                self.collect(cell);
                            }
                        }
                    }
                }
                Block::Heading { .. } | Block::Paragraph(_) | Block::Picture(_) | Block::PageBreak => {}
            }
        }
    }

    /// The bookmark of a source that the document holds.
    pub(super) fn bookmark(&self, source: u32) -> Option<String> {
        self.sources.contains(&source).then(|| format!("source_{source}"))
    }

    /// The relationship that leads to an address, if it can be led to.
    pub(super) fn relationship(&mut self, url: &str) -> Option<String> {
        let address = address(url)?;
        let next = self.addresses.len();
        let number = *self.numbers.entry(address.clone()).or_insert(next);
        if number == next {
            self.addresses.push(address);
        }
        Some(relationship(number))
    }

    /// Every relationship and its address.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (String, &str)> {
        self.addresses.iter().enumerate().map(|(number, address)| (relationship(number), address.as_str()))
    }
}

fn relationship(number: usize) -> String {
    format!("link{}", number + 1)
}

/// The address as a relationship may name it; nothing where Word would take the whole file for damaged.
fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let named = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && name.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && port.len() <= 5
        && port.bytes().all(|byte| byte.is_ascii_digit());
    if !named {
        return None;
    }
    let mut address = format!("{scheme}://{host}");
    let mut in_fragment = false;
    for (at, byte) in path.bytes().enumerate() {
        let plain = match byte {
            b'#' => !std::mem::replace(&mut in_fragment, true),
            b'%' => path.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit())),
            _ => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte),
        };
        if plain {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    (address.len() <= LONGEST).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_only_what_an_address_may_hold() {
        assert_eq!(
            address("HTTPS://press.un.org/en/a b?q=ä#x#y"),
            Some("https://press.un.org/en/a%20b?q=%C3%A4#x%23y".to_owned())
        );
        assert_eq!(address("http://a.b:8080/%41%zz[1]"), Some("http://a.b:8080/%41%25zz%5B1%5D".to_owned()));
        for wrong in ["ftp://a.b", "javascript:alert(1)", "http://", "https://a b/", "https://ä.de/", "http://a:b@c/"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
        assert_eq!(address(&format!("https://a.b/{}", "x".repeat(3000))), None);
    }

    #[test]
    fn each_address_is_taken_down_once() {
        let mut links = Links::default();
        let names = ["https://b.org/", "https://a.org/", "https://b.org/"].map(|url| links.relationship(url).unwrap());
        assert_eq!(names, ["link1", "link2", "link1"]);
        let known: Vec<_> = links.addresses().map(|(_, address)| address.to_owned()).collect();
        assert_eq!(known, ["https://b.org/", "https://a.org/"]);
        assert_eq!(links.bookmark(1), None);
    }
}
