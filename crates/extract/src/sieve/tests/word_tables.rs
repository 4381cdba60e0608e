//! The word tables of the languages.

use std::collections::HashSet;

use crate::languages::tongue::{Lexicon, Tongue, key};
use crate::sieve::text::Narration;

/// A word that stands twice in a list misleads whoever changes one of the two.
#[test]
fn words_are_unique_in_their_list() {
    for tongue in Tongue::ALL {
        for list in Lexicon::lists(tongue).into_iter().chain(Lexicon::stems(tongue)) {
            let mut seen = HashSet::new();
            let twice: Vec<&str> = list.split_whitespace().filter(|word| !seen.insert(key(word))).collect();
            assert!(twice.is_empty(), "{tongue:?}: {}\n{list:.80}", twice.join(" "));
        }
    }
}

/// A word that is never a token as a whole is never found.
#[test]
fn words_are_single_tokens() {
    let mut never = Vec::new();
    for tongue in Tongue::ALL {
        for word in Lexicon::lists(tongue).into_iter().flat_map(str::split_whitespace) {
            let narration = Narration::new(word, &[], tongue);
            if !matches!(&narration.tokens[..], [token] if token.key == key(word)) {
                never.push((tongue, word));
            }
        }
    }
    assert!(never.is_empty(), "{never:?}");
}
