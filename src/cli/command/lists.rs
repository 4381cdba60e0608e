//! `topics`, `speakers` and `sources`.

use std::io;

use serde::Serialize;

use super::{Context, Outcome};
use crate::cli::args::Listing;
use crate::corpus::{Corpus, Entry, SourceKind, TopicId, Wording};
use crate::safe;
use crate::text::{Safe, width};

/// How many entries there are of each wording.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Coverage {
    verbatim: usize,
    reported: usize,
    summary: usize,
}

impl Coverage {
    fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        entries.fold(Self::default(), |mut sum, entry| {
            match entry.wording {
                Wording::Verbatim => sum.verbatim += 1,
                Wording::Reported => sum.reported += 1,
                Wording::Summary => sum.summary += 1,
            }
            sum
        })
    }

    fn cells(self) -> [Safe<'static>; 3] {
        [self.verbatim, self.reported, self.summary].map(|count| safe!(count))
    }
}

/// The coverage of each of `count` things, of which an entry may have several.
fn coverage(corpus: &Corpus, count: usize, indices: impl Fn(&Entry) -> Vec<usize>) -> Vec<Coverage> {
    let mut entries: Vec<Vec<&Entry>> = vec![Vec::new(); count];
    for entry in corpus.entries() {
        for index in indices(entry) {
            entries[index].push(entry);
        }
    }
    entries.into_iter().map(|entries| Coverage::of(entries.into_iter())).collect()
}

const COUNTED: [&str; 3] = ["verbatim", "reported", "summary"];

#[derive(Serialize)]
struct TopicRecord<'c> {
    topic: &'c Safe<'static>,
    label: &'c Safe<'static>,
    #[serde(flatten)]
    entries: Coverage,
}

pub(super) fn topics(context: &mut Context<'_>, listing: Listing) -> io::Result<Outcome> {
    let corpus = context.engine.corpus();
    let topics = corpus.topics();
    let covered = coverage(corpus, topics.len(), |entry| {
        let mut within: Vec<usize> =
            entry.topics.iter().flat_map(|&topic| corpus.topic_line(topic)).map(TopicId::index).collect();
        within.sort_unstable();
        within.dedup();
        within
    });
    if listing.json {
        let rows = topics.iter().zip(covered);
        let records: Vec<_> =
            rows.map(|(topic, entries)| TopicRecord { topic: &topic.path, label: &topic.label, entries }).collect();
        context.out.json(&records)?;
    } else {
        let rows = topics.iter().zip(&covered).map(|(topic, entries)| {
            let indent = Safe::line("  ".repeat(topic.depth));
            Row { name: safe!(indent, topic.label), cells: entries.cells().to_vec(), note: topic.path.clone() }
        });
        table(
            context,
            &Row { name: "topic".into(), cells: COUNTED.map(Safe::from).to_vec(), note: "id".into() },
            &rows.collect::<Vec<_>>(),
        )?;
    }
    Ok(Outcome::of(!context.engine.corpus().topics().is_empty()))
}

#[derive(Serialize)]
struct SpeakerRow<'c> {
    id: &'c Safe<'static>,
    name: &'c Safe<'static>,
    role: Option<&'c Safe<'static>>,
    aliases: &'c [Safe<'static>],
    #[serde(flatten)]
    entries: Coverage,
}

pub(super) fn speakers(context: &mut Context<'_>, listing: Listing) -> io::Result<Outcome> {
    let corpus = context.engine.corpus();
    let speakers = corpus.speakers();
    let covered = coverage(corpus, speakers.len(), |entry| vec![entry.speaker.index()]);
    let rows: Vec<SpeakerRow<'_>> = speakers
        .iter()
        .zip(covered)
        .map(|(speaker, entries)| SpeakerRow {
            id: &speaker.id,
            name: &speaker.name,
            role: speaker.role.as_ref(),
            aliases: &speaker.aliases,
            entries,
        })
        .collect();
    let found = Outcome::of(!rows.is_empty());
    if listing.json {
        context.out.json(&rows)?;
    } else {
        let rows = rows.iter().map(|row| Row {
            name: row.name.clone(),
            cells: row.entries.cells().to_vec(),
            note: row.role.cloned().unwrap_or_default(),
        });
        let rows: Vec<Row> = rows.collect();
        table(
            context,
            &Row { name: "speaker".into(), cells: COUNTED.map(Safe::from).to_vec(), note: "role".into() },
            &rows,
        )?;
    }
    Ok(found)
}

#[derive(Serialize)]
struct SourceRow<'c> {
    id: &'c Safe<'static>,
    collection: &'c Safe<'static>,
    kind: SourceKind,
    title: &'c Safe<'static>,
    publisher: Option<&'c Safe<'static>>,
    url: Option<&'c Safe<'static>>,
    date: Option<String>,
    reports: Option<&'c Safe<'static>>,
    #[serde(flatten)]
    entries: Coverage,
}

pub(super) fn sources(context: &mut Context<'_>, listing: Listing) -> io::Result<Outcome> {
    let corpus = context.engine.corpus();
    let sources = corpus.sources();
    let covered = coverage(corpus, sources.len(), |entry| {
        entry.citation.iter().map(|citation| citation.source.index()).collect()
    });
    let rows: Vec<SourceRow<'_>> = sources
        .iter()
        .zip(covered)
        .map(|(source, entries)| SourceRow {
            id: &source.id,
            collection: &corpus.collection(source.collection).id,
            kind: source.kind,
            title: &source.title,
            publisher: source.publisher.as_ref(),
            url: source.url.as_ref(),
            date: source.date.map(|date| date.to_string()),
            reports: source.reports.map(|id| &corpus.source(id).id),
            entries,
        })
        .collect();
    let found = Outcome::of(!rows.is_empty());
    if listing.json {
        context.out.json(&rows)?;
    } else {
        let rows = rows.iter().map(|row| Row {
            name: row.id.clone(),
            cells: row.entries.cells().to_vec(),
            note: safe!(row.title, ", ", row.date.clone().map_or_else(|| "n.d.".into(), Safe::line)),
        });
        let rows: Vec<Row> = rows.collect();
        table(
            context,
            &Row { name: "source".into(), cells: COUNTED.map(Safe::from).to_vec(), note: "title, date".into() },
            &rows,
        )?;
    }
    Ok(found)
}

/// A row of a table: a name, numbers aligned to the right, and a note.
struct Row {
    name: Safe<'static>,
    cells: Vec<Safe<'static>>,
    note: Safe<'static>,
}

fn table(context: &mut Context<'_>, head: &Row, rows: &[Row]) -> io::Result<()> {
    let all = || std::iter::once(head).chain(rows);
    let names = all().map(|row| width::width(row.name.as_str())).max().unwrap_or(0);
    for row in all() {
        let mut line = padded_right(&row.name, names);
        for (cell, title) in row.cells.iter().zip(&head.cells) {
            line = safe!(line, "  ", padded_left(cell, width::width(title.as_str())));
        }
        let line = if row.note.is_empty() { line } else { safe!(line, "  ", row.note) };
        context.out.line(&line)?;
    }
    Ok(())
}

fn blanks(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    Safe::line(" ".repeat(columns.saturating_sub(width::width(text.as_str()))))
}

fn padded_right(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    safe!(text.borrowed(), blanks(text, columns))
}

fn padded_left(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    safe!(blanks(text, columns), text.borrowed())
}
