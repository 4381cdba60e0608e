//! What is wrong with a collection or with settings, and where.

use serde::{Serialize, Serializer};

use super::Place;
use crate::text::Safe;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file can't be used as it is.
    Error,
    /// It can be browsed; `kzq check` still fails.
    Warning,
}

/// Which rule a finding is about; its name in kebab case is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Not UTF-8.
    Encoding,
    /// Not RON, or a value of the wrong type.
    Syntax,
    /// Written for a newer kzq.
    NewerSchema,
    /// A field that must be there is not.
    MissingField,
    /// A field that nothing knows.
    UnknownField,
    /// A field given twice.
    DuplicateField,
    /// A key given twice in a map.
    DuplicateKey,
    /// Two entries, topics or collections of one id.
    DuplicateId,
    /// An id that is no slug.
    BadId,
    /// A kind of entry that no rule knows.
    UnknownKind,
    /// A date that is none.
    BadDate,
    /// An address that is not one of the web.
    BadUrl,
    /// A path that leads elsewhere than below the collection.
    BadPath,
    /// A text that is empty.
    Empty,
    /// A reference to something that is not there.
    Dangling,
    /// Sources that report on one another in a circle.
    Circle,
    /// `rests_on` an entry that is no quotation.
    NotAQuotation,
    /// A slip that is not in the text, or not there once.
    SicNotInText,
    /// Quotation marks around a text, which kzq sets itself.
    OwnMarks,
    /// A setting that has not this value.
    BadValue,
    /// A key that is none.
    BadKey,
    /// Keys that mean two things in one place, or hide others.
    KeyClash,
    /// Keys by which the reader could not get out.
    NoWayOut,
    /// A colour or style that is none.
    BadStyle,
    /// A template that can't be filled in.
    BadTemplate,
}

impl Code {
    /// The rules about collections.
    pub const ALL: [Self; 19] = [
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
    ];

    /// The rules that are about settings alone.
    pub const OF_SETTINGS: [Self; 6] =
        [Self::BadValue, Self::BadKey, Self::KeyClash, Self::NoWayOut, Self::BadStyle, Self::BadTemplate];

    /// The rule's name.
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
            Self::BadValue => "bad-value",
            Self::BadKey => "bad-key",
            Self::KeyClash => "key-clash",
            Self::NoWayOut => "no-way-out",
            Self::BadStyle => "bad-style",
            Self::BadTemplate => "bad-template",
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Which rule it breaks.
    pub code: Code,
    /// What is wrong, in a sentence without its full stop.
    pub message: Safe<'static>,
    /// The file, as the user named it.
    pub file: Safe<'static>,
    /// Where it is wrong.
    pub place: Place,
    /// What could be done.
    pub help: Option<Safe<'static>>,
}
