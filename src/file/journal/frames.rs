//! How a journal is laid out: pieces of bytes, each with its length and a hash before it, so that one that was only
//! half written is known as such.

use crate::file::stamp::hash;

/// Adds a piece.
pub(super) fn push(to: &mut Vec<u8>, piece: &[u8]) {
    to.extend_from_slice(format!("{} {:016x}\n", piece.len(), hash(piece)).as_bytes());
    to.extend_from_slice(piece);
    to.push(b'\n');
}

/// The pieces of a journal, up to the first one that is not whole.
pub(super) struct Frames<'a> {
    rest: &'a [u8],
}

impl<'a> Frames<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// How many bytes are left that have not been handed out.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    fn split(&self) -> Option<(&'a [u8], &'a [u8])> {
        let end = memchr::memchr(b'\n', self.rest)?;
        let head = str::from_utf8(self.rest.get(..end)?).ok()?;
        let (length, told) = head.split_once(' ')?;
        let (piece, rest) = self.rest.get(end + 1..)?.split_at_checked(length.parse().ok()?)?;
        let rest = rest.strip_prefix(b"\n")?;
        (u64::from_str_radix(told, 16) == Ok(hash(piece))).then_some((piece, rest))
    }
}

impl<'a> Iterator for Frames<'a> {
    type Item = &'a [u8];
    fn next(&mut self) -> Option<&'a [u8]> {
        let (piece, rest) = self.split()?;
        self.rest = rest;
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_read_back_and_a_torn_or_damaged_one_ends_the_reading() {
        let mut bytes = Vec::new();
        push(&mut bytes, b"one\n\xFF");
        push(&mut bytes, b"");
        let whole = bytes.len();
        push(&mut bytes, b"three");
        assert_eq!(Frames::new(&bytes).collect::<Vec<_>>(), [&b"one\n\xFF"[..], b"", b"three"]);
        for end in whole..bytes.len() {
            let mut frames = Frames::new(&bytes[..end]);
            assert_eq!((frames.by_ref().count(), frames.left()), (2, end - whole), "torn at {end}");
        }
        for at in whole..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x40;
            assert_eq!(Frames::new(&damaged).count(), 2, "damaged at {at}");
        }
    }
}
