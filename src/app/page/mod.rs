//! [`Page`]: an entry laid out for reading, line by line, without colours.

mod draft;
mod piece;

use self::draft::Draft;
pub use self::piece::{Line, Piece, Role};
use crate::corpus::{Corpus, Entry, EntryId, Lead, Wording};
use crate::export::{Format, attribution, date_or_nd, write_out};
use crate::search::Query;
use crate::text::Safe;
use crate::text::wrap::wrap;

/// An entry laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The entry.
    pub entry: Option<EntryId>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The lines on which the filter matched something.
    pub matches: Vec<usize>,
    /// What copying will paste, wrapped.
    pub paste: Vec<Safe<'static>>,
    /// How many lines at the end of the paste are the attribution.
    pub attribution: usize,
    key: Key,
}

/// What a page depends on besides its entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// What is sought.
    pub(super) query: Query,
    /// Whether the entry was found by near words.
    pub(super) near: bool,
    /// The columns there are.
    pub(super) columns: usize,
}

/// No line of words is longer than this, however wide the screen: longer ones are hard to read.
const MEASURE: usize = 76;

impl Page {
    /// Whether this is the page of `entry` for `key`.
    pub(super) fn is_of(&self, entry: Option<EntryId>, key: &Key) -> bool {
        self.entry == entry && self.key == *key
    }

    /// Lays an entry out, marking what the query matched.
    pub(super) fn lay_out(corpus: &Corpus, id: EntryId, key: Key) -> Self {
        let measure = key.columns.clamp(1, MEASURE);
        let entry = corpus.entry(id);
        let mut draft = Draft::new(&key.query, key.near, measure);
        head(&mut draft, corpus, entry);
        draft.words(entry);
        draft.blank();
        labels(&mut draft, corpus, id, entry);
        let (lines, matches) = draft.finish();
        let pasted = write_out(corpus, id, Format::Attributed);
        let paste = wrap(pasted.as_str(), measure).into_iter().map(|line| pasted.slice(line).into_owned()).collect();
        let attribution = wrap(attribution(corpus, entry).as_str(), measure).len();
        Self { entry: Some(id), lines, matches, paste, attribution, key }
    }

    /// The page of no entry.
    pub(super) fn empty(key: Key) -> Self {
        Self { key, ..Self::default() }
    }

    /// How many rows of `rows` the paste preview takes, with its rule: all it needs where the page leaves
    /// room, else a third.
    pub fn preview_rows(&self, rows: usize) -> usize {
        let wanted = self.paste.len() + 1;
        if self.paste.is_empty() || rows < 9 {
            0
        } else if self.lines.len() + wanted <= rows {
            wanted
        } else {
            // The rule, some of the words, the line that says how much is left out, and the whole attribution.
            let least = 3 + self.attribution;
            wanted.min((rows / 3).max(least).min(rows / 2))
        }
    }
}

fn head(draft: &mut Draft<'_>, corpus: &Corpus, entry: Entry<'_>) {
    let speaker = corpus.speaker(entry.speaker());
    draft.paragraph(&speaker.name.to_uppercase(), Role::Speaker);
    if let Some(role) = &speaker.role {
        draft.paragraph(role, Role::Quiet);
    }
    draft.blank();
}

fn labels(draft: &mut Draft<'_>, corpus: &Corpus, id: EntryId, entry: Entry<'_>) {
    match &entry.lead() {
        Some(Lead::Asked(text)) => draft.labelled_searched("ASKED", text),
        Some(Lead::Narrated(text)) => draft.labelled_searched("LEAD-IN", text),
        None => {}
    }
    source(draft, corpus, entry);
    for (label, slip) in std::iter::once("SIC").chain(std::iter::repeat("")).zip(entry.sic()) {
        draft.slip(label, slip, entry.wording());
    }
    ground(draft, corpus, entry);
    for (label, ids) in
        [("SAID AS", corpus.restatements(id)), ("VARIANTS", entry.variants()), ("SAME", entry.says_same())]
    {
        links(draft, corpus, label, ids);
    }
    links(draft, corpus, "ORIGINAL", entry.translation_of().as_slice());
    for (label, difference) in std::iter::once("DIFFERS").chain(std::iter::repeat("")).zip(entry.differs()) {
        draft.difference(label, difference);
    }
    let topics: Vec<Safe<'_>> = entry.topics().iter().map(|&topic| corpus.topic(topic).label.borrowed()).collect();
    if !topics.is_empty() {
        draft.labelled_list("TOPICS", &topics, Role::Quiet, false);
    }
    for (label, text) in [("TIME", entry.time()), ("LANGUAGE", entry.lang()), ("NOTE", entry.note())] {
        if let Some(text) = text {
            draft.labelled(label, text, Role::Body);
        }
    }
    for (key, value) in entry.extra() {
        draft.labelled("", &crate::safe!(key, ": ", value), Role::Quiet);
    }
    if let Some(url) = corpus.source_of(entry).and_then(|source| source.url.as_ref()) {
        draft.labelled("LINK", url, Role::Quiet);
    }
    draft.labelled("ID", &entry.id(), Role::Quiet);
}

fn source(draft: &mut Draft<'_>, corpus: &Corpus, entry: Entry<'_>) {
    let (Some(source), Some(citation)) = (corpus.source_of(entry), &entry.citation()) else {
        return draft.labelled("SOURCE", &"none given".into(), Role::Quiet);
    };
    let mut parts = vec![source.short_name().borrowed()];
    parts.extend(citation.section.map(Safe::borrowed));
    parts.extend(citation.item.map(|item| crate::safe!("no. ", item as usize)));
    parts.push(date_or_nd(source.date));
    draft.labelled_list("SOURCE", &parts, Role::Body, source.url.is_some());
    if let Some(occasion) = corpus.occasion_of(entry).filter(|occasion| occasion.id != source.id) {
        let parts = [occasion.programme().borrowed(), date_or_nd(occasion.date)];
        draft.labelled_list("ON", &parts, Role::Body, false);
    }
}

fn ground(draft: &mut Draft<'_>, corpus: &Corpus, entry: Entry<'_>) {
    match entry.rests_on() {
        Some([]) => draft.labelled("RESTS ON", &"no quotation in this collection".into(), Role::Warning),
        Some(ids) => links(draft, corpus, "RESTS ON", ids),
        None if entry.wording() != Wording::Verbatim => {
            draft.labelled("RESTS ON", &"the collection does not say".into(), Role::Quiet);
        }
        None => {}
    }
}

/// Other entries, one line each, with their wording's glyph.
fn links(draft: &mut Draft<'_>, corpus: &Corpus, label: &'static str, ids: &[EntryId]) {
    for (label, &id) in std::iter::once(label).chain(std::iter::repeat("")).zip(ids) {
        let entry = corpus.entry(id);
        draft.labelled_entry(label, entry.wording(), &entry.text());
    }
}
