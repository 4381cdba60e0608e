//! [`Comparison`]: an entry side by side with the entries it should be read with.

use crate::evidence::{Evidence, Fact, SpeakerWords, Unsupported};
use crate::suggest::{Suggestion, suggestions};
use kzq_corpus::{Corpus, Entry, EntryId, Lead, Wording};
use kzq_search::Engine;
use kzq_text::Safe;

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
    /// Compares an entry with everything it should be read with; may take long.
    pub fn new(engine: &Engine, subject: EntryId) -> Self {
        let mut comparison = Self::empty(subject);
        let entry = engine.corpus().entry(subject);
        if entry.wording() != Wording::Verbatim && entry.basis().is_empty() {
            comparison.add_suggestions(engine);
        }
        comparison.add_linked(engine.corpus());
        comparison
    }

    /// A comparison with nothing.
    fn empty(subject: EntryId) -> Self {
        Self { subject, claims: None, shared_ranges: Vec::new(), counterparts: Vec::new() }
    }

    /// Adds the entries that the collection links to the compared one.
    fn add_linked(&mut self, corpus: &Corpus) {
        let entry = corpus.entry(self.subject);
        if entry.wording() == Wording::Verbatim {
            self.add_paraphrases(corpus);
        } else if !entry.basis().is_empty() {
            self.add_basis(corpus);
        }
        self.add_related(corpus);
    }

    /// Compares an entry with others that the user chose. Where the collection links them, they are compared as that
    /// link demands; otherwise each is compared with the other, and the claims of the entry are what none of those says
    /// that are in its language.
    pub fn with_chosen(corpus: &Corpus, subject: EntryId, others: &[EntryId]) -> Self {
        let entry = corpus.entry(subject);
        let mut linked = Self::empty(subject);
        linked.add_linked(corpus);
        let Self { claims, counterparts: linked, .. } = linked;
        let (mut evidence, mut comparable) = (Evidence::default(), Vec::new());
        let mut counterparts: Vec<Counterpart> = Vec::new();
        for &id in others {
            if id == subject || counterparts.iter().any(|side| side.entry == id) {
                continue;
            }
            let is_linked = |side: &&Counterpart| side.entry == id;
            let is_comparable = are_in_one_language(entry, corpus.entry(id));
            let chosen = || Counterpart {
                claims: is_comparable.then(|| claims_beyond(corpus, id, &[subject])),
                ..Counterpart::new(CounterpartRelation::Chosen, id)
            };
            comparable.extend(is_comparable.then_some(id));
            counterparts.push(linked.iter().find(is_linked).cloned().unwrap_or_else(chosen));
            evidence.add_text(corpus.entry(id).text().as_str());
        }
        // What the words do not support is known only with all of them.
        let has_basis = entry.basis().iter().all(|id| others.contains(id));
        let is_chosen = counterparts.iter().any(|side| side.relation == CounterpartRelation::Chosen);
        let own = || (is_chosen && !comparable.is_empty()).then(|| claims_beyond(corpus, subject, &comparable));
        let shared_ranges = evidence.shared_ranges(entry.text().as_str());
        Self { subject, claims: claims.filter(|_| has_basis).or_else(own), shared_ranges, counterparts }
    }

    fn add_paraphrases(&mut self, corpus: &Corpus) {
        let mut evidence = Evidence::default();
        for &id in corpus.restatements(self.subject) {
            let claims = unsupported_claims(corpus, id, corpus.entry(id).basis());
            evidence.add_text(corpus.entry(id).text().as_str());
            self.counterparts.push(Counterpart { claims, ..Counterpart::new(CounterpartRelation::Paraphrase, id) });
        }
        self.shared_ranges = evidence.shared_ranges(corpus.entry(self.subject).text().as_str());
    }

    fn add_basis(&mut self, corpus: &Corpus) {
        let entry = corpus.entry(self.subject);
        self.claims = unsupported_claims(corpus, self.subject, entry.basis());
        let mut evidence = Evidence::default();
        evidence.add_text(entry.text().as_str());
        for &id in entry.basis() {
            let shared = evidence.shared_ranges(corpus.entry(id).text().as_str());
            self.counterparts
                .push(Counterpart { shared_ranges: shared, ..Counterpart::new(CounterpartRelation::Basis, id) });
        }
    }

    fn add_suggestions(&mut self, engine: &Engine) {
        let corpus = engine.corpus();
        let entry = corpus.entry(self.subject);
        let mut evidence = Evidence::default();
        evidence.add_text(entry.text().as_str());
        for Suggestion { entry: id, shared_words: suggested_for } in
            suggestions(engine, self.subject, &speaker_words(corpus, entry))
        {
            let shared = evidence.shared_ranges(corpus.entry(id).text().as_str());
            self.counterparts.push(Counterpart {
                shared_ranges: shared,
                matched_words: suggested_for,
                ..Counterpart::new(CounterpartRelation::Suggested, id)
            });
        }
    }

    /// Adds the original, translations, variants and equivalent entries.
    fn add_related(&mut self, corpus: &Corpus) {
        let entry = corpus.entry(self.subject);
        let original = entry.translation_of();
        self.counterparts.extend(original.map(|id| Counterpart::new(CounterpartRelation::Original, id)));
        let translation = |&id: &EntryId| Counterpart::new(CounterpartRelation::Translation, id);
        self.counterparts.extend(corpus.translations(self.subject).iter().map(translation));
        for id in corpus.variants_of(self.subject) {
            let claims = claims_beyond(corpus, id, &[self.subject]);
            self.counterparts
                .push(Counterpart { claims: Some(claims), ..Counterpart::new(CounterpartRelation::Variant, id) });
        }
        // Other translations of the same original.
        self.counterparts
            .extend(original.map_or(&[][..], |original| corpus.translations(original)).iter().map(translation));
        self.counterparts
            .extend(entry.says_same().iter().map(|&id| Counterpart::new(CounterpartRelation::Equivalent, id)));
        let mut seen = std::collections::HashSet::new();
        self.counterparts.retain(|side| side.entry != self.subject && seen.insert(side.entry));
    }
}

impl Counterpart {
    fn new(relation: CounterpartRelation, entry: EntryId) -> Self {
        Self { relation, entry, claims: None, shared_ranges: Vec::new(), matched_words: Vec::new() }
    }
}

/// What a paraphrase claims beyond its basis; `None` if no part of the basis is in its language.
fn unsupported_claims(corpus: &Corpus, id: EntryId, basis: &[EntryId]) -> Option<Claims> {
    let entry = corpus.entry(id);
    let (mut evidence, mut lead_evidence) = (Evidence::default(), Evidence::default());
    let mut is_comparable = false;
    for entry in basis.iter().flat_map(|&id| in_language_of(corpus, entry, id)) {
        is_comparable = true;
        evidence.add_text(entry.text().as_str());
        lead_evidence.add_text(entry.lead().map(Lead::into_text).unwrap_or_default().as_str());
    }
    let text = entry.text();
    let unsupported = evidence.unsupported(text.as_str(), &speaker_words(corpus, entry));
    let in_lead =
        unsupported.facts.iter().map(|(_, range)| lead_evidence.supports_all(&text.as_str()[range.clone()])).collect();
    is_comparable.then_some(Claims { unsupported, in_lead })
}

/// The words to compare an entry with: `words` itself if in the same language, else its translations into it.
fn in_language_of<'c>(corpus: &'c Corpus, entry: Entry<'c>, words: EntryId) -> impl Iterator<Item = Entry<'c>> {
    let is_same = move |other: &Entry<'c>| are_in_one_language(entry, *other);
    let translations = corpus.translations(words).iter().map(|&id| corpus.entry(id));
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
    let mut evidence = Evidence::default();
    for &other in others {
        evidence.add_text(corpus.entry(other).text().as_str());
    }
    let unsupported = evidence.unsupported(corpus.entry(id).text().as_str(), &SpeakerWords::default());
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
