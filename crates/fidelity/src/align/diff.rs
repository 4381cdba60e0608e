//! [`Diff`]: a word-level diff of two texts.

use serde::Serialize;

use super::normalized_text::NormalizedText;
use super::tokens::{TokenSpan, tokenize};
use super::{AlignMode, AlignStep, AlignToken, Interner, align};
use kzq_text::Safe;
use kzq_text::safe;

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Both texts have it; printed as in the second.
    Equal,
    /// Only the first text has it.
    Delete,
    /// Only the second text has it.
    Insert,
    /// The first text has it, the second a sign of omission.
    Omit,
}

/// A run of words with the same kind of change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiffPart {
    /// Which of the texts has it.
    #[serde(rename = "op")]
    pub kind: ChangeKind,
    /// The words and punctuation, preceded by a space if there is one in the text.
    pub text: Safe<'static>,
}

/// A word-level diff of two texts; differences in print ([`PrintDifference`](crate::PrintDifference)) are ignored.
///
/// Up to white space, equal and inserted parts make up the second text; equal, deleted and omitted parts the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Diff(pub Vec<DiffPart>);

/// A text, normalised and split into tokens.
#[derive(Clone, Debug)]
pub(crate) struct TokenizedText<'t> {
    pub(crate) raw: &'t str,
    pub(crate) normalized: NormalizedText,
    pub(crate) tokens: Vec<TokenSpan>,
}

impl<'t> TokenizedText<'t> {
    pub(crate) fn new(raw: &'t str) -> Self {
        let normalized = NormalizedText::new(raw);
        let tokens = tokenize(normalized.as_str()).collect();
        Self { raw, normalized, tokens }
    }

    pub(crate) fn align_tokens(&self, interner: &mut Interner) -> Vec<AlignToken> {
        self.tokens.iter().map(|token| interner.intern(self.normalized.as_str(), token)).collect()
    }

    pub(crate) fn view(&self) -> TokenView<'_> {
        TokenView { raw: self.raw, normalized: &self.normalized, tokens: &self.tokens }
    }
}

/// Tokens together with the text they come from, to print them as written there.
#[derive(Clone, Copy)]
pub(crate) struct TokenView<'t> {
    pub(crate) raw: &'t str,
    pub(crate) normalized: &'t NormalizedText,
    pub(crate) tokens: &'t [TokenSpan],
}

impl TokenView<'_> {
    /// Appends a token, preceded by a space if the text has white space there.
    fn push_to(self, out: &mut String, token: usize) {
        let at = self.tokens[token].range.clone();
        if self.normalized.as_str()[..at.start].ends_with(' ') {
            out.push(' ');
        }
        out.push_str(&self.raw[self.normalized.raw_range(at)]);
    }
}

impl Diff {
    /// Compares `old` with `new`.
    pub fn between(old: &str, new: &str) -> Self {
        let (old, new) = (TokenizedText::new(old), TokenizedText::new(new));
        let mut numbers = Interner::default();
        let (source, quoted) = (old.align_tokens(&mut numbers), new.align_tokens(&mut numbers));
        Self::from_steps(&align(&quoted, &source, AlignMode::Whole).steps, old.view(), new.view())
    }

    pub(crate) fn from_steps(steps: &[AlignStep], source: TokenView<'_>, quoted: TokenView<'_>) -> Self {
        let mut builder =
            DiffBuilder { source, quoted, parts: Vec::new(), deleted: String::new(), inserted: String::new() };
        for &step in steps {
            builder.add(step);
        }
        builder.flush();
        Self(builder.parts.into_iter().map(|(kind, text)| DiffPart { kind, text: Safe::line(text) }).collect())
    }

    /// Whether the texts have the same words.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|change| change.kind == ChangeKind::Equal)
    }

    /// The words covered by signs of omission.
    pub fn omitted(&self) -> impl Iterator<Item = &Safe<'static>> {
        self.0.iter().filter(|change| change.kind == ChangeKind::Omit).map(|change| &change.text)
    }

    /// Renders the diff as one line: `[-deleted-]`, `{+inserted+}`, `[…]` for omissions, with a few words of context
    /// around each change.
    pub fn render_line(&self) -> Safe<'static> {
        Safe::join(self.render_parts().into_iter().map(|(_, text)| text), "")
    }

    /// Like `render_line`, but part by part.
    pub fn render_parts(&self) -> Vec<(ChangeKind, Safe<'static>)> {
        let last = self.0.len().saturating_sub(1);
        let render = |(index, DiffPart { kind, text }): (usize, &DiffPart)| {
            let (blank, words) = match text.as_str().strip_prefix(' ') {
                Some(words) => (" ", text.slice(text.as_str().len() - words.len()..text.as_str().len())),
                None => ("", text.to_borrowed()),
            };
            let blank = if index == 0 { "" } else { blank };
            let words = match kind {
                ChangeKind::Equal => elide_middle(&words, index > 0, index < last),
                ChangeKind::Delete => safe!("[-", words, "-]"),
                ChangeKind::Insert => safe!("{+", words, "+}"),
                ChangeKind::Omit => "[…]".into(),
            };
            let joined = *kind == ChangeKind::Insert && index > 0 && self.0[index - 1].kind == ChangeKind::Delete;
            (*kind, if joined { words } else { safe!(blank, words) })
        };
        self.0.iter().enumerate().map(render).collect()
    }
}

/// Shortens an equal run to the words nearest to the changes before and after it.
fn elide_middle(words: &Safe<'_>, after_change: bool, before_change: bool) -> Safe<'static> {
    /// Number of words kept on each side.
    const CONTEXT_WORDS: usize = 6;
    let text = words.as_str();
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    let kept = CONTEXT_WORDS * (usize::from(after_change) + usize::from(before_change));
    if starts.len() <= kept + 1 || kept == 0 {
        return words.clone().into_owned();
    }
    let head = if after_change { words.slice(0..starts[CONTEXT_WORDS - 1]) } else { Safe::default() };
    let tail =
        if before_change { words.slice(starts[starts.len() - CONTEXT_WORDS]..text.len()) } else { Safe::default() };
    safe!(head, if after_change { " …" } else { "…" }, tail)
}

/// Builds a diff from alignment steps.
struct DiffBuilder<'t> {
    source: TokenView<'t>,
    quoted: TokenView<'t>,
    parts: Vec<(ChangeKind, String)>,
    deleted: String,
    inserted: String,
}

impl DiffBuilder<'_> {
    fn add(&mut self, step: AlignStep) {
        match step {
            AlignStep::Same { quoted, .. } => {
                self.flush();
                let words = self.quoted;
                words.push_to(self.part_of_kind(ChangeKind::Equal), quoted);
            }
            AlignStep::Replaced { quoted, source } => {
                self.source.push_to(&mut self.deleted, source);
                self.quoted.push_to(&mut self.inserted, quoted);
            }
            AlignStep::QuoteOnly(quoted) => self.quoted.push_to(&mut self.inserted, quoted),
            AlignStep::SourceOnly(source) => self.source.push_to(&mut self.deleted, source),
            AlignStep::Omitted(source) => {
                self.flush();
                let words = self.source;
                words.push_to(self.part_of_kind(ChangeKind::Omit), source);
            }
        }
    }

    /// The last part if it has this kind, else a new one.
    fn part_of_kind(&mut self, kind: ChangeKind) -> &mut String {
        if self.parts.last().is_none_or(|(last, _)| *last != kind) {
            self.parts.push((kind, String::new()));
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last].1
    }

    /// Appends the pending changes: deletions first, then insertions.
    fn flush(&mut self) {
        let changed = [(ChangeKind::Delete, &mut self.deleted), (ChangeKind::Insert, &mut self.inserted)];
        for (kind, text) in changed {
            if !text.is_empty() {
                self.parts.push((kind, std::mem::take(text)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_are_rendered() {
        for (old, new, expected) in [
            ("We must be frank.", "We must be frank.", "We must be frank."),
            ("We must be frank.", "We must not be frank.", "We must {+not+} be frank."),
            (
                "will someday later become",
                "will within five years become",
                "will [-someday later-]{+within five years+} become",
            ),
            ("It’s so", "It's so", "It's so"),
            ("we win.", "We win!", "[-we-]{+We+} win[-.-]{+!+}"),
            ("a", "", "[-a-]"),
            ("", "a b", "{+a b+}"),
            ("", "", ""),
        ] {
            assert_eq!(Diff::between(old, new).render_line().as_str(), expected);
        }
    }

    #[test]
    fn words_far_from_a_change_are_elided() {
        let words =
            |from: usize, to: usize| (from..to).map(|number| format!("w{number}")).collect::<Vec<_>>().join(" ");
        let (old, new) =
            (format!("{} a {}", words(0, 30), words(30, 60)), format!("{} b {}", words(0, 30), words(30, 60)));
        assert_eq!(
            Diff::between(&old, &new).render_line().as_str(),
            "… w24 w25 w26 w27 w28 w29 [-a-]{+b+} w30 w31 w32 w33 w34 w35 …"
        );
    }

    #[test]
    fn a_diff_serialises_as_a_list_of_operations() {
        let json = serde_json::to_string(&Diff::between("a b c", "a x c")).unwrap();
        let expected = r#"[{"op":"equal","text":"a"},{"op":"delete","text":" b"},{"op":"insert","text":" x"},{"op":"equal","text":" c"}]"#;
        assert_eq!(json, expected);
    }

    proptest::proptest! {
        #[test]
        fn diff_parts_reconstruct_both_texts(old in "[a-c]?([ ,][a-cé]){0,8}", new in "[a-c]?([ ,][a-cé]){0,8}") {
            let diff = Diff::between(&old, &new);
            let made = |without: ChangeKind| {
                let kept = diff.0.iter().filter(|change| change.kind != without);
                kept.map(|change| change.text.as_str()).collect::<String>()
            };
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(bare(&made(ChangeKind::Delete)), bare(&new));
            proptest::prop_assert_eq!(bare(&made(ChangeKind::Insert)), bare(&old));
            proptest::prop_assert_eq!(diff.is_empty(), bare(&old) == bare(&new));
        }
    }
}
