//! [`AgainstTexts`]: the texts that drafts are checked against, as a collection made of them.
//!
//! Each turn of a transcript, and each paragraph of another text, becomes an entry. So a draft is judged as it is against
//! a collection that somebody wrote.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::documents::{DocumentFile, shown_place};
use super::failure::Failure;
use super::system::System;
use kzq_corpus::{Corpus, Entry, SourceId};
use kzq_documents::Part;
use kzq_edit::string_literal;
use kzq_extract::article::labelled_turns;
use kzq_fidelity::{Judgement, SourceText, VerificationTexts};
use kzq_lsp::TextPassage;
use kzq_text::fold::fold;
use kzq_text::{Safe, names_nobody, persons, safe};

/// The id of the collection that is made of the texts.
const COLLECTION: &str = "kzq-against";

/// The texts to check drafts against.
#[derive(Debug, Default)]
pub struct AgainstTexts(Vec<AgainstText>);

/// A text to check drafts against: the main text of a file, or a note in it.
#[derive(Debug)]
struct AgainstText {
    /// The file, as the user names it.
    file: String,
    part: Part<'static>,
    text: Arc<SourceText>,
    passages: Vec<Passage>,
    is_transcript: bool,
}

/// A turn of a transcript, or a paragraph.
#[derive(Debug)]
struct Passage {
    /// The speaker's name, if a label gives it.
    speaker: Option<String>,
    /// The parts of the text that it consists of, in bytes.
    ranges: Vec<Range<usize>>,
}

/// Where a text has the words of a draft's quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AgainstPlace {
    /// The file, as the user names it.
    pub(super) file: Safe<'static>,
    /// The line, from 1; in a file without lines, the paragraph.
    pub(super) line: usize,
    /// The place after the name of the file.
    pub(super) shown: Safe<'static>,
    /// The time in the recording.
    pub(super) time: Option<Safe<'static>>,
}

impl AgainstTexts {
    /// Reads texts.
    ///
    /// # Errors
    ///
    /// If one can't be read.
    pub fn read(files: &[PathBuf], system: &dyn System) -> Result<Self, Failure> {
        let mut texts = Vec::new();
        for file in files {
            let opened = DocumentFile::open(file, None, system)?;
            for part in opened.read()?.into_parts() {
                texts.push(AgainstText::new(opened.name.clone(), part.into_owned()));
            }
        }
        Ok(Self(texts))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files, as the user names them.
    pub(super) fn files(&self) -> Vec<Safe<'static>> {
        let mut files: Vec<Safe<'static>> = self.0.iter().map(|text| Safe::line(text.file.clone())).collect();
        files.dedup();
        files
    }

    /// Whether an id is that of the collection.
    pub(super) fn is_collection(&self, id: &Safe<'_>) -> bool {
        !self.is_empty() && id.as_str() == COLLECTION
    }

    /// A collection in RON, with an entry for each passage of the texts.
    pub fn collection(&self) -> String {
        let mut speakers: BTreeMap<String, String> = BTreeMap::new();
        let mut sources = String::new();
        let mut entries = String::new();
        for (number, file) in self.0.iter().enumerate() {
            let kind = if file.is_transcript { "kind: Broadcast, " } else { "" };
            let _ = writeln!(sources, "\"{number}\": ({kind}title: {}),", string_literal(&file.file));
            for (at, passage) in file.passages.iter().enumerate() {
                let by = passage.speaker.as_ref().map(|name| {
                    let next = format!("s{}", speakers.len());
                    format!("by: \"{}\", ", speakers.entry(name.clone()).or_insert(next))
                });
                let text = string_literal(&file.words(passage));
                let by = by.unwrap_or_default();
                let id = entry_id(number, at);
                let _ = writeln!(entries, "Quote(id: \"{id}\", {by}source: (id: \"{number}\"), text: {text}),");
            }
        }
        let mut names = String::new();
        for (name, id) in &speakers {
            let _ = writeln!(names, "\"{id}\": (name: {}),", string_literal(name));
        }
        format!(
            "(schema: 1, id: \"{COLLECTION}\", title: \"Texts\",\nspeakers: {{\n{names}}},\nsources: {{\n{sources}}},\n\
             entries: [\n{entries}])\n"
        )
    }

    /// The entries of the collection, by their ids, each with the lines of its words in the file, for an editor. Files without
    /// lines, such as those of Word, have none.
    pub fn passages(&self) -> HashMap<String, TextPassage> {
        let mut passages = HashMap::new();
        for (number, text) in self.0.iter().enumerate() {
            for (at, passage) in text.passages.iter().enumerate() {
                let lines = passage.line_starts(&text.part);
                if !lines.is_empty() {
                    let file = PathBuf::from(&text.file);
                    passages.insert(entry_id(number, at), TextPassage { file, lines });
                }
            }
        }
        passages
    }

    /// Adds the texts to those of other sources.
    pub(super) fn add_to(&self, corpus: &Corpus, texts: &mut VerificationTexts) {
        for source in corpus.source_ids() {
            if let Some(file) = self.file_of(corpus, source) {
                texts.insert(source, Ok(Arc::clone(&file.text)));
            }
        }
    }

    /// Where a text has the words of a quotation; `None` if a collection of the user has them, or nothing.
    pub(super) fn place(&self, corpus: &Corpus, judged: &Judgement) -> Option<AgainstPlace> {
        if let Some(found) = judged.in_source {
            let file = self.file_of(corpus, found.source)?;
            let lines = file.text.text().split_inclusive('\n').take(found.line.saturating_sub(1));
            return Some(file.place(lines.map(str::len).sum()));
        }
        let entry = corpus.entry(judged.entry?);
        let (file, passage) = self.passage_of(corpus, entry)?;
        let within = SourceText::new(file.words(passage)).find(judged.text.as_str()).passage;
        let start = passage.offset(within.map_or(0, |found| found.displayed.start));
        Some(file.place(start))
    }

    /// The text of which a source is made; `None` if it is another source.
    fn file_of(&self, corpus: &Corpus, source: SourceId) -> Option<&AgainstText> {
        let source = corpus.source(source);
        let is_ours = corpus.collection(source.collection).id.as_str() == COLLECTION;
        is_ours.then(|| self.0.get(source.id.as_str().parse::<usize>().ok()?)).flatten()
    }

    /// The passage of which an entry is made.
    fn passage_of(&self, corpus: &Corpus, entry: Entry<'_>) -> Option<(&AgainstText, &Passage)> {
        let file = self.file_of(corpus, entry.source()?)?;
        let id = entry.id();
        let (_, number) = id.as_str().split_once('-')?;
        Some((file, file.passages.get(number.parse::<usize>().ok()?)?))
    }
}

impl AgainstText {
    fn new(file: String, part: Part<'static>) -> Self {
        let mut passages: Vec<Passage> = labelled_turns(part.text())
            .into_iter()
            .map(|turn| {
                let label = part.text()[turn.label].trim();
                let speaker = Some(label).filter(|label| !label.is_empty() && !names_nobody(label)).map(str::to_owned);
                Passage { speaker, ranges: turn.words }
            })
            .collect();
        let is_transcript = !passages.is_empty() || part.cue_at(usize::MAX).is_some();
        use_full_names(&mut passages);
        let said: Vec<Range<usize>> = passages.iter().flat_map(|passage| passage.ranges.iter().cloned()).collect();
        passages.extend(unlabelled(&part, &said));
        // Some turns only say what was heard: `[laughter]`.
        let has_words = |range: &Range<usize>| !part.text()[range.clone()].trim().is_empty();
        passages.retain(|passage| passage.ranges.iter().any(has_words));
        let text = Arc::new(SourceText::new(part.text()));
        Self { file, part, text, passages, is_transcript }
    }

    fn words(&self, passage: &Passage) -> String {
        let parts: Vec<&str> = passage.ranges.iter().map(|range| &self.part.text()[range.clone()]).collect();
        parts.join("\n")
    }

    fn place(&self, at: usize) -> AgainstPlace {
        let place = self.part.place(at);
        let time = self.part.cue_at(at).map(|cue| Safe::line(cue.timestamp()));
        AgainstPlace {
            file: Safe::line(self.file.clone()),
            line: place.paragraph.unwrap_or(place.line),
            shown: shown_place(&place, false),
            time,
        }
    }
}

/// The id of the entry that is made of a passage of a text.
fn entry_id(text: usize, passage: usize) -> String {
    format!("{text}-{passage}")
}

impl Passage {
    /// The lines of the words: the offset in them, and the number in the file, from 0; none in a file without lines.
    fn line_starts(&self, part: &Part<'_>) -> Vec<(usize, u32)> {
        let mut starts = Vec::new();
        let mut offset = 0;
        for range in &self.ranges {
            let mut at = range.start;
            for line in part.text()[range.clone()].split_inclusive('\n') {
                let place = part.place(at);
                let number = place.line.checked_sub(1).and_then(|line| u32::try_from(line).ok());
                starts.extend(number.filter(|_| place.paragraph.is_none()).map(|number| (offset, number)));
                at += line.len();
                offset += line.len();
            }
            // The words of ranges are on lines of their own.
            offset += 1;
        }
        starts
    }

    /// The offset in the text of a place in the words.
    fn offset(&self, mut at: usize) -> usize {
        for range in &self.ranges {
            if at <= range.len() {
                return range.start + at;
            }
            at -= range.len() + 1;
        }
        self.ranges.first().map_or(0, |range| range.start)
    }
}

/// Replaces a label that is the end of a longer one, such as the surname alone, by that: `REED` by `TOM REED`. Nothing is
/// replaced where several longer ones end alike.
fn use_full_names(passages: &mut [Passage]) {
    let words = |name: &String| -> Vec<String> {
        let is_title = |word: &&str| persons::title(&fold(word.trim_end_matches('.'))).is_some();
        name.split_whitespace().skip_while(is_title).map(fold).collect()
    };
    let names: BTreeSet<String> = passages.iter().filter_map(|passage| passage.speaker.clone()).collect();
    let names: Vec<(Vec<String>, String)> = names.into_iter().map(|name| (words(&name), name)).collect();
    let full_name = |own: &[String]| {
        let is_longer = |full: &[String]| !own.is_empty() && full.len() > own.len() && full.ends_with(own);
        let mut longer = names.iter().filter(|(full, _)| is_longer(full));
        longer.next().filter(|_| longer.next().is_none()).map(|(_, name)| name)
    };
    let full_names: BTreeMap<&str, &String> =
        names.iter().filter_map(|(own, name)| Some((name.as_str(), full_name(own)?))).collect();
    for name in passages.iter_mut().filter_map(|passage| passage.speaker.as_mut()) {
        if let Some(&full) = full_names.get(name.as_str()) {
            name.clone_from(full);
        }
    }
}

/// The lines of a text that no turn has, by paragraph, or by speaker if subtitles name speakers.
fn unlabelled(part: &Part<'_>, said: &[Range<usize>]) -> Vec<Passage> {
    /// The length in bytes from which a passage ends with a sentence, where no paragraph ends.
    const LONG: usize = 1000;
    /// The length from which it ends with its line: automatic subtitles have no full stops.
    const TOO_LONG: usize = 4 * LONG;
    let mut passages: Vec<Passage> = Vec::new();
    let (mut is_open, mut length) = (false, 0);
    let mut start = 0;
    for line in part.text().split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let next = said.partition_point(|words| words.end <= range.start);
        if range.is_empty() || said.get(next).is_some_and(|words| words.start < range.end) {
            is_open = false;
            continue;
        }
        let speaker = part.cue_at(range.start).and_then(|cue| cue.speaker).filter(|name| !names_nobody(name));
        let ends_sentence = line.trim_end().ends_with(['.', '?', '!', '…', '”', '»', '"']);
        is_open &= passages.last().is_some_and(|last| last.speaker.as_deref() == speaker);
        length = if is_open { length + range.len() } else { range.len() };
        match passages.last_mut().filter(|_| is_open) {
            Some(last) => last.ranges.push(range),
            None => passages.push(Passage { speaker: speaker.map(str::to_owned), ranges: vec![range] }),
        }
        is_open = length < LONG || (!ends_sentence && length < TOO_LONG);
    }
    passages
}

impl AgainstPlace {
    /// `interview.vtt:12, 00:03:14`.
    pub(super) fn shown(&self) -> Safe<'static> {
        let time = self.time.as_ref().map(|time| safe!(", ", time)).unwrap_or_default();
        safe!(self.file, self.shown, time)
    }
}
