//! [`FromRon`]: the types that a value can be parsed as.

use serde::Deserialize;

use crate::fast;
use crate::node::{Fields, Node, Pairs, TaggedFields};

/// A type that can be parsed from RON.
pub trait FromRon<'s>: Deserialize<'s> {
    /// How messages describe it, after "must be".
    const EXPECTED: &'static str;
    /// The allowed values, if there are too many for the message.
    const CHOICES_HELP: Option<&'static str> = None;
    /// Whether it is a text, which can be meant by a bare word.
    const IS_TEXT: bool = false;

    /// Parses the common form of the value; `None` leaves it to the `ron` crate.
    fn parse_fast(_ron: &'s str) -> Option<Self> {
        None
    }
}

impl FromRon<'_> for String {
    const EXPECTED: &'static str = "a text in double quotes";
    const IS_TEXT: bool = true;

    fn parse_fast(ron: &str) -> Option<Self> {
        fast::parse_string(ron)
    }
}

impl FromRon<'_> for u32 {
    const EXPECTED: &'static str = "a whole number, not below 0";

    fn parse_fast(ron: &str) -> Option<Self> {
        fast::parse_number(ron)
    }
}

impl FromRon<'_> for bool {
    const EXPECTED: &'static str = "true or false";
}

impl<'s> FromRon<'s> for Vec<Node<'s>> {
    const EXPECTED: &'static str = "a list: […]";

    fn parse_fast(ron: &'s str) -> Option<Self> {
        fast::parse_list(ron)
    }
}

impl<'s, T: FromRon<'s>> FromRon<'s> for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const CHOICES_HELP: Option<&'static str> = T::CHOICES_HELP;
    const IS_TEXT: bool = T::IS_TEXT;

    fn parse_fast(ron: &'s str) -> Option<Self> {
        T::parse_fast(ron).map(Some)
    }
}

impl<'s> FromRon<'s> for Fields<'s> {
    const EXPECTED: &'static str = "fields in parentheses: (…)";

    fn parse_fast(ron: &'s str) -> Option<Self> {
        fast::parse_fields(ron)
    }
}

impl<'s> FromRon<'s> for Pairs<'s> {
    const EXPECTED: &'static str = "a map: {\"…\": …}";

    fn parse_fast(ron: &'s str) -> Option<Self> {
        fast::parse_pairs(ron)
    }
}

impl<'s> FromRon<'s> for TaggedFields<'s> {
    const EXPECTED: &'static str = "Quote(…), Paraphrase(…) or Qa(…)";

    fn parse_fast(ron: &'s str) -> Option<Self> {
        fast::parse_tagged(ron)
    }
}
