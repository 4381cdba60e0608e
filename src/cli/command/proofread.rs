//! `proofread`: checks the quotations in drafts.

use std::io;

use serde::Serialize;

use super::verify::{entry_name, print_diff};
use super::{Context, Outcome};
use crate::cli::out::OutputStyle;
use kzq_corpus::Corpus;
use kzq_fidelity::{
    Diff, DraftFormat, DraftVerdict, Judgement, PrintDifference, ProofreadReport, Proofreader, proofread as judge,
};
use kzq_text::Safe;
use kzq_text::safe;

/// A draft to proofread.
pub struct Draft {
    /// Its name in reports.
    pub name: String,
    /// Its content.
    pub text: String,
    /// Its format, if given; otherwise it is detected.
    pub format: Option<DraftFormat>,
}

/// Checks the quotations in drafts against the loaded collections.
///
/// # Errors
///
/// If writing fails.
pub fn proofread(context: &mut Context<'_>, drafts: &[Draft], json: bool) -> io::Result<Outcome> {
    let corpus = context.engine.corpus().clone();
    let proofs: Vec<(Safe<'static>, ProofreadReport)> = {
        let reader = Proofreader::new(&context.engine);
        let read = |draft: &Draft| {
            let format = draft.format.unwrap_or_else(|| DraftFormat::detect(&draft.name, &draft.text));
            (Safe::line(draft.name.clone()), judge(&reader, &draft.text, format))
        };
        drafts.iter().map(read).collect()
    };
    if json {
        let all = proofs.iter().flat_map(|(file, proof)| proof.judgements.iter().map(move |judged| (file, judged)));
        let records: Vec<ProofreadRecord<'_>> =
            all.map(|(file, judged)| ProofreadRecord::of(&corpus, file.clone(), judged)).collect();
        context.out.json(&records)?;
    } else {
        for (file, proof) in &proofs {
            for judged in &proof.judgements {
                print_verdict(context, &corpus, file, judged)?;
            }
        }
    }
    print_summary(context, &proofs)?;
    let all = proofs.iter().flat_map(|(_, proof)| &proof.judgements);
    Ok(Outcome::from_found(all.clone().all(|judged| judged.verdict.is_fine())))
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
    folded: &'v [PrintDifference],
    similarity: Option<f64>,
    note: Option<Safe<'v>>,
}

impl<'v> ProofreadRecord<'v> {
    fn of(corpus: &'v Corpus, file: Safe<'static>, judged: &'v Judgement) -> Self {
        let speaker = judged.entry.map(|entry| &corpus.speaker(corpus.entry(entry).speaker()).name);
        Self {
            file,
            line: judged.line,
            column: judged.column,
            text: judged.text.to_borrowed(),
            verdict: judged.verdict,
            entry: judged.entry.map(|entry| entry_name(corpus, entry)),
            speaker: speaker.map(Safe::to_borrowed),
            attributed_to: judged.attributed_to.as_ref().map(Safe::to_borrowed),
            diff: judged.diff.as_ref(),
            folded: &judged.print_differences,
            similarity: judged.similarity.map(|similarity| (similarity * 1e3).floor() / 1e3),
            note: judged.note.as_ref().map(Safe::to_borrowed),
        }
    }
}

/// Prints a line about a quotation, and its problems below.
fn print_verdict(context: &mut Context<'_>, corpus: &Corpus, file: &Safe<'_>, judged: &Judgement) -> io::Result<()> {
    let tone = match judged.verdict {
        DraftVerdict::Exact => OutputStyle::Success,
        DraftVerdict::Folded | DraftVerdict::Edited => OutputStyle::Warning,
        _ => OutputStyle::Error,
    };
    let place = safe!(file, ":", judged.line, ":", judged.column, "  ");
    let speaker_note = match judged.entry {
        None => Safe::default(),
        Some(entry) => {
            let speaker = &corpus.speaker(corpus.entry(entry).speaker()).name;
            let of = if judged.verdict == DraftVerdict::Paraphrase { ", on " } else { ", " };
            safe!("  ", entry_name(corpus, entry), of, speaker)
        }
    };
    let parts = [(OutputStyle::Plain, place), (tone, judged.verdict.name().into()), (OutputStyle::Plain, speaker_note)];
    context.out.styled_line(&parts)?;
    context.out.line(&safe!("            ", excerpt(judged)))?;
    if let Some(diff) = judged.diff.as_ref().filter(|diff| !diff.is_empty()) {
        print_diff(context, diff)?;
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
        (DraftVerdict::Misattributed, Some(name)) => remarks.push(safe!("the draft says that ", name, " said so")),
        (DraftVerdict::Paraphrase, _) => remarks.push("a paraphrase: nobody said it in these words".into()),
        (DraftVerdict::Unknown, Some(name)) => remarks.push(safe!("no quotation of ", name, " here has these words")),
        (DraftVerdict::Unknown, None) => remarks.push("no quotation here has these words".into()),
        _ => {}
    }
    if !judged.print_differences.is_empty() {
        let names = Safe::join(judged.print_differences.iter().map(|fold| Safe::from(fold.name())), ", ");
        remarks.push(safe!("other ", names));
    }
    remarks.extend(judged.note.clone());
    remarks
}

/// Prints the number of quotations by verdict, and how many quoted terms were not judged.
fn print_summary(context: &mut Context<'_>, proofs: &[(Safe<'static>, ProofreadReport)]) -> io::Result<()> {
    let all = || proofs.iter().flat_map(|(_, proof)| &proof.judgements);
    let count = all().count();
    let mut summary = safe!(count, if count == 1 { " quotation" } else { " quotations" });
    let mut separator = ": ";
    for verdict in DraftVerdict::ALL {
        let found = all().filter(|judged| judged.verdict == verdict).count();
        if found > 0 {
            summary = safe!(summary, separator, found, " ", verdict.name());
            separator = ", ";
        }
    }
    context.messages.line(&summary)?;
    let terms: usize = proofs.iter().map(|(_, proof)| proof.terms_skipped).sum();
    if terms > 0 {
        let noun = if terms == 1 { " term or title" } else { " terms and titles" };
        context.messages.line(&safe!(terms, noun, " in quotation marks not judged"))?;
    }
    Ok(())
}
