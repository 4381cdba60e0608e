//! Other ways to divide the letters of a term into words: `re-election` and `reelection`, `10 000` and `10000`.

use crate::term::{GROUP, Term, is_grouped_number};

/// The longest word that is divided, and the longest phrase whose words are joined or divided.
const MAX_CHARS: usize = 32;
const MAX_WORDS: usize = 8;
/// Shorter words are not divided.
const MIN_CHARS: usize = 4;

/// Other ways to divide a word or a phrase into folded words: a number in one word or grouped in threes; of a phrase,
/// two neighbours in one word; and any one word in two parts.
pub(super) fn divisions(term: &Term) -> Vec<Vec<String>> {
    let words = match term {
        Term::Word(word) => std::slice::from_ref(word),
        Term::Phrase { words, .. } if words.len() <= MAX_WORDS => words.as_slice(),
        Term::Any(members) => return members.iter().flat_map(divisions).collect(),
        _ => &[],
    };
    if is_grouped_number(words) {
        return vec![vec![words.concat()]];
    }
    let joined = (1..words.len()).map(|at| {
        let pair = words[at - 1..=at].concat();
        [&words[..at - 1], &[pair], &words[at + 1..]].concat()
    });
    let divided = words.iter().enumerate().flat_map(|(at, word)| {
        parts(word).into_iter().map(move |parts| [&words[..at], &parts, &words[at + 1..]].concat())
    });
    joined.chain(divided).collect()
}

/// The ways to divide a word: a number into groups, any other word into two parts.
fn parts(word: &str) -> Vec<Vec<String>> {
    let count = word.chars().count();
    if !(MIN_CHARS..=MAX_CHARS).contains(&count) {
        return Vec::new();
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        let first = (word.len() - 1) % GROUP + 1;
        let groups = word.as_bytes()[first..].chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned());
        return vec![std::iter::once(word[..first].to_owned()).chain(groups).collect()];
    }
    let starts = word.char_indices().map(|(at, _)| at).skip(1).take(count - 2);
    starts.map(|at| vec![word[..at].to_owned(), word[at..].to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;

    #[test]
    fn words_are_split_and_joined_in_other_ways() {
        let divided = |typed: &str| -> Vec<String> {
            divisions(&Query::parse(typed).terms[0]).iter().map(|words| words.join(" ")).collect()
        };
        assert_eq!(divided("1234567"), ["1 234 567"]);
        assert_eq!(divided("10,000"), ["10 000"]);
        assert_eq!(divided("\"10 000\""), ["10000"]);
        assert_eq!(divided("year"), ["y ear", "ye ar"]);
        assert_eq!(divided("re-born"), ["reborn", "re b orn", "re bo rn"]);
        assert_eq!(divided("\"to be up\""), ["tobe up", "to beup"]);
        assert!(divided("war").is_empty() && divided("999").is_empty() && divided("kind:quote").is_empty());
    }
}
