//! What is print and not words: the one table of differences that a quotation may have from its source, a draft from a
//! collection, and a query from a text, while the words are the same.
//!
//! Searching ([`fold`](crate::fold)) ignores all of it, and case and accents besides; verifying and proofreading ignore
//! it and say what they ignored, by the class of the rule.

use std::fmt::Write as _;

use serde::Serialize;

use crate::marks::{is_double_quote, is_single_quote};
use crate::sanitise;

/// A class of differences in print that do not change the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrintDifference {
    /// The shape of quotation marks, apostrophes and primes, including double for single marks; and marks that are
    /// repeated at the beginning of a paragraph.
    Marks,
    /// The length of dashes, and the white space around them.
    Dashes,
    /// An ellipsis as a single character or as dots.
    Ellipsis,
    /// No-break spaces and other special white space, and blanks next to punctuation.
    Spaces,
    /// A paragraph break in one of the texts only.
    Paragraphs,
    /// Soft hyphens and other invisible characters.
    Invisible,
    /// The Unicode normal form: composed letters, or letters with combining marks.
    NormalForm,
    /// Ligatures and other forms of letters and digits: `ﬁ`, `ſ`, full-width letters, Arabic presentation forms, `½`.
    Ligatures,
    /// A word broken at the end of a line.
    Hyphenation,
    /// A line break where the script has no spaces between words.
    LineBreaks,
    /// Marks of notes in the source.
    NoteMarks,
}

impl PrintDifference {
    /// A description for the user.
    pub fn name(self) -> &'static str {
        match self {
            Self::Marks => "quotation marks or apostrophes",
            Self::Dashes => "dashes",
            Self::Ellipsis => "ellipsis",
            Self::Spaces => "kind of space",
            Self::Paragraphs => "paragraphs",
            Self::Invisible => "soft hyphens or other invisible characters",
            Self::NormalForm => "Unicode normal form",
            Self::Ligatures => "ligatures or other forms of letters",
            Self::Hyphenation => "words broken at line ends",
            Self::LineBreaks => "line breaks",
            Self::NoteMarks => "marks of notes",
        }
    }

    /// The class of a character that has a plainer form in print; `None` for all others, and for the ordinary space.
    pub fn of_char(c: char) -> Option<Self> {
        match c {
            _ if is_single_quote(c) || is_double_quote(c) || matches!(c, '＂' | '＇' | '`' | '´') => {
                Some(Self::Marks)
            }
            _ if is_dash(c) => Some(Self::Dashes),
            '…' | '⋯' | '‥' => Some(Self::Ellipsis),
            _ if is_plain_space(c) => None,
            _ if c.is_whitespace() => Some(Self::Spaces),
            _ if is_invisible(c) => Some(Self::Invisible),
            _ if is_letter_form(c) => Some(Self::Ligatures),
            _ => None,
        }
    }
}

/// Whether a character is a hyphen or a dash.
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Whether a character is white space whose exact kind does not matter.
pub fn is_plain_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}

/// Whether a character is invisible in every script. Joiners are not: see [`is_needless_joiner`].
pub fn is_invisible(c: char) -> bool {
    c >= '\u{ad}'
        && (sanitise::is_harmless_format(c)
            || matches!(c,
                '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'))
}

/// The invisible characters of a text that no script or emoji needs there, each with its byte offset.
pub fn unseen_chars(text: &str) -> impl Iterator<Item = (usize, char)> {
    sanitise::unseen_chars(text)
}

/// JSON whose strings have directional isolates as escapes, since a terminal may follow them. Nothing else in JSON can
/// have them.
pub fn escape_isolates(json: String) -> String {
    if !json.contains(is_isolate) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_isolate(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a character begins or ends a directional isolate.
pub fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Whether a character joins letters, or keeps them apart, without being seen.
pub fn is_joiner(c: char) -> bool {
    sanitise::is_joiner(c)
}

/// Whether a character belongs to the one before it: combining marks and joiners.
pub fn attaches_to_base(c: char) -> bool {
    sanitise::attaches_to_base(c)
}

/// Whether a character is a joiner that no script needs after the character `before` it.
pub fn is_needless_joiner(c: char, before: Option<char>) -> bool {
    is_joiner(c) && !before.is_some_and(sanitise::is_shaped_by_joiner)
}

/// Whether a character is a form of one or more other letters or digits that only print distinguishes: their
/// compatibility decomposition (Unicode NFKC) has the same words. Raised and lowered digits are not: 10² is not 102.
pub fn is_letter_form(c: char) -> bool {
    matches!(c,
        // ¼ ½ ¾, ĳ, ŉ, ſ, the digraphs of Croatian.
        '\u{bc}'..='\u{be}' | '\u{132}' | '\u{133}' | '\u{149}' | '\u{17f}' | '\u{1c4}'..='\u{1cc}' | '\u{1f1}'..='\u{1f3}'
        // Armenian ew; fractions, Roman numerals; radicals that stand for characters in texts taken from PDFs.
        | '\u{587}' | '\u{2150}'..='\u{217f}' | '\u{2189}' | '\u{2e9f}' | '\u{2ef3}' | '\u{2f00}'..='\u{2fd5}'
        // Latin and Armenian ligatures; Hebrew and Arabic presentation forms.
        | '\u{fb00}'..='\u{fb06}' | '\u{fb13}'..='\u{fb17}' | '\u{fb20}'..='\u{fb4f}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        // Full-width and half-width forms, but those of hyphens and quotation marks.
        | '\u{ff01}' | '\u{ff03}'..='\u{ff06}' | '\u{ff08}'..='\u{ff0c}' | '\u{ff0e}'..='\u{ff5e}' | '\u{ff61}'..='\u{ff9f}'
        | '\u{ffa1}'..='\u{ffdc}')
}

/// Whether a letter belongs to a script without spaces between words.
pub fn is_unspaced_script(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_has_one_class() {
        for (chars, class) in [
            ("“”‘’«»‹›„‚′″ʼ＂", Some(PrintDifference::Marks)),
            ("-‐‑‒–—―−", Some(PrintDifference::Dashes)),
            ("…", Some(PrintDifference::Ellipsis)),
            ("\u{a0}\u{2002}\u{2009}\u{202f}\u{3000}\u{2028}", Some(PrintDifference::Spaces)),
            (
                "\u{ad}\u{61c}\u{180e}\u{200b}\u{200e}\u{200f}\u{2060}\u{2066}\u{2069}\u{feff}\u{fe0f}",
                Some(PrintDifference::Invisible),
            ),
            ("ﬁﬂﬃſĳＡ１½ﺏⅧ", Some(PrintDifference::Ligatures)),
            ("aé中1.,!?²\n \u{200d}", None),
        ] {
            for c in chars.chars() {
                assert_eq!(PrintDifference::of_char(c), class, "{c:?}");
            }
        }
    }

    #[test]
    fn invisible_characters_are_found() {
        let found = |text: &str| unseen_chars(text).map(|(at, c)| (at, u32::from(c))).collect::<Vec<_>>();
        assert_eq!(found("co\u{ad}op \u{202e}x\u{e0041}"), [(2, 0xad), (7, 0x202e), (11, 0xe0041)]);
        assert_eq!(found("می\u{200c}خواهم 👩\u{200d}🚀 e\u{301}\t\u{7f}\n"), []);
        assert_eq!(found("a\u{200d}b"), [(1, 0x200d)]);
    }

    #[test]
    fn isolates_are_escaped_in_json() {
        let json = escape_isolates("\"a\u{2067}b\u{2069}\u{ad}\"".into());
        assert_eq!(json, "\"a\\u2067b\\u2069\u{ad}\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), "a\u{2067}b\u{2069}\u{ad}");
    }

    #[test]
    fn joiners_are_needed_by_some_scripts_only() {
        assert!(!is_needless_joiner('\u{200c}', Some('ی')) && !is_needless_joiner('\u{200d}', Some('\u{94d}')));
        assert!(is_needless_joiner('\u{200d}', Some('a')) && is_needless_joiner('\u{200c}', None));
        assert!(!is_needless_joiner('a', Some('b')));
    }
}
