//! Puts the PDF files of a long paper's stretches together as one.
//!
//! A typesetter that holds thousands of pages at once takes several gigabytes, so that a long paper is set stretch by
//! stretch. What the files share is only what their one writer puts into each: the tree of pages, the tree of tags,
//! the outline, and the properties. Objects keep their bytes but for their numbers.

use std::io::Write as _;

use super::syntax::{File, Object, Token, entry, find, number, tokens};

/// The beginning of the web address that stands for a link to a source in another stretch.
pub(super) const SOURCE: &str = "demarche-source:";

/// A place that links from all stretches can lead to.
pub(super) struct Anchor {
    /// The source's number.
    pub(super) source: u32,
    /// Its page in its stretch, from zero, and its place there in PDF's coordinates.
    pub(super) page: usize,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A stretch of a paper as a PDF file, with the sources that stand in it.
pub(super) struct Volume {
    pub(super) bytes: Vec<u8>,
    pub(super) anchors: Vec<Anchor>,
}

/// The files as one; nothing when they are not of the form that their writer gives them.
pub(super) fn join(volumes: &[Volume]) -> Option<Vec<u8>> {
    let mut parts = Vec::with_capacity(volumes.len());
    let mut before = Base::default();
    for volume in volumes {
        let part = Part::read(volume, before)?;
        before = part.after()?;
        parts.push(part);
    }
    let first = parts.first()?;
    let anchors: Vec<(u32, Vec<u8>)> = parts.iter().flat_map(Part::anchors).collect();
    let pages: usize = parts.iter().map(|part| part.pages.len()).sum();

    // The outline of all is an object more, as a file without headings has none.
    let outline_number = before.objects + 1;
    let mut out = Writer { bytes: b"%PDF-1.7\n%\x80\x80\x80\x80\n\n".to_vec(), offsets: vec![0; outline_number] };
    for (number, part) in parts.iter().enumerate() {
        let earlier = parts.get(..number)?.iter().rev().find_map(|part| part.outline);
        let later = parts.get(number + 1..)?.iter().find_map(|part| part.outline);
        for (at, object) in part.file.objects.iter().enumerate() {
            let own = at + 1;
            let joined = [part.roots.pages, part.roots.tags];
            let properties = [part.roots.catalog, part.roots.info, part.roots.metadata];
            let left_out = joined.contains(&own) || part.roots.outline == Some(own);
            if left_out || (number > 0 && properties.contains(&own)) {
                continue;
            }
            if own == part.roots.metadata {
                out.object(own, &counted(object, part.pages.len(), pages)?);
                continue;
            }
            let mut value = part.renumbered(object.value, &anchors);
            if own == part.roots.catalog {
                value = without(&value, b"Outlines").unwrap_or(value);
                value = with(&value, &format!("/Outlines {outline_number} 0 R"))?;
            }
            if let Some((first, last)) = part.outline {
                if let Some((_, earlier)) = earlier.filter(|_| own + part.base.objects == first) {
                    value = with(&value, &format!("/Prev {earlier} 0 R"))?;
                }
                if let Some((later, _)) = later.filter(|_| own + part.base.objects == last) {
                    value = with(&value, &format!("/Next {later} 0 R"))?;
                }
            }
            value.extend_from_slice(object.stream);
            out.object(own + part.base.objects, &value);
        }
    }

    let kids: Vec<String> = parts
        .iter()
        .flat_map(|part| part.pages.iter().map(|page| format!("{} 0 R", page + part.base.objects)))
        .collect();
    out.object(first.roots.pages, format!("<</Type/Pages/Count {pages}/Kids[{}]>>", kids.join(" ")).as_bytes());
    out.object(outline_number, outline(&parts).as_bytes());
    out.object(first.roots.tags, &tags(&parts)?);
    Some(out.finished(first.file.trailer))
}

/// The numbers of the objects that every file has once.
struct Roots {
    catalog: usize,
    info: usize,
    metadata: usize,
    pages: usize,
    tags: usize,
    /// Nothing where no heading stands in it.
    outline: Option<usize>,
}

/// How much stands in the files before one.
#[derive(Clone, Copy, Default)]
struct Base {
    /// How many objects.
    objects: usize,
    /// How many keys in the tree from pages and links to tags.
    keys: usize,
    /// How many files.
    volumes: usize,
    /// The first file's trees of pages and of tags, which are those of all.
    shared: Option<[usize; 2]>,
}

/// A file among others.
struct Part<'a> {
    volume: &'a Volume,
    file: File<'a>,
    roots: Roots,
    pages: Vec<usize>,
    /// The first and the last entry of its outline, by their number in the joined file.
    outline: Option<(usize, usize)>,
    base: Base,
}

impl<'a> Part<'a> {
    fn read(volume: &'a Volume, base: Base) -> Option<Self> {
        let file = File::read(&volume.bytes)?;
        let reference = |dictionary: &[u8], key: &[u8]| match tokens(entry(dictionary, key)?).next()?.1 {
            Token::Reference(number) => Some(number),
            _ => None,
        };
        let catalog = reference(file.trailer.trim_ascii(), b"Root")?;
        let head = file.get(catalog)?.value;
        let roots = Roots {
            catalog,
            info: reference(file.trailer.trim_ascii(), b"Info")?,
            metadata: reference(head, b"Metadata")?,
            pages: reference(head, b"Pages")?,
            tags: reference(head, b"StructTreeRoot")?,
            outline: reference(head, b"Outlines"),
        };
        let kids = tokens(entry(file.get(roots.pages)?.value, b"Kids")?);
        let pages = kids.filter_map(|(_, token)| match token {
            Token::Reference(number) => Some(number),
            _ => None,
        });
        let pages = pages.collect();
        let entries = roots.outline.and_then(|outline| file.get(outline)).map_or(&b""[..], |object| object.value);
        let outline = reference(entries, b"First").zip(reference(entries, b"Last"));
        let outline = outline.map(|(first, last)| (first + base.objects, last + base.objects));
        let base = Base { shared: base.shared.or(Some([roots.pages, roots.tags])), ..base };
        Some(Self { volume, file, roots, pages, outline, base })
    }

    fn after(&self) -> Option<Base> {
        let keys = tokens(entry(self.file.get(self.roots.tags)?.value, b"ParentTreeNextKey")?).next()?.1;
        let Token::Number(keys) = keys else { return None };
        Some(Base {
            objects: self.base.objects + self.file.objects.len(),
            keys: self.base.keys + keys,
            volumes: self.base.volumes + 1,
            shared: self.base.shared,
        })
    }

    /// Each source that stands in the file, and where links to it lead.
    fn anchors(&self) -> impl Iterator<Item = (u32, Vec<u8>)> {
        self.volume.anchors.iter().filter_map(|anchor| {
            let page = self.pages.get(anchor.page)? + self.base.objects;
            let place = format!("/Dest[{page} 0 R/XYZ {:.3} {:.3} null]", anchor.x, anchor.y);
            Some((anchor.source, place.into_bytes()))
        })
    }

    /// A value with the numbers that it has in the joined file.
    fn renumbered(&self, value: &[u8], anchors: &[(u32, Vec<u8>)]) -> Vec<u8> {
        let mut out = Vec::with_capacity(value.len() + value.len() / 8);
        let mut copied = 0;
        let mut key: &[u8] = b"";
        let mut copy = |out: &mut Vec<u8>, until: usize, next: usize| {
            out.extend_from_slice(value.get(copied..until).unwrap_or_default());
            copied = next;
        };
        // An address that stands for a source, and the action round it, become the place of the source.
        let leads = find(value, SOURCE.as_bytes()).and_then(|_| link_action(value, anchors));
        for (range, token) in tokens(value) {
            if let Some((action, place)) = &leads
                && action.contains(&range.start)
            {
                if range.start == action.start {
                    copy(&mut out, range.start, action.end);
                    out.extend_from_slice(place);
                }
                continue;
            }
            match token {
                Token::Name(name) => key = name,
                Token::Reference(number) => {
                    copy(&mut out, range.start, range.end);
                    // Writing to a vector cannot fail.
                    let _ = write!(out, "{} 0 R", self.number(number));
                }
                Token::Number(number) if matches!(key, b"StructParents" | b"StructParent") => {
                    copy(&mut out, range.start, range.end);
                    let _ = write!(out, "{}", number + self.base.keys);
                }
                Token::Text(text) if matches!(key, b"ID" | b"Headers") => {
                    copy(&mut out, range.start, range.end);
                    self.push_id(&mut out, text);
                }
                Token::Text(text) if key == b"Contents" => {
                    // A link to a source is described by the source's number.
                    if let Some(number) = source(text) {
                        copy(&mut out, range.start, range.end);
                        let _ = write!(out, "({number})");
                    }
                }
                _ => {}
            }
        }
        copy(&mut out, value.len(), value.len());
        out
    }

    fn number(&self, number: usize) -> usize {
        let roots = [self.roots.pages, self.roots.tags];
        match roots.iter().position(|root| *root == number) {
            Some(root) => self.base.shared.and_then(|shared| shared.get(root).copied()).unwrap_or(number),
            None => number + self.base.objects,
        }
    }

    /// An id of a table's cell, told apart from those of the other files; their order stays that of the bytes.
    fn push_id(&self, out: &mut Vec<u8>, text: &[u8]) {
        let _ = write!(out, "(V{:05}", self.base.volumes);
        out.extend_from_slice(text.get(1..).unwrap_or_default());
    }
}

/// Where the action of a link to a source stands in an annotation, and the place that it leads to instead.
fn link_action<'a>(value: &[u8], anchors: &'a [(u32, Vec<u8>)]) -> Option<(std::ops::Range<usize>, &'a [u8])> {
    let (start, _) = tokens(value).find(|(_, token)| *token == Token::Name(b"A"))?;
    let action = entry(value, b"A")?;
    let address = tokens(action).find_map(|(_, token)| match token {
        Token::Text(text) => source(text),
        _ => None,
    })?;
    let end = start.end + find(value.get(start.end..)?, action)? + action.len();
    let place = anchors.iter().find(|(source, _)| *source == address).map_or(&[][..], |(_, place)| place);
    Some((start.start..end, place))
}

/// The number of the source that an address in brackets stands for.
fn source(text: &[u8]) -> Option<u32> {
    let digits = text.strip_prefix(b"(")?.strip_suffix(b")")?.strip_prefix(SOURCE.as_bytes())?;
    number(digits).and_then(|number| u32::try_from(number).ok())
}

/// A dictionary with one entry more.
fn with(dictionary: &[u8], entry: &str) -> Option<Vec<u8>> {
    let mut out = b"<<".to_vec();
    out.extend_from_slice(entry.as_bytes());
    out.extend_from_slice(dictionary.strip_prefix(b"<<")?);
    Some(out)
}

/// A dictionary without an entry whose value is one token.
fn without(dictionary: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let (name, _) = tokens(dictionary).find(|(_, token)| *token == Token::Name(key))?;
    let rest = dictionary.get(name.end..)?;
    let (value, _) = tokens(rest).next()?;
    Some([dictionary.get(..name.start)?, rest.get(value.end..)?].concat())
}

/// The properties with the number of all pages.
fn counted(object: &Object<'_>, own: usize, all: usize) -> Option<Vec<u8>> {
    let says = |pages: usize| format!("<xmpTPg:NPages>{pages}</xmpTPg:NPages>");
    let at = find(object.stream, says(own).as_bytes())?;
    let (head, tail) = object.stream.split_at_checked(at)?;
    let stream = [head, says(all).as_bytes(), tail.get(says(own).len()..)?].concat();
    let Token::Number(length) = tokens(entry(object.value, b"Length")?).next()?.1 else { return None };
    let longer = length + says(all).len() - says(own).len();
    let mut out = with(object.value, "")?;
    let (was, is) = (format!("/Length {length}"), format!("/Length {longer}"));
    let at = find(&out, was.as_bytes())?;
    out.splice(at..at + was.len(), is.into_bytes());
    out.extend_from_slice(&stream);
    Some(out)
}

/// The outline of all files: what stands at its own level is a chain from the first to the last.
fn outline(parts: &[Part<'_>]) -> String {
    let mut lists = parts.iter().filter_map(|part| part.outline);
    let Some((first, last)) = lists.next() else { return "<</Type/Outlines>>".to_owned() };
    let last = lists.next_back().map_or(last, |(_, last)| last);
    let counts = parts.iter().filter_map(|part| {
        let count = tokens(entry(part.file.get(part.roots.outline?)?.value, b"Count")?).next()?.1;
        if let Token::Number(count) = count { Some(count) } else { None }
    });
    format!("<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {}>>", counts.sum::<usize>())
}

/// The tree of tags of all files, one below the other.
fn tags(parts: &[Part<'_>]) -> Option<Vec<u8>> {
    let (mut kids, mut parents, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    let mut keys = 0;
    for part in parts {
        let root = part.file.get(part.roots.tags)?.value;
        let inner = |array: &[u8]| array.strip_prefix(b"[")?.strip_suffix(b"]").map(<[u8]>::to_vec);
        kids.extend(inner(&part.renumbered(entry(root, b"K")?, &[]))?);
        kids.push(b' ');
        let tree = entry(entry(root, b"ParentTree")?, b"Nums")?;
        let mut depth = 0_usize;
        for (_, token) in tokens(tree) {
            match token {
                Token::Other(b"[") => depth += 1,
                Token::Other(b"]") => depth = depth.checked_sub(1)?,
                _ => {}
            }
            // Writing to a vector cannot fail.
            let _ = match token {
                Token::Number(key) if depth == 1 => write!(parents, "{} ", key + part.base.keys),
                Token::Reference(number) => write!(parents, "{} 0 R ", part.number(number)),
                Token::Other(bracket @ (b"[" | b"]")) if depth > 1 || (depth == 1 && bracket == b"]") => {
                    parents.write_all(bracket)
                }
                Token::Other(b"null") => write!(parents, "null "),
                _ => Ok(()),
            };
        }
        if let Some(names) = entry(root, b"IDTree").and_then(|tree| entry(tree, b"Names")) {
            for (_, token) in tokens(names) {
                match token {
                    Token::Text(text) => part.push_id(&mut ids, text),
                    Token::Reference(number) => drop(write!(ids, "{} 0 R", part.number(number))),
                    _ => {}
                }
            }
        }
        keys = part.after()?.keys;
    }
    let first = parts.first()?;
    let roles = entry(first.file.get(first.roots.tags)?.value, b"RoleMap").unwrap_or(b"<<>>");
    let mut out = b"<</Type/StructTreeRoot/RoleMap".to_vec();
    for piece in [roles, b"/K[", kids.trim_ascii(), b"]/ParentTree<</Nums[", parents.trim_ascii(), b"]>>"] {
        out.extend_from_slice(piece);
    }
    if !ids.is_empty() {
        out.extend_from_slice(b"/IDTree<</Names[");
        out.extend_from_slice(&ids);
        out.extend_from_slice(b"]>>");
    }
    let _ = write!(out, "/ParentTreeNextKey {keys}>>");
    Some(out)
}

/// The joined file as far as it is written.
struct Writer {
    bytes: Vec<u8>,
    /// Where each object begins, from number 1 on; 0 for one that there is not.
    offsets: Vec<usize>,
}

impl Writer {
    fn object(&mut self, number: usize, value: &[u8]) {
        if let Some(offset) = number.checked_sub(1).and_then(|at| self.offsets.get_mut(at)) {
            *offset = self.bytes.len();
        }
        // Writing to a vector cannot fail.
        let _ = writeln!(self.bytes, "{number} 0 obj");
        self.bytes.extend_from_slice(value);
        self.bytes.extend_from_slice(b"\nendobj\n\n");
    }

    fn finished(mut self, trailer: &[u8]) -> Vec<u8> {
        let objects = self.offsets.len();
        let trailer = trailer.trim_ascii();
        let identity = fingerprint(&self.bytes);
        let table = self.bytes.len();
        let _ = write!(self.bytes, "xref\n0 {}\n0000000000 65535 f\r\n", objects + 1);
        for offset in &self.offsets {
            let state = if *offset == 0 { "00000 f" } else { "00000 n" };
            let _ = write!(self.bytes, "{offset:010} {state}\r\n");
        }
        let _ = write!(self.bytes, "trailer\n<</Size {}", objects + 1);
        for key in ["Root", "Info"] {
            if let Some(value) = entry(trailer, key.as_bytes()) {
                let _ = write!(self.bytes, "/{key} ");
                self.bytes.extend_from_slice(value);
            }
        }
        let document = entry(trailer, b"ID").and_then(|ids| {
            tokens(ids).find_map(|(_, token)| if let Token::Text(text) = token { Some(text) } else { None })
        });
        self.bytes.extend_from_slice(b"/ID[");
        self.bytes.extend_from_slice(document.unwrap_or(b"()"));
        let _ = write!(self.bytes, "<{identity:016X}>]>>\nstartxref\n{table}\n%%EOF");
        self.bytes
    }
}

/// A number that is another one for other bytes: FNV-1a (Fowler, Noll and Vo).
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}
