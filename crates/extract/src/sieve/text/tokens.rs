//! The narration of an article as tokens and sentences: words, and quotations as single tokens between them.

use std::ops::Range;

use foldhash::HashSet;
use kzq_text::marks::is_quotation_mark;
use kzq_text::persons::{is_abbreviated_title, title};

use super::elision::split_french;
use super::possessives::{plural_possessive, without_possessive};
use super::ranks::is_rank;
use crate::candidate::{Candidate, CandidateKind};
use crate::languages::tongue::{Lexicon, Sense, Tongue, key};

/// What is between a token and the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gap(u16);

impl Gap {
    pub(crate) const COMMA: Self = Self(1);
    pub(crate) const COLON: Self = Self(2);
    pub(crate) const STOP: Self = Self(4);
    pub(crate) const SEMICOLON: Self = Self(8);
    pub(crate) const DASH: Self = Self(16);
    pub(crate) const BRACKET: Self = Self(32);
    pub(crate) const PARAGRAPH: Self = Self(64);
    pub(crate) const MARK: Self = Self(128);
    /// `!`, `?` or `…`.
    pub(crate) const CRY: Self = Self(256);

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn read(gap: &str, breaks_at_line: bool) -> Self {
        // The first of two compounds: `Gesundheits-, Sozial- und …`.
        if gap == "-, " {
            return Self::default();
        }
        let mut found = 0;
        let mut newlines = 0;
        for c in gap.chars() {
            newlines = match c {
                '\n' => newlines + 1,
                c if c.is_whitespace() => newlines,
                _ => 0,
            };
            if newlines > usize::from(!breaks_at_line) {
                found |= Self::PARAGRAPH.0;
            }
            found |= match c {
                ',' | '،' => Self::COMMA.0,
                ':' => Self::COLON.0,
                '.' => Self::STOP.0,
                '!' | '?' | '…' => Self::CRY.0,
                ';' => Self::SEMICOLON.0,
                '—' | '–' | '―' => Self::DASH.0,
                '(' | ')' | '[' | ']' => Self::BRACKET.0,
                c if is_quotation_mark(c) => Self::MARK.0,
                _ => 0,
            };
        }
        if gap.contains(" - ") || gap.contains("--") {
            found |= Self::DASH.0;
        }
        Self(found)
    }
}

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
        self.is(Sense::HE.and(Sense::SHE).and(Sense::THEY).and(Sense::ME).and(Sense::IT))
    }

    /// Whether a full stop after it does not end a sentence.
    pub(crate) fn is_abbreviation(&self) -> bool {
        let is_initial =
            self.is_capital() && self.text.chars().nth(1).is_none() && self.text != "I" && self.text != "Я";
        is_initial
            || self.text.contains('.')
            || is_abbreviated_title(self.text)
            || (self.is_capital() && is_rank(&self.key) && self.key != "major")
            || (self.is(Sense::MR.and(Sense::MRS)) && self.text.chars().count() < 5)
            || matches!(
                self.key.as_str(),
                "st" | "jr" | "sr" | "dr" | "prof" | "г" | "им" | "ул" | "ст" | "стр" | "ca" | "bzw" | "etc"
            )
    }

    /// Whether it is the title of a person.
    pub(crate) fn is_title(&self) -> bool {
        self.is(Sense::ROLE.and(Sense::MR).and(Sense::MRS)) || title(&self.key).is_some() || is_rank(&self.key)
    }
}

/// The tokens of an article, its sentences, and the words of its language.
pub(crate) struct Narration<'t> {
    pub(crate) text: &'t str,
    pub(crate) tongue: Tongue,
    pub(crate) lexicon: &'static Lexicon,
    pub(crate) tokens: Vec<Token<'t>>,
    pub(crate) sentences: Vec<Range<usize>>,
    /// For each token its sentence.
    pub(crate) sentence_of: Vec<usize>,
    /// For each sentence, the number of its paragraph.
    pub(crate) paragraph_of: Vec<usize>,
    /// The beginnings of the words that have a capital inside of sentences.
    pub(crate) capital_stems: HashSet<String>,
    /// The beginnings of the words without a capital.
    pub(crate) small_stems: HashSet<String>,
    /// The words that follow a given name somewhere. German only, where they may look like nouns.
    pub(crate) surnames: HashSet<String>,
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

/// The beginning of a word that its forms share.
pub(crate) fn stem(key: &str) -> &str {
    const STEM_CHARS: usize = 5;
    key.char_indices().nth(STEM_CHARS).map_or(key, |(at, _)| &key[..at])
}

/// The stems of the words that an article writes with a capital inside of sentences.
fn capital_stems(tokens: &[Token<'_>], sentences: &[Range<usize>]) -> HashSet<String> {
    let inner = sentences.iter().flat_map(|sentence| sentence.start + 1..sentence.end).map(|at| &tokens[at]);
    inner
        .filter(|token| token.is_capital() && !token.is_in_term && token.quote.is_none())
        .map(|token| stem(&token.key).to_owned())
        .collect()
}

impl<'t> Narration<'t> {
    /// Reads the narration of an article in a language.
    pub(crate) fn new(text: &'t str, candidates: &[Candidate], tongue: Tongue) -> Self {
        /// A line longer than this is a paragraph.
        const MAX_WRAPPED_CHARS: usize = 130;
        let breaks_at_line = text.lines().any(|line| line.chars().count() > MAX_WRAPPED_CHARS);
        let lexicon = Lexicon::of(tongue);
        let mut tokens: Vec<Token<'t>> = Vec::new();
        let mut parts: Vec<(Range<usize>, usize, bool)> = Vec::new();
        for (number, candidate) in candidates.iter().enumerate() {
            let is_term = candidate.kind == CandidateKind::Term;
            parts.extend(candidate.spans.iter().map(|span| (span.clone(), number, is_term)));
        }
        parts.sort_by_key(|(span, ..)| span.start);
        let (mut at, mut last_end) = (0, 0);
        let mut push = |tokens: &mut Vec<Token<'t>>, range: Range<usize>, quote: Option<usize>, is_in_term: bool| {
            let gap = Gap::read(&text[last_end..range.start], breaks_at_line);
            last_end = range.end;
            if quote.is_some() {
                let text = &text[range.clone()];
                let (key, sense) = (String::new(), Sense::default());
                tokens.push(Token { text, key, range, sense, gap, is_possessive: false, quote, is_in_term });
                return;
            }
            let pieces = match tongue {
                Tongue::French => split_french(text, range),
                Tongue::English => {
                    let piece = range.start..range.end + plural_possessive(text, &range, is_in_term);
                    vec![piece]
                }
                Tongue::German | Tongue::Russian => vec![range],
            };
            last_end = pieces.last().map_or(last_end, |piece| piece.end);
            for (number, piece) in pieces.into_iter().enumerate() {
                let written = &text[piece.clone()];
                let whole = key(written);
                let (bare, is_possessive) =
                    if tongue == Tongue::English { without_possessive(&whole) } else { (whole.as_str(), false) };
                let gap = if number == 0 { gap } else { Gap::default() };
                let known = lexicon.sense(bare);
                let is_compound = known == Sense::default()
                    && tongue == Tongue::German
                    && written.starts_with(char::is_uppercase)
                    && lexicon.is_compound_of_thing(bare);
                // `Me Jane Roe`, a lawyer of either gender.
                let is_lawyer = tongue == Tongue::French && written == "Me";
                let known = if is_lawyer { Sense::ROLE } else { known };
                // `Der 24-Jährige`.
                let is_aged = known == Sense::default() && tongue == Tongue::German && written.contains("-Jährig");
                let known = if is_aged { Sense::ROLE } else { known };
                let mut sense = if is_compound { Sense::THING } else { known };
                if tongue != Tongue::English
                    && written.starts_with(char::is_uppercase)
                    && let Some((first, _)) = bare.split_once('-').filter(|_| sense == Sense::default())
                {
                    // `Anne-Marie`.
                    let given = lexicon.sense(first);
                    // `Eva-Lena` is one, the `Eva-Projekt` and the `Eva-Roe-Straße` are none.
                    let last = bare.split_once('-').map_or(Sense::default(), |(_, last)| lexicon.sense(last));
                    let is_name = tongue == Tongue::French || last.is(Sense::HIS_NAME.and(Sense::HER_NAME));
                    sense = [Sense::HIS_NAME, Sense::HER_NAME]
                        .into_iter()
                        .filter(|name| is_name && given.is(*name))
                        .fold(sense, Sense::and);
                }
                let key = bare.to_owned();
                tokens.push(Token { text: written, key, range: piece, sense, gap, is_possessive, quote, is_in_term });
            }
        };
        for (span, number, is_term) in parts {
            if span.start < at {
                continue;
            }
            for word in word_ranges(text, at..span.start) {
                push(&mut tokens, word, None, false);
            }
            if is_term {
                for word in word_ranges(text, span.clone()) {
                    push(&mut tokens, word, None, true);
                }
            } else {
                push(&mut tokens, span.clone(), Some(number), false);
            }
            at = span.end;
        }
        for word in word_ranges(text, at..text.len()) {
            push(&mut tokens, word, None, false);
        }
        let mut narration = Self {
            text,
            tongue,
            lexicon,
            tokens,
            sentences: Vec::new(),
            sentence_of: Vec::new(),
            paragraph_of: Vec::new(),
            capital_stems: HashSet::default(),
            small_stems: HashSet::default(),
            surnames: HashSet::default(),
        };
        narration.read_initials();
        narration.split_sentences();
        narration.read_french_words();
        narration.capital_stems = capital_stems(&narration.tokens, &narration.sentences);
        narration.note_small_stems();
        narration.note_surnames();
        narration.mark_incises();
        narration
    }

    fn split_sentences(&mut self) {
        /// Rules look at whole sentences: one without an end would take square time.
        const MAX_TOKENS: usize = 120;
        let (mut start, mut paragraph) = (0, 0);
        for at in 1..=self.tokens.len() {
            if at < self.tokens.len() && at - start < MAX_TOKENS && !self.sentence_ends_before(at) {
                continue;
            }
            self.sentence_of.extend(std::iter::repeat_n(self.sentences.len(), at - start));
            self.sentences.push(start..at);
            self.paragraph_of.push(paragraph);
            paragraph += usize::from(self.tokens.get(at).is_some_and(|next| next.gap.has(Gap::PARAGRAPH)));
            start = at;
        }
    }

    fn sentence_ends_before(&self, at: usize) -> bool {
        let (last, next) = (&self.tokens[at - 1], &self.tokens[at]);
        let gap = next.gap;
        if gap.has(Gap::PARAGRAPH) {
            // A lead-in above a paragraph that is quoted, or a part of the same quotation.
            let continues = next.quote.is_some() && last.quote == next.quote;
            return !(continues || (next.quote.is_some() && last.quote.is_none() && gap.has(Gap::COLON)));
        }
        let is_new = next.is_capital() || next.text.starts_with(char::is_numeric);
        match (last.quote, next.quote) {
            // Words in a row: `“dull”, “late”, said Doe`.
            (Some(one), Some(other)) => {
                one != other && (!gap.has(Gap::COMMA) || last.text.ends_with(['.', '!', '?', '…', ',']))
            }
            (Some(_), None) => {
                if gap.has(Gap::COMMA) || gap.has(Gap::DASH) || !next.is_capital() {
                    return gap.has(Gap::STOP) && next.is_capital() && !gap.has(Gap::COMMA);
                }
                let ends = last.text.trim_end_matches(is_quotation_mark).ends_with(['.', '!', '?', '…']);
                if gap.has(Gap::STOP) || gap.has(Gap::CRY) {
                    return true;
                }
                ends && !self.is_short_credit(at)
            }
            (None, Some(_)) => (gap.has(Gap::STOP) && !last.is_abbreviation()) || gap.has(Gap::CRY),
            (None, None) => {
                let stops = (gap.has(Gap::STOP) && !last.is_abbreviation()) || gap.has(Gap::CRY);
                stops && (is_new || gap.has(Gap::MARK))
            }
        }
    }

    /// Whether a sentence behind a quotation only says who said it: `“…?” Doe asked.`
    fn is_short_credit(&self, at: usize) -> bool {
        const MAX_WORDS: usize = 6;
        for (number, token) in self.tokens[at..].iter().take(MAX_WORDS).enumerate() {
            let ends = token.gap.has(Gap::STOP) || token.gap.has(Gap::PARAGRAPH) || token.quote.is_some();
            if number > 0 && (ends || token.gap.has(Gap::COLON)) {
                return false;
            }
            if number > 0 && token.is(Sense::CUE) && !token.is_capital() {
                let next = self.tokens.get(at + number + 1);
                return next.is_none_or(|next| {
                    !next.gap.has(Gap::COLON) && (next.gap.has(Gap::STOP) || next.gap.has(Gap::PARAGRAPH))
                });
            }
            if !(token.is_capital() || token.is_title() || token.is_pronoun() || token.is(Sense::DETERMINER)) {
                return false;
            }
        }
        false
    }

    /// The key of a token outside of quotations; empty if there is none.
    pub(crate) fn key_at(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|token| token.quote.is_none()).map_or("", |token| token.key.as_str())
    }

    /// Whether nothing but a blank or the full stop of an abbreviation is between a token and the one before it.
    pub(crate) fn is_joined(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let (Some(token), Some(before)) = (self.tokens.get(at), before) else { return false };
        let gap = token.gap;
        if token.quote.is_some() || before.quote.is_some() || gap.has(Gap::PARAGRAPH) {
            return false;
        }
        // The marks of a term do not separate.
        let rest = gap.0 & !Gap::MARK.0;
        rest == 0 || (rest == Gap::STOP.0 && before.is_abbreviation())
    }
}
