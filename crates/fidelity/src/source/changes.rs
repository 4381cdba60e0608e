//! How a draft's quotation differs from the words it quotes, apart from marked edits: in words, in their spelling, in
//! punctuation, or only in ways that manuals of style allow.

use serde::Serialize;

use super::edited_quote::EditedQuote;
use super::edits::OriginalText;
use super::spoken::spoken_form;
use crate::align::AlignStep;
use kzq_text::fold::fold;

/// How much a quotation differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Only punctuation differs.
    Punctuation,
    /// Only spelling, the case of letters or the form of numbers differs, perhaps with punctuation.
    Spelling,
    /// Words differ.
    Words,
}

/// An unmarked change that is allowed: the words are still the speaker's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SilentChange {
    /// The first letter of the quotation, or of what follows an omission, in another case.
    InitialCapital,
    /// Another spelling, or numbers in words or digits, of spoken words.
    Spelling,
    /// Numbers of notes.
    NoteMarks,
    /// What the audience did: `(Applause.)`.
    Reactions,
}

impl SilentChange {
    /// A description for the user.
    pub fn name(self) -> &'static str {
        match self {
            Self::InitialCapital => "initial capital",
            Self::Spelling => "spelling or form of numbers",
            Self::NoteMarks => "marks of notes",
            Self::Reactions => "reactions of the audience",
        }
    }
}

/// Which silent changes are allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leniency {
    /// Whether none is.
    pub(crate) is_strict: bool,
    /// Whether the words were spoken, so that their spelling is the transcriber's.
    pub(crate) is_spoken: bool,
}

/// A change: either one that may be allowed, or how much it differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Silent(SilentChange),
    Differs(Severity),
}

/// The changes of a quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// The silent changes that are allowed, without repetitions.
    pub(crate) silent: Vec<SilentChange>,
    /// How much it differs apart from these; `None` if it does not.
    pub(crate) severity: Option<Severity>,
}

impl Changes {
    /// Finds the changes. `first` is the first token of the quotation that the steps cover.
    pub(crate) fn of(
        steps: &[AlignStep],
        quote: &EditedQuote<'_>,
        first: usize,
        original: &OriginalText<'_>,
        leniency: Leniency,
    ) -> Self {
        let mut changes = Self::default();
        for group in change_groups(steps, quote, first) {
            match classify(&group, quote, original) {
                Change::Silent(kind) if is_allowed(kind, leniency) => changes.silent.push(kind),
                Change::Silent(_) => changes.severity = changes.severity.max(Some(Severity::Spelling)),
                Change::Differs(severity) => changes.severity = changes.severity.max(Some(severity)),
            }
        }
        changes.silent.sort_unstable();
        changes.silent.dedup();
        changes
    }
}

fn is_allowed(kind: SilentChange, leniency: Leniency) -> bool {
    !leniency.is_strict && (kind != SilentChange::Spelling || leniency.is_spoken)
}

/// Tokens of a quotation and of the original that differ, side by side.
#[derive(Debug, Default)]
struct ChangeGroup {
    quoted: Vec<usize>,
    source: Vec<usize>,
    /// Whether it is at the beginning, and at the end, of the part that was aligned.
    is_first: bool,
    is_last: bool,
}

impl ChangeGroup {
    /// The words of the original with those just outside of the part that was aligned, where the group is at its edge: of
    /// `five percent`, an alignment with `5%` may leave out a word.
    fn longer_sources(&self, original: &OriginalText<'_>) -> impl Iterator<Item = Vec<String>> {
        const MAX_EXTRA_TOKENS: usize = 4;
        let count = original.tokens.len();
        let (first, last) = (self.source.first().copied(), self.source.last().copied());
        let ranges = first.zip(last).into_iter().flat_map(move |(first, last)| {
            let before = if self.is_first { 0..=MAX_EXTRA_TOKENS.min(first) } else { 0..=0 };
            let after = if self.is_last { MAX_EXTRA_TOKENS.min(count - 1 - last) } else { 0 };
            before.flat_map(move |before| (0..=after).map(move |after| first - before..last + after + 1))
        });
        let is_word = |at: &usize| original.tokens[*at].is_word || matches!(original.word(*at), "%" | "$" | "&");
        let words = ranges.map(|range| range.filter(is_word).map(|at| original.word(at).to_owned()).collect());
        words.collect::<Vec<Vec<String>>>().into_iter()
    }
}

/// The groups of consecutive steps that change something without a mark.
fn change_groups(steps: &[AlignStep], quote: &EditedQuote<'_>, first: usize) -> Vec<ChangeGroup> {
    let mut groups = Vec::new();
    let mut group = ChangeGroup::default();
    for step in steps {
        match *step {
            AlignStep::Replaced { quoted, source } => {
                group.quoted.push(first + quoted);
                group.source.push(source);
            }
            AlignStep::QuoteOnly(at) if !quote.is_edit(first + at) => group.quoted.push(first + at),
            AlignStep::SourceOnly(at) => group.source.push(at),
            _ => groups.push(std::mem::take(&mut group)),
        }
    }
    group.is_last = true;
    groups.push(group);
    if let Some(group) = groups.first_mut() {
        group.is_first = true;
    }
    groups.retain(|group| !(group.quoted.is_empty() && group.source.is_empty()));
    groups
}

fn classify(group: &ChangeGroup, quote: &EditedQuote<'_>, original: &OriginalText<'_>) -> Change {
    let quoted: Vec<(&str, bool)> = group.quoted.iter().map(|&at| quote.token(at)).collect();
    let source: Vec<(&str, bool)> =
        group.source.iter().map(|&at| (original.word(at), original.tokens[at].is_word)).collect();
    if let ([(own, true)], [(other, true)]) = (&quoted[..], &source[..])
        && is_initial(group.quoted[0], quote)
        && differs_in_first_case(own, other)
    {
        return Change::Silent(SilentChange::InitialCapital);
    }
    if quoted.is_empty() && is_reaction(&source) {
        return Change::Silent(SilentChange::Reactions);
    }
    let words = |tokens: &[(&str, bool)]| {
        tokens
            .iter()
            .filter(|(word, is_word)| *is_word || matches!(*word, "%" | "$" | "&"))
            .map(|(word, _)| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let marks = |tokens: &[(&str, bool)]| {
        tokens
            .iter()
            .filter(|(word, is_word)| !is_word && !matches!(*word, "%" | "$" | "&"))
            .map(|(word, _)| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let (own, other) = (words(&quoted), words(&source));
    if own == other {
        return Change::Differs(Severity::Punctuation);
    }
    let heard = spoken_form(&own);
    let is_heard =
        heard == spoken_form(&other) || group.longer_sources(original).any(|other| heard == spoken_form(&other));
    if !is_heard {
        return Change::Differs(Severity::Words);
    }
    if marks(&quoted) == marks(&source) {
        Change::Silent(SilentChange::Spelling)
    } else {
        Change::Differs(Severity::Spelling)
    }
}

/// Whether a token begins the quotation, or what follows an omission.
fn is_initial(token: usize, quote: &EditedQuote<'_>) -> bool {
    let before: Option<usize> = (0..token).rev().find(|&at| quote.is_edit(at) || quote.token(at).1);
    before.is_none_or(|at| quote.is_edit(at) && !quote.is_in_brackets(at))
}

/// Whether two words differ only in the case of their first letter; in Turkish, `i` is `İ` and `ı` is `I`.
fn differs_in_first_case(one: &str, other: &str) -> bool {
    let (mut ones, mut others) = (one.chars(), other.chars());
    let (Some(first), Some(second)) = (ones.next(), others.next()) else { return false };
    let same = first.to_lowercase().eq(second.to_lowercase())
        || matches!((first, second), ('i', 'İ') | ('İ', 'i') | ('ı', 'I') | ('I', 'ı'));
    same && first != second && ones.as_str() == others.as_str()
}

/// Whether tokens are what a transcript says of the audience, in brackets.
fn is_reaction(tokens: &[(&str, bool)]) -> bool {
    const REACTIONS: &[&str] = &[
        "applause",
        "laughter",
        "cheers",
        "cheering",
        "crosstalk",
        "inaudible",
        "boos",
        "pause",
        "beifall",
        "heiterkeit",
        "applaudissements",
        "rires",
        "аплодисменты",
        "смех",
        "alkışlar",
        "aplausos",
        "risas",
    ];
    let is_known = |word: &str| REACTIONS.iter().any(|known| fold(known) == fold(word));
    let has_bracket = tokens.iter().any(|(mark, _)| matches!(*mark, "(" | ")" | "[" | "]"));
    // The alignment may part a bracket from its words.
    has_bracket
        && tokens.iter().all(|(token, is_word)| {
            if *is_word { is_known(token) } else { matches!(*token, "(" | ")" | "[" | "]" | "." | "!" | ",") }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceText;

    /// Returns the silent changes of a quotation, and the severity of the others.
    fn changes(said: &str, quoted: &str, is_spoken: bool) -> (Vec<SilentChange>, Option<Severity>) {
        let leniency = Leniency { is_strict: false, is_spoken };
        let compared = SourceText::new(said.to_owned()).compare(&EditedQuote::parse(quoted), leniency).unwrap();
        (compared.changes.silent, compared.changes.severity)
    }

    #[test]
    fn spelling_variants_of_spoken_words_are_accepted() {
        for (said, quoted) in [
            ("we need five more percent of it", "we need 5 more % of it"),
            ("we need 5% of it", "we need five percent of it"),
            ("five per cent is it", "5 percent is it"),
            ("they organise the labour", "they organize the labor"),
            ("two hundred and fifty towns", "250 towns"),
            ("2.5 million towns", "2,500,000 towns"),
            ("a twenty-five year plan", "a 25 year plan"),
            ("we re-elect them", "we reelect them"),
            ("five dollars each", "$5 each"),
            ("всё ещё так", "все еще так"),
            ("die Straße dort", "die Strasse dort"),
            ("our Government said", "our government said"),
        ] {
            assert_eq!(changes(said, quoted, true), (vec![SilentChange::Spelling], None), "{quoted}");
            assert_eq!(changes(said, quoted, false), (vec![], Some(Severity::Spelling)), "{quoted}");
        }
    }

    #[test]
    fn case_of_the_first_letter_may_change() {
        for (said, quoted) in [
            ("And the mills stood still.", "the mills stood still"),
            ("The mills stood still.", "the mills stood still"),
            ("so the mills stood still.", "The mills stood still"),
            ("The mills of our town. Nobody knew why.", "The mills … nobody knew why"),
            ("İnsan yaşar ve ölür.", "insan yaşar ve ölür"),
            ("Işık gelir ve gider.", "ışık gelir ve gider"),
        ] {
            let (silent, severity) = changes(said, quoted, false);
            assert_eq!(severity, None, "{quoted}");
            assert!(silent.iter().all(|change| *change == SilentChange::InitialCapital), "{quoted}");
        }
        let strict = Leniency { is_strict: true, is_spoken: true };
        let quote = EditedQuote::parse("the mills stood");
        let compared = SourceText::new("The mills stood.".to_owned()).compare(&quote, strict).unwrap();
        assert_eq!(compared.changes.severity, Some(Severity::Spelling));
    }

    #[test]
    fn differences_are_graded_by_severity() {
        for (said, quoted, severity) in [
            ("the mills, the looms and the town", "the mills the looms and the town", Severity::Punctuation),
            ("the mills stood still there", "the mills stood there", Severity::Words),
            ("the mills stood still", "the mills never stood still", Severity::Words),
            ("five mills stood still", "six mills stood still", Severity::Words),
            ("it cost 5 percent more", "it cost 5 times more", Severity::Words),
        ] {
            assert_eq!(changes(said, quoted, true), (vec![], Some(severity)), "{quoted}");
        }
        let applause = changes("We thank you. (Applause.) We will stay.", "We thank you. We will stay.", false);
        assert_eq!(applause, (vec![SilentChange::Reactions], None));
    }
}
