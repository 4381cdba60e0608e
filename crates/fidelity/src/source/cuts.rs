//! What a quotation leaves out next to its first and last words: a negation or an exception that changes what is quoted.
//!
//! It looks at the words before and after in the same sentence, and knows closed lists of words. It is for the user to
//! check whether the words that are left out change the meaning.

use crate::evidence::negation::is_negation;
use crate::evidence::{cancels_negation, is_negative, is_stop_word};
use kzq_text::Safe;
use kzq_text::fold::fold;
use kzq_text::safe;
use kzq_text::words::words;

/// How many words of what is left out a note shows.
const MAX_EXCERPT_WORDS: usize = 6;
/// How many tokens are looked at on each side.
pub(super) const MAX_TOKENS_BESIDE: usize = 16;

/// How much of a draft is looked at on each side of a quotation, in bytes: the few words there hardly have more.
const MAX_DRAFT_BYTES: usize = 192;

/// A word or mark beside a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beside<'t> {
    pub(super) text: &'t str,
    pub(super) is_word: bool,
}

/// Whether the cut is marked, as by an ellipsis. One that is not is usual, so only what surely belongs to the quoted
/// words is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Marked,
    Unmarked,
}

/// What is left out right before and after quoted words without a mark, though it changes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HiddenWords {
    before: Vec<String>,
    after: Option<String>,
}

impl HiddenWords {
    /// Finds them. The quoted words begin with `first` and end with `last`.
    pub(super) fn find(before: &[Beside<'_>], after: &[Beside<'_>], first: &str, last: &str) -> Self {
        let is_hidden =
            !negations_after(after, last).is_empty() || exception_after(after, last, Cut::Unmarked).is_some();
        Self { before: hidden_before(before, first, Cut::Unmarked), after: is_hidden.then(|| excerpt(after)) }
    }

    /// Notes for the user. What the draft itself says around the quotation is not hidden.
    pub(crate) fn notes(&self, draft_denies: bool, draft_excepts: bool) -> impl Iterator<Item = Safe<'static>> {
        let quoted = |words: &String| safe!("“", Safe::line(words.clone()), "”");
        let before = (!self.before.is_empty() && !draft_denies)
            .then(|| safe!("the words before say ", Safe::join(self.before.iter().map(quoted), ", ")));
        let after = self.after.as_ref().filter(|_| !draft_excepts);
        let after = after.map(|after| safe!("the sentence goes on: ", quoted(after)));
        before.into_iter().chain(after)
    }
}

/// The negations, or the condition, before quoted words that change these.
pub(super) fn hidden_before(before: &[Beside<'_>], first: &str, cut: Cut) -> Vec<String> {
    let negations = negations_before(before, first, cut);
    if negations.is_empty() { exception_before(before, cut).into_iter().collect() } else { negations }
}

/// Phrases that begin an exception or a condition, folded.
const EXCEPTIONS: &[&str] = &[
    "except",
    "excepting",
    "unless",
    "but not",
    "but only",
    "but never",
    "only if",
    "only when",
    "only after",
    "if",
    "provided",
    "providing",
    "as long as",
    "so long as",
    "on condition",
    "on the condition",
    "apart from",
    "other than",
    "save for",
    "barring",
    "with the exception",
    "ausser",
    "es sei denn",
    "aber nicht",
    "nur wenn",
    "wenn",
    "falls",
    "sofern",
    "solange",
    "mit ausnahme",
    "ausgenommen",
    "sauf",
    "hormis",
    "excepte",
    "a moins",
    "mais pas",
    "mais seulement",
    "seulement si",
    "si",
    "pourvu",
    "a condition",
    "tant que",
    "кроме",
    "если",
    "за исключением",
    "но не",
    "но только",
    "только если",
    "при условии",
    "разве что",
    "excepto",
    "salvo",
    "a menos",
    "pero no",
    "solo si",
    "siempre que",
];

/// Like [`EXCEPTIONS`], but only where the cut is marked.
const LIMITS: &[&str] = &["until", "till", "bis", "jusqu'a", "jusqu'au", "пока", "hasta"];

/// What makes `if` no condition, by the word before it.
const NO_CONDITION_AFTER: &[&str] = &[
    "as",
    "ask",
    "asked",
    "asking",
    "asks",
    "check",
    "decide",
    "doubt",
    "even",
    "know",
    "knew",
    "knows",
    "see",
    "what",
    "wonder",
    "wondered",
    "wondering",
    "matter",
    "als",
    "comme",
    "meme",
    "как",
];

/// What makes `if` no condition, by the words after it.
const NO_CONDITION_BEFORE: &[&str] =
    &["you will", "you like", "you want", "you please", "i may", "anything", "not", "need be", "ever", "so"];

/// Negations that come after what they negate.
const FOLLOWING_NEGATIONS: &[&str] =
    &["nicht", "nie", "niemals", "keineswegs", "degil", "емес", "жок", "yok", "нет", "нельзя"];

/// Words that begin another clause.
const CONJUNCTIONS: &[&str] = &[
    "and", "or", "but", "und", "oder", "aber", "sondern", "et", "ou", "mais", "и", "или", "но", "а", "ve", "veya",
    "ama", "y", "o", "pero", "жане",
];

/// Verbs of saying, thinking and the like whose negation is that of what follows: `I don't think that we will`.
const TRANSPARENT_VERBS: &[&str] = &[
    "think",
    "believe",
    "mean",
    "want",
    "expect",
    "suppose",
    "claim",
    "say",
    "said",
    "glaube",
    "denke",
    "will",
    "wollen",
    "werden",
    "pense",
    "crois",
    "veux",
    "voulons",
    "думаю",
    "хочу",
    "хотим",
    "считаю",
    "будем",
    "буду",
    "будет",
    "будут",
];

/// Determiners that negate the noun after them.
const NEGATIVE_DETERMINERS: &[&str] =
    &["no", "kein", "keine", "keinen", "keiner", "keinem", "aucun", "aucune", "никакои", "никаких", "никакие", "ни"];

/// Auxiliary verbs after which a negation negates the verb.
const AUXILIARIES: &[&str] = &[
    "am", "is", "are", "was", "were", "be", "do", "does", "did", "have", "has", "had", "will", "would", "can", "could",
    "shall", "should", "must", "may", "might",
];

fn ends_clause(token: &str) -> bool {
    matches!(token, "," | ";" | ":" | "—" | "(" | ")") || ends_sentence(token)
}

fn ends_sentence(token: &str) -> bool {
    matches!(token, "." | "!" | "?" | "...")
}

fn excerpt(tokens: &[Beside<'_>]) -> String {
    let mut out = String::new();
    let mut count = 0;
    for token in tokens {
        if ends_sentence(token.text) || count == MAX_EXCERPT_WORDS {
            break;
        }
        if token.is_word && !out.is_empty() || token.text == "—" {
            out.push(' ');
        }
        out.push_str(token.text);
        count += usize::from(token.is_word);
    }
    out.trim_end_matches([',', ';', ':', ' ', '—']).to_owned()
}

/// The words of the clause right before the quoted ones; all tokens before these are given.
fn clause_before<'b, 't>(before: &'b [Beside<'t>]) -> &'b [Beside<'t>] {
    let start = before.iter().rposition(|token| ends_clause(token.text)).map_or(0, |mark| mark + 1);
    &before[start..]
}

/// The negations before quoted words that negate these.
fn negations_before(before: &[Beside<'_>], first: &str, cut: Cut) -> Vec<String> {
    /// How far a negation may be from the words, in words.
    const MAX_DISTANCE: usize = 3;
    const MAX_SCOPE: usize = 5;
    let clause: Vec<&str> =
        clause_before(before).iter().filter(|token| token.is_word).map(|token| token.text).collect();
    let folded: Vec<String> = clause.iter().map(|word| fold(word)).collect();
    let next = |at: usize| folded.get(at + 1).cloned().unwrap_or_else(|| fold(first));
    let negates = |at: &usize| {
        let between = &folded[at + 1..];
        let distance = between.len();
        let only = folded[*at].starts_with('n') && between.iter().any(|word| word == "que");
        let cancelled = cancels_negation(&next(*at)) || only;
        let is_scope = has_scope(between, &folded[*at]);
        let is_near = match cut {
            Cut::Marked => distance < MAX_DISTANCE && !NEGATIVE_DETERMINERS.contains(&folded[*at].as_str()),
            Cut::Unmarked => false,
        };
        let is_of_noun = cut == Cut::Unmarked && is_french_particle(&folded[*at]) && is_stop_word_of_noun(first);
        is_negation(clause[*at]) && !cancelled && !is_of_noun && distance <= MAX_SCOPE && (is_near || is_scope)
    };
    (0..clause.len()).filter(negates).map(|at| clause[at].to_owned()).collect()
}

/// Whether a negation, with these words between it and others, negates the others.
fn has_scope(between: &[String], negation: &str) -> bool {
    let is_transparent = |word: &String| TRANSPARENT_VERBS.contains(&word.as_str());
    let is_small = |word: &String| is_stop_word(word) || is_transparent(word) || is_negation(word) || word == "ever";
    if NEGATIVE_DETERMINERS.contains(&negation) && between.first().is_some_and(is_small) {
        return false;
    }
    between.iter().all(is_small)
        // “Not permitted to”, “no plans to”.
        || (between.len() <= 3 && between.last().is_some_and(|last| matches!(last.as_str(), "to" | "zu" | "de")))
}

fn is_french_particle(word: &str) -> bool {
    matches!(word, "ne" | "pas" | "plus" | "jamais" | "rien" | "guere") || word.starts_with("n'")
}

fn is_stop_word_of_noun(word: &str) -> bool {
    matches!(fold(word).as_str(), "le" | "la" | "les" | "un" | "une" | "des" | "du" | "de")
}

/// The negations after quoted words that negate these; `last` is the last of them.
pub(super) fn negations_after(after: &[Beside<'_>], last: &str) -> Vec<String> {
    const MAX_DISTANCE: usize = 4;
    let end = after.iter().position(|token| {
        ends_clause(token.text) || !token.is_word || CONJUNCTIONS.contains(&fold(token.text).as_str())
    });
    let clause = &after[..end.unwrap_or(after.len())];
    let negates = |(at, token): &(usize, &Beside<'_>)| {
        let word = fold(token.text);
        let follows = FOLLOWING_NEGATIONS.contains(&word.as_str());
        let is_last = at + 1 == clause.len() && word == "not";
        let after_auxiliary = *at == 0 && is_negation(token.text) && AUXILIARIES.contains(&fold(last).as_str());
        let is_cancelled = clause.get(at + 1).is_some_and(|next| cancels_negation(&fold(next.text)));
        (follows || is_last || after_auxiliary) && !is_cancelled
    };
    clause.iter().take(MAX_DISTANCE).enumerate().filter(negates).map(|(_, token)| token.text.to_owned()).collect()
}

/// The words of tokens, folded once for all phrases; a mark is not a word of any.
fn folded(tokens: &[Beside<'_>]) -> Vec<String> {
    tokens.iter().map(|token| fold(token.text)).collect()
}

/// The phrase with which some folded tokens begin, as its length in tokens.
fn phrase_length(folded: &[String], phrases: &[&str]) -> Option<usize> {
    let fits = |phrase: &&str| {
        let mut rest = folded.iter();
        phrase.split(' ').all(|word| rest.next().is_some_and(|token| token == word))
    };
    phrases.iter().filter(|phrase| fits(phrase)).map(|phrase| phrase.split(' ').count()).max()
}

/// Whether an exception begins at a token, with `last` before it.
fn is_exception(tokens: &[Beside<'_>], last: &str, cut: Cut) -> bool {
    /// An exception and what makes it none have no more words.
    const MAX_WORDS: usize = 6;
    let folded = folded(&tokens[..tokens.len().min(MAX_WORDS)]);
    let limit = cut == Cut::Marked && phrase_length(&folded, LIMITS).is_some();
    let Some(length) = phrase_length(&folded, EXCEPTIONS).or(limit.then_some(1)) else { return false };
    let is_if = length == 1 && matches!(folded[0].as_str(), "if" | "si" | "wenn" | "если" | "except");
    let is_none = NO_CONDITION_AFTER.contains(&fold(last).as_str())
        || phrase_length(&folded[length..], NO_CONDITION_BEFORE).is_some();
    !(is_if && is_none)
}

/// The exception to quoted words that comes after them in their sentence; `last` is the last of them.
pub(super) fn exception_after(after: &[Beside<'_>], last: &str, cut: Cut) -> Option<String> {
    const MAX_DISTANCE: usize = 6;
    let is_joint = |token: &Beside<'_>| matches!(token.text, "," | "—");
    let skipped = usize::from(after.first().is_some_and(is_joint));
    if is_exception(&after[skipped..], if skipped > 0 { "" } else { last }, cut) {
        return Some(excerpt(after));
    }
    if cut == Cut::Unmarked {
        return None;
    }
    let mut before = last;
    for (at, token) in after.iter().enumerate().take(MAX_DISTANCE) {
        if is_exception(&after[at..], before, cut) {
            return Some(excerpt(&after[at..]));
        }
        let is_end = !(token.is_word || at == 0 && is_joint(token));
        if is_end || CONJUNCTIONS.contains(&fold(token.text).as_str()) {
            return None;
        }
        before = token.text;
    }
    None
}

/// The condition or exception that begins right before quoted words, in their clause.
fn exception_before(before: &[Beside<'_>], cut: Cut) -> Option<String> {
    let clause = clause_before(before);
    let reach = if cut == Cut::Marked { 3 } else { 1 };
    let start = clause.len().saturating_sub(reach);
    let at = (start..clause.len()).find(|&at| {
        let last = at.checked_sub(1).map_or("", |at| clause[at].text);
        is_exception(&clause[at..], last, Cut::Unmarked) && !is_negation(clause[at].text)
    })?;
    Some(excerpt(&clause[at..]))
}

/// Whether the words of a draft before a quotation already deny it or make it depend on something, so that nothing is
/// hidden.
pub(crate) fn denies_what_follows(text: &str) -> bool {
    const MAX_WORDS: usize = 6;
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(MAX_DRAFT_BYTES))..];
    let sentence = text.rsplit(['.', '!', '?', '\n']).next().unwrap_or_default();
    let words: Vec<&str> = words(sentence).map(|(_, word)| word).collect();
    words.into_iter().rev().take(MAX_WORDS).any(|word| {
        let folded = fold(word);
        is_negative(word) || EXCEPTIONS.contains(&folded.as_str())
    })
}

/// Whether the words of a draft after a quotation make an exception.
pub(crate) fn excepts_from_what_precedes(text: &str) -> bool {
    const MAX_WORDS: usize = 8;
    let text = &text[..text.floor_char_boundary(MAX_DRAFT_BYTES)];
    let sentence = text.split(['.', '!', '?', '\n']).next().unwrap_or_default();
    let words: Vec<Beside<'_>> =
        words(sentence).take(MAX_WORDS).map(|(_, word)| Beside { text: word, is_word: true }).collect();
    let folded = folded(&words);
    (0..words.len()).any(|at| phrase_length(&folded[at..], EXCEPTIONS).is_some() || is_negation(words[at].text))
}

#[cfg(test)]
mod tests {
    use crate::source::SourceText;
    use crate::source::changes::Leniency;
    use crate::source::edited_quote::EditedQuote;

    fn check(wrong: &mut Vec<String>, quoted: &str, found: &str, expected: &str) {
        if found != expected {
            wrong.push(format!("{quoted}: {found:?}, not {expected:?}"));
        }
    }

    /// Returns the hidden words for which an edited quotation is rejected.
    fn hidden(said: &str, quoted: &str) -> String {
        let text = SourceText::new(said.to_owned());
        let compared = text.compare(&EditedQuote::parse(quoted), Leniency::default()).unwrap();
        let found = [compared.objections.negations, compared.objections.hidden].concat().join(", ");
        if compared.is_honest == found.is_empty() { found } else { format!("{:?}", compared.diff.render_line()) }
    }

    #[test]
    fn marked_cuts_hiding_negations_or_exceptions_are_found() {
        let mut wrong = Vec::new();
        for (said, quoted, expected) in [
            ("We will never raise taxes on work.", "… raise taxes on work.", "never"),
            ("We will never raise taxes on work.", "[R]aise taxes on work", "never"),
            ("The tenant is not permitted to leave.", "… permitted to leave", "not"),
            ("I do not want to raise taxes on work.", "… raise taxes on work", "not"),
            ("None of us will ever raise taxes.", "… will ever raise taxes", "None"),
            ("I don't think that we will win it.", "… we will win it", "don't"),
            ("I can tell you that I love you not.", "I can tell you that I love you …", "not"),
            ("We are not the enemy of your people.", "We are …", "not"),
            ("I would recommend it only if they pay for it.", "I would recommend it …", "only if they pay for it"),
            ("I would recommend it, only if they pay.", "I would recommend it …", ", only if they pay"),
            (
                "We will leave the union unless they vote for it.",
                "We will leave the union …",
                "unless they vote for it",
            ),
            ("We trust all of them except the minister.", "We trust all of them …", "except the minister"),
            ("We want a new law, but not this one.", "We want a new law …", ", but not this one"),
            ("We shall fight the war until winter.", "We shall fight the war …", "until winter"),
            (
                "We shall win the war, if they help us, by spring.",
                "We shall win the war … by spring",
                ", if they help us",
            ),
            ("We lose all if we raise taxes now.", "… we raise taxes now", "if"),
            ("Wir werden die Steuern nicht erhöhen.", "Wir werden die Steuern …", "nicht"),
            ("Wir werden die Steuern nicht erhöhen.", "Wir werden die Steuern … erhöhen", "nicht"),
            ("Wir erhöhen nie die Steuern des Volkes.", "… die Steuern des Volkes", "nie"),
            ("Wir haben keine Angst vor dem Krieg.", "… Angst vor dem Krieg", "keine"),
            (
                "Wir unterstützen das Gesetz, es sei denn, sie zahlen.",
                "Wir unterstützen das Gesetz …",
                ", es sei denn, sie zahlen",
            ),
            ("Мы не поднимем налоги в этом году.", "… поднимем налоги в этом году", "не"),
            ("Мы никогда не поднимем налоги.", "Мы … поднимем налоги", "никогда, не"),
            ("Мы подпишем договор, если они заплатят.", "Мы подпишем договор …", ", если они заплатят"),
            ("Мы доверяем всем, кроме министра.", "Мы доверяем всем …", ", кроме министра"),
            ("Nous ne voulons pas augmenter les impôts.", "Nous … augmenter les impôts", "ne, pas"),
            ("Nous ne voulons pas augmenter les impôts.", "… augmenter les impôts", "ne, pas"),
            ("Nous signerons le traité, sauf s'ils refusent.", "Nous signerons le traité …", ", sauf s'ils refusent"),
            ("Bu haber doğru değil.", "Bu haber doğru …", "değil"),
        ] {
            check(&mut wrong, quoted, &hidden(said, quoted), expected);
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn marked_cuts_that_hide_nothing_are_honest() {
        let mut wrong = Vec::new();
        for (said, quoted) in [
            ("It is not only a duty of the state.", "… a duty of the state"),
            ("There is no other way in our country.", "… in our country"),
            ("We did not come here for gold, we came for bread.", "… we came for bread"),
            ("We will win this war, and nobody will stop us.", "We will win this war …"),
            ("We will win this war and we will not stop.", "We will win this war …"),
            ("Not a man moved. The mills stood still.", "… The mills stood still"),
            ("We want peace in the north. If they come, we fight.", "We want peace in the north …"),
            ("I want to know if they are here.", "I want to know …"),
            ("If you seek peace, if you seek liberty: come here.", "If you seek peace … come here"),
            ("It was a hard year, even if we won.", "It was a hard year …"),
            ("It is a good law, if you like, for the poor.", "It is a good law … for the poor"),
            ("Wir wollen den Frieden und nicht den Krieg.", "Wir wollen den Frieden …"),
            ("Мы хотим мира, и никто не хочет войны.", "Мы хотим мира …"),
            ("Nous voulons la paix et pas la guerre.", "Nous voulons la paix …"),
        ] {
            check(&mut wrong, quoted, &hidden(said, quoted), "");
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// Returns the notes on words quoted without an omission mark, found verbatim and by comparison.
    fn notes(said: &str, quoted: &str) -> String {
        let text = SourceText::new(said.to_owned());
        let (at, _) = text.find_verbatim(quoted).unwrap();
        let shown = |hidden: &super::HiddenWords| {
            hidden.notes(false, false).map(|note| note.as_str().to_owned()).collect::<Vec<_>>().join("; ")
        };
        let compared = text.compare(&EditedQuote::parse(quoted), Leniency::default()).unwrap();
        let (verbatim, compared) = (shown(&text.hidden_beside(&at)), shown(&compared.hidden));
        if verbatim == compared { verbatim } else { format!("{verbatim} | {compared}") }
    }

    #[test]
    fn unmarked_cuts_that_change_the_meaning_get_a_note() {
        let mut wrong = Vec::new();
        for (said, quoted, expected) in [
            ("We will never raise taxes on work.", "raise taxes on work", "the words before say “never”"),
            ("The tenant is not permitted to leave.", "permitted to leave", "the words before say “not”"),
            ("I do not want to raise taxes on work.", "raise taxes on work", "the words before say “not”"),
            ("I don't think we will win it.", "we will win it", "the words before say “don't”"),
            ("There is no military solution to it.", "military solution to it", "the words before say “no”"),
            ("We lose all if we raise taxes now.", "we raise taxes now", "the words before say “if”"),
            (
                "I would not recommend it, except for old people.",
                "I would not recommend it",
                "the sentence goes on: “, except for old people”",
            ),
            (
                "I would recommend it only if they pay.",
                "I would recommend it",
                "the sentence goes on: “only if they pay”",
            ),
            ("Wir erhöhen die Steuern nicht.", "Wir erhöhen die Steuern", "the sentence goes on: “nicht”"),
            ("Мы не поднимем налоги.", "поднимем налоги", "the words before say “не”"),
            ("Nous ne voulons pas augmenter les impôts.", "augmenter les impôts", "the words before say “ne”, “pas”"),
        ] {
            check(&mut wrong, quoted, &notes(said, quoted), expected);
        }
        for (said, quoted) in [
            ("We will raise taxes on work.", "raise taxes on work"),
            ("We do not know them, and we will raise taxes.", "we will raise taxes"),
            ("There is no bread in our country.", "in our country"),
            ("We will not sleep before the work is done here.", "the work is done here"),
            ("It is not only a duty of the state.", "a duty of the state"),
            ("They want to see the war end until winter.", "see the war end"),
            ("I will go to the town and buy it if I can.", "I will go to the town"),
            ("We trust them. If they come, we fight.", "We trust them"),
            ("We trust them. If they come, we fight.", "We trust them."),
            ("I don't like the way they built the bridge.", "they built the bridge"),
            ("Nous ne voulons pas la guerre civile ici.", "la guerre civile ici"),
        ] {
            check(&mut wrong, quoted, &notes(said, quoted), "");
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn negations_and_exceptions_in_the_draft_are_recognised() {
        for (before, after, expected) in [
            ("He said he would never “", "”", [true, false]),
            ("He denied that he would “", "”", [true, false]),
            ("He is not tired. He will “", "”", [false, false]),
            ("He will “", ",” but only if they pay.", [false, true]),
            ("He will “", ",” he said. If they pay, fine.", [false, false]),
        ] {
            let found = [super::denies_what_follows(before), super::excepts_from_what_precedes(after)];
            assert_eq!(found, expected, "{before}");
        }
    }
}
