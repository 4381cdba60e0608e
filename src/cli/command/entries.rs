//! `search`, `show`, `random` and `export`.

use std::io;
use std::time::Duration;

use serde::Serialize;

use super::{Context, Outcome};
use crate::cli::formats::EntryFormat;
use kzq_corpus::{Entry, EntryId, Lookup};
use kzq_export::{EntryRecord, Format, count_skipped, export_parts};
use kzq_search::{Answer, FacetFilter, Hit, Query, SearchOptions};
use kzq_text::Safe;
use kzq_text::safe;

pub(super) fn search(
    context: &mut Context<'_>,
    query: &[String],
    limit: Option<usize>,
    format: EntryFormat,
) -> io::Result<Outcome> {
    let best = limit.unwrap_or(usize::MAX);
    let answer = timed_query(context, query, best)?;
    let near = answer.groups - answer.exact;
    if answer.groups == 0 {
        context.messages.line(&"nothing found".into())?;
    } else if near > 0 {
        context.messages.line(&safe!(answer.exact, " found; ", near, " more hold words near these, marked as near"))?;
    }
    let found = answer.hits;
    match format {
        EntryFormat::Json => {
            let corpus = context.engine.corpus();
            let record = |hit: &Hit| HitRecord { near: hit.is_fuzzy, record: EntryRecord::new(corpus, hit.entry) };
            context.out.json(&found.iter().map(record).collect::<Vec<_>>())?;
        }
        EntryFormat::Attributed => print_for_reading(context, &found)?,
        _ => {
            let found: Vec<EntryId> = found.iter().map(|hit| hit.entry).collect();
            if !print_entries(context, &found, format, ListForm::List)? && !found.is_empty() {
                return Ok(Outcome::Nothing);
            }
        }
    }
    Ok(Outcome::from_found(answer.groups > 0))
}

/// Runs a query for the `limit` best entries, and prints statistics if they are requested.
fn timed_query(context: &mut Context<'_>, query: &[String], limit: usize) -> io::Result<Answer> {
    let now = |context: &Context<'_>| context.timings.as_ref().map(|measured| (measured.clock)());
    let started = now(context);
    let answer = run_query(context, query, limit)?;
    let finished = now(context);
    if let (Some(measured), Some((asked, answered))) = (&context.timings, started.zip(finished)) {
        let stats = Stats {
            entries: context.engine.corpus().len(),
            bytes: measured.bytes,
            source: measured.source,
            load_ms: millis(measured.load),
            index_ms: millis(measured.index),
            query_ms: millis(answered.saturating_sub(asked)),
            hits: answer.found,
            peak_rss_bytes: (measured.peak_rss)(),
        };
        context.messages.json_line(&stats)?;
    }
    Ok(answer)
}

/// Search statistics; durations in milliseconds.
#[derive(Serialize)]
struct Stats {
    entries: usize,
    bytes: u64,
    source: &'static str,
    load_ms: f64,
    index_ms: f64,
    query_ms: f64,
    hits: usize,
    peak_rss_bytes: Option<u64>,
}

/// Converts to milliseconds, rounded to microseconds.
fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// A search result as JSON.
#[derive(Serialize)]
struct HitRecord<'c> {
    #[serde(flatten)]
    record: EntryRecord<'c>,
    /// Whether some word of the query matched only approximately.
    near: bool,
}

pub(super) fn show(context: &mut Context<'_>, ids: &[String], format: EntryFormat) -> io::Result<Outcome> {
    let mut found = Vec::new();
    for id in ids {
        found.extend(look_up(context, id)?);
    }
    let form = if ids.len() == 1 { ListForm::Single } else { ListForm::List };
    let is_any = print_entries(context, &found, format, form)?;
    Ok(Outcome::from_found(is_any && found.len() == ids.len()))
}

/// Looks up an entry by id; prints a message if there is none.
pub(super) fn look_up(context: &mut Context<'_>, id: &str) -> io::Result<Option<EntryId>> {
    let message = match context.engine.corpus().look_up(id) {
        Lookup::Found(entry) => return Ok(Some(entry)),
        other => not_found(context, id, other),
    };
    context.messages.line(&message)?;
    Ok(None)
}

/// The message that an id does not name exactly one entry.
pub(super) fn not_found(context: &Context<'_>, id: &str, looked_up: Lookup) -> Safe<'static> {
    match looked_up {
        Lookup::Ambiguous => ambiguous("an entry", id),
        Lookup::Found(_) | Lookup::Missing => missing("entry", id, context.engine.corpus().entries().map(Entry::id)),
    }
}

/// The message that an id is ambiguous.
pub(super) fn ambiguous(kind: &'static str, id: &str) -> Safe<'static> {
    safe!("several collections have ", kind, " “", Safe::line(id), "”: write collection/id")
}

/// The message that an id is unknown, with the most similar existing id.
pub(super) fn missing<'i>(kind: &'static str, id: &str, ids: impl Iterator<Item = Safe<'i>>) -> Safe<'static> {
    const MIN_SIMILARITY: f64 = 0.75;
    let nearest = ids
        .map(|other| (strsim::jaro_winkler(id, other.as_str()), other))
        .filter(|&(likeness, _)| likeness > MIN_SIMILARITY)
        .max_by(|one, other| one.0.total_cmp(&other.0));
    let message = safe!("there is no ", kind, " “", Safe::line(id), "”");
    match nearest {
        Some((_, other)) => safe!(message, "; did you mean “", other, "”?"),
        None => message,
    }
}

pub(super) fn random(
    context: &mut Context<'_>,
    query: &[String],
    seed: u64,
    format: EntryFormat,
) -> io::Result<Outcome> {
    let hits = run_query(context, query, usize::MAX)?.hits;
    let count = u64::try_from(hits.len()).unwrap_or(u64::MAX);
    let Some(at) = splitmix64(seed).checked_rem(count) else {
        context.messages.line(&"nothing found".into())?;
        return Ok(Outcome::Nothing);
    };
    let chosen = usize::try_from(at).ok().and_then(|at| hits.get(at)).map(|hit| hit.entry);
    let is_any = print_entries(context, chosen.as_slice(), format, ListForm::Single)?;
    Ok(Outcome::from_found(is_any))
}

/// Spreads a seed over all bits (the finaliser of `SplitMix64`), so that neighbouring seeds choose differently.
fn splitmix64(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

pub(super) fn export(context: &mut Context<'_>, query: &[String], format: EntryFormat) -> io::Result<Outcome> {
    let mut found: Vec<EntryId> = run_query(context, query, usize::MAX)?.hits.iter().map(|hit| hit.entry).collect();
    found.sort_unstable();
    if found.is_empty() {
        context.messages.line(&"nothing found".into())?;
    }
    let is_any = print_entries(context, &found, format, ListForm::List)?;
    Ok(Outcome::from_found(is_any))
}

/// Runs a query for the `limit` best entries; warnings about the query go to stderr.
fn run_query(context: &mut Context<'_>, query: &[String], limit: usize) -> io::Result<Answer> {
    let query = Query::parse(&query.join(" "));
    let wanted = SearchOptions { limit, ..SearchOptions::ALL };
    let answer = context.engine.answer_with_shelf(&context.placements(), &query, &FacetFilter::default(), wanted);
    for note in &answer.warnings {
        context.messages.line(&note.message())?;
    }
    Ok(answer)
}

/// The message if a template is requested but none is set.
pub const NO_TEMPLATE: &str = "no template is set: `kzq config --sample` shows how";

/// Prints entries; returns whether the format accepted any.
pub(super) fn print_entries(
    context: &mut Context<'_>,
    entries: &[EntryId],
    format: EntryFormat,
    form: ListForm,
) -> io::Result<bool> {
    if format == EntryFormat::Attributed {
        let hits: Vec<Hit> = entries.iter().map(|&entry| Hit { entry, is_fuzzy: false, duplicates: 1 }).collect();
        print_for_reading(context, &hits)?;
        return Ok(!hits.is_empty());
    }
    let format = format.with_template(context.template);
    if format == EntryFormat::Template(None) {
        context.messages.line(&NO_TEMPLATE.into())?;
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
        context.out.text(&piece)?;
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
fn print_for_reading(context: &mut Context<'_>, hits: &[Hit]) -> io::Result<()> {
    let corpus = context.engine.corpus();
    for (index, hit) in hits.iter().enumerate() {
        if index > 0 {
            context.out.line(&Safe::default())?;
        }
        let entry = corpus.entry(hit.entry);
        let name = if corpus.collections().len() > 1 { corpus.qualified_id(hit.entry) } else { entry.id().clone() };
        let near = if hit.is_fuzzy { ", near" } else { "" };
        context.out.line(&safe!(name, " (", entry.label(), near, ")"))?;
        context.out.line(&kzq_export::export(corpus, &[hit.entry], Format::Attributed).text)?;
    }
    Ok(())
}
