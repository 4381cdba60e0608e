//! Recognising and reading exports in JSON.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::format::ReadError;

/// Whether a text is a JSON object that has all of some keys.
pub(super) fn is_object_with(text: &str, keys: &[&str]) -> bool {
    // Only a file that has the keys somewhere is worth parsing.
    let may_have = text.trim_start().starts_with('{') && keys.iter().all(|key| text.contains(&format!("\"{key}\"")));
    may_have && serde_json::Deserializer::from_str(text).deserialize_map(Keys(keys)).unwrap_or(false)
}

/// Looks for keys in an object without keeping its values.
struct Keys<'k>(&'k [&'k str]);

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut missing = self.0.to_vec();
        while let Some((key, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
            missing.retain(|wanted| *wanted != key);
        }
        Ok(missing.is_empty())
    }
}

/// Parses an export.
pub(super) fn parse<'t, T: Deserialize<'t>>(text: &'t str, what: &str) -> Result<T, ReadError> {
    serde_json::from_str(text).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        ReadError::at(error.line(), format!("not {what}: {reason}, at column {}", error.column()))
    })
}
