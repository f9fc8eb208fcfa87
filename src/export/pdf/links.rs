//! Links within a document, put into its pages when they have been set.
//!
//! Typst sets a document again until nothing changes that it was asked about itself. A link to a place is such a
//! question, and nearly every paragraph has one, so that it would set everything twice. So links to sources are set
//! under an address that is the source's number, which no other link can have, and are led to their places here.

use std::collections::BTreeMap;

use typst::ecow::EcoVec;
use typst::foundations::Label;
use typst::introspection::{Introspector as _, PagedPosition};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, Document as _};
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument, PagedIntrospector};

/// Where a source stands in a document.
pub(super) fn place(document: &PagedDocument, source: u32) -> Option<PagedPosition> {
    let introspector = document.introspector();
    let label = Label::new(PicoStr::intern(&format!("source-{source}")))?;
    let location = introspector.query_label(label).ok()?.location()?;
    PagedIntrospector::position(introspector, location)
}

/// The document with its links to sources leading to them.
pub(super) fn linked(document: &PagedDocument, sources: &[u32]) -> PagedDocument {
    let places = sources.iter().filter_map(|source| Some((*source, place(document, *source)?))).collect();
    let mut pages: EcoVec<Page> = document.pages().into();
    for page in pages.make_mut() {
        lead(&mut page.frame, &places);
    }
    PagedDocument::new(pages, document.info().clone())
}

fn lead(frame: &mut Frame, places: &BTreeMap<u32, PagedPosition>) {
    // What typst remembers holds the frames too: only those with a link are made anew.
    if !has_link(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Link(to, _) => {
                if let Some(place) = source(to).and_then(|source| places.get(&source)) {
                    *to = Destination::Position(*place);
                }
            }
            FrameItem::Group(group) => lead(&mut group.frame, places),
            _ => {}
        }
        true
    });
}

fn has_link(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Link(to, _) => source(to).is_some(),
        FrameItem::Group(group) => has_link(&group.frame),
        _ => false,
    })
}

/// The source whose number an address is.
fn source(to: &Destination) -> Option<u32> {
    if let Destination::Url(address) = to { address.as_str().parse().ok() } else { None }
}
