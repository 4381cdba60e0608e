//! Known-item queries: what people type who remember words of an entry, and the entries that contain them.
//!
//! Relevance is judged without kzq, by the words of each entry, folded here.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::generate::Random;

/// Words of four letters and more that are too common to remember an entry by.
const COMMON: [&str; 48] = [
    "about", "after", "also", "been", "before", "being", "cannot", "could", "does", "even", "every", "from", "have",
    "here", "into", "just", "like", "made", "make", "many", "more", "most", "much", "must", "never", "only", "other",
    "over", "should", "some", "such", "than", "that", "their", "them", "then", "there", "they", "this", "very", "were",
    "what", "when", "which", "will", "with", "would", "your",
];

/// How the words of a query are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As in the entry.
    InOrder,
    /// In a random order.
    Shuffled,
    /// The first four letters of each.
    Prefixes,
    /// One edit in one word of five letters or more.
    Typo,
}

impl Form {
    /// All of them, as the columns of the table.
    pub const ALL: [Self; 4] = [Self::InOrder, Self::Shuffled, Self::Prefixes, Self::Typo];

    /// The heading of its column.
    pub fn name(self) -> &'static str {
        match self {
            Self::InOrder => "in order",
            Self::Shuffled => "shuffled",
            Self::Prefixes => "prefixes",
            Self::Typo => "one typo",
        }
    }
}

/// Some words of an entry, in each form, and the entries that contain all of them as whole words.
pub struct Item {
    /// The queries, in the order of [`Form::ALL`].
    pub queries: [String; Form::ALL.len()],
    /// The entries, in order.
    pub relevant: Vec<usize>,
    /// The entry that the words were taken from.
    pub target: usize,
}

/// The entries that contain a folded word.
struct Index(HashMap<String, Vec<usize>>);

impl Index {
    fn of(texts: &[String]) -> Self {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, text) in texts.iter().enumerate() {
            for word in text.unicode_words() {
                let holders = index.entry(fold(word)).or_default();
                if holders.last() != Some(&number) {
                    holders.push(number);
                }
            }
        }
        Self(index)
    }

    fn holders_of_all(&self, words: &[String]) -> Vec<usize> {
        let of = |word: &String| self.0.get(word).map(Vec::as_slice).unwrap_or_default();
        let Some((first, others)) = words.split_first() else { return Vec::new() };
        let in_all = |number: &&usize| others.iter().all(|word| of(word).binary_search(number).is_ok());
        of(first).iter().filter(in_all).copied().collect()
    }
}

/// Random items, the same at every run.
pub fn items(texts: &[String], count: usize) -> Vec<Item> {
    let index = Index::of(texts);
    let mut random = Random::new(3);
    // Texts with too few words must not loop for ever.
    let tries = 100 * count;
    let found = (0..tries).filter_map(|_| {
        let target = random.below(texts.len());
        item(&texts[target], target, &index, &mut random)
    });
    found.take(count).collect()
}

fn item(text: &str, target: usize, index: &Index, random: &mut Random) -> Option<Item> {
    let mut words: Vec<String> = Vec::new();
    for word in text.unicode_words().map(typed).filter(|word| is_telling(word)) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let count = 2 + random.below(2);
    while words.len() > count {
        words.remove(random.below(words.len()));
    }
    let long = words.iter().any(|word| word.chars().count() >= 5);
    if words.len() < count || !long {
        return None;
    }
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let queries = Form::ALL.map(|form| in_form(&words, form, random).join(" "));
    Some(Item { queries, relevant: index.holders_of_all(&folded), target })
}

/// A word as typed: lower case, without its possessive.
fn typed(word: &str) -> String {
    without_possessive(&word.to_lowercase().replace('’', "'")).to_owned()
}

fn is_telling(word: &str) -> bool {
    word.chars().count() >= 4 && word.chars().all(char::is_alphabetic) && !COMMON.contains(&word)
}

fn in_form(words: &[String], form: Form, random: &mut Random) -> Vec<String> {
    let mut words = words.to_vec();
    match form {
        Form::InOrder => {}
        Form::Shuffled => (1..words.len()).rev().for_each(|at| words.swap(at, random.below(at + 1))),
        Form::Prefixes => words.iter_mut().for_each(|word| *word = word.chars().take(4).collect()),
        Form::Typo => {
            let mut long: Vec<&mut String> = words.iter_mut().filter(|word| word.chars().count() >= 5).collect();
            if !long.is_empty() {
                let at = random.below(long.len());
                *long[at] = mistyped(long[at], random);
            }
        }
    }
    words
}

/// A word with one letter dropped, added, replaced, or swapped with the next; never the first one.
fn mistyped(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + random.below(letters.len() - 2);
    let other = *random.pick(&['a', 'e', 'i', 'n', 'o', 'r', 's', 't']);
    match random.below(4) {
        0 => _ = letters.remove(at),
        1 => letters.insert(at, other),
        2 if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        // Replacing a letter by itself would not be a typo.
        _ => letters[at] = if letters[at] == other { 'x' } else { other },
    }
    letters.into_iter().collect()
}

/// The folded form of a word: lower case, without accents and possessive, with -ize as -ise.
fn fold(word: &str) -> String {
    let plain = word.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase);
    let plain: String = plain.map(|c| if c == '’' { '\'' } else { c }).collect();
    let plain = without_possessive(&plain);
    let endings = ["ise", "ised", "ises", "iser", "ising", "isation", "isations"];
    let ending = endings.into_iter().find(|ending| plain.ends_with(ending) && plain.len() > ending.len() + 2);
    match ending {
        Some(ending) => format!("{}iz{}", &plain[..plain.len() - ending.len()], &ending[2..]),
        None => plain.to_owned(),
    }
}

fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_words_are_the_same() {
        for (one, other) in [("China’s", "china"), ("Digitalisation", "digitalization"), ("Émile", "emile")] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("rise"), "rize");
    }

    #[test]
    fn a_typo_is_one_edit_and_no_more() {
        let mut random = Random::new(1);
        for _ in 0..1000 {
            let wrong = mistyped("security", &mut random);
            assert_ne!(wrong, "security");
            assert!(wrong.starts_with('s') && wrong.chars().count().abs_diff(8) <= 1);
        }
    }

    #[test]
    fn what_holds_all_words_is_relevant() {
        let texts = ["The Council’s reform failed", "council reforms", "Reform of the council"].map(str::to_owned);
        let words = ["council", "reform"].map(str::to_owned);
        assert_eq!(Index::of(&texts).holders_of_all(&words), [0, 2]);
    }
}
