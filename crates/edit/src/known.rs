//! What a collection has already, and by which keys it is found.

use foldhash::{HashMap, HashSet};
use twox_hash::XxHash3_64;

use crate::collection_text::{CollectionText, Field};
use crate::draft::{DraftKind, EntryDraft, SourceDraft, SourceReference};
use crate::edition::Edition;
use crate::slug::{UniqueIds, slug};
use crate::structure::{Group, Item};
use kzq_text::fold::{fold, fold_into, fold_name, words};

/// The rows of a table, by their ids and by the keys of their names.
#[derive(Default)]
pub(crate) struct Table {
    /// Whether each id was there before.
    ids: HashMap<String, bool>,
    by_key: HashMap<String, String>,
    matched: HashSet<String>,
    unique_ids: UniqueIds,
}

impl Table {
    /// Adds a row that already exists; of rows with the same key, the first is found.
    pub(crate) fn insert_known(&mut self, id: &str, keys: impl IntoIterator<Item = String>) {
        self.ids.insert(id.to_owned(), true);
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            self.by_key.entry(key).or_insert_with(|| id.to_owned());
        }
    }

    /// Adds a new row, and returns its id: the wanted one if it is free, and `fallback` if it is empty.
    pub(crate) fn insert_new(
        &mut self,
        wanted: &str,
        fallback: &str,
        keys: impl IntoIterator<Item = String>,
    ) -> String {
        let wanted = if wanted.is_empty() { fallback } else { wanted };
        let id = self.unique_ids.unique(wanted.to_owned(), "-", |id| self.ids.contains_key(id));
        self.ids.insert(id.clone(), false);
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            self.by_key.entry(key).or_insert_with(|| id.clone());
        }
        id
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    /// Adds a key of a row, unless another row has it.
    pub(crate) fn insert_key(&mut self, key: String, id: &str) {
        self.by_key.entry(key).or_insert_with(|| id.to_owned());
    }

    /// Returns the id of the row with a key.
    pub(crate) fn find(&self, key: &str) -> Option<&str> {
        self.by_key.get(key).map(String::as_str)
    }

    /// Counts a row as used, if it was there before.
    pub(crate) fn matched(&mut self, id: String) -> String {
        if self.ids.get(&id) == Some(&true) && !self.matched.contains(&id) {
            self.matched.insert(id.clone());
        }
        id
    }

    pub(crate) fn matched_count(&self) -> usize {
        self.matched.len()
    }
}

/// A speaker that a collection has.
pub(crate) struct KnownSpeaker {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
}

/// A source that a collection has.
pub(crate) struct KnownSource {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) authors: Vec<String>,
    /// The file with its text.
    pub(crate) text: Option<String>,
    pub(crate) edition: Edition,
}

/// A topic that a collection has.
pub(crate) struct KnownTopic {
    /// The ids from the root to it.
    pub(crate) path: String,
    /// The labels from the root to it.
    pub(crate) label_path: String,
}

/// An entry that a collection has.
pub(crate) struct KnownEntry {
    /// The first letter of its kind; `A` for a question with its answer.
    pub(crate) kind: u8,
    pub(crate) id: String,
    pub(crate) speaker: Option<String>,
    pub(crate) question: String,
    pub(crate) text: String,
}

impl CollectionText<'_> {
    pub(crate) fn known_speakers(&self) -> Vec<KnownSpeaker> {
        self.map_rows("speakers", |id, row| {
            let name = self.text_of(row, "name").unwrap_or_default();
            KnownSpeaker { id, name, aliases: self.texts_of(row, "aliases") }
        })
    }

    pub(crate) fn known_sources(&self) -> Vec<KnownSource> {
        self.map_rows("sources", |id, row| {
            let text = |name: &str| self.text_of(row, name);
            let edition = Edition::of_fields(text);
            let title = text("title").unwrap_or_default();
            KnownSource { id, title, authors: self.texts_of(row, "authors"), text: text("text"), edition }
        })
    }

    /// The source of the same title and authors as a draft that nothing in it contradicts: its id, and the file that
    /// holds its text.
    pub fn source_like(&self, draft: &SourceDraft) -> Option<SourceDraft> {
        let key = source_key(&draft.title, &draft.authors);
        let mut known = self.known_sources();
        known.retain(|known| source_key(&known.title, &known.authors) == key);
        let found = Edition::of(draft).choose(known.iter().map(|known| &known.edition))?;
        let KnownSource { id, title, authors, text, .. } = known.swap_remove(found);
        Some(SourceDraft { id: Some(id), title, authors, text, ..SourceDraft::default() })
    }

    /// Returns the rows of a map from ids.
    fn map_rows<T>(&self, table: &str, row: impl Fn(String, &Group) -> T) -> Vec<T> {
        let Ok(Field::Group(table)) = self.table(table) else { return Vec::new() };
        let of_item = |item: &Item| {
            let id = self.parse_text(item.name.as_ref()?)?;
            Some(row(id, &Group::of_value(self.text, &item.value)?))
        };
        table.items.iter().filter_map(of_item).collect()
    }

    pub(crate) fn known_topics(&self) -> Vec<KnownTopic> {
        let mut topics = Vec::new();
        self.push_topics(&self.top, None, &mut topics);
        topics
    }

    /// Adds the topics of a group, parents before their children.
    fn push_topics(&self, group: &Group, parent: Option<usize>, topics: &mut Vec<KnownTopic>) {
        let Ok(Field::Group(list)) = self.group_field(group, "topics") else { return };
        for topic in list.items.iter().filter_map(|item| Group::of_value(self.text, &item.value)) {
            let Some(id) = self.text_of(&topic, "id") else { continue };
            let label = self.text_of(&topic, "label").unwrap_or_else(|| id.clone());
            let (path, label_path) = match parent.map(|parent| &topics[parent]) {
                Some(above) => (format!("{}/{id}", above.path), format!("{}/{label}", above.label_path)),
                None => (id, label),
            };
            topics.push(KnownTopic { path, label_path });
            self.push_topics(&topic, Some(topics.len() - 1), topics);
        }
    }

    /// Iterates over the entries that have an id.
    pub(crate) fn known_entries(&self) -> impl Iterator<Item = KnownEntry> {
        let items: &[Item] = self.entries().map_or(&[], |entries| &entries.items);
        items.iter().filter_map(|item| {
            let fields = Group::of_value(self.text, &item.value)?;
            let text = |name| self.text_of(&fields, name);
            let id = text("id")?;
            let (kind, speaker, words) = match self.text[item.value.clone()].split('(').next().map(str::trim) {
                Some("Paraphrase") => (b'P', "of", "text"),
                Some("Qa") => (b'A', "answers_for", "answer"),
                _ => (b'Q', "by", "text"),
            };
            let (question, speaker) = (text("question").unwrap_or_default(), text(speaker));
            Some(KnownEntry { kind, id, speaker, question, text: text(words).unwrap_or_default() })
        })
    }
}

/// The key by which names are compared: their words without case and accents, and initials however they are spaced.
pub(crate) fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut folded = String::new();
    let mut was_initial = false;
    for (_, word) in words(name) {
        fold_into(word, &mut folded);
        let is_initial = folded.chars().nth(1).is_none();
        if !(key.is_empty() || was_initial && is_initial) {
            key.push(' ');
        }
        key.push_str(&folded);
        was_initial = is_initial;
    }
    // A name of signs only, such as `???`.
    if key.is_empty() { fold(name) } else { key }
}

/// The key by which topics are compared. A label and the id made of it have the same key.
pub(crate) fn topic_key(path: &str) -> String {
    path.split('/').map(fold_name).collect::<Vec<_>>().join("/")
}

/// Hashes folded words, so that spelling of case, accents and marks makes no difference.
pub(crate) fn words_hash(kind: u8, speaker: Option<&str>, texts: [&str; 2]) -> u64 {
    let mut hashed = String::with_capacity(texts[0].len() + texts[1].len() + 64);
    hashed.push_str(speaker.unwrap_or_default());
    let mut folded = String::new();
    for text in texts {
        hashed.push('\0');
        let mut has_words = false;
        for (_, word) in words(text) {
            fold_into(word, &mut folded);
            hashed.push_str(&folded);
            hashed.push(' ');
            has_words = true;
        }
        if !has_words {
            hashed.push_str(text);
        }
    }
    hashed.push('\0');
    hashed.push(char::from(kind));
    XxHash3_64::oneshot(hashed.as_bytes())
}

/// The key by which the works of sources are compared: title and authors.
pub(crate) fn source_key(title: &str, authors: &[String]) -> String {
    let mut key = name_key(title);
    for author in authors {
        key.push('\n');
        key.push_str(&name_key(author));
    }
    key
}

impl EntryDraft {
    /// An id derived from the words and the title of the source, whoever the speaker is: it still identifies the entry
    /// if the speaker is named differently or has been corrected.
    pub fn id_without_speaker(&self) -> String {
        let source = match &self.source {
            None => "",
            Some(SourceReference::Id(id)) => id,
            Some(SourceReference::Described(source)) => &source.title,
        };
        self.id_of("", source)
    }

    /// The first words of a draft with a hash of them, the speaker's name and the title of the source.
    pub(crate) fn id_of(&self, speaker: &str, source: &str) -> String {
        let hashed = [self.question(), &self.text, speaker, source].join("\0");
        let hash = XxHash3_64::oneshot(hashed.as_bytes()) & 0xffff_ffff;
        let words = if self.question().is_empty() { &self.text } else { self.question() };
        let words = slug(words, 5);
        if words.is_empty() { format!("{hash:08x}") } else { format!("{words}-{hash:08x}") }
    }

    /// Returns the question; empty for other kinds.
    pub(crate) fn question(&self) -> &str {
        match &self.kind {
            DraftKind::Qa { question, .. } => question,
            _ => "",
        }
    }

    /// Hashes the words, together with the id of the speaker.
    pub(crate) fn words_hash(&self, speaker: Option<&str>) -> u64 {
        words_hash(self.kind.letter(), speaker, [self.question(), &self.text])
    }
}

impl DraftKind {
    /// Returns the first letter of the kind's name in RON.
    fn letter(&self) -> u8 {
        match self {
            Self::Quote => b'Q',
            Self::Paraphrase => b'P',
            Self::Qa { .. } => b'A',
        }
    }
}
