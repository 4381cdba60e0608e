//! The quotations in a draft, in order, each with its context.

use std::ops::Range;

use super::attribution::QuoteContext;
use super::quote_marks::{QuotedRun, find_quoted_runs};
use kzq_text::marks::begins_with_dash;
use kzq_text::markup::PlainText;

/// A quotation with the quotations nested in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Byte range of the quoted words.
    pub(super) content: Range<usize>,
    /// Byte range including the marks.
    pub(super) range: Range<usize>,
    pub(super) nested: Vec<QuotedRun>,
    /// Whether it is set apart, without marks.
    pub(super) is_block: bool,
    /// The line or element that names the person quoted.
    credit: Option<Range<usize>>,
    /// The context before and after it, within its paragraph or from the adjacent ones.
    before: Range<usize>,
    after: Range<usize>,
}

impl Quote {
    pub(super) fn context<'t>(&self, text: &'t str) -> QuoteContext<'t> {
        QuoteContext { text, before: self.before.clone(), after: self.after.clone(), credit: self.credit.clone() }
    }

    /// Whether it is in the same paragraph as the quotation before it.
    pub(super) fn is_in_same_paragraph(&self, text: &str, before: &Self) -> bool {
        let between = text.get(before.range.end..self.range.start);
        between.is_some_and(|between| !between.contains("\n\n")) && !self.is_block && !before.is_block
    }
}

/// Finds the quotations in a draft, in order.
pub(super) fn find_quotes(plain: &PlainText<'_>) -> Vec<Quote> {
    let text = plain.text();
    let mut quotes: Vec<Quote> = Vec::new();
    let mut at = 0;
    for block in plain.block_quotes() {
        quotes.extend(find_quoted_runs(text, at..block.start.max(at)).into_iter().map(Quote::from_run));
        quotes.extend(Quote::from_block(plain, block));
        at = block.end.max(at);
    }
    quotes.extend(find_quoted_runs(text, at..text.len()).into_iter().map(Quote::from_run));
    let is_apart = |range: &&Range<usize>| !plain.block_quotes().iter().any(|block| block.contains(&range.start));
    quotes.extend(plain.inline_quotes().iter().filter(is_apart).filter_map(|range| Quote::from_inline(text, range)));
    quotes.sort_by_key(|node| node.range.start);
    set_contexts(text, &mut quotes);
    quotes
}

/// Trims white space at both ends of a range.
fn trim_range(text: &str, part: Range<usize>) -> Range<usize> {
    let slice = &text[part.clone()];
    let start = part.start + (slice.len() - slice.trim_start().len());
    start..(start + slice.trim().len())
}

impl Quote {
    fn new(content: Range<usize>, range: Range<usize>, nested: Vec<QuotedRun>) -> Self {
        Self { content, range, nested, is_block: false, credit: None, before: 0..0, after: 0..0 }
    }

    fn from_run(marked: QuotedRun) -> Self {
        let QuotedRun { content: inside, range: whole, nested: inner } = marked;
        Self::new(inside, whole, inner)
    }

    fn from_inline(text: &str, range: &Range<usize>) -> Option<Self> {
        let inside = trim_range(text, range.clone());
        (!inside.is_empty()).then(|| Self::new(inside.clone(), inside.clone(), find_quoted_runs(text, inside)))
    }

    /// The quotation in a block quote, without the credit line and without marks around it.
    fn from_block(plain: &PlainText<'_>, block: &Range<usize>) -> Option<Self> {
        let text = plain.text();
        let mut content = trim_range(text, block.clone());
        let marked_up = plain.credits().iter().find(|credit| content.contains(&credit.start)).cloned();
        let credit = marked_up.or_else(|| credit_line(text, &content));
        if let Some(credit) = &credit {
            content = trim_range(text, content.start..credit.start);
        }
        if content.is_empty() {
            return None;
        }
        let inner = find_quoted_runs(text, content.clone());
        let node = match &inner[..] {
            [all] if all.range == content => Self::new(all.content.clone(), content, all.nested.clone()),
            _ => Self { is_block: true, ..Self::new(content.clone(), content, inner) },
        };
        Some(Self { credit, ..node })
    }
}

/// The last line of a block quote, if it begins with a dash as a credit does.
fn credit_line(text: &str, content: &Range<usize>) -> Option<Range<usize>> {
    let start = content.start + text[content.clone()].rfind('\n')? + 1;
    let line = text[start..content.end].trim_start();
    begins_with_dash(line).then_some(start..content.end)
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

    #[test]
    fn a_credit_below_a_quotation_begins_with_a_dash() {
        for (draft, credit) in [
            ("“We win.”\n\n— Ada", "— Ada"),
            ("“We win.”\n\n-- Ada\n\nMore.", "-- Ada"),
            ("“We win.”\n\n- Ada", "- Ada"),
            ("“We win.”\n\nAda left.", ""),
            ("“We win.”\n\n-Ada", ""),
        ] {
            let plain = Markup::Plain.read(draft);
            let quotes = find_quotes(&plain);
            assert_eq!(&plain.text()[quotes[0].after.clone()], credit, "{draft}");
        }
    }
}
