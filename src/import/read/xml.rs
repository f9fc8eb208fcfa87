//! The parts of an XML text that the readers of documents look at.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::ImportError;

/// A piece of a document, its names without their prefixes.
pub(super) enum Piece<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// An element of this name ends.
    Close(String),
    /// Text, with its entities resolved.
    Text(String),
}

/// An element's name and attributes.
pub(super) struct Element<'a> {
    pub(super) name: String,
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute, by its name without its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name);
        found.map(|attribute| {
            quick_xml::escape::unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), Into::into)
        })
    }

    /// The value of an attribute as a count from 1 to a most.
    pub(super) fn count(&self, name: &str, most: usize) -> usize {
        let value = self.attribute(name).and_then(|value| value.trim().parse::<usize>().ok());
        value.unwrap_or(1).clamp(1, most)
    }
}

/// Walks through a document; nesting of any depth costs nothing.
pub(super) struct Pieces<'a> {
    reader: Reader<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self { reader }
    }

    /// The next piece; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'a>>, ImportError> {
        loop {
            match self.reader.read_event().map_err(ImportError::damaged)? {
                Event::Start(start) => {
                    let name = start.local_name().as_ref().to_owned();
                    return Ok(Some(Piece::Open(Element { name, start })));
                }
                Event::End(end) => return Ok(Some(Piece::Close(end.local_name().as_ref().to_owned()))),
                Event::Text(text) => return Ok(Some(Piece::Text(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Some(Piece::Text(text.xml10_content().into_owned()))),
                Event::GeneralRef(entity) => {
                    let letter = entity.resolve_char_ref().ok().flatten().map(String::from);
                    let named = || quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_owned);
                    return Ok(Some(Piece::Text(letter.or_else(named).unwrap_or_default())));
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }
}
