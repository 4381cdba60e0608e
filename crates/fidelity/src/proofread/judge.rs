//! [`Proofreader`]: judges the quotations in drafts.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::RandomState;

use super::report::{DraftVerdict, Judgement};
use crate::align::note_marks::without_note_marks;
use crate::source::DraftComparison;
use crate::source::changes::{Severity, SilentChange};
use crate::source::cuts::{HiddenWords, denies_what_follows, excepts_from_what_precedes};
use crate::source::edited_quote::EditedQuote;
use kzq_corpus::{Corpus, EntryId, SpeakerId, Status, StatusKind};
use kzq_extract::attribution::Attribution;
use kzq_extract::quote_marks::QuotedRun;
use kzq_extract::quotes::Quote;
use kzq_extract::readings::{self, is_title_case};
use kzq_extract::speakers::SpeakerIndex;
use kzq_search::{Engine, Executor, OverlapIndex, map};
use kzq_text::Safe;
use kzq_text::fold::fold;
use kzq_text::print::PrintDifference;
use kzq_text::safe;
use kzq_text::words::words;

/// Minimum number of words in quotation marks that are always judged.
const MIN_WORDS: usize = 3;
/// Judges quotations against the collections of an engine; prepared once for many quotations.
pub struct Proofreader<'e> {
    engine: &'e Engine,
    pub(super) overlap: OverlapIndex<'e>,
    pub(super) speakers: SpeakerIndex,
    /// For each speaker, the numbers of the folded names.
    speaker_names: Vec<Vec<usize>>,
    /// Titles of sources and of their containers, folded.
    titles: HashSet<String, RandomState>,
    pub(super) is_strict: bool,
}

/// An entry that matches words of a draft, before the attribution is considered.
#[derive(Debug)]
pub(super) struct EntryMatch {
    pub(super) entry: EntryId,
    pub(super) verdict: DraftVerdict,
    pub(super) print_differences: BTreeSet<PrintDifference>,
    pub(super) comparison: Option<DraftComparison>,
    /// What the quotation leaves out without a mark.
    pub(super) hidden: HiddenWords,
}

impl EntryMatch {
    pub(super) fn compared(entry: EntryId, verdict: DraftVerdict, mut compared: DraftComparison) -> Self {
        let hidden = std::mem::take(&mut compared.hidden);
        Self { entry, verdict, print_differences: BTreeSet::new(), comparison: Some(compared), hidden }
    }
}

/// A way to read a quotation, with what it matches.
struct Reading<'t> {
    quote: EditedQuote<'t>,
    found: Option<EntryMatch>,
}

impl Reading<'_> {
    fn is_fine(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.verdict.is_fine())
    }

    /// Whether nobody said the words, whatever the punctuation between them.
    fn differs_in_words(&self) -> bool {
        let is_other = |found: &EntryMatch| {
            let severity = found.comparison.as_ref().and_then(|compared| compared.changes.severity);
            found.verdict == DraftVerdict::Drifted && severity == Some(Severity::Words)
        };
        !self.quote.is_edited() && self.found.as_ref().is_none_or(is_other)
    }
}

/// What a quotation is in its draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is found on its own and any may hold with any other")]
pub(super) struct QuoteRole {
    /// Whether the words before it say that it is a term, the title of a work or the name of a button.
    is_label: bool,
    is_block: bool,
    /// Whether the draft denies what is quoted, and makes an exception from it, in its own words.
    is_denied: bool,
    is_excepted: bool,
}

impl QuoteRole {
    /// For words without a draft around them, which are certainly quoted.
    pub(super) const ALONE: Self = Self { is_label: false, is_block: true, is_denied: false, is_excepted: false };

    /// The role of the quotation at a range of a draft.
    pub(super) fn of(text: &str, range: &Range<usize>, is_block: bool) -> Self {
        let before = &text[..range.start];
        Self {
            is_label: readings::is_label(before),
            is_block,
            is_denied: denies_what_follows(before),
            is_excepted: excepts_from_what_precedes(&text[range.end..]),
        }
    }
}

impl<'e> Proofreader<'e> {
    /// Prepares the collections of an engine.
    pub fn new(engine: &'e Engine) -> Self {
        let corpus = &**engine.corpus();
        let titles = corpus.sources().iter().flat_map(|source| std::iter::once(&source.title).chain(&source.container));
        let titles = titles.map(|title| fold_words(title.as_str())).collect();
        let mut numbers: HashMap<String, usize, RandomState> = HashMap::default();
        let mut number = |name: &Safe<'_>| {
            let next = numbers.len();
            *numbers.entry(fold_words(name.as_str())).or_insert(next)
        };
        let names = |id| {
            let speaker = corpus.speaker(id);
            std::iter::once(&speaker.name).chain(&speaker.aliases).map(&mut number).collect()
        };
        Self {
            engine,
            overlap: engine.overlap_index(),
            speakers: SpeakerIndex::new(corpus),
            speaker_names: corpus.speaker_ids().map(names).collect(),
            titles,
            is_strict: false,
        }
    }

    /// Also reports unmarked changes that style manuals allow, such as an initial capital, as legal and scholarly work
    /// requires.
    #[must_use]
    pub fn strict(self, is_strict: bool) -> Self {
        Self { is_strict, ..self }
    }

    /// The corpus of the engine.
    pub fn corpus(&self) -> &'e Corpus {
        self.engine.corpus()
    }

    pub(super) fn parallel(&self) -> &dyn Executor {
        self.engine.executor()
    }

    /// The attribution of each quotation. One that has none inherits that of the quotation before it in its paragraph.
    pub(super) fn attributions(&self, text: &str, nodes: &[Quote]) -> Vec<Attribution> {
        // Each one's own, and whether it inherits that of the one before.
        let own = map(self.parallel(), nodes.len(), |index| {
            let node = &nodes[index];
            let context = node.context(text);
            let before = context.side_before(&self.speakers);
            let own = context.find_attribution(&before, &self.speakers);
            let inherits = own.name.is_none()
                && index.checked_sub(1).is_some_and(|before| node.is_in_same_paragraph(text, &nodes[before]))
                && ((!own.is_attributed && before.only_credits()) || (own.is_pronoun && !before.names_anybody()));
            (own, inherits)
        });
        let mut attributions: Vec<Attribution> = Vec::with_capacity(nodes.len());
        for (own, inherits) in own {
            let before = attributions.last().filter(|_| inherits);
            attributions.push(match before {
                Some(before) => Attribution { is_doubted: own.is_doubted || before.is_doubted, ..before.clone() },
                None => own,
            });
        }
        attributions
    }

    /// Judges a quotation, and the quotations nested in it unless it is known itself. Returns the judgements, and the
    /// number of quotations not worth judging.
    pub(super) fn judge(&self, text: &str, quote: &Quote, attribution: &Attribution) -> (Vec<Judgement>, usize) {
        let role = QuoteRole::of(text, &quote.range, quote.is_block);
        let own = self.judge_words(&text[quote.content.clone()], attribution, role);
        let is_known = own.as_ref().is_some_and(|judged| judged.verdict != DraftVerdict::Unknown);
        let is_container = quote.is_block && !quote.nested.is_empty() && !is_known;
        let mut terms = usize::from(own.is_none() && !is_container);
        let at = |judged| Judgement { range: quote.range.clone(), content: quote.content.clone(), ..judged };
        let mut judged: Vec<Judgement> = own.filter(|_| !is_container).map(at).into_iter().collect();
        if !is_known {
            self.judge_nested(text, &quote.nested, attribution, &mut judged, &mut terms);
        }
        (judged, terms)
    }

    fn judge_nested(
        &self,
        text: &str,
        inner: &[QuotedRun],
        attribution: &Attribution,
        judged: &mut Vec<Judgement>,
        terms: &mut usize,
    ) {
        for marked in inner {
            // A nested quotation is attributed less reliably than one in the draft itself.
            let near = Attribution { is_doubted: attribution.is_doubted, ..Attribution::default() };
            let role = QuoteRole::of(text, &marked.range, false);
            let own = self.judge_words(&text[marked.content.clone()], &near, role);
            let is_known = own.as_ref().is_some_and(|judged| judged.verdict != DraftVerdict::Unknown);
            *terms += usize::from(own.is_none());
            let at = |own| Judgement { range: marked.range.clone(), content: marked.content.clone(), ..own };
            judged.extend(own.map(at));
            if !is_known {
                self.judge_nested(text, &marked.nested, attribution, judged, terms);
            }
        }
    }

    /// Judges words; `None` if they are not worth judging.
    pub(super) fn judge_words(&self, text: &str, attribution: &Attribution, role: QuoteRole) -> Option<Judgement> {
        /// Maximum number of words in marks that are rather a term than a quotation, if nobody said them.
        const MAX_TERM_WORDS: usize = 4;
        let without_notes = without_note_marks(text);
        let words = without_notes.as_deref().unwrap_or(text);
        let quote = EditedQuote::parse(words);
        let count = quote.word_count();
        let is_said = attribution.is_attributed || attribution.name.is_some() || role.is_block;
        if count == 0 || (count == 1 && !role.is_block) || (!is_said && self.is_title(words)) {
            return None;
        }
        let interruptions = readings::without_interruption(words, &self.speakers);
        let found = self.best_match(words, &quote, attribution);
        let plain = Reading { quote, found };
        // Other readings, where the words as they are printed are nobody's.
        let other = if plain.is_fine() { None } else { self.other_reading(words, &interruptions, attribution) };
        let own = interruptions.first().map(|reading| &reading.attribution).filter(|own| own.name.is_some());
        let (reading, attribution) = other.unwrap_or((plain, own.unwrap_or(attribution)));
        let found = reading.found.as_ref();
        let is_known_quotation = found.is_some_and(|found| self.is_verbatim(found.entry));
        let is_same = is_known_quotation && reading.is_fine();
        let is_term =
            role.is_label || (!is_said && (is_title_case(words) || (found.is_none() && count <= MAX_TERM_WORDS)));
        if (is_term && !is_same) || (!is_known_quotation && count < MIN_WORDS && !is_said) {
            return None;
        }
        let mut judged = self.build_judgement(text, &reading.quote, found, attribution, role);
        if without_notes.is_some() {
            judged.silent_changes.push(SilentChange::NoteMarks);
            if judged.verdict == DraftVerdict::Exact {
                judged.verdict = DraftVerdict::Folded;
            }
        }
        Some(judged)
    }

    /// Another reading of a quotation whose words, as printed, are in no entry: without the words of the writer, or with
    /// round brackets as marks of insertions. Also returns its attribution.
    fn other_reading<'t>(
        &self,
        words: &'t str,
        interruptions: &'t [readings::Reading],
        attribution: &'t Attribution,
    ) -> Option<(Reading<'t>, &'t Attribution)> {
        for interrupted in interruptions {
            let own = Some(&interrupted.attribution).filter(|own| own.name.is_some()).unwrap_or(attribution);
            let quote = EditedQuote::parse(&interrupted.text);
            let reading = Reading { found: self.best_match(&interrupted.text, &quote, own), quote };
            if reading.is_fine() {
                return Some((reading, own));
            }
            // They differ in punctuation only: if words differ in one, they do in all.
            if reading.differs_in_words() {
                break;
            }
        }
        let quote = words.contains('(').then(|| EditedQuote::parse_with_round_brackets(words))?;
        let reading = Reading { found: self.best_match(words, &quote, attribution), quote };
        reading.is_fine().then_some((reading, attribution))
    }

    /// Whether words are the title of a source, capitalised as one is.
    fn is_title(&self, words: &str) -> bool {
        !words.trim_start().starts_with(char::is_lowercase) && self.titles.contains(&fold_words(words))
    }

    fn build_judgement(
        &self,
        text: &str,
        quote: &EditedQuote<'_>,
        found: Option<&EntryMatch>,
        attribution: &Attribution,
        role: QuoteRole,
    ) -> Judgement {
        let entry = found.map(|found| found.entry);
        let other_speaker = entry.and_then(|entry| self.other_speaker_named(self.corpus().entry(entry), attribution));
        let status = entry.and_then(|entry| self.corpus().entry(entry).status());
        let is_doubtful = status.is_some() && !attribution.is_doubted;
        let is_misattributed = match status {
            None => other_speaker.is_some(),
            Some(status) if other_speaker.is_some() => is_doubtful && !attribution.is_named_in(status.reason.as_str()),
            Some(status) => is_doubtful && status.kind == StatusKind::Misattributed,
        };
        let verdict = match found {
            None => DraftVerdict::Unknown,
            Some(found) if found.verdict.is_fine() && is_misattributed => DraftVerdict::Misattributed,
            Some(found) => found.verdict,
        };
        let compared = found.and_then(|found| found.comparison.as_ref());
        let differs = compared.filter(|_| found.is_some_and(|found| !found.verdict.is_fine()));
        let drifted = compared.filter(|_| verdict == DraftVerdict::Drifted);
        let of_edits = drifted.into_iter().flat_map(|turned| turned.objections.notes());
        let is_same = found.is_some_and(|found| found.verdict.is_fine() && self.is_verbatim(found.entry));
        let of_cuts = found.filter(|_| is_same).into_iter();
        let of_cuts = of_cuts.flat_map(|found| found.hidden.notes(role.is_denied, role.is_excepted));
        let others = [
            (verdict == DraftVerdict::Misattributed && quote.is_edited()).then(|| "the quotation is edited".into()),
            other_speaker
                .as_ref()
                .filter(|_| verdict == DraftVerdict::Drifted)
                .map(|name| safe!("the draft attributes it to ", name)),
        ];
        let status = status.map(|status| self.status_note(entry, status, is_doubtful));
        let notes = status.into_iter().chain(of_edits).chain(of_cuts).chain(others.into_iter().flatten());
        let notes: Vec<Safe<'static>> = notes.collect();
        let note = (!notes.is_empty()).then(|| Safe::join(notes, "; "));
        Judgement {
            range: 0..0,
            content: 0..0,
            line: 0,
            column: 0,
            text: Safe::text(text.trim().to_owned()),
            verdict,
            entry,
            attributed_to: other_speaker.or_else(|| self.attributed_to(entry, attribution)),
            diff: differs.map(|compared| compared.diff.clone()),
            print_differences: found.into_iter().flat_map(|found| found.print_differences.iter().copied()).collect(),
            silent_changes: compared.map(|compared| compared.changes.silent.clone()).unwrap_or_default(),
            severity: drifted.and_then(|compared| compared.changes.severity),
            similarity: differs.map(|compared| compared.similarity),
            is_doubtful,
            in_source: None,
            note,
        }
    }

    /// What the collection says about the attribution of an entry.
    fn status_note(&self, entry: Option<EntryId>, status: &Status, is_doubtful: bool) -> Safe<'static> {
        let speaker = entry.and_then(|entry| self.corpus().speaker_of(self.corpus().entry(entry)));
        let whose = speaker.map_or_else(Safe::default, |speaker| safe!(" to ", speaker.name));
        let says = match status.kind {
            StatusKind::Misattributed => safe!("wrongly attributed", whose),
            StatusKind::Disputed => safe!("the attribution", whose, " is disputed"),
        };
        let said = if is_doubtful { "" } else { "as the draft says, " };
        safe!(said, says, ": ", status.reason)
    }

    /// Whether two speakers are the same person: collections may describe a person differently.
    pub(super) fn is_same_person(&self, one: SpeakerId, other: SpeakerId) -> bool {
        let names = |id: SpeakerId| &self.speaker_names[id.index()];
        one == other || names(one).iter().any(|name| names(other).contains(name))
    }
}

/// Folds a text for comparing titles and names.
pub(super) fn fold_words(text: &str) -> String {
    words(text).map(|(_, word)| fold(word)).collect::<Vec<_>>().join(" ")
}
