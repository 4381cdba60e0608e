//! The metadata of an entry as texts, and which of them a query matches.

use crate::match_tier::{TextToken, matches_tokens, tokenize};
use crate::query::Query;
use crate::term::Term;
use kzq_corpus::{Corpus, EntryId, Source, Speaker, Topic};
use kzq_text::Safe;

/// A kind of metadata in which a query may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetadataField {
    /// The speaker's name or an alias.
    Speaker,
    /// The speaker's role.
    Role,
    /// The title, container, publisher, authors, editors or translators of the source, or of one that it reports.
    Source,
    /// The section of the source.
    Section,
    /// The label or the path of a topic, or of one above it.
    Topic,
    /// A tag.
    Tag,
    /// The collector's note on the entry, or the user's.
    Note,
    /// The whole id.
    Id,
}

impl MetadataField {
    /// The name for output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Role => "role",
            Self::Source => "source",
            Self::Section => "section",
            Self::Topic => "topic",
            Self::Tag => "tag",
            Self::Note => "note",
            Self::Id => "id",
        }
    }
}

/// Returns the metadata in which an entry matches the words of a query that its texts lack, near matches aside, in the
/// order of the terms. `note` is the user's note about it.
pub fn matched_metadata(query: &Query, corpus: &Corpus, id: EntryId, note: Option<&Safe<'_>>) -> Vec<MetadataField> {
    let mut fields = Vec::new();
    if !query.searches_metadata() {
        return fields;
    }
    let entry = corpus.entry(id);
    let lead = entry.lead();
    let words = [Some(entry.text()), entry.question(), lead.as_ref().map(|lead| lead.text().to_borrowed())];
    let words: Vec<_> = words.into_iter().flatten().map(|text| tokenize_start(&text)).collect();
    let mut texts = None;
    for term in query.ranked_terms().filter(|term| !words.iter().any(|tokens| matches_tokens(tokens, term))) {
        let texts = texts.get_or_insert_with(|| {
            let texts = metadata_texts(corpus, id, note).into_iter();
            texts.map(|(field, text)| (field, tokenize_start(&text))).collect::<Vec<_>>()
        });
        let names = in_metadata(term);
        let in_text = texts.iter().find(|(_, tokens)| matches_tokens(tokens, &names)).map(|(field, _)| *field);
        let in_id = || is_id_of(term, entry.id().as_str()).then_some(MetadataField::Id);
        fields.extend(in_text.or_else(in_id).filter(|field| !fields.contains(field)));
    }
    fields
}

/// The words of a text, of a longer one those of its start.
fn tokenize_start(text: &Safe<'_>) -> Vec<TextToken> {
    const MAX_BYTES: usize = 16 * 1024;
    tokenize(text.prefix(MAX_BYTES).as_str())
}

/// The metadata of an entry as texts, each with its field.
fn metadata_texts<'c>(corpus: &'c Corpus, id: EntryId, note: Option<&'c Safe<'_>>) -> Vec<(MetadataField, Safe<'c>)> {
    let entry = corpus.entry(id);
    let mut texts = Vec::new();
    if let Some(speaker) = entry.speaker().map(|id| corpus.speaker(id)) {
        let role = speaker.role.as_ref();
        let is_role = |text: &&Safe<'_>| role.is_some_and(|role| std::ptr::eq(*text, role));
        texts.extend(speaker_texts(speaker).filter(|text| !is_role(text)).map(|text| (MetadataField::Speaker, text)));
        texts.extend(role.map(|role| (MetadataField::Role, role)));
    }
    let source = corpus.source_of(entry).into_iter();
    texts.extend(source.flat_map(|source| source_texts(corpus, source)).map(|text| (MetadataField::Source, text)));
    let section = entry.citation().and_then(|citation| citation.section);
    texts.extend(section.map(|text| (MetadataField::Section, text)));
    for topic in entry.topics().iter().flat_map(|&topic| corpus.topic_ancestors(topic)) {
        texts.extend(topic_texts(corpus.topic(topic)).map(|text| (MetadataField::Topic, text)));
    }
    texts.extend(entry.tags().iter().map(|text| (MetadataField::Tag, text)));
    texts.extend(entry.note().map(|text| (MetadataField::Note, text)));
    let note = note.map(|text| (MetadataField::Note, text.to_borrowed()));
    texts.into_iter().map(|(field, text)| (field, text.to_borrowed())).chain(note).collect()
}

/// The texts of a speaker.
pub(super) fn speaker_texts(speaker: &Speaker) -> impl Iterator<Item = &Safe<'static>> {
    std::iter::once(&speaker.name).chain(&speaker.aliases).chain(&speaker.role)
}

/// The texts of a source and of those that it reports.
pub(super) fn source_texts<'c>(corpus: &'c Corpus, source: &'c Source) -> impl Iterator<Item = &'c Safe<'static>> {
    corpus.sources_from(Some(source)).flat_map(Source::names)
}

/// The texts of a topic.
pub(super) fn topic_texts(topic: &Topic) -> impl Iterator<Item = &Safe<'static>> {
    [&topic.label, &topic.path].into_iter()
}

/// The term to look for in metadata: a single letter begins far too many names, so it must be a whole word.
pub(super) fn in_metadata(term: &Term) -> Term {
    match term {
        Term::Word(word) if word.chars().nth(1).is_none() => {
            Term::Phrase { words: vec![word.clone()], is_prefix: false }
        }
        Term::Any(members) => Term::Any(members.iter().map(in_metadata).collect()),
        term => term.clone(),
    }
}

/// The words of a term that may be an id as a whole. A single word is one only if it has a digit: ordinary words would
/// find entries whose ids happen to be like them.
pub(super) fn id_words(term: &Term) -> Option<&[String]> {
    let words = match term {
        Term::Word(word) => std::slice::from_ref(word),
        Term::Phrase { words, .. } => words.as_slice(),
        _ => return None,
    };
    let has_digit = |word: &String| word.bytes().any(|byte| byte.is_ascii_digit());
    (words.len() > 1 || words.iter().any(has_digit)).then_some(words)
}

/// Whether an id is made of these words, in either case.
pub(super) fn is_made_of(id: &str, words: &[String]) -> bool {
    let mut rest = id;
    for (at, word) in words.iter().enumerate() {
        let start = if at == 0 { Some(rest) } else { rest.strip_prefix(['-', '_', '.']) };
        let parts = start.and_then(|start| start.split_at_checked(word.len()));
        let Some((_, end)) = parts.filter(|(start, _)| start.eq_ignore_ascii_case(word)) else { return false };
        rest = end;
    }
    rest.is_empty()
}

/// Whether a term is the id of an entry.
fn is_id_of(term: &Term, id: &str) -> bool {
    term.members().iter().any(|member| id_words(member).is_some_and(|words| is_made_of(id, words)))
}
