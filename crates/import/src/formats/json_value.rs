//! Values of a JSON text that are parsed one by one, so that a long list takes little memory.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::format::ReadError;

/// The members of an object in their order.
pub(super) struct Members<'t>(pub(super) Vec<(String, &'t RawValue)>);

/// A value whose parts are not parsed yet.
pub(super) enum Json<'t> {
    Object(Vec<(String, &'t RawValue)>),
    Array(Vec<&'t RawValue>),
    String(String),
    /// A number or a truth value, as it is written.
    Scalar(&'t str),
    Null,
}

impl<'t> Json<'t> {
    /// Parses a value; what was found to be JSON before cannot fail.
    pub(super) fn parse(raw: &'t RawValue) -> Self {
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'{') => {
                Self::Object(serde_json::from_str::<Members<'_>>(text).map_or_else(|_| Vec::new(), |it| it.0))
            }
            Some(b'[') => Self::Array(serde_json::from_str(text).unwrap_or_default()),
            // Half a surrogate pair is an error only here.
            Some(b'"') => {
                Self::String(serde_json::from_str(text).unwrap_or_else(|_| text.trim_matches('"').to_owned()))
            }
            Some(b'n') => Self::Null,
            _ => Self::Scalar(text),
        }
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

/// Parses a text without its parts.
///
/// # Errors
///
/// If it is not JSON.
pub(super) fn parse_text(text: &str) -> Result<&RawValue, ReadError> {
    serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        ReadError::at(error.line(), format!("column {}: not JSON: {message}", error.column()))
    })
}

/// Finds the lines on which values begin, if they are asked for in order.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line, from 1, on which a value of the text begins.
    pub(super) fn line_of(&mut self, raw: &RawValue) -> usize {
        let at = raw.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr()).min(self.text.len());
        if at < self.at {
            (self.at, self.line) = (0, 1);
        }
        self.line += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.at..at]).count();
        self.at = at;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_line_numbers() {
        let text = "[\n  {\"a\": 1,\n \"b\": [true,\n null]},\n\"x\"]";
        let mut lines = Lines::new(text);
        let Json::Array(items) = Json::parse(parse_text(text).unwrap()) else { panic!() };
        assert_eq!(items.iter().map(|item| lines.line_of(item)).collect::<Vec<_>>(), [2, 5]);
        let Json::Object(members) = Json::parse(items[0]) else { panic!() };
        assert_eq!(members.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(lines.line_of(members[1].1), 3);
    }

    #[test]
    fn errors_give_line_and_column() {
        let error = parse_text("[\n{\"quote\": }]").unwrap_err();
        assert_eq!(error.to_string(), "line 2: column 11: not JSON: expected value");
    }
}
