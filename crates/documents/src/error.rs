//! [`DocumentError`]: why a file cannot be read.

use thiserror::Error;

/// Why a file cannot be read, and what to do about it. Names of its parts are from the file: make them `Safe`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// It is longer than the limit, in bytes.
    #[error("longer than {} MiB; split it", .0 >> 20)]
    TooLong(usize),
    /// A text that is not in UTF-8.
    #[error("the file is not text in UTF-8; save it as UTF-8, or name its encoding")]
    NotUtf8,
    /// It is encrypted, or protected by digital rights management.
    #[error("the file is encrypted; save a copy without a password or copy protection, and read that")]
    Encrypted,
    /// A document of Word up to 2003.
    #[error("a document of an old version of Word (.doc); save it as .docx, and read that")]
    OldWord,
    /// Another kind of file than announced.
    #[error("the file is {found}; read it as that")]
    OtherFormat {
        /// What it is.
        found: &'static str,
    },
    /// A PDF; only the text that `pdftotext` extracts can be read.
    #[error("a PDF is read through `pdftotext`; convert it, and read the text")]
    UnconvertedPdf,
    /// It cannot be unpacked or parsed.
    #[error("the file is damaged ({0}); open it in the program that wrote it, save it again, and read that")]
    Damaged(String),
    /// It unpacks to more bytes than the limit.
    #[error("the file unpacks to more than {} MiB; split it", .0 >> 20)]
    UnpacksTooLong(usize),
    /// It has more files in it than the limit.
    #[error("more than {0} files are packed in the file; save it again in the program that wrote it, or split it")]
    TooManyEntries(usize),
    /// Elements are nested deeper than the limit.
    #[error("elements are nested more than {limit} deep in {part}; save the text in another format")]
    TooDeep {
        /// The file that is packed in it.
        part: String,
        /// The limit.
        limit: usize,
    },
    /// It declares entities, which could make it grow without bound.
    #[error("{0} declares entities of its own, which are not read; save the file in the program that wrote it")]
    DeclaresEntities(String),
    /// JSON that is not a transcript.
    #[error("the JSON is not a transcript by Whisper: {0}")]
    NoTranscript(String),
}
