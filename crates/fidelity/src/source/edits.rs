//! Whether the marked edits in a draft's quotation (omissions and brackets) preserve its meaning.
//!
//! An edit is honest unless it reverses the meaning, which it does if
//!
//! - a bracket inserts or replaces a negation, and the words it replaces, or the bracket itself, have none;
//! - an ellipsis drops a negation from a clause of which other words are kept;
//! - a bracket contains a number, date or name missing from the words it replaces. This is allowed if the bracket
//!   replaces nothing, a pronoun or the like, a relative time (`next year`) or a mere reference (`the country`), or
//!   describes a named person by other names of the entry (`[China’s leader]`).

use std::ops::Range;

use super::edited_quote::Clip;
use crate::align::Step;
use crate::align::tokens::Token;
use crate::evidence::negation::is_negation;
use crate::evidence::{facts_beyond, has_facts, is_filler, only_names};

/// How many words next to a quotation count as replaced by a bracket at its edge.
const BESIDE: usize = 3;
/// Words that begin a reference to something mentioned before.
const POINTERS: &[&str] = &["the", "this", "that", "these", "those", "our", "my", "his", "her", "its", "their", "your"];
/// Maximum length of such a reference, in words.
const POINTED: usize = 4;
/// Words for times relative to the moment of speaking.
const TIMES: &[&str] = &[
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
pub(crate) struct Unfair {
    /// The alignment steps it covers; empty for an edit at the edge of the quotation.
    pub(crate) steps: Range<usize>,
    /// The negations it drops or inserts.
    pub(crate) negations: Vec<String>,
    /// What it inserts that is missing from the words it replaces.
    pub(crate) foreign: Vec<String>,
}

/// The words that a quotation is checked against.
pub(crate) struct Said<'t> {
    /// The whole text.
    pub(crate) text: &'t str,
    /// The tokens to which the alignment steps refer.
    pub(crate) tokens: &'t [Token],
}

impl<'t> Said<'t> {
    fn word(&self, at: usize) -> &'t str {
        &self.text[self.tokens[at].at.clone()]
    }

    /// The words among some tokens, without punctuation.
    fn words(&self, tokens: impl IntoIterator<Item = usize>) -> Vec<&'t str> {
        tokens.into_iter().filter(|&at| self.tokens[at].is_word).map(|at| self.word(at)).collect()
    }

    fn ends_clause(&self, at: usize) -> bool {
        matches!(self.word(at), "," | ";" | ":" | "." | "!" | "?" | "—" | "...")
    }

    /// Whether words remain of the clause around a negation at token `at`, with `omitted` left out.
    fn is_cut(&self, at: usize, gone: &Range<usize>) -> bool {
        let start = (0..at).rev().find(|&at| self.ends_clause(at)).map_or(0, |mark| mark + 1);
        let end = (at..self.tokens.len()).find(|&at| self.ends_clause(at)).unwrap_or(self.tokens.len());
        let is_word = |mut range: Range<usize>| range.any(|at| self.tokens[at].is_word);
        is_word(start..gone.start.max(start)) || is_word(gone.end.min(end)..end)
    }

    /// The content words that `tokens` begins with, in text order: at most [`BESIDE`], within the clause.
    fn beside(&self, tokens: impl Iterator<Item = usize>) -> Vec<&'t str> {
        let says = |&at: &usize| self.tokens[at].is_word && !is_filler(self.word(at));
        let mut words: Vec<(usize, &str)> =
            tokens.take_while(says).take(BESIDE).map(|at| (at, self.word(at))).collect();
        words.sort_unstable();
        words.into_iter().map(|(_, word)| word).collect()
    }
}

/// The edits of a quotation that change its meaning. `core` is the range of its tokens that the steps cover.
pub(crate) fn unfair(steps: &[Step], clip: &Clip<'_>, core: &Range<usize>, said: &Said<'_>) -> Vec<Unfair> {
    let mut found: Vec<Unfair> = groups(steps, clip, core.start).filter_map(|group| group.unfair(clip, said)).collect();
    found.extend(altered(steps, clip, core.start, said));
    found.extend(at_ends(steps, clip, core, said));
    found
}

/// Consecutive edits, with the tokens they replace.
#[derive(Debug)]
struct Group {
    steps: Range<usize>,
    brackets: Vec<usize>,
    omits: bool,
    gone: Vec<usize>,
}

fn groups<'s>(steps: &'s [Step], clip: &'s Clip<'_>, first: usize) -> impl Iterator<Item = Group> + 's {
    let changed = move |step: &Step| match step {
        Step::Quoted(at) => clip.is_change(first + at),
        Step::Omitted(_) => true,
        _ => false,
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        at += steps[at..].iter().position(changed)?;
        let start = at;
        at += steps[at..].iter().take_while(|step| changed(step)).count();
        let mut group = Group { steps: start..at, brackets: Vec::new(), omits: false, gone: Vec::new() };
        for step in &steps[start..at] {
            match step {
                Step::Quoted(at) if clip.is_in_brackets(first + at) => group.brackets.push(first + at),
                Step::Omitted(at) => group.gone.push(*at),
                _ => group.omits = true,
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

impl Group {
    fn unfair(&self, clip: &Clip<'_>, said: &Said<'_>) -> Option<Unfair> {
        let put = self.brackets.iter().map(|&at| clip.inside(at)).collect::<Vec<_>>().join(" ");
        let put_in = negations(words_in(&put));
        let span = self.gone.first().map_or(0, |&at| at)..self.gone.last().map_or(0, |&at| at + 1);
        let is_gone = |&at: &usize| !self.omits || said.is_cut(at, &span);
        let left_out: Vec<usize> = self.gone.iter().copied().filter(|&at| is_negation(said.word(at))).collect();
        let cut = negations(said.words(left_out.iter().copied().filter(is_gone)));
        let negations = match (cut.is_empty(), put_in.is_empty()) {
            (false, true) => cut,
            (true, false) if left_out.is_empty() => put_in,
            _ => Vec::new(),
        };
        let words = said.words(self.gone.iter().copied());
        let replaces = !self.omits && !put.is_empty() && !words.is_empty();
        let foreign = if replaces && !is_pointing(&words) && !describes(&put, &words, said) {
            facts_beyond(&put, &words.join(" "))
        } else {
            Vec::new()
        };
        let is_unfair = !negations.is_empty() || !foreign.is_empty();
        is_unfair.then(|| Unfair { steps: self.steps.clone(), negations, foreign })
    }
}

/// Whether words merely refer to what a bracket names.
fn is_pointing(words: &[&str]) -> bool {
    let is = |list: &[&str], word: &str| list.contains(&word.to_lowercase().as_str());
    let is_thing = || {
        words.len() <= POINTED
            && words.first().is_some_and(|first| is(POINTERS, first))
            && !words.iter().any(|word| is_negation(word))
            && !has_facts(&words.join(" "))
    };
    words.iter().all(|word| is_filler(word) || is(TIMES, word)) || is_thing()
}

/// Whether a bracket describes a named person by other names in the text.
fn describes(put: &str, words: &[&str], said: &Said<'_>) -> bool {
    only_names(&words.join(" ")) && has_facts(put) && !only_names(put) && facts_beyond(put, said.text).is_empty()
}

/// Words with altered letters that thereby gained or lost a negation.
fn altered<'s>(
    steps: &'s [Step],
    clip: &'s Clip<'_>,
    first: usize,
    said: &'s Said<'_>,
) -> impl Iterator<Item = Unfair> + 's {
    steps.iter().enumerate().filter_map(move |(number, step)| {
        let (&Step::Same { quoted, source } | &Step::Other { quoted, source }) = step else { return None };
        let own = clip.altered_word(first + quoted)?;
        let denies = is_negation(&own);
        (denies != is_negation(said.word(source))).then(|| Unfair {
            steps: number..number + 1,
            negations: vec![if denies { own } else { said.word(source).to_owned() }],
            foreign: Vec::new(),
        })
    })
}

/// Checks brackets before the first and after the last quoted word: they stand for the words next to these.
fn at_ends(steps: &[Step], clip: &Clip<'_>, core: &Range<usize>, said: &Said<'_>) -> Vec<Unfair> {
    let used = |step: &Step| match step {
        Step::Same { source, .. } | Step::Other { source, .. } => Some(*source),
        _ => None,
    };
    let (Some(first), Some(last)) = (steps.iter().find_map(used), steps.iter().rev().find_map(used)) else {
        return Vec::new();
    };
    let is_bracket = |at: &usize| clip.is_in_brackets(*at);
    let put = |tokens: Vec<usize>| tokens.into_iter().map(|at| clip.inside(at)).collect::<Vec<_>>().join(" ");
    let ahead = put((0..core.start).rev().take_while(is_bracket).collect());
    let behind = put((core.end..clip.len()).take_while(is_bracket).collect());
    let sides = [(ahead, said.beside((0..first).rev())), (behind, said.beside(last + 1..said.tokens.len()))];
    let judged = sides.into_iter().filter(|(put, _)| !put.is_empty()).map(|(put, beside)| {
        let (own, theirs) = (negations(words_in(&put)), negations(beside.iter().copied()));
        let words = beside.join(" ");
        let foreign =
            if has_facts(&words) && !describes(&put, &beside, said) { facts_beyond(&put, &words) } else { Vec::new() };
        let negations = if own.is_empty() == theirs.is_empty() { Vec::new() } else { [own, theirs].concat() };
        Unfair { steps: 0..0, negations, foreign }
    });
    judged.filter(|unfair| !unfair.negations.is_empty() || !unfair.foreign.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use crate::source::SourceText;
    use crate::source::edited_quote::Clip;

    /// The negations and added facts for which a quotation is rejected.
    fn unfair(said: &str, quoted: &str) -> (String, String) {
        let compared = SourceText::new(said.to_owned()).compare(&Clip::of(quoted)).unwrap();
        assert_eq!(compared.is_honest, compared.negations.is_empty() && compared.foreign.is_empty(), "{quoted}");
        (compared.negations.join(" "), compared.foreign.join(" "))
    }

    const SAID: &str = "Russia is a partner, and the country will never sleep. He met us in Astana last year, when coal had 73% of it; my dream is that someday later we win. The plan, which does not cost much, goes on. Oil put forward by Xi Jinping, the Chairman of China.";

    #[test]
    fn changes_that_keep_what_was_said_are_fair() {
        for quoted in [
            "[Kazakhstan] will never sleep",
            "and [Kazakhstan] will never sleep",
            "[Tokayev] met us in Astana",
            "met [the Kazakh people] in Astana",
            "met us in Astana [in 2024], when",
            "Russia is [still] a partner",
            "Russia […] will never sleep",
            "The plan … goes on",
            "put forward by [China’s leader], the Chairman",
            "my dream is that … we win",
            "we win [in Astana].",
            "[R]ussia is a partner",
            "will never sleep[s]",
        ] {
            assert_eq!(unfair(SAID, quoted), (String::new(), String::new()), "{quoted}");
        }
    }

    #[test]
    fn changes_that_turn_it_round_are_not() {
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
        ] {
            assert_eq!(unfair(SAID, quoted), (negations.to_owned(), foreign.to_owned()), "{quoted}");
        }
    }
}
