//! The quotations in a draft, in order, each with its context.

use std::ops::Range;

use crate::attribution::QuoteContext;
use crate::paragraphs::{paragraphs, trim_range};
use crate::quote_marks::{QuotedRun, count_stray_marks, find_quoted_runs};
use kzq_text::marks::begins_with_dash;
use kzq_text::markup::PlainText;

/// A quotation with the quotations nested in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Byte range of the quoted words.
    pub content: Range<usize>,
    /// Byte range including the marks.
    pub range: Range<usize>,
    /// The quotations inside it.
    pub nested: Vec<QuotedRun>,
    /// Its words without repeated opening marks: one range for each paragraph, and for each piece between such marks.
    pub parts: Vec<Range<usize>>,
    /// Whether it is set apart, without marks.
    pub is_block: bool,
    /// Whether its closing mark is missing.
    pub is_unclosed: bool,
    /// Whether it is marked up as the title of a work.
    pub is_work: bool,
    /// The line or element that names the person quoted.
    credit: Option<Range<usize>>,
    /// The context before and after it, within its paragraph or from the adjacent ones.
    before: Range<usize>,
    after: Range<usize>,
}

impl Quote {
    /// Its context in the text that it was found in.
    pub fn context<'t>(&self, text: &'t str) -> QuoteContext<'t> {
        QuoteContext { text, before: self.before.clone(), after: self.after.clone(), credit: self.credit.clone() }
    }

    /// Whether it is in the same paragraph as the quotation before it.
    pub fn is_in_same_paragraph(&self, text: &str, before: &Self) -> bool {
        let between = text.get(before.range.end..self.range.start);
        between.is_some_and(|between| !between.contains("\n\n")) && !self.is_block && !before.is_block
    }
}

/// The quotations of a draft.
#[derive(Clone, Debug, Default)]
pub struct DraftQuotes {
    /// The quotations, in order.
    pub quotes: Vec<Quote>,
    /// The number of marks that neither open nor close one.
    pub stray_marks: usize,
}

/// Finds the quotations in a draft. The title of a work is none, even in marks.
pub fn find_quotes(plain: &PlainText<'_>) -> DraftQuotes {
    let DraftQuotes { mut quotes, stray_marks } = find_marked(plain);
    quotes.retain(|quote| !quote.is_work);
    set_contexts(&plain.text()[..end_of_message(plain.text())], &mut quotes);
    DraftQuotes { quotes, stray_marks }
}

/// Finds what is in quotation marks or set apart in a text, in order, without contexts.
pub(crate) fn find_marked(plain: &PlainText<'_>) -> DraftQuotes {
    let text = &plain.text()[..end_of_message(plain.text())];
    let mut quotes: Vec<Quote> = Vec::new();
    let (mut at, mut stray_marks) = (0, 0);
    let empty = text.len()..text.len();
    for block in plain.block_quotes().iter().filter(|block| block.end <= text.len()).chain([&empty]) {
        let part = at..block.start.max(at);
        let runs = find_quoted_runs(text, part.clone());
        stray_marks += count_stray_marks(text, &part, &runs);
        quotes.extend(runs.into_iter().map(|run| Quote::from_run(text, run)));
        quotes.extend(Quote::from_block(plain, block).filter(|_| !block.is_empty()));
        at = block.end.max(at);
    }
    let (works, blocks) = (Cover::new(plain.works()), Cover::new(plain.block_quotes()));
    for quote in quotes.iter_mut().filter(|quote| !quote.is_block) {
        quote.is_work = works.cover(&quote.range);
    }
    let is_apart = |range: &&Range<usize>| !blocks.cover(&(range.start..range.start + 1));
    quotes.extend(plain.inline_quotes().iter().filter(is_apart).filter_map(|range| Quote::from_inline(text, range)));
    quotes.sort_by_key(|node| node.range.start);
    DraftQuotes { quotes, stray_marks }
}

/// Some ranges, to be asked quickly whether one of them covers another range.
struct Cover {
    /// Where they start, in order, and the furthest end of those up to each.
    ranges: Vec<(usize, usize)>,
}

impl Cover {
    fn new(ranges: &[Range<usize>]) -> Self {
        let mut ranges: Vec<(usize, usize)> = ranges.iter().map(|range| (range.start, range.end)).collect();
        ranges.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut ranges {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { ranges }
    }

    fn cover(&self, range: &Range<usize>) -> bool {
        let next = self.ranges.partition_point(|&(start, _)| start <= range.start);
        next.checked_sub(1).is_some_and(|last| range.end <= self.ranges[last].1)
    }
}

/// Where the signature of a message begins, after a line with two hyphens and a blank; else the end of the text.
fn end_of_message(text: &str) -> usize {
    text.find("\n-- \n").map_or(text.len(), |at| at + 1)
}

impl Quote {
    fn new(text: &str, content: Range<usize>, range: Range<usize>, nested: Vec<QuotedRun>) -> Self {
        Self {
            parts: paragraphs(text, content.clone()).collect(),
            content,
            range,
            nested,
            is_block: false,
            is_unclosed: false,
            is_work: false,
            credit: None,
            before: 0..0,
            after: 0..0,
        }
    }

    fn from_run(text: &str, marked: QuotedRun) -> Self {
        let parts = marked.parts(text);
        let QuotedRun { content, range, is_closed, nested, .. } = marked;
        Self { is_unclosed: !is_closed, parts, ..Self::new(text, content, range, nested) }
    }

    fn from_inline(text: &str, range: &Range<usize>) -> Option<Self> {
        let inside = trim_range(text, range.clone());
        (!inside.is_empty()).then(|| Self::new(text, inside.clone(), inside.clone(), find_quoted_runs(text, inside)))
    }

    /// The quotation in a block quote, without the credit line and without marks around it.
    fn from_block(plain: &PlainText<'_>, block: &Range<usize>) -> Option<Self> {
        let text = plain.text();
        let mut content = trim_range(text, block.clone());
        let credits = plain.credits();
        let credit_from = |start: usize| credits.get(credits.partition_point(|credit| credit.start < start));
        let marked_up = credit_from(content.start).filter(|credit| credit.start < content.end).cloned();
        let credit = marked_up.or_else(|| credit_line(text, &content));
        if let Some(credit) = &credit {
            let mut end = credit.start;
            // A dash or a bracket before the element that names the person.
            end = content.start
                + text[content.start..end]
                    .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '―' | '(' | '-'))
                    .len();
            content = trim_range(text, content.start..end);
        }
        // The caption of a figure comes after the quotation.
        let is_caption = |caption: &&Range<usize>| text[block.end..caption.start].trim().is_empty();
        let credit = credit.or_else(|| credit_from(block.end).filter(is_caption).cloned());
        let (content, credit) = match closing_citation(text, &content) {
            Some(citation) => (trim_range(text, content.start..citation.start), credit.or(Some(citation))),
            None => (content, credit),
        };
        let content = without_links(text, content);
        if content.is_empty() {
            return None;
        }
        let inner = find_quoted_runs(text, content.clone());
        let node = match &inner[..] {
            [all] if all.range == content => {
                Self { parts: all.parts(text), ..Self::new(text, all.content.clone(), content, all.nested.clone()) }
            }
            _ => Self { is_block: true, ..Self::new(text, content.clone(), content, inner) },
        };
        Some(Self { credit, ..node })
    }
}

/// The end of a block quote that names the person as a credit does: a last line that begins with a dash or looks like a
/// name, or what follows a dash after the end of a sentence.
fn credit_line(text: &str, content: &Range<usize>) -> Option<Range<usize>> {
    const MAX_CREDIT_WORDS: usize = 12;
    let block = &text[content.clone()];
    if let Some(line) = block.rfind('\n') {
        let start = content.start + line + 1;
        if begins_with_dash(text[start..content.end].trim_start())
            || is_line_of_name(&block[..line], &text[start..content.end])
        {
            return Some(start..content.end);
        }
    }
    let last_line = block.rfind('\n').map_or(0, |line| line + 1);
    let dash = block[last_line..].rfind(['—', '–', '―']).map(|at| last_line + at)?;
    let ends_sentence = block[..dash].trim_end().ends_with(['.', '!', '?', '”', '"', '»', '…']);
    let name = block[dash..].trim_start_matches(['—', '–', '―']).trim_start();
    let is_short = name.split_whitespace().count() <= MAX_CREDIT_WORDS && !name.ends_with(['!', '?']);
    (ends_sentence && is_short && name.starts_with(char::is_uppercase)).then(|| content.start + dash..content.end)
}

/// Whether a line after a whole sentence consists of two to four capitalised words, perhaps with more after a comma.
fn is_line_of_name(above: &str, line: &str) -> bool {
    let name = line.trim().split([',', '(']).next().unwrap_or_default();
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) || word.chars().count() < 4;
    above.trim_end().ends_with(['.', '!', '?', '”', '"', '»', '…'])
        && (2..=4).contains(&words.len())
        && words.iter().all(is_name)
        && words.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && !line.trim_end().ends_with(['.', '!', '?', ':'])
}

/// The citation in brackets at the end of a block quote: `(Doe 1999, 12)`, `(p. 12)`.
fn closing_citation(text: &str, content: &Range<usize>) -> Option<Range<usize>> {
    const MAX_CITATION_BYTES: usize = 120;
    let block = text[content.clone()].trim_end_matches('.');
    let inside = block.strip_suffix([')', ']'])?;
    let open = inside.rfind(['(', '['])?;
    let citation = &inside[open + 1..];
    let ends_sentence = block[..open].trim_end().ends_with(['.', '!', '?', '”', '"', '»', '…', ';']);
    let names_place = citation.contains(|c: char| c.is_ascii_digit());
    let is_citation = citation.len() <= MAX_CITATION_BYTES
        && (names_place || (ends_sentence && citation.starts_with(char::is_uppercase)));
    (open > 0 && is_citation && !citation.contains("...") && !citation.contains('…'))
        .then(|| content.start + open..content.end)
}

/// Leaves out links to pictures and pages at the end, as embedded messages have them.
fn without_links(text: &str, content: Range<usize>) -> Range<usize> {
    let mut content = trim_range(text, content);
    while let Some(last) = text[content.clone()].split_whitespace().next_back() {
        let is_link = ["https://", "http://", "pic.twitter.com/", "t.co/"].iter().any(|start| last.starts_with(start));
        if !is_link {
            break;
        }
        content = trim_range(text, content.start..content.end - last.len());
    }
    content
}

/// Sets the context of each quotation, limited by its paragraph and the adjacent quotations.
fn set_contexts(text: &str, quotes: &mut [Quote]) {
    let ranges: Vec<Range<usize>> = quotes.iter().map(|node| node.range.clone()).collect();
    for (index, node) in quotes.iter_mut().enumerate() {
        let floor = index.checked_sub(1).map_or(0, |before| ranges[before].end).min(node.range.start);
        let ceiling = ranges.get(index + 1).map_or(text.len(), |next| next.start).max(node.range.end);
        let start = text[floor..node.range.start].rfind("\n\n").map_or(floor, |at| floor + at + 2);
        node.before = start..node.range.start;
        if text[node.before.clone()].trim().is_empty() {
            node.before = lead_in_above(text, floor..start);
        }
        let end = text[node.range.end..ceiling].find("\n\n").map_or(ceiling, |at| node.range.end + at);
        node.after = node.range.end..end;
        if text[node.after.clone()].trim().is_empty() {
            node.after = credit_below(text, end..ceiling);
        } else if end == ceiling && text[node.after.clone()].trim_end().ends_with(':') {
            // A sentence that ends in a colon leads in to the next quotation.
            let last = text[node.after.clone()].rfind(". ").map_or(0, |at| at + 1);
            node.after.end = node.after.start + last;
        }
    }
}

/// The last paragraph of the range above a quotation, if it ends in a colon; else an empty range.
fn lead_in_above(text: &str, above: Range<usize>) -> Range<usize> {
    let above = trim_range(text, above);
    if !text[above.clone()].ends_with(':') {
        return above.end..above.end;
    }
    text[above.clone()].rfind("\n\n").map_or(above.start, |at| above.start + at + 2)..above.end
}

/// The first paragraph of the range below a quotation, if it begins with a dash; else an empty range.
fn credit_below(text: &str, below: Range<usize>) -> Range<usize> {
    let below = trim_range(text, below);
    if !begins_with_dash(&text[below.clone()]) {
        return below.start..below.start;
    }
    below.start..text[below.clone()].find("\n\n").map_or(below.end, |at| below.start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_text::markup::Markup;

    /// In archived texts, the opening mark is repeated at each sentence and closed once.
    #[test]
    fn narration_between_repeated_opening_marks_is_left_out() {
        let text = "\"The water came at noon,\" said the miller. \"We heard it first. \"Then we saw it. \"Then it was in the \
                    house,\" he added. The mill is at the ford, where the road from the hills comes down to the river. \"Nobody \
                    was hurt,\" said his wife. \"We ran up the stairs. \"We sat on the roof until the boats came.\" The roof is \
                    gone. The constable asked: \"Where is the miller? \"Has nobody seen him?\" Nobody had.";
        let plain = Markup::Plain.read(text);
        let found = find_quotes(&plain);
        let words = |quote: &Quote| quote.parts.iter().map(|part| &text[part.clone()]).collect::<Vec<_>>().join("|");
        assert_eq!(
            found.quotes.iter().map(words).collect::<Vec<_>>(),
            [
                "The water came at noon,",
                "We heard it first.|Then we saw it.|Then it was in the house,",
                "Nobody was hurt,",
                "We ran up the stairs.|We sat on the roof until the boats came.",
                "Where is the miller?|Has nobody seen him?",
            ]
        );
        assert_eq!(found.stray_marks, 0);
    }

    #[test]
    fn credit_below_a_quotation_begins_with_a_dash() {
        for (draft, credit) in [
            ("“We win.”\n\n— Ada", "— Ada"),
            ("“We win.”\n\n-- Ada\n\nMore.", "-- Ada"),
            ("“We win.”\n\n- Ada", "- Ada"),
            ("“We win.”\n\nAda left.", ""),
            ("“We win.”\n\n-Ada", ""),
        ] {
            let plain = Markup::Plain.read(draft);
            let quotes = find_quotes(&plain).quotes;
            assert_eq!(&plain.text()[quotes[0].after.clone()], credit, "{draft}");
        }
    }

    #[test]
    fn block_quotation_ends_before_its_credit() {
        for (draft, words, credit) in [
            ("> We win.\n>\n> — Ada", "We win.", "— Ada"),
            ("> We win. — Ada Byron, 1840", "We win.", "— Ada Byron, 1840"),
            ("> We win.\n> Ada Byron, a letter", "We win.", "Ada Byron, a letter"),
            ("> We win — and we lose.", "We win — and we lose.", ""),
            ("> We win. (Byron 1840, 12)", "We win.", "(Byron 1840, 12)"),
            ("> We win (p. 12).", "We win", "(p. 12)."),
            ("> We (all) win.", "We (all) win.", ""),
            ("Bo wrote:\n> We win.\n>\n> — Ada", "We win.", "— Ada"),
            ("> We win. https://t.co/abc\n>\n> — Ada (@ada)", "We win.", "— Ada (@ada)"),
            ("<figure><blockquote>We win.</blockquote><figcaption>Ada</figcaption></figure>", "We win.", "Ada"),
            (
                "<blockquote><p>We win.</p>&mdash; Ada (@ada) <a href=x>May 1</a></blockquote>",
                "We win.",
                "— Ada (@ada) May 1",
            ),
        ] {
            let markup = match draft.chars().next() {
                Some('<') => Markup::Html,
                Some('>') => Markup::Markdown,
                _ => Markup::Plain,
            };
            let plain = markup.read(draft);
            let quotes = find_quotes(&plain).quotes;
            let part = |range: Range<usize>| plain.text()[range].trim();
            let found = (part(quotes[0].content.clone()), part(quotes[0].credit.clone().unwrap_or_default()));
            assert_eq!(found, (words, credit), "{draft}");
        }
    }

    #[test]
    fn titles_and_signatures_are_not_quotations() {
        let found = |markup: Markup, draft: &str| find_quotes(&markup.read(draft)).quotes.len();
        assert_eq!(found(Markup::Html, "<p><cite>“Old Times”</cite>, “yes” she said.</p>"), 1);
        assert_eq!(found(Markup::Plain, "“Yes.”\n\nAda\n-- \n“Ada” Byron"), 1);
        assert_eq!(found(Markup::Plain, "Bo wrote:\n> Say \"yes\n> now\" please"), 1);
    }
}
