//! `search`, `show`, `random` and `export`.

use std::io;

use super::{Context, Outcome};
use crate::cli::args::EntryFormat;
use crate::corpus::{EntryId, Lookup};
use crate::export::{Format, Record, write_out};
use crate::safe;
use crate::search::{Answer, Query, Selection};
use crate::text::Safe;

pub(super) fn search(
    context: &mut Context<'_>,
    query: &[String],
    limit: Option<usize>,
    format: EntryFormat,
) -> io::Result<Outcome> {
    let answer = answer(context, query)?;
    let found: Vec<EntryId> = answer.hits.iter().map(|hit| hit.entry).take(limit.unwrap_or(usize::MAX)).collect();
    if answer.hits.is_empty() {
        context.messages.line(&"nothing found".into())?;
    } else if answer.sure == 0 {
        context.messages.line(&"no entry holds these words; these hold words near them".into())?;
    }
    print(context, &found, format)?;
    Ok(Outcome::of(!answer.hits.is_empty()))
}

pub(super) fn show(context: &mut Context<'_>, ids: &[String], format: EntryFormat) -> io::Result<Outcome> {
    let mut found = Vec::new();
    for id in ids {
        match context.engine.corpus().look_up(id) {
            Lookup::Found(entry) => found.push(entry),
            Lookup::Ambiguous => {
                let message =
                    safe!("several collections have an entry “", Safe::line(id.as_str()), "”: write collection/id");
                context.messages.line(&message)?;
            }
            Lookup::Missing => {
                let message = missing(context, id);
                context.messages.line(&message)?;
            }
        }
    }
    match (ids, format) {
        ([_], EntryFormat::Json) => print_record(context, found.first().copied())?,
        _ => print(context, &found, format)?,
    }
    Ok(Outcome::of(found.len() == ids.len()))
}

fn missing(context: &Context<'_>, id: &str) -> Safe<'static> {
    const ALIKE: f64 = 0.75;
    let entries = context.engine.corpus().entries();
    let nearest = entries
        .iter()
        .map(|entry| (strsim::jaro_winkler(id, entry.id.as_str()), entry))
        .filter(|&(likeness, _)| likeness > ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0));
    let message = safe!("there is no entry “", Safe::line(id), "”");
    match nearest {
        Some((_, entry)) => safe!(message, "; did you mean “", entry.id, "”?"),
        None => message,
    }
}

pub(super) fn random(
    context: &mut Context<'_>,
    query: &[String],
    seed: u64,
    format: EntryFormat,
) -> io::Result<Outcome> {
    let hits = answer(context, query)?.hits;
    let count = u64::try_from(hits.len()).unwrap_or(u64::MAX);
    let Some(at) = mix(seed).checked_rem(count) else {
        context.messages.line(&"nothing found".into())?;
        return Ok(Outcome::Nothing);
    };
    let chosen = usize::try_from(at).ok().and_then(|at| hits.get(at)).map(|hit| hit.entry);
    match format {
        EntryFormat::Json => print_record(context, chosen)?,
        _ => print(context, chosen.as_slice(), format)?,
    }
    Ok(Outcome::Found)
}

/// Spreads a seed over all bits (the finaliser of `SplitMix64`), so that neighbouring seeds choose differently.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

pub(super) fn export(context: &mut Context<'_>, query: &[String], format: EntryFormat) -> io::Result<Outcome> {
    let mut found: Vec<EntryId> = answer(context, query)?.hits.iter().map(|hit| hit.entry).collect();
    found.sort_unstable();
    print(context, &found, format)?;
    Ok(Outcome::of(!found.is_empty()))
}

/// What a query finds; what is odd about it goes to stderr.
fn answer(context: &mut Context<'_>, query: &[String]) -> io::Result<Answer> {
    let answer = context.engine.answer(&Query::parse(&query.join(" ")), &Selection::default());
    for note in &answer.notes {
        context.messages.line(&note.text())?;
    }
    Ok(answer)
}

/// Prints the record of the one entry that was asked for, as an object and not as an array of one.
fn print_record(context: &mut Context<'_>, entry: Option<EntryId>) -> io::Result<()> {
    match entry {
        Some(id) => context.out.json(&Record::of(context.engine.corpus(), id)),
        None => Ok(()),
    }
}

fn print(context: &mut Context<'_>, entries: &[EntryId], format: EntryFormat) -> io::Result<()> {
    let corpus = context.engine.corpus();
    let format = match format {
        EntryFormat::Json => {
            let records: Vec<Record<'_>> = entries.iter().map(|&id| Record::of(corpus, id)).collect();
            return context.out.json(&records);
        }
        EntryFormat::Text => Format::Attributed,
        EntryFormat::Words => Format::Words,
        EntryFormat::Markdown => Format::Markdown,
    };
    for (index, &id) in entries.iter().enumerate() {
        if index > 0 {
            context.out.line(&Safe::default())?;
        }
        if format == Format::Attributed {
            let entry = corpus.entry(id);
            let name = if corpus.collections().len() > 1 { corpus.full_name(id) } else { entry.id.clone() };
            context.out.line(&safe!(name, " (", entry.wording.name(), ")"))?;
        }
        context.out.line(&write_out(corpus, id, format))?;
    }
    Ok(())
}
