//! [`Resolver`]: matches drafts with the speakers, sources, topics and entries of a collection.

mod sources;
mod speakers;
mod topics;

use foldhash::{HashMap, HashSet};

use crate::collection_text::CollectionText;
use crate::draft::{EntryDraft, SourceReference, SpeakerReference};
use crate::edition::SourceOfWork;
use crate::entry_ids::EntryIds;
use crate::known::{Table, name_key, source_key, topic_key, words_hash};
use crate::new_rows::NewRows;
use crate::slug::{UniqueIds, is_id, slug};

/// An entry whose speaker, source and topics are those of its collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedEntry {
    /// Its id.
    pub id: String,
    /// The id of its speaker.
    pub speaker: Option<String>,
    /// The id of its source.
    pub source: Option<String>,
    /// The paths of its topics.
    pub topics: Vec<String>,
    /// Everything else.
    pub draft: EntryDraft,
}

/// How a draft relates to a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A new entry.
    New(Box<ResolvedEntry>),
    /// An entry that already exists: of the same id, or with the same words of the same speaker.
    Duplicate {
        /// The id of the entry that is there.
        id: String,
    },
}

/// A draft names a speaker or a source that the collection does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownId {
    /// There is no such speaker.
    #[error("there is no speaker “{0}”")]
    Speaker(String),
    /// There is no such source.
    #[error("there is no source “{0}”")]
    Source(String),
}

/// The outcome of the drafts so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New entries.
    pub entries: usize,
    /// Drafts of entries that already existed.
    pub duplicates: usize,
    /// New speakers.
    pub new_speakers: usize,
    /// Speakers of the collection that new entries have.
    pub matched_speakers: usize,
    /// New sources.
    pub new_sources: usize,
    /// Sources of the collection that new entries have.
    pub matched_sources: usize,
    /// New topics.
    pub new_topics: usize,
    /// Topics of the collection that new entries have.
    pub matched_topics: usize,
}

/// Matches drafts against a collection, one by one. It keeps ids and hashes of the entries, not their words.
#[derive(Default)]
pub struct Resolver {
    speakers: Table,
    sources: Table,
    topics: Table,
    open_topics: bool,
    /// The names of the speakers, from which the ids of entries are derived.
    speaker_names: HashMap<String, String>,
    /// The ids of the new speakers for which drafts gave ids.
    given_speakers: HashSet<String>,
    source_titles: HashMap<String, String>,
    /// The sources of each work, by its title and authors.
    works: HashMap<String, Vec<SourceOfWork>>,
    /// The ids of the new sources for which drafts gave ids.
    given_sources: HashSet<String>,
    /// The ids of the entries that were there before, and after them those of new ones.
    ids: EntryIds,
    /// How many entries were there before.
    known: u32,
    /// The number, among the ids, of the entry with these words of this speaker.
    by_words: HashMap<u64, u32>,
    unique_ids: UniqueIds,
    rows: NewRows,
    /// The number of each new topic among the rows, by its path.
    new_topics: HashMap<String, usize>,
    entries: usize,
    duplicates: usize,
}

impl Resolver {
    /// Creates a resolver for a new collection; with `open_topics`, it does not define its topics.
    pub fn new(open_topics: bool) -> Self {
        Self { open_topics, ..Self::default() }
    }

    /// Creates a resolver for additions to a collection.
    pub fn of(collection: &CollectionText<'_>) -> Self {
        let mut resolver = Self::new(collection.is_true("open_topics"));
        for speaker in collection.known_speakers() {
            let keys = [&speaker.id, &speaker.name].into_iter().chain(&speaker.aliases).map(|name| name_key(name));
            let own_key = format!("{}\0{}", name_key(&speaker.name), speaker.id);
            resolver.speakers.insert_known(&speaker.id, keys.chain([own_key]));
            resolver.speaker_names.insert(speaker.id, speaker.name);
        }
        for source in collection.known_sources() {
            let work = source_key(&source.title, &source.authors);
            resolver.sources.insert_known(&source.id, [format!("{work}\0{}", source.edition.key())]);
            resolver.source_titles.insert(source.id.clone(), source.title);
            let known = SourceOfWork { id: source.id, edition: source.edition, row: None };
            resolver.works.entry(work).or_default().push(known);
        }
        let topics = collection.known_topics();
        for topic in &topics {
            resolver.topics.insert_known(&topic.path, [topic_key(&topic.path), topic_key(&topic.label_path)]);
        }
        // A label that only one topic has is enough without those above it.
        let mut by_label: HashMap<String, Vec<&str>> = HashMap::default();
        for topic in &topics {
            let label = topic.label_path.rsplit('/').next().unwrap_or_default();
            by_label.entry(topic_key(label)).or_default().push(&topic.path);
        }
        for (label, paths) in by_label {
            if let [only] = paths.as_slice() {
                resolver.topics.insert_known(only, [label]);
            }
        }
        for entry in collection.known_entries() {
            let words = words_hash(entry.kind, entry.speaker.as_deref(), [&entry.question, &entry.text]);
            let number = resolver.ids.insert(&entry.id);
            resolver.by_words.entry(words).or_insert(number);
        }
        resolver.known = resolver.ids.len();
        resolver
    }

    /// Returns the outcome of the drafts so far.
    pub fn counts(&self) -> Counts {
        Counts {
            entries: self.entries,
            duplicates: self.duplicates,
            new_speakers: self.rows.speakers.len(),
            matched_speakers: self.speakers.matched_count(),
            new_sources: self.rows.sources.len(),
            matched_sources: self.sources.matched_count(),
            new_topics: self.rows.topics.len(),
            matched_topics: self.topics.matched_count(),
        }
    }

    /// Returns the rows that the entries so far need.
    pub fn rows(&self) -> &NewRows {
        &self.rows
    }

    /// Returns these rows at the end.
    pub fn into_rows(self) -> NewRows {
        self.rows
    }

    /// Resolves a draft. The rows of a duplicate are not added.
    ///
    /// # Errors
    ///
    /// If the draft names a speaker or a source by an id that the collection does not have.
    pub fn resolve(&mut self, draft: EntryDraft) -> Result<Resolution, UnknownId> {
        self.resolve_unless(draft, false, |_, _| false)
    }

    /// Resolves a draft that comes from a collection: its id distinguishes it from another new entry with the same
    /// words, such as those of another edition. The ids of its speaker and its source distinguish them from new ones
    /// with the same name or title.
    ///
    /// # Errors
    ///
    /// If the draft names a speaker or a source by an id that the collection does not have.
    pub fn resolve_distinct(&mut self, draft: EntryDraft) -> Result<Resolution, UnknownId> {
        let own = given_id(draft.id.as_deref());
        self.resolve_unless(draft, true, |resolver, number| {
            number >= resolver.known && own.is_some_and(|own| own != resolver.ids.get(number))
        })
    }

    /// Resolves a draft; `is_other` returns whether an entry with the same words, given by its number, is another.
    /// Speakers of one name and sources of one title are distinguished by their ids if `by_id` is set.
    fn resolve_unless(
        &mut self,
        mut draft: EntryDraft,
        by_id: bool,
        is_other: impl FnOnce(&Self, u32) -> bool,
    ) -> Result<Resolution, UnknownId> {
        self.check_ids(&draft)?;
        let known_speaker = draft.speaker.as_ref().and_then(|speaker| self.find_speaker(speaker, by_id));
        let mut words = draft.words_hash(known_speaker.as_deref());
        // The words of a new speaker cannot be there yet.
        let is_known = draft.speaker.is_none() || known_speaker.is_some();
        let same = self.by_words.get(&words).copied().filter(|_| is_known);
        if let Some(number) = same.filter(|&number| !is_other(self, number)) {
            self.duplicates += 1;
            return Ok(Resolution::Duplicate { id: self.ids.get(number).to_owned() });
        }
        let wanted = self.wanted_id(&draft);
        let id = match self.ids.find(&wanted) {
            Some(number) if number < self.known => {
                self.duplicates += 1;
                return Ok(Resolution::Duplicate { id: wanted });
            }
            Some(_) => self.unique_ids.unique(wanted, "-", |id| self.ids.find(id).is_some()),
            None => wanted,
        };
        let number = self.ids.insert(&id);
        let speaker = match (known_speaker, draft.speaker.take()) {
            (Some(id), _) => Some(self.speakers.matched(id)),
            (None, speaker) => speaker.map(|speaker| self.resolve_speaker_by(speaker, by_id)),
        };
        if !is_known {
            words = draft.words_hash(speaker.as_deref());
        }
        self.by_words.insert(words, number);
        let source = match draft.source.take() {
            None => None,
            Some(SourceReference::Id(id)) => Some(self.sources.matched(id)),
            Some(SourceReference::Described(source)) => {
                let id = self.resolve_chain(&source, by_id);
                // The row of the collection stays as it is.
                let unsaid =
                    self.unsaid(&source, &id).filter(|(name, _)| draft.extra.iter().all(|(key, _)| key != name));
                let unsaid: Vec<_> = unsaid.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
                draft.extra.extend(unsaid);
                Some(id)
            }
        };
        let mut topics = Vec::new();
        for topic in std::mem::take(&mut draft.topics) {
            let Some(path) = self.resolve_topic(&topic) else { continue };
            if let Some((_, label)) = draft.topic_labels.iter().find(|(labelled, _)| *labelled == topic) {
                self.label_topic(&path, label);
            }
            if !topics.contains(&path) {
                topics.push(path);
            }
        }
        self.entries += 1;
        Ok(Resolution::New(Box::new(ResolvedEntry { id, speaker, source, topics, draft })))
    }

    fn check_ids(&self, draft: &EntryDraft) -> Result<(), UnknownId> {
        match &draft.speaker {
            Some(SpeakerReference::Id(id)) if !self.speakers.contains(id) => Err(UnknownId::Speaker(id.clone())),
            _ => match &draft.source {
                Some(SourceReference::Id(id)) if !self.sources.contains(id) => Err(UnknownId::Source(id.clone())),
                _ => Ok(()),
            },
        }
    }

    /// Returns the id that a draft should have: its own, or one that its words give.
    fn wanted_id(&self, draft: &EntryDraft) -> String {
        given_id(draft.id.as_deref()).unwrap_or_else(|| self.derived_id(draft))
    }

    /// Derives an id from the words, the speaker's name and the title of the source: the same draft has the same id at every
    /// import.
    fn derived_id(&self, draft: &EntryDraft) -> String {
        let speaker = match &draft.speaker {
            None => "",
            Some(SpeakerReference::Id(id)) => self.speaker_names.get(id).unwrap_or(id),
            Some(SpeakerReference::Described(speaker)) => &speaker.name,
        };
        let source = match &draft.source {
            None => "",
            Some(SourceReference::Id(id)) => self.source_titles.get(id).unwrap_or(id),
            Some(SourceReference::Described(source)) => &source.title,
        };
        draft.id_of(speaker, source)
    }
}

/// Makes an id that an origin gives valid; `None` if nothing of it is left.
fn given_id(id: Option<&str>) -> Option<String> {
    let id = id.map(|id| if is_id(id) { id.to_owned() } else { slug(id, usize::MAX) });
    id.filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use kzq_text::steps::more_than_linear;

    use super::*;
    use crate::draft::{DraftKind, SourceDraft, SpeakerDraft};

    const FILE: &str = r#"(
        speakers: {"austen": (name: "Jane Austen", aliases: ["A Lady"]), "tolkien": (name: "J. R. R. Tolkien")},
        sources: {"pride": (title: "Pride and Prejudice", authors: ["Jane Austen"]), "letters": (title: "Letters")},
        topics: [(id: "love", label: "Love", topics: [(id: "first", label: "At first sight")]), (id: "money")],
        entries: [
            Quote(id: "truth", by: "austen", text: "It is a truth, universally acknowledged"),
            Quote(id: "nobody", text: "Said by nobody"),
            Paraphrase(id: "told", of: "austen", text: "She held so."),
        ],
    )"#;

    fn resolver() -> Resolver {
        Resolver::of(&CollectionText::parse(FILE).unwrap())
    }

    fn draft(text: &str, speaker: &str) -> EntryDraft {
        EntryDraft { text: text.into(), speaker: Some(SpeakerReference::named(speaker)), ..EntryDraft::default() }
    }

    fn resolve(resolver: &mut Resolver, draft: EntryDraft) -> ResolvedEntry {
        match resolver.resolve(draft).unwrap() {
            Resolution::New(entry) => *entry,
            Resolution::Duplicate { id } => panic!("it is “{id}”"),
        }
    }

    #[test]
    fn speakers_are_matched_by_id_name_and_alias() {
        let mut resolver = resolver();
        for (name, id) in [
            ("JANE AUSTEN", "austen"),
            ("austen", "austen"),
            ("A lady", "austen"),
            ("J.R.R. Tolkien", "tolkien"),
            ("Austen, Henry", "austen-henry"),
            ("Charlotte Brontë", "charlotte-bronte"),
            ("charlotte bronte", "charlotte-bronte"),
            ("???", "speaker"),
            ("!!", "speaker-2"),
        ] {
            let text = format!("Words number {}", resolver.counts().entries);
            let entry = resolve(&mut resolver, draft(&text, name));
            assert_eq!(entry.speaker.as_deref(), Some(id), "{name}");
        }
        let counts = resolver.counts();
        assert_eq!((counts.matched_speakers, counts.new_speakers), (2, 4));
        assert_eq!(resolver.rows().speakers[1].draft.name, "Charlotte Brontë");
    }

    #[test]
    fn new_speakers_keep_their_original_id_and_aliases() {
        let mut resolver = resolver();
        let bronte = |id: &str, name: &str, alias: &str| SpeakerDraft {
            id: Some(id.into()),
            name: name.into(),
            aliases: vec![alias.into()],
            ..SpeakerDraft::default()
        };
        for (draft, id) in [
            (bronte("cb", "Charlotte Brontë", "Currer Bell"), "cb"),
            (bronte("bell", "Currer Bell", ""), "cb"),
            (bronte("austen", "Anne Brontë", "Acton Bell"), "austen-2"),
            (bronte("the tutor", "Branwell Brontë", ""), "the-tutor"),
        ] {
            assert_eq!(resolver.resolve_speaker(SpeakerReference::Described(draft)), id);
        }
    }

    #[test]
    fn new_speakers_with_the_same_name_are_distinguished_by_id() {
        let mut resolver = resolver();
        let mut resolve = |entry: &str, id: &str, name: &str| {
            let speaker = SpeakerDraft { id: Some(id.into()), name: name.into(), ..SpeakerDraft::default() };
            let draft = EntryDraft {
                id: Some(entry.into()),
                text: "The same words".into(),
                speaker: Some(SpeakerReference::Described(speaker)),
                ..EntryDraft::default()
            };
            match resolver.resolve_distinct(draft).unwrap() {
                Resolution::New(entry) => entry.speaker.unwrap(),
                Resolution::Duplicate { .. } => panic!("it is new"),
            }
        };
        for (entry, id, name, expected) in [
            ("a", "dumas", "Alexandre Dumas", "dumas"),
            ("b", "dumas-son", "Alexandre Dumas", "dumas-son"),
            ("c", "dumas", "Alexandre Dumas", "dumas"),
            ("d", "dumas", "Marie Dumas", "dumas-2"),
            // A speaker already in the collection matches whatever the given id.
            ("e", "jane", "Jane Austen", "austen"),
        ] {
            assert_eq!(resolve(entry, id, name), expected, "{entry}");
        }
    }

    #[test]
    fn sources_are_matched_by_title_and_authors() {
        let mut resolver = resolver();
        let source = |title: &str, authors: &[&str]| SourceDraft {
            title: title.into(),
            authors: authors.iter().map(|&author| author.into()).collect(),
            ..SourceDraft::default()
        };
        for (draft, id) in [
            (source("PRIDE and prejudice", &["jane austen"]), "pride"),
            (source("Pride and Prejudice", &[]), "pride-and-prejudice"),
            (source("Letters", &[]), "letters"),
            (source("Letters", &["Cicero"]), "letters-2"),
            (SourceDraft { id: Some("cicero:45".into()), ..source("Letters II", &[]) }, "cicero-45"),
            (SourceDraft { id: Some("pride".into()), ..source("Pride", &[]) }, "pride-2"),
        ] {
            assert_eq!(resolver.resolve_source(&draft), id, "{draft:?}");
        }
        assert_eq!(resolver.source_named("pride AND prejudice"), None, "two have this title");
        assert_eq!(resolver.source_named("pride"), Some(SourceReference::Id("pride".into())));
        assert_eq!(resolver.source_named("Letters ii"), Some(SourceReference::Id("cicero-45".into())));
    }

    #[test]
    fn sources_that_contradict_each_other_are_different() {
        let mut resolver = resolver();
        let report = |date: &str, publisher: &str, url: &str| {
            let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            SourceDraft {
                title: "Annual Report".into(),
                date: text(date),
                publisher: text(publisher),
                url: text(url),
                ..SourceDraft::default()
            }
        };
        for (draft, id) in [
            (report("2019", "Acme Press", "https://a.example/2019"), "annual-report"),
            (report("2020", "Beta Press", "https://a.example/2020"), "annual-report-2"),
            (report("2020", "beta press", ""), "annual-report-2"),
            (report("2019-05", "", ""), "annual-report"),
            (report("2019", "Acme Press", "https://a.example/2019"), "annual-report"),
            (report("2019", "", "https://b.example/"), "annual-report-3"),
            // It may be any of them.
            (report("", "", ""), "annual-report-4"),
            (report("", "", ""), "annual-report-4"),
        ] {
            assert_eq!(resolver.resolve_source(&draft), id, "{draft:?}");
        }
        let dates: Vec<_> = resolver.rows().sources.iter().map(|source| source.draft.date.as_deref()).collect();
        assert_eq!(dates, [Some("2019-05"), Some("2020"), Some("2019"), None]);
    }

    #[test]
    fn what_a_source_of_the_collection_lacks_is_kept_in_the_entry() {
        let file =
            r#"(sources: {"old": (title: "Emma", date: "1815"), "new": (title: "Emma", date: "1996")}, entries: [])"#;
        let mut resolver = Resolver::of(&CollectionText::parse(file).unwrap());
        for (date, publisher, id, extra) in [
            ("1996", Some("Penguin"), "new", &[("publisher", "Penguin")] as &[_]),
            ("1815", None, "old", &[]),
            ("2003", Some("Penguin"), "emma", &[]),
        ] {
            let source = SourceDraft {
                title: "Emma".into(),
                date: Some(date.into()),
                publisher: publisher.map(str::to_owned),
                ..SourceDraft::default()
            };
            let source = Some(SourceReference::Described(Box::new(source)));
            let entry = resolve(&mut resolver, EntryDraft { source, ..draft(date, "Jane Austen") });
            assert_eq!(entry.source.as_deref(), Some(id));
            let kept: Vec<_> = entry.draft.extra.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
            assert_eq!(kept, extra, "{date}");
        }
    }

    #[test]
    fn many_editions_of_a_work_take_linear_time() {
        let grown = more_than_linear(
            1000,
            3,
            |size: usize| size,
            |&size| {
                let mut resolver = Resolver::default();
                for number in 0..size {
                    let url = Some(format!("https://example.org/{number}"));
                    resolver.resolve_source(&SourceDraft { title: "Untitled".into(), url, ..SourceDraft::default() });
                }
                assert_eq!(resolver.rows().sources.len(), size);
            },
        );
        assert_eq!(grown, []);
    }

    #[test]
    fn reported_sources_are_added_with_the_source() {
        let mut resolver = resolver();
        let source = |id: &str, title: &str, reports: Vec<SourceDraft>| SourceDraft {
            id: Some(id.into()),
            title: title.into(),
            reports,
            ..SourceDraft::default()
        };
        // An article with the same title as the broadcast it reports, which in turn reports another one.
        let tape = source("tape", "The Hour, uncut", Vec::new());
        let hour = source("hour", "The Hour", Vec::new());
        let article = source("article", "The Hour", vec![hour.clone(), tape]);
        let mut resolve = |id: &str, source: SourceDraft| {
            let source = Some(SourceReference::Described(Box::new(source)));
            let draft = EntryDraft { id: Some(id.into()), text: id.into(), source, ..EntryDraft::default() };
            match resolver.resolve_distinct(draft).unwrap() {
                Resolution::New(entry) => entry.source.unwrap(),
                Resolution::Duplicate { .. } => panic!("it is new"),
            }
        };
        assert_eq!(
            [resolve("x", article.clone()), resolve("y", hour), resolve("z", article)],
            ["article", "hour", "article"]
        );
        let reports: Vec<(&str, Option<&str>)> =
            resolver.rows().sources.iter().map(|new| (new.id.as_str(), new.reports.as_deref())).collect();
        assert_eq!(reports, [("tape", None), ("hour", Some("tape")), ("article", Some("hour"))]);
    }

    #[test]
    fn same_id_and_title_but_other_date_are_distinct_sources() {
        let mut resolver = resolver();
        let mut resolve = |entry: &str, id: &str, title: &str, date: &str| {
            let source = SourceDraft {
                id: Some(id.into()),
                title: title.into(),
                date: Some(date.into()),
                ..SourceDraft::default()
            };
            let source = Some(SourceReference::Described(Box::new(source)));
            let draft = EntryDraft { id: Some(entry.into()), text: entry.into(), source, ..EntryDraft::default() };
            match resolver.resolve_distinct(draft).unwrap() {
                Resolution::New(entry) => entry.source.unwrap(),
                Resolution::Duplicate { .. } => panic!("it is new"),
            }
        };
        for (entry, year, expected) in
            [("a", "2020", "speech"), ("b", "2021", "speech-2"), ("c", "2020", "speech"), ("d", "2021", "speech-2")]
        {
            assert_eq!(resolve(entry, "speech", "The Speech", year), expected, "{entry}");
        }
        // A source already in the collection matches whatever its other fields are.
        assert_eq!(resolve("e", "letters", "Letters", "1813"), "letters");
    }

    #[test]
    fn new_topics_keep_their_original_label() {
        let mut resolver = resolver();
        let about = |topics: &[&str], labels: &[(&str, &str)]| EntryDraft {
            topics: topics.iter().map(|&topic| topic.to_owned()).collect(),
            topic_labels: labels.iter().map(|&(path, label)| (path.to_owned(), label.to_owned())).collect(),
            ..draft(&topics.join(" "), "Jane Austen")
        };
        for draft in [
            // Its parent is added with it, and gets its label from a later draft.
            about(&["law/old", "love"], &[("law/old", "Old law"), ("love", "Another love"), ("not-here", "Not here")]),
            about(&["law"], &[("law", "Law & order")]),
            about(&["law/old"], &[("law/old", "Too late")]),
            about(&["tax", "toll"], &[("tax", "tax"), ("toll", " ")]),
        ] {
            resolve(&mut resolver, draft);
        }
        let rows = resolver.rows().topics.iter().map(|topic| (topic.path.as_str(), topic.label.as_deref()));
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [("law", Some("Law & order")), ("law/old", Some("Old law")), ("tax", None), ("toll", None)]
        );
    }

    #[test]
    fn topics_are_matched_by_path_and_label_or_added() {
        let mut resolver = resolver();
        for (topic, path) in [
            ("love", Some("love")),
            ("LOVE/at first sight", Some("love/first")),
            ("love/first", Some("love/first")),
            ("At First Sight", Some("love/first")),
            ("Science fiction", Some("science-fiction")),
            ("science-fiction", Some("science-fiction")),
            ("Love/Lost/For good", Some("love/lost/for-good")),
            ("C", Some("c")),
            ("C++", Some("c-2")),
            (" / ", None),
        ] {
            assert_eq!(resolver.resolve_topic(topic).as_deref(), path, "{topic}");
        }
        let rows: Vec<(&str, Option<&str>)> =
            resolver.rows().topics.iter().map(|topic| (topic.path.as_str(), topic.label.as_deref())).collect();
        assert_eq!(
            rows,
            [
                ("science-fiction", Some("Science fiction")),
                ("love/lost", Some("Lost")),
                ("love/lost/for-good", Some("For good")),
                ("c", Some("C")),
                ("c-2", Some("C++")),
            ]
        );
        let mut open = Resolver::new(true);
        open.label_topic("science-fiction", "Science");
        assert_eq!(open.resolve_topic("Science fiction").as_deref(), Some("science-fiction"));
        assert_eq!(open.rows(), &NewRows::default());
    }

    #[test]
    fn same_words_by_the_same_speaker_are_duplicates() {
        let mut resolver = resolver();
        for (draft, expected) in [
            (draft("“It is a Truth universally acknowledged.”", "A Lady"), Some("truth")),
            (draft("It is a truth universally acknowledged", "Tolkien"), None),
            (EntryDraft { text: "said by nobody".into(), ..EntryDraft::default() }, Some("nobody")),
            (draft("Said by nobody", "Somebody New"), None),
            (draft("She held so.", "austen"), None),
            (EntryDraft { kind: DraftKind::Paraphrase, ..draft("She held so.", "austen") }, Some("told")),
            (EntryDraft { id: Some("truth".into()), ..draft("Corrected by hand since", "austen") }, Some("truth")),
        ] {
            let found = match resolver.resolve(draft.clone()).unwrap() {
                Resolution::New(_) => None,
                Resolution::Duplicate { id } => Some(id),
            };
            assert_eq!(found.as_deref(), expected, "{draft:?}");
            let again = resolver.resolve(draft).unwrap();
            assert!(matches!(again, Resolution::Duplicate { .. }), "{again:?}");
        }
        assert_eq!((resolver.counts().entries, resolver.counts().duplicates), (3, 11));
    }

    #[test]
    fn ids_derive_from_words_and_speaker_and_are_stable() {
        let id = |draft: EntryDraft| resolve(&mut Resolver::default(), draft).id;
        let one = id(draft("Four score and seven years ago", "Lincoln"));
        assert_eq!(one, id(draft("Four score and seven years ago", "Lincoln")));
        assert_eq!(one, "four-score-and-seven-years-1b90d5c1");
        assert_ne!(one, id(draft("Four score and seven years ago.", "Lincoln")));
        assert_ne!(one, id(draft("Four score and seven years ago", "Abraham Lincoln")));
        // An entry whose words were corrected in the collection is still the one that was imported.
        let file = format!("(entries: [Quote(id: \"{one}\", text: \"Fourscore and seven years ago\")])");
        let mut resolver = Resolver::of(&CollectionText::parse(&file).unwrap());
        let again = resolver.resolve(draft("Four score and seven years ago", "Lincoln")).unwrap();
        assert_eq!(again, Resolution::Duplicate { id: one });
        assert_eq!(resolver.rows(), &NewRows::default(), "a duplicate adds no speaker");
    }

    #[test]
    fn given_ids_are_made_valid_and_unique() {
        let mut resolver = Resolver::default();
        for (text, given, id) in [("x", "a.b_c-1", "a.b_c-1"), ("y", "No. 7!", "no-7"), ("z", "no-7", "no-7-2")] {
            let draft = EntryDraft { id: Some(given.into()), text: text.into(), ..EntryDraft::default() };
            assert_eq!(resolve(&mut resolver, draft).id, id);
        }
    }

    #[test]
    fn unknown_ids_are_rejected() {
        let mut resolver = resolver();
        let speaker = EntryDraft { speaker: Some(SpeakerReference::Id("x".into())), ..EntryDraft::default() };
        assert_eq!(resolver.resolve(speaker), Err(UnknownId::Speaker("x".into())));
        let source = EntryDraft { source: Some(SourceReference::Id("x".into())), ..EntryDraft::default() };
        assert_eq!(resolver.resolve(source), Err(UnknownId::Source("x".into())));
    }
}
