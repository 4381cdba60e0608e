//! The lines of wikitext. A template, a comment, a reference or a table continues over several of the file.

use memchr::memmem::Finder;

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    pub(super) text: &'t str,
}

/// Elements whose content may have line breaks: how they begin and end.
const ELEMENTS: &[(&str, &str)] = &[
    ("<!--", "-->"),
    ("<ref", "</ref>"),
    ("<nowiki>", "</nowiki>"),
    ("<poem", "</poem>"),
    ("<gallery", "</gallery>"),
    ("{|", "\n|}"),
];

/// Divides wikitext into lines.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut spans = spans(text).into_iter().peekable();
    let mut number = 1;
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let (start, first) = (at, number);
        let mut search = at;
        let end = loop {
            let Some(found) = memchr::memchr(b'\n', &text.as_bytes()[search..]) else { break text.len() };
            let newline = search + found;
            number += 1;
            search = newline + 1;
            while spans.next_if(|&(_, end)| end <= newline).is_some() {}
            if spans.peek().is_none_or(|&(start, _)| start > newline) {
                break newline;
            }
        };
        at = end + 1;
        Some(Line { number: first, text: text[start..end].trim_end_matches('\r') })
    })
}

/// Finds where a needle comes next, going forward only.
struct Next<'n> {
    finder: Finder<'n>,
    found: Option<usize>,
    is_over: bool,
}

impl<'n> Next<'n> {
    fn new(needle: &'n str) -> Self {
        Self { finder: Finder::new(needle), found: None, is_over: false }
    }

    /// The first place from `at` on, which must not be before that of the last call.
    fn from(&mut self, text: &str, at: usize) -> Option<usize> {
        if !self.is_over && self.found.is_none_or(|found| found < at) {
            self.found = self.finder.find(&text.as_bytes()[at..]).map(|found| at + found);
            self.is_over = self.found.is_none();
        }
        self.found.filter(|&found| found >= at)
    }
}

/// The parts of the text whose line breaks end no line, in order and apart. What is not closed before the next heading
/// is no such part.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut ends: Vec<Next<'_>> = ELEMENTS.iter().map(|(_, end)| Next::new(end)).collect();
    let mut heading = Next::new("\n==");
    let mut templates: Vec<usize> = Vec::new();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'<', b'{', b'}', &bytes[at..]) {
        let here = at + found;
        if templates.last().is_some_and(|&open| heading.from(text, open).is_some_and(|heading| heading < here)) {
            templates.clear();
        }
        let rest = &bytes[here..];
        at = here + 1;
        let element = ELEMENTS.iter().position(|(begin, _)| rest.starts_with(begin.as_bytes()));
        let is_table = rest.starts_with(b"{|");
        if let Some(element) = element.filter(|_| !is_table || here == 0 || bytes[here - 1] == b'\n') {
            let close = ELEMENTS[element].1;
            let tag_end = memchr::memchr(b'>', &rest[..rest.len().min(200)]);
            let is_empty = rest.starts_with(b"<ref") && tag_end.is_some_and(|end| rest[end - 1] == b'/');
            let end = ends[element].from(text, here).filter(|_| !is_empty);
            let limit = heading.from(text, here).unwrap_or(usize::MAX);
            if let Some(end) = end.filter(|&end| end < limit) {
                at = end + close.len();
                spans.push((here, at));
            }
        } else if rest.starts_with(b"{{") {
            templates.push(here);
            at = here + 2;
        } else if rest.starts_with(b"}}") {
            at = here + 2;
            if let Some(start) = templates.pop() {
                while spans.last().is_some_and(|span| span.0 >= start) {
                    spans.pop();
                }
                spans.push((start, at));
            }
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_comments_and_references_span_lines() {
        for (text, expected) in [
            ("a\nb\r\n\nc", &[(1, "a"), (2, "b"), (3, ""), (4, "c")][..]),
            ("{{x\n|y={{z}}\n}} a\nb", &[(1, "{{x\n|y={{z}}\n}} a"), (4, "b")]),
            ("a<!-- b\nc -->\nd", &[(1, "a<!-- b\nc -->"), (3, "d")]),
            ("a<ref name=x>b\nc</ref>\nd", &[(1, "a<ref name=x>b\nc</ref>"), (3, "d")]),
            ("a<ref name=x />\nd</ref>", &[(1, "a<ref name=x />"), (2, "d</ref>")]),
            ("* <poem>a\nb</poem>\nd", &[(1, "* <poem>a\nb</poem>"), (3, "d")]),
            ("{| x\n* a\n|}\nb", &[(1, "{| x\n* a\n|}"), (4, "b")]),
            // Unclosed constructs end with their line.
            ("a {{b\n* c\n== D ==\n}}", &[(1, "a {{b"), (2, "* c"), (3, "== D =="), (4, "}}")]),
            ("a <!-- b\nc", &[(1, "a <!-- b"), (2, "c")]),
        ] {
            let found: Vec<(usize, &str)> = lines(text).map(|line| (line.number, line.text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_line_is_kept_with_its_number(text in r"(\{\{|\}\}|<ref>|</ref>|<!--|-->|\{\||\|\}|\n==|\n|[a|<]){0,40}") {
            let found: Vec<&str> = lines(&text).map(|line| line.text).collect();
            proptest::prop_assert_eq!(found.join("\n"), text.strip_suffix('\n').unwrap_or(&text));
            for line in lines(&text) {
                let before: usize = lines(&text).take_while(|other| other.number < line.number).map(|line| line.text.matches('\n').count() + 1).sum();
                proptest::prop_assert_eq!(line.number, before + 1);
            }
        }
    }
}
