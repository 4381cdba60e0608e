//! The words that a quotation was compared with, and what surrounds them.

use std::ops::Range;

use kzq_fidelity::{PassageContext, SourceSpan, SourceText, Verdict};
use kzq_text::Safe;
use kzq_text::sentence;
use kzq_text::words::words;

/// How much is shown on each side of the words, in bytes: a sentence or two.
const CONTEXT_BYTES: usize = 300;

/// A passage of a text that has the words of a quotation.
pub(super) struct Found {
    /// The line in the file of the text, from 1.
    pub(super) line: usize,
    pub(super) context: PassageContext,
    /// Whether it has the words of the entry, up to print.
    pub(super) has_entry: bool,
}

/// Finds the words of an entry in the text of its source, and shows what a draft quotes of them; `None` if the text does
/// not have them.
pub(super) fn find_entry(text: &SourceText, entry: &str, quoted: &str) -> Option<Found> {
    let found = text.find(entry);
    let whole = found.passage?;
    // Only within the words of the entry: the text may have similar ones elsewhere.
    let own = text.find(quoted).passage.filter(|own| is_within(&own.displayed, &whole.displayed));
    let span = own.unwrap_or(whole);
    let has_entry = matches!(found.verdict, Verdict::Exact | Verdict::Folded(_));
    Some(Found { line: span.line, context: around(text, &span), has_entry })
}

/// Finds the words of a quotation in a text; `None` if it does not have them.
pub(super) fn find_words(text: &SourceText, quoted: &str) -> Option<Found> {
    let span = text.find(quoted).passage?;
    Some(Found { line: span.line, context: around(text, &span), has_entry: true })
}

/// The words of an entry around those that a draft quotes.
pub(super) fn entry_words(entry: &Safe<'_>, quoted: &str) -> PassageContext {
    let found = find_words(&SourceText::new(entry.as_str()), quoted);
    found.map_or_else(|| PassageContext { passage: entry.clone().into_owned(), ..nothing() }, |found| found.context)
}

/// The words of an entry that a draft does not quote.
pub(super) fn words_unquoted(entry: &Safe<'_>) -> PassageContext {
    PassageContext { before: entry.clone().into_owned(), ..nothing() }
}

fn nothing() -> PassageContext {
    PassageContext { before: "".into(), passage: "".into(), after: "".into(), is_cut: [false; 2] }
}

fn is_within(part: &Range<usize>, whole: &Range<usize>) -> bool {
    /// The marks at the edges may be read with one or the other.
    const SLACK: usize = 8;
    part.start + SLACK >= whole.start && part.end <= whole.end + SLACK
}

fn around(text: &SourceText, span: &SourceSpan) -> PassageContext {
    let PassageContext { before, passage, after, is_cut } = PassageContext::of(text, span, CONTEXT_BYTES);
    let start = if is_cut[0] { sentence_start(before.as_str()) } else { 0 };
    let end = if is_cut[1] { sentence_end(after.as_str()) } else { after.as_str().len() };
    let len = before.as_str().len();
    PassageContext { before: before.into_slice(start..len), passage, after: after.into_slice(0..end), is_cut }
}

/// Where the first sentence of the first half begins; 0 if none does.
fn sentence_start(before: &str) -> usize {
    let starts =
        words(before).map(|(range, _)| before[..range.start].trim_end_matches(sentence::is_opening_mark).len());
    let mut starts = starts.take_while(|start| *start <= before.len() / 2);
    starts.find(|&start| start > 0 && sentence::starts_at(before, start)).unwrap_or_default()
}

/// Where the last sentence that ends in the second half does, before the end; the whole length if none does.
fn sentence_end(after: &str) -> usize {
    let ends = words(after).filter(|(range, _)| range.end >= after.len() / 2);
    let ends = ends.filter_map(|(range, _)| sentence::end_of(after, range.end));
    ends.filter(|&end| end < after.trim_end().len()).last().unwrap_or(after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_begins_and_ends_at_sentence_boundaries() {
        let filler = "Words come upon words here. ".repeat(40);
        let text = SourceText::new(format!("{filler}The bridge opens in May, she said. {filler}"));
        let found = find_words(&text, "The bridge opens in May").unwrap();
        let PassageContext { before, passage, after, is_cut } = found.context;
        assert_eq!((passage.as_str(), is_cut, found.line), ("The bridge opens in May", [true; 2], 1));
        assert!(before.as_str().starts_with("Words come") && before.as_str().ends_with("here. "), "{before}");
        assert!(after.as_str().starts_with(", she said.") && after.as_str().ends_with(" here."), "{after}");
    }

    #[test]
    fn quotation_is_located_within_its_entry() {
        let text = SourceText::new("We meet at noon.\n\nThe bridge opens in May. Then we meet at noon, all of us.\n");
        let entry = "The bridge opens in May. Then we meet at noon, all of us.";
        for (quoted, line, passage, has_entry) in [
            ("we meet at noon", 3, "we meet at noon", true),
            ("We meet at noon.", 3, entry, true),
            ("The bridge opens in May.", 3, "The bridge opens in May.", true),
            ("The bridge opened in May.", 3, "The bridge opens in May.", true),
            ("Nothing of the kind.", 3, entry, true),
        ] {
            let found = find_entry(&text, entry, quoted).unwrap();
            assert_eq!((found.line, found.context.passage.as_str(), found.has_entry), (line, passage, has_entry));
        }
        assert!(find_entry(&text, "Nobody ever spoke like this.", "Nobody").is_none());
    }

    #[test]
    fn scripts_without_spaces_have_context() {
        let text = SourceText::new(format!("{}今天桥开了。{}", "昨天下雨了，".repeat(60), "明天也下雨。".repeat(60)));
        let found = entry_words(&Safe::text(text.text().to_string()), "今天桥开了");
        assert!(found.before.as_str().contains("昨天") && found.after.as_str().contains("明天"), "{found:?}");
    }

    proptest::proptest! {
        #[test]
        fn sentence_bounds_are_char_boundaries(text in "([a-zé汉]{1,4}|[.!?…”’“ \n]){0,30}") {
            let (start, end) = (sentence_start(&text), sentence_end(&text));
            proptest::prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
        }
    }
}
