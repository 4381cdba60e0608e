//! A word of the narration, and what can be told of it alone.

use std::ops::Range;

use super::gap::Gap;
use super::ranks::is_rank;
use crate::languages::tongue::Sense;
use kzq_text::persons::{is_abbreviated_title, title};

/// A word of the narration, or a part of a quotation.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    pub(crate) text: &'t str,
    /// As it is looked up, without a possessive.
    pub(crate) key: String,
    pub(crate) range: Range<usize>,
    pub(crate) sense: Sense,
    /// What precedes it.
    pub(crate) gap: Gap,
    pub(crate) is_possessive: bool,
    /// The number of the candidate of which it is a part.
    pub(crate) quote: Option<usize>,
    /// Whether it is in the marks of a term.
    pub(crate) is_in_term: bool,
}

impl Token<'_> {
    pub(crate) fn is(&self, sense: Sense) -> bool {
        self.sense.is(sense)
    }

    pub(crate) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it has several letters, all of them capital.
    pub(crate) fn is_acronym(&self) -> bool {
        /// Letters of a short form with small ones among them: `AStA`.
        const MAX_LETTERS: usize = 6;
        const MIN_CAPITALS: usize = 3;
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = self.text.chars().filter(|c| c.is_uppercase()).count();
        letters > 1 && (!self.text.contains(char::is_lowercase) || letters <= MAX_LETTERS && capitals >= MIN_CAPITALS)
    }

    pub(crate) fn is_pronoun(&self) -> bool {
        self.is(Sense::HE.or(Sense::SHE).or(Sense::THEY).or(Sense::ME).or(Sense::IT))
    }

    /// Whether a full stop after it does not end a sentence.
    pub(crate) fn is_abbreviation(&self) -> bool {
        let is_initial =
            self.is_capital() && self.text.chars().nth(1).is_none() && self.text != "I" && self.text != "Я";
        is_initial
            || self.text.contains('.')
            || is_abbreviated_title(self.text)
            || (self.is_capital() && is_rank(&self.key) && self.key != "major")
            || (self.is(Sense::MR.or(Sense::MRS)) && self.text.chars().count() < 5)
            || matches!(
                self.key.as_str(),
                "st" | "jr" | "sr" | "dr" | "prof" | "г" | "им" | "ул" | "ст" | "стр" | "ca" | "bzw" | "etc"
            )
    }

    /// Whether it is the title of a person.
    pub(crate) fn is_title(&self) -> bool {
        self.is(Sense::ROLE.or(Sense::MR).or(Sense::MRS)) || title(&self.key).is_some() || is_rank(&self.key)
    }

    /// Whether a word may be the name of an organisation.
    pub(crate) fn may_name_organisation(&self) -> bool {
        self.is_in_term
            || self.is_acronym()
            || self.is_capital() && !self.is(Sense::ROLE.or(Sense::NO_NAME).or(Sense::HIS_NAME).or(Sense::HER_NAME))
    }
}

/// The beginning of a word that its forms share.
pub(crate) fn stem(key: &str) -> &str {
    const STEM_CHARS: usize = 5;
    key.char_indices().nth(STEM_CHARS).map_or(key, |(at, _)| &key[..at])
}

/// The byte ranges of the words in a part of a text.
pub(crate) fn word_ranges(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    let mut chars = text[part.clone()].char_indices().peekable();
    let mut last = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = match c {
            '\'' | '’' | '‘' | 'ʼ' => last.is_alphabetic() && next.is_alphabetic(),
            '-' | '‑' => last.is_alphanumeric() && next.is_alphanumeric(),
            '.' | ',' => {
                let rest = || text[part.start + at + c.len_utf8()..part.end].chars();
                // `А.Рудин` are an initial and a name.
                let is_name = || rest().nth(1).is_some_and(char::is_lowercase);
                (last.is_numeric() && next.is_numeric())
                    || (c == '.' && last.is_uppercase() && next.is_uppercase() && !is_name())
            }
            _ => false,
        };
        let is_word = c.is_alphanumeric() || c == '\u{ad}' || c == '\u{301}' || (start.is_some() && joins);
        match (is_word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(part.start + from..part.start + at);
                start = None;
            }
            _ => {}
        }
        last = c;
    }
    if let Some(from) = start {
        found.push(part.start + from..part.end);
    }
    found
}
