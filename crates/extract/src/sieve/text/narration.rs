//! The narration of an article as tokens: words, and quotations as single tokens between them.

use std::ops::Range;

use foldhash::HashSet;

use super::elision::split_french;
use super::gap::Gap;
use super::possessives::{plural_possessive, without_possessive};
use super::token::{Token, stem, word_ranges};
use crate::candidate::{Candidate, CandidateKind};
use crate::languages::tongue::{Lexicon, Sense, Tongue, key};

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
                    let is_name = tongue == Tongue::French || last.is(Sense::HIS_NAME.or(Sense::HER_NAME));
                    sense = [Sense::HIS_NAME, Sense::HER_NAME]
                        .into_iter()
                        .filter(|name| is_name && given.is(*name))
                        .fold(sense, Sense::or);
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
        let rest = gap.without(Gap::MARK);
        rest == Gap::default() || (rest == Gap::STOP && before.is_abbreviation())
    }
}
