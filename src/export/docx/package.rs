//! The file: a ZIP of parts, the same to the byte for the same parts.

use std::io::{BufWriter, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::Error;
use super::xml::Xml;

type Zip = ZipWriter<Cursor<Vec<u8>>>;

/// Where a part is written, straight into the compressed file.
pub(super) type Part<'a> = BufWriter<&'a mut Zip>;

/// A package that is being put together, part by part.
pub(super) struct Package(Zip);

impl Package {
    pub(super) fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn begin(&mut self, name: &str, method: CompressionMethod) -> Result<(), Error> {
        // Neither the clock nor the machine may show.
        let options = SimpleFileOptions::DEFAULT
            .compression_method(method)
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Dos);
        Ok(self.0.start_file(name, options)?)
    }

    /// Begins a part that is XML.
    pub(super) fn xml(&mut self, name: &str) -> Result<Xml<Part<'_>>, Error> {
        self.begin(name, CompressionMethod::Deflated)?;
        Ok(Xml::new(BufWriter::with_capacity(1 << 16, &mut self.0))?)
    }

    /// Adds a part as it is.
    pub(super) fn text(&mut self, name: &str, text: &str) -> Result<(), Error> {
        self.begin(name, CompressionMethod::Deflated)?;
        Ok(self.0.write_all(text.as_bytes())?)
    }

    /// Adds a part that is compressed already.
    pub(super) fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.begin(name, CompressionMethod::Stored)?;
        Ok(self.0.write_all(bytes)?)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, Error> {
        Ok(self.0.finish()?.into_inner())
    }
}
