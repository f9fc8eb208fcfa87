//! A number that stands for some bytes, and one that stands for a case.

use std::io::{self, Write};

use super::Case;

const START: u64 = 0xCBF2_9CE4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
}

/// A number that stands for some bytes, the same on every machine and in every version: FNV-1a with 64 bits
/// (Fowler, Noll and Vo, 1991).
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().copied().fold(START, step)
}

/// A number that stands for what a case says, however its file is written: the [`hash()`] of its JSON without spaces.
#[must_use]
pub fn fingerprint(case: &Case) -> u64 {
    let mut running = Running(START);
    // Neither can fail: the writer takes everything, and nothing in a case is a map with keys that are no text.
    drop(serde_json::to_writer(&mut running, case));
    running.0
}

/// Hashes what is written, and keeps none of it.
struct Running(u64);

impl Write for Running {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = bytes.iter().copied().fold(self.0, step);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(b""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(hash(b"foobar"), 0x8594_4171_F739_67E8);
    }

    #[test]
    fn a_fingerprint_follows_what_a_case_says_and_not_how_it_is_written() {
        let read = |text: &str| serde_json::from_str::<Case>(text).unwrap();
        let one = read(r#"{"format":"demarche/case","version":1,"title":"Talks"}"#);
        let same = read("{ \"title\": \"T\\u0061lks\",\n\"version\": 1, \"format\": \"demarche/case\" }");
        let other = read(r#"{"format":"demarche/case","version":1,"title":"Talk"}"#);
        assert_eq!(fingerprint(&one), fingerprint(&same));
        assert_ne!(fingerprint(&one), fingerprint(&other));
        assert_eq!(fingerprint(&one), hash(br#"{"format":"demarche/case","version":1,"title":"Talks"}"#));
    }
}
