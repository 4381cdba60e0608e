//! Edits of a draft that give a quotation other words, and leave its line breaks and its markup alone where they can.

use std::ops::Range;

use kzq_documents::{DocumentFormat, Ignore};
use kzq_edit::TextEdit;
use kzq_fidelity::{ChangeKind, Diff};
use kzq_text::Safe;
use kzq_text::markup::PlainText;

use crate::escape::escaped;

/// A quotation in one of the texts of a draft.
pub(crate) struct QuotedPlace<'d> {
    pub(crate) format: DocumentFormat,
    /// The draft, with its markup.
    pub(crate) original: &'d str,
    pub(crate) plain: &'d PlainText<'d>,
    /// Its range in the plain text, with its marks.
    pub(crate) range: Range<usize>,
    /// The range between the marks.
    pub(crate) content: Range<usize>,
}

/// Words between double marks, with the double marks inside them as single ones.
pub(crate) fn inside_marks(words: &str) -> Safe<'static> {
    let quoted = kzq_export::quoted(&Safe::text(words.to_owned()));
    let (first, last) = ('“'.len_utf8(), quoted.as_str().len() - '”'.len_utf8());
    quoted.into_slice(first..last)
}

impl QuotedPlace<'_> {
    /// The edits by which the quotation has these words, which have no line breaks; `None` if there is markup in it, and no
    /// marks that say where it ends.
    pub(crate) fn reword(&self, words: &str) -> Option<Vec<TextEdit>> {
        let is_double = |c: char| matches!(c, '“' | '”' | '"' | '„');
        let is_in_double_marks = self.range != self.content && self.marks()[0].contains(is_double);
        let words = if is_in_double_marks { inside_marks(words) } else { Safe::text(words.to_owned()) };
        if let Some(edits) = self.reword_by_word(words.as_str()) {
            return Some(edits);
        }
        let range = self.inside();
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let is_plain = letters(self.original.get(range.clone())?) == letters(&self.plain.text()[self.content.clone()]);
        let is_marked = self.range.start < self.content.start && self.content.end < self.range.end;
        (is_marked || is_plain).then(|| vec![TextEdit { range, replacement: escaped(&words, self.format) }])
    }

    /// Edits of words alone; `None` if there is markup beside a word that changes.
    fn reword_by_word(&self, words: &str) -> Option<Vec<TextEdit>> {
        /// The most pairs of words that are compared.
        const MAX_PAIRS: usize = 1 << 20;
        let old = self.words();
        let new: Vec<&str> = words.split_whitespace().collect();
        if old.is_empty() || old.len() * new.len() > MAX_PAIRS {
            return None;
        }
        let text = |at: &Range<usize>| &self.plain.text()[at.clone()];
        let mut edits = Vec::new();
        for (from, to) in changed(&old.iter().map(text).collect::<Vec<_>>(), &new) {
            let put = escaped(&Safe::line(new[to.clone()].join(" ")), self.format);
            // The words next to those that change must be plain text, too: a mark before them may close after them.
            let beside = from.start.saturating_sub(1)..(from.end + 1).min(old.len());
            let places = beside.clone().map(|at| self.plain_word(&old[at])).collect::<Option<Vec<_>>>()?;
            let is_blank = |gap: &str| gap.chars().all(|c| c.is_whitespace() || c == '>');
            let mut gaps = places.windows(2).map(|pair| self.original.get(pair[0].end..pair[1].start));
            if !gaps.all(|gap| gap.is_some_and(is_blank)) {
                return None;
            }
            let place = |at: usize| &places[at - beside.start];
            edits.push(match (from.is_empty(), put.is_empty()) {
                (true, _) if from.start == 0 => {
                    let at = place(0).start;
                    TextEdit { range: at..at, replacement: format!("{put} ") }
                }
                (true, _) => {
                    let at = place(from.start - 1).end;
                    TextEdit { range: at..at, replacement: format!(" {put}") }
                }
                (false, true) if from.start > 0 => {
                    let range = place(from.start - 1).end..place(from.end - 1).end;
                    TextEdit { range, replacement: String::new() }
                }
                (false, true) if from.end < old.len() => {
                    TextEdit { range: place(0).start..place(from.end).start, replacement: String::new() }
                }
                _ => TextEdit { range: place(from.start).start..place(from.end - 1).end, replacement: put },
            });
        }
        Some(edits)
    }

    /// The words of the quotation, as ranges of the plain text.
    fn words(&self) -> Vec<Range<usize>> {
        let content = &self.plain.text()[self.content.clone()];
        let start = |word: &str| self.content.start + (word.as_ptr() as usize - content.as_ptr() as usize);
        content.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect()
    }

    /// The range of a word in the draft, if it is written there without markup.
    fn plain_word(&self, word: &Range<usize>) -> Option<Range<usize>> {
        let range = self.plain.original_range(word.clone());
        (self.original.get(range.clone())? == &self.plain.text()[word.clone()]).then_some(range)
    }

    /// The marks in the plain text: the opening one, and the closing one, empty if there is none.
    fn marks(&self) -> [&str; 2] {
        [&self.plain.text()[self.range.start..self.content.start], &self.plain.text()[self.content.end..self.range.end]]
    }

    /// The ranges of the marks in the draft.
    fn mark_ranges(&self) -> [Range<usize>; 2] {
        let whole = self.plain.original_range(self.range.clone());
        let content = self.plain.original_range(self.content.clone());
        let open = if self.range.start == self.content.start {
            whole.start..whole.start
        } else {
            self.plain.original_range(self.range.start..self.content.start)
        };
        let close = if self.range.end == self.content.end {
            content.end..content.end
        } else {
            self.plain.original_range(self.content.end..self.range.end)
        };
        [open, close]
    }

    /// What is between the marks in the draft, with its markup.
    fn inside(&self) -> Range<usize> {
        let [open, close] = self.mark_ranges();
        let content = self.plain.original_range(self.content.clone());
        let is_blank = |range: Range<usize>| self.original.get(range).is_none_or(|gap| gap.trim().is_empty());
        // White space inside the marks stays; markup does not.
        let start = if is_blank(open.end..content.start) { content.start } else { open.end };
        let end = if is_blank(content.end..close.start) { content.end } else { close.start };
        start..end.max(start)
    }

    /// The edits that remove its marks; `None` if it has none, or they are a command.
    pub(crate) fn unmark(&self) -> Option<Vec<TextEdit>> {
        let is_mark = |text: &str| {
            let is_reference = text.starts_with('&') && text.ends_with(';');
            let is_char = |c: char| kzq_text::marks::is_quotation_mark(c) || c == '`' || c.is_whitespace();
            !text.is_empty() && (is_reference || text.chars().all(is_char))
        };
        let marks = self.mark_ranges();
        if !marks.iter().all(|range| self.original.get(range.clone()).is_some_and(is_mark)) {
            return None;
        }
        let inside = self.inside();
        let blanks = self.original.get(inside.clone())?;
        let start = inside.start + blanks.len() - blanks.trim_start().len();
        let end = start.max(inside.start + blanks.trim_end().len());
        let [open, close] = marks;
        let remove = |range| TextEdit { range, replacement: String::new() };
        Some(vec![remove(open.start..start.max(open.end)), remove(end.min(close.start)..close.end)])
    }

    /// The edit that adds a comment by which the quotation is ignored; `None` if drafts of this format have no comments.
    pub(crate) fn ignore(&self) -> Option<TextEdit> {
        let comment = self.format.comment(Ignore::TEXT)?;
        let start = self.plain.original_range(self.range.clone()).start;
        let before = self.original.get(..start)?;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        // In these, a comment has its own line: here, above the paragraph.
        if matches!(self.format, DocumentFormat::Rst | DocumentFormat::AsciiDoc) {
            let line_ends = before.match_indices('\n').map(|(at, _)| at + 1);
            let is_blank =
                |end: &usize| before[..*end - 1].rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
            let at = line_ends.rev().find(is_blank).unwrap_or(0);
            let line = &self.original[at..];
            let indentation = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
            let gap = if self.format == DocumentFormat::Rst { "\n\n" } else { "\n" };
            return Some(TextEdit { range: at..at, replacement: format!("{indentation}{comment}{gap}") });
        }
        let line = self.original[line_start..].lines().next()?;
        let at = line_start + line.trim_end().len();
        Some(TextEdit { range: at..at, replacement: format!(" {comment}") })
    }

    /// The edits that put a sign of omission where a diff says that words are missing; `None` if none are, but at an end.
    pub(crate) fn mark_omissions(&self, diff: &Diff) -> Option<Vec<TextEdit>> {
        let words = &self.plain.text()[self.content.clone()];
        let letters: Vec<(usize, char)> = words.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
        let has_words = |part: &[(usize, char)]| part.iter().any(|(_, c)| c.is_alphanumeric());
        let mut edits = Vec::new();
        let mut count = 0;
        for (at, part) in diff.0.iter().enumerate() {
            let is_replaced = [at.checked_sub(1), Some(at + 1)]
                .into_iter()
                .flatten()
                .any(|beside| diff.0.get(beside).is_some_and(|beside| beside.kind == ChangeKind::Insert));
            match part.kind {
                ChangeKind::Equal | ChangeKind::Insert => {
                    count += part.text.as_str().chars().filter(|c| !c.is_whitespace()).count();
                    if count > letters.len() {
                        return None;
                    }
                }
                ChangeKind::Delete if !is_replaced && has_words(&letters[..count]) && has_words(&letters[count..]) => {
                    let (start, last) = letters[count - 1];
                    let end = self.content.start + start + last.len_utf8();
                    let at = self.plain.original_range(end - last.len_utf8()..end).end;
                    edits.push(TextEdit { range: at..at, replacement: format!(" {}", self.sign_of_omission()) });
                }
                ChangeKind::Delete | ChangeKind::Omit => {}
            }
        }
        // A comma or a full stop of the draft is not compared.
        (!has_words(&letters[count..]) && !edits.is_empty()).then_some(edits)
    }

    /// The sign by which the draft marks omissions elsewhere.
    fn sign_of_omission(&self) -> &'static str {
        let is_latex = self.format == DocumentFormat::Latex;
        let signs = ["[…]", "[...]", "…", "..."];
        let of_latex = [("\\ldots", "\\ldots{}"), ("\\dots", "\\dots{}")];
        let of_latex = of_latex.into_iter().filter(|_| is_latex);
        let mut own = signs.map(|sign| (sign, sign)).into_iter().chain(of_latex);
        own.find(|(sign, _)| self.original.contains(sign)).map_or("…", |(_, sign)| sign)
    }
}

/// The runs of words that differ, each with what takes their place; the longest common subsequence stays.
fn changed(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            common[at * width + to] = if old[at] == new[to] {
                common[(at + 1) * width + to + 1] + 1
            } else {
                common[(at + 1) * width + to].max(common[at * width + to + 1])
            };
        }
    }
    let mut runs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let (mut at, mut to) = (0, 0);
    while at < old.len() || to < new.len() {
        let is_same = at < old.len() && to < new.len() && old[at] == new[to];
        if is_same {
            (at, to) = (at + 1, to + 1);
            continue;
        }
        let is_old =
            at < old.len() && (to == new.len() || common[(at + 1) * width + to] >= common[at * width + to + 1]);
        let [next_at, next_to] = if is_old { [at + 1, to] } else { [at, to + 1] };
        match runs.last_mut().filter(|(from, put)| from.end == at && put.end == to) {
            Some((from, put)) => (from.end, put.end) = (next_at, next_to),
            None => runs.push((at..next_at, to..next_to)),
        }
        (at, to) = (next_at, next_to);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_edit::Splice;
    use kzq_extract::quotes::find_quotes;
    use kzq_text::markup::Markup;

    /// Returns a draft after an edit of its first quotation.
    fn edited(draft: &str, edits: impl Fn(&QuotedPlace<'_>) -> Option<Vec<TextEdit>>) -> String {
        let markup = if draft.starts_with('<') { Markup::Html } else { Markup::Markdown };
        let format = DocumentFormat::from(markup);
        let plain = markup.read(draft);
        let quote = find_quotes(&plain).quotes.swap_remove(0);
        let place = QuotedPlace { format, original: draft, plain: &plain, range: quote.range, content: quote.content };
        edits(&place).map_or_else(|| "none".to_owned(), |edits| Splice::new(edits).apply(draft))
    }

    #[test]
    fn rewording_keeps_line_breaks_and_markup() {
        for (draft, words, expected) in [
            ("“One two four,” he said.", "One two three,", "“One two three,” he said."),
            ("“One\ntwo  four”", "One two three four", "“One\ntwo three  four”"),
            ("“One\ntwo four”", "One four", "“One four”"),
            ("“two four”", "One two", "“One two”"),
            ("“zero one two”", "one two", "“one two”"),
            ("“One *now* two”", "One two", "“One two”"),
            ("*“One too”*", "One two", "*“One two”*"),
            ("“*One* too”", "One two", "“One two”"),
            ("> One\n> too three.", "One two three.", "> One\n> two three."),
            ("“a c”", "a *b* c", "“a \\*b\\* c”"),
            ("“It has pretension”", "It has “pretensions”", "“It has ‘pretensions’”"),
            ("« Un deux »", "Un trois", "« Un trois »"),
            ("<p>&ldquo;It&rsquo;s one too&rdquo;", "It’s one & two", "<p>&ldquo;It&rsquo;s one &amp; two&rdquo;"),
            ("<p><q>One <b>too</b></q>", "One two", "none"),
            ("“ ”? “a”", "b", "“ ”? “b”"),
        ] {
            assert_eq!(edited(draft, |place| place.reword(words)), expected, "{draft}");
        }
    }

    #[test]
    fn quotation_marks_are_removed_but_not_markup_quotes() {
        for (draft, expected) in [
            ("He says “we *go*”.", "He says we *go*."),
            ("<p>&ldquo;We go&rdquo;.", "<p>We go."),
            ("« On part »", "On part"),
            ("<p><q>We go</q>", "none"),
            ("> We go", "none"),
            ("“We go", "none"),
        ] {
            let unmark = |place: &QuotedPlace<'_>| place.unmark();
            assert_eq!(edited(draft, unmark), expected, "{draft}");
        }
    }

    #[test]
    fn ignore_comment_is_inserted_where_it_applies() {
        let comment = |place: &QuotedPlace<'_>| Some(vec![place.ignore()?]);
        for (draft, expected) in [
            ("“We go,” he\nsaid.\n", "“We go,” he <!-- kzq-ignore -->\nsaid.\n"),
            ("One.\n\n> We go.  ", "One.\n\n> We go. <!-- kzq-ignore -->  "),
            ("<p>“We go.”</p>\r\n", "<p>“We go.”</p> <!-- kzq-ignore -->\r\n"),
        ] {
            assert_eq!(edited(draft, comment), expected, "{draft}");
        }
    }

    #[test]
    fn omissions_are_marked_in_the_style_of_the_draft() {
        let said = "We must go to the bridge on Monday and wait.";
        for (draft, expected) in [
            ("“We must go on Monday and wait.”", "“We must go … on Monday and wait.”"),
            ("“We must go\non Monday.” “a [...] b”", "“We must go [...]\non Monday.” “a [...] b”"),
            ("“We must run on Monday”", "none"),
            ("“go to the bridge”", "none"),
        ] {
            let diff = |place: &QuotedPlace<'_>| {
                let quoted = &place.plain.text()[place.content.clone()];
                place.mark_omissions(&Diff::between(said, quoted))
            };
            assert_eq!(edited(draft, diff), expected, "{draft}");
        }
    }
}
