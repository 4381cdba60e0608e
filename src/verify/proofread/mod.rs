//! The quotations of a draft, held against the loaded collections.
//!
//! A draft is read as a reader sees it, whatever its markup; every quotation in it is found, in marks or set apart;
//! and of each it is said whether somebody said so, and whether it is the one whom the draft names. The draft itself
//! is never changed.
//!
//! One or two words in quotation marks are more often a term, a title or a doubt than somebody's words. One word is
//! judged only where the draft says that somebody said it, and two words only there or where a quotation holds them;
//! so are titles of sources. What is not judged is counted.

mod html;
mod judge;
mod markdown;
mod marks;
mod names;
mod nodes;
mod prose;
mod whose;

use serde::{Serialize, Serializer};

pub use self::judge::Proofreader;
use self::prose::Prose;
use super::{Diff, Fold};
use crate::corpus::EntryId;
use crate::search::map;
use crate::text::{Lines, Safe};

/// How a draft is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftFormat {
    /// Plain text; paragraphs are set apart by empty lines.
    Plain,
    /// Markdown (`CommonMark`).
    Markdown,
    /// HTML.
    Html,
}

impl DraftFormat {
    /// The format that the name of a file tells, else the one that its text looks like.
    pub fn of(name: &str, draft: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("md" | "markdown" | "mdown" | "mkd" | "mdx") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("txt" | "text") => Self::Plain,
            _ => Self::sniffed(draft),
        }
    }

    fn sniffed(draft: &str) -> Self {
        let start = draft.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let tag =
            start.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'));
        let signs = |line: &str| {
            let heading = line.trim_start_matches('#');
            (heading.len() < line.len() && heading.starts_with(' '))
                || ["> ", "```", "~~~", "* ", "- "].iter().any(|sign| line.starts_with(sign))
        };
        match (tag, draft.lines().any(signs)) {
            (true, _) => Self::Html,
            (false, true) => Self::Markdown,
            (false, false) => Self::Plain,
        }
    }

    fn prose(self, draft: &str) -> Prose {
        match self {
            Self::Plain => Prose::plain(draft),
            Self::Markdown => markdown::prose(draft),
            Self::Html => html::prose(draft),
        }
    }
}

/// What a quotation of a draft is found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DraftVerdict {
    /// Somebody's words, to the character. A stop or comma before the closing mark is the house's.
    Exact,
    /// Somebody's words in other print.
    Folded,
    /// Somebody's words, with omissions and insertions that are marked as such.
    Edited,
    /// Like somebody's words, and not the same.
    Drifted,
    /// A paraphrase, which nobody said so.
    Paraphrase,
    /// Somebody else's words.
    Misattributed,
    /// Words that no collection has.
    Unknown,
}

impl DraftVerdict {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Exact, Self::Folded, Self::Edited, Self::Drifted, Self::Paraphrase, Self::Misattributed, Self::Unknown];

    /// Its name in JSON and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Edited => "edited",
            Self::Drifted => "drifted",
            Self::Paraphrase => "paraphrase",
            Self::Misattributed => "misattributed",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the quotation can be printed.
    pub fn is_fine(self) -> bool {
        matches!(self, Self::Exact | Self::Folded | Self::Edited)
    }
}

impl Serialize for DraftVerdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A quotation of a draft, with what was found of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The line in which it begins, with its opening mark where it has one; from 1.
    pub line: usize,
    /// The column, in characters, from 1.
    pub column: usize,
    /// What stands between the marks.
    pub text: Safe<'static>,
    /// What it is found to be.
    pub verdict: DraftVerdict,
    /// The entry that has the words, or those most like them.
    pub entry: Option<EntryId>,
    /// The one who, as the draft has it, said so.
    pub attributed_to: Option<Safe<'static>>,
    /// From the words of the entry to those of the draft, where they differ.
    pub diff: Option<Diff>,
    /// In what other print it stands.
    pub folded: Vec<Fold>,
    /// How alike the words are, where they differ; see [`Verdict::Near`](super::Verdict::Near).
    pub similarity: Option<f64>,
    /// What an editor should look at.
    pub note: Option<Safe<'static>>,
}

/// What was found in a draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proof {
    /// Its quotations, in order.
    pub judged: Vec<Judged>,
    /// How many terms and titles in quotation marks were not judged.
    pub terms: usize,
}

/// Finds and judges the quotations of a draft.
pub fn proofread(reader: &Proofreader<'_>, draft: &str, format: DraftFormat) -> Proof {
    let prose = format.prose(draft);
    let nodes = nodes::nodes(&prose);
    let attributions = reader.attributions(&prose.text, &nodes);
    let found = map(reader.parallel(), nodes.len(), |at| reader.judge(&prose.text, &nodes[at], &attributions[at]));
    let lines = Lines::of(draft);
    let mut proof = Proof::default();
    for (judged, terms) in found {
        proof.terms += terms;
        proof.judged.extend(judged.into_iter().map(|(start, judged)| {
            let at = draft.floor_char_boundary(prose.place(start).min(draft.len()));
            Judged { line: lines.line(at), column: lines.column(draft, at), ..judged }
        }));
    }
    proof
}
