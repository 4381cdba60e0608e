//! The collection that every peer searches: a file for kzq, and the same entries one per line for the others.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::generate::{generate, texts_of};

/// The embedded collection, from whose texts others are generated.
const EMBEDDED: &str = include_str!("../../../data/tokayev-al-jazeera.ron");

/// The share of the embedded collection among the source texts, in per cent.
const EMBEDDED_SHARE: usize = 10;

/// A collection in both forms.
pub struct Collection {
    /// The form that kzq reads.
    pub ron: PathBuf,
    /// The form that the others read: speaker, text and question with tabs between, one entry a line.
    pub txt: PathBuf,
    /// The lines of the latter.
    pub lines: Vec<String>,
}

impl Collection {
    /// Opens the collection of `entries` in a directory that has `N.ron` and `N.txt`.
    pub fn open(directory: &Path, entries: usize) -> Result<Self> {
        let (ron, txt) = (directory.join(format!("{entries}.ron")), directory.join(format!("{entries}.txt")));
        ensure!(ron.is_file(), "there is no {}", ron.display());
        let lines = read_lines(&txt)?;
        ensure!(lines.len() == entries, "{} has {} lines, not {entries}", txt.display(), lines.len());
        Ok(Self { ron, txt, lines })
    }

    /// Generates a collection of `entries` in a directory unless it exists.
    pub fn make(directory: &Path, entries: usize, fortunes: Option<&Path>) -> Result<()> {
        let (ron, txt) = (directory.join(format!("{entries}.ron")), directory.join(format!("{entries}.txt")));
        fs::create_dir_all(directory).with_context(|| format!("making {}", directory.display()))?;
        if ron.is_file() && txt.is_file() {
            return Ok(());
        }
        let fortunes = fortunes.map(read_fortunes).transpose()?.unwrap_or_default();
        let embedded = texts_of(EMBEDDED);
        let weight = (fortunes.len() * EMBEDDED_SHARE / 100).max(embedded.len());
        let mut texts: Vec<&str> = fortunes.iter().map(String::as_str).collect();
        texts.extend(embedded.iter().cycle().take(weight));
        // Under temporary names first, so that an existing collection is complete.
        let (half_ron, half_txt) = (ron.with_extension("ron.part"), txt.with_extension("txt.part"));
        let mut files = (BufWriter::new(File::create(&half_ron)?), BufWriter::new(File::create(&half_txt)?));
        generate(entries, &texts, &mut files.0, &mut files.1)?;
        files.0.flush()?;
        files.1.flush()?;
        fs::rename(half_txt, txt)?;
        Ok(fs::rename(half_ron, ron)?)
    }

    /// Writes the entries without their speakers, one per line, and returns the lines.
    pub fn write_words(&self, path: &Path) -> Result<Vec<String>> {
        let words = |line: &String| line.split_once('\t').map_or(line.clone(), |(_, words)| words.to_owned());
        let lines: Vec<String> = self.lines.iter().map(words).collect();
        let mut file = BufWriter::new(File::create(path)?);
        for line in &lines {
            writeln!(file, "{line}")?;
        }
        file.flush()?;
        Ok(lines)
    }

    /// The first words of the first entry, which show that a screen lists entries.
    pub fn first_words(&self) -> String {
        let text = self.lines.first().and_then(|line| line.split('\t').nth(1)).unwrap_or_default();
        text.split(' ').take(2).collect::<Vec<_>>().join(" ")
    }
}

fn read_lines(path: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// The sayings in a directory of fortune(6) files, in the order of the file names.
fn read_fortunes(directory: &Path) -> Result<Vec<String>> {
    let listed = fs::read_dir(directory).with_context(|| format!("reading {}", directory.display()))?;
    let mut files: Vec<PathBuf> = listed.map(|item| Ok(item?.path())).collect::<Result<_>>()?;
    files.retain(|path| path.extension().is_none() && path.is_file());
    files.sort();
    let mut sayings = Vec::new();
    for file in files {
        let text = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        let text = String::from_utf8_lossy(&text);
        let plain = |saying: &&str| !saying.chars().any(|c| c.is_control() && !c.is_whitespace());
        sayings.extend(text.split("\n%\n").filter(plain).map(str::to_owned));
    }
    Ok(sayings)
}
