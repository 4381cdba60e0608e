//! Compares kzq's bibliography lines with those of hayagriva, a CSL processor that is given kzq's own BibTeX.
//!
//! `kzq-csl KZQ ITEMS` prints, for each item and style, both lines and whether they agree apart from punctuation. It fails
//! where they differ without a known reason, and where a known difference is gone.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{IndependentStyle, Style};
use hayagriva::io::from_biblatex_str;
use hayagriva::{BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, Entry};

/// The styles: their names in kzq, and in the archive of CSL styles.
const STYLES: [(&str, &str); 3] = [
    ("apa", "american-psychological-association"),
    ("mla", "modern-language-association"),
    ("chicago-bibliography", "chicago-notes"),
];

/// A CSL processor knows of an `@article` only that it is in a journal, whose styles leave out days.
const JOURNAL: &str = "BibTeX has no newspapers: the day of a journal is left out";
/// The processor drops how a `@misc` was published.
const MISC: &str = "the site of a @misc does not reach the style";

/// Known differences, and their reasons.
const KNOWN: [(&str, &str, &str); 6] = [
    ("article", "apa", JOURNAL),
    ("article", "mla", JOURNAL),
    ("undated", "mla", "the handbook leaves a missing date out; kzq says that it is missing"),
    ("web", "apa", MISC),
    ("web", "mla", MISC),
    ("web", "chicago-bibliography", MISC),
];

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [kzq, items] = args.as_slice() else { bail!("usage: kzq-csl KZQ ITEMS") };
    let kzq = |args: &[&str]| run(kzq, items, args);
    // The processor accepts only numbers as years; styles print "n.d." themselves if there is none.
    let bibtex = kzq(&["export", "--format", "bibtex"])?.replace("  year = {n.d.},\n", "");
    let records =
        from_biblatex_str(&bibtex).map_err(|errors| anyhow::anyhow!("the BibTeX of kzq can't be read: {errors:?}"))?;
    ensure!(records.len() > 0, "there are no records");
    let mut surprises = 0;
    println!("| item | style | | line |\n| --- | --- | --- | --- |");
    for record in records.iter() {
        let id = record.key().rsplit(':').next().unwrap_or_default();
        for (ours, theirs) in STYLES {
            let own = kzq(&["show", id, "--format", ours])?;
            let own = own.lines().next().unwrap_or_default().to_owned();
            let other = processed(record, &style(theirs)?)?;
            let known = KNOWN.iter().find(|(item, style, _)| (*item, *style) == (id, ours)).map(|(.., why)| *why);
            let is_same = plain(&own) == plain(&other);
            let verdict = match (is_same, known) {
                (true, None) => "same",
                (true, Some(_)) => "SAME, though it is listed as different",
                (false, Some(why)) => why,
                (false, None) => "DIFFERS",
            };
            surprises += usize::from(is_same == known.is_some());
            println!("| {id} | {ours} | kzq | {own} |\n| | {verdict} | CSL | {other} |");
        }
    }
    ensure!(surprises == 0, "{surprises} lines are not as expected");
    Ok(())
}

/// kzq's output.
fn run(kzq: &str, items: &str, args: &[&str]) -> Result<String> {
    let mut command = Command::new(Path::new(kzq));
    let done = command.arg("--data").arg(items).args(args).output().context("kzq can't be run")?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Ok(String::from_utf8(done.stdout)?)
}

fn style(name: &str) -> Result<IndependentStyle> {
    let archived = ArchivedStyle::by_name(name).with_context(|| format!("there is no style {name}"))?;
    match archived.get() {
        Style::Independent(style) => Ok(style),
        Style::Dependent(_) => bail!("{name} leads to another style"),
    }
}

/// The bibliography line of the processor.
fn processed(record: &Entry, style: &IndependentStyle) -> Result<String> {
    let locales = locales();
    let mut driver = BibliographyDriver::new();
    driver.citation(CitationRequest::from_items(vec![CitationItem::with_entry(record)], style, &locales));
    let set = driver.finish(BibliographyRequest { style, locale: None, locale_files: &locales });
    let bibliography = set.bibliography.context("the style has no bibliography")?;
    let item = bibliography.items.first().context("the bibliography is empty")?;
    let mut line = String::new();
    item.content.write_buf(&mut line, BufWriteFormat::Plain)?;
    Ok(line)
}

/// A line reduced to what must agree: without the shape of marks, and blanks.
fn plain(line: &str) -> String {
    let marks = |c: char| match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '–' | '—' => '-',
        other => other,
    };
    line.chars().map(marks).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
