//! The words by which [shifts](super::shift) are found: closed lists, in English for the most part.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::shift_kind::ShiftKind;
use super::token::{ContentKind, ContentToken, Fact};
use kzq_text::fold::fold;

/// How many a quantifier says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    All,
    Most,
    Some,
}

/// What a word or phrase marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkerKind {
    Hedge,
    Quantifier(Rank),
    Condition,
    Cause,
}

impl MarkerKind {
    pub(super) fn shift(self) -> ShiftKind {
        match self {
            Self::Hedge => ShiftKind::Hedge,
            Self::Quantifier(_) => ShiftKind::Quantifier,
            Self::Condition => ShiftKind::Condition,
            Self::Cause => ShiftKind::Cause,
        }
    }
}

/// A word or phrase that marks something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) kind: MarkerKind,
    /// How many tokens it has.
    pub(super) tokens: usize,
}

impl Marker {
    /// Whether it begins a statement of its own.
    pub(super) fn opens_statement(self) -> bool {
        matches!(self.kind, MarkerKind::Condition | MarkerKind::Cause)
    }
}

/// Words and phrases, folded and separated by commas, with the kind of each row.
type Phrases<K> = [(K, &'static str)];

/// The phrases of each kind. The longest that fits is taken.
const MARKERS: &Phrases<MarkerKind> = &[
    (
        MarkerKind::Hedge,
        "may, might, perhaps, maybe, possibly, probably, likely, apparently, seemingly, presumably, \
         allegedly, reportedly, arguably, i think, i believe, i guess, i suppose, i assume, i feel, we think, \
         we believe, it seems, it appears, in my opinion, in my view, vielleicht, wohl, wahrscheinlich, \
         moglicherweise, ich glaube, ich denke, peut etre, probablement, je pense, je crois, возможно, \
         наверное, вероятно, может быть, я думаю, я считаю, belki, galiba, бәлкім, мүмкін, quizas, tal vez, \
         probablemente, creo que",
    ),
    (
        MarkerKind::Quantifier(Rank::All),
        "all, every, each, everyone, everybody, everything, always, alle, tous, toutes, chaque, все, всех, \
         каждыи, каждая, todos, todas, hepsi, барлық",
    ),
    (
        MarkerKind::Quantifier(Rank::Most),
        "most, most of, the majority of, a majority of, mostly, usually, almost all, nearly all, meisten, la \
         plupart, большинство, большая часть, la mayoria, cogu, көпшілігі",
    ),
    (
        MarkerKind::Quantifier(Rank::Some),
        "some, some of, several, a few, few, many, many of, often, sometimes, a number of, part of, not all, \
         not every, einige, manche, viele, certains, certaines, quelques, plusieurs, некоторые, многие, \
         несколько, algunos, algunas, muchos, bazi, бірнеше",
    ),
    (
        MarkerKind::Condition,
        "if, unless, only if, provided that, provided, as long as, on condition that, in case, assuming, \
         wenn, falls, sofern, если, при условии, a condition que, eger",
    ),
    (
        MarkerKind::Cause,
        "because, because of, due to, owing to, thanks to, as a result of, on account of, caused by, weil, \
         wegen, parce que, a cause de, grace a, потому что, из за, благодаря, porque, cunku",
    ),
];

/// Phrases that say the same in other words, so that nothing of that kind is missing where they are.
const IMPLIED: &Phrases<ShiftKind> = &[
    (
        ShiftKind::Hedge,
        "could, can, should, must, ought, seem, seems, seemed, appear, appears, appeared, possible, \
         possibility, potential, potentially, chance, risk, suggest, suggests, suggested, suggesting, expect, \
         expects, expected, hope, hopes, hoped, hoping, believe, believes, believed, think, thinks, thought, \
         his view, her view, their view, his opinion, her opinion, consider, considers, considered, \
         considering, planned, want, wants, wanted, propose, proposes, proposed, intend, intends, aim, aims, \
         seek, seeks, whether, if, doubt, doubts, estimate, estimated, assume, assumes, assumed, suspects, \
         suspect, guess, guesses, supposes, according, roughly, glaubt, denkt, meint, konnte, konnten, pense, \
         croit, pourrait, pourraient, думает, считает, мог, могут, может, бы, puede, podria, piensa, cree, \
         dusunuyor, olabilir",
    ),
    (
        ShiftKind::Quantifier,
        "any, no, none, both, half, whole, entire, entirely, completely, half of, percent, majority, part, \
         parts, partly, partially, various, numerous, number, certain, among, other, others, fully, total, \
         the vast majority of, much, rarely, other than, except, largely, generally",
    ),
    (
        ShiftKind::Condition,
        "when, whenever, once, depend, depends, depending, depended, condition, conditions, conditional, \
         until, without, requires, require, required, subject to, in the event, whether, as soon as, unter, \
         lorsque, quand, когда, after, should, with",
    ),
    (
        ShiftKind::Cause,
        "so, since, as, therefore, thus, hence, consequently, for, why, reason, reasons, result, results, \
         resulted, cause, caused, causes, led, lead, leads, leading, make, makes, made, through, by, explain, \
         explains, explained, blame, blamed, blames, owe, owed, owes, thanks, denn, da, car, donc, поэтому, \
         так как, when, after, following, with, without, given, from, drive, driven, drove, brought, bring, \
         brings, force, forced",
    ),
];

/// Phrases by their first word, each with its other words, the longest first.
type ByFirstWord<K> = HashMap<&'static str, Vec<(K, Vec<&'static str>)>>;

static MARKERS_BY_WORD: LazyLock<ByFirstWord<MarkerKind>> = LazyLock::new(|| by_first_word(MARKERS));
static IMPLIED_BY_WORD: LazyLock<ByFirstWord<ShiftKind>> = LazyLock::new(|| by_first_word(IMPLIED));

fn by_first_word<K: Copy>(phrases: &Phrases<K>) -> ByFirstWord<K> {
    let mut by_word = ByFirstWord::new();
    for (kind, phrases) in phrases {
        for phrase in phrases.split(", ") {
            let mut words = phrase.split(' ');
            by_word.entry(words.next().unwrap_or_default()).or_default().push((*kind, words.collect()));
        }
    }
    for phrases in by_word.values_mut() {
        phrases.sort_by_key(|(_, rest)| std::cmp::Reverse(rest.len()));
    }
    by_word
}

/// What makes a marker none, by the word before it: “above all”, “the most important”.
const NONE_AFTER: &[(&str, &[&str])] = &[
    ("all", &["of", "above", "after", "at", "in", "not"]),
    ("every", &["not"]),
    (
        "if",
        &[
            "as", "ask", "asked", "asking", "asks", "check", "decide", "doubt", "even", "knew", "know", "see", "what",
            "wonder", "wondered",
        ],
    ),
    ("most", &["the", "a", "his", "her", "its", "our", "their", "my", "at", "far"]),
    ("few", &["quite"]),
    ("may", &["in", "on", "of", "since", "until", "by", "last", "next", "early", "late"]),
];

/// Markers that mean something else before certain words, by those words.
const NONE_BEFORE: &[(&str, &[&str])] = &[("all", &["right", "over", "along", "in", "but"]), ("each", &["other"])];

/// A token, folded as it is printed.
fn printed(text: &str, tokens: &[ContentToken], at: usize) -> Option<String> {
    tokens.get(at).map(|token| fold(&text[token.range.clone()]))
}

/// The phrases that begin at a token, the longest first.
fn phrases_at<'t, K: Copy>(
    by_word: &'t ByFirstWord<K>,
    text: &'t str,
    tokens: &'t [ContentToken],
    at: usize,
) -> impl Iterator<Item = (K, usize)> + 't {
    let phrases = printed(text, tokens, at).and_then(|first| by_word.get(first.as_str())).into_iter().flatten();
    let fits =
        move |rest: &[&str]| (at + 1..).zip(rest).all(|(at, part)| printed(text, tokens, at).as_deref() == Some(part));
    phrases.filter(move |(_, rest)| fits(rest)).map(|(kind, rest)| (*kind, rest.len() + 1))
}

/// Returns the marker that begins at a token.
pub(super) fn marker_at(text: &str, tokens: &[ContentToken], at: usize) -> Option<Marker> {
    let (kind, length) = phrases_at(&MARKERS_BY_WORD, text, tokens, at).next()?;
    let first = printed(text, tokens, at)?;
    let is_none = |table: &[(&str, &[&str])], neighbour: Option<String>| {
        let row = table.iter().find(|(marker, _)| *marker == first);
        row.is_some_and(|(_, words)| neighbour.is_some_and(|neighbour| words.contains(&neighbour.as_str())))
    };
    let before = at.checked_sub(1).and_then(|at| printed(text, tokens, at));
    let is_other_word = is_none(NONE_AFTER, before) || is_none(NONE_BEFORE, printed(text, tokens, at + 1));
    // The month: “29 May”.
    let is_date = tokens[at].kind == ContentKind::Fact(Fact::Date);
    (!is_other_word && !is_date).then_some(Marker { kind, tokens: length })
}

/// Returns what the phrases that begin at a token imply.
pub(super) fn implied_at<'t>(
    text: &'t str,
    tokens: &'t [ContentToken],
    at: usize,
) -> impl Iterator<Item = ShiftKind> + 't {
    phrases_at(&IMPLIED_BY_WORD, text, tokens, at).map(|(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marker_words_are_folded() {
        let rows = MARKERS.iter().map(|(_, phrases)| phrases).chain(IMPLIED.iter().map(|(_, phrases)| phrases));
        for word in rows.flat_map(|phrases| phrases.split([',', ' '])) {
            assert_eq!(fold(word), word);
        }
    }
}
