//! [`Comparison`]: an entry side by side with the entries it should be read with.

use crate::evidence::{Fact, Ground, Known, Unfounded};
use crate::suggest::{Suggestion, suggestions};
use kzq_corpus::{Corpus, Entry, EntryId, Lead, Wording};
use kzq_search::Engine;

/// An entry, its counterparts, and where their words differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The entry being compared.
    pub subject: EntryId,
    /// What is unsupported in its words, if it is a paraphrase and its basis is known.
    pub claims: Option<Claims>,
    /// Which of its words its paraphrases reuse, if it is a quotation: sorted, disjoint byte ranges.
    pub shared: Vec<std::ops::Range<usize>>,
    /// The entries shown beside it, in display order.
    pub sides: Vec<Side>,
}

/// An entry shown beside the compared one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// How it relates to the compared entry.
    pub relation: Relation,
    /// The id of the entry.
    pub entry: EntryId,
    /// What is unsupported in its words.
    pub claims: Option<Claims>,
    /// Which of its words also occur in the compared entry; byte ranges.
    pub shared: Vec<std::ops::Range<usize>>,
    /// For a suggestion: the shared words, rarest first.
    pub suggested_for: Vec<String>,
}

/// How an entry relates to the compared one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// A quotation that the paraphrase is based on.
    Words,
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
    SaysSame,
}

impl Relation {
    /// The identifier used in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Suggested => "suggested",
            Self::Paraphrase => "paraphrase",
            Self::Original => "original",
            Self::Translation => "translation",
            Self::Variant => "variant",
            Self::SaysSame => "says_same",
        }
    }
}

/// What a text claims beyond the words it is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The unsupported words, and the facts among them.
    pub unfounded: Unfounded,
    /// For each fact, whether it occurs in the question or lead-in to the words.
    pub in_lead: Vec<bool>,
}

impl Claims {
    /// The facts, each with its byte range and whether the question or lead-in contains it.
    pub fn facts(&self) -> impl Iterator<Item = (Fact, std::ops::Range<usize>, bool)> {
        let facts = self.unfounded.facts.iter().zip(&self.in_lead);
        facts.map(|((fact, range), &in_lead)| (*fact, range.clone(), in_lead))
    }
}

impl Comparison {
    /// Compares an entry with everything it should be read with; may take long.
    pub fn of(engine: &Engine, subject: EntryId) -> Self {
        let corpus = &**engine.corpus();
        let entry = corpus.entry(subject);
        let mut comparison = Self { subject, claims: None, shared: Vec::new(), sides: Vec::new() };
        if entry.wording() == Wording::Verbatim {
            comparison.add_paraphrases(corpus);
        } else if entry.ground().is_empty() {
            comparison.suggest(engine);
        } else {
            comparison.add_words(corpus);
        }
        comparison.add_kin(corpus);
        comparison
    }

    fn add_paraphrases(&mut self, corpus: &Corpus) {
        let mut told = Ground::default();
        for &id in corpus.restatements(self.subject) {
            let claims = claims(corpus, id, corpus.entry(id).ground());
            told.add(corpus.entry(id).text().as_str());
            self.sides.push(Side { claims, ..Side::new(Relation::Paraphrase, id) });
        }
        self.shared = told.shared(corpus.entry(self.subject).text().as_str());
    }

    fn add_words(&mut self, corpus: &Corpus) {
        let entry = corpus.entry(self.subject);
        self.claims = claims(corpus, self.subject, entry.ground());
        let mut told = Ground::default();
        told.add(entry.text().as_str());
        for &id in entry.ground() {
            let shared = told.shared(corpus.entry(id).text().as_str());
            self.sides.push(Side { shared, ..Side::new(Relation::Words, id) });
        }
    }

    fn suggest(&mut self, engine: &Engine) {
        let corpus = engine.corpus();
        let entry = corpus.entry(self.subject);
        let mut told = Ground::default();
        told.add(entry.text().as_str());
        for Suggestion { entry: id, shared: suggested_for } in suggestions(engine, self.subject, &known(corpus, entry))
        {
            let shared = told.shared(corpus.entry(id).text().as_str());
            self.sides.push(Side { shared, suggested_for, ..Side::new(Relation::Suggested, id) });
        }
    }

    /// Adds the original, translations, variants and equivalent entries.
    fn add_kin(&mut self, corpus: &Corpus) {
        let entry = corpus.entry(self.subject);
        let original = entry.translation_of();
        self.sides.extend(original.map(|id| Side::new(Relation::Original, id)));
        let translation = |&id: &EntryId| Side::new(Relation::Translation, id);
        self.sides.extend(corpus.translations(self.subject).iter().map(translation));
        for id in corpus.printings(self.subject) {
            let claims = difference(corpus, id, self.subject);
            self.sides.push(Side { claims: Some(claims), ..Side::new(Relation::Variant, id) });
        }
        // Other translations of the same original.
        self.sides.extend(original.map_or(&[][..], |original| corpus.translations(original)).iter().map(translation));
        self.sides.extend(entry.says_same().iter().map(|&id| Side::new(Relation::SaysSame, id)));
        let mut seen = std::collections::HashSet::new();
        self.sides.retain(|side| side.entry != self.subject && seen.insert(side.entry));
    }
}

impl Side {
    fn new(relation: Relation, entry: EntryId) -> Self {
        Self { relation, entry, claims: None, shared: Vec::new(), suggested_for: Vec::new() }
    }
}

/// What a paraphrase claims beyond its basis; `None` if no part of the basis is in its language.
fn claims(corpus: &Corpus, id: EntryId, ground: &[EntryId]) -> Option<Claims> {
    let entry = corpus.entry(id);
    let (mut words, mut leads) = (Ground::default(), Ground::default());
    let mut is_known = false;
    for entry in ground.iter().flat_map(|&id| in_language_of(corpus, entry, id)) {
        is_known = true;
        words.add(entry.text().as_str());
        leads.add(entry.lead().map(Lead::into_text).unwrap_or_default().as_str());
    }
    let text = entry.text();
    let unfounded = words.unfounded(text.as_str(), &known(corpus, entry));
    let in_lead = unfounded.facts.iter().map(|(_, range)| leads.has_all(&text.as_str()[range.clone()])).collect();
    is_known.then_some(Claims { unfounded, in_lead })
}

/// The words to compare an entry with: `words` itself if in the same language, else its translations into it.
fn in_language_of<'c>(corpus: &'c Corpus, entry: Entry<'c>, words: EntryId) -> impl Iterator<Item = Entry<'c>> {
    let language = |entry: Entry<'c>| entry.lang().map(|lang| primary(lang.as_str()));
    let is_same = move |other: &Entry<'c>| match (language(entry), language(*other)) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        _ => true,
    };
    let translations = corpus.translations(words).iter().map(|&id| corpus.entry(id));
    let said = corpus.entry(words);
    let translations = translations.filter(move |_| !is_same(&said));
    std::iter::once(said).chain(translations).filter(is_same)
}

/// The primary language subtag of a BCP 47 tag.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Where one variant has words that another lacks.
fn difference(corpus: &Corpus, id: EntryId, other: EntryId) -> Claims {
    let mut words = Ground::default();
    words.add(corpus.entry(other).text().as_str());
    let unfounded = words.unfounded(corpus.entry(id).text().as_str(), &Known::default());
    Claims { in_lead: vec![false; unfounded.facts.len()], unfounded }
}

/// Words that make no claim in a text about a speaker: the names and the office, without the institution it belongs to.
fn known(corpus: &Corpus, entry: Entry<'_>) -> Known {
    let speaker = corpus.speaker(entry.speaker());
    let role = speaker.role.as_ref().map(kzq_text::Safe::as_str).unwrap_or_default();
    let office =
        [", ", " of ", " at ", " for "].iter().filter_map(|end| role.split_once(end)).map(|(office, _)| office);
    let office = office.min_by_key(|office| office.len()).unwrap_or(role);
    let names = std::iter::once(&speaker.name).chain(&speaker.aliases).map(kzq_text::Safe::as_str);
    Known::of(names.chain([office]))
}
