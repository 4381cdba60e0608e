//! Queries of commands, and the entries they print.

use std::io;

use super::context::Context;
use super::lookup::entry_name;
use kzq_corpus::EntryId;
use kzq_export::{Format, count_skipped, export_parts};
use kzq_search::{Answer, FacetFilter, Hit, Query, SearchOptions};
use kzq_text::Safe;
use kzq_text::safe;

/// Whether a query needs the user's shelf.
pub(super) fn uses_shelf(query: &[String]) -> bool {
    Query::parse(&query.join(" ")).uses_shelf()
}

/// Runs a query for the `limit` best entries; warnings about the query go to stderr.
pub(super) fn run_query(context: &mut Context<'_>, query: &[String], limit: usize) -> io::Result<Answer> {
    let query = Query::parse(&query.join(" "));
    let wanted = SearchOptions { limit, ..SearchOptions::ALL };
    let answer = context.engine.answer_with_shelf(&context.placements(), &query, &FacetFilter::default(), wanted);
    for note in &answer.warnings {
        context.messages.line(&note.message())?;
    }
    Ok(answer)
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
    if format == Format::Attributed {
        let hits: Vec<Hit> = entries.iter().map(|&entry| Hit { entry, is_fuzzy: false, duplicates: 1 }).collect();
        print_for_reading(context, &hits)?;
        return Ok(!hits.is_empty());
    }
    let format = format.with_template(context.template);
    if format == Format::Template(None) {
        context.messages.error(&NO_TEMPLATE.into())?;
        return Ok(false);
    }
    let corpus = context.engine.corpus();
    let left_out = count_skipped(corpus, entries, format);
    if let Some((count, why)) = left_out {
        context.messages.line(&safe!(count, " left out: ", why.reason()))?;
    }
    let is_any = left_out.map_or(0, |(count, _)| count) < entries.len();
    let mut is_empty = true;
    for piece in export_parts(corpus, &*context.source_texts, entries, format, form == ListForm::List) {
        is_empty &= piece.is_empty();
        // What is not data has no hidden characters.
        context.out.data(&piece)?;
    }
    if !is_empty {
        context.out.line(&Safe::default())?;
    }
    Ok(is_any)
}

/// Whether a format with lists prints a single entry by itself, or as a list of one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ListForm {
    /// By itself.
    Single,
    /// As a list.
    List,
}

/// Prints entries for reading, with blank lines between them.
pub(super) fn print_for_reading(context: &mut Context<'_>, hits: &[Hit]) -> io::Result<()> {
    let corpus = context.engine.corpus();
    for (index, hit) in hits.iter().enumerate() {
        if index > 0 {
            context.out.line(&Safe::default())?;
        }
        let entry = corpus.entry(hit.entry);
        let near = if hit.is_fuzzy { ", near" } else { "" };
        context.out.line(&safe!(entry_name(corpus, hit.entry), " (", entry.label(), near, ")"))?;
        context.out.line(&kzq_export::export(corpus, &[hit.entry], Format::Attributed).text)?;
    }
    Ok(())
}
