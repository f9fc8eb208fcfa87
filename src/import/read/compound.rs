//! The file system within a file that office programs before 2007 used, and what has to be known of a workbook in it
//! before its reader may see it.
//!
//! Source: [MS-CFB] for the sectors and [MS-XLS] for the records.

use super::super::{ImportError, MAX_CELLS};

/// Ends a chain of sectors; all higher numbers name no sector either.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// How many sheets a workbook may have.
const MAX_SHEETS: usize = 1_000;

/// An open compound file.
#[derive(Debug)]
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    small_fat: Vec<u32>,
    entries: Vec<Entry>,
    small: Vec<u8>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    start: u32,
    length: usize,
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let damaged = || ImportError::damaged("compound file");
        let shift = u16_at(bytes, 30).filter(|shift| matches!(shift, 9 | 12)).ok_or_else(damaged)?;
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            fat: Vec::new(),
            small_fat: Vec::new(),
            entries: Vec::new(),
            small: Vec::new(),
        };
        let head: Vec<u32> = (0..109).filter_map(|at| u32_at(bytes, 76 + at * 4)).collect();
        let mut tables = head;
        let mut more = u32_at(bytes, 68).unwrap_or(LAST_SECTOR);
        // Each sector of the list comes up once in an honest file.
        for _ in 0..bytes.len() / file.sector {
            let Some(sector) = file.sector(more) else { break };
            let mut numbers = numbers(sector);
            more = numbers.pop().unwrap_or(LAST_SECTOR);
            tables.extend(numbers);
        }
        let fat = tables.iter().filter_map(|table| file.sector(*table)).take(bytes.len() / file.sector);
        file.fat = fat.flat_map(numbers).collect();
        let small_fat = file.chain(u32_at(bytes, 60).unwrap_or(LAST_SECTOR));
        file.small_fat = numbers(&small_fat);
        let directory = file.chain(u32_at(bytes, 48).ok_or_else(damaged)?);
        file.entries = directory.chunks_exact(128).filter_map(entry).collect();
        let root = file.entries.first().ok_or_else(damaged)?.start;
        file.small = file.chain(root);
        Ok(file)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name == name)?;
        let mut bytes = if entry.length < 4096 { self.small_chain(entry.start) } else { self.chain(entry.start) };
        bytes.truncate(entry.length);
        Some(bytes)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        if number >= LAST_SECTOR {
            return None;
        }
        let start = (usize::try_from(number).ok()? + 1).checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    fn chain(&self, start: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start;
        // A chain that is longer than the file runs in a ring.
        for _ in 0..=self.bytes.len() / self.sector {
            let Some(sector) = self.sector(at) else { break };
            bytes.extend_from_slice(sector);
            at = usize::try_from(at).ok().and_then(|at| self.fat.get(at)).copied().unwrap_or(LAST_SECTOR);
        }
        bytes
    }

    fn small_chain(&self, start: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start;
        for _ in 0..=self.small.len() / 64 {
            let Ok(place) = usize::try_from(at) else { break };
            let Some(sector) = self.small.get(place.saturating_mul(64)..place.saturating_mul(64).saturating_add(64))
            else {
                break;
            };
            bytes.extend_from_slice(sector);
            at = self.small_fat.get(place).copied().unwrap_or(LAST_SECTOR);
        }
        bytes
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).checked_sub(2)?.min(62);
    let units: Vec<u16> = bytes.get(..length)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
    let size = usize::try_from(u32_at(bytes, 120)?).ok()?;
    Some(Entry { name: String::from_utf16_lossy(&units), start: u32_at(bytes, 116)?, length: size })
}

/// Makes sure that a workbook's records claim no more room than is reasonable, and that it is not encrypted.
///
/// The library that reads it makes room for as many cells as a sheet says that it has, and for the whole rectangle that
/// its cells span. Sheets are walked as the library walks them: from where the list of sheets says, to their end.
pub(super) fn check_workbook(book: &[u8]) -> Result<(), ImportError> {
    let mut sheets = Vec::new();
    for (kind, data) in records(book, 0) {
        match kind {
            0x002F => return Err(ImportError::Password),
            0x0085 => sheets.extend(u32_at(data, 0).and_then(|start| usize::try_from(start).ok())),
            0x000A => break,
            _ => {}
        }
    }
    if sheets.len() > MAX_SHEETS {
        return Err(ImportError::TooManyCells);
    }
    let mut cells = 0_usize;
    for start in sheets {
        cells = cells.saturating_add(claimed(book, start));
        if cells > 4 * MAX_CELLS {
            return Err(ImportError::TooManyCells);
        }
    }
    Ok(())
}

/// For how many cells a reader of the sheet would make room.
fn claimed(book: &[u8], start: usize) -> usize {
    let (mut rows, mut columns) = (Span::default(), Span::default());
    let mut declared = 0_usize;
    let mut depth = 0_usize;
    for (kind, data) in records(book, start) {
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            0x0200 => declared = declared.max(dimensions(data)),
            0x0006 | 0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x00BD => {
                rows.take(u16_at(data, 0));
                columns.take(u16_at(data, 2));
                if kind == 0x00BD {
                    // The last column of a run of numbers stands at its end.
                    columns.take(data.len().checked_sub(2).and_then(|at| u16_at(data, at)));
                }
            }
            _ => {}
        }
    }
    declared.max(rows.length().saturating_mul(columns.length()))
}

/// How many cells a Dimensions record says that there are; all there can be, where it ends before it begins.
fn dimensions(data: &[u8]) -> usize {
    let short = |at: usize| u16_at(data, at).map(u32::from);
    let (first, last, columns) =
        if data.len() < 14 { (short(0), short(2), short(6)) } else { (u32_at(data, 0), u32_at(data, 4), short(10)) };
    let (first, last, columns) = (first.unwrap_or(0), last.unwrap_or(0), columns.unwrap_or(0));
    if last == 0 || columns == 0 {
        return 1;
    }
    let rows = last.checked_sub(first).and_then(|rows| usize::try_from(rows).ok()).filter(|rows| *rows > 0);
    rows.map_or(usize::MAX, |rows| rows.saturating_mul(usize::try_from(columns).unwrap_or(usize::MAX)))
}

#[derive(Default)]
struct Span(Option<(u16, u16)>);

impl Span {
    fn take(&mut self, at: Option<u16>) {
        let Some(at) = at else { return };
        let (first, last) = self.0.unwrap_or((at, at));
        self.0 = Some((first.min(at), last.max(at)));
    }

    fn length(&self) -> usize {
        self.0.map_or(0, |(first, last)| usize::from(last - first) + 1)
    }
}

/// The records from a place on, each as its kind and its data.
fn records(book: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let kind = u16_at(book, at)?;
        let length = usize::from(u16_at(book, at + 2)?);
        let data = book.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_le_bytes(*two))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}
