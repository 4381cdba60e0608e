//! `topics`, `speakers` and `sources`.

use std::io;
use std::sync::Arc;

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
    fn of<'e>(entries: impl Iterator<Item = Entry<'e>>) -> Self {
        entries.fold(Self::default(), |mut sum, entry| {
            match entry.wording() {
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
fn coverage(corpus: &Corpus, count: usize, indices: impl Fn(Entry<'_>) -> Vec<usize>) -> Vec<Coverage> {
    let mut entries: Vec<Vec<Entry<'_>>> = vec![Vec::new(); count];
    for entry in corpus.entries() {
        for index in indices(entry) {
            entries[index].push(entry);
        }
    }
    entries.into_iter().map(|entries| Coverage::of(entries.into_iter())).collect()
}

const COUNTED: [&str; 3] = ["verbatim", "reported", "summary"];

/// A thing that can be listed, with the entries that have it.
trait Listed: Serialize {
    /// The titles of its name and of its note.
    const TITLES: [&'static str; 2];

    /// Its name in a table.
    fn name(&self) -> Safe<'static>;

    /// What stands behind the counts; it may be empty.
    fn note(&self) -> Safe<'static>;

    /// Its entries.
    fn coverage(&self) -> Coverage;
}

#[derive(Serialize)]
struct TopicRecord<'c> {
    id: &'c Safe<'static>,
    label: &'c Safe<'static>,
    #[serde(skip)]
    depth: usize,
    #[serde(flatten)]
    entries: Coverage,
}

impl Listed for TopicRecord<'_> {
    const TITLES: [&'static str; 2] = ["topic", "id"];

    fn name(&self) -> Safe<'static> {
        safe!(Safe::line("  ".repeat(self.depth)), self.label)
    }

    fn note(&self) -> Safe<'static> {
        self.id.clone()
    }

    fn coverage(&self) -> Coverage {
        self.entries
    }
}

pub(super) fn topics(context: &mut Context<'_>, listing: Listing) -> io::Result<Outcome> {
    let corpus = Arc::clone(context.engine.corpus());
    let covered = coverage(&corpus, corpus.topics().len(), |entry| {
        let mut within: Vec<usize> =
            entry.topics().iter().flat_map(|&topic| corpus.topic_line(topic)).map(TopicId::index).collect();
        within.sort_unstable();
        within.dedup();
        within
    });
    let rows = corpus.topics().iter().zip(covered);
    let rows =
        rows.map(|(topic, entries)| TopicRecord { id: &topic.path, label: &topic.label, depth: topic.depth, entries });
    list(context, listing, &rows.collect::<Vec<_>>())
}

#[derive(Serialize)]
struct SpeakerRecord<'c> {
    id: &'c Safe<'static>,
    name: &'c Safe<'static>,
    role: Option<&'c Safe<'static>>,
    aliases: &'c [Safe<'static>],
    #[serde(flatten)]
    entries: Coverage,
}

impl Listed for SpeakerRecord<'_> {
    const TITLES: [&'static str; 2] = ["speaker", "role"];

    fn name(&self) -> Safe<'static> {
        self.name.clone()
    }

    fn note(&self) -> Safe<'static> {
        self.role.cloned().unwrap_or_default()
    }

    fn coverage(&self) -> Coverage {
        self.entries
    }
}

pub(super) fn speakers(context: &mut Context<'_>, listing: Listing) -> io::Result<Outcome> {
    let corpus = Arc::clone(context.engine.corpus());
    let covered = coverage(&corpus, corpus.speakers().len(), |entry| vec![entry.speaker().index()]);
    let rows = corpus.speakers().iter().zip(covered);
    let rows = rows.map(|(speaker, entries)| SpeakerRecord {
        id: &speaker.id,
        name: &speaker.name,
        role: speaker.role.as_ref(),
        aliases: &speaker.aliases,
        entries,
    });
    list(context, listing, &rows.collect::<Vec<_>>())
}

#[derive(Serialize)]
struct SourceRecord<'c> {
    id: &'c Safe<'static>,
    collection: &'c Safe<'static>,
    kind: SourceKind,
    title: &'c Safe<'static>,
    container: Option<&'c Safe<'static>>,
    publisher: Option<&'c Safe<'static>>,
    url: Option<&'c Safe<'static>>,
    date: Option<String>,
    reports: Option<&'c Safe<'static>>,
    #[serde(flatten)]
    entries: Coverage,
}

impl Listed for SourceRecord<'_> {
    const TITLES: [&'static str; 2] = ["source", "title, date"];

    fn name(&self) -> Safe<'static> {
        self.id.clone()
    }

    fn note(&self) -> Safe<'static> {
        safe!(self.title, ", ", self.date.clone().map_or_else(|| "n.d.".into(), Safe::line))
    }

    fn coverage(&self) -> Coverage {
        self.entries
    }
}

pub(super) fn sources(context: &mut Context<'_>, listing: Listing) -> io::Result<Outcome> {
    let corpus = Arc::clone(context.engine.corpus());
    let covered = coverage(&corpus, corpus.sources().len(), |entry| {
        entry.citation().iter().map(|citation| citation.source.index()).collect()
    });
    let rows = corpus.sources().iter().zip(covered);
    let rows = rows.map(|(source, entries)| SourceRecord {
        id: &source.id,
        collection: &corpus.collection(source.collection).id,
        kind: source.kind,
        title: &source.title,
        container: source.container.as_ref(),
        publisher: source.publisher.as_ref(),
        url: source.url.as_ref(),
        date: source.date.map(|date| date.to_string()),
        reports: source.reports.map(|id| &corpus.source(id).id),
        entries,
    });
    list(context, listing, &rows.collect::<Vec<_>>())
}

/// Prints a list as JSON or as a table.
fn list<R: Listed>(context: &mut Context<'_>, listing: Listing, rows: &[R]) -> io::Result<Outcome> {
    if listing.json {
        context.out.json(&rows)?;
        return Ok(Outcome::of(!rows.is_empty()));
    }
    let [name, note] = R::TITLES.map(Safe::from);
    let names: Vec<Safe<'static>> = std::iter::once(name).chain(rows.iter().map(R::name)).collect();
    let cells = std::iter::once(COUNTED.map(Safe::from)).chain(rows.iter().map(|row| row.coverage().cells()));
    let notes = std::iter::once(note).chain(rows.iter().map(R::note));
    let columns = names.iter().map(|name| width::width(name.as_str())).max().unwrap_or(0);
    for ((name, cells), note) in names.iter().zip(cells).zip(notes) {
        let mut line = safe!(name, blanks(name, columns));
        for (cell, title) in cells.iter().zip(COUNTED) {
            line = safe!(line, "  ", blanks(cell, width::width(title)), cell);
        }
        let line = if note.is_empty() { line } else { safe!(line, "  ", note) };
        context.out.line(&line)?;
    }
    Ok(Outcome::of(!rows.is_empty()))
}

/// The blanks that bring a text to so many columns.
fn blanks(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    Safe::line(" ".repeat(columns.saturating_sub(width::width(text.as_str()))))
}
