//! Compares kzq's citations with those of hayagriva, a CSL processor that is given kzq's own CSL-JSON.
//!
//! `kzq-csl KZQ ITEMS KNOWN` prints, for each source and kind of citation, both lines and whether they agree apart from
//! capitals and the shape of marks. It fails where they differ without a known reason, and where a known difference is gone,
//! and prints those lines on stderr, too. A line of KNOWN names kinds of citations, sources, and the rule of the manual that
//! decides, between bars.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{IndependentStyle, Style};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, LocatorPayload,
    SpecificLocator,
};

/// What is compared: its name, the format of kzq, the style in the archive of CSL styles, and the part of the output.
const KINDS: [(&str, &str, ArchivedStyle, Part); 8] = [
    ("apa", "apa", ArchivedStyle::AmericanPsychologicalAssociation, Part::Listed),
    ("apa-text", "apa", ArchivedStyle::AmericanPsychologicalAssociation, Part::InText),
    ("mla", "mla", ArchivedStyle::ModernLanguageAssociation, Part::Listed),
    ("mla-text", "mla", ArchivedStyle::ModernLanguageAssociation, Part::InText),
    // In the archive, the style of the 17th edition goes by the name of one that was derived from it.
    ("chicago-17", "chicago-bibliography", ArchivedStyle::TurabianFullnote8, Part::Listed),
    ("chicago-17-note", "chicago-note", ArchivedStyle::TurabianFullnote8, Part::Note),
    ("chicago-18", "chicago-18-bibliography", ArchivedStyle::ChicagoNotes, Part::Listed),
    ("chicago-18-note", "chicago-18-note", ArchivedStyle::ChicagoNotes, Part::Note),
];

/// A part of what is written about a source.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// Its line in the list of sources.
    Listed,
    /// Its citation in the text.
    InText,
    /// Its first note.
    Note,
}

/// A difference that a rule of a manual decides.
struct Known<'k> {
    kinds: Vec<&'k str>,
    ids: Vec<&'k str>,
    rule: &'k str,
}

impl<'k> Known<'k> {
    fn parse(line: &'k str) -> Result<Self> {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [kinds, ids, rule] = parts.as_slice() else { bail!("not three parts: {line}") };
        Ok(Self { kinds: kinds.split_whitespace().collect(), ids: ids.split_whitespace().collect(), rule })
    }
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [kzq, items, known] = args.as_slice() else { bail!("usage: kzq-csl KZQ ITEMS KNOWN") };
    let known = std::fs::read_to_string(known).context("the known differences can't be read")?;
    let known = known.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let known: Vec<Known<'_>> = known.map(Known::parse).collect::<Result<_>>()?;
    let export = |format: &str| run(kzq, items, &["export", "--format", format]);
    let records: Vec<Item> = serde_json::from_str(&export("csl-json")?).context("the CSL-JSON of kzq can't be read")?;
    ensure!(!records.is_empty(), "there are no records");
    let (mut surprises, mut counts) = (0, BTreeMap::<&str, usize>::new());
    println!("| source | kind | | line |\n| --- | --- | --- | --- |");
    for (kind, format, style, part) in KINDS {
        let style = independent(style)?;
        let own: Vec<String> = export(format)?.split("\n\n").map(|text| own_part(text, part)).collect();
        ensure!(own.len() == records.len(), "{} lines of {kind} for {} sources", own.len(), records.len());
        let theirs = processed(&records, &style, part)?;
        for ((record, own), other) in records.iter().zip(own).zip(theirs) {
            let id = record.id().unwrap_or_default();
            let id = id.rsplit(':').next().unwrap_or_default();
            let is_same = plain(&own) == plain(&other);
            let known = known.iter().find(|known| known.kinds.contains(&kind) && known.ids.contains(&id));
            let verdict = match (is_same, known) {
                (true, None) => "same",
                (true, Some(_)) => "SAME, though it is listed as different",
                (false, Some(known)) => known.rule,
                (false, None) => "DIFFERS",
            };
            if is_same == known.is_some() {
                surprises += 1;
                eprintln!("{id}, {kind}: {verdict}\n  kzq {own}\n  CSL {other}");
            }
            *counts.entry(if is_same { "same" } else { "different" }).or_default() += 1;
            println!("| {id} | {kind} | kzq | {own} |\n| | {verdict} | CSL | {other} |");
        }
    }
    println!("\n{} sources, {} lines: {counts:?}", records.len(), records.len() * KINDS.len());
    ensure!(surprises == 0, "{surprises} lines are not as expected");
    Ok(())
}

/// kzq's output.
fn run(kzq: &str, items: &str, args: &[&str]) -> Result<String> {
    let mut command = Command::new(Path::new(kzq));
    let done = command.arg("--data").arg(items).args(args).output().context("kzq can't be run")?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Ok(String::from_utf8(done.stdout)?.trim_end().to_owned())
}

/// A part of what kzq writes about a source. The entries have no speakers, so kzq says that it is quoted who wrote the
/// source, which a processor can't know.
fn own_part(text: &str, part: Part) -> String {
    let (listed, in_text) = text.split_once("\nIn text: ").unwrap_or((text, ""));
    match part {
        Part::Listed => listed.to_owned(),
        Part::Note => listed.trim_start_matches("quoted in ").to_owned(),
        Part::InText => in_text.replacen("(as cited in ", "(", 1).replacen("(qtd. in ", "(", 1),
    }
}

fn independent(style: ArchivedStyle) -> Result<IndependentStyle> {
    match style.get() {
        Style::Independent(style) => Ok(style),
        Style::Dependent(_) => bail!("the style leads to another"),
    }
}

/// The lines of the processor. Citations in the text are made together, since they tell sources apart. Lines of a list are
/// made each by itself, since a style may put dashes for an author who is repeated, unless the others add a letter.
fn processed(records: &[Item], style: &IndependentStyle, part: Part) -> Result<Vec<String>> {
    let locales = locales();
    let request = || BibliographyRequest { style, locale: None, locale_files: &locales };
    let written = |content: &hayagriva::ElemChildren| -> Result<String> {
        let mut line = String::new();
        content.write_buf(&mut line, BufWriteFormat::Plain)?;
        Ok(line)
    };
    let together = |records: &[&Item], part: Part| -> Result<Vec<String>> {
        let mut driver: BibliographyDriver<'_, Item> = BibliographyDriver::new();
        let locators: Vec<Option<String>> = records.iter().map(|record| locator(record)).collect();
        for (record, locator) in records.iter().zip(&locators) {
            let locator = locator.as_deref().filter(|_| part != Part::Listed);
            let locator = locator.map(|page| SpecificLocator(Locator::Page, LocatorPayload::Str(page)));
            let item = CitationItem::new(*record, locator, None, false, None);
            driver.citation(CitationRequest::from_items(vec![item], style, &locales));
        }
        let set = driver.finish(request());
        if part != Part::Listed {
            return set.citations.iter().map(|citation| written(&citation.citation)).collect();
        }
        let bibliography = set.bibliography.context("the style has no bibliography")?;
        let lines = bibliography.items.iter().map(|item| Ok((item.key.as_str(), written(&item.content)?)));
        let lines: BTreeMap<&str, String> = lines.collect::<Result<_>>()?;
        let id = |record: &Item| record.id().unwrap_or_default().into_owned();
        Ok(records.iter().map(|record| lines.get(id(record).as_str()).cloned().unwrap_or_default()).collect())
    };
    let all: Vec<&Item> = records.iter().collect();
    if part != Part::Listed {
        return together(&all, part);
    }
    let lines = together(&all, part)?;
    let chosen = records.iter().zip(lines).map(|(record, line)| {
        let alone = together(&[record], part)?.remove(0);
        let has_letter = line.len() == alone.len() + 1
            && (0..line.len()).any(|at| {
                line.is_char_boundary(at) && line.get(..at) == alone.get(..at) && line.get(at + 1..) == alone.get(at..)
            });
        Ok(if has_letter { line } else { alone })
    });
    chosen.collect()
}

/// The cited page, which kzq gives with the source.
fn locator(record: &Item) -> Option<String> {
    Some(record.0.get("locator")?.to_str()?.into_owned())
}

/// A line reduced to what must agree: without the case of letters, the shape of marks, and blanks. kzq keeps the capitals of
/// titles, and says so in its documentation.
fn plain(line: &str) -> String {
    let marks = |c: char| match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '–' | '—' => '-',
        other => other,
    };
    let line = line.replace(". . .", "…").to_lowercase().chars().map(marks).collect::<String>();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.').to_owned()
}
