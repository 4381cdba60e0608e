//! [`Safe`]: text that went through sanitising, the only text a widget or a writer takes.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::sanitise;

/// Text that can be shown, printed or copied without driving the terminal or poisoning a paste.
///
/// It holds no control character but the line feed, no bidirectional control, no tag character and
/// no invisible format character outside the scripts and emoji that need it. It comes from outside
/// only through [`Safe::text`] and [`Safe::line`]; the program's own words come from literals.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Safe<'a>(Cow<'a, str>);

impl<'a> Safe<'a> {
    /// Sanitises text that may run over several lines; line feeds stay.
    pub fn text(raw: impl Into<Cow<'a, str>>) -> Self {
        Self(sanitise::text(raw.into()))
    }

    /// Sanitises text for a place of one line: each line break becomes a space.
    pub fn line(raw: impl Into<Cow<'a, str>>) -> Self {
        let text = sanitise::text(raw.into());
        Self(if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { text })
    }

    /// A text that is known to have been sanitised.
    pub(super) fn known(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself for as long as what it was borrowed from; nothing where it was not borrowed.
    pub fn as_borrowed(&self) -> Option<&'a str> {
        match self.0 {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// A part of the text, by byte range; empty where the range is not one of this text.
    pub fn slice(&self, range: Range<usize>) -> Safe<'_> {
        Safe(Cow::Borrowed(self.0.get(range).unwrap_or_default()))
    }

    /// A part of the text, by byte range, for as long as what the text was borrowed from.
    #[must_use]
    pub fn into_slice(self, range: Range<usize>) -> Self {
        Self(match self.0 {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
        })
    }

    /// The beginning of the text: at most so many bytes of it, whole characters.
    pub fn beginning(&self, bytes: usize) -> Safe<'_> {
        self.borrowed().cut(bytes)
    }

    /// The same, for as long as what the text was borrowed from.
    #[must_use]
    pub fn cut(self, bytes: usize) -> Self {
        let end = self.0.floor_char_boundary(bytes);
        self.into_slice(0..end)
    }

    /// The same text, borrowed.
    pub fn borrowed(&self) -> Safe<'_> {
        Safe(Cow::Borrowed(&self.0))
    }

    /// The same text, owned.
    pub fn into_owned(self) -> Safe<'static> {
        Safe(Cow::Owned(self.0.into_owned()))
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines of the text, without their line feeds; an empty text has one empty line.
    pub fn lines(&self) -> impl Iterator<Item = Safe<'_>> {
        self.0.split('\n').map(|line| Safe(Cow::Borrowed(line)))
    }

    /// The text with its line breaks made blanks.
    pub fn on_one_line(&self) -> Safe<'static> {
        self.map_chars(|_, c| (c == '\n').then_some(" "))
    }

    /// The text in upper case, as Unicode maps it.
    pub fn to_uppercase(&self) -> Safe<'static> {
        Safe(Cow::Owned(self.0.to_uppercase()))
    }

    /// Replaces some characters of the text by words of the program's own.
    pub fn map_chars(&self, mut map: impl FnMut(usize, char) -> Option<&'static str>) -> Safe<'static> {
        let mut out = String::with_capacity(self.0.len());
        for (at, c) in self.0.char_indices() {
            match map(at, c) {
                Some(words) => out.push_str(words),
                None => out.push(c),
            }
        }
        Safe(Cow::Owned(out))
    }

    /// Joins parts with a separator of the program's own.
    pub fn join<'b>(parts: impl IntoIterator<Item = Safe<'b>>, separator: &'static str) -> Safe<'static> {
        let mut out = String::new();
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                out.push_str(separator);
            }
            out.push_str(&part.0);
        }
        Safe(Cow::Owned(out))
    }

    /// Puts parts behind each other; see [`safe!`](crate::safe).
    pub fn concat(parts: &[&dyn SafePart]) -> Safe<'static> {
        let mut out = String::new();
        for part in parts {
            part.push_to(&mut out);
        }
        Safe(Cow::Owned(out))
    }
}

/// Writes the program's own words and safe texts behind each other into a [`Safe`].
#[macro_export]
macro_rules! safe {
    ($($part:expr),+ $(,)?) => { $crate::text::Safe::concat(&[$(&$part),+]) };
}

impl From<&'static str> for Safe<'_> {
    /// Words of the program's own need no sanitising.
    fn from(words: &'static str) -> Self {
        Safe(Cow::Borrowed(words))
    }
}

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Safe<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Safe<'static> {
    /// Text that sanitising would change was never a [`Safe`], and is refused.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = String::deserialize(deserializer)?;
        if sanitise::is_clean(&raw) {
            Ok(Self(Cow::Owned(raw)))
        } else {
            Err(de::Error::custom("this text was not sanitised"))
        }
    }
}

/// What may become part of a [`Safe`] as it is: safe text, the program's own words, numbers.
pub trait SafePart {
    /// Appends itself.
    fn push_to(&self, out: &mut String);
}

impl SafePart for Safe<'_> {
    fn push_to(&self, out: &mut String) {
        out.push_str(&self.0);
    }
}

impl SafePart for &Safe<'_> {
    fn push_to(&self, out: &mut String) {
        out.push_str(&self.0);
    }
}

impl SafePart for &'static str {
    fn push_to(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl SafePart for usize {
    fn push_to(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_text_is_not_copied() {
        let raw = "“It’s a ‘majority’ of our trade” — naïve, Қазақстан, 汉字, 👩‍🚀";
        assert!(matches!(Safe::text(raw).0, Cow::Borrowed(same) if same == raw));
    }

    #[test]
    fn what_was_not_sanitised_is_not_taken_for_it() {
        assert_eq!(serde_json::from_str::<Safe<'static>>("\"né\\n\"").unwrap().as_str(), "né\n");
        for raw in [r#""\u001b[2J""#, r#""a\tb""#, r#""\u202e""#] {
            assert!(serde_json::from_str::<Safe<'static>>(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn a_line_has_no_line_break() {
        assert_eq!(Safe::line("one\r\ntwo\nthree").as_str(), "one two three");
    }

    #[test]
    fn a_range_that_is_none_of_the_text_is_empty() {
        assert_eq!(Safe::from("né").slice(0..2).as_str(), "");
        assert_eq!(Safe::from("né").slice(0..3).as_str(), "né");
    }

    #[test]
    fn parts_are_put_behind_each_other() {
        assert_eq!(safe!(4_usize, " of ", Safe::line("40\t.")).as_str(), "4 of 40  .");
    }
}
