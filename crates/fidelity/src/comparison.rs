//! [`Comparison`]: an entry side by side with the entries it should be read with.

use std::collections::HashSet;

use crate::evidence::{Evidence, Fact, SpeakerWords, Unsupported};
use crate::suggest::{Suggestion, suggestions};
use kzq_corpus::{Corpus, Entry, EntryId, Lead, Wording};
use kzq_search::Engine;
use kzq_text::Safe;

/// The maximum number of counterparts in a comparison.
pub const MAX_COUNTERPARTS: usize = 100;
/// The maximum number of bytes of each text that are compared.
pub const MAX_COMPARED_BYTES: usize = 64 * 1024;
/// How many bytes of words a paraphrase among the counterparts is compared with at most, if it rests on several.
const MAX_BASIS_BYTES: usize = 4 * MAX_COMPARED_BYTES;

/// An entry, its counterparts, and where their words differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The entry being compared.
    pub subject: EntryId,
    /// What is unsupported in its words, if it is a paraphrase and its basis is known, or if the user chose what it is
    /// compared with.
    pub claims: Option<Claims>,
    /// Which of its words its paraphrases reuse, if it is a quotation: sorted, disjoint byte ranges.
    pub shared_ranges: Vec<std::ops::Range<usize>>,
    /// The entries shown beside it, in display order.
    pub counterparts: Vec<Counterpart>,
    /// What is left out of the comparison because it is too long.
    pub left_out: LeftOut,
}

/// What a comparison leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// The number of entries beyond [`MAX_COUNTERPARTS`].
    pub entries: usize,
    /// The number of bytes of the texts beyond [`MAX_COMPARED_BYTES`] each.
    pub bytes: usize,
}

/// An entry shown beside the compared one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterpart {
    /// How it relates to the compared entry.
    pub relation: CounterpartRelation,
    /// The id of the entry.
    pub entry: EntryId,
    /// What is unsupported in its words.
    pub claims: Option<Claims>,
    /// Which of its words also occur in the compared entry; byte ranges.
    pub shared_ranges: Vec<std::ops::Range<usize>>,
    /// For a suggestion: the shared words, rarest first.
    pub matched_words: Vec<String>,
}

/// How an entry relates to the compared one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounterpartRelation {
    /// A quotation that the paraphrase is based on.
    Basis,
    /// A quotation that the paraphrase may be based on.
    Suggested,
    /// A paraphrase of the quotation.
    Paraphrase,
    /// The original words of which the compared entry is a translation.
    Original,
    /// A translation of the same original words.
    Translation,
    /// The same words as printed by another source.
    Variant,
    /// An entry that says the same.
    Equivalent,
    /// An entry that the user chose; the collection does not link them.
    Chosen,
}

impl CounterpartRelation {
    /// The identifier used in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basis => "words",
            Self::Suggested => "suggested",
            Self::Paraphrase => "paraphrase",
            Self::Original => "original",
            Self::Translation => "translation",
            Self::Variant => "variant",
            Self::Equivalent => "says_same",
            Self::Chosen => "chosen",
        }
    }
}

/// What a text claims beyond the words it is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The unsupported words, and the facts among them.
    pub unsupported: Unsupported,
    /// For each fact, whether it occurs in the question or lead-in to the words.
    pub in_lead: Vec<bool>,
}

impl Claims {
    /// The facts, each with its byte range and whether the question or lead-in contains it.
    pub fn facts(&self) -> impl Iterator<Item = (Fact, std::ops::Range<usize>, bool)> {
        let facts = self.unsupported.facts.iter().zip(&self.in_lead);
        facts.map(|((fact, range), &in_lead)| (*fact, range.clone(), in_lead))
    }
}

impl Comparison {
    /// Compares an entry with all its counterparts, up to [`MAX_COUNTERPARTS`] entries and [`MAX_COMPARED_BYTES`] of
    /// each; can take long.
    pub fn new(engine: &Engine, subject: EntryId) -> Self {
        let mut comparison = Self::empty(subject);
        let entry = engine.corpus().entry(subject);
        if entry.wording() != Wording::Verbatim && entry.basis().is_empty() {
            comparison.add_suggestions(engine);
        }
        comparison.add_linked(engine.corpus());
        comparison.count_bytes_left_out(engine.corpus());
        comparison
    }

    /// A comparison with nothing.
    fn empty(subject: EntryId) -> Self {
        Self {
            subject,
            claims: None,
            shared_ranges: Vec::new(),
            counterparts: Vec::new(),
            left_out: LeftOut::default(),
        }
    }

    /// Notes how much of the texts is not compared.
    fn count_bytes_left_out(&mut self, corpus: &Corpus) {
        let ids = std::iter::once(self.subject).chain(self.counterparts.iter().map(|side| side.entry));
        self.left_out.bytes =
            ids.map(|id| corpus.entry(id).text().as_str().len() - compared_text(corpus.entry(id)).as_str().len()).sum();
    }

    /// Leaves one of each of the entries that are not in the comparison yet, and no more than it may have; returns how many
    /// are too many.
    fn limit<T>(&self, others: &mut Vec<T>, id: impl Fn(&T) -> EntryId) -> usize {
        let mut seen: HashSet<EntryId> = self.counterparts.iter().map(|side| side.entry).collect();
        seen.insert(self.subject);
        others.retain(|other| seen.insert(id(other)));
        let left_out = others.len().saturating_sub(MAX_COUNTERPARTS);
        others.truncate(MAX_COUNTERPARTS);
        left_out
    }

    /// Adds the entries that the collection links to the compared one.
    fn add_linked(&mut self, corpus: &Corpus) {
        let mut links = self.links(corpus);
        self.left_out.entries = self.limit(&mut links, |&(_, id)| id);
        self.mark_texts(corpus, &links);
        let subject_evidence = evidence_of(corpus, [self.subject]);
        self.counterparts.extend(links.into_iter().map(|(relation, id)| {
            let side = Counterpart::new(relation, id);
            match relation {
                CounterpartRelation::Paraphrase => {
                    let basis = corpus.entry(id).basis();
                    let bytes: usize = basis.iter().map(|&id| compared_text(corpus.entry(id)).as_str().len()).sum();
                    let claims = || unsupported_claims(corpus, id, basis);
                    Counterpart { claims: (bytes <= MAX_BASIS_BYTES).then(claims).flatten(), ..side }
                }
                CounterpartRelation::Basis => {
                    let text = compared_text(corpus.entry(id));
                    Counterpart { shared_ranges: subject_evidence.shared_ranges(text.as_str()), ..side }
                }
                CounterpartRelation::Variant => {
                    Counterpart { claims: Some(claims_beyond(corpus, id, &[self.subject])), ..side }
                }
                _ => side,
            }
        }));
    }

    /// The entries that the collection links to the compared one, in display order; one may occur several times.
    fn links(&self, corpus: &Corpus) -> Vec<(CounterpartRelation, EntryId)> {
        let entry = corpus.entry(self.subject);
        let first = match entry.wording() {
            Wording::Verbatim => (CounterpartRelation::Paraphrase, corpus.restatements(self.subject)),
            _ => (CounterpartRelation::Basis, entry.basis()),
        };
        let original = entry.translation_of();
        // Translations of the same original.
        let others = original.map_or(&[][..], |original| corpus.translations(original));
        let of = |(relation, ids): (CounterpartRelation, &[EntryId])| {
            ids.iter().map(move |&id| (relation, id)).collect::<Vec<_>>()
        };
        [
            of(first),
            of((CounterpartRelation::Original, original.as_slice())),
            of((CounterpartRelation::Translation, corpus.translations(self.subject))),
            corpus.variants_of(self.subject).into_iter().map(|id| (CounterpartRelation::Variant, id)).collect(),
            of((CounterpartRelation::Translation, others)),
            of((CounterpartRelation::Equivalent, entry.says_same())),
        ]
        .concat()
    }

    /// Finds what is unsupported in the entry, or what of it paraphrases reuse.
    fn mark_texts(&mut self, corpus: &Corpus, links: &[(CounterpartRelation, EntryId)]) {
        let entry = corpus.entry(self.subject);
        if entry.wording() == Wording::Verbatim {
            let paraphrases = links.iter().filter(|(relation, _)| *relation == CounterpartRelation::Paraphrase);
            let evidence = evidence_of(corpus, paraphrases.map(|&(_, id)| id));
            self.shared_ranges = evidence.shared_ranges(compared_text(entry).as_str());
        } else if !entry.basis().is_empty() {
            self.claims = unsupported_claims(corpus, self.subject, entry.basis());
        }
    }

    /// Compares an entry with others that the user chose. If the collection links them, they are compared according to
    /// the link; otherwise each is compared with the other, and the claims of the entry are what none of the others in
    /// its language says.
    pub fn with_chosen(corpus: &Corpus, subject: EntryId, others: &[EntryId]) -> Self {
        let entry = corpus.entry(subject);
        let mut linked = Self::empty(subject);
        let mut others = others.to_vec();
        let entries_left_out = linked.limit(&mut others, |&id| id);
        linked.add_linked(corpus);
        let Self { claims, counterparts: linked, .. } = linked;
        let (mut evidence, mut comparable) = (Evidence::default(), Vec::new());
        let mut counterparts: Vec<Counterpart> = Vec::new();
        for &id in &others {
            let is_linked = |side: &&Counterpart| side.entry == id;
            let is_comparable = are_in_one_language(entry, corpus.entry(id));
            let chosen = || Counterpart {
                claims: is_comparable.then(|| claims_beyond(corpus, id, &[subject])),
                ..Counterpart::new(CounterpartRelation::Chosen, id)
            };
            comparable.extend(is_comparable.then_some(id));
            counterparts.push(linked.iter().find(is_linked).cloned().unwrap_or_else(chosen));
            evidence.add_text(compared_text(corpus.entry(id)).as_str());
        }
        // What the words do not support is known only with all of them.
        let has_basis = entry.basis().iter().all(|id| others.contains(id));
        let is_chosen = counterparts.iter().any(|side| side.relation == CounterpartRelation::Chosen);
        let own = || (is_chosen && !comparable.is_empty()).then(|| claims_beyond(corpus, subject, &comparable));
        let shared_ranges = evidence.shared_ranges(compared_text(entry).as_str());
        let left_out = LeftOut { entries: entries_left_out, bytes: 0 };
        let claims = claims.filter(|_| has_basis).or_else(own);
        let mut comparison = Self { subject, claims, shared_ranges, counterparts, left_out };
        comparison.count_bytes_left_out(corpus);
        comparison
    }

    fn add_suggestions(&mut self, engine: &Engine) {
        let corpus = engine.corpus();
        let entry = corpus.entry(self.subject);
        let evidence = evidence_of(corpus, [self.subject]);
        for Suggestion { entry: id, shared_words: suggested_for } in
            suggestions(engine, self.subject, &speaker_words(corpus, entry))
        {
            let shared = evidence.shared_ranges(compared_text(corpus.entry(id)).as_str());
            self.counterparts.push(Counterpart {
                shared_ranges: shared,
                matched_words: suggested_for,
                ..Counterpart::new(CounterpartRelation::Suggested, id)
            });
        }
    }
}

impl Counterpart {
    fn new(relation: CounterpartRelation, entry: EntryId) -> Self {
        Self { relation, entry, claims: None, shared_ranges: Vec::new(), matched_words: Vec::new() }
    }
}

/// The part of an entry's text that is compared.
fn compared_text(entry: Entry<'_>) -> Safe<'_> {
    entry.text().into_prefix(MAX_COMPARED_BYTES)
}

/// The texts of entries as evidence.
fn evidence_of(corpus: &Corpus, entries: impl IntoIterator<Item = EntryId>) -> Evidence {
    let mut evidence = Evidence::default();
    for id in entries {
        evidence.add_text(compared_text(corpus.entry(id)).as_str());
    }
    evidence
}

/// What a paraphrase claims beyond its basis; `None` if no part of the basis is in its language.
fn unsupported_claims(corpus: &Corpus, id: EntryId, basis: &[EntryId]) -> Option<Claims> {
    let entry = corpus.entry(id);
    let (mut evidence, mut lead_evidence) = (Evidence::default(), Evidence::default());
    let mut is_comparable = false;
    for entry in basis.iter().flat_map(|&id| in_language_of(corpus, entry, id)) {
        is_comparable = true;
        evidence.add_text(compared_text(entry).as_str());
        lead_evidence.add_text(entry.lead().map(Lead::into_text).unwrap_or_default().as_str());
    }
    let text = compared_text(entry);
    let unsupported = evidence.unsupported(text.as_str(), &speaker_words(corpus, entry));
    let in_lead =
        unsupported.facts.iter().map(|(_, range)| lead_evidence.supports_all(&text.as_str()[range.clone()])).collect();
    is_comparable.then_some(Claims { unsupported, in_lead })
}

/// The words to compare an entry with: `words` itself if in the same language, else its translations into it.
fn in_language_of<'c>(corpus: &'c Corpus, entry: Entry<'c>, words: EntryId) -> impl Iterator<Item = Entry<'c>> {
    let is_same = move |other: &Entry<'c>| are_in_one_language(entry, *other);
    let translations = corpus.translations(words).iter().take(MAX_COUNTERPARTS).map(|&id| corpus.entry(id));
    let original = corpus.entry(words);
    let translations = translations.filter(move |_| !is_same(&original));
    std::iter::once(original).chain(translations).filter(is_same)
}

/// Tests whether two entries are in the same language; where the collection does not say, they may be.
fn are_in_one_language(one: Entry<'_>, other: Entry<'_>) -> bool {
    let tag = |lang: Option<&Safe<'static>>| lang.map(|lang| primary_subtag(lang.as_str()).to_ascii_lowercase());
    tag(one.lang()).zip(tag(other.lang())).is_none_or(|(one, other)| one == other)
}

/// The primary language subtag of a BCP 47 tag.
fn primary_subtag(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Where one text has words that all others lack.
fn claims_beyond(corpus: &Corpus, id: EntryId, others: &[EntryId]) -> Claims {
    let evidence = evidence_of(corpus, others.iter().copied());
    let unsupported = evidence.unsupported(compared_text(corpus.entry(id)).as_str(), &SpeakerWords::default());
    Claims { in_lead: vec![false; unsupported.facts.len()], unsupported }
}

/// Words that make no claim in a text about a speaker: the names and the office, without the institution it belongs to.
fn speaker_words(corpus: &Corpus, entry: Entry<'_>) -> SpeakerWords {
    let Some(speaker) = corpus.speaker_of(entry) else { return SpeakerWords::default() };
    let role = speaker.role.as_ref().map(Safe::as_str).unwrap_or_default();
    let office =
        [", ", " of ", " at ", " for "].iter().filter_map(|end| role.split_once(end)).map(|(office, _)| office);
    let office = office.min_by_key(|office| office.len()).unwrap_or(role);
    let names = std::iter::once(&speaker.name).chain(&speaker.aliases).map(Safe::as_str);
    SpeakerWords::from_names(names.chain([office]))
}
