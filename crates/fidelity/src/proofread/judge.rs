//! [`Proofreader`]: judges the quotations in drafts.

use std::collections::{BTreeSet, HashSet};

use foldhash::fast::RandomState;

use super::attribution::Attribution;
use super::names::Speakers;
use super::quote_marks::Marked;
use super::quotes::Node;
use super::{DraftVerdict, Judged};
use crate::source::Compared;
use crate::source::edited_quote::Clip;
use crate::{Fold, SourceText};
use kzq_corpus::{Corpus, Entry, EntryId, SpeakerId, Wording};
use kzq_search::{Engine, Parallel, Sharing};
use kzq_text::Safe;
use kzq_text::fold::fold;
use kzq_text::safe;
use kzq_text::words::words;

/// Minimum number of words in quotation marks that are always judged.
const WORDS: usize = 3;
/// Maximum number of compared entries that contain all words of a quotation, and that share words with it.
const HOLDING: usize = 64;
const ALIKE: usize = 12;
/// Maximum number of compared entries that contain one run of its words.
const RUNS: usize = 4;

/// Judges quotations against the collections of an engine; prepared once for many quotations.
pub struct Proofreader<'e> {
    engine: &'e Engine,
    sharing: Sharing<'e>,
    speakers: Speakers,
    /// Titles of sources and of their containers, folded.
    titles: HashSet<String, RandomState>,
}

/// An entry that matches words of a draft, before the attribution is considered.
#[derive(Debug)]
struct Match {
    entry: EntryId,
    verdict: DraftVerdict,
    folds: BTreeSet<Fold>,
    compared: Option<Compared>,
}

impl<'e> Proofreader<'e> {
    /// Prepares the collections of an engine.
    pub fn new(engine: &'e Engine) -> Self {
        let corpus = &**engine.corpus();
        let titles = corpus.sources().iter().flat_map(|source| std::iter::once(&source.title).chain(&source.container));
        let titles = titles.map(|title| folded(title.as_str())).collect();
        Self { engine, sharing: engine.sharing(), speakers: Speakers::of(corpus), titles }
    }

    /// The corpus of the engine.
    pub fn corpus(&self) -> &'e Corpus {
        self.engine.corpus()
    }

    pub(super) fn parallel(&self) -> &dyn Parallel {
        self.engine.parallel()
    }

    /// The attribution of each quotation. One that has none inherits that of the quotation before it in its paragraph.
    pub(super) fn attributions(&self, text: &str, nodes: &[Node]) -> Vec<Attribution> {
        let mut attributions: Vec<Attribution> = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let own = node.surroundings(text).attribution(&self.speakers);
            let says_nothing = own.name.is_none() && !own.is_said;
            let before = index.checked_sub(1).filter(|&before| says_nothing && node.follows(text, &nodes[before]));
            attributions.push(before.map_or(own, |before| attributions[before].clone()));
        }
        attributions
    }

    /// Judges a quotation, and the quotations nested in it unless it is known itself. Returns each judgement with its
    /// start offset, and the number of quotations not worth judging.
    pub(super) fn judge(&self, text: &str, node: &Node, whose: &Attribution) -> (Vec<(usize, Judged)>, usize) {
        let own = self.judge_text(&text[node.inside.clone()], whose);
        let is_known = own.as_ref().is_some_and(|judged| judged.verdict != DraftVerdict::Unknown);
        let is_frame = node.is_block && !node.inner.is_empty() && !is_known;
        let mut terms = usize::from(own.is_none() && !is_frame);
        let own = own.filter(|_| !is_frame).map(|judged| (node.whole.start, judged));
        let mut judged: Vec<(usize, Judged)> = own.into_iter().collect();
        if !is_known {
            self.judge_inner(text, &node.inner, whose, &mut judged, &mut terms);
        }
        (judged, terms)
    }

    fn judge_inner(
        &self,
        text: &str,
        inner: &[Marked],
        whose: &Attribution,
        judged: &mut Vec<(usize, Judged)>,
        terms: &mut usize,
    ) {
        for marked in inner {
            // A nested quotation is attributed less reliably than one in the draft itself.
            let near = Attribution { near: whose.near.clone(), ..Attribution::default() };
            let own = self.judge_text(&text[marked.inside.clone()], &near);
            let is_known = own.as_ref().is_some_and(|judged| judged.verdict != DraftVerdict::Unknown);
            *terms += usize::from(own.is_none());
            judged.extend(own.map(|own| (marked.whole.start, own)));
            if !is_known {
                self.judge_inner(text, &marked.inner, whose, judged, terms);
            }
        }
    }

    /// Judges words; `None` if they are not worth judging.
    fn judge_text(&self, text: &str, whose: &Attribution) -> Option<Judged> {
        let clip = Clip::of(text);
        let count = clip.words();
        let is_said = whose.is_said || whose.name.is_some();
        if count == 0 || (count == 1 && !is_said) || (!is_said && self.titles.contains(&folded(text))) {
            return None;
        }
        let found = self.find(text, &clip, whose);
        let is_theirs = found.as_ref().is_some_and(|found| self.is_verbatim(found.entry));
        if !is_theirs && count < WORDS && !is_said {
            return None;
        }
        Some(self.judged(text, &clip, found.as_ref(), whose))
    }

    fn judged(&self, text: &str, clip: &Clip<'_>, found: Option<&Match>, whose: &Attribution) -> Judged {
        let entry = found.map(|found| found.entry);
        let elsewhere = entry.and_then(|entry| self.elsewhere(self.corpus().entry(entry), whose));
        let verdict = match found {
            None => DraftVerdict::Unknown,
            Some(found) if found.verdict.is_fine() && elsewhere.is_some() => DraftVerdict::Misattributed,
            Some(found) => found.verdict,
        };
        let compared = found.and_then(|found| found.compared.as_ref());
        let differs = compared.filter(|_| found.is_some_and(|found| !found.verdict.is_fine()));
        let turned = compared.filter(|_| verdict == DraftVerdict::Drifted);
        let listed = |says: &'static str, words: &[String]| {
            let words: Vec<_> = words.iter().map(|word| Safe::line(word.clone())).collect();
            (!words.is_empty()).then(|| safe!(says, Safe::join(words, ", ")))
        };
        let notes = [
            turned.and_then(|turned| listed("what is left out or put in has a negation: ", &turned.negations)),
            turned.and_then(|turned| listed("brackets put in what the words there have not: ", &turned.foreign)),
            (verdict == DraftVerdict::Misattributed && clip.is_edited()).then(|| "the words are edited".into()),
            elsewhere
                .as_ref()
                .filter(|_| verdict == DraftVerdict::Drifted)
                .map(|name| safe!("the draft says that ", name, " said so")),
        ];
        let notes: Vec<Safe<'static>> = notes.into_iter().flatten().collect();
        let note = (!notes.is_empty()).then(|| Safe::join(notes, "; "));
        Judged {
            line: 0,
            column: 0,
            text: Safe::text(text.trim().to_owned()),
            verdict,
            entry,
            attributed_to: elsewhere.or_else(|| self.attributed_to(entry, whose)),
            diff: differs.map(|compared| compared.diff.clone()),
            folded: found.into_iter().flat_map(|found| found.folds.iter().copied()).collect(),
            similarity: differs.map(|compared| compared.similarity),
            note,
        }
    }

    /// The entry that has these words, else the one with the most similar words.
    fn find(&self, text: &str, clip: &Clip<'_>, whose: &Attribution) -> Option<Match> {
        let mut same = self.same(text, whose);
        if clip.is_edited() && !same.iter().any(|found| self.is_verbatim(found.entry)) {
            same.extend(self.edited(clip));
        }
        let rank = |found: &Match| {
            let entry = self.corpus().entry(found.entry);
            let is_theirs = self.elsewhere(entry, whose).is_none();
            (entry.wording() != Wording::Verbatim, !is_theirs, found.verdict, found.entry)
        };
        let best = same.into_iter().min_by_key(rank);
        if let Some(mut best) = best {
            if !self.is_verbatim(best.entry) {
                best.verdict = DraftVerdict::Paraphrase;
            }
            return Some(best);
        }
        self.nearest(text, clip, whose)
    }

    fn is_verbatim(&self, entry: EntryId) -> bool {
        self.corpus().entry(entry).wording() == Wording::Verbatim
    }

    /// The entries with exactly these words, up to differences in print.
    fn same(&self, text: &str, whose: &Attribution) -> Vec<Match> {
        let bare = text.trim_end();
        let bare = bare.strip_suffix([',', '.']).filter(|bare| !bare.ends_with('.')).unwrap_or(bare);
        let mut found = Vec::new();
        for entry in self.sharing.holding(&[text], HOLDING) {
            let view = self.corpus().entry(entry);
            let source = SourceText::new(view.text().as_str().to_owned());
            let verdicts = [source.find_same(text), source.find_same(bare)];
            let Some(folds) = verdicts.into_iter().flatten().min_by_key(BTreeSet::len) else { continue };
            let verdict = if folds.is_empty() { DraftVerdict::Exact } else { DraftVerdict::Folded };
            let is_best = verdict == DraftVerdict::Exact
                && view.wording() == Wording::Verbatim
                && self.elsewhere(view, whose).is_none();
            found.push(Match { entry, verdict, folds, compared: None });
            if is_best {
                break;
            }
        }
        found
    }

    /// The entries that have these words up to marked edits: those whose meaning the edits preserve, or, if there are
    /// none, those whose meaning they reverse.
    fn edited(&self, clip: &Clip<'_>) -> Vec<Match> {
        let held = self.sharing.holding(&clip.phrases(), HOLDING);
        let compared = held.into_iter().filter_map(|entry| Some((entry, self.compare(entry, clip)?)));
        let (honest, others): (Vec<_>, Vec<_>) = compared.partition(|(_, compared)| compared.is_honest);
        let is_turned = |(_, compared): &(_, Compared)| !compared.negations.is_empty() || !compared.foreign.is_empty();
        let turned = others.into_iter().filter(is_turned);
        let made = |verdict| {
            move |(entry, compared)| Match { entry, verdict, folds: BTreeSet::new(), compared: Some(compared) }
        };
        if honest.is_empty() {
            turned.map(made(DraftVerdict::Drifted)).collect()
        } else {
            honest.into_iter().map(made(DraftVerdict::Edited)).collect()
        }
    }

    fn compare(&self, entry: EntryId, clip: &Clip<'_>) -> Option<Compared> {
        SourceText::new(self.corpus().entry(entry).text().as_str().to_owned()).compare(clip)
    }

    /// Entries that may be similar: those sharing rare words, and those containing a long run of words. In a large
    /// collection with a small vocabulary no word is rare, and only the runs help.
    fn candidates(&self, text: &str, clip: &Clip<'_>) -> Vec<EntryId> {
        let mut found = self.sharing.alike(text, ALIKE);
        for part in clip.runs() {
            for entry in self.sharing.holding(&[part], RUNS) {
                if !found.contains(&entry) {
                    found.push(entry);
                }
            }
        }
        found
    }

    /// The entry with the most similar words.
    fn nearest(&self, text: &str, clip: &Clip<'_>, whose: &Attribution) -> Option<Match> {
        /// How much more similar a paraphrase must be than the nearest quotation.
        const CLEARLY: f64 = 0.05;
        /// Bonus for an entry of the speaker whom the draft names.
        const THEIRS: f64 = 0.02;
        let (least, least_reported) = if clip.words() < 6 { (0.75, 0.85) } else { (0.6, 0.7) };
        let mut best: [Option<(f64, Match)>; 2] = [None, None];
        for entry in self.candidates(text, clip) {
            let Some(compared) = self.compare(entry, clip) else { continue };
            let view = self.corpus().entry(entry);
            let is_theirs = self.elsewhere(view, whose).is_none();
            let verbatim = view.wording() == Wording::Verbatim;
            let likeness = compared.similarity + if is_theirs { THEIRS } else { 0.0 };
            let least = if verbatim { least } else { least_reported };
            let best = &mut best[usize::from(!verbatim)];
            if compared.similarity >= least && best.as_ref().is_none_or(|(most, _)| likeness > *most) {
                let edited = compared.is_honest && clip.is_edited();
                let verdict = match (verbatim, edited) {
                    (true, true) => DraftVerdict::Edited,
                    (true, false) => DraftVerdict::Drifted,
                    (false, _) => DraftVerdict::Paraphrase,
                };
                *best = Some((likeness, Match { entry, verdict, folds: BTreeSet::new(), compared: Some(compared) }));
            }
        }
        match best {
            [Some((likeness, said)), Some((other, told))] => Some(if other > likeness + CLEARLY { told } else { said }),
            [said, told] => said.or(told).map(|(_, found)| found),
        }
    }

    /// The speaker named in the draft, if it is not the speaker of the entry.
    fn elsewhere(&self, entry: Entry<'_>, whose: &Attribution) -> Option<Safe<'static>> {
        let name = |id: SpeakerId| self.corpus().speaker(id).name.clone();
        let is_theirs = |&id: &SpeakerId| self.is_same(id, entry.speaker());
        let known = if whose.name.is_some() { &whose.speakers } else { &whose.near };
        if let Some(&first) = known.first() {
            return (!known.iter().any(is_theirs)).then(|| name(first));
        }
        let said = whose.name.as_ref()?;
        (!self.concerns(entry, said)).then(|| Safe::line(said.clone()))
    }

    /// Whether two speakers are the same person: collections may describe a person differently.
    fn is_same(&self, one: SpeakerId, other: SpeakerId) -> bool {
        let names = |id: SpeakerId| {
            let speaker = self.corpus().speaker(id);
            std::iter::once(&speaker.name).chain(&speaker.aliases).map(|name| folded(name.as_str()))
        };
        one == other || names(one).any(|name| names(other).any(|known| known == name))
    }

    /// Whether a name that is not a speaker's refers to the speaker of an entry or to where the words were printed:
    /// `the President of Kazakhstan`, `Al Jazeera`.
    fn concerns(&self, entry: Entry<'_>, name: &str) -> bool {
        let corpus = self.corpus();
        let speaker = corpus.speaker(entry.speaker());
        let printed = [corpus.source_of(entry), corpus.occasion_of(entry)].into_iter().flatten();
        let places =
            printed.flat_map(|source| [Some(&source.title), source.container.as_ref(), source.publisher.as_ref()]);
        let mut texts = std::iter::once(Some(&speaker.name)).chain([speaker.role.as_ref()]).chain(places).flatten();
        let wanted: Vec<String> = words(name).map(|(_, word)| fold(word)).collect();
        texts.any(|text| {
            let known: HashSet<String> = words(text.as_str()).map(|(_, word)| fold(word)).collect();
            wanted.iter().all(|word| known.contains(word))
        })
    }

    /// The name to report as the draft's attribution.
    fn attributed_to(&self, entry: Option<EntryId>, whose: &Attribution) -> Option<Safe<'static>> {
        let known = if whose.name.is_some() { &whose.speakers } else { &whose.near };
        let own = entry.map(|entry| self.corpus().entry(entry).speaker());
        let theirs = known.iter().find(|&&id| own.is_some_and(|own| self.is_same(id, own)));
        let first = known.first().filter(|&first| known.iter().all(|id| id == first));
        let speaker = theirs.or(first).map(|&id| self.corpus().speaker(id).name.clone());
        speaker.or_else(|| whose.name.clone().map(Safe::line))
    }
}

/// Folds a text for comparing titles and names.
fn folded(text: &str) -> String {
    words(text).map(|(_, word)| fold(word)).collect::<Vec<_>>().join(" ")
}
