//! The syntactic structure of a RON file, parsed by the `ron` crate without interpreting it.
//!
//! Every value is kept as its slice of the file ([`Node`]), so that each can be parsed separately and each diagnostic
//! has a location.

use std::fmt;
use std::ops::Range;

use ron::value::RawValue;
use serde::de::{self, Deserialize, Deserializer, EnumAccess, MapAccess, VariantAccess, Visitor};

use crate::tokens::{skip_trivia, tokens};

/// An unparsed value: its slice of the file.
#[derive(Clone, Copy, Debug)]
pub struct Node<'s> {
    text: &'s str,
    /// Whether the slice has no white space or comments around the value.
    is_exact: bool,
}

impl<'s> Node<'s> {
    /// Creates a node for the whole file.
    pub fn new(text: &'s str) -> Self {
        Self { text, is_exact: false }
    }

    /// Creates a node from a slice that contains exactly the value.
    pub fn exact(text: &'s str) -> Self {
        Self { text, is_exact: true }
    }

    /// Returns the RON source of the value.
    pub fn as_str(self) -> &'s str {
        self.text
    }

    /// Returns the byte offset of the slice in `file`, which must contain it.
    pub fn start(self, file: &str) -> usize {
        // Both pointers are into the same string, so their distance is the offset.
        (self.text.as_ptr() as usize).saturating_sub(file.as_ptr() as usize)
    }

    /// Returns the span of the value in `file`, which must contain it, without surrounding comments.
    pub fn span(self, file: &str) -> Range<usize> {
        let start = self.start(file);
        if self.is_exact {
            return start..start + self.text.len();
        }
        let Some(first) = tokens(self.text).next() else { return start..start + self.text.len() };
        let single = skip_trivia(&self.text[first.end()..]).is_empty();
        let end = if single { first.end() } else { self.text.trim_end().len() };
        start + first.start..start + end
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|raw| Self { text: raw.get_ron(), is_exact: false })
    }
}

/// The fields of a struct in order, including duplicates.
pub struct Fields<'s>(pub Vec<(String, Node<'s>)>);

/// The pairs of a map in order, including duplicates.
pub struct Pairs<'s>(pub Vec<(Node<'s>, Node<'s>)>);

/// An enum variant with its fields.
pub struct TaggedFields<'s> {
    /// The name of the variant.
    pub tag: String,
    /// The fields in its parentheses.
    pub fields: Fields<'s>,
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("", &[], FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fields in parentheses")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(Identifier(name)) = map.next_key()? {
            fields.push((name, map.next_value()?));
        }
        Ok(Fields(fields))
    }
}

struct Identifier(String);

impl<'de> Deserialize<'de> for Identifier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdentifierVisitor;
        impl Visitor<'_> for IdentifierVisitor {
            type Value = Identifier;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Identifier(name.to_owned()))
            }
        }
        deserializer.deserialize_identifier(IdentifierVisitor)
    }
}

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map in braces")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor)
    }
}

impl<'de> Deserialize<'de> for TaggedFields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TaggedVisitor;
        impl<'de> Visitor<'de> for TaggedVisitor {
            type Value = TaggedFields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("Quote(…), Paraphrase(…) or Qa(…)")
            }

            fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Self::Value, A::Error> {
                let (Identifier(tag), variant) = data.variant()?;
                Ok(TaggedFields { tag, fields: variant.struct_variant(&[], FieldsVisitor)? })
            }
        }
        deserializer.deserialize_enum("", &[], TaggedVisitor)
    }
}
