//! `proofread`: checks the quotations in drafts.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::against::AgainstTexts;
use crate::cli::context::{Context, DataCommand, Failure, Outcome, UsageError};
use crate::cli::diff::print_diff;
use crate::cli::documents::{DocumentFile, assumed_encoding, format_parser, not_read};
use crate::cli::draft_report::{DraftPlace, DraftReport};
use crate::cli::findings::{FindingFile, FindingsArgs, FindingsFormat, keep_shown, names_parser};
use crate::cli::ignoring::leave_out_ignored;
use crate::cli::lookup::source_name;
use crate::cli::out::OutputStyle;
use crate::cli::proofread_findings::proofread_findings;
use crate::cli::proofread_record::ProofreadRecord;
use crate::cli::proofread_report::{SheetInput, page};
use crate::cli::proofread_text::{excerpt, reference};
use crate::cli::system::is_standard_input;
use crate::cli::text::{count, quotations};
use kzq_corpus::{Corpus, Entry};
use kzq_documents::{DocumentFormat, Ignore};
use kzq_fidelity::{DraftVerdict, Judgement, ProofreadReport, Proofreader, VerificationTexts, proofread};
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq proofread draft.md
  kzq --data clippings.ron proofread article.html
  kzq proofread draft.md --against notes.txt
  kzq proofread draft.md --report report.html
  kzq proofread --json - < draft.md";

/// Check the quotations in drafts against your collections.
///
/// Reports any that were altered, misattributed or not found. Exits with 1 unless all are exact, folded (only dashes,
/// quotation marks and the like differ) or edited with marks, and no collection says that their attribution is wrong or
/// disputed. Words that no entry has are looked up in the texts of the sources.
///
/// Not judged, because they are rarely quotations: single words, titles, terms after “so-called” and the like, code,
/// and hidden text. Speech without quotation marks is not found.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Proofread {
    /// A text, a Word file, an OpenDocument text, or another format of `--from`; `-` is standard input. Drafts are never
    /// changed.
    #[arg(required = true, value_name = "DRAFT")]
    drafts: Vec<PathBuf>,
    /// Format of the drafts. Default: detected from name and content.
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    from: Option<DocumentFormat>,
    /// Check against this text, a source, instead of your collections. Repeatable.
    ///
    /// Plain text, Markdown, HTML, subtitles or a transcript, whose labels say who speaks. With `--data`, those
    /// collections are used, too.
    #[arg(long, value_name = "TEXT")]
    against: Vec<PathBuf>,
    /// Report every unmarked change, even to an initial capital or the spelling of spoken words.
    #[arg(long)]
    strict: bool,
    /// Show only quotations with these verdicts, separated by commas.
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', value_parser = names_parser(DraftVerdict::ALL.map(DraftVerdict::name)))]
    only: Vec<String>,
    #[command(flatten)]
    findings: FindingsArgs,
    /// Also write a report for an editor to this HTML file: each quotation with its source, to print and sign off.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Overwrite the report.
    #[arg(long, requires = "report")]
    force: bool,
}

/// What was found in the drafts.
struct Drafts {
    /// By text.
    reports: Vec<DraftReport>,
    /// The texts of the sources, if they were needed.
    texts: VerificationTexts,
    /// The ignore comments that no quotation matches, each with its file.
    unused: Vec<(Safe<'static>, Ignore)>,
}

impl DataCommand for Proofread {
    fn against(&self) -> Option<&[PathBuf]> {
        Some(&self.against)
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let corpus = context.engine.corpus().clone();
        self.check_report(context)?;
        let Drafts { mut reports, texts, unused } = self.read_drafts(context)?;
        self.write_report(context, &reports, &texts)?;
        let summary = summary(context, &reports, &unused);
        let mut found = proofread_findings(&corpus, &reports, nowhere(context));
        let checked: Vec<FindingFile> = self.drafts.iter().map(|draft| file_of(draft)).collect();
        let shown = self.findings.shown(&found, &checked, &self.only, context.system, &mut context.messages)?;
        let mut next = shown.iter().copied();
        for draft in &mut reports {
            draft.retain(&mut next);
        }
        keep_shown(&mut found.findings, &shown);
        let printed =
            || reports.iter().flat_map(|draft| draft.judged().map(move |(judged, place)| (draft, judged, place)));
        match self.findings.format().writer() {
            Some(write) => write(&found, &mut context.out)?,
            None if self.findings.format() == FindingsFormat::Json => {
                let records =
                    printed().map(|(draft, judged, place)| ProofreadRecord::of(&corpus, draft, judged, place));
                context.out.json(&records.collect::<Vec<_>>())?;
            }
            None => printed()
                .try_for_each(|(draft, judged, place)| print_verdict(context, &corpus, draft, judged, place))?,
        }
        if !self.findings.quiet {
            summary.iter().try_for_each(|line| context.messages.line(line))?;
        }
        Ok(Outcome::from_found(found.found().next().is_none()))
    }
}

impl Proofread {
    /// Checks each text of each draft.
    fn read_drafts(&self, context: &mut Context<'_>) -> Result<Drafts, Failure> {
        let proofreader = Proofreader::new(&context.engine).strict(self.strict);
        let (mut reports, mut unused) = (Vec::new(), Vec::new());
        for draft in &self.drafts {
            let file = DocumentFile::open(draft, self.from, context.system)?;
            if let Some(assumed) = &file.assumed {
                context.messages.line(&assumed_encoding(assumed))?;
            }
            let document = file.read()?;
            for line in not_read(&file.name, &document) {
                context.messages.line(&line)?;
            }
            let parts = document.parts();
            let mut own: Vec<ProofreadReport> = parts.iter().map(|part| proofread(&proofreader, &part.plain)).collect();
            let not_needed = leave_out_ignored(&document, &context.ignored_words, &mut own);
            unused.extend(not_needed.into_iter().map(|ignore| (Safe::line(file.name.clone()), ignore)));
            reports.extend(parts.iter().zip(own).map(|(part, report)| DraftReport::new(file_of(draft), part, report)));
        }
        let corpus = context.engine.corpus();
        let has_texts = corpus.sources().iter().any(|source| source.text.is_some()) || !context.against.is_empty();
        let mut texts = VerificationTexts::default();
        if has_texts && (self.report.is_some() || reports.iter().any(|draft| draft.report.has_unmatched())) {
            texts = context.system.source_texts(corpus)?;
            context.against.add_to(corpus, &mut texts);
            for draft in &mut reports {
                draft.report.find_in_sources(&proofreader, &texts);
            }
            for reason in texts.unreadable() {
                context.messages.line(&safe!("not read: ", reason))?;
            }
        }
        for draft in &mut reports {
            draft.find_places(&context.against, corpus);
        }
        Ok(Drafts { reports, texts, unused })
    }

    /// Refuses to write the report over a draft or a collection.
    fn check_report(&self, context: &Context<'_>) -> Result<(), Failure> {
        let Some(file) = &self.report else { return Ok(()) };
        if is_standard_input(file) {
            let message = "`--report` needs the name of a file: the verdicts are printed on standard output";
            return Err(UsageError(message.to_owned()).into());
        }
        let collections = context.system.opened_files()?;
        if self
            .drafts
            .iter()
            .chain(&self.against)
            .chain(&collections)
            .any(|input| context.system.is_same_file(input, file))
        {
            let file = file.display();
            return Err(UsageError(format!(
                "{file} is a draft, a source or a collection; name another file for the report"
            ))
            .into());
        }
        Ok(())
    }

    /// Writes the report for an editor, if one was requested.
    fn write_report(
        &self,
        context: &mut Context<'_>,
        drafts: &[DraftReport],
        texts: &VerificationTexts,
    ) -> Result<(), Failure> {
        let Some(file) = &self.report else { return Ok(()) };
        let corpus = context.engine.corpus();
        let not_loaded = &context.not_loaded;
        let (against, day) = (&context.against, context.system.day());
        let parts = page(&SheetInput { corpus, against, drafts, texts, not_loaded, day });
        context.system.write_file(file, self.force, &mut |out| parts.iter().try_for_each(|part| out.data(part)))?;
        if !self.findings.quiet {
            let file = Safe::line(file.display().to_string());
            context.messages.line(&safe!("report written to ", file))?;
        }
        Ok(())
    }
}

/// Prints a line about a quotation, and its problems below.
fn print_verdict(
    context: &mut Context<'_>,
    corpus: &Corpus,
    draft: &DraftReport,
    judged: &Judgement,
    at: &DraftPlace,
) -> io::Result<()> {
    let tone = match judged.verdict {
        _ if judged.is_doubtful => OutputStyle::Error,
        DraftVerdict::Exact => OutputStyle::Success,
        DraftVerdict::Folded | DraftVerdict::Edited => OutputStyle::Warning,
        _ => OutputStyle::Error,
    };
    let place = safe!(draft.shown_place(at), ": ");
    let reference = reference(corpus, judged, at);
    let reference = if reference.is_empty() { reference } else { safe!("  ", reference) };
    let parts = [(OutputStyle::Plain, place), (tone, judged.verdict.name().into()), (OutputStyle::Plain, reference)];
    context.out.styled_line(&parts)?;
    context.out.line(&safe!("            ", excerpt(judged)))?;
    if let Some(diff) = judged.diff.as_ref().filter(|diff| !diff.is_empty()) {
        print_diff(context, diff)?;
    }
    if let Some(place) = judged.in_source.filter(|_| at.against.is_none()) {
        let source = source_name(corpus, place.source);
        let place = safe!("in ", source, ", line ", place.line, "; in no entry: ");
        context.out.line(&safe!("            ", place, "`kzq add --source ", source, " …`"))?;
    }
    for remark in judged.remarks(nowhere(context)) {
        context.out.line(&safe!("            ", remark))?;
    }
    Ok(())
}

/// A draft as findings name it.
fn file_of(draft: &Path) -> FindingFile {
    if is_standard_input(draft) {
        return FindingFile { name: "(standard input)".into(), path: None };
    }
    FindingFile { name: Safe::line(draft.display().to_string()), path: Some(draft.to_owned()) }
}

/// What to say where the words were not found.
fn nowhere(context: &Context<'_>) -> &'static str {
    if context.against.is_empty() { "not found in your collections" } else { "not found in the texts" }
}

/// Says what the quotations were checked against: texts, collections, or both.
fn searched(against: &AgainstTexts, corpus: &Corpus) -> Safe<'static> {
    /// The most of each that are named.
    const MAX_NAMES: usize = 3;
    let names = |names: Vec<Safe<'static>>| {
        let rest = if names.len() > MAX_NAMES { ", …" } else { "" };
        safe!(": ", Safe::join(names.into_iter().take(MAX_NAMES), ", "), rest)
    };
    let files = against.files();
    let texts = (!files.is_empty()).then(|| safe!(count(files.len(), "text", "texts"), names(files)));
    let collections = corpus.collections().iter().map(|collection| collection.id.clone());
    let collections: Vec<Safe<'static>> = collections.filter(|id| !against.is_collection(id)).collect();
    let is_theirs = |entry: &Entry<'_>| !against.is_collection(&corpus.collection(entry.collection()).id);
    let entries = count(corpus.entries().filter(is_theirs).count(), "entry", "entries");
    let collections = (!collections.is_empty())
        .then(|| safe!(count(collections.len(), "collection", "collections"), ", ", entries, names(collections)));
    safe!("against ", Safe::join(texts.into_iter().chain(collections), "; "))
}

/// The number of quotations by verdict, how many quoted terms were not judged, and what is wrong with ignore comments.
fn summary(context: &Context<'_>, reports: &[DraftReport], unused: &[(Safe<'static>, Ignore)]) -> Vec<Safe<'static>> {
    let all = || reports.iter().flat_map(|draft| &draft.report.judgements);
    let ignored: usize = reports.iter().map(|draft| draft.report.ignored).sum();
    let mut summary = quotations(all().count() + ignored);
    let mut separator = ": ";
    for verdict in DraftVerdict::ALL {
        let found = all().filter(|judged| judged.verdict == verdict).count();
        if found > 0 {
            summary = safe!(summary, separator, found, " ", verdict.name());
            separator = ", ";
        }
    }
    if ignored > 0 {
        summary = safe!(summary, separator, ignored, " ignored");
    }
    let mut lines = vec![summary];
    let doubtful = all().filter(|judged| judged.is_doubtful && judged.verdict.is_fine()).count();
    if doubtful > 0 {
        lines.push(safe!(quotations(doubtful), " with a disputed attribution"));
    }
    if all().next().is_some() {
        lines.push(searched(&context.against, context.engine.corpus()));
    }
    let terms: usize = reports.iter().map(|draft| draft.report.terms_skipped).sum();
    if terms > 0 {
        let terms = count(terms, "term or title", "terms and titles");
        lines.push(safe!(terms, " in quotation marks not checked"));
    }
    let unpaired: usize = reports.iter().map(|draft| draft.report.unpaired_marks).sum();
    if unpaired > 0 {
        let marks = count(unpaired, "quotation mark", "quotation marks");
        lines.push(safe!(marks, " without a partner: check what is quoted there"));
    }
    lines.extend(
        unused.iter().map(|(file, ignore)| {
            safe!(file, ":", ignore.line, ": this ignore comment matches no quotation; remove it")
        }),
    );
    lines
}
