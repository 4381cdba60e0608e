//! Whether the marked edits in a draft's quotation (omissions and brackets) preserve its meaning.
//!
//! An edit is honest unless it reverses the meaning, which it does if
//!
//! - a bracket inserts or replaces a negation, and the words it replaces, or the bracket itself, have none;
//! - an ellipsis drops a negation from a clause of which other words are kept;
//! - a bracket puts another word, modal or quantifier in the place of one that was said (`brackets.rs`);
//! - an ellipsis hides an exception or a condition (`cuts.rs`);
//! - a bracket contains a number, date or name missing from the words it replaces. This is allowed if the bracket
//!   replaces nothing, a pronoun or the like, a relative time (`next year`) or a mere reference (`the country`), or
//!   describes a named person by other names of the entry (`[China’s leader]`).

use std::ops::Range;

use super::brackets::{adds_claim, is_english, is_small_word, names_what_was_meant, substitutes, substitutes_beside};
use super::cuts::{Beside, Cut, HiddenWords, MAX_TOKENS_BESIDE, exception_after, hidden_before, negations_after};
use super::edited_quote::EditedQuote;
use super::objections::Objections;
use crate::align::tokens::TokenSpan;
use crate::align::{AlignStep, aligned_ends};
use crate::evidence::negation::is_negation;
use crate::evidence::{facts_missing_from, has_facts, has_only_names, is_stop_word};

/// How many words next to a quotation count as replaced by a bracket at its edge.
const MAX_WORDS_BESIDE: usize = 3;
/// Words that begin a reference to something mentioned before.
const DETERMINERS: &[&str] =
    &["the", "this", "that", "these", "those", "our", "my", "his", "her", "its", "their", "your"];
/// Maximum length of such a reference, in words.
const MAX_REFERENCE_WORDS: usize = 4;
/// Words for times relative to the moment of speaking.
const RELATIVE_TIME_WORDS: &[&str] = &[
    "today",
    "tomorrow",
    "tonight",
    "yesterday",
    "now",
    "ago",
    "last",
    "next",
    "coming",
    "past",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "current",
];

/// An edit that changes the meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MeaningChange {
    /// The alignment steps it covers; empty for an edit at the edge of the quotation.
    pub(crate) steps: Range<usize>,
    pub(crate) objections: Objections,
}

/// The words that a quotation is checked against.
pub(crate) struct OriginalText<'t> {
    /// The whole text.
    pub(crate) text: &'t str,
    /// The tokens to which the alignment steps refer.
    pub(crate) tokens: &'t [TokenSpan],
}

impl<'t> OriginalText<'t> {
    pub(super) fn word(&self, at: usize) -> &'t str {
        &self.text[self.tokens[at].range.clone()]
    }

    /// The words among some tokens, without punctuation.
    fn words(&self, tokens: impl IntoIterator<Item = usize>) -> Vec<&'t str> {
        tokens.into_iter().filter(|&at| self.tokens[at].is_word).map(|at| self.word(at)).collect()
    }

    fn ends_clause(&self, at: usize) -> bool {
        matches!(self.word(at), "," | ";" | ":" | "." | "!" | "?" | "—" | "...")
    }

    /// Whether words remain of the clause around a negation at token `at`, with `omitted` left out.
    fn keeps_rest_of_clause(&self, at: usize, omitted: &Range<usize>) -> bool {
        let start = (0..at).rev().find(|&at| self.ends_clause(at)).map_or(0, |mark| mark + 1);
        let end = (at..self.tokens.len()).find(|&at| self.ends_clause(at)).unwrap_or(self.tokens.len());
        let is_word = |mut range: Range<usize>| range.any(|at| self.tokens[at].is_word);
        is_word(start..omitted.start.max(start)) || is_word(omitted.end.min(end)..end)
    }

    /// Some tokens, for looking beside a quotation.
    fn beside(&self, tokens: Range<usize>) -> Vec<Beside<'t>> {
        let tokens = tokens.start.min(tokens.end)..tokens.end.min(self.tokens.len());
        tokens.map(|at| Beside { text: self.word(at), is_word: self.tokens[at].is_word }).collect()
    }

    fn before(&self, token: usize) -> Vec<Beside<'t>> {
        self.beside(token.saturating_sub(MAX_TOKENS_BESIDE)..token)
    }

    fn after(&self, token: usize) -> Vec<Beside<'t>> {
        self.beside(token + 1..token + 1 + MAX_TOKENS_BESIDE)
    }

    /// Whether a token is missing, a mark or a small word, so that a word next to it is all that a bracket replaces.
    fn is_small(&self, at: Option<usize>) -> bool {
        at.is_none_or(|at| at >= self.tokens.len() || !self.tokens[at].is_word || is_small_word(self.word(at)))
    }

    /// The word before some quoted ones that a bracket at the beginning of the quotation replaces.
    fn word_before(&self, first: usize) -> Option<&'t str> {
        let at = first.checked_sub(1).filter(|&at| self.tokens[at].is_word)?;
        self.is_small(at.checked_sub(1)).then(|| self.word(at))
    }

    /// The word after some quoted ones that a bracket at the end of the quotation replaces. After a name, it is more likely
    /// a gloss.
    fn word_after(&self, last: usize) -> Option<&'t str> {
        let at = Some(last + 1).filter(|&at| at < self.tokens.len() && self.tokens[at].is_word)?;
        let is_all = self.is_small(Some(last)) || (self.is_small(Some(at + 1)) && !has_facts(self.word(last)));
        is_all.then(|| self.word(at))
    }

    /// The content words that `tokens` begins with, in text order: at most [`MAX_WORDS_BESIDE`], within the clause.
    fn content_words_beside(&self, tokens: impl Iterator<Item = usize>) -> Vec<&'t str> {
        let is_small = |at: usize| is_small_word(self.word(at)) && !is_negation(self.word(at));
        let is_content_word = |&at: &usize| self.tokens[at].is_word && !is_small(at);
        let mut words: Vec<(usize, &str)> =
            tokens.take_while(is_content_word).take(MAX_WORDS_BESIDE).map(|at| (at, self.word(at))).collect();
        words.sort_unstable();
        words.into_iter().map(|(_, word)| word).collect()
    }
}

/// The edits of a quotation that change its meaning. `core` is the range of its tokens that the steps cover.
pub(crate) fn meaning_changes(
    steps: &[AlignStep],
    quote: &EditedQuote<'_>,
    core: &Range<usize>,
    original: &OriginalText<'_>,
) -> Vec<MeaningChange> {
    let mut found: Vec<MeaningChange> =
        edit_groups(steps, quote, core.start).filter_map(|group| group.meaning_change(quote, original)).collect();
    found.extend(altered_negations(steps, quote, core.start, original));
    found.extend(edge_changes(steps, quote, core, original));
    found
}

/// Consecutive edits, with the tokens they replace.
#[derive(Debug)]
struct EditGroup {
    steps: Range<usize>,
    brackets: Vec<usize>,
    has_omission: bool,
    omitted: Vec<usize>,
}

fn edit_groups<'s>(
    steps: &'s [AlignStep],
    quote: &'s EditedQuote<'_>,
    first: usize,
) -> impl Iterator<Item = EditGroup> + 's {
    let changed = move |step: &AlignStep| match step {
        AlignStep::QuoteOnly(at) => quote.is_edit(first + at),
        AlignStep::Omitted(_) => true,
        _ => false,
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        at += steps[at..].iter().position(changed)?;
        let start = at;
        at += steps[at..].iter().take_while(|step| changed(step)).count();
        let mut group = EditGroup { steps: start..at, brackets: Vec::new(), has_omission: false, omitted: Vec::new() };
        for step in &steps[start..at] {
            match step {
                AlignStep::QuoteOnly(at) if quote.is_in_brackets(first + at) => group.brackets.push(first + at),
                AlignStep::Omitted(at) => group.omitted.push(*at),
                _ => group.has_omission = true,
            }
        }
        Some(group)
    })
}

/// The negations among some words.
fn negations<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<String> {
    words.into_iter().filter(|word| is_negation(word)).map(str::to_owned).collect()
}

fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
}

impl EditGroup {
    fn meaning_change(&self, quote: &EditedQuote<'_>, original: &OriginalText<'_>) -> Option<MeaningChange> {
        let inserted = self.brackets.iter().map(|&at| quote.bracket_content(at)).collect::<Vec<_>>().join(" ");
        let inserted_negations = negations(words_in(&inserted));
        let span = self.omitted.first().map_or(0, |&at| at)..self.omitted.last().map_or(0, |&at| at + 1);
        let leaves_clause_in_part = |&at: &usize| !self.has_omission || original.keeps_rest_of_clause(at, &span);
        let omitted_negations: Vec<usize> =
            self.omitted.iter().copied().filter(|&at| is_negation(original.word(at))).collect();
        let dropped_negations =
            negations(original.words(omitted_negations.iter().copied().filter(leaves_clause_in_part)));
        let negations = match (dropped_negations.is_empty(), inserted_negations.is_empty()) {
            (false, true) => dropped_negations,
            (true, false) if omitted_negations.is_empty() => inserted_negations,
            _ => Vec::new(),
        };
        let words = original.words(self.omitted.iter().copied());
        let replaces = !self.has_omission && !inserted.is_empty() && !words.is_empty();
        let mut objections = Objections { negations, ..Objections::default() };
        if replaces && !describes_person(&inserted, &words, original) {
            let said = words.join(" ");
            let is_english = is_english(original.text);
            let is_named = is_reference(&words) || names_what_was_meant(&words, &inserted, is_english);
            if !is_named && !keeps_names(&inserted, &said) {
                objections.added_facts = facts_missing_from(&inserted, &said);
            }
            if objections.is_empty() && substitutes(&words, &inserted, is_english) {
                objections.replaced.push((said, inserted));
            }
        } else if !inserted.is_empty() && words.is_empty() && adds_claim(&inserted, is_english(original.text)) {
            objections.added_claims.push(inserted);
        }
        if self.has_omission && objections.is_empty() {
            objections.hidden.extend(self.hidden_exception(quote, original));
        }
        (!objections.is_empty()).then(|| MeaningChange { steps: self.steps.clone(), objections })
    }

    /// The exception that an omission between quoted words hides, unless the quotation has one itself.
    fn hidden_exception(&self, quote: &EditedQuote<'_>, original: &OriginalText<'_>) -> Option<String> {
        let (first, last) = (*self.omitted.first()?, *self.omitted.last()?);
        let kept: Vec<Beside<'_>> =
            (0..quote.len()).map(|at| quote.token(at)).map(|(text, is_word)| Beside { text, is_word }).collect();
        let before = first.checked_sub(1).map_or("", |at| original.word(at));
        let omitted = original.beside(first..last + 1);
        let is_kept = (0..kept.len()).any(|at| exception_after(&kept[at..=at], "", Cut::Marked).is_some());
        exception_after(&omitted, before, Cut::Marked).filter(|_| !is_kept)
    }
}

/// Whether words merely refer to what a bracket names.
fn is_reference(words: &[&str]) -> bool {
    let is = |list: &[&str], word: &str| list.contains(&word.to_lowercase().as_str());
    let is_thing = || {
        words.len() <= MAX_REFERENCE_WORDS
            && words.first().is_some_and(|first| is(DETERMINERS, first))
            && !words.iter().any(|word| is_negation(word))
            && !has_facts(&words.join(" "))
    };
    words.iter().all(|word| is_stop_word(word) || is(RELATIVE_TIME_WORDS, word)) || is_thing()
}

/// Whether a bracket describes a named person by other names in the text.
fn describes_person(inserted: &str, words: &[&str], original: &OriginalText<'_>) -> bool {
    has_only_names(&words.join(" "))
        && has_facts(inserted)
        && !has_only_names(inserted)
        && facts_missing_from(inserted, original.text).is_empty()
}

/// Whether a bracket keeps all names that were said, and adds to them: `[Kassym-Jomart Tokayev]`.
fn keeps_names(inserted: &str, said: &str) -> bool {
    has_facts(said) && has_only_names(said) && facts_missing_from(said, inserted).is_empty()
}

/// Whether altered letters make a word its contrary: `power[less]`.
fn is_deprived(own: &str, original: &str) -> bool {
    own.ends_with("less") != original.ends_with("less")
}

/// Words with altered letters that thereby gained or lost a negation.
fn altered_negations<'s>(
    steps: &'s [AlignStep],
    quote: &'s EditedQuote<'_>,
    first: usize,
    original: &'s OriginalText<'_>,
) -> impl Iterator<Item = MeaningChange> + 's {
    steps.iter().enumerate().filter_map(move |(number, step)| {
        let (&AlignStep::Same { quoted, source } | &AlignStep::Replaced { quoted, source }) = step else { return None };
        let own = quote.altered_word(first + quoted)?;
        let (denies, said) = (is_negation(&own), original.word(source));
        let mut objections = Objections::default();
        if denies != is_negation(said) {
            objections.negations.push(if denies { own } else { said.to_owned() });
        } else if is_deprived(&own, said) {
            objections.replaced.push((said.to_owned(), own));
        }
        (!objections.is_empty()).then(|| MeaningChange { steps: number..number + 1, objections })
    })
}

/// Checks brackets before the first and after the last quoted word: they stand for the words next to these.
fn edge_changes(
    steps: &[AlignStep],
    quote: &EditedQuote<'_>,
    core: &Range<usize>,
    original: &OriginalText<'_>,
) -> Vec<MeaningChange> {
    let Some((first, last)) = aligned_ends(steps) else { return Vec::new() };
    let is_bracket = |at: &usize| quote.is_in_brackets(*at);
    let put = |tokens: Vec<usize>| tokens.into_iter().map(|at| quote.bracket_content(at)).collect::<Vec<_>>().join(" ");
    let before = put((0..core.start).rev().take_while(is_bracket).collect());
    let after = put((core.end..quote.len()).take_while(is_bracket).collect());
    let is_english = is_english(original.text);
    let [is_cut_before, is_cut_after] = marked_cuts(quote, core);
    let mut hidden = Objections::default();
    if is_cut_before && before.is_empty() {
        let words = hidden_before(&original.before(first), original.word(first), Cut::Marked);
        let (negations, exceptions): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| is_negation(word));
        hidden = Objections { negations, hidden: exceptions, ..hidden };
    }
    if is_cut_after && after.is_empty() {
        let (beside, word) = (original.after(last), original.word(last));
        hidden.negations.extend(negations_after(&beside, word));
        hidden.hidden.extend(exception_after(&beside, word, Cut::Marked));
    }
    let sides = [
        (before, original.content_words_beside((0..first).rev()), original.word_before(first)),
        (after, original.content_words_beside(last + 1..original.tokens.len()), original.word_after(last)),
    ];
    let judged = sides.into_iter().filter(|(put, ..)| !put.is_empty()).map(|(put, beside, next)| {
        let (own, theirs) = (negations(words_in(&put)), negations(beside.iter().copied()));
        let words = beside.join(" ");
        let added_facts = if has_facts(&words) && !describes_person(&put, &beside, original) {
            facts_missing_from(&put, &words)
        } else {
            Vec::new()
        };
        let is_insertion = beside.is_empty() && next.is_none();
        let negations = if own.is_empty() == theirs.is_empty() { Vec::new() } else { [own, theirs].concat() };
        let mut objections = Objections { negations, added_facts, ..Objections::default() };
        if is_insertion && objections.is_empty() && adds_claim(&put, is_english) {
            objections.added_claims.push(put);
        } else if let Some(next) =
            next.filter(|next| objections.is_empty() && substitutes_beside(next, &put, is_english))
        {
            objections.replaced.push((next.to_owned(), put));
        }
        objections
    });
    let found = judged.chain([hidden]).filter(|objections| !objections.is_empty());
    found.map(|objections| MeaningChange { steps: 0..0, objections }).collect()
}

/// Whether a quotation marks that words were left out before and after it: by an ellipsis, or by letters that are altered
/// at the beginning.
fn marked_cuts(quote: &EditedQuote<'_>, core: &Range<usize>) -> [bool; 2] {
    let is_omission = |at: usize| quote.is_edit(at) && !quote.is_in_brackets(at);
    [
        (0..core.start).any(is_omission) || quote.altered_word(core.start).is_some(),
        (core.end..quote.len()).any(is_omission),
    ]
}

/// What is left out without a mark on either side of a quotation.
pub(super) fn hidden_beside(
    steps: &[AlignStep],
    quote: &EditedQuote<'_>,
    core: &Range<usize>,
    original: &OriginalText<'_>,
) -> HiddenWords {
    let Some((first, last)) = aligned_ends(steps) else { return HiddenWords::default() };
    let [is_cut_before, is_cut_after] = marked_cuts(quote, core);
    let before = if is_cut_before { Vec::new() } else { original.before(first) };
    let after = if is_cut_after { Vec::new() } else { original.after(last) };
    HiddenWords::find(&before, &after, original.word(first), original.word(last))
}

#[cfg(test)]
mod tests {
    use crate::source::SourceText;
    use crate::source::changes::Leniency;
    use crate::source::edited_quote::EditedQuote;

    /// Returns the negations and added facts for which a quotation is rejected.
    fn rejected_for(said: &str, quoted: &str) -> (String, String) {
        let compared =
            SourceText::new(said.to_owned()).compare(&EditedQuote::parse(quoted), Leniency::default()).unwrap();
        assert_eq!(compared.is_honest, compared.objections.is_empty(), "{quoted}");
        (compared.objections.negations.join(" "), compared.objections.added_facts.join(" "))
    }

    const SAID: &str = "Russia is a partner, and the country will never sleep. He met us in Astana last year, when coal had 73% of it; my dream is that someday later we win. The plan, which does not cost much, goes on. Oil put forward by Xi Jinping, the Chairman of China.";

    #[test]
    fn edits_that_preserve_the_meaning_are_accepted() {
        for quoted in [
            "[Kazakhstan] will never sleep",
            "and [Kazakhstan] will never sleep",
            "[Tokayev] met us in Astana",
            "met [the Kazakh people] in Astana",
            "met us in Astana [in 2024], when",
            "Russia is [still] a partner",
            "Russia […] will never sleep",
            "… the country will never sleep",
            "… goes on",
            "The plan … goes on",
            "put forward by [China’s leader], the Chairman",
            "my dream is that … we win",
            "we win [in Astana].",
            "[R]ussia is a partner",
            "will never sleep[s]",
        ] {
            assert_eq!(rejected_for(SAID, quoted), (String::new(), String::new()), "{quoted}");
        }
    }

    #[test]
    fn edits_that_change_the_meaning_are_rejected() {
        for (quoted, negations, foreign) in [
            ("[China] is a partner", "", "China"),
            ("and the country will [always] sleep", "never", ""),
            ("and the country … sleep", "never", ""),
            ("Russia is [not] a partner", "not", ""),
            ("when coal had [93]% of it", "", "93"),
            ("my dream is that [within five years] we win", "", "five years"),
            ("He met us in [Moscow] last year", "", "Moscow"),
            ("The plan, which … cost much", "not", ""),
            ("[No] partner, and the country", "No", ""),
            ("… sleep", "never", ""),
            ("[S]leep", "never", ""),
            ("[…] cost much […]", "not", ""),
        ] {
            assert_eq!(rejected_for(SAID, quoted), (negations.to_owned(), foreign.to_owned()), "{quoted}");
        }
    }
}
