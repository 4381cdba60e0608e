//! `proofread`: checks the quotations in drafts.

use std::io;

use serde::Serialize;

use super::verify::{entry_name, print_diff};
use super::{Context, Outcome};
use crate::cli::out::Tone;
use kzq_corpus::Corpus;
use kzq_fidelity::{Diff, DraftFormat, DraftVerdict, Fold, Judged, Proof, Proofreader, proofread as judge};
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
    let proofs: Vec<(Safe<'static>, Proof)> = {
        let reader = Proofreader::new(&context.engine);
        let read = |draft: &Draft| {
            let format = draft.format.unwrap_or_else(|| DraftFormat::of(&draft.name, &draft.text));
            (Safe::line(draft.name.clone()), judge(&reader, &draft.text, format))
        };
        drafts.iter().map(read).collect()
    };
    if json {
        let all = proofs.iter().flat_map(|(file, proof)| proof.judged.iter().map(move |judged| (file, judged)));
        let records: Vec<Record<'_>> = all.map(|(file, judged)| Record::of(&corpus, file.clone(), judged)).collect();
        context.out.json(&records)?;
    } else {
        for (file, proof) in &proofs {
            for judged in &proof.judged {
                print(context, &corpus, file, judged)?;
            }
        }
    }
    summarise(context, &proofs)?;
    let all = proofs.iter().flat_map(|(_, proof)| &proof.judged);
    Ok(Outcome::of(all.clone().all(|judged| judged.verdict.is_fine())))
}

/// The verdict on one quotation, as JSON.
#[derive(Serialize)]
struct Record<'v> {
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
    folded: &'v [Fold],
    similarity: Option<f64>,
    note: Option<Safe<'v>>,
}

impl<'v> Record<'v> {
    fn of(corpus: &'v Corpus, file: Safe<'static>, judged: &'v Judged) -> Self {
        let speaker = judged.entry.map(|entry| &corpus.speaker(corpus.entry(entry).speaker()).name);
        Self {
            file,
            line: judged.line,
            column: judged.column,
            text: judged.text.borrowed(),
            verdict: judged.verdict,
            entry: judged.entry.map(|entry| entry_name(corpus, entry)),
            speaker: speaker.map(Safe::borrowed),
            attributed_to: judged.attributed_to.as_ref().map(Safe::borrowed),
            diff: judged.diff.as_ref(),
            folded: &judged.folded,
            similarity: judged.similarity.map(|similarity| (similarity * 1e3).floor() / 1e3),
            note: judged.note.as_ref().map(Safe::borrowed),
        }
    }
}

/// Prints a line about a quotation, and its problems below.
fn print(context: &mut Context<'_>, corpus: &Corpus, file: &Safe<'_>, judged: &Judged) -> io::Result<()> {
    let tone = match judged.verdict {
        DraftVerdict::Exact => Tone::Good,
        DraftVerdict::Folded | DraftVerdict::Edited => Tone::Odd,
        _ => Tone::Bad,
    };
    let place = safe!(file, ":", judged.line, ":", judged.column, "  ");
    let whose = match judged.entry {
        None => Safe::default(),
        Some(entry) => {
            let speaker = &corpus.speaker(corpus.entry(entry).speaker()).name;
            let of = if judged.verdict == DraftVerdict::Paraphrase { ", on " } else { ", " };
            safe!("  ", entry_name(corpus, entry), of, speaker)
        }
    };
    let parts = [(Tone::Plain, place), (tone, judged.verdict.name().into()), (Tone::Plain, whose)];
    context.out.parts(&parts)?;
    context.out.line(&safe!("            ", shown(judged)))?;
    if let Some(diff) = judged.diff.as_ref().filter(|diff| !diff.is_empty()) {
        print_diff(context, diff)?;
    }
    for remark in remarks(judged) {
        context.out.line(&safe!("            ", remark))?;
    }
    Ok(())
}

/// The words of a quotation on one line, shortened. A paraphrase is printed without quotation marks.
fn shown(judged: &Judged) -> Safe<'static> {
    /// Maximum length in bytes.
    const LONG: usize = 100;
    let text = judged.text.on_one_line();
    let cut = text.beginning(LONG);
    let cut = if cut.as_str().len() < text.as_str().len() { safe!(cut, "…") } else { cut.into_owned() };
    match judged.verdict {
        DraftVerdict::Paraphrase => safe!("≈ ", cut),
        _ => safe!("“", cut, "”"),
    }
}

fn remarks(judged: &Judged) -> Vec<Safe<'static>> {
    let mut remarks = Vec::new();
    match (judged.verdict, &judged.attributed_to) {
        (DraftVerdict::Misattributed, Some(name)) => remarks.push(safe!("the draft says that ", name, " said so")),
        (DraftVerdict::Paraphrase, _) => remarks.push("a paraphrase: nobody said it in these words".into()),
        (DraftVerdict::Unknown, Some(name)) => remarks.push(safe!("no quotation of ", name, " here has these words")),
        (DraftVerdict::Unknown, None) => remarks.push("no quotation here has these words".into()),
        _ => {}
    }
    if !judged.folded.is_empty() {
        let names = Safe::join(judged.folded.iter().map(|fold| Safe::from(fold.name())), ", ");
        remarks.push(safe!("other ", names));
    }
    remarks.extend(judged.note.clone());
    remarks
}

/// Prints the number of quotations by verdict, and how many quoted terms were not judged.
fn summarise(context: &mut Context<'_>, proofs: &[(Safe<'static>, Proof)]) -> io::Result<()> {
    let all = || proofs.iter().flat_map(|(_, proof)| &proof.judged);
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
    let terms: usize = proofs.iter().map(|(_, proof)| proof.terms).sum();
    if terms > 0 {
        let noun = if terms == 1 { " term or title" } else { " terms and titles" };
        context.messages.line(&safe!(terms, noun, " in quotation marks not judged"))?;
    }
    Ok(())
}
