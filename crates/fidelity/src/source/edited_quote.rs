//! [`Clip`]: a quotation as printed in a draft, with the signs that mark its edits.
//!
//! Honest edits are an ellipsis (…, ..., […], [...]) for omitted words, square brackets around words that the speaker
//! did not say or said differently, and square brackets inside a word around altered letters (`[W]e`, `reform[s]`).

use std::ops::Range;

use crate::align::diff::Parted;
use crate::align::tokens::{ELLIPSIS, Token};
use crate::align::{Item, Numbers};

/// Maximum number of words with altered letters that are tracked: one bit each in `AlignToken::altered_mask`.
const ALTERED: usize = 32;

/// A quotation in a draft, with its edits.
#[derive(Clone, Debug)]
pub(crate) struct Clip<'t> {
    /// Its tokens, where each sign of an edit is a single token.
    pub(crate) parted: Parted<'t>,
    parts: Vec<Part>,
}

/// The kind of a token in an edited quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Plain,
    /// A sign of omission.
    Omission,
    /// Words in brackets, which replace other words or are inserted.
    Brackets,
    /// A word with altered letters.
    Altered(Altered),
}

/// A word with some of its letters in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Altered {
    before: String,
    put: String,
    behind: String,
}

impl Altered {
    /// Whether `word` may be the original: the same letters, apart from the case of those in brackets; or the same
    /// beginning with another ending.
    pub(crate) fn fits(&self, word: &str) -> bool {
        /// Minimum number of original letters kept, and maximum number of letters cut.
        const KEPT: usize = 3;
        const CUT: usize = 5;
        let Self { before, put, behind } = self;
        let same_letters = word
            .strip_prefix(before.as_str())
            .and_then(|rest| rest.strip_suffix(behind.as_str()))
            .is_some_and(|rest| rest.to_lowercase() == put.to_lowercase());
        let other_ending = || {
            let cut = word.strip_prefix(before.as_str()).map(|rest| rest.chars().count());
            let is_word = before.chars().all(char::is_alphabetic);
            behind.is_empty() && is_word && before.chars().count() >= KEPT && cut.is_some_and(|cut| cut <= CUT)
        };
        same_letters || other_ending()
    }
}

impl<'t> Clip<'t> {
    /// Parses a quotation.
    pub(crate) fn of(text: &'t str) -> Self {
        let mut parted = Parted::of(text);
        let tokens = std::mem::take(&mut parted.tokens);
        let mut clip = Self { parted, parts: Vec::new() };
        let mut at = 0;
        while at < tokens.len() {
            at += clip.bracketed(&tokens[at..]).or_else(|| clip.dots(&tokens[at..])).unwrap_or_else(|| {
                clip.push(tokens[at].at.clone(), Part::Plain, tokens[at].is_word);
                1
            });
        }
        clip.free_marks();
        clip
    }

    fn word(&self, token: &Token) -> &str {
        &self.parted.stream.as_str()[token.at.clone()]
    }

    fn push(&mut self, at: Range<usize>, part: Part, is_word: bool) {
        self.parted.tokens.push(Token { at, is_word });
        self.parts.push(part);
    }

    /// Consumes brackets if the tokens begin with them; returns the number of tokens consumed.
    fn bracketed(&mut self, tokens: &[Token]) -> Option<usize> {
        /// Longer bracketed text is not treated as an edit.
        const MOST: usize = 40;
        let first = tokens.first().filter(|first| matches!(self.word(first), "[" | "("))?;
        let is_round = self.word(first) == "(";
        let close = if is_round { ")" } else { "]" };
        let end = tokens.iter().take(MOST).position(|token| self.word(token) == close)?;
        let inside = &tokens[1..end];
        let is_omission = inside.first().is_some_and(|first| self.word(first) == ELLIPSIS)
            && inside.iter().all(|token| matches!(self.word(token), ELLIPSIS | "."));
        let at = first.at.start..tokens[end].at.end;
        if is_omission {
            self.push(at, Part::Omission, false);
            return Some(end + 1);
        }
        if is_round {
            return None;
        }
        let touches = |token: &&Token, edge: usize| token.is_word && (token.at.end == edge || token.at.start == edge);
        let last = self.parted.tokens.last().filter(|token| touches(token, at.start)).cloned();
        let last = last.filter(|_| self.parts.last() == Some(&Part::Plain));
        let next = tokens.get(end + 1).filter(|token| touches(token, at.end)).cloned();
        if last.is_none() && next.is_none() {
            self.push(at, Part::Brackets, false);
            return Some(end + 1);
        }
        let letters =
            |token: &Option<Token>| token.as_ref().map_or_else(String::new, |token| self.word(token).to_owned());
        let put = self.parted.stream.as_str()[at.start + 1..at.end - 1].to_owned();
        let altered = Altered { before: letters(&last), put, behind: letters(&next) };
        if last.is_some() {
            self.parted.tokens.pop();
            self.parts.pop();
        }
        let whole = last.map_or(at.start, |token| token.at.start)..next.as_ref().map_or(at.end, |token| token.at.end);
        self.push(whole, Part::Altered(altered), true);
        Some(end + 1 + usize::from(next.is_some()))
    }

    /// Consumes an ellipsis if the tokens begin with one; returns the number of tokens consumed.
    fn dots(&mut self, tokens: &[Token]) -> Option<usize> {
        let is_ellipsis = tokens.first().is_some_and(|token| self.word(token) == ELLIPSIS);
        is_ellipsis.then(|| {
            self.push(tokens[0].at.clone(), Part::Omission, false);
            1
        })
    }

    /// Treats a full stop, comma or semicolon next to an ellipsis as part of it.
    fn free_marks(&mut self) {
        let is_mark = |at: usize| matches!(self.word(&self.parted.tokens[at]), "." | "," | ";");
        let is_gap = |at: Option<usize>| at.and_then(|at| self.parts.get(at)) == Some(&Part::Omission);
        let beside = |at: usize| is_gap(at.checked_sub(1)) || is_gap(Some(at + 1));
        let freed: Vec<usize> = (0..self.parts.len()).filter(|&at| is_mark(at) && beside(at)).collect();
        for at in freed {
            self.parts[at] = Part::Omission;
        }
    }

    /// Whether any edit is marked.
    pub(crate) fn is_edited(&self) -> bool {
        self.parts.iter().any(|part| *part != Part::Plain)
    }

    /// Whether an omission is marked.
    pub(crate) fn omits(&self) -> bool {
        self.parts.contains(&Part::Omission)
    }

    /// Counts the words outside brackets, including words with altered letters.
    pub(crate) fn words(&self) -> usize {
        let plain = |(token, part): &(&Token, &Part)| token.is_word && !matches!(part, Part::Brackets | Part::Omission);
        self.parted.tokens.iter().zip(&self.parts).filter(plain).count()
    }

    /// The runs of unedited words, as printed.
    pub(crate) fn phrases(&self) -> Vec<&str> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut follows = false;
        for (token, part) in self.parted.tokens.iter().zip(&self.parts) {
            let plain = *part == Part::Plain;
            match runs.last_mut().filter(|_| plain && follows) {
                Some(run) => run.end = token.at.end,
                None if plain => runs.push(token.at.clone()),
                None => {}
            }
            follows = plain;
        }
        let raw = |run: Range<usize>| &self.parted.raw[self.parted.stream.raw(run)];
        runs.into_iter().map(raw).filter(|phrase| phrase.contains(char::is_alphanumeric)).collect()
    }

    /// Its halves and thirds, as printed, if long enough to be distinctive: if only one or two words were changed, at
    /// least one of them is intact.
    pub(crate) fn runs(&self) -> Vec<&str> {
        /// Minimum length of a run, in tokens.
        const LEAST: usize = 6;
        let tokens = &self.parted.tokens;
        let run = |part: &[Token]| {
            let at = part.first()?.at.start..part.last()?.at.end;
            Some(&self.parted.raw[self.parted.stream.raw(at)])
        };
        let parts = |count: usize| {
            let length = tokens.len() / count;
            let ends = (0..count).map(move |part| part * length..(part + 1) * length);
            ends.filter(move |_| length >= LEAST)
        };
        parts(2).chain(parts(3)).filter_map(|part| run(&tokens[part])).collect()
    }

    /// The range of its tokens without edits at either end, and without a full stop or comma that house style puts
    /// before the closing mark.
    pub(crate) fn core(&self) -> Range<usize> {
        let is_change = |at: &usize| matches!(self.parts[*at], Part::Brackets | Part::Omission);
        let last = |end: usize| end.checked_sub(1).map(|last| self.word(&self.parted.tokens[last]));
        let start = (0..self.parts.len()).find(|at| !is_change(at)).unwrap_or(self.parts.len());
        let end = |end: usize| (start..end).rev().find(|at| !is_change(at)).map_or(start, |last| last + 1);
        let whole = end(self.parts.len());
        if whole > start + 1 && matches!(last(whole), Some("," | ".")) { start..end(whole - 1) } else { start..whole }
    }

    /// The words with altered letters.
    pub(crate) fn altered(&self) -> impl Iterator<Item = &Altered> {
        let altered = self.parts.iter().filter_map(|part| match part {
            Part::Altered(altered) => Some(altered),
            _ => None,
        });
        altered.take(ALTERED)
    }

    /// Whether a token is a bracketed insertion.
    pub(crate) fn is_in_brackets(&self, token: usize) -> bool {
        self.parts[token] == Part::Brackets
    }

    /// Whether a token is a bracketed insertion or an omission.
    pub(crate) fn is_change(&self, token: usize) -> bool {
        matches!(self.parts[token], Part::Brackets | Part::Omission)
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// The text inside the brackets that a token consists of.
    pub(crate) fn inside(&self, token: usize) -> &str {
        self.word(&self.parted.tokens[token]).trim_start_matches('[').trim_end_matches(']')
    }

    /// A word with altered letters as it now reads; `None` for other tokens.
    pub(crate) fn altered_word(&self, token: usize) -> Option<String> {
        match &self.parts[token] {
            Part::Altered(Altered { before, put, behind }) => Some(format!("{before}{put}{behind}")),
            _ => None,
        }
    }

    /// Converts some of its tokens for alignment, using the numbers assigned in a text.
    pub(crate) fn items(&self, numbers: &Numbers, tokens: Range<usize>) -> Vec<Item> {
        let mut altered = 0;
        let item = |at: usize| match self.parts[at] {
            Part::Omission | Part::Brackets => Item::GAP,
            Part::Plain => {
                let other = u32::try_from(at).unwrap_or(u32::MAX / 2);
                numbers.known(self.parted.stream.as_str(), &self.parted.tokens[at], other)
            }
            Part::Altered(_) => {
                altered += 1;
                Item::altered(altered - 1)
            }
        };
        tokens.map(item).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let clip = Clip::of(text);
        let core = clip.core();
        let one = |at: usize| {
            let word = clip.word(&clip.parted.tokens[at]);
            match &clip.parts[at] {
                Part::Plain => word.to_owned(),
                Part::Omission => "*".to_owned(),
                Part::Brackets => format!("{{{word}}}"),
                Part::Altered(Altered { before, put, behind }) => format!("{before}<{put}>{behind}"),
            }
        };
        core.map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn changes_are_told_from_words() {
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
    fn runs_are_halves_and_thirds() {
        let text = "a b c d e f g h i j k l m n o p q r";
        let runs = ["a b c d e f g h i", "j k l m n o p q r", "a b c d e f", "g h i j k l", "m n o p q r"];
        assert_eq!(Clip::of(text).runs(), runs);
        assert!(Clip::of("a b c d e f g h").runs().is_empty());
    }

    #[test]
    fn altered_words_keep_their_letters() {
        let fits = |text: &str, word: &str| Clip::of(text).altered().next().unwrap().fits(word);
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
    fn phrases_stand_between_changes() {
        assert_eq!(Clip::of("[W]e must be, … frank [and] so. reform[s]").phrases(), ["must be", "frank", "so."]);
        assert_eq!(Clip::of("We’re so").phrases(), ["We’re so"]);
    }
}
