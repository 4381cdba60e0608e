//! Completes what is typed with quotations: by their words inside quotation marks, and by `speaker:`.

use std::sync::OnceLock;

use kzq_corpus::{EntryId, Wording};
use kzq_documents::DocumentFormat;
use kzq_export::{Format, export};
use kzq_search::{Completion, FacetFilter, KnownValues, Query, SearchOptions};
use kzq_text::{Safe, safe};

use crate::collections::Collections;
use crate::document::Draft;
use crate::escape::escaped;
use crate::features::Features;
use crate::hover::markup;
use crate::position::Position;
use crate::protocol::{CompletionItem, CompletionList, LspTextEdit};
use crate::rewording::inside_marks;

/// The characters after which a client asks for completions, besides letters.
pub(crate) const TRIGGERS: [&str; 6] = ["“", "„", "«", "\"", "`", ":"];
/// The most quotations that are offered.
const MAX_QUOTATIONS: usize = 12;
/// Shorter words are not looked for.
const MIN_LETTERS: usize = 2;
/// The kinds of items.
const KIND_TEXT: u8 = 1;
const KIND_VALUE: u8 = 12;

/// What is typed at a position.
#[derive(Debug, PartialEq, Eq)]
struct Typed<'t> {
    /// Where it begins, in bytes of the line.
    start: usize,
    /// The mark that opens the quotation it is in; `None` outside of quotations.
    mark: Option<&'t str>,
    /// What is after `speaker:`, up to a blank.
    speaker: Option<&'t str>,
    /// The words of the quotation so far.
    words: &'t str,
}

impl<'t> Typed<'t> {
    /// Reads a line up to the cursor; `None` if nothing is completed there.
    fn of(line: &'t str, format: DocumentFormat) -> Option<Self> {
        const FIELD: &str = "speaker:";
        let open = open_quotation(line, format);
        let start = open.as_ref().map_or(0, |(start, _)| *start);
        let mark = open.map(|(_, mark)| mark);
        let field = line[start..].rfind(FIELD).map(|at| start + at);
        let field = field.filter(|&at| !line[..at].ends_with(char::is_alphanumeric));
        if let Some(at) = field {
            let value = &line[at + FIELD.len()..];
            let (speaker, words) = value.split_once(' ').unwrap_or((value, ""));
            return Some(Self { start: if mark.is_some() { start } else { at }, mark, speaker: Some(speaker), words });
        }
        let words = &line[start..];
        let last = words.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_begun = mark.is_some() && last.chars().count() >= MIN_LETTERS;
        is_begun.then_some(Self { start, mark, speaker: None, words })
    }

    /// The query for quotations with these words.
    fn query(&self) -> String {
        /// More words are not needed to find a quotation.
        const MAX_WORDS: usize = 12;
        let mut query = "kind:verbatim".to_owned();
        // `OR` is an operator, and `or` is a word.
        let as_word = |word: &'t str| if word == "OR" { "or" } else { word };
        let plain = |text: &'t str| text.split(|c: char| !is_word_char(c)).filter(|word| !word.is_empty()).map(as_word);
        for word in plain(self.words).take(MAX_WORDS) {
            query.push(' ');
            query.push_str(word);
        }
        for name in self.speaker.into_iter().flat_map(plain) {
            query.push_str(" speaker:");
            query.push_str(name);
        }
        query
    }
}

/// Whether a character is part of a word, and means nothing else in a query.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’')
}

/// The quotation that is open at the end of a line: where its words begin, and its mark; `>` for a block quotation.
fn open_quotation(line: &str, format: DocumentFormat) -> Option<(usize, &str)> {
    let mut open: Option<(usize, &str)> = None;
    let is_latex = format == DocumentFormat::Latex;
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let mark = match c {
            '`' if is_latex && rest.starts_with("``") => "``",
            '\'' if is_latex && rest.starts_with("''") => "''",
            '\\' if is_latex && rest.starts_with("\\enquote{") => "\\enquote{",
            _ => &rest[..c.len_utf8()],
        };
        at += mark.len();
        let opened = open.map(|(_, mark)| mark);
        open = match (mark, opened) {
            // Inside guillemets and others, other marks are nested.
            ("“" | "\"", Some("„")) | ("”", Some("“")) | ("»", Some("«")) | ("«", Some("»")) => None,
            ("\"", Some("\"")) | ("''", Some("``")) | ("}", Some("\\enquote{")) => None,
            ("“" | "„" | "«" | "»" | "\"" | "``" | "\\enquote{", None) => Some((at, mark)),
            _ => open,
        };
    }
    let is_block = matches!(format, DocumentFormat::Markdown | DocumentFormat::Plain) && line.starts_with('>');
    let words = line.trim_start_matches(['>', ' ']);
    open.or_else(|| is_block.then(|| (line.len() - words.len(), &line[..1])))
}

/// What may take the place of what is typed at a position.
pub(crate) fn complete(
    draft: &Draft,
    position: Position,
    collections: &Collections<'_>,
    features: Features,
) -> CompletionList {
    let cursor = draft.offset(position, features.encoding);
    let start = draft.text()[..cursor].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line = &draft.text()[start..cursor];
    let Some(typed) = Typed::of(line, draft.format) else { return CompletionList::default() };
    let range = draft.range(&(start + typed.start..cursor), features.encoding);
    let filter_text = &line[typed.start..];
    let mut items = Vec::new();
    let mut add = |kind, label: Safe<'_>, detail: Safe<'_>, documentation: Safe<'_>, new_text: String| {
        items.push(CompletionItem {
            label: label.visible().to_string(),
            kind,
            detail: detail.visible().to_string(),
            documentation: markup(documentation.visible().to_string(), features.has_markdown_completion),
            sort_text: format!("{:03}", items.len()),
            filter_text: filter_text.to_owned(),
            text_edit: LspTextEdit { range, new_text },
        });
    };
    let corpus = collections.corpus();
    if let Some(name) = typed.speaker.filter(|_| typed.words.is_empty()) {
        for (name, count) in speakers(name, collections) {
            let count = count.map_or_else(Safe::default, |count| match count {
                1 => "1 entry".into(),
                count => safe!(count, " entries"),
            });
            let text = escaped(&name, draft.format);
            add(KIND_VALUE, name.to_borrowed(), count, Safe::default(), text);
        }
    }
    for entry in quotations(&typed, collections) {
        let words = corpus.entry(entry).text();
        let speaker = corpus.speaker_name(corpus.entry(entry).speaker());
        let format = if features.has_markdown_completion { Format::Markdown } else { Format::Attributed };
        let documentation = export(corpus, &[entry], format).text;
        let text = quoted(&words.to_single_line(), &typed, draft);
        add(KIND_TEXT, label(&words), speaker, documentation, text);
    }
    CompletionList { is_incomplete: true, items }
}

/// The beginning of the words of a quotation.
fn label(words: &Safe<'_>) -> Safe<'static> {
    const MAX_BYTES: usize = 72;
    words.to_single_line().shortened(MAX_BYTES)
}

/// The speakers with a name that begins like this, each with the number of entries.
fn speakers(name: &str, collections: &Collections<'_>) -> Vec<(Safe<'static>, Option<usize>)> {
    let rare = OnceLock::new();
    let totals = Some(collections.totals());
    let known = KnownValues { corpus: collections.corpus(), totals, lists: &[], rare: &rare };
    let typed = format!("speaker:{name}");
    let found = Completion::find(&typed, typed.len(), &known);
    let candidates = found.into_iter().flat_map(|found| found.candidates);
    candidates.map(|candidate| (candidate.label, candidate.count)).collect()
}

fn quotations(typed: &Typed<'_>, collections: &Collections<'_>) -> Vec<EntryId> {
    let options = SearchOptions { limit: MAX_QUOTATIONS, grouped: true, counts_facets: false };
    let answer = collections.engine.answer(&Query::parse(&typed.query()), &FacetFilter::default(), options);
    let is_quotation = |entry: &EntryId| collections.corpus().entry(*entry).wording() == Wording::Verbatim;
    answer.hits.into_iter().map(|hit| hit.entry).filter(is_quotation).collect()
}

/// The words of a quotation as the draft writes them: with marks if they are not in any yet.
fn quoted(words: &Safe<'_>, typed: &Typed<'_>, draft: &Draft) -> String {
    let write = |words: &Safe<'_>| escaped(words, draft.format);
    match typed.mark {
        Some("“" | "„" | "\"" | "``") => write(&inside_marks(words.as_str())),
        Some(_) => write(words),
        None => {
            let (open, close) = marks_of(draft);
            let inside = if open == "«" { words.clone().into_owned() } else { inside_marks(words.as_str()) };
            format!("{open}{}{close}", write(&inside))
        }
    }
}

/// The quotation marks that a draft uses.
fn marks_of(draft: &Draft) -> (&'static str, &'static str) {
    const MARKS: [(&str, &str); 4] = [("„", "“"), ("“", "”"), ("«", "»"), ("\"", "\"")];
    if draft.format == DocumentFormat::Latex && draft.text().contains("``") {
        return ("``", "''");
    }
    MARKS.into_iter().find(|(open, _)| draft.text().contains(open)).unwrap_or(("“", "”"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_complete_inside_quotes_and_speakers_anywhere() {
        for (line, format, expected) in [
            ("He said: “the eng", DocumentFormat::Markdown, "“ - the eng"),
            ("“One,” he said, “the eng", DocumentFormat::Markdown, "“ - the eng"),
            ("\"One\" and \"tw", DocumentFormat::Plain, "\" - tw"),
            ("„Eins“ und „zw", DocumentFormat::Plain, "„ - zw"),
            ("« Un » et « de", DocumentFormat::Plain, "« -  de"),
            ("``one'' and ``tw", DocumentFormat::Latex, "`` - tw"),
            ("\\enquote{on", DocumentFormat::Latex, "\\enquote{ - on"),
            ("> the eng", DocumentFormat::Markdown, "> - the eng"),
            ("As speaker:aus", DocumentFormat::Markdown, "- aus "),
            ("“speaker:aus half of", DocumentFormat::Markdown, "“ aus half of"),
            ("“t", DocumentFormat::Markdown, "nothing"),
            ("“the ", DocumentFormat::Markdown, "nothing"),
            ("“One” and tw", DocumentFormat::Markdown, "nothing"),
            ("loudspeaker:aus", DocumentFormat::Markdown, "nothing"),
            ("> the eng", DocumentFormat::Latex, "nothing"),
            ("", DocumentFormat::Plain, "nothing"),
        ] {
            let shown = Typed::of(line, format).map_or_else(
                || "nothing".to_owned(),
                |typed| format!("{} {} {}", typed.mark.unwrap_or("-"), typed.speaker.unwrap_or("-"), typed.words),
            );
            assert_eq!(shown, expected, "{line}");
        }
    }

    #[test]
    fn typed_operators_are_searched_as_words() {
        let typed = Typed { start: 0, mark: None, speaker: Some("OR"), words: "it is:starred -no OR (x | \"y" };
        assert_eq!(typed.query(), "kind:verbatim it is starred no or x y speaker:or");
    }
}
