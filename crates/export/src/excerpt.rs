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
pub fn export_excerpt(corpus: &Corpus, id: EntryId, ranges: &[Range<usize>]) -> Safe<'static> {
    let entry = corpus.entry(id);
    let excerpt = excerpt(&entry.text(), ranges);
    let quoted = if entry.wording() == Wording::Verbatim { marks::quoted(&excerpt) } else { excerpt };
    let attribution = attribution(corpus, entry);
    let text = match entry.question() {
        Some(question) => kzq_text::safe!("Q: ", question, "\nA: ", quoted, "\n", attribution),
        None => kzq_text::safe!(quoted, "\n", attribution),
    };
    text.into_visible()
}

/// Returns the excerpt of some ranges of a text, by the rules above.
pub fn excerpt(text: &Safe<'_>, ranges: &[Range<usize>]) -> Safe<'static> {
    let raw = text.as_str();
    let ranges = merge_ranges(raw, ranges);
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return Safe::default() };
    let starts_sentence = sentence::starts_at(raw, first.start);
    let ends_sentence = sentence::end_of(raw, last.end).is_some();
    let parts = ranges.iter().map(|stretch| text.slice(include_adjacent_marks(raw, stretch)));
    let words = Safe::join(parts, " […] ");
    match (starts_sentence, ends_sentence) {
        (true, true) => words,
        (true, false) => kzq_text::safe!(words, " ", OMISSION),
        (false, true) => kzq_text::safe!(OMISSION, " ", words),
        (false, false) => kzq_text::safe!(OMISSION, " ", words, " ", OMISSION),
    }
}

/// Sorts the ranges and merges those with no word between them.
fn merge_ranges(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sorted: Vec<Range<usize>> =
        ranges.iter().filter(|stretch| text.get((*stretch).clone()).is_some()).cloned().collect();
    sorted.sort_by_key(|stretch| (stretch.start, stretch.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for stretch in sorted {
        match merged.last_mut() {
            Some(last) if stretch.start <= last.end || words(&text[last.end..stretch.start]).next().is_none() => {
                last.end = last.end.max(stretch.end);
            }
            _ => merged.push(stretch),
        }
    }
    merged
}

/// Extends a range by adjacent marks: the end of its sentence, and marks whose partners it contains.
fn include_adjacent_marks(text: &str, range: &Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range.clone();
    let is_mark = |c: &char| sentence::is_closing_mark(*c) || sentence::is_terminator(*c);
    let marks_after: Vec<char> = text[end..].chars().take_while(is_mark).collect();
    let end_of_marks = end + marks_after.iter().map(|c| c.len_utf8()).sum::<usize>();
    let marks_before: Vec<char> = text[..start].chars().rev().take_while(|&c| sentence::is_opening_mark(c)).collect();
    for c in marks_before {
        if !closing_mark(c).is_some_and(|closing| text[range.start..end_of_marks].contains(closing)) {
            break;
        }
        start -= c.len_utf8();
    }
    let ends_sentence = sentence::end_of(text, end).is_some();
    for c in marks_after {
        let is_included = if sentence::is_terminator(c) {
            ends_sentence
        } else {
            has_open_mark(&text[start..end], c) || is_possessive_apostrophe(&text[..end], c)
        };
        if !is_included {
            break;
        }
        end += c.len_utf8();
    }
    start..end
}

const PAIRS: [(char, char); 8] =
    [('“', '”'), ('‘', '’'), ('„', '“'), ('«', '»'), ('‹', '›'), ('(', ')'), ('[', ']'), ('"', '"')];

/// Returns the mark that closes an opening mark.
fn closing_mark(opening: char) -> Option<char> {
    PAIRS.iter().find(|(mark, _)| *mark == opening).map(|&(_, closing)| closing)
}

/// Returns whether `closing` closes a mark that is open at the end of a text.
fn has_open_mark(text: &str, closing: char) -> bool {
    let count = |mark: char| text.chars().filter(|&c| c == mark).count();
    PAIRS
        .iter()
        .filter(|(_, mark)| *mark == closing)
        .any(|&(opening, _)| if opening == closing { count(opening) % 2 == 1 } else { count(opening) > count(closing) })
}

/// Returns whether a mark after a text is the apostrophe of a possessive: `the states’ role`.
fn is_possessive_apostrophe(before: &str, mark: char) -> bool {
    mark == '’' && before.ends_with(['s', 'S']) && !before.contains('‘')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the excerpt of the ranges between `<` and `>`.
    fn excerpt_of(marked: &str) -> String {
        let (mut text, mut stretches, mut from) = (String::new(), Vec::new(), 0);
        for c in marked.chars() {
            match c {
                '<' => from = text.len(),
                '>' => stretches.push(from..text.len()),
                c => text.push(c),
            }
        }
        excerpt(&Safe::text(text.as_str()), &stretches).to_string()
    }

    #[test]
    fn omissions_are_marked() {
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
            assert_eq!(excerpt_of(marked), expected, "{marked}");
        }
    }

    #[test]
    fn excerpt_of_all_words_is_the_whole_text() {
        for text in ["We must be frank.", "“They call it ‘new’.”", "without an end"] {
            let words: Vec<_> = words(text).map(|(range, _)| range).collect();
            assert_eq!(excerpt(&text.into(), &words).as_str(), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn parts_of_an_excerpt_occur_in_the_text(text in "([a-z]{1,4}[ ,.’”“]{0,2} ?){1,12}", picks in proptest::collection::vec((0_usize..12, 0_usize..4), 0..4)) {
            let all: Vec<_> = words(&text).map(|(range, _)| range).collect();
            let stretches: Vec<_> = picks
                .iter()
                .filter_map(|&(from, more)| Some(all.get(from)?.start..all.get((from + more).min(all.len() - 1))?.end))
                .collect();
            let clip = excerpt(&Safe::text(text.as_str()), &stretches);
            // Every part of an excerpt occurs in the text unchanged.
            for part in clip.as_str().split("[…]") {
                proptest::prop_assert!(text.contains(part.trim()), "{part:?} of {text:?}");
            }
        }
    }
}
