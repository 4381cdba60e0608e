//! [`JudgementCache`]: judgements kept from one check of a draft to the next.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::RandomState;

use super::judge::{Proofreader, QuoteRole};
use super::report::{Judgement, ProofreadReport};
use crate::source::collection::VerificationTexts;
use kzq_extract::attribution::Attribution;
use kzq_extract::quote_marks::QuotedRun;
use kzq_extract::quotes::{DraftQuotes, Quote, find_quotes};
use kzq_search::map;
use kzq_text::markup::PlainText;

/// The judgements of one draft, each with its inputs: after a change to the draft, only quotations whose words,
/// attribution or context have changed are judged again.
///
/// It is valid only for one [`Proofreader`] and its source texts. It keeps only the judgements of the last check, so it
/// never grows larger than these.
#[derive(Debug, Default)]
pub struct JudgementCache {
    judged: HashMap<QuoteKey, Judged, RandomState>,
    judged_last: usize,
}

/// What the judgement of a quotation depends on, besides the collections. Ranges are relative to its start.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct QuoteKey {
    /// With its marks.
    text: String,
    attribution: Attribution,
    /// The quotation and those nested in it, each with the range between its marks.
    runs: Vec<(Range<usize>, Range<usize>, QuoteRole)>,
}

/// What was said about a quotation and those nested in it. Ranges are relative to its start.
#[derive(Debug)]
struct Judged {
    judgements: Vec<Judgement>,
    terms_skipped: usize,
}

impl QuoteKey {
    fn of(text: &str, quote: &Quote, attribution: &Attribution) -> Self {
        let start = quote.range.start;
        let mut key =
            Self { text: text[quote.range.clone()].to_owned(), attribution: attribution.clone(), runs: Vec::new() };
        key.add(text, start, (&quote.range, &quote.content, quote.is_block), &quote.nested);
        key
    }

    fn add(
        &mut self,
        text: &str,
        start: usize,
        (range, content, is_block): (&Range<usize>, &Range<usize>, bool),
        nested: &[QuotedRun],
    ) {
        let relative = |range: &Range<usize>| range.start - start..range.end - start;
        self.runs.push((relative(range), relative(content), QuoteRole::of(text, range, is_block)));
        for run in nested {
            self.add(text, start, (&run.range, &run.content, false), &run.nested);
        }
    }
}

/// A check of a draft, with what a cache keeps of it.
struct Checked {
    report: ProofreadReport,
    /// All of its quotations.
    keys: Vec<QuoteKey>,
    /// The judgements that the cache did not have.
    new: HashMap<QuoteKey, Judged, RandomState>,
}

impl JudgementCache {
    /// Finds the quotations in a draft, and judges those that the draft of the last call did not have in the same
    /// context. Quotations that no entry has are looked up in the source texts, if there are any.
    pub fn proofread(
        &mut self,
        proofreader: &Proofreader<'_>,
        plain: &PlainText<'_>,
        texts: Option<&VerificationTexts>,
    ) -> ProofreadReport {
        let Checked { report, keys, new } = self.check(proofreader, plain, texts);
        let keys: HashSet<&QuoteKey, RandomState> = keys.iter().collect();
        self.judged.retain(|key, _| keys.contains(key));
        self.judged_last = new.len();
        self.judged.extend(new);
        report
    }

    /// Does the same for another text, such as a paragraph of the draft with an edit, and keeps nothing of it.
    pub fn proofread_other(
        &self,
        proofreader: &Proofreader<'_>,
        plain: &PlainText<'_>,
        texts: Option<&VerificationTexts>,
    ) -> ProofreadReport {
        self.check(proofreader, plain, texts).report
    }

    fn check(
        &self,
        proofreader: &Proofreader<'_>,
        plain: &PlainText<'_>,
        texts: Option<&VerificationTexts>,
    ) -> Checked {
        let text = plain.text();
        let DraftQuotes { quotes, stray_marks } = find_quotes(plain);
        let attributions = proofreader.attributions(text, &quotes);
        let keys = map(proofreader.parallel(), quotes.len(), |at| QuoteKey::of(text, &quotes[at], &attributions[at]));
        // What is quoted again in the same way is judged once.
        let mut are_missing = HashSet::<&QuoteKey, RandomState>::default();
        let missing: Vec<usize> = (0..keys.len())
            .filter(|&at| !self.judged.contains_key(&keys[at]) && are_missing.insert(&keys[at]))
            .collect();
        let judged = map(proofreader.parallel(), missing.len(), |at| {
            let at = missing[at];
            let (judgements, terms_skipped) = proofreader.judge(text, &quotes[at], &attributions[at]);
            Judged { judgements, terms_skipped }
        });
        let judged = find_in_sources(judged, proofreader, texts);
        let with_key = |(at, judged): (usize, Judged)| {
            let start = quotes[at].range.start;
            let judgements = judged.judgements.iter().map(|judged| judged.moved(start, 0)).collect();
            (keys[at].clone(), Judged { judgements, ..judged })
        };
        let new: HashMap<QuoteKey, Judged, RandomState> = missing.into_iter().zip(judged).map(with_key).collect();
        let unclosed = quotes.iter().filter(|quote| quote.is_unclosed).count();
        let mut report = ProofreadReport { unpaired_marks: stray_marks + unclosed, ..ProofreadReport::default() };
        for (key, quote) in keys.iter().zip(&quotes) {
            let Some(judged) = self.judged.get(key).or_else(|| new.get(key)) else { continue };
            report.terms_skipped += judged.terms_skipped;
            report.judgements.extend(judged.judgements.iter().map(|judged| {
                let judged = judged.moved(0, quote.range.start);
                let (line, column) = plain.place(judged.range.start);
                Judgement { line, column, ..judged }
            }));
        }
        Checked { report, keys, new }
    }

    /// The number of quotations that the last call judged.
    pub fn judged_last(&self) -> usize {
        self.judged_last
    }

    /// Drops the judgements of quotations that no entry has; call it when source texts become available.
    pub fn forget_unmatched(&mut self) {
        self.judged.retain(|_, judged| !judged.judgements.iter().any(Judgement::is_unmatched));
    }
}

/// Looks up what no entry has in the texts of sources, if there are any.
fn find_in_sources(
    mut judged: Vec<Judged>,
    proofreader: &Proofreader<'_>,
    texts: Option<&VerificationTexts>,
) -> Vec<Judged> {
    let Some(texts) = texts else { return judged };
    let lengths: Vec<usize> = judged.iter().map(|judged| judged.judgements.len()).collect();
    let judgements = judged.iter_mut().flat_map(|judged| std::mem::take(&mut judged.judgements)).collect();
    let mut report = ProofreadReport { judgements, ..ProofreadReport::default() };
    report.find_in_sources(proofreader, texts);
    let mut judgements = report.judgements.into_iter();
    for (judged, length) in judged.iter_mut().zip(lengths) {
        judged.judgements = judgements.by_ref().take(length).collect();
    }
    judged
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::proofread::DraftVerdict;
    use crate::source::SourceText;
    use kzq_search::Engine;
    use kzq_text::markup::Markup;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C",
        speakers: {"a": (name: "Ada Byron"), "b": (name: "Bob Babbage")}, sources: {"s": (title: "S", text: "s.txt")},
        entries: [
            Quote(id: "engine", by: "a", text: "The engine has no pretensions to originate anything."),
            Quote(id: "cost", by: "b", text: "Whatever it may cost, the engine shall not be stopped."),
        ])"#;

    fn engine() -> Engine {
        Engine::new(Arc::new(kzq_corpus::read("c.ron", COLLECTION.as_bytes()).corpus.unwrap()))
    }

    /// Returns the verdicts on a draft, and how many quotations were judged for it.
    fn check(cache: &mut JudgementCache, proofreader: &Proofreader<'_>, draft: &str) -> (Vec<DraftVerdict>, usize) {
        let plain = Markup::Markdown.read(draft);
        let report = cache.proofread(proofreader, &plain, None);
        assert_eq!(report, proofread_without_cache(proofreader, &plain), "{draft}");
        (report.judgements.iter().map(|judged| judged.verdict).collect(), cache.judged_last())
    }

    fn proofread_without_cache(proofreader: &Proofreader<'_>, plain: &PlainText<'_>) -> ProofreadReport {
        JudgementCache::default().proofread(proofreader, plain, None)
    }

    #[test]
    fn only_changed_quotations_are_judged_again() {
        use DraftVerdict::{Drifted, Exact, Misattributed};
        let engine = engine();
        let proofreader = Proofreader::new(&engine);
        let mut cache = JudgementCache::default();
        let engine = "“The engine has no pretensions to originate anything,” Byron said.\n\n";
        let cost = "“Whatever it may cost, the engine shall not be stopped,” Babbage said.\n";
        for (what, draft, verdicts, judged) in [
            ("the first check", format!("{engine}{cost}"), [Exact, Exact], 2),
            ("nothing", format!("{engine}{cost}"), [Exact, Exact], 0),
            ("words above", format!("# A heading\n\n{engine}{cost}"), [Exact, Exact], 0),
            ("other words around", format!("{engine}Later.\n\n{cost}"), [Exact, Exact], 0),
            ("a word", format!("{engine}{}", cost.replace("may", "might")), [Exact, Drifted], 1),
            ("a name", format!("{engine}{}", cost.replace("Babbage", "Byron")), [Exact, Misattributed], 1),
            ("the order", format!("{}\n{engine}", cost.replace("Babbage", "Byron")), [Misattributed, Exact], 0),
            ("the same again", format!("{engine}{engine}"), [Exact, Exact], 0),
            ("another, twice", format!("{cost}\n{cost}"), [Exact, Exact], 1),
        ] {
            let other = cache.proofread_other(&proofreader, &Markup::Markdown.read(&draft), None);
            assert_eq!(check(&mut cache, &proofreader, &draft), (verdicts.to_vec(), judged), "{what}");
            assert_eq!(other.judgements.len(), verdicts.len(), "{what}: another text is not kept");
        }
    }

    #[test]
    fn unknown_quotations_are_rejudged_when_texts_are_loaded() {
        let engine = engine();
        let proofreader = Proofreader::new(&engine);
        let mut cache = JudgementCache::default();
        let plain = Markup::Plain.read(
            "“The engine has no pretensions to originate anything,” Byron said. “Bridges are built of paper,” she added.",
        );
        let verdicts = |report: &ProofreadReport| report.judgements.iter().map(|it| it.verdict).collect::<Vec<_>>();
        let report = cache.proofread(&proofreader, &plain, None);
        assert_eq!(verdicts(&report), [DraftVerdict::Exact, DraftVerdict::Unknown]);
        let mut texts = VerificationTexts::default();
        let source = proofreader.corpus().source_ids().next().unwrap();
        texts.insert(source, Ok(Arc::new(SourceText::new("Bridges are built of paper."))));
        cache.forget_unmatched();
        let report = cache.proofread(&proofreader, &plain, Some(&texts));
        assert_eq!((verdicts(&report), cache.judged_last()), (vec![DraftVerdict::Exact, DraftVerdict::Exact], 1));
        assert_eq!(report.judgements[1].in_source.map(|place| place.line), Some(1));
    }
}
