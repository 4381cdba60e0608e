//! Checks quotations against their sources, drafts against collections, and paraphrases against the original words.
//!
//! A [`SourceText`] tells whether and where it contains a quotation, to the character. All white space is equal;
//! quotation marks, dashes and the like may be printed differently, which the verdict then reports; case, accents and
//! every letter matter:
//!
//! ```
//! use kzq_fidelity::{SourceText, Verdict};
//!
//! let source = SourceText::new("Then she said:\n“The engine shall not be stopped.”");
//! let exact = source.find("The engine shall not be stopped.");
//! assert_eq!(exact.verdict, Verdict::Exact);
//! assert_eq!(exact.passage.map(|passage| passage.line), Some(2));
//! let Verdict::Near { diff, .. } = source.find("The engine should not be stopped.").verdict else { panic!() };
//! assert_eq!(diff.render_line().as_str(), "The engine [-shall-]{+should+} not be stopped.");
//! assert_eq!(source.find("Nobody said this").verdict, Verdict::Missing);
//! ```
//!
//! A [`Diff`] compares two texts word by word. A [`Comparison`] puts an entry next to those it belongs with, and finds
//! words of a paraphrase that the original does not support:
//!
//! ```
//! use std::sync::Arc;
//!
//! use kzq_fidelity::Comparison;
//! use kzq_search::Engine;
//!
//! let collection = r#"(schema: 1, id: "c", title: "Engines", speakers: {"ada": (name: "Ada Byron")}, entries: [
//!     Quote(id: "said", by: "ada", text: "Some day the engine will weave numbers."),
//!     Paraphrase(id: "told", of: "ada", rests_on: ["said"], text: "The engine will weave numbers within two years."),
//! ])"#;
//! let corpus = Arc::new(kzq_corpus::read("c.ron", collection.as_bytes()).corpus.unwrap());
//! let told = corpus.entry_ids().nth(1).unwrap();
//! let comparison = Comparison::new(&Engine::new(Arc::clone(&corpus)), told);
//! let claims = comparison.claims.unwrap();
//! let text = corpus.entry(told).text();
//! let unsupported: Vec<&str> = claims.unsupported.words.iter().map(|range| &text.as_str()[range.clone()]).collect();
//! assert_eq!(unsupported, ["within two years"]);
//! ```
//!
//! A [`Proofreader`] judges the quotations in drafts:
//!
//! ```
//! use std::sync::Arc;
//!
//! use kzq_fidelity::{DraftVerdict, Proofreader, proofread};
//! use kzq_search::Engine;
//! use kzq_text::markup::Markup;
//!
//! let collection = r#"(schema: 1, id: "c", title: "Engines", speakers: {"ada": (name: "Ada Byron")}, entries: [
//!     Quote(id: "said", by: "ada", text: "The engine shall not be stopped."),
//! ])"#;
//! let corpus = kzq_corpus::read("c.ron", collection.as_bytes()).corpus.unwrap();
//! let engine = Engine::new(Arc::new(corpus));
//! let draft = "# News\n\n“The engine shall *now* be stopped,” Byron said.\n";
//! let report = proofread(&Proofreader::new(&engine), &Markup::Markdown.read(draft));
//! let judged = &report.judgements[0];
//! assert_eq!((judged.verdict, judged.line, judged.column), (DraftVerdict::Drifted, 3, 1));
//! ```
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod align;
mod comparison;
mod evidence;
mod proofread;
mod source;
mod suggest;

pub use align::diff::{ChangeKind, Diff, DiffPart};
pub use comparison::{
    Claims, Comparison, Counterpart, CounterpartRelation, LeftOut, MAX_COMPARED_BYTES, MAX_COUNTERPARTS,
};
pub use evidence::{Evidence, Fact, Shift, ShiftKind, SpeakerWords, Unsupported};
pub use kzq_text::print::PrintDifference;
pub use proofread::{
    DraftVerdict, IgnoredWords, Judgement, JudgementCache, ProofreadReport, Proofreader, SourcePlace, proofread,
};
pub use source::changes::{Severity, SilentChange};
pub use source::collection::{TextUnavailable, VerificationTexts, verify_corpus};
pub use source::exact_words::exact_words;
pub use source::verification::{PassageContext, Verification, checked_sentence};
pub use source::{QuoteMatch, SourceSpan, SourceText, Verdict};
pub use suggest::{Suggestion, suggestions};
