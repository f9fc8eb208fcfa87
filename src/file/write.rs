//! A case as the bytes of a file, in one form.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use crate::case::Case;

/// The mark that some editors put before UTF-8 text.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A case as text: two spaces, the format's order of keys, unknown keys after them in the file's order, a final newline.
#[must_use]
pub fn to_bytes(case: &Case) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_case(case, &mut bytes);
    bytes
}

/// Writes a case; false when the writer did not take all of it, as the case itself can always be written.
fn write_case(case: &Case, mut to: impl Write) -> bool {
    serde_json::to_writer_pretty(&mut to, case).is_ok() && to.write_all(b"\n").is_ok()
}

/// What a file looked like when it was read, so that saving changes nothing that nobody changed.
#[derive(Clone, Debug, Default)]
pub struct Original {
    case: Option<Arc<Case>>,
    /// The file's bytes, unless they are what [`to_bytes`] gives.
    bytes: Option<Arc<Vec<u8>>>,
    bom: bool,
    crlf: bool,
}

impl Original {
    /// Remembers how a case was written; the bytes are kept only where the case alone would not give them.
    pub(super) fn new(case: &Arc<Case>, bytes: Vec<u8>, canonical: bool) -> Self {
        let bom = bytes.starts_with(BOM);
        let crlf = has_crlf(&bytes);
        let bytes = (!canonical).then(|| Arc::new(bytes));
        Self { case: Some(Arc::clone(case)), bytes, bom, crlf }
    }

    /// The bytes to save: for the case that was read exactly those of its file, for
    /// an edited one [`to_bytes`] with the file's byte-order mark and line ends.
    #[must_use]
    pub fn bytes_of(&self, case: &Arc<Case>) -> Cow<'_, [u8]> {
        let unchanged = self.case.as_ref().is_some_and(|read| Arc::ptr_eq(read, case));
        if let Some(bytes) = self.bytes.as_ref().filter(|_| unchanged) {
            return Cow::Borrowed(bytes);
        }
        let mut bytes = if self.bom { BOM.to_vec() } else { Vec::new() };
        write_case(case, &mut bytes);
        Cow::Owned(if self.crlf { with_crlf(&bytes) } else { bytes })
    }
}

/// Whether every line ends in CR LF, and there is one.
fn has_crlf(bytes: &[u8]) -> bool {
    let mut breaks = memchr::memchr_iter(b'\n', bytes).peekable();
    breaks.peek().is_some() && breaks.all(|at| at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r'))
}

fn with_crlf(bytes: &[u8]) -> Vec<u8> {
    let mut long = Vec::with_capacity(bytes.len() + bytes.len() / 16);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(start) => {
                long.extend_from_slice(start.strip_suffix(b"\r").unwrap_or(start));
                long.extend_from_slice(b"\r\n");
            }
            None => long.extend_from_slice(line),
        }
    }
    long
}

/// Whether the bytes are what [`to_bytes`] gives, found without building that.
pub(super) fn is_canonical(case: &Case, bytes: &[u8]) -> bool {
    struct Compare<'a>(&'a [u8]);
    impl Write for Compare<'_> {
        fn write(&mut self, written: &[u8]) -> io::Result<usize> {
            self.0 = self.0.strip_prefix(written).ok_or(io::ErrorKind::InvalidData)?;
            Ok(written.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut compare = Compare(bytes);
    write_case(case, &mut compare) && compare.0.is_empty()
}
