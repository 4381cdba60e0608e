//! Whether what a draft left out of a quotation or put into it, and marked, keeps what was said.
//!
//! An omission and a bracket are honest as long as they turn nothing round. They do where
//!
//! - a bracket puts in a negation, or stands for one, and the words it stands for, or its own, have none;
//! - an ellipsis stands for a negation of a clause of which other words are kept;
//! - a bracket has a number, a date or a name that the words it stands for have not. It may have one where it stands
//!   for nothing, for a pronoun and the like, for a time that depends on when it was said (`next year`), for a thing
//!   that the words only point at (`the country`), or describes by names of the entry the one who is named
//!   (`[China’s leader]`).

use std::ops::Range;

use super::align::Step;
use super::clip::Clip;
use super::compare::{facts_beyond, has_facts, is_filler, only_names};
use super::negation::is_negation;
use super::tokens::Token;

/// So many words beside a quotation belong to a bracket at its end.
const BESIDE: usize = 3;
/// Words that begin a thing that was spoken of before.
const POINTERS: &[&str] = &["the", "this", "that", "these", "those", "our", "my", "his", "her", "its", "their", "your"];
/// No pointing has more words.
const POINTED: usize = 4;
/// Words of times that depend on when they were said.
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

/// A change that turns round what was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unfair {
    /// The steps that it takes; none for one at an end of the quotation.
    pub(super) steps: Range<usize>,
    /// The negations that it leaves out or puts in.
    pub(super) negations: Vec<String>,
    /// What it puts in that is not in the words it stands for.
    pub(super) foreign: Vec<String>,
}

/// The words that a quotation is held against.
pub(super) struct Said<'t> {
    /// All of the text.
    pub(super) text: &'t str,
    /// The tokens to which the steps lead.
    pub(super) tokens: &'t [Token],
}

impl<'t> Said<'t> {
    fn word(&self, at: usize) -> &'t str {
        &self.text[self.tokens[at].at.clone()]
    }

    /// The words of some tokens, without marks.
    fn words(&self, tokens: impl IntoIterator<Item = usize>) -> Vec<&'t str> {
        tokens.into_iter().filter(|&at| self.tokens[at].is_word).map(|at| self.word(at)).collect()
    }

    fn ends_clause(&self, at: usize) -> bool {
        matches!(self.word(at), "," | ";" | ":" | "." | "!" | "?" | "—" | "...")
    }

    /// Whether words of a clause are left that had a negation at a token; `gone` is what is left out.
    fn is_cut(&self, at: usize, gone: &Range<usize>) -> bool {
        let start = (0..at).rev().find(|&at| self.ends_clause(at)).map_or(0, |mark| mark + 1);
        let end = (at..self.tokens.len()).find(|&at| self.ends_clause(at)).unwrap_or(self.tokens.len());
        let is_word = |mut range: Range<usize>| range.any(|at| self.tokens[at].is_word);
        is_word(start..gone.start.max(start)) || is_word(gone.end.min(end)..end)
    }

    /// The words right before or behind a token that say something, up to the end of the clause.
    fn beside(&self, tokens: impl Iterator<Item = usize>) -> Vec<&'t str> {
        let says = |&at: &usize| self.tokens[at].is_word && !is_filler(self.word(at));
        let mut words: Vec<(usize, &str)> =
            tokens.take_while(says).take(BESIDE).map(|at| (at, self.word(at))).collect();
        words.sort_unstable();
        words.into_iter().map(|(_, word)| word).collect()
    }
}

/// The unfair changes of a quotation, whose tokens `core` lead through the steps.
pub(super) fn unfair(steps: &[Step], clip: &Clip<'_>, core: &Range<usize>, said: &Said<'_>) -> Vec<Unfair> {
    let mut found: Vec<Unfair> = groups(steps, clip, core.start).filter_map(|group| group.unfair(clip, said)).collect();
    found.extend(altered(steps, clip, core.start, said));
    found.extend(at_ends(steps, clip, core, said));
    found
}

/// Changes that follow each other, with what they stand for.
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

/// The negations among words.
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

/// Whether words only point at what a bracket names.
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

/// Whether a bracket describes somebody who is named, by other names of the text.
fn describes(put: &str, words: &[&str], said: &Said<'_>) -> bool {
    only_names(&words.join(" ")) && has_facts(put) && !only_names(put) && facts_beyond(put, said.text).is_empty()
}

/// Words of which letters were changed, so that they deny or do not.
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

/// Brackets before the first and behind the last word of the speaker's: they stand for what is beside these.
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
    use crate::verify::clip::Clip;
    use crate::verify::source::SourceText;

    /// What turns round the words: the negations, and what is foreign to them.
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
