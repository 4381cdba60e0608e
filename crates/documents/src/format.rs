//! [`DocumentFormat`]: one table of the formats, with what recognises each and what reads it.

use kzq_text::markup::Markup;

use crate::document::Document;
use crate::error::DocumentError;
use crate::limits::Limits;
use crate::readers::{asciidoc, captions, docx, epub, latex, markup, odt, rst, typst, whisper};
use crate::zip_file::ZipKind;

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentFormat {
    /// Plain text; paragraphs are separated by empty lines.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML, including XHTML.
    Html,
    /// Subtitles: SRT or `WebVTT`.
    Captions,
    /// A transcript that Whisper writes as JSON.
    Whisper,
    /// A Word document from 2007 or later.
    Docx,
    /// A text document of `LibreOffice` and others.
    Odt,
    /// A book.
    Epub,
    /// `LaTeX`.
    Latex,
    /// Typst.
    Typst,
    /// `reStructuredText`.
    Rst,
    /// `AsciiDoc`.
    AsciiDoc,
    /// The text that `pdftotext` makes of a PDF.
    Pdf,
}

/// What reads a text in which nothing is malformed.
type TextReader = for<'o> fn(&'o str) -> Document<'o>;
/// What reads a text that may be malformed.
type StrictReader = for<'o> fn(&'o str) -> Result<Document<'o>, DocumentError>;
/// What reads a packed file.
type PackedReader = fn(&[u8], &Limits) -> Result<Document<'static>, DocumentError>;

/// How a format is read.
enum Reader {
    /// From its text.
    Text(TextReader),
    /// From its text, if that is well-formed.
    Strict(StrictReader),
    /// From the files that are packed in it, of this kind.
    Packed(ZipKind, PackedReader),
}

/// A row of the table.
struct Row {
    format: DocumentFormat,
    name: &'static str,
    what: &'static str,
    extensions: &'static [&'static str],
    /// Whether a text without a telling name is recognised as one of this format. Markup that `kzq-text` knows is guessed
    /// last, and packed files are recognised by what is in them.
    recognise: Option<fn(&str) -> bool>,
    /// What begins and ends a comment on a line of its own, if it has comments.
    comment: Option<(&'static str, &'static str)>,
    reader: Reader,
}

static ROWS: [Row; DocumentFormat::ALL.len()] = [
    Row {
        format: DocumentFormat::Plain,
        name: "plain",
        what: "Plain text",
        extensions: Markup::Plain.extensions(),
        recognise: None,
        comment: None,
        reader: Reader::Text(markup::read_plain),
    },
    Row {
        format: DocumentFormat::Markdown,
        name: "markdown",
        what: "Markdown",
        extensions: Markup::Markdown.extensions(),
        recognise: None,
        comment: Some(("<!-- ", " -->")),
        reader: Reader::Text(markup::read_markdown),
    },
    Row {
        format: DocumentFormat::Html,
        name: "html",
        what: "HTML",
        extensions: Markup::Html.extensions(),
        recognise: None,
        comment: Some(("<!-- ", " -->")),
        reader: Reader::Text(markup::read_html),
    },
    Row {
        format: DocumentFormat::Captions,
        name: "captions",
        what: "Subtitles: SRT or VTT",
        extensions: Markup::Captions.extensions(),
        recognise: None,
        comment: None,
        reader: Reader::Text(captions::read),
    },
    Row {
        format: DocumentFormat::Whisper,
        name: "whisper",
        what: "A transcript that Whisper writes as JSON",
        extensions: &["json"],
        recognise: Some(whisper::is_transcript),
        comment: None,
        reader: Reader::Strict(whisper::read),
    },
    Row {
        format: DocumentFormat::Docx,
        name: "docx",
        what: "A Word document",
        extensions: &["docx", "docm", "dotx", "dotm", "doc"],
        recognise: None,
        comment: None,
        reader: Reader::Packed(ZipKind::Docx, docx::read),
    },
    Row {
        format: DocumentFormat::Odt,
        name: "odt",
        what: "An OpenDocument text, as LibreOffice writes it",
        extensions: &["odt", "ott"],
        recognise: None,
        comment: None,
        reader: Reader::Packed(ZipKind::Odt, odt::read),
    },
    Row {
        format: DocumentFormat::Epub,
        name: "epub",
        what: "A book in EPUB",
        extensions: &["epub"],
        recognise: None,
        comment: None,
        reader: Reader::Packed(ZipKind::Epub, epub::read),
    },
    Row {
        format: DocumentFormat::Latex,
        name: "latex",
        what: "LaTeX",
        extensions: &["tex", "latex", "ltx"],
        recognise: Some(latex::is_latex),
        comment: Some(("% ", "")),
        reader: Reader::Text(latex::read),
    },
    Row {
        format: DocumentFormat::Typst,
        name: "typst",
        what: "Typst",
        extensions: &["typ"],
        recognise: None,
        comment: Some(("// ", "")),
        reader: Reader::Text(typst::read),
    },
    Row {
        format: DocumentFormat::Rst,
        name: "rst",
        what: "reStructuredText",
        extensions: &["rst", "rest"],
        recognise: None,
        comment: Some((".. ", "")),
        reader: Reader::Text(rst::read),
    },
    Row {
        format: DocumentFormat::AsciiDoc,
        name: "asciidoc",
        what: "AsciiDoc",
        extensions: &["adoc", "asciidoc", "asc"],
        recognise: None,
        comment: Some(("// ", "")),
        reader: Reader::Text(asciidoc::read),
    },
    Row {
        format: DocumentFormat::Pdf,
        name: "pdf",
        what: "A PDF, through `pdftotext`",
        extensions: &["pdf"],
        recognise: None,
        comment: None,
        reader: Reader::Strict(markup::read_pdf_text),
    },
];

impl DocumentFormat {
    /// Every format.
    pub const ALL: [Self; 13] = [
        Self::Plain,
        Self::Markdown,
        Self::Html,
        Self::Captions,
        Self::Whisper,
        Self::Docx,
        Self::Odt,
        Self::Epub,
        Self::Latex,
        Self::Typst,
        Self::Rst,
        Self::AsciiDoc,
        Self::Pdf,
    ];

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// Its name, as an argument.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is, in a few words.
    pub fn what(self) -> &'static str {
        self.row().what
    }

    /// The extensions of its files, in lower case.
    pub fn extensions(self) -> &'static [&'static str] {
        self.row().extensions
    }

    /// The format with a name.
    pub fn named(name: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.name == name).map(|row| row.format)
    }

    /// Whether its files are texts: bytes in another encoding than UTF-8 are decoded before they are read.
    pub fn is_text(self) -> bool {
        !matches!(self.row().reader, Reader::Packed(..))
    }

    /// A comment with a text, on a line of its own; `None` if files of this format have no comments. The text must not
    /// have a line break, nor end the comment itself.
    pub fn comment(self, text: &str) -> Option<String> {
        self.row().comment.map(|(begin, end)| format!("{begin}{text}{end}"))
    }

    /// The format indicated by the extension of a file name; `None` if it is none of these.
    pub fn of_file_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        let is_own = |row: &&Row| row.extensions.iter().any(|own| own.eq_ignore_ascii_case(extension));
        ROWS.iter().find(is_own).map(|row| row.format)
    }

    /// The format of a file: archives and PDFs are recognised by their bytes, others by their name, otherwise by their
    /// text. The fallback is plain text.
    pub fn detect(name: &str, bytes: &[u8]) -> Self {
        let announced = Self::of_file_name(name);
        if let Some(kind) = ZipKind::of(bytes) {
            let of_kind = ROWS.iter().find(|row| matches!(row.reader, Reader::Packed(own, _) if own == kind));
            return of_kind.map(|row| row.format).or(announced).unwrap_or(Self::Docx);
        }
        if bytes.starts_with(b"%PDF-") {
            return Self::Pdf;
        }
        announced.unwrap_or_else(|| {
            let text = String::from_utf8_lossy(bytes);
            let recognises = |row: &&Row| row.recognise.is_some_and(|recognise| recognise(&text));
            ROWS.iter().find(recognises).map_or_else(|| Markup::guess(&text).into(), |row| row.format)
        })
    }
}

impl From<Markup> for DocumentFormat {
    fn from(markup: Markup) -> Self {
        match markup {
            Markup::Plain => Self::Plain,
            Markup::Markdown => Self::Markdown,
            Markup::Html => Self::Html,
            Markup::Captions => Self::Captions,
        }
    }
}

/// Reads a file. Texts must be in UTF-8.
///
/// # Errors
///
/// If it is not a file of this format, or damaged, encrypted or larger than a limit. An oddity in a text is not an
/// error.
pub fn read<'o>(format: DocumentFormat, bytes: &'o [u8], limits: &Limits) -> Result<Document<'o>, DocumentError> {
    let limit = if format.is_text() { limits.text_bytes } else { limits.packed_bytes };
    if bytes.len() > limit {
        return Err(DocumentError::TooLong(limit));
    }
    let kind = ZipKind::of(bytes);
    let (wanted, reader) = match (&format.row().reader, kind) {
        (_, Some(ZipKind::Ole)) => return Err(old_or_encrypted(bytes)),
        (Reader::Packed(wanted, reader), _) => (wanted, reader),
        (_, Some(kind)) => return Err(DocumentError::OtherFormat { found: kind.name() }),
        (Reader::Text(reader), None) => return text(bytes).map(reader),
        (Reader::Strict(reader), None) => return text(bytes).and_then(reader),
    };
    match kind {
        Some(kind) if kind != *wanted && kind != ZipKind::Other => {
            Err(DocumentError::OtherFormat { found: kind.name() })
        }
        _ => reader(bytes, limits),
    }
}

fn text(bytes: &[u8]) -> Result<&str, DocumentError> {
    std::str::from_utf8(bytes).map_err(|_| DocumentError::NotUtf8)
}

/// What a file of the container that Word used before 2007 is: since then, it is that of encrypted documents.
fn old_or_encrypted(bytes: &[u8]) -> DocumentError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    match memchr::memmem::find(bytes, &name) {
        Some(_) => DocumentError::Encrypted,
        None => DocumentError::OldWord,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_match_formats_names_and_extensions() {
        for (at, format) in DocumentFormat::ALL.into_iter().enumerate() {
            assert_eq!(ROWS[at].format, format);
            assert_eq!(DocumentFormat::named(format.name()), Some(format));
            for extension in format.extensions() {
                assert_eq!(DocumentFormat::of_file_name(&format!("a.{extension}")), Some(format));
            }
        }
    }

    #[test]
    fn formats_are_detected_by_signature_then_name_then_text() {
        let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice();
        for (name, bytes, expected) in [
            ("a.md", b"plain".as_slice(), DocumentFormat::Markdown),
            ("a.TEX", b"plain", DocumentFormat::Latex),
            ("-", b"% a letter\n\\documentclass{letter}", DocumentFormat::Latex),
            ("-", b"{\"segments\": []}", DocumentFormat::Whisper),
            ("-", b"{\"other\": []}", DocumentFormat::Plain),
            ("-", b"WEBVTT\n", DocumentFormat::Captions),
            ("-", b"<p>text", DocumentFormat::Html),
            ("a.txt", b"%PDF-1.7", DocumentFormat::Pdf),
            ("a.doc", ole, DocumentFormat::Docx),
            ("-", ole, DocumentFormat::Docx),
            ("", b"", DocumentFormat::Plain),
        ] {
            assert_eq!(DocumentFormat::detect(name, bytes), expected, "{name}");
        }
    }

    #[test]
    fn unreadable_files_are_rejected_with_the_reason() {
        let ole = |name: &str| {
            let utf16 = name.encode_utf16().flat_map(u16::to_le_bytes);
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(utf16).collect::<Vec<u8>>()
        };
        let limits = Limits::default();
        let error = |format, bytes: &[u8], limits: &Limits| read(format, bytes, limits).unwrap_err();
        assert_eq!(error(DocumentFormat::Docx, &ole("EncryptedPackage"), &limits), DocumentError::Encrypted);
        assert_eq!(error(DocumentFormat::Docx, &ole("WordDocument"), &limits), DocumentError::OldWord);
        assert_eq!(error(DocumentFormat::Plain, b"caf\xe9", &limits), DocumentError::NotUtf8);
        assert_eq!(error(DocumentFormat::Pdf, b"%PDF-1.7", &limits), DocumentError::UnconvertedPdf);
        let short = Limits { text_bytes: 3, ..limits };
        assert_eq!(error(DocumentFormat::Plain, b"four", &short), DocumentError::TooLong(3));
        assert!(matches!(error(DocumentFormat::Docx, b"no zip", &limits), DocumentError::Damaged(_)));
    }
}
