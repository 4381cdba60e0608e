//! Reads text with markup: the text as displayed, the parts set apart as quotations, and the place of each character
//! in the original.
//!
//! ```
//! use kzq_text::markup::Markup;
//!
//! let original = "# Speech\n\nAda said:\n\n> We *must* be frank.\n";
//! let markup = Markup::detect("speech.md", original);
//! let plain = markup.read(original);
//! assert_eq!(plain.text(), "Speech\n\nAda said:\n\nWe must be frank.\n\n");
//! let quotation = plain.block_quotes()[0].clone();
//! assert_eq!(plain.text()[quotation.clone()].trim_end(), "We must be frank.");
//! assert_eq!(plain.place(quotation.start), (5, 3));
//! ```

mod captions;
mod character_reference;
mod html;
mod html_elements;
mod html_tree;
mod markdown;
mod plain_text;
mod text_builder;

pub use captions::{Captions, Cue, Voices, read_captions, read_voices};
pub use character_reference::decode_references;
pub use html::read_html_parts;
pub use html_elements::VOID_ELEMENTS;
pub use html_tree::{HtmlElement, HtmlText, HtmlTree};
pub use plain_text::{OffsetMap, PlainText};
pub use text_builder::TextBuilder;

/// The markup of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// None; paragraphs are separated by empty lines.
    Plain,
    /// Markdown (`CommonMark`, with GitHub's tables and footnotes).
    Markdown,
    /// HTML, including XHTML.
    Html,
    /// Subtitles: SRT or `WebVTT`.
    Captions,
}

impl Markup {
    /// Every markup.
    pub const ALL: [Self; 4] = [Self::Plain, Self::Markdown, Self::Html, Self::Captions];

    /// The extensions of files with this markup, in lower case.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["txt", "text"],
            Self::Markdown => &["md", "markdown", "mdown", "mkd", "mdx"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Captions => &["srt", "vtt"],
        }
    }

    /// The markup indicated by the extension of a file name; `None` if it is none of these.
    pub fn of_file_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        let is_own = |own: &&str| own.eq_ignore_ascii_case(extension);
        Self::ALL.into_iter().find(|markup| markup.extensions().iter().any(is_own))
    }

    /// The markup by file name, else guessed from the text.
    pub fn detect(name: &str, original: &str) -> Self {
        Self::of_file_name(name).unwrap_or_else(|| Self::guess(original))
    }

    /// The markup that a text seems to have.
    pub fn guess(original: &str) -> Self {
        let start = original.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let tag =
            start.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'));
        let signs = |line: &str| {
            let heading = line.trim_start_matches('#');
            (heading.len() < line.len() && heading.starts_with(' '))
                || ["> ", "```", "~~~", "* ", "- "].iter().any(|sign| line.starts_with(sign))
        };
        match (tag, original.lines().any(signs)) {
            _ if captions::is_captions(start) => Self::Captions,
            (true, _) => Self::Html,
            (false, true) => Self::Markdown,
            (false, false) => Self::Plain,
        }
    }

    /// Reads a text with this markup. No input is malformed: whatever is not markup is text.
    pub fn read(self, original: &str) -> PlainText<'_> {
        match self {
            Self::Plain => PlainText::from_plain(original),
            Self::Markdown => markdown::read(original),
            Self::Html => html::read(original),
            Self::Captions => read_captions(original).plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_detected_by_file_name_then_by_content() {
        for (name, original, expected) in [
            ("a.md", "plain", Markup::Markdown),
            ("a.b.HTM", "plain", Markup::Html),
            ("a.txt", "# heading", Markup::Plain),
            ("a", "\u{feff}\n<!doctype html>", Markup::Html),
            ("a.rst", "<p>text", Markup::Html),
            ("-", "text\n> quotation", Markup::Markdown),
            ("-", "text\n#tag <p>", Markup::Plain),
            ("talk.srt", "", Markup::Captions),
            ("-", "WEBVTT\n\n00:01.000 --> 00:02.000\n- one", Markup::Captions),
            ("-", "\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\none", Markup::Captions),
            ("", "", Markup::Plain),
        ] {
            assert_eq!(Markup::detect(name, original), expected, "{name}: {original}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_character_has_a_place_in_the_original(original in "([ab\n]|[<>&;/*_#`!-]|<q>|</blockquote>|&amp;|\n\n> |\n1\n0:1 --> 0:2\n|\\PC){0,40}") {
            for markup in Markup::ALL {
                let plain = markup.read(&original);
                for (at, _) in plain.text().char_indices() {
                    let offset = plain.original_offset(at);
                    proptest::prop_assert!(original.is_char_boundary(offset), "{markup:?} {at}");
                    let (line, column) = plain.place(at);
                    proptest::prop_assert!(line >= 1 && line <= 1 + original.matches('\n').count());
                    proptest::prop_assert!(column >= 1);
                }
                for range in [plain.block_quotes(), plain.inline_quotes(), plain.credits()].concat() {
                    proptest::prop_assert!(plain.text().get(range).is_some());
                }
                let (text, map) = plain.into_parts();
                for (at, c) in text.char_indices() {
                    let range = map.original_range(&original, &text, at..at + c.len_utf8());
                    proptest::prop_assert!(original.get(range).is_some(), "{markup:?} {at}");
                }
            }
        }
    }
}
