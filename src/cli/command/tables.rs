//! `topics`, `speakers` and `sources`.

use std::io;
use std::sync::Arc;

use serde::Serialize;

use super::{Context, Outcome};
use crate::cli::args::JsonArg;
use crate::cli::formats::TopicFormat;
use kzq_corpus::{Coverage, SourceKind, Wording};
use kzq_export::{TopicMapFormat, render_topic_map};
use kzq_text::safe;
use kzq_text::{Safe, width};

/// A row of a table with entry counts.
trait TableRow: Serialize {
    /// Column titles of name and note.
    const TITLES: [&'static str; 2];

    /// Text of the name column.
    fn name(&self) -> Safe<'static>;

    /// Text of the last column; may be empty.
    fn note(&self) -> Safe<'static>;

    /// Entry counts.
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

impl TableRow for TopicRecord<'_> {
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

pub(super) fn topics(context: &mut Context<'_>, format: TopicFormat, json: bool) -> io::Result<Outcome> {
    let corpus = Arc::clone(context.engine.corpus());
    let covered = corpus.topic_coverage();
    let map_format = match format {
        TopicFormat::Text => None,
        TopicFormat::Mermaid => Some(TopicMapFormat::Mermaid),
        TopicFormat::Markdown => Some(TopicMapFormat::Markdown),
        TopicFormat::Dot => Some(TopicMapFormat::Dot),
    };
    if let Some(form) = map_format.filter(|_| !json) {
        context.out.line(&render_topic_map(&corpus, &covered, form))?;
        return Ok(Outcome::from_found(!covered.is_empty()));
    }
    let rows = corpus.topics().iter().zip(covered);
    let rows =
        rows.map(|(topic, entries)| TopicRecord { id: &topic.path, label: &topic.label, depth: topic.depth, entries });
    print_table(context, JsonArg { json }, &rows.collect::<Vec<_>>())
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

impl TableRow for SpeakerRecord<'_> {
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

pub(super) fn speakers(context: &mut Context<'_>, listing: JsonArg) -> io::Result<Outcome> {
    let corpus = Arc::clone(context.engine.corpus());
    let rows = corpus.speakers().iter().zip(corpus.speaker_coverage());
    let rows = rows.map(|(speaker, entries)| SpeakerRecord {
        id: &speaker.id,
        name: &speaker.name,
        role: speaker.role.as_ref(),
        aliases: &speaker.aliases,
        entries,
    });
    print_table(context, listing, &rows.collect::<Vec<_>>())
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

impl TableRow for SourceRecord<'_> {
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

pub(super) fn sources(context: &mut Context<'_>, listing: JsonArg) -> io::Result<Outcome> {
    let corpus = Arc::clone(context.engine.corpus());
    let rows = corpus.sources().iter().zip(corpus.source_coverage());
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
    print_table(context, listing, &rows.collect::<Vec<_>>())
}

/// Prints rows as JSON or as a table.
fn print_table<R: TableRow>(context: &mut Context<'_>, listing: JsonArg, rows: &[R]) -> io::Result<Outcome> {
    if listing.json {
        context.out.json(&rows)?;
        return Ok(Outcome::from_found(!rows.is_empty()));
    }
    let [name, note] = R::TITLES.map(Safe::from);
    let names: Vec<Safe<'static>> = std::iter::once(name).chain(rows.iter().map(R::name)).collect();
    let wordings = Wording::ALL.map(Wording::name);
    let cells = |row: &R| Wording::ALL.map(|wording| safe!(row.coverage().count(wording)));
    let cells = std::iter::once(wordings.map(Safe::from)).chain(rows.iter().map(cells));
    let notes = std::iter::once(note).chain(rows.iter().map(R::note));
    let columns = names.iter().map(|name| width::width(name.as_str())).max().unwrap_or(0);
    for ((name, cells), note) in names.iter().zip(cells).zip(notes) {
        let mut line = safe!(name, padding(name, columns));
        for (cell, title) in cells.iter().zip(wordings) {
            line = safe!(line, "  ", padding(cell, width::width(title)), cell);
        }
        let line = if note.is_empty() { line } else { safe!(line, "  ", note) };
        context.out.line(&line)?;
    }
    Ok(Outcome::from_found(!rows.is_empty()))
}

/// The blanks that pad a text to a width in columns.
fn padding(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    Safe::line(" ".repeat(columns.saturating_sub(width::width(text.as_str()))))
}
