//! Annotated articles and their measurements.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The annotation of an article.
#[derive(Debug, serde::Deserialize)]
pub struct Gold {
    pub language: String,
    #[serde(default)]
    pub items: Vec<Item>,
    /// The quoted words in headlines, standfirsts and captions of pages, which may or may not be proposed.
    #[serde(default)]
    pub neutral: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[expect(non_camel_case_types, reason = "as annotations write them")]
pub enum Kind {
    quote,
    term,
}

/// A quotation or term of an article.
#[derive(Debug, serde::Deserialize)]
pub struct Item {
    pub kind: Kind,
    pub parts: Vec<String>,
    pub speaker: Option<String>,
    /// Other accepted names of the speaker.
    #[serde(default)]
    pub or: Vec<String>,
    #[serde(default)]
    pub cue: Option<String>,
    #[serde(default)]
    pub lead: Option<String>,
}

pub fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap());
    if whole == 0 { 1.0 } else { number(part) / number(whole) }
}

/// The directory of the articles of this repository.
pub fn own_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/extract")
}

/// Measurements of articles that are printed as a row.
pub trait Tally: Default {
    /// The headings of the columns after the language.
    const HEADINGS: &str;

    fn add(&mut self, other: &Self);

    fn row(&self) -> String;
}

/// Whether the articles are those of this repository, for which the expected rates are known.
pub fn is_own() -> bool {
    std::env::var_os("KZQ_ARTICLES").is_none()
}

/// Measures all articles, prints a row for each language and for all, and lists the mistakes if requested.
pub fn measure_all<T: Tally>(measure: impl Fn(&str, &Gold, &str) -> (T, Vec<String>)) -> T {
    let directory = std::env::var_os("KZQ_ARTICLES").map_or_else(own_directory, PathBuf::from);
    let mut by_language: BTreeMap<String, T> = BTreeMap::new();
    let mut all = T::default();
    let mut faults = Vec::new();
    let mut names: Vec<PathBuf> = fs::read_dir(directory).unwrap().map(|item| item.unwrap().path()).collect();
    names.sort();
    for path in names.iter().filter(|path| path.to_string_lossy().ends_with(".gold.ron")) {
        let gold: Gold = ron::from_str(&fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let stem = path.to_string_lossy().trim_end_matches(".gold.ron").to_owned();
        let article = ["txt", "md", "html"].map(|extension| PathBuf::from(format!("{stem}.{extension}")));
        let article = article.iter().find(|path| path.exists()).unwrap_or_else(|| panic!("no article {stem}"));
        let name = article.file_name().unwrap().to_string_lossy();
        let (counts, found) = measure(&name, &gold, &fs::read_to_string(article).unwrap());
        faults.extend(found);
        by_language.entry(gold.language).or_default().add(&counts);
        all.add(&counts);
    }
    println!("language  {}", T::HEADINGS);
    for (language, counts) in &by_language {
        println!("{language:<8} {}", counts.row());
    }
    println!("{:<8} {}", "all", all.row());
    if std::env::var_os("KZQ_ARTICLES_WRONG").is_some() {
        println!("{}", faults.join("\n"));
    }
    all
}
