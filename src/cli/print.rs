//! Queries of commands, and the entries they print.

use std::io;

use super::context::{Context, Failure, UsageError};
use super::out::Out;
use super::paragraph::{Look, Paragraph};
use kzq_corpus::{Corpus, EntryId};
use kzq_export::{Format, SourceTextLookup, attribution, attribution_link, count_skipped, export_parts};
use kzq_search::{
    Answer, FacetFilter, Hit, MetadataField, Query, QueryError, SearchOptions, match_ranges, matched_metadata,
};
use kzq_shelf::{EntryName, Shelf};
use kzq_text::Safe;
use kzq_text::safe;
use kzq_text::width::width;

/// Whether a query needs the user's shelf.
pub(super) fn uses_shelf(query: &[String]) -> bool {
    Query::parse(&query.join(" ")).uses_shelf()
}

/// Whether words of a query may be in the user's notes.
pub(super) fn searches_notes(query: &[String]) -> bool {
    Query::parse(&query.join(" ")).searches_metadata()
}

/// Runs a query for the `limit` best entries; warnings about the query go to stderr.
///
/// # Errors
///
/// A [`UsageError`] that shows the place if there is a mistake in the query, or if writing fails.
pub(super) fn run_query(context: &mut Context<'_>, query: &[String], limit: usize) -> Result<Answer, Failure> {
    run_parsed(context, &Query::parse_complete(&query.join(" ")), limit)
}

/// Like [`run_query`], with a query that is already parsed.
pub(super) fn run_parsed(context: &mut Context<'_>, query: &Query, limit: usize) -> Result<Answer, Failure> {
    refuse_mistakes(query)?;
    let wanted = SearchOptions { limit, counts_facets: false, ..SearchOptions::ALL };
    let answer = context.engine.answer_with_shelf(&context.placements(), query, &FacetFilter::default(), wanted);
    for note in &answer.warnings {
        context.messages.line(&note.message())?;
    }
    Ok(answer)
}

/// Fails if there is a mistake in a query, with its place.
pub(super) fn refuse_mistakes(query: &Query) -> Result<(), UsageError> {
    query.errors.first().map_or(Ok(()), |mistake| Err(UsageError(point_at(&query.typed, mistake))))
}

/// A message about a mistake in a query, with carets below its place.
pub(super) fn point_at(typed: &str, mistake: &QueryError) -> String {
    // Tabs and line feeds become spaces, one each, and the carets are as wide as what is shown.
    let shown = |text: &str| Safe::line(text.replace(char::is_control, " ")).into_owned();
    let before = width(shown(&typed[..mistake.range.start]).as_str());
    let carets = width(shown(&typed[mistake.range.clone()]).as_str()).max(1);
    format!("{}\n  {}\n  {}{}", mistake.message, shown(typed), " ".repeat(before), "^".repeat(carets))
}

/// The message if a template is requested but none is set.
pub const NO_TEMPLATE: &str = "no template is set; `kzq config --sample` shows how";

/// Prints entries; returns whether the format accepted any.
pub(super) fn print_entries(
    context: &mut Context<'_>,
    entries: &[EntryId],
    format: Format,
    form: ListForm,
) -> io::Result<bool> {
    let Some(is_any) = report_skipped(context, entries, format)? else { return Ok(false) };
    let (corpus, format) = (context.engine.corpus(), format.with_template(context.template));
    write_entries(&mut context.out, corpus, &*context.source_texts, entries, format, form)?;
    Ok(is_any)
}

/// Says how many entries cannot be exported in a format, and why; returns whether any can. `None` if no template is set.
pub(super) fn report_skipped(
    context: &mut Context<'_>,
    entries: &[EntryId],
    format: Format,
) -> io::Result<Option<bool>> {
    let format = format.with_template(context.template);
    if format == Format::Template(None) {
        context.messages.error(&NO_TEMPLATE.into())?;
        return Ok(None);
    }
    let left_out = count_skipped(context.engine.corpus(), entries, format);
    if let Some((count, why)) = left_out {
        context.messages.line(&safe!(count, " left out: ", why.reason()))?;
    }
    Ok(Some(left_out.map_or(0, |(count, _)| count) < entries.len()))
}

/// Writes entries in a format, one after the other.
pub(super) fn write_entries(
    out: &mut Out<'_>,
    corpus: &Corpus,
    texts: &SourceTextLookup<'_>,
    entries: &[EntryId],
    format: Format,
    form: ListForm,
) -> io::Result<()> {
    if let ListForm::Each(end) = form {
        for id in entries {
            let parts = export_parts(corpus, texts, std::slice::from_ref(id), format, false);
            let text = Safe::join(parts, "");
            if !text.is_empty() {
                out.data(&safe!(text, end))?;
            }
        }
        return Ok(());
    }
    if format == Format::Attributed {
        let hits: Vec<Hit> = entries.iter().map(|&entry| Hit { entry, is_fuzzy: false, duplicates: 1 }).collect();
        return write_for_reading(out, corpus, &hits, &Query::default(), &Shelf::default());
    }
    write_parts(out, export_parts(corpus, texts, entries, format, form == ListForm::List))
}

/// Writes the parts of a text, and a line feed if there is any text.
pub(crate) fn write_parts(out: &mut Out<'_>, parts: impl Iterator<Item = Safe<'static>>) -> io::Result<()> {
    let mut is_empty = true;
    for part in parts {
        is_empty &= part.is_empty();
        // What is not data has no hidden characters.
        out.data(&part)?;
    }
    if is_empty { Ok(()) } else { out.line(&Safe::default()) }
}

/// How several entries are printed, and whether a format with lists prints a single entry as a list of one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ListForm {
    /// By itself.
    Single,
    /// As a list.
    List,
    /// Each by itself, with this after it.
    Each(&'static str),
}

/// Prints entries for reading, with blank lines between them and what matches the query in bold.
pub(super) fn print_for_reading(context: &mut Context<'_>, hits: &[Hit], query: &Query) -> io::Result<()> {
    write_for_reading(&mut context.out, context.engine.corpus(), hits, query, &context.shelf_handle.shelf)
}

/// The metadata in which an entry matches the words of a query that its texts lack.
pub(super) fn matched_beside(corpus: &Corpus, id: EntryId, query: &Query, shelf: &Shelf) -> Vec<MetadataField> {
    if !query.searches_metadata() {
        return Vec::new();
    }
    matched_metadata(query, corpus, id, shelf.note(&EntryName::new(corpus, id)))
}

/// Writes entries for reading, as [`print_for_reading`] does.
pub(super) fn write_for_reading(
    out: &mut Out<'_>,
    corpus: &Corpus,
    hits: &[Hit],
    query: &Query,
    shelf: &Shelf,
) -> io::Result<()> {
    for (index, hit) in hits.iter().enumerate() {
        if index > 0 {
            out.line(&Safe::default())?;
        }
        let entry = corpus.entry(hit.entry);
        let near = if hit.is_fuzzy { ", near" } else { "" };
        let beside = matched_beside(corpus, hit.entry, query, shelf);
        let beside = match beside.as_slice() {
            [] => Safe::default(),
            fields => safe!(", found by ", Safe::join(fields.iter().map(|field| field.name().into()), " and ")),
        };
        let heading = safe!(corpus.shown_id(hit.entry), " (", entry.label(), near, beside, ")");
        Paragraph::new(&heading).write(out, &Safe::default())?;
        write_words(out, corpus, *hit, query)?;
    }
    Ok(())
}

/// Writes the words of an entry with their attribution; what matches the query is bold.
pub(super) fn write_words(out: &mut Out<'_>, corpus: &Corpus, hit: Hit, query: &Query) -> io::Result<()> {
    let mut paragraph = Paragraph::new(&kzq_export::export(corpus, &[hit.entry], Format::Attributed).text);
    if out.is_coloured() {
        add_looks(&mut paragraph, corpus, hit, query);
    }
    paragraph.write(out, &Safe::default())
}

/// Shows what matches the query in bold and the attribution dimly, with a link to the source.
fn add_looks(paragraph: &mut Paragraph, corpus: &Corpus, hit: Hit, query: &Query) {
    let entry = corpus.entry(hit.entry);
    let attribution = attribution(corpus, entry).into_visible();
    let text = paragraph.text().clone();
    let Some(words) = text.as_str().strip_suffix(attribution.as_str()) else { return };
    for range in match_ranges(query, words, hit.is_fuzzy) {
        paragraph.add_look(range, Look::Bold);
    }
    paragraph.add_look(words.len()..text.as_str().len(), Look::Dim);
    if let Some((range, address)) = attribution_link(corpus, entry) {
        paragraph.add_look(words.len() + range.start..words.len() + range.end, Look::Link(address));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_errors_are_underlined() {
        for (typed, expected) in [
            ("war (peace", "this ( is never closed\n  war (peace\n      ^"),
            ("é OR", "OR needs something on both sides\n  é OR\n    ^^"),
            ("中 sort:x", "sort: takes date, speaker, source, relevance, random\n  中 sort:x\n          ^"),
        ] {
            assert_eq!(point_at(typed, &Query::parse(typed).errors[0]), expected);
        }
    }
}
