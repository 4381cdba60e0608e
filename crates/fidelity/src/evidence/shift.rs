//! Finds where a text shifts what another one claims, though both are about the same: a hedge, a quantifier, a condition
//! or a cause that only one of them has, and who did what to whom.
//!
//! It knows the words of closed lists, and no grammar. A sentence is split into statements at punctuation
//! and before a condition or a cause. Two statements are about the same if they share the word that the marker is about,
//! and half of the others, by stem. Like [negations](super::negation_scope), what it finds is for the user to check.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::negation_scope::{MAX_CLAUSE_TOKENS, MAX_LIKE, has_half};
use super::shift_kind::ShiftKind;
use super::shift_words::{Marker, MarkerKind, Rank, implied_at, marker_at};
use super::stem::StemSet;
use super::token::{ContentKind, ContentToken, Fact};

/// Maximum number of statements considered, and of those that say a condition or a cause.
const MAX_STATEMENTS: usize = 512;
const MAX_CONDITIONS: usize = 64;
/// Maximum number of other parts of its sentence that a condition or a cause is considered with.
const MAX_PARTS: usize = 8;
/// Maximum number of tokens in an excerpt.
const MAX_EXCERPT_TOKENS: usize = 8;
/// Maximum number of tokens between a quantifier and the word that it is about: `most of the other members`.
const MAX_QUANTIFIER_GAP: usize = 4;

/// A shift between the evidence and a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What is shifted.
    pub kind: ShiftKind,
    /// The words of the evidence; `None` if only the text has such words.
    pub evidence: Option<String>,
    /// The words of the text, as a byte range; `None` if only the evidence has such words.
    pub text: Option<Range<usize>>,
}

/// Something that a statement is marked with.
#[derive(Clone, Debug)]
struct Mark {
    marker: Marker,
    /// The word that it is about.
    word: String,
    /// From the marker over the words that follow.
    at: Range<usize>,
}

/// Who does something, and to whom or what else.
#[derive(Clone, Debug)]
struct Action {
    verb: String,
    agent: String,
    others: Vec<String>,
}

/// A part of a sentence that says one thing.
#[derive(Clone, Debug)]
struct Statement {
    /// The lookup keys of its content words, without its markers.
    words: Vec<String>,
    stems: StemSet,
    sentence: usize,
    marks: Vec<Mark>,
    /// The condition or cause that it is.
    role: Option<ShiftKind>,
    has_number: bool,
    actions: Vec<Action>,
    at: Range<usize>,
    excerpt: String,
}

/// The statements of texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Statements {
    all: Vec<Statement>,
    /// For each sentence, the kinds that a word of it marks or implies.
    kinds: Vec<HashSet<ShiftKind>>,
}

impl Statements {
    /// Divides texts, each with its tokens, into statements.
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = (&'t str, &'t [ContentToken])>) -> Self {
        let mut statements = Self::default();
        for (text, tokens) in texts {
            statements.add_text(text, tokens);
        }
        statements
    }

    fn add_text(&mut self, text: &str, tokens: &[ContentToken]) {
        let markers: Vec<Option<Marker>> = (0..tokens.len()).map(|at| marker_at(text, tokens, at)).collect();
        let gap = |at: usize| &text[tokens[at - 1].range.end..tokens[at].range.start];
        let mut start = 0;
        self.kinds.push(HashSet::new());
        for at in 1..=tokens.len() {
            let is_end = at == tokens.len()
                || at - start == MAX_CLAUSE_TOKENS
                || gap(at).contains([',', ';', ':', '.', '!', '?', '—', '–', '…', '\n'])
                || markers[at].is_some_and(Marker::opens_statement);
            if !is_end || self.all.len() == MAX_STATEMENTS {
                continue;
            }
            self.add_statement(text, tokens, &markers, start..at);
            start = at;
            if at < tokens.len() && gap(at).contains(['.', '!', '?', '…', '\n', ';']) {
                self.kinds.push(HashSet::new());
            }
        }
    }

    fn add_statement(&mut self, text: &str, tokens: &[ContentToken], markers: &[Option<Marker>], part: Range<usize>) {
        let markers: Vec<(usize, Marker)> = part.clone().filter_map(|at| Some((at, markers[at]?))).collect();
        let sentence = self.kinds.len() - 1;
        self.kinds[sentence].extend(markers.iter().map(|(_, marker)| marker.kind.shift()));
        self.kinds[sentence].extend(part.clone().flat_map(|at| implied_at(text, tokens, at)));
        let is_marker = |at: usize| markers.iter().any(|(start, marker)| (*start..start + marker.tokens).contains(&at));
        let is_word = |at: &usize| tokens[*at].kind != ContentKind::StopWord && !is_marker(*at);
        let excerpt = |from: usize| {
            let last = part.end.min(from + MAX_EXCERPT_TOKENS) - 1;
            tokens[from].range.start..tokens[last].range.end
        };
        let marks = markers.iter().filter_map(|&(at, marker)| {
            let next = (at + marker.tokens..part.end).find(is_word);
            let before = || (part.start..at).rev().find(is_word);
            let word = match marker.kind {
                MarkerKind::Quantifier(_) => next.filter(|next| next - at <= MAX_QUANTIFIER_GAP)?,
                _ => next.or_else(before)?,
            };
            Some(Mark { marker, word: tokens[word].key.clone(), at: excerpt(at) })
        });
        let marks: Vec<Mark> = marks.collect();
        let words: Vec<String> = part.clone().filter(is_word).map(|at| tokens[at].key.clone()).collect();
        if words.is_empty() {
            return;
        }
        let stems = words.iter().map(String::as_str).collect();
        let opening = markers.first().filter(|(at, marker)| *at <= part.start + 1 && marker.opens_statement());
        let at = tokens[part.start].range.start..tokens[part.end - 1].range.end;
        self.all.push(Statement {
            words,
            stems,
            sentence,
            marks,
            role: opening.map(|(_, marker)| marker.kind.shift()),
            has_number: tokens[part.clone()].iter().any(|token| token.key.starts_with('#')),
            actions: actions(&tokens[part.clone()]),
            at,
            excerpt: text[excerpt(part.start)].to_owned(),
        });
    }

    /// The statements about what a mark of another one is about.
    fn about<'s>(&'s self, word: &'s str, words: &'s [String]) -> impl Iterator<Item = &'s Statement> {
        let with_word = self.all.iter().filter(move |one| one.stems.contains(word));
        with_word.take(MAX_LIKE).filter(move |one| has_half(&one.stems, words))
    }

    /// The statements that are about the same as another one.
    fn like<'s>(&'s self, other: &'s Statement) -> impl Iterator<Item = &'s Statement> {
        self.all.iter().filter(move |one| {
            let shared = other.words.iter().filter(|word| one.stems.contains(word)).count();
            shared >= other.words.len().min(2) && shared * 2 >= other.words.len()
        })
    }

    /// The statements that are a condition or a cause.
    fn of_role(&self, role: ShiftKind) -> impl Iterator<Item = &Statement> {
        self.all.iter().filter(move |one| one.role == Some(role)).take(MAX_CONDITIONS)
    }

    fn has(&self, statement: &Statement, kind: ShiftKind) -> bool {
        self.kinds[statement.sentence].contains(&kind)
    }

    /// The marked statements of which `other` has the like, but none that is marked in the same way.
    fn unmarked_in<'s>(&'s self, other: &'s Self, kind: ShiftKind) -> Vec<(&'s Statement, &'s Mark)> {
        let marked = self.all.iter().flat_map(|one| one.marks.iter().map(move |mark| (one, mark)));
        let is_unmarked = |(one, mark): &(&Statement, &Mark)| {
            let mut like = other.about(&mark.word, &one.words).peekable();
            like.peek().is_some()
                && like.all(|like| !other.has(like, kind))
                // A speaker who says both may be paraphrased by either.
                && self.about(&mark.word, &one.words).all(|like| self.has(like, kind))
        };
        marked.filter(|(_, mark)| mark.marker.kind.shift() == kind).filter(is_unmarked).collect()
    }

    /// The conditions of statements of which `other` has the like, but without a condition.
    fn unconditional_in<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = &'s Statement> {
        let kind = ShiftKind::Condition;
        self.of_role(kind).filter(move |condition| {
            self.rest_of_sentence(condition).any(|main| {
                let mut like = other.like(main).peekable();
                like.peek().is_some() && like.all(|like| !other.has(like, kind))
            })
        })
    }

    fn rest_of_sentence<'s>(&'s self, part: &'s Statement) -> impl Iterator<Item = &'s Statement> {
        let start = self.all.partition_point(|one| one.sentence < part.sentence);
        let sentence = self.all[start..].iter().take_while(move |one| one.sentence == part.sentence);
        sentence.filter(|one| one.role.is_none()).take(MAX_PARTS)
    }
}

/// What is shifted between the evidence and a text, in the order of the kinds.
pub(super) fn shifts(evidence: &Statements, text: &Statements) -> Vec<Shift> {
    let mut shifts = Vec::new();
    let excerpt = |one: &Statement, mark: &Mark| {
        one.excerpt_from(mark.at.start).map_or_else(|| one.excerpt.clone(), str::to_owned)
    };
    for (one, mark) in evidence.unmarked_in(text, ShiftKind::Hedge) {
        shifts.push(Shift { kind: ShiftKind::Hedge, evidence: Some(excerpt(one, mark)), text: None });
    }
    for (_, mark) in text.unmarked_in(evidence, ShiftKind::Hedge) {
        shifts.push(Shift { kind: ShiftKind::Hedge, evidence: None, text: Some(mark.at.clone()) });
    }
    shifts.extend(quantifier_shifts(evidence, text));
    let conditions = evidence.unconditional_in(text);
    shifts.extend(conditions.map(|one| Shift {
        kind: ShiftKind::Condition,
        evidence: Some(one.excerpt.clone()),
        text: None,
    }));
    let conditions = text.unconditional_in(evidence);
    shifts.extend(conditions.map(|one| Shift {
        kind: ShiftKind::Condition,
        evidence: None,
        text: Some(one.at.clone()),
    }));
    let causes = text.of_role(ShiftKind::Cause).filter(|cause| is_added(cause, evidence, text));
    shifts.extend(causes.map(|one| Shift { kind: ShiftKind::Cause, evidence: None, text: Some(one.at.clone()) }));
    shifts.extend(swapped_roles(evidence, text));
    let mut seen = HashSet::new();
    shifts.retain(|shift| seen.insert((shift.kind, shift.evidence.clone(), shift.text.clone())));
    shifts
}

impl Statement {
    /// The excerpt from a byte of the text on, if it has it.
    fn excerpt_from(&self, start: usize) -> Option<&str> {
        self.excerpt.get(start.checked_sub(self.at.start)?..).filter(|rest| !rest.is_empty())
    }
}

/// Whether the evidence has a cause and its effect, and nowhere says that the one is why the other is.
fn is_added(cause: &Statement, evidence: &Statements, text: &Statements) -> bool {
    let effects = || text.rest_of_sentence(cause).flat_map(|effect| evidence.like(effect));
    let mut like = effects().chain(evidence.like(cause));
    evidence.like(cause).next().is_some()
        && effects().next().is_some()
        && like.all(|one| !evidence.has(one, ShiftKind::Cause))
}

/// Where the number of what both are about is another one: `some` for `all`.
fn quantifier_shifts(evidence: &Statements, text: &Statements) -> Vec<Shift> {
    let kind = ShiftKind::Quantifier;
    let marks = |statements: &'_ Statements| -> Vec<(usize, Rank, Mark)> {
        let of = |(at, one): (usize, &Statement)| {
            let ranked = |mark: &Mark| match mark.marker.kind {
                MarkerKind::Quantifier(rank) => Some((at, rank, mark.clone())),
                _ => None,
            };
            one.marks.iter().filter_map(ranked).collect::<Vec<_>>()
        };
        statements.all.iter().enumerate().flat_map(of).collect()
    };
    let (said, told) = (marks(evidence), marks(text));
    let mut shifts = Vec::new();
    for (at, rank, mark) in &said {
        let one = &evidence.all[*at];
        let excerpt = one.excerpt_from(mark.at.start).unwrap_or(&one.excerpt);
        let like: Vec<&Statement> = text.about(&mark.word, &one.words).collect();
        let same_word = |other: &&Statement| {
            let ranks = other.marks.iter().filter_map(|mark| match mark.marker.kind {
                MarkerKind::Quantifier(rank) => Some((rank, mark)),
                _ => None,
            });
            let about = ranks.filter(|(_, other)| is_related(&other.word, &mark.word));
            about.map(|(rank, mark)| (rank, mark.at.clone())).collect::<Vec<_>>()
        };
        let others: Vec<(Rank, Range<usize>)> = like.iter().flat_map(same_word).collect();
        if others.iter().any(|(other, _)| other == rank) {
            continue;
        }
        if let Some((_, range)) = others.first() {
            shifts.push(Shift { kind, evidence: Some(excerpt.to_owned()), text: Some(range.clone()) });
        } else if *rank != Rank::All
            && !like.is_empty()
            && like.iter().all(|one| !text.has(one, kind) && !one.has_number)
            && evidence.about(&mark.word, &one.words).all(|one| evidence.has(one, kind))
        {
            shifts.push(Shift { kind, evidence: Some(excerpt.to_owned()), text: None });
        }
    }
    for (at, rank, mark) in &told {
        let mut like = evidence.about(&mark.word, &text.all[*at].words).peekable();
        let is_added = *rank == Rank::All && like.peek().is_some();
        if is_added && like.all(|one| !evidence.has(one, kind) && !one.has_number) {
            shifts.push(Shift { kind, evidence: None, text: Some(mark.at.clone()) });
        }
    }
    shifts
}

fn is_related(one: &str, other: &str) -> bool {
    StemSet::from_iter([one]).contains(other)
}

/// Verbs that mean the same either way round, with their inflections.
static MUTUAL_VERBS: LazyLock<StemSet> = LazyLock::new(|| {
    let words = "agree border compete cooperate differ disagree discuss equal fight fought marry meet met negotiate resemble talk trade";
    words.split(' ').collect()
});

/// Words between the agent and the verb.
const AUXILIARIES: [&str; 16] = [
    "also", "are", "be", "been", "being", "did", "do", "does", "had", "has", "have", "is", "was", "were", "will",
    "would",
];

/// Who does what in a statement, as far as the order of the words shows it: `Bob paid Ann`, `Ann was paid by Bob`.
fn actions(tokens: &[ContentToken]) -> Vec<Action> {
    let is_content = |at: &usize| tokens[*at].kind != ContentKind::StopWord;
    let key = |at: usize| tokens[at].key.clone();
    let is_verb = |at: &usize| tokens[*at].kind == ContentKind::Word;
    let mut actions = Vec::new();
    for verb in (1..tokens.len()).filter(is_verb) {
        let Some(subject) = (0..verb).rev().find(is_content) else { continue };
        let between = &tokens[subject + 1..verb];
        if !between.iter().all(|token| AUXILIARIES.contains(&token.key.as_str())) {
            continue;
        }
        let is_mutual = MUTUAL_VERBS.contains(&tokens[verb].key);
        let by = tokens.get(verb + 1).is_some_and(|token| token.key == "by");
        let after: Vec<usize> = (verb + 1..tokens.len()).filter(is_content).collect();
        let Some(&first) = after.first().filter(|_| !is_mutual) else { continue };
        let (agent, others) = if by && !between.is_empty() {
            (first, vec![key(subject)])
        } else {
            (subject, after.into_iter().map(key).collect())
        };
        // A word that is neither a name nor the first one may be anything.
        if tokens[agent].kind == ContentKind::Fact(Fact::Name) || (0..agent).all(|at| !is_content(&at)) || by {
            actions.push(Action { verb: key(verb), agent: key(agent), others });
        }
    }
    actions
}

/// Statements in which those who do something and those to whom it is done change places.
fn swapped_roles(evidence: &Statements, text: &Statements) -> Vec<Shift> {
    let mut shifts = Vec::new();
    let said: Vec<(&Statement, &Action)> =
        evidence.all.iter().flat_map(|said| said.actions.iter().map(move |one| (said, one))).collect();
    for (told, action) in text.all.iter().flat_map(|told| told.actions.iter().map(move |one| (told, one))) {
        let has = |others: &[String], agent: &str| others.iter().any(|other| other == agent);
        let is_same = |one: &Action| one.agent == action.agent;
        let is_swapped =
            |one: &Action| !is_same(one) && has(&one.others, &action.agent) && has(&action.others, &one.agent);
        // Whether verbs are related takes longest.
        let find = |matches: &dyn Fn(&Action) -> bool| {
            let candidates = said.iter().filter(|(_, one)| matches(one)).take(MAX_LIKE);
            candidates.copied().find(|(_, one)| is_related(&one.verb, &action.verb))
        };
        if find(&is_same).is_none()
            && let Some((said, _)) = find(&is_swapped)
        {
            let evidence = Some(said.excerpt.clone());
            shifts.push(Shift { kind: ShiftKind::Roles, evidence, text: Some(told.at.clone()) });
        }
    }
    shifts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::token::tokenize;

    /// Returns the shifts between evidence and text, as `kind: words of the evidence → words of the text`.
    fn shown(said: &str, told: &str) -> Vec<String> {
        let statements = |text: &str| Statements::of([(text, tokenize(text, &[]).as_slice())]);
        let shown = |shift: Shift| {
            let said = shift.evidence.unwrap_or_else(|| "-".to_owned());
            let told = shift.text.map_or("-", |range| &told[range]);
            format!("{}: {said} → {told}", shift.kind.name())
        };
        shifts(&statements(said), &statements(told)).into_iter().map(shown).collect()
    }

    #[test]
    fn shifts_are_found() {
        for (said, told, expected) in [
            ("We may raise the tax.", "They will raise the tax.", "hedge: may raise the tax → -"),
            (
                "Perhaps the bridge opens in June.",
                "The bridge opens in June.",
                "hedge: Perhaps the bridge opens in June → -",
            ),
            ("I think the plan works.", "The plan works.", "hedge: I think the plan works → -"),
            ("The plan works.", "The plan probably works.", "hedge: - → probably works"),
            (
                "Some members left the room.",
                "All members left the room.",
                "quantifier: Some members left the room → All members left the room",
            ),
            (
                "Most farmers sold their land.",
                "Every farmer sold his land.",
                "quantifier: Most farmers sold their land → Every farmer sold his land",
            ),
            (
                "Most farmers sold their land.",
                "Farmers sold their land.",
                "quantifier: Most farmers sold their land → -",
            ),
            ("Farmers sold their land.", "All farmers sold their land.", "quantifier: - → All farmers sold their land"),
            ("If the rain stops, we open the gates.", "The gates will be open.", "condition: If the rain stops → -"),
            (
                "We open the gates unless the river rises.",
                "They open the gates.",
                "condition: unless the river rises → -",
            ),
            ("We open the gates.", "They open the gates if the rain stops.", "condition: - → if the rain stops"),
            (
                "The mill closed. The railway came.",
                "The mill closed because the railway came.",
                "cause: - → because the railway came",
            ),
            (
                "Persia attacked Athens.",
                "Athens attacked Persia.",
                "roles: Persia attacked Athens → Athens attacked Persia",
            ),
            (
                "Athens was attacked by Persia.",
                "Athens attacked Persia.",
                "roles: Athens was attacked by Persia → Athens attacked Persia",
            ),
            (
                "The miller sued the abbot.",
                "The abbot sued the miller.",
                "roles: The miller sued the abbot → The abbot sued the miller",
            ),
            (
                "Wir werden vielleicht Steuern erhöhen",
                "Er wird Steuern erhöhen",
                "hedge: vielleicht Steuern erhöhen → -",
            ),
        ] {
            let found = shown(said, told);
            assert_eq!(found, [expected], "{said} / {told}");
        }
    }

    #[test]
    fn equivalent_wordings_are_no_shift() {
        for (said, told) in [
            ("We may raise the tax.", "They might raise the tax."),
            ("We may raise the tax.", "He is considering raising the tax."),
            ("I think the plan works.", "He believes that the plan works."),
            ("I think that, in the end, the plan works.", "In his view, the plan works."),
            ("We can win the race.", "He said they could win the race."),
            ("On 5 May the bridge opens.", "The bridge opens on 5 May."),
            ("Some members left the room.", "Several members left the room."),
            ("All in all, members left the room.", "Members left the room."),
            ("First of all, members left the room.", "Members left the room."),
            ("The most important farmers sold their land.", "Important farmers sold their land."),
            ("Most farmers sold their land.", "60 percent of the farmers sold their land."),
            ("If the rain stops, we open the gates.", "They will open the gates once the rain stops."),
            ("They asked if we open the gates.", "We open the gates."),
            ("The mill closed because the railway came.", "The mill closed when the railway came."),
            ("The railway came, so the mill closed.", "The mill closed because the railway came."),
            ("Persia attacked Athens.", "Athens was attacked by Persia."),
            ("Persia met Athens.", "Athens met Persia."),
            ("Persia attacked Athens, and Athens attacked Persia.", "Athens attacked Persia."),
            ("Ann and Bob sold wool.", "Bob and Ann sold wool."),
            ("", "All the world may know why."),
        ] {
            let found = shown(said, told);
            assert_eq!(found, Vec::<String>::new(), "{said} / {told}");
        }
    }
}
