//! Exports a source in order: sections, turns, questions and answers.

use serde::Serialize;

use crate::marks::quoted;
use crate::{EntryRecord, ReportingSourceRecord, long_date_or_nd};
use kzq_corpus::{Corpus, EntryText, Source, Transcript, Wording};
use kzq_text::Safe;

/// Renders a transcript for reading, in parts of several lines to be separated by an empty line.
///
/// Each entry has its wording, its speaker and its id; a lead is not repeated if the previous entry already shows it.
pub fn export_transcript<'t>(
    corpus: &'t Corpus,
    transcript: &'t Transcript,
) -> impl Iterator<Item = Safe<'static>> + 't {
    let head = transcript.source.map(|id| render_source(corpus, corpus.source(id)));
    let sections = (0..transcript.section_count()).flat_map(move |number| {
        let heading = transcript.heading(corpus, number).map(|heading| kzq_text::safe!("# ", heading.to_single_line()));
        heading.into_iter().chain(transcript.section_range(number).map(move |at| render_entry(corpus, transcript, at)))
    });
    head.into_iter().chain(sections)
}

/// Renders the title, container, publisher and date of a source, what it reports on, and the note on it.
fn render_source(corpus: &Corpus, source: &Source) -> Safe<'static> {
    let named = [source.container.as_ref(), source.publisher.as_ref()].into_iter().flatten().map(Safe::to_single_line);
    let place = Safe::join(named.chain([long_date_or_nd(source.date)]).collect::<Vec<_>>(), ", ");
    let head = kzq_text::safe!(source.title.to_single_line(), "\n", place);
    let head = match source.reports.map(|id| corpus.source(id)) {
        Some(other) => {
            kzq_text::safe!(
                head,
                "\nreports on ",
                other.occasion_name().to_single_line(),
                ", ",
                long_date_or_nd(other.date)
            )
        }
        None => head,
    };
    match &source.note {
        Some(note) => kzq_text::safe!(head, "\n", note),
        None => head,
    }
}

fn render_entry(corpus: &Corpus, transcript: &Transcript, position: usize) -> Safe<'static> {
    let entry = corpus.entry(transcript.entries()[position]);
    let mut lines: Vec<Safe<'static>> = Vec::new();
    if let Some(Some(turn)) = transcript.turn_start_at(corpus, position) {
        lines.push(kzq_text::safe!("[turn ", turn as usize, "]"));
    }
    if !transcript.lead_is_repeated(corpus, position) {
        lines.extend(entry.lead().map(|lead| kzq_text::safe!(lead.kind().label(), ": ", lead.text())));
    }
    let wording = entry.wording();
    let speaker = corpus.speaker_name(entry.speaker()).to_single_line();
    let connective = if wording == Wording::Verbatim { ", " } else { ", on " };
    let status = entry.status().map(|status| kzq_text::safe!(", ", status.to_line())).unwrap_or_default();
    let wording_and_speaker =
        kzq_text::safe!(wording.symbol(), " ", wording.name(), connective, speaker, " (", entry.id(), ")", status);
    let quote_if_verbatim =
        |text: &Safe<'_>| if wording == Wording::Verbatim { quoted(text) } else { text.clone().into_owned() };
    match &entry.texts() {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => {
            lines.extend([wording_and_speaker, quote_if_verbatim(text)]);
        }
        EntryText::Qa { question, answer } => {
            lines.extend([kzq_text::safe!("Q: ", question), wording_and_speaker, quote_if_verbatim(answer)]);
        }
    }
    Safe::join(lines, "\n")
}

/// A transcript as data.
#[derive(Debug, Serialize)]
pub struct TranscriptRecord<'c> {
    source: Option<ReportingSourceRecord<'c>>,
    sections: Vec<SectionRecord<'c>>,
}

#[derive(Debug, Serialize)]
struct SectionRecord<'c> {
    heading: Option<&'c Safe<'static>>,
    turns: Vec<TurnRecord<'c>>,
}

#[derive(Debug, Serialize)]
struct TurnRecord<'c> {
    turn: Option<u32>,
    entries: Vec<EntryRecord<'c>>,
}

impl<'c> TranscriptRecord<'c> {
    /// Creates the record of a transcript.
    pub fn new(corpus: &'c Corpus, transcript: &Transcript) -> Self {
        let section = |number: usize| {
            let mut turns: Vec<TurnRecord<'c>> = Vec::new();
            for at in transcript.section_range(number) {
                if let Some(turn) = transcript.turn_start_at(corpus, at) {
                    turns.push(TurnRecord { turn, entries: Vec::new() });
                }
                if let Some(turn) = turns.last_mut() {
                    turn.entries.push(EntryRecord::new(corpus, transcript.entries()[at]));
                }
            }
            SectionRecord { heading: transcript.heading(corpus, number), turns }
        };
        let source = transcript.source.map(|id| ReportingSourceRecord::new(corpus, corpus.source(id)));
        Self { source, sections: (0..transcript.section_count()).map(section).collect() }
    }
}
