//! A zip with XML in it, as office programs write it, unpacked with care.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::ImportError;

/// How much a package may unpack to, in bytes: 256 MiB.
const MAX_UNPACKED: u64 = 256 << 20;
/// How many parts a package may have.
const MAX_PARTS: usize = 10_000;

/// An open package.
#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Package<'a> {
    /// Opens a package and makes sure that its parts unpack to what is reasonable.
    ///
    /// The sizes that a zip declares may be wrong, so each part is unpacked once and counted. This takes milliseconds
    /// for an honest file, and spares the readers that follow every thought of it.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(ImportError::damaged)?;
        if archive.len() > MAX_PARTS {
            return Err(ImportError::TooLarge);
        }
        let mut names = Vec::new();
        let mut left = MAX_UNPACKED;
        for number in 0..archive.len() {
            let part = archive.by_index(number).map_err(told)?;
            names.push(part.name().map_err(told)?.replace('\\', "/"));
            let unpacked =
                std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(ImportError::damaged)?;
            left = left.checked_sub(unpacked).ok_or(ImportError::TooLarge)?;
        }
        Ok(Self { archive, names })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// The names of the parts.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The text of a part.
    pub(super) fn text(&mut self, name: &str) -> Result<String, ImportError> {
        let number = self.names.iter().position(|known| known == name).ok_or_else(|| ImportError::damaged(name))?;
        let mut bytes = Vec::new();
        let part = self.archive.by_index(number).map_err(told)?;
        part.take(MAX_UNPACKED).read_to_end(&mut bytes).map_err(ImportError::damaged)?;
        super::decode::decode(&bytes)
    }
}

fn told(error: ZipError) -> ImportError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => ImportError::Password,
        other => ImportError::damaged(other),
    }
}
