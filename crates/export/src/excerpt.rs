//! Excerpts: selected ranges of an entry's words, with every omission marked.
//!
//! Two ranges are joined by ` […] `, or merged if no word was omitted between them. An excerpt that begins inside a
//! sentence begins with `[…] `, and one that ends inside a sentence ends with ` […]`; one that ends with the last word
//! of a sentence includes its final mark. No letter is changed: there is no capital at the beginning of an excerpt,
//! bracketed or not. Quotation marks and brackets inside the words are included if both of a pair are.

use std::ops::Range;

use crate::{attribution, marks};
use kzq_corpus::{Corpus, EntryId, Wording};
use kzq_text::words::words;
use kzq_text::{Safe, sentence};

/// Marks omitted words.
const OMISSION: &str = "[…]";

/// Renders ranges of an entry's words with their attribution: verbatim words in quotation marks, anything else with its
/// caveat. Ranges are byte ranges of the text and cover whole words.
pub fn write_clip(corpus: &Corpus, id: EntryId, stretches: &[Range<usize>]) -> Safe<'static> {
    let entry = corpus.entry(id);
    let clip = clip(&entry.text(), stretches);
    let said = if entry.wording() == Wording::Verbatim { marks::quoted(&clip) } else { clip };
    let attribution = attribution(corpus, entry);
    match entry.question() {
        Some(question) => kzq_text::safe!("Q: ", question, "\nA: ", said, "\n", attribution),
        None => kzq_text::safe!(said, "\n", attribution),
    }
}

/// Returns the excerpt of some ranges of a text, by the rules above.
pub fn clip(text: &Safe<'_>, stretches: &[Range<usize>]) -> Safe<'static> {
    let raw = text.as_str();
    let stretches = joined(raw, stretches);
    let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { return Safe::default() };
    let begins = sentence::begins(raw, first.start);
    let ends = sentence::end(raw, last.end).is_some();
    let parts = stretches.iter().map(|stretch| text.slice(widened(raw, stretch)));
    let words = Safe::join(parts, " […] ");
    match (begins, ends) {
        (true, true) => words,
        (true, false) => kzq_text::safe!(words, " ", OMISSION),
        (false, true) => kzq_text::safe!(OMISSION, " ", words),
        (false, false) => kzq_text::safe!(OMISSION, " ", words, " ", OMISSION),
    }
}

/// Sorts the ranges and merges those with no word between them.
fn joined(text: &str, stretches: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sorted: Vec<Range<usize>> =
        stretches.iter().filter(|stretch| text.get((*stretch).clone()).is_some()).cloned().collect();
    sorted.sort_by_key(|stretch| (stretch.start, stretch.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for stretch in sorted {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end || words(&text[last.end..stretch.start]).next().is_none() => {
                last.end = last.end.max(stretch.end);
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

/// Extends a range by adjacent marks: the end of its sentence, and marks whose partners it contains.
fn widened(text: &str, stretch: &Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = stretch.clone();
    let is_mark = |c: &char| sentence::is_closing(*c) || sentence::is_end(*c);
    let behind: Vec<char> = text[end..].chars().take_while(is_mark).collect();
    let reach = end + behind.iter().map(|c| c.len_utf8()).sum::<usize>();
    let before: Vec<char> = text[..start].chars().rev().take_while(|&c| sentence::is_opening(c)).collect();
    for c in before {
        if !partner(c).is_some_and(|closing| text[stretch.start..reach].contains(closing)) {
            break;
        }
        start -= c.len_utf8();
    }
    let ends_sentence = sentence::end(text, end).is_some();
    for c in behind {
        let belongs = if sentence::is_end(c) {
            ends_sentence
        } else {
            is_open(&text[start..end], c) || is_apostrophe(&text[..end], c)
        };
        if !belongs {
            break;
        }
        end += c.len_utf8();
    }
    start..end
}

const PAIRS: [(char, char); 8] =
    [('“', '”'), ('‘', '’'), ('„', '“'), ('«', '»'), ('‹', '›'), ('(', ')'), ('[', ']'), ('"', '"')];

/// Returns the mark that closes an opening mark.
fn partner(opening: char) -> Option<char> {
    PAIRS.iter().find(|(mark, _)| *mark == opening).map(|&(_, closing)| closing)
}

/// Returns whether `closing` closes a mark that is open at the end of a text.
fn is_open(text: &str, closing: char) -> bool {
    let count = |mark: char| text.chars().filter(|&c| c == mark).count();
    PAIRS
        .iter()
        .filter(|(_, mark)| *mark == closing)
        .any(|&(opening, _)| if opening == closing { count(opening) % 2 == 1 } else { count(opening) > count(closing) })
}

/// Returns whether a mark after a text is the apostrophe of a possessive: `the states’ role`.
fn is_apostrophe(before: &str, mark: char) -> bool {
    mark == '’' && before.ends_with(['s', 'S']) && !before.contains('‘')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the excerpt of the ranges between `<` and `>`.
    fn clipped(marked: &str) -> String {
        let (mut text, mut stretches, mut from) = (String::new(), Vec::new(), 0);
        for c in marked.chars() {
            match c {
                '<' => from = text.len(),
                '>' => stretches.push(from..text.len()),
                c => text.push(c),
            }
        }
        clip(&Safe::text(text.as_str()), &stretches).to_string()
    }

    #[test]
    fn what_is_left_out_is_marked() {
        for (marked, expected) in [
            ("<We must be frank>.", "We must be frank."),
            ("<We must> be frank.", "We must […]"),
            ("We <must be frank>.", "[…] must be frank."),
            ("We <must> be frank.", "[…] must […]"),
            ("<We> must be <frank>.", "We […] frank."),
            ("<We must>, <be frank>.", "We must, be frank."),
            ("We go. <They stay>. We go.", "They stay."),
            ("We go. <They> stay. <We go>.", "They […] We go."),
            ("<We go>. They stay. <We go>.", "We go. […] We go."),
            ("<and so on>", "and so on"),
            ("He calls it “<new>” now.", "[…] “new” […]"),
            ("“<We go>.” They stay.", "“We go.”"),
            ("“We <go>.” They stay.", "[…] go."),
            ("the <states>’ role", "[…] states’ […]"),
            ("The <U.N>. Council met.", "[…] U.N […]"),
            ("One.\n\n<Two>.", "Two."),
            ("nothing", ""),
        ] {
            assert_eq!(clipped(marked), expected, "{marked}");
        }
    }

    #[test]
    fn the_clip_of_everything_is_everything() {
        for text in ["We must be frank.", "“They call it ‘new’.”", "without an end"] {
            let words: Vec<_> = words(text).map(|(range, _)| range).collect();
            assert_eq!(clip(&text.into(), &words).as_str(), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_joined_silently(text in "([a-z]{1,4}[ ,.’”“]{0,2} ?){1,12}", picks in proptest::collection::vec((0_usize..12, 0_usize..4), 0..4)) {
            let all: Vec<_> = words(&text).map(|(range, _)| range).collect();
            let stretches: Vec<_> = picks
                .iter()
                .filter_map(|&(from, more)| Some(all.get(from)?.start..all.get((from + more).min(all.len() - 1))?.end))
                .collect();
            let clip = clip(&Safe::text(text.as_str()), &stretches);
            // Every part of an excerpt occurs in the text unchanged.
            for part in clip.as_str().split("[…]") {
                proptest::prop_assert!(text.contains(part.trim()), "{part:?} of {text:?}");
            }
        }
    }
}
