//! `proofread`: checks the quotations in drafts.

use std::io;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde::ser::SerializeSeq as _;

use crate::cli::context::{Context, DataCommand, Failure, Outcome, UsageError};
use crate::cli::diff::print_diff;
use crate::cli::lookup::source_name;
use crate::cli::out::OutputStyle;
use crate::cli::proofread_report::{SheetInput, page};
use crate::cli::system::is_standard_input;
use crate::cli::text::{count, floor_to_thousandths, quotations};
use kzq_corpus::{Corpus, Status};
use kzq_fidelity::SilentChange;
use kzq_fidelity::{
    Diff, DraftVerdict, Judgement, PrintDifference, ProofreadReport, Proofreader, Severity, VerificationTexts,
    proofread,
};
use kzq_text::Safe;
use kzq_text::markup::Markup;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq proofread draft.md
  kzq --data clippings.ron proofread article.html
  kzq proofread draft.md --report report.html
  kzq proofread --json - < draft.md";

/// Check the quotations in drafts against your collections.
///
/// Reports any that were altered, misattributed or not found. Exits with 1 unless all are exact, folded (only dashes,
/// quotation marks and the like differ) or edited with marks, and no collection says that their attribution is wrong or
/// disputed. What no entry has is looked up in the texts of the sources.
///
/// Not judged, because they are rarely quotations: single words, titles, terms after “so-called” and the like, code, and
/// hidden text. Speech without marks is not found.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Proofread {
    /// Markdown, HTML, subtitles or plain text; `-` is standard input. Drafts are never changed.
    #[arg(required = true, value_name = "DRAFT")]
    drafts: Vec<PathBuf>,
    /// Format of the drafts. Default: detected from name and content.
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<DraftFormatArg>,
    /// Report every change without a mark, also of an initial capital or of the spelling of spoken words.
    #[arg(long)]
    strict: bool,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
    /// Print findings only: no correct quotations, and no summary.
    #[arg(long)]
    quiet: bool,
    /// Also write a report for an editor to this HTML file: each quotation with its source, to print and sign off.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Overwrite the report.
    #[arg(long, requires = "report")]
    force: bool,
}

/// Format of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DraftFormatArg {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Subtitles: SRT or VTT.
    Captions,
}

impl From<DraftFormatArg> for Markup {
    fn from(kind: DraftFormatArg) -> Self {
        match kind {
            DraftFormatArg::Plain => Self::Plain,
            DraftFormatArg::Markdown => Self::Markdown,
            DraftFormatArg::Html => Self::Html,
            DraftFormatArg::Captions => Self::Captions,
        }
    }
}

impl DataCommand for Proofread {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let corpus = context.engine.corpus().clone();
        self.check_report(context)?;
        let (reports, texts) = self.read_drafts(context)?;
        self.write_report(context, &reports, &texts)?;
        let is_printed = |judged: &&Judgement| !(self.quiet && judged.is_fine());
        if self.json {
            let all = reports.iter().flat_map(|(file, report)| {
                report.judgements.iter().filter(is_printed).map(move |judged| (file, judged))
            });
            let records: Vec<ProofreadRecord<'_>> =
                all.map(|(file, judged)| ProofreadRecord::of(&corpus, file.clone(), judged)).collect();
            context.out.json(&records)?;
        } else {
            for (file, report) in &reports {
                for judged in report.judgements.iter().filter(is_printed) {
                    print_verdict(context, &corpus, file, judged)?;
                }
            }
        }
        if !self.quiet {
            print_summary(context, &reports)?;
        }
        let mut all = reports.iter().flat_map(|(_, report)| &report.judgements);
        Ok(Outcome::from_found(all.all(Judgement::is_fine)))
    }
}

impl Proofread {
    /// Checks each draft; returns the reports with the names of the drafts, and the texts of the sources if they were
    /// needed.
    fn read_drafts(
        &self,
        context: &mut Context<'_>,
    ) -> Result<(Vec<(Safe<'static>, ProofreadReport)>, VerificationTexts), Failure> {
        let mut drafts = Vec::new();
        for file in &self.drafts {
            let name = if is_standard_input(file) { "(standard input)".to_owned() } else { file.display().to_string() };
            drafts.push((name, context.system.read_text(file)?));
        }
        let proofreader = Proofreader::new(&context.engine).strict(self.strict);
        let report = |(name, text): (String, String)| {
            let format = self.format.map_or_else(|| Markup::detect(&name, &text), Into::into);
            (Safe::line(name), proofread(&proofreader, &text, format))
        };
        let mut reports: Vec<(Safe<'static>, ProofreadReport)> = drafts.into_iter().map(report).collect();
        let corpus = context.engine.corpus();
        let has_texts = corpus.sources().iter().any(|source| source.text.is_some());
        let mut texts = VerificationTexts::default();
        if has_texts && (self.report.is_some() || reports.iter().any(|(_, report)| report.has_unknown())) {
            texts = context.system.source_texts(corpus)?;
            for (_, report) in &mut reports {
                report.find_in_sources(&proofreader, &texts);
            }
            for reason in texts.unreadable() {
                context.messages.line(&safe!("not read: ", reason))?;
            }
        }
        Ok((reports, texts))
    }

    /// Refuses to write the report over a draft or a collection.
    fn check_report(&self, context: &Context<'_>) -> Result<(), Failure> {
        let Some(file) = &self.report else { return Ok(()) };
        if is_standard_input(file) {
            let message = "`--report` needs the name of a file: the verdicts are printed on standard output";
            return Err(UsageError(message.to_owned()).into());
        }
        let collections = context.system.opened_files()?;
        if self.drafts.iter().chain(&collections).any(|input| context.system.is_same_file(input, file)) {
            let file = file.display();
            return Err(
                UsageError(format!("{file} is a draft or a collection; name another file for the report")).into()
            );
        }
        Ok(())
    }

    /// Writes the report for an editor, if one is wanted.
    fn write_report(
        &self,
        context: &mut Context<'_>,
        drafts: &[(Safe<'static>, ProofreadReport)],
        texts: &VerificationTexts,
    ) -> Result<(), Failure> {
        let Some(file) = &self.report else { return Ok(()) };
        let corpus = context.engine.corpus();
        let not_loaded = &context.not_loaded;
        let parts = page(&SheetInput { corpus, drafts, texts, not_loaded, day: context.system.day() });
        context.system.write_file(file, self.force, &mut |out| parts.iter().try_for_each(|part| out.data(part)))?;
        if !self.quiet {
            let file = Safe::line(file.display().to_string());
            context.messages.line(&safe!("report written to ", file))?;
        }
        Ok(())
    }
}

/// The verdict on one quotation, as JSON.
#[derive(Serialize)]
struct ProofreadRecord<'v> {
    file: Safe<'static>,
    line: usize,
    column: usize,
    text: Safe<'v>,
    verdict: DraftVerdict,
    /// The entry it quotes, or the most similar one.
    entry: Option<Safe<'v>>,
    /// The entry's speaker, or the person it is about.
    speaker: Option<Safe<'v>>,
    /// The speaker according to the draft.
    attributed_to: Option<Safe<'v>>,
    /// The differences, from the entry's words to the draft's.
    diff: Option<&'v Diff>,
    folded: FoldedDifferences<'v>,
    similarity: Option<f64>,
    /// How much it differs, if it drifted.
    severity: Option<Severity>,
    /// Why the attribution of the entry must not be trusted.
    status: Option<&'v Status>,
    /// For words that no entry has: the source whose text has them.
    source: Option<Safe<'v>>,
    /// The line of that text, from 1.
    source_line: Option<usize>,
    note: Option<Safe<'v>>,
}

/// The differences that do not make it another quotation: in print, and those that manuals of style allow.
struct FoldedDifferences<'v>(&'v [PrintDifference], &'v [SilentChange]);

impl Serialize for FoldedDifferences<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len() + self.1.len()))?;
        self.0.iter().try_for_each(|difference| list.serialize_element(difference))?;
        self.1.iter().try_for_each(|change| list.serialize_element(change))?;
        list.end()
    }
}

impl<'v> ProofreadRecord<'v> {
    fn of(corpus: &'v Corpus, file: Safe<'static>, judged: &'v Judgement) -> Self {
        let speaker = judged.entry.and_then(|entry| corpus.speaker_of(corpus.entry(entry)));
        Self {
            file,
            line: judged.line,
            column: judged.column,
            text: judged.text.to_borrowed(),
            verdict: judged.verdict,
            entry: judged.entry.map(|entry| corpus.shown_id(entry)),
            speaker: speaker.map(|speaker| speaker.name.to_borrowed()),
            attributed_to: judged.attributed_to.as_ref().map(Safe::to_borrowed),
            diff: judged.diff.as_ref(),
            folded: FoldedDifferences(&judged.print_differences, &judged.silent_changes),
            similarity: judged.similarity.map(floor_to_thousandths),
            severity: judged.severity,
            status: judged.entry.and_then(|entry| corpus.entry(entry).status()),
            source: judged.in_source.map(|place| source_name(corpus, place.source)),
            source_line: judged.in_source.map(|place| place.line),
            note: judged.note.as_ref().map(Safe::to_borrowed),
        }
    }
}

/// Prints a line about a quotation, and its problems below.
fn print_verdict(context: &mut Context<'_>, corpus: &Corpus, file: &Safe<'_>, judged: &Judgement) -> io::Result<()> {
    let tone = match judged.verdict {
        _ if judged.is_doubtful => OutputStyle::Error,
        DraftVerdict::Exact => OutputStyle::Success,
        DraftVerdict::Folded | DraftVerdict::Edited => OutputStyle::Warning,
        _ => OutputStyle::Error,
    };
    let place = safe!(file, ":", judged.line, ":", judged.column, "  ");
    let speaker_note = match (judged.entry, judged.in_source) {
        (None, None) => Safe::default(),
        (None, Some(place)) => safe!("  ", source_name(corpus, place.source), ":", place.line),
        (Some(entry), _) => {
            let speaker = corpus.speaker_name(corpus.entry(entry).speaker());
            let of = if judged.verdict == DraftVerdict::Paraphrase { ", on " } else { ", " };
            safe!("  ", corpus.shown_id(entry), of, speaker)
        }
    };
    let parts = [(OutputStyle::Plain, place), (tone, judged.verdict.name().into()), (OutputStyle::Plain, speaker_note)];
    context.out.styled_line(&parts)?;
    context.out.line(&safe!("            ", excerpt(judged)))?;
    if let Some(diff) = judged.diff.as_ref().filter(|diff| !diff.is_empty()) {
        print_diff(context, diff)?;
    }
    if let Some(place) = judged.in_source {
        let source = source_name(corpus, place.source);
        let place = safe!("in ", source, ", line ", place.line, "; in no entry: ");
        context.out.line(&safe!("            ", place, "`kzq add --source ", source, " …`"))?;
    }
    for remark in remarks(judged) {
        context.out.line(&safe!("            ", remark))?;
    }
    Ok(())
}

/// The words of a quotation on one line, shortened. A paraphrase is printed without quotation marks.
fn excerpt(judged: &Judgement) -> Safe<'static> {
    /// Maximum length in bytes.
    const MAX_LEN: usize = 100;
    let text = judged.text.to_single_line();
    let cut = text.prefix(MAX_LEN);
    let cut = if cut.as_str().len() < text.as_str().len() { safe!(cut, "…") } else { cut.into_owned() };
    match judged.verdict {
        DraftVerdict::Paraphrase => safe!("≈ ", cut),
        _ => safe!("“", cut, "”"),
    }
}

fn remarks(judged: &Judgement) -> Vec<Safe<'static>> {
    let mut remarks = Vec::new();
    match (judged.verdict, &judged.attributed_to) {
        (DraftVerdict::Misattributed, Some(name)) => remarks.push(safe!("the draft attributes it to ", name)),
        (DraftVerdict::Paraphrase, _) => remarks.push("a paraphrase: nobody said it in these words".into()),
        (DraftVerdict::Unknown, Some(name)) => {
            remarks.push(safe!("not found in your collections (attributed to ", name, ")"));
        }
        (DraftVerdict::Unknown, None) => remarks.push("not found in your collections".into()),
        _ => {}
    }
    let differences = judged.print_differences.iter().map(|fold| fold.name());
    let names: Vec<Safe<'_>> =
        differences.chain(judged.silent_changes.iter().map(|change| change.name())).map(Safe::from).collect();
    if !names.is_empty() {
        remarks.push(safe!("different ", Safe::join(names, ", ")));
    }
    match judged.severity {
        Some(Severity::Punctuation) => remarks.push("only punctuation differs".into()),
        Some(Severity::Spelling) => remarks.push("only spelling differs".into()),
        Some(Severity::Words) | None => {}
    }
    remarks.extend(judged.note.clone());
    remarks
}

/// Says what the quotations were checked against.
fn searched(corpus: &Corpus) -> Safe<'static> {
    /// The most collections that are named.
    const MAX_NAMES: usize = 3;
    let collections = corpus.collections();
    let names = Safe::join(collections.iter().take(MAX_NAMES).map(|collection| collection.id.to_borrowed()), ", ");
    let rest = if collections.len() > MAX_NAMES { ", …" } else { "" };
    let number = count(collections.len(), "collection", "collections");
    safe!("against ", number, ", ", count(corpus.len(), "entry", "entries"), ": ", names, rest)
}

/// Prints the number of quotations by verdict, and how many quoted terms were not judged.
fn print_summary(context: &mut Context<'_>, reports: &[(Safe<'static>, ProofreadReport)]) -> io::Result<()> {
    let all = || reports.iter().flat_map(|(_, report)| &report.judgements);
    let mut summary = quotations(all().count());
    let mut separator = ": ";
    for verdict in DraftVerdict::ALL {
        let found = all().filter(|judged| judged.verdict == verdict).count();
        if found > 0 {
            summary = safe!(summary, separator, found, " ", verdict.name());
            separator = ", ";
        }
    }
    context.messages.line(&summary)?;
    let doubtful = all().filter(|judged| judged.is_doubtful && judged.verdict.is_fine()).count();
    if doubtful > 0 {
        context.messages.line(&safe!(quotations(doubtful), " of which it is disputed who said it"))?;
    }
    if all().next().is_some() {
        let searched = searched(context.engine.corpus());
        context.messages.line(&searched)?;
    }
    let terms: usize = reports.iter().map(|(_, report)| report.terms_skipped).sum();
    if terms > 0 {
        let terms = count(terms, "term or title", "terms and titles");
        context.messages.line(&safe!(terms, " in quotation marks not checked"))?;
    }
    let unpaired: usize = reports.iter().map(|(_, report)| report.unpaired_marks).sum();
    if unpaired > 0 {
        let marks = count(unpaired, "quotation mark", "quotation marks");
        context.messages.line(&safe!(marks, " without a partner: check what is quoted there"))?;
    }
    Ok(())
}
