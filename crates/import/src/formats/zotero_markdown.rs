//! Notes that Zotero exports as Markdown: words in quotation marks, a citation after them, and a comment after that.

use std::collections::HashMap;
use std::ops::Range;

use kzq_corpus::SourceKind;
use kzq_edit::{EntryDraft, Locator};
use kzq_text::marks::is_double_quote;
use kzq_text::persons;
use kzq_text::steps::count;

use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use crate::reading::{Authors, Work, add_extra, non_empty, squeeze};

/// The row of the format.
pub(super) const FORMAT: Format =
    Format { name: "zotero-markdown", about: "notes with annotations that Zotero exported as Markdown", sniff, read };

/// What links to items and to places in their files begin with.
const LINKS: [&str; 2] = ["](zotero://select/", "](zotero://open-pdf/"];

/// Length in bytes within which a citation must end, with its link.
const MAX_CITATION: usize = 2000;

/// Labels of pages in citations.
const PAGE_LABELS: &[&str] = &["pp.", "p.", "S.", "page", "pages", "Seite", "с."];

/// A quotation with its citation.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Quotation<'t> {
    words: &'t str,
    citation: &'t str,
    /// The key of the item in Zotero.
    key: Option<&'t str>,
    /// The address of the annotation.
    link: Option<&'t str>,
    /// What comes before the quotation and after the one before.
    before: &'t str,
}

/// A citation such as `Simpson and Pop, 2015, p. 155`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Citation {
    authors: Authors,
    year: Option<String>,
    page: Option<String>,
    /// A place that is not a page.
    section: Option<String>,
    /// The citation without its page, which serves as the title.
    title: String,
    /// Whether the title is that of the work.
    has_title: bool,
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let is_linked = LINKS.iter().any(|link| input.start().contains(link));
    if is_linked && paragraphs(input.start()).any(|(_, text)| quotations(text).0.iter().any(Quotation::is_linked)) {
        return Some("quotations with links to zotero://".into());
    }
    // Without links, most of the paragraphs must be quotations that are cited with a page.
    let (mut count, mut cited) = (0, 0);
    for (_, text) in paragraphs(input.start()).filter(|(_, text)| !text.starts_with(['#', '('])).take(200) {
        count += 1;
        cited += usize::from(quotations(text).0.first().is_some_and(|found| found.before.is_empty()));
    }
    (cited > 0 && cited * 2 > count).then(|| "quotations cited as (author, year, p. 3)".into())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    if !paragraphs(input.text).any(|(_, text)| next_quotation(&mut Openings::new(text), 0).is_some()) {
        return Err(ReadError::of_file("no quotation found: words in quotation marks with a citation after them"));
    }
    for (line, text) in paragraphs(input.text).filter(|(_, text)| !text.starts_with('#')) {
        let (found, after) = quotations(text);
        let mut items = Vec::new();
        if found.first().is_none_or(|first| !plain(first.before).is_empty()) {
            let is_date = text.starts_with('(') && text.ends_with(')') && !text.contains(char::is_whitespace);
            let reason = "a note of your own without a cited quotation";
            items.extend((!is_date).then_some(Item::Skipped(Skipped { line, reason })));
        }
        for (at, quotation) in found.iter().enumerate() {
            let comment = found.get(at + 1).map_or(after, |next| next.before);
            items.push(Item::Entry(entry(quotation, comment, line)));
        }
        if !items.into_iter().all(|item| sink.accept(item)) {
            break;
        }
    }
    Ok(())
}

/// The paragraphs and list items with their lines, from 1, without the markers of lists and block quotes.
fn paragraphs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut line = 1;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
            let length = paragraph_len(rest);
            let (paragraph, start) = (&rest[..length], line);
            let step = (length + 1).min(rest.len());
            (at, line) = (at + step, line + rest[..step].matches('\n').count());
            let skipped = paragraph[..paragraph.len() - paragraph.trim_start().len()].matches('\n').count();
            let words = paragraph.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '-' | '*'));
            if !words.trim().is_empty() {
                return Some((start + skipped, words.trim()));
            }
        }
    })
}

/// The length of the paragraph or the list item that a text begins with.
fn paragraph_len(text: &str) -> usize {
    let ends = |at: &usize| ["\n\n", "\n\r\n", "\n- ", "\n* "].iter().any(|end| text[*at..].starts_with(end));
    let length = memchr::memchr_iter(b'\n', text.as_bytes()).find(ends).unwrap_or(text.len());
    count(length);
    length
}

impl Quotation<'_> {
    fn is_linked(&self) -> bool {
        self.key.is_some() || self.link.is_some()
    }
}

/// Where the marks that open quotations are next in a paragraph.
struct Openings<'t> {
    text: &'t str,
    next: HashMap<char, Option<usize>>,
}

impl<'t> Openings<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, next: HashMap::new() }
    }

    /// The first of some marks from a byte offset on, which never goes back.
    fn first(&mut self, marks: &[char], from: usize) -> Option<usize> {
        marks.iter().filter_map(|mark| self.next(*mark, from)).min()
    }

    fn next(&mut self, mark: char, from: usize) -> Option<usize> {
        let next = match self.next.get(&mark) {
            Some(&known) if known.is_none_or(|at| at >= from) => known,
            _ => {
                let found = self.text[from..].find(mark).map(|at| from + at);
                count(found.unwrap_or(self.text.len()) - from);
                found
            }
        };
        self.next.insert(mark, next);
        next
    }
}

/// The quotations of a paragraph, and the text after the last one.
fn quotations(text: &str) -> (Vec<Quotation<'_>>, &str) {
    let (mut found, mut at, mut openings) = (Vec::new(), 0, Openings::new(text));
    while let Some((quotation, after)) = next_quotation(&mut openings, at) {
        found.push(quotation);
        at = text.len() - after.len();
    }
    (found, &text[at..])
}

/// The first quotation from a byte offset on that a citation follows, and the text after it.
fn next_quotation<'t>(openings: &mut Openings<'t>, start: usize) -> Option<(Quotation<'t>, &'t str)> {
    let text = openings.text;
    let mut from = start;
    while let Some(offset) = text[from..].find(" (") {
        count(offset + 2);
        let at = from + offset;
        from = at + 2;
        let cited = &text[at + 1..];
        let linked = linked_citation(cited).map(|(citation, link, after)| (citation, Some(link), after));
        let cited = linked.or_else(|| plain_citation(cited).map(|(citation, after)| (citation, None, after)));
        let Some((citation, link, after)) = cited else { continue };
        let Some((words, before)) = quoted_at_end(openings, start..at) else { continue };
        let Some(link) = link else {
            return Some((Quotation { words, citation, key: None, link, before }, after));
        };
        let key = link.rsplit_once("/items/").map(|(_, key)| key.split('?').next().unwrap_or(key));
        let key = key.filter(|_| link.starts_with("zotero://select/"));
        // A second link leads to the annotation itself.
        let second = after.trim_start();
        let file = linked_citation(second).filter(|(_, link, _)| link.starts_with("zotero://open-pdf/"));
        let own = (link, after);
        let (link, after) = file.map_or(own, |(_, link, after)| (link, after));
        return Some((Quotation { words, citation, key, link: Some(link), before }, after));
    }
    None
}

/// The beginning of a text, in which a citation must end.
fn start_of(text: &str) -> &str {
    let start = &text[..text.floor_char_boundary(MAX_CITATION)];
    count(start.len());
    start
}

/// Splits `([citation](zotero://…))` from the beginning of a text: the citation, its link, and what follows.
fn linked_citation(text: &str) -> Option<(&str, &str, &str)> {
    let start = start_of(text.strip_prefix("([")?);
    let (citation, rest) = start.split_once("](")?;
    let (link, _) = rest.split_once(')')?;
    let is_link = link.starts_with("zotero://select/") || link.starts_with("zotero://open-pdf/");
    let after = &text["([](".len() + citation.len() + link.len()..];
    is_link.then_some((citation, link, after.strip_prefix("))")?))
}

/// Splits `(Bell, 2015, p. 1)` from the beginning of a text: the citation, and what follows.
fn plain_citation(text: &str) -> Option<(&str, &str)> {
    let (citation, _) = start_of(text.strip_prefix('(')?).split_once(')')?;
    is_plain_citation(citation).then(|| (citation, &text[citation.len() + 2..]))
}

/// Whether a text in brackets is a citation with a year and a page.
fn is_plain_citation(text: &str) -> bool {
    let citation = Citation::parse(text);
    citation.page.is_some() && citation.year.is_some() && (citation.has_title || !citation.authors.names.is_empty())
}

/// Splits a part of a paragraph that ends with a quotation into the quotation, without its marks, and what comes before.
fn quoted_at_end<'t>(openings: &mut Openings<'t>, part: Range<usize>) -> Option<(&'t str, &'t str)> {
    let whole = openings.text;
    let text = &whole[part.clone()];
    // Highlights may be coloured.
    let text =
        text.trim_end().strip_suffix("</span>").or_else(|| text.trim_end().strip_suffix("</mark>")).unwrap_or(text);
    let inner = text.trim_end();
    let close = inner.chars().next_back()?;
    let inner = &inner[..inner.len() - close.len_utf8()];
    let opening = match close {
        '”' => &['“', '„'][..],
        '"' => &['"'],
        '»' => &['«'],
        '“' => &['„'],
        '«' => &['»'],
        _ => return None,
    };
    // The first mark that opens, since there may be others inside.
    let open = openings.first(opening, part.start)? - part.start;
    if open >= inner.len() {
        return None;
    }
    let mark = inner[open..].chars().next().map_or(0, char::len_utf8);
    let words = inner[open + mark..].trim();
    (!words.is_empty()).then_some((words, inner[..open].trim()))
}

/// A text without tags such as those of a colour.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        let Some((name, after)) = tag.split_once('>') else { break };
        out.push_str(before);
        if !["span", "/span", "mark", "/mark", "br"].iter().any(|known| name.starts_with(known)) {
            out.push_str(&rest[before.len()..rest.len() - after.len()]);
        }
        rest = after;
    }
    out.push_str(rest);
    out.trim().to_owned()
}

impl Citation {
    fn parse(text: &str) -> Self {
        let text = squeeze(text);
        let (mut rest, mut citation) = (text.as_str(), Self::default());
        let last = rest.rsplit_once(", ").map_or(rest, |(_, last)| last).to_owned();
        if let Some(label) = PAGE_LABELS.iter().find(|label| last.starts_with(**label)) {
            citation.page = non_empty(&last[label.len()..]).map(|page| page.replace('–', "-"));
        } else if last.contains(|c: char| c.is_ascii_digit()) && year(&last).is_none() {
            citation.section = Some(last.clone());
        }
        if citation.page.is_some() || citation.section.is_some() {
            rest = rest[..rest.len() - last.len()].trim_end_matches([',', ' ']);
        }
        rest.clone_into(&mut citation.title);
        // A work without authors is cited by its title: “A Title,” 2015.
        let titled = rest.strip_prefix(['“', '"', '«', '„']).and_then(|title| title.rsplit_once(is_double_quote));
        if let Some((title, date)) = titled {
            title.trim_end_matches([',', ' ']).clone_into(&mut citation.title);
            citation.year = year(date.trim_matches([',', ' ']));
            citation.has_title = true;
            return citation;
        }
        let (names, date) =
            rest.rsplit_once(", ").unwrap_or(if year(rest).is_some() { ("", rest) } else { (rest, "") });
        citation.year = year(date);
        let is_undated = ["n.d.", "s. d.", "s.d.", "o. J.", "o.\u{a0}J."].contains(&date);
        citation.authors = authors(if citation.year.is_some() || is_undated { names } else { rest });
        citation
    }
}

/// The year of a date: `2015`, `2015a`.
fn year(text: &str) -> Option<String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_year = digits.len() == 4 && text.len() <= 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| digits.to_owned())
}

/// The authors, most often just their family names: `Simpson and Pop`, `Zhang et al.`.
fn authors(text: &str) -> Authors {
    let named = persons::without_others(text);
    let split =
        named.unwrap_or(text).replace(" & ", ", ").replace(" and ", ", ").replace(" und ", ", ").replace(" et ", ", ");
    let names: Vec<String> = split.split([',', ';']).filter_map(non_empty).collect();
    let doubt = named.map(|_| "the work has more authors than the note names".to_owned());
    Authors { names, doubt }
}

/// The entry of a quotation.
fn entry(quotation: &Quotation<'_>, comment: &str, line: usize) -> Imported {
    let citation = Citation::parse(quotation.citation);
    let (title, has_title) = (citation.title.clone(), citation.has_title);
    let mut work = Work::new(SourceKind::Other, &title, citation.authors);
    work.source.date = citation.year;
    work.source.id = quotation.key.map(str::to_owned);
    let locator = Locator { page: citation.page, section: citation.section, ..Locator::default() };
    let note = non_empty(&plain(comment));
    let draft = EntryDraft { text: quotation.words.to_owned(), locator, note, ..EntryDraft::default() };
    let mut entry = Imported { line, draft, doubts: Vec::new() };
    work.attribute(&mut entry);
    if !has_title {
        entry.doubts.push("the title of the source is not given: the citation takes its place".into());
    }
    add_extra(&mut entry, "link", quotation.link.unwrap_or_default());
    entry
}

#[cfg(test)]
mod tests {
    use kzq_text::steps::more_than_linear;

    use super::*;
    use crate::formats::tests::{Found, collect, described};

    fn found(text: &str) -> Found {
        collect(&FORMAT, "Notes.md", text.as_bytes())
    }

    const SELECT: &str = "zotero://select/library/items/ABCD2345";
    const FILE: &str = "zotero://open-pdf/library/items/EFGH6789?page=3&annotation=IJKL2345";

    #[test]
    fn quotations_are_read_with_citation_and_comment() {
        let linked = |quoted: &str, kind: &str| format!("{quoted} ([Bell, 2015, p. 155]({SELECT})) ([{kind}]({FILE}))");
        for (text, note) in [
            (linked("“the words”", "pdf"), None),
            (linked("\"the words\"", "epub"), None),
            (linked("« the words »", "snapshot"), None),
            (linked("„the words“", "pdf"), None),
            (linked("- “the words”", "pdf"), None),
            (linked("> “the words”", "pdf"), None),
            (linked("<span style=\"background-color: #ffd40080\">“the words”</span>", "pdf"), None),
            (format!("{} my comment (p. 3)", linked("“the words”", "pdf")), Some("my comment (p. 3)")),
        ] {
            let found = found(&format!("# Annotations  \n(1/2/2024)\n\n{text}\n"));
            assert_eq!(
                found.entries.iter().map(described).collect::<Vec<_>>(),
                ["the words — Bell, Bell, 2015"],
                "{text}"
            );
            let entry = &found.entries[0];
            assert_eq!(entry.draft.note.as_deref(), note);
            assert_eq!((entry.line, entry.draft.locator.page.as_deref()), (4, Some("155")));
            assert_eq!(entry.draft.extra, [("link".to_owned(), FILE.to_owned())]);
            assert!(found.skipped.is_empty(), "{:?}", found.skipped);
            let Some(kzq_edit::SourceReference::Described(source)) = &entry.draft.source else { panic!() };
            assert_eq!((source.id.as_deref(), source.date.as_deref()), (Some("ABCD2345"), Some("2015")));
        }
        // Without links to Zotero.
        let found = found("“the words, “they” said” (Bell, 2015, p. 3) and a comment\n");
        assert_eq!(described(&found.entries[0]), "the words, “they” said — Bell, Bell, 2015");
        assert_eq!(found.entries[0].draft.note.as_deref(), Some("and a comment"));
    }

    #[test]
    fn list_items_and_marks_take_linear_time() {
        /// Beyond what is searched for the end of a citation.
        const MIN_BYTES: usize = 8192;
        for repeated in ["- a\n", ")” (", "”” (", "“w” (a", "“w” ([a](", "“w” (Bell, 2015, p. 1) x“ ("]
        {
            let text = |bytes: usize| repeated.repeat(bytes / repeated.len());
            assert_eq!(more_than_linear(MIN_BYTES, 8, text, |text| drop(found(text))), [], "{repeated}");
        }
    }

    #[test]
    fn list_items_of_every_kind_are_divided() {
        let words = |text: &str| found(text).entries.into_iter().map(|entry| entry.draft.text).collect::<Vec<_>>();
        for between in ["\n\n", "\r\n\r\n", "\n- ", "\n* ", "\r\n- "] {
            let text = ["“a” (Bell, 2015, p. 1)", "“b” (Bell, 2015, p. 2)", "“c” (Bell, 2015, p. 3)"].join(between);
            assert_eq!(words(&text), ["a", "b", "c"], "{between:?}");
        }
    }

    #[test]
    fn paragraphs_may_contain_several_quotations() {
        let found = found(&format!(
            "Mine first: “one” ([Bell, 2015, p. 1]({SELECT})) ([pdf]({FILE})) on one “two” ([Bell, 2015, p. 2]({SELECT})) ([pdf]({FILE})) on two\n\nall mine\n"
        ));
        let shown: Vec<_> =
            found.entries.iter().map(|entry| (entry.draft.text.as_str(), entry.draft.note.as_deref())).collect();
        assert_eq!(shown, [("one", Some("on one")), ("two", Some("on two"))]);
        assert_eq!(found.skipped.iter().map(|skipped| skipped.line).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn speaker_is_known_if_the_citation_names_one_author() {
        for (citation, expected, page) in [
            ("Bell, 2015, p. 155", "w — Bell, Bell, 2015", Some("155")),
            ("Bell, 2015a, pp. 3–4", "w — Bell, Bell, 2015a", Some("3-4")),
            ("Bell, n.d., p. xi", "w — Bell, Bell, n.d.", Some("xi")),
            ("Bell, 2015", "w — Bell, Bell, 2015", None),
            ("Bell, 2015, S. 12", "w — Bell, Bell, 2015", Some("12")),
            ("Simpson and Pop, 2015, p. 1", "w — ?, Simpson and Pop, 2015 by Simpson; Pop", Some("1")),
            ("Simpson & Pop, 2015, p. 1", "w — ?, Simpson & Pop, 2015 by Simpson; Pop", Some("1")),
            ("Zhang et al., 2020, p. 3", "w — ?, Zhang et al., 2020 by Zhang", Some("3")),
            ("“A Title,” 2015, p. 3", "w — ?, A Title", Some("3")),
        ] {
            let found = found(&format!("“w” ([{citation}]({SELECT}))\n"));
            assert_eq!(described(&found.entries[0]), expected, "{citation}");
            assert_eq!(found.entries[0].draft.locator.page.as_deref(), page, "{citation}");
        }
        let found = found(&format!("“w” ([Bell, 2015, chap. 3]({SELECT}))\n"));
        assert_eq!(found.entries[0].draft.locator.section.as_deref(), Some("chap. 3"));
    }

    #[test]
    fn prose_with_citations_is_not_recognised_as_zotero() {
        let sniffed = |text: &str| sniff(&Input { name: "n.md", bytes: text.as_bytes(), text }).is_some();
        assert!(sniffed("“one” (Bell, 2015, p. 1)\n\n“two” (Bell, 2015, p. 2) mine\n"));
        assert!(!sniffed("Bell says “one” (Bell, 2015, p. 1) and more.\n\nOther prose.\n"));
        assert!(!sniffed("see [the item](zotero://select/library/items/ABCD2345)\n"));
    }
}
