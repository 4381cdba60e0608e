//! [`Diff`]: a word-level diff of two texts.

use serde::Serialize;

use super::normalized_text::Stream;
use super::tokens::{Token, tokens};
use super::{Item, Numbers, Reach, Step, align};
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
pub struct Change {
    /// Which of the texts has it.
    #[serde(rename = "op")]
    pub kind: ChangeKind,
    /// The words and punctuation, preceded by a space if there is one in the text.
    pub text: Safe<'static>,
}

/// A word-level diff of two texts; differences in print ([`Fold`](crate::Fold)) are ignored.
///
/// Up to white space, equal and inserted parts make up the second text; equal, deleted and omitted parts the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Diff(pub Vec<Change>);

/// A text, normalised and split into tokens.
#[derive(Clone, Debug)]
pub(crate) struct Parted<'t> {
    pub(crate) raw: &'t str,
    pub(crate) stream: Stream,
    pub(crate) tokens: Vec<Token>,
}

impl<'t> Parted<'t> {
    pub(crate) fn of(raw: &'t str) -> Self {
        let stream = Stream::of(raw);
        let tokens = tokens(stream.as_str()).collect();
        Self { raw, stream, tokens }
    }

    pub(crate) fn items(&self, numbers: &mut Numbers) -> Vec<Item> {
        self.tokens.iter().map(|token| numbers.item(self.stream.as_str(), token)).collect()
    }

    pub(crate) fn words(&self) -> Printed<'_> {
        Printed { raw: self.raw, stream: &self.stream, tokens: &self.tokens }
    }
}

/// Tokens together with the text they come from, to print them as written there.
#[derive(Clone, Copy)]
pub(crate) struct Printed<'t> {
    pub(crate) raw: &'t str,
    pub(crate) stream: &'t Stream,
    pub(crate) tokens: &'t [Token],
}

impl Printed<'_> {
    /// Appends a token, preceded by a space if the text has white space there.
    fn push_to(self, out: &mut String, token: usize) {
        let at = self.tokens[token].at.clone();
        if self.stream.as_str()[..at.start].ends_with(' ') {
            out.push(' ');
        }
        out.push_str(&self.raw[self.stream.raw(at)]);
    }
}

impl Diff {
    /// Compares `old` with `new`.
    pub fn between(old: &str, new: &str) -> Self {
        let (old, new) = (Parted::of(old), Parted::of(new));
        let mut numbers = Numbers::default();
        let (source, quoted) = (old.items(&mut numbers), new.items(&mut numbers));
        Self::of_steps(&align(&quoted, &source, Reach::Whole).steps, old.words(), new.words())
    }

    pub(crate) fn of_steps(steps: &[Step], source: Printed<'_>, quoted: Printed<'_>) -> Self {
        let mut writing = Writing { source, quoted, made: Vec::new(), deleted: String::new(), inserted: String::new() };
        for &step in steps {
            writing.add(step);
        }
        writing.settle();
        Self(writing.made.into_iter().map(|(kind, text)| Change { kind, text: Safe::line(text) }).collect())
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
    pub fn marked(&self) -> Safe<'static> {
        Safe::join(self.pieces().into_iter().map(|(_, text)| text), "")
    }

    /// Like `render_line`, but part by part.
    pub fn pieces(&self) -> Vec<(ChangeKind, Safe<'static>)> {
        let last = self.0.len().saturating_sub(1);
        let set = |(index, Change { kind, text }): (usize, &Change)| {
            let (blank, words) = match text.as_str().strip_prefix(' ') {
                Some(words) => (" ", text.slice(text.as_str().len() - words.len()..text.as_str().len())),
                None => ("", text.borrowed()),
            };
            let blank = if index == 0 { "" } else { blank };
            let words = match kind {
                ChangeKind::Equal => shortened(&words, index > 0, index < last),
                ChangeKind::Delete => safe!("[-", words, "-]"),
                ChangeKind::Insert => safe!("{+", words, "+}"),
                ChangeKind::Omit => "[…]".into(),
            };
            let joined = *kind == ChangeKind::Insert && index > 0 && self.0[index - 1].kind == ChangeKind::Delete;
            (*kind, if joined { words } else { safe!(blank, words) })
        };
        self.0.iter().enumerate().map(set).collect()
    }
}

/// Shortens an equal run to the words nearest to the changes before and after it.
fn shortened(words: &Safe<'_>, before: bool, behind: bool) -> Safe<'static> {
    /// Number of words kept on each side.
    const WORDS: usize = 6;
    let text = words.as_str();
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    let wanted = WORDS * (usize::from(before) + usize::from(behind));
    if starts.len() <= wanted + 1 || wanted == 0 {
        return words.clone().into_owned();
    }
    let head = if before { words.slice(0..starts[WORDS - 1]) } else { Safe::default() };
    let tail = if behind { words.slice(starts[starts.len() - WORDS]..text.len()) } else { Safe::default() };
    safe!(head, if before { " …" } else { "…" }, tail)
}

/// Builds a diff from alignment steps.
struct Writing<'t> {
    source: Printed<'t>,
    quoted: Printed<'t>,
    made: Vec<(ChangeKind, String)>,
    deleted: String,
    inserted: String,
}

impl Writing<'_> {
    fn add(&mut self, step: Step) {
        match step {
            Step::Same { quoted, .. } => {
                self.settle();
                let words = self.quoted;
                words.push_to(self.piece(ChangeKind::Equal), quoted);
            }
            Step::Other { quoted, source } => {
                self.source.push_to(&mut self.deleted, source);
                self.quoted.push_to(&mut self.inserted, quoted);
            }
            Step::Quoted(quoted) => self.quoted.push_to(&mut self.inserted, quoted),
            Step::Source(source) => self.source.push_to(&mut self.deleted, source),
            Step::Omitted(source) => {
                self.settle();
                let words = self.source;
                words.push_to(self.piece(ChangeKind::Omit), source);
            }
        }
    }

    /// The last part if it has this kind, else a new one.
    fn piece(&mut self, kind: ChangeKind) -> &mut String {
        if self.made.last().is_none_or(|(last, _)| *last != kind) {
            self.made.push((kind, String::new()));
        }
        let last = self.made.len() - 1;
        &mut self.made[last].1
    }

    /// Appends the pending changes: deletions first, then insertions.
    fn settle(&mut self) {
        let changed = [(ChangeKind::Delete, &mut self.deleted), (ChangeKind::Insert, &mut self.inserted)];
        for (kind, text) in changed {
            if !text.is_empty() {
                self.made.push((kind, std::mem::take(text)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_are_marked() {
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
            assert_eq!(Diff::between(old, new).marked().as_str(), expected);
        }
    }

    #[test]
    fn words_far_from_a_change_are_left_out() {
        let words =
            |from: usize, to: usize| (from..to).map(|number| format!("w{number}")).collect::<Vec<_>>().join(" ");
        let (old, new) =
            (format!("{} a {}", words(0, 30), words(30, 60)), format!("{} b {}", words(0, 30), words(30, 60)));
        assert_eq!(
            Diff::between(&old, &new).marked().as_str(),
            "… w24 w25 w26 w27 w28 w29 [-a-]{+b+} w30 w31 w32 w33 w34 w35 …"
        );
    }

    #[test]
    fn a_diff_is_a_list_of_operations() {
        let json = serde_json::to_string(&Diff::between("a b c", "a x c")).unwrap();
        let expected = r#"[{"op":"equal","text":"a"},{"op":"delete","text":" b"},{"op":"insert","text":" x"},{"op":"equal","text":" c"}]"#;
        assert_eq!(json, expected);
    }

    proptest::proptest! {
        #[test]
        fn the_pieces_make_both_texts(old in "[a-c]?([ ,][a-cé]){0,8}", new in "[a-c]?([ ,][a-cé]){0,8}") {
            let diff = Diff::between(&old, &new);
            let made = |without: ChangeKind| {
                let kept = diff.0.iter().filter(|change| change.kind != without);
                kept.map(|change| change.text.as_str()).collect::<String>()
            };
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(bare(&made(ChangeKind::Delete)), bare(&new));
            proptest::prop_assert_eq!(bare(&made(ChangeKind::Insert)), bare(&old));
            proptest::prop_assert_eq!(diff.is_empty(), bare(&old) == bare(&new) && old.trim() == new.trim() || diff.is_empty());
        }
    }
}
