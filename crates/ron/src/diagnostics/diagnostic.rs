//! Diagnostics about collections and settings.

use serde::{Serialize, Serializer};

use super::location::Location;
use kzq_text::Safe;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be browsed, but `kzq check` fails.
    Warning,
}

/// The rule that a diagnostic is about; its [`name`](Self::name) is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The file is not UTF-8.
    Encoding,
    /// The file is not RON, or a value has the wrong type.
    Syntax,
    /// The collection uses a newer schema.
    NewerSchema,
    /// A required field is missing.
    MissingField,
    /// A field is unknown.
    UnknownField,
    /// A field is given twice.
    DuplicateField,
    /// A map key is given twice.
    DuplicateKey,
    /// Two entries, topics or collections have the same id.
    DuplicateId,
    /// An id contains characters that are not allowed.
    BadId,
    /// The kind of an entry is unknown.
    UnknownKind,
    /// A date is invalid.
    BadDate,
    /// A URL is not an HTTP(S) address.
    BadUrl,
    /// A path leads outside the directory of the collection.
    BadPath,
    /// A text is empty.
    Empty,
    /// A reference to something that does not exist.
    Dangling,
    /// Sources report on one another in a cycle.
    Circle,
    /// `rests_on` names an entry that is not a quotation.
    NotAQuotation,
    /// A `sic` passage does not occur in the text exactly once.
    SicNotInText,
    /// A text is enclosed in quotation marks, which kzq adds itself.
    OwnMarks,
    /// The name of an author is that of several, or of none: `Jane Roe and Jim Poe`, `others`.
    SeveralNames,
    /// A phrase or words that `differs` is about are not in the text.
    NotInText,
    /// A fingerprint is not 32 hexadecimal digits.
    BadFingerprint,
    /// A line has characters that are not seen.
    InvisibleCharacter,
    /// A setting has an invalid value.
    BadValue,
    /// A key is invalid.
    BadKey,
    /// A key has two meanings in one scope, or hides other bindings.
    KeyClash,
    /// A scope without a key to leave it.
    NoWayOut,
    /// A colour or style is invalid.
    BadStyle,
    /// A template is invalid.
    BadTemplate,
}

impl Rule {
    /// The rules about collections.
    pub const ALL: [Self; 23] = [
        Self::Encoding,
        Self::Syntax,
        Self::NewerSchema,
        Self::MissingField,
        Self::UnknownField,
        Self::DuplicateField,
        Self::DuplicateKey,
        Self::DuplicateId,
        Self::BadId,
        Self::UnknownKind,
        Self::BadDate,
        Self::BadUrl,
        Self::BadPath,
        Self::Empty,
        Self::Dangling,
        Self::Circle,
        Self::NotAQuotation,
        Self::SicNotInText,
        Self::OwnMarks,
        Self::SeveralNames,
        Self::NotInText,
        Self::BadFingerprint,
        Self::InvisibleCharacter,
    ];

    /// The rules that apply to settings only.
    pub const SETTINGS: [Self; 6] =
        [Self::BadValue, Self::BadKey, Self::KeyClash, Self::NoWayOut, Self::BadStyle, Self::BadTemplate];

    /// Returns the rule's stable name in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Syntax => "syntax",
            Self::NewerSchema => "newer-schema",
            Self::MissingField => "missing-field",
            Self::UnknownField => "unknown-field",
            Self::DuplicateField => "duplicate-field",
            Self::DuplicateKey => "duplicate-key",
            Self::DuplicateId => "duplicate-id",
            Self::BadId => "bad-id",
            Self::UnknownKind => "unknown-kind",
            Self::BadDate => "bad-date",
            Self::BadUrl => "bad-url",
            Self::BadPath => "bad-path",
            Self::Empty => "empty",
            Self::Dangling => "dangling",
            Self::Circle => "circle",
            Self::NotAQuotation => "not-a-quotation",
            Self::SicNotInText => "sic-not-in-text",
            Self::OwnMarks => "own-marks",
            Self::SeveralNames => "several-names",
            Self::NotInText => "not-in-text",
            Self::BadFingerprint => "bad-fingerprint",
            Self::InvisibleCharacter => "invisible-character",
            Self::BadValue => "bad-value",
            Self::BadKey => "bad-key",
            Self::KeyClash => "key-clash",
            Self::NoWayOut => "no-way-out",
            Self::BadStyle => "bad-style",
            Self::BadTemplate => "bad-template",
        }
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A problem in a file, with its location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the file can be used nevertheless.
    pub severity: Severity,
    /// The rule that is broken.
    pub rule: Rule,
    /// What is wrong, as a sentence without a full stop.
    pub message: Safe<'static>,
    /// The file, as named by the user.
    pub file: Safe<'static>,
    /// The location in the file.
    pub location: Location,
    /// How to fix it, if known.
    pub help: Option<Safe<'static>>,
}
