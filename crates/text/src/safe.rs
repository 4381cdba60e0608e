//! [`Safe`]: sanitised text, the only kind of text that widgets and writers accept.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::sanitise;

/// Text that can be shown, printed or copied without driving the terminal or poisoning a paste.
///
/// It contains no control character but the line feed, no override of the writing direction and no tag character.
/// Invisible characters that do no harm, such as soft hyphens and directional isolates, are part of it, so that text that
/// is compared or written back to a collection is what the file has; what is drawn, printed or copied is its
/// [`visible`](Safe::visible) part, as `Display` writes it. External text enters only through [`Safe::text`] and
/// [`Safe::line`]; the program's own strings are literals.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Safe<'a>(Cow<'a, str>);

impl<'a> Safe<'a> {
    /// Sanitises text that may span several lines; line feeds are kept.
    pub fn text(raw: impl Into<Cow<'a, str>>) -> Self {
        Self(sanitise::sanitise(raw.into()))
    }

    /// Sanitises text for a single-line field: each line break becomes a space.
    pub fn line(raw: impl Into<Cow<'a, str>>) -> Self {
        let text = sanitise::sanitise(raw.into());
        Self(if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { text })
    }

    /// Wraps text that is known to be sanitised.
    pub(super) fn new_unchecked(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The text as a plain string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text without hidden characters: invisible ones that neither its script nor an emoji needs.
    pub fn visible(&self) -> Safe<'_> {
        Safe(sanitise::without_hidden(Cow::Borrowed(&self.0)))
    }

    /// Like `visible`, but consumes the text and keeps its lifetime.
    #[must_use]
    pub fn into_visible(self) -> Self {
        Self(sanitise::without_hidden(self.0))
    }

    /// The hidden characters, each with its byte offset.
    pub fn hidden_chars(&self) -> impl Iterator<Item = (usize, char)> {
        sanitise::hidden_chars(&self.0)
    }

    /// The text with each hidden character as a symbol, `⟨U+00AD⟩`, to show where it is.
    pub fn with_symbols(&self) -> Safe<'static> {
        let mut out = String::with_capacity(self.0.len());
        let mut end = 0;
        for (at, c) in self.hidden_chars() {
            out.push_str(&self.0[end..at]);
            sanitise::push_symbol(c, &mut out);
            end = at + c.len_utf8();
        }
        out.push_str(&self.0[end..]);
        Safe(Cow::Owned(out))
    }

    /// The text with the lifetime of its origin, or `None` if it is owned.
    pub fn as_borrowed(&self) -> Option<&'a str> {
        match self.0 {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// A slice by byte range; empty if the range is out of bounds or splits a character.
    pub fn slice(&self, range: Range<usize>) -> Safe<'_> {
        Safe(Cow::Borrowed(self.0.get(range).unwrap_or_default()))
    }

    /// Like `slice`, but consumes the text and keeps its lifetime.
    #[must_use]
    pub fn into_slice(self, range: Range<usize>) -> Self {
        Self(match self.0 {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
        })
    }

    /// The longest prefix of at most `bytes` bytes that ends on a character boundary.
    pub fn prefix(&self, bytes: usize) -> Safe<'_> {
        self.to_borrowed().into_prefix(bytes)
    }

    /// Like `prefix`, but consumes the text and keeps its lifetime.
    #[must_use]
    pub fn into_prefix(self, bytes: usize) -> Self {
        let end = self.0.floor_char_boundary(bytes);
        self.into_slice(0..end)
    }

    /// The text if it has at most `bytes` bytes, else its [`prefix`](Self::prefix) of that length, and an ellipsis.
    pub fn shortened(&self, bytes: usize) -> Safe<'static> {
        let start = self.prefix(bytes);
        let is_cut = start.as_str().len() < self.as_str().len();
        crate::safe!(start, if is_cut { "…" } else { "" })
    }

    /// A borrowed view of the text.
    pub fn to_borrowed(&self) -> Safe<'_> {
        Safe(Cow::Borrowed(&self.0))
    }

    /// Converts into owned text.
    pub fn into_owned(self) -> Safe<'static> {
        Safe(Cow::Owned(self.0.into_owned()))
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines of the text, without line feeds; an empty text has one empty line.
    pub fn lines(&self) -> impl Iterator<Item = Safe<'_>> {
        self.0.split('\n').map(|line| Safe(Cow::Borrowed(line)))
    }

    /// The text with each line feed replaced by a space.
    pub fn to_single_line(&self) -> Safe<'static> {
        self.replace_chars(|_, c| (c == '\n').then_some(" "))
    }

    /// The text in upper case, as Unicode maps it.
    pub fn to_uppercase(&self) -> Safe<'static> {
        Safe(Cow::Owned(self.0.to_uppercase()))
    }

    /// Replaces each character for which `map` returns a literal; `map` receives its byte offset and the character.
    pub fn replace_chars(&self, mut map: impl FnMut(usize, char) -> Option<&'static str>) -> Safe<'static> {
        let mut out = String::with_capacity(self.0.len());
        for (at, c) in self.0.char_indices() {
            match map(at, c) {
                Some(words) => out.push_str(words),
                None => out.push(c),
            }
        }
        Safe(Cow::Owned(out))
    }

    /// Joins parts with a literal separator.
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

    /// Concatenates parts; see [`safe!`](crate::safe).
    pub fn concat(parts: &[&dyn SafePart]) -> Safe<'static> {
        let mut out = String::new();
        for part in parts {
            part.push_to(&mut out);
        }
        Safe(Cow::Owned(out))
    }
}

/// Concatenates literals, numbers and safe texts into a [`Safe`].
#[macro_export]
macro_rules! safe {
    ($($part:expr),+ $(,)?) => { $crate::Safe::concat(&[$(&$part),+]) };
}

impl From<&'static str> for Safe<'_> {
    /// Literals of the program need no sanitising.
    fn from(words: &'static str) -> Self {
        Safe(Cow::Borrowed(words))
    }
}

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.visible().0)
    }
}

impl Serialize for Safe<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Safe<'static> {
    /// Rejects text that sanitising would change: it cannot come from a serialised [`Safe`].
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = String::deserialize(deserializer)?;
        if sanitise::is_clean(&raw) {
            Ok(Self(Cow::Owned(raw)))
        } else {
            Err(de::Error::custom("this text was not sanitised"))
        }
    }
}

/// A part that can be appended to a [`Safe`] as it is: safe text, literals, numbers.
pub trait SafePart {
    /// Appends itself to `out`.
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
    fn deserialising_rejects_unsanitised_text() {
        assert_eq!(serde_json::from_str::<Safe<'static>>("\"né\\n\"").unwrap().as_str(), "né\n");
        for raw in [r#""\u001b[2J""#, r#""a\tb""#, r#""\u202e""#] {
            assert!(serde_json::from_str::<Safe<'static>>(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn hidden_characters_are_kept_but_not_shown() {
        let text = Safe::text("co\u{ad}operation\u{200b}");
        assert_eq!(text.as_str(), "co\u{ad}operation\u{200b}");
        assert_eq!(serde_json::to_value(&text).unwrap(), "co\u{ad}operation\u{200b}");
        assert_eq!((text.to_string().as_str(), text.visible().as_str()), ("cooperation", "cooperation"));
        assert_eq!(text.with_symbols().as_str(), "co⟨U+00AD⟩operation⟨U+200B⟩");
        assert!(matches!(Safe::from("plain — text").visible().0, Cow::Borrowed(_)));
    }

    #[test]
    fn a_line_has_no_line_break() {
        assert_eq!(Safe::line("one\r\ntwo\nthree").as_str(), "one two three");
    }

    #[test]
    fn an_invalid_range_is_empty() {
        assert_eq!(Safe::from("né").slice(0..2).as_str(), "");
        assert_eq!(Safe::from("né").slice(0..3).as_str(), "né");
    }

    #[test]
    fn parts_are_concatenated() {
        assert_eq!(safe!(4_usize, " of ", Safe::line("40\t.")).as_str(), "4 of 40  .");
    }
}
