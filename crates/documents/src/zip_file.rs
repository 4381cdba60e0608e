//! Packed files: what kind one is, and the texts in it.

use std::io::{Cursor, ErrorKind, Read as _};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::DocumentError;
use crate::limits::Limits;

/// What a packed file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ZipKind {
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// A book.
    Epub,
    /// The container that Word used before 2007, which is not a zip file.
    Ole,
    /// Any other.
    Other,
}

/// The bytes at the beginning of kinds of files.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// Length in bytes of the header of an entry before its name.
const HEADER_LEN: usize = 30;
/// Signature of the header of an entry in the directory at the end.
const DIRECTORY_SIGNATURE: &[u8] = b"PK\x01\x02";
/// Length in bytes of such a header before the name.
const DIRECTORY_HEADER_LEN: usize = 46;

impl ZipKind {
    /// The kind of a file by its bytes; `None` if it is not packed.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(OLE) {
            return Some(Self::Ole);
        }
        if !ZIP.iter().any(|start| bytes.starts_with(start)) {
            return None;
        }
        // Books and OpenDocument begin with their type, which is not compressed.
        let kinds = [
            (Self::Epub, b"mimetypeapplication/epub+zip".as_slice()),
            (Self::Odt, b"mimetypeapplication/vnd.oasis.opendocument.text"),
        ];
        let start = bytes.get(HEADER_LEN..).unwrap_or_default();
        let by_type = kinds.into_iter().find(|(_, kind)| start.starts_with(kind)).map(|(kind, _)| kind);
        by_type.or_else(|| Self::by_names(bytes)).or(Some(Self::Other))
    }

    /// The kind by the names in the directory.
    fn by_names(bytes: &[u8]) -> Option<Self> {
        let names =
            memmem::find_iter(bytes, DIRECTORY_SIGNATURE).filter_map(|at| bytes.get(at + DIRECTORY_HEADER_LEN..));
        for name in names {
            if name.starts_with(b"word/") {
                return Some(Self::Docx);
            }
            if name.starts_with(b"META-INF/container.xml") {
                return Some(Self::Epub);
            }
            if name.starts_with(b"content.xml") {
                return Some(Self::Odt);
            }
        }
        None
    }

    /// What it is, for messages.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Docx => "a Word document (docx)",
            Self::Odt => "an OpenDocument text (odt)",
            Self::Epub => "a book (epub)",
            Self::Ole => "an old or encrypted Office document",
            Self::Other => "a zip file",
        }
    }
}

/// A zip file of which texts are unpacked.
pub(crate) struct ZipFile<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    left: usize,
    limits: Limits,
}

impl<'b> ZipFile<'b> {
    /// Reads the directory of a zip file.
    pub(crate) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, DocumentError> {
        // Before any memory is taken for them.
        if memmem::find_iter(bytes, DIRECTORY_SIGNATURE).count() > limits.entries {
            return Err(DocumentError::TooManyEntries(limits.entries));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| DocumentError::Damaged(format!("no directory of packed files: {error}")))?;
        Ok(Self { archive, left: limits.unpacked_bytes, limits: *limits })
    }

    /// Unpacks a text; `None` if there is no file of this name.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, DocumentError> {
        let Some(index) = self.archive.index_for_name_raw(name.as_bytes()) else { return Ok(None) };
        let damaged = |error: &dyn std::fmt::Display| DocumentError::Damaged(format!("{name}: {error}"));
        let file = match self.archive.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(DocumentError::Encrypted),
            Err(error) => return Err(damaged(&error)),
        };
        let mut bytes = Vec::new();
        let limit = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        match file.take(limit).read_to_end(&mut bytes) {
            Ok(length) if length > self.left => return Err(DocumentError::UnpacksTooLong(self.limits.unpacked_bytes)),
            Ok(length) => self.left -= length,
            Err(error) if error.kind() == ErrorKind::OutOfMemory => {
                return Err(DocumentError::UnpacksTooLong(self.limits.unpacked_bytes));
            }
            Err(error) => return Err(damaged(&error)),
        }
        decode(bytes).map(Some).ok_or_else(|| damaged(&"no text in UTF-8"))
    }

    /// Unpacks a text that must be there.
    pub(crate) fn required_text(&mut self, name: &str) -> Result<String, DocumentError> {
        self.text(name)?.ok_or_else(|| DocumentError::Damaged(format!("{name} is missing")))
    }
}

/// Decodes what XML may be encoded in without naming it: UTF-8 or UTF-16.
fn decode(bytes: Vec<u8>) -> Option<String> {
    let units: fn([u8; 2]) -> u16 = match bytes.as_slice() {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        [0xef, 0xbb, 0xbf, ..] => return String::from_utf8(bytes[3..].to_vec()).ok(),
        _ => return String::from_utf8(bytes).ok(),
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| units([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

/// Resolves a name that a packed file refers to, relative to the folder of the file that refers to it.
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.retain(|part| !part.is_empty() && *part != ".");
    parts.join("/")
}

/// The folder of a packed file.
pub(crate) fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_names_are_resolved() {
        for (folder, target, expected) in [
            ("word", "footnotes.xml", "word/footnotes.xml"),
            ("word", "/word/footnotes.xml", "word/footnotes.xml"),
            ("OEBPS/text", "../ch1.xhtml", "OEBPS/ch1.xhtml"),
            ("", "./a/b", "a/b"),
            ("", "../../a", "a"),
        ] {
            assert_eq!(resolve(folder, target), expected);
        }
    }

    #[test]
    fn utf8_and_utf16_xml_is_decoded() {
        assert_eq!(decode(b"\xef\xbb\xbfa".to_vec()).as_deref(), Some("a"));
        assert_eq!(decode(b"\xff\xfea\0\x1d\x20".to_vec()).as_deref(), Some("a”"));
        assert_eq!(decode(b"\xfe\xff\0a".to_vec()).as_deref(), Some("a"));
        assert_eq!(decode(b"\xfe\xff\xd8\0".to_vec()), None);
        assert_eq!(decode(b"\xff".to_vec()), None);
    }
}
