//! [`EditedQuote`]: a quotation as printed in a draft, with the signs that mark its edits.
//!
//! Honest edits are an ellipsis (…, ..., […], [...]) for omitted words, square brackets around words that the speaker
//! did not say or said differently, and square brackets inside a word around altered letters (`[W]e`, `reform[s]`).

use std::ops::Range;

use crate::align::diff::TokenizedText;
use crate::align::tokens::{ELLIPSIS, TokenSpan};
use crate::align::{AlignToken, Interner};

/// Maximum number of words with altered letters that are tracked: one bit each in `AlignToken::altered_mask`.
const MAX_ALTERED_WORDS: usize = 32;

/// A quotation in a draft, with its edits.
#[derive(Clone, Debug)]
pub(crate) struct EditedQuote<'t> {
    /// Its tokens, where each sign of an edit is a single token.
    pub(crate) tokenized: TokenizedText<'t>,
    kinds: Vec<EditKind>,
    has_round_brackets: bool,
}

/// The kind of a token in an edited quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum EditKind {
    Plain,
    /// A sign of omission.
    Omission,
    /// Words in brackets, which replace other words or are inserted.
    Brackets,
    /// A word with altered letters.
    Altered(AlteredWord),
}

/// A word with some of its letters in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AlteredWord {
    prefix: String,
    inserted: String,
    suffix: String,
}

impl AlteredWord {
    /// Whether `word` may be the original: the same letters, apart from the case of those in brackets; or the same
    /// beginning with another ending.
    pub(crate) fn may_stand_for(&self, word: &str) -> bool {
        /// Minimum number of original letters kept, and maximum number of letters cut.
        const MIN_KEPT_LETTERS: usize = 3;
        const MAX_CUT_LETTERS: usize = 5;
        let Self { prefix: before, inserted: put, suffix: after } = self;
        let same_letters = word
            .strip_prefix(before.as_str())
            .and_then(|rest| rest.strip_suffix(after.as_str()))
            .is_some_and(|rest| rest.to_lowercase() == put.to_lowercase());
        let other_ending = || {
            let cut = word.strip_prefix(before.as_str()).map(|rest| rest.chars().count());
            let is_word = before.chars().all(char::is_alphabetic);
            after.is_empty()
                && is_word
                && before.chars().count() >= MIN_KEPT_LETTERS
                && cut.is_some_and(|cut| cut <= MAX_CUT_LETTERS)
        };
        same_letters || other_ending()
    }
}

impl<'t> EditedQuote<'t> {
    /// Parses a quotation.
    pub(crate) fn parse(text: &'t str) -> Self {
        Self::parse_with(text, false)
    }

    /// Parses a quotation in which round brackets mark insertions, as in copy for news agencies.
    pub(crate) fn parse_with_round_brackets(text: &'t str) -> Self {
        Self::parse_with(text, true)
    }

    fn parse_with(text: &'t str, has_round_brackets: bool) -> Self {
        let mut parted = TokenizedText::new(text);
        let tokens = std::mem::take(&mut parted.tokens);
        let mut clip = Self { tokenized: parted, kinds: Vec::new(), has_round_brackets };
        let mut at = 0;
        while at < tokens.len() {
            at += clip.consume_brackets(&tokens[at..]).or_else(|| clip.consume_ellipsis(&tokens[at..])).unwrap_or_else(
                || {
                    clip.push(tokens[at].range.clone(), EditKind::Plain, tokens[at].is_word);
                    1
                },
            );
        }
        clip.merge_marks_into_omissions();
        clip
    }

    fn word(&self, token: &TokenSpan) -> &str {
        &self.tokenized.normalized.as_str()[token.range.clone()]
    }

    fn push(&mut self, at: Range<usize>, part: EditKind, is_word: bool) {
        self.tokenized.tokens.push(TokenSpan { range: at, is_word });
        self.kinds.push(part);
    }

    /// Consumes brackets if the tokens begin with them; returns the number of tokens consumed.
    fn consume_brackets(&mut self, tokens: &[TokenSpan]) -> Option<usize> {
        /// Longer bracketed text is not treated as an edit.
        const MAX_TOKENS: usize = 40;
        let first = tokens.first().filter(|first| matches!(self.word(first), "[" | "("))?;
        let is_round = self.word(first) == "(";
        let close = if is_round { ")" } else { "]" };
        let end = tokens.iter().take(MAX_TOKENS).position(|token| self.word(token) == close)?;
        let inside = &tokens[1..end];
        let is_omission = inside.first().is_some_and(|first| self.word(first) == ELLIPSIS)
            && inside.iter().all(|token| matches!(self.word(token), ELLIPSIS | "."));
        let at = first.range.start..tokens[end].range.end;
        if is_omission {
            self.push(at, EditKind::Omission, false);
            return Some(end + 1);
        }
        if is_round && !self.has_round_brackets {
            return None;
        }
        let touches =
            |token: &&TokenSpan, edge: usize| token.is_word && (token.range.end == edge || token.range.start == edge);
        let last = self.tokenized.tokens.last().filter(|token| touches(token, at.start)).cloned();
        let last = last.filter(|_| self.kinds.last() == Some(&EditKind::Plain));
        let next = tokens.get(end + 1).filter(|token| touches(token, at.end)).cloned();
        if last.is_none() && next.is_none() {
            self.push(at, EditKind::Brackets, false);
            return Some(end + 1);
        }
        let letters =
            |token: &Option<TokenSpan>| token.as_ref().map_or_else(String::new, |token| self.word(token).to_owned());
        let put = self.tokenized.normalized.as_str()[at.start + 1..at.end - 1].to_owned();
        let altered = AlteredWord { prefix: letters(&last), inserted: put, suffix: letters(&next) };
        if last.is_some() {
            self.tokenized.tokens.pop();
            self.kinds.pop();
        }
        let whole =
            last.map_or(at.start, |token| token.range.start)..next.as_ref().map_or(at.end, |token| token.range.end);
        self.push(whole, EditKind::Altered(altered), true);
        Some(end + 1 + usize::from(next.is_some()))
    }

    /// Consumes an ellipsis if the tokens begin with one; returns the number of tokens consumed.
    fn consume_ellipsis(&mut self, tokens: &[TokenSpan]) -> Option<usize> {
        let is_ellipsis = tokens.first().is_some_and(|token| self.word(token) == ELLIPSIS);
        is_ellipsis.then(|| {
            self.push(tokens[0].range.clone(), EditKind::Omission, false);
            1
        })
    }

    /// Treats a full stop, comma or semicolon next to an ellipsis as part of it.
    fn merge_marks_into_omissions(&mut self) {
        let is_mark = |at: usize| matches!(self.word(&self.tokenized.tokens[at]), "." | "," | ";");
        let is_gap = |at: Option<usize>| at.and_then(|at| self.kinds.get(at)) == Some(&EditKind::Omission);
        let beside = |at: usize| is_gap(at.checked_sub(1)) || is_gap(Some(at + 1));
        let freed: Vec<usize> = (0..self.kinds.len()).filter(|&at| is_mark(at) && beside(at)).collect();
        for at in freed {
            self.kinds[at] = EditKind::Omission;
        }
    }

    /// Whether any edit is marked.
    pub(crate) fn is_edited(&self) -> bool {
        self.kinds.iter().any(|part| *part != EditKind::Plain)
    }

    /// Whether an omission is marked.
    pub(crate) fn has_omission(&self) -> bool {
        self.kinds.contains(&EditKind::Omission)
    }

    /// Counts the words outside brackets, including words with altered letters.
    pub(crate) fn word_count(&self) -> usize {
        let plain = |(token, part): &(&TokenSpan, &EditKind)| {
            token.is_word && !matches!(part, EditKind::Brackets | EditKind::Omission)
        };
        self.tokenized.tokens.iter().zip(&self.kinds).filter(plain).count()
    }

    /// The runs of unedited words, as printed.
    pub(crate) fn unedited_phrases(&self) -> Vec<&str> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut follows = false;
        for (token, part) in self.tokenized.tokens.iter().zip(&self.kinds) {
            let plain = *part == EditKind::Plain;
            match runs.last_mut().filter(|_| plain && follows) {
                Some(run) => run.end = token.range.end,
                None if plain => runs.push(token.range.clone()),
                None => {}
            }
            follows = plain;
        }
        let raw = |run: Range<usize>| &self.tokenized.raw[self.tokenized.normalized.raw_range(run)];
        runs.into_iter().map(raw).filter(|phrase| phrase.contains(char::is_alphanumeric)).collect()
    }

    /// Its halves and thirds, as printed, if long enough to be distinctive: if only one or two words were changed, at
    /// least one of them is intact.
    pub(crate) fn halves_and_thirds(&self) -> Vec<&str> {
        /// Minimum length of a run, in tokens.
        const MIN_TOKENS: usize = 6;
        let tokens = &self.tokenized.tokens;
        let run = |part: &[TokenSpan]| {
            let at = part.first()?.range.start..part.last()?.range.end;
            Some(&self.tokenized.raw[self.tokenized.normalized.raw_range(at)])
        };
        let parts = |count: usize| {
            let length = tokens.len() / count;
            let ends = (0..count).map(move |part| part * length..(part + 1) * length);
            ends.filter(move |_| length >= MIN_TOKENS)
        };
        parts(2).chain(parts(3)).filter_map(|part| run(&tokens[part])).collect()
    }

    /// The range of its tokens without edits at either end, and without a full stop or comma that house style puts
    /// before the closing mark.
    pub(crate) fn core(&self) -> Range<usize> {
        let is_change = |at: &usize| matches!(self.kinds[*at], EditKind::Brackets | EditKind::Omission);
        let last = |end: usize| end.checked_sub(1).map(|last| self.word(&self.tokenized.tokens[last]));
        let start = (0..self.kinds.len()).find(|at| !is_change(at)).unwrap_or(self.kinds.len());
        let end = |end: usize| (start..end).rev().find(|at| !is_change(at)).map_or(start, |last| last + 1);
        let whole = end(self.kinds.len());
        if whole > start + 1 && matches!(last(whole), Some("," | ".")) { start..end(whole - 1) } else { start..whole }
    }

    /// The words with altered letters.
    pub(crate) fn altered_words(&self) -> impl Iterator<Item = &AlteredWord> {
        let altered = self.kinds.iter().filter_map(|part| match part {
            EditKind::Altered(altered) => Some(altered),
            _ => None,
        });
        altered.take(MAX_ALTERED_WORDS)
    }

    /// Whether a token is a bracketed insertion.
    pub(crate) fn is_in_brackets(&self, token: usize) -> bool {
        self.kinds[token] == EditKind::Brackets
    }

    /// Whether a token is a bracketed insertion or an omission.
    pub(crate) fn is_edit(&self, token: usize) -> bool {
        matches!(self.kinds[token], EditKind::Brackets | EditKind::Omission)
    }

    /// A token, and whether it is a word.
    pub(super) fn token(&self, at: usize) -> (&str, bool) {
        let token = &self.tokenized.tokens[at];
        (self.word(token), token.is_word)
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The text inside the brackets that a token consists of.
    pub(crate) fn bracket_content(&self, token: usize) -> &str {
        self.word(&self.tokenized.tokens[token]).trim_start_matches(['[', '(']).trim_end_matches([']', ')'])
    }

    /// A word with altered letters as it now reads; `None` for other tokens.
    pub(crate) fn altered_word(&self, token: usize) -> Option<String> {
        match &self.kinds[token] {
            EditKind::Altered(AlteredWord { prefix: before, inserted: put, suffix: after }) => {
                Some(format!("{before}{put}{after}"))
            }
            _ => None,
        }
    }

    /// Converts some of its tokens for alignment, using the numbers assigned in a text.
    pub(crate) fn align_tokens(&self, interner: &Interner, tokens: Range<usize>) -> Vec<AlignToken> {
        let mut altered = 0;
        let item = |at: usize| match self.kinds[at] {
            EditKind::Omission | EditKind::Brackets => AlignToken::GAP,
            EditKind::Plain => {
                let other = u32::try_from(at).unwrap_or(u32::MAX / 2);
                interner.lookup(self.tokenized.normalized.as_str(), &self.tokenized.tokens[at], other)
            }
            EditKind::Altered(_) => {
                altered += 1;
                AlignToken::altered(altered - 1)
            }
        };
        tokens.map(item).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let clip = EditedQuote::parse(text);
        let core = clip.core();
        let one = |at: usize| {
            let word = clip.word(&clip.tokenized.tokens[at]);
            match &clip.kinds[at] {
                EditKind::Plain => word.to_owned(),
                EditKind::Omission => "*".to_owned(),
                EditKind::Brackets => format!("{{{word}}}"),
                EditKind::Altered(AlteredWord { prefix: before, inserted: put, suffix: after }) => {
                    format!("{before}<{put}>{after}")
                }
            }
        };
        core.map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn edits_are_recognised() {
        for (text, expected) in [
            ("We must be frank.", "We must be frank"),
            ("We must … be […] frank (...) now", "We must * be * frank * now"),
            ("We must. … be . . . frank....", "We must * * be * frank"),
            ("…we must…", "we must"),
            ("[W]e must [the people] reform[s] the", "<W>e must {[the people]} reform<s> the"),
            ("[He] must [sic],", "must"),
            ("we (must) be", "we ( must ) be"),
            ("a [b", "a [ b"),
            ("[]", ""),
            ("x[]", "x<>"),
            ("", ""),
            ("…", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn long_quotations_are_split_into_halves_and_thirds() {
        let text = "a b c d e f g h i j k l m n o p q r";
        let runs = ["a b c d e f g h i", "j k l m n o p q r", "a b c d e f", "g h i j k l", "m n o p q r"];
        assert_eq!(EditedQuote::parse(text).halves_and_thirds(), runs);
        assert!(EditedQuote::parse("a b c d e f g h").halves_and_thirds().is_empty());
    }

    #[test]
    fn altered_words_match_their_originals() {
        let fits =
            |text: &str, word: &str| EditedQuote::parse(text).altered_words().next().unwrap().may_stand_for(word);
        for (text, word, expected) in [
            ("[W]e", "we", true),
            ("[w]e", "We", true),
            ("[W]e", "the", false),
            ("[W]e", "me", false),
            ("reform[s]", "reform", true),
            ("reform[s]", "reforming", true),
            ("reform[s]", "refor", false),
            ("reform[s]", "reformationists", false),
            ("i[s]", "in", false),
            ("202[9]", "2028", false),
        ] {
            assert_eq!(fits(text, word), expected, "{text} for {word}");
        }
    }

    #[test]
    fn unedited_phrases_lie_between_edits() {
        assert_eq!(
            EditedQuote::parse("[W]e must be, … frank [and] so. reform[s]").unedited_phrases(),
            ["must be", "frank", "so."]
        );
        assert_eq!(EditedQuote::parse("We’re so").unedited_phrases(), ["We’re so"]);
    }
}
