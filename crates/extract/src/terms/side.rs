//! [`Side`]: words in marks with the words beside them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::text_language::TextLanguage;
use super::words::{CONTROLS, LABEL_ENDINGS, LABEL_STEMS, LABELS, LABELS_AFTER, REPORTING, SPOKEN};
use crate::cues::{CueWord, cue_words, is_cue_clause, is_loose, last_sentence_start, names_source, sentence_end};
use crate::found::Found;
use crate::paragraphs::Paragraphs;
use crate::readings::is_label;
use kzq_text::fold::fold;
use kzq_text::marks::is_quotation_mark;

type Set = HashSet<String, RandomState>;

fn set(list: &str) -> Set {
    list.split_whitespace().map(fold).collect()
}

static LABEL_STEM_SET: LazyLock<Set> = LazyLock::new(|| set(LABEL_STEMS));
static LABEL_SET: LazyLock<Set> = LazyLock::new(|| set(LABELS));
static LABEL_AFTER_SET: LazyLock<Set> = LazyLock::new(|| set(LABELS_AFTER));
static CONTROL_SET: LazyLock<Set> = LazyLock::new(|| set(CONTROLS));
/// With umlauts: `kamen` is not `kämen`.
static REPORTING_SET: LazyLock<HashSet<&str, RandomState>> = LazyLock::new(|| REPORTING.split_whitespace().collect());
static SPOKEN_SET: LazyLock<Set> = LazyLock::new(|| set(SPOKEN));

/// Words in marks with the words beside them in their paragraph.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sign of its own, and any may come with any other")]
pub(super) struct Side<'t> {
    pub(super) tongue: TextLanguage,
    pub(super) words: &'t str,
    pub(super) folded: String,
    /// The number of words.
    pub(super) count: usize,
    /// The words of the sentence before, without what is in marks.
    pub(super) before: Vec<CueWord<'t>>,
    pub(super) before_text: &'t str,
    /// The sentence before ends in a colon, perhaps in the paragraph above.
    pub(super) follows_colon: bool,
    pub(super) begins_sentence: bool,
    /// The words of the clause behind.
    pub(super) after: Vec<CueWord<'t>>,
    /// The words behind up to the end of the sentence.
    pub(super) rest: Vec<CueWord<'t>>,
    /// The punctuation behind the closing mark.
    pub(super) separator: &'t str,
    pub(super) is_paragraph: bool,
    pub(super) is_headline: bool,
    pub(super) is_first_paragraph: bool,
    /// A clause that names the speaker follows: `, the minister said`.
    pub(super) is_attributed: bool,
    /// The sentence is reported speech by the form of a verb.
    pub(super) is_reported: bool,
}

impl<'t> Side<'t> {
    pub(super) fn of(text: &'t str, found: &[Found], at: usize, paragraphs: &Paragraphs, tongue: TextLanguage) -> Self {
        const MAX_BYTES: usize = 400;
        const MAX_HEADLINE_WORDS: usize = 22;
        const MAX_LINE_WORDS: usize = 3;
        let one = &found[at];
        let range = &one.range;
        let paragraph = paragraphs.at(range.start);
        let words = &text[one.parts[0].clone()];
        let folded: Vec<String> = cue_words(text, one.parts[0].clone()).into_iter().map(|word| word.folded).collect();
        let count = folded.len()
            + one.parts[1..].iter().map(|part| text[part.clone()].split_whitespace().count()).sum::<usize>();

        let from = text.ceil_char_boundary(paragraph.start.max(range.start.saturating_sub(MAX_BYTES)));
        let sentence = last_sentence_start(text, from..range.start).max(paragraph.start);
        let mut before = cue_words(text, sentence..range.start);
        for other in found[..at].iter().rev().take(8).take_while(|other| other.range.end > sentence) {
            before.retain(|word| !other.range.contains(&word.range.start));
        }
        // Below a line that is hardly one, such as a time.
        let line = text[sentence..range.start].rfind('\n').map(|at| sentence + at + 1).filter(|&line| {
            let is_short = text[sentence..line].split_whitespace().nth(MAX_LINE_WORDS).is_none();
            is_short && text[line..range.start].trim().is_empty()
        });
        let sentence = line.unwrap_or(sentence);
        let before_text = &text[sentence..range.start];
        let begins_sentence = before_text.chars().all(|c| !c.is_alphanumeric());
        // At the end alone: blanks at the beginning of a paragraph may be many, and so may be the quotations in it.
        let is_at_start = text[paragraph.start..range.start].trim_end().is_empty();
        let above = paragraphs.before(range.start).filter(|_| is_at_start);
        let is_below_colon = above.is_some_and(|above| text[above].trim_end().ends_with(':'));
        let follows_colon = before_text.trim_end().ends_with(':') || is_below_colon;
        if is_below_colon {
            let start = paragraphs.before(range.start).map_or(0, |above| above.start);
            let end = start + text[start..paragraph.start].trim_end().len();
            let start = text.ceil_char_boundary(start.max(end.saturating_sub(MAX_BYTES)));
            before = cue_words(text, last_sentence_start(text, start..end)..end);
        }

        let end = paragraphs.at(range.end.max(range.start + 1) - 1).end.max(range.end);
        let next = found.get(at + 1).map_or(end, |next| next.range.start.max(range.end));
        let limit = text.floor_char_boundary(end.min(next).min(range.end + MAX_BYTES));
        let behind = &text[range.end..limit.max(range.end)];
        let is_separator = |c: char| {
            c.is_whitespace() || matches!(c, ',' | '.' | '—' | '–' | '-' | ';' | ':' | '!' | '?' | '…' | ')' | '(')
        };
        let separator = &behind[..behind.len() - behind.trim_start_matches(is_separator).len()];
        let start = range.end + separator.len();
        let limit = range.end + behind.len();
        let sentence_stop = sentence_end(text, start..limit).unwrap_or(limit);
        let clause = text[start..sentence_stop].find([',', ';', ':', '(']).map_or(sentence_stop, |at| start + at);
        let rest = text.get(range.end..paragraph.end).filter(|_| is_at_start);
        let is_paragraph = rest.is_some_and(|rest| rest.chars().all(|c| c.is_whitespace() || matches!(c, '.' | ',')));
        let whole = Some(&text[paragraph.clone()]).filter(|whole| whole.len() < 2 * MAX_BYTES).map(str::trim);
        let is_headline = whole.is_some_and(|whole| {
            whole.len() < MAX_BYTES
                && !whole.ends_with(['.', '!', ':', ';', '…', ','])
                && !whole.contains(". ")
                && !whole.contains('\n')
                && whole.split_whitespace().nth(MAX_HEADLINE_WORDS).is_none()
        });
        // The whole sentence behind, over other marks.
        let far = text.floor_char_boundary(end.min(range.end + MAX_BYTES)).max(range.end);
        let far = sentence_end(text, range.end..far).unwrap_or(far);
        let ends_sentence = words.ends_with(['.', '!', '?', '…']);
        let is_attributed = !ends_sentence && has_cue_clause(text, range.end..far);
        let is_reported = tongue == TextLanguage::German && {
            let behind = if ends_sentence { Vec::new() } else { cue_words(text, range.end..far) };
            is_reported_speech(before.iter().chain(&behind))
        };
        Self {
            is_attributed,
            is_reported,
            tongue,
            words,
            folded: folded.join(" "),
            count,
            before,
            before_text,
            follows_colon,
            begins_sentence,
            after: cue_words(text, start..clause),
            rest: cue_words(text, start..sentence_stop),
            separator,
            is_paragraph,
            is_headline,
            is_first_paragraph: paragraph.start == 0,
        }
    }

    /// Whether it begins with a capital or a number, perhaps behind an article: `la Belle Drapière`.
    pub(super) fn is_capital(&self) -> bool {
        const ARTICLES: &[&str] = &["the ", "le ", "la ", "les ", "l’", "l'"];
        let words = self.words.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_capital = |words: &str| words.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        is_capital(words) || ARTICLES.iter().any(|article| words.strip_prefix(article).is_some_and(is_capital))
    }

    /// The last words before, nearest first.
    pub(super) fn nearest(&self, count: usize) -> impl Iterator<Item = &CueWord<'t>> {
        self.before.iter().rev().take(count)
    }

    /// Whether nothing but a blank is between the marks and the word before.
    pub(super) fn touches_before(&self) -> bool {
        self.before_text.trim_end_matches(['(', '[']).trim_end().ends_with(char::is_alphanumeric)
    }

    /// Whether the word right before says what bears the name in marks.
    pub(super) fn has_label(&self) -> bool {
        if !self.touches_before() {
            return false;
        }
        let Some(last) = self.before.last() else { return false };
        let is_nickname = || {
            // « Raymond Pascarel, dit « le Duc » », but not « il dit « non » ».
            const OF_VERB: &[&str] = &["a", "ai", "ont", "est", "sont", "avait", "qui", "se", "lui", "nous"];
            let is_of_verb = |word: &CueWord<'_>| word.is_pronoun() || OF_VERB.contains(&word.folded.as_str());
            last.folded == "dit" && !self.nearest(2).nth(1).is_some_and(is_of_verb)
        };
        let is_compound =
            || self.tongue == TextLanguage::German && LABEL_ENDINGS.iter().any(|end| last.folded.ends_with(end));
        let is_plural = || self.count <= 2 && matches!(last.folded.as_str(), "words" | "begriffe" | "termes");
        is_label_word(last) || is_plural() || is_compound() || is_nickname() || is_label(self.before_text)
    }

    /// Whether the word right before is a definite article.
    pub(super) fn follows_definite_article(&self) -> bool {
        const ARTICLES: &[&str] =
            &["the", "der", "die", "das", "den", "dem", "le", "la", "l", "les", "des", "this", "ce", "cette"];
        self.before.last().is_some_and(|word| ARTICLES.contains(&word.folded.as_str()))
    }

    /// Whether a preposition that often precedes a name is right before.
    pub(super) fn follows_preposition(&self) -> bool {
        const PREPOSITIONS: &[&str] = &[
            "par", "by", "in", "dans", "im", "vom", "von", "bei", "в", "во", "с", "из", "на", "от", "у", "для", "к",
            "du", "au", "chez", "aboard",
        ];
        let is_preposition = |word: &CueWord<'_>| PREPOSITIONS.contains(&word.folded.as_str());
        self.touches_before() && self.before.last().is_some_and(is_preposition)
    }

    pub(super) fn has_label_after(&self) -> bool {
        let touches = self.separator.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‑'));
        touches && self.rest.first().is_some_and(|word| LABEL_AFTER_SET.contains(&word.folded))
    }

    pub(super) fn names_control(&self) -> bool {
        let mut near = self.nearest(3).chain(self.rest.iter().take(2));
        near.any(|word| CONTROL_SET.contains(&word.folded))
    }

    /// Whether a hyphen joins it with the word behind: `„Bild“-Zeitung`.
    pub(super) fn is_in_compound(&self) -> bool {
        matches!(self.separator, "-" | "‑")
    }

    /// Whether it ends as a sentence does. A stop inside the marks may also be that of the sentence around them.
    pub(super) fn is_sentence(&self) -> bool {
        let is_own =
            self.begins_sentence || self.follows_colon || self.count > 3 || self.before_text.trim_end().ends_with(',');
        self.words.ends_with(['!', '?', '…']) || (self.words.ends_with('.') && self.is_capital() && is_own)
    }

    /// Whether the clause behind names the speaker.
    pub(super) fn has_cue_behind(&self) -> bool {
        // In a headline: `“A,” Says Doe`
        if self.is_headline && self.after.first().is_some_and(|word| matches!(word.text, "Says" | "Said")) {
            return true;
        }
        let ends_outer = self.words.ends_with('.') && !self.is_capital() && !self.begins_sentence;
        if (self.separator.contains('.') || ends_outer) && self.after.first().is_none_or(CueWord::is_capital) {
            return false;
        }
        let is_set_off = self.separator.contains([',', '—', '–', '!', '?'])
            || self.separator.contains(" -")
            || self.words.ends_with([',', '.', '!', '?', '…']);
        let begins_with_verb =
            || self.begins_sentence && self.count > 3 && self.after.iter().take(2).any(CueWord::is_saying);
        (is_set_off || begins_with_verb()) && is_cue_clause(&self.after)
    }

    pub(super) fn is_governed(&self) -> bool {
        const MAX_LOOSE: usize = 4;
        // « Doe, dit « le Duc », vend »
        let is_nickname = |at: usize| {
            matches!(self.before[at].folded.as_str(), "dit" | "dite") && at > 0 && self.before[at - 1].is_capital()
        };
        // “Which opened on Monday is billed as an „…“”
        let is_far = |at: usize| is_loose(&self.before[at]) && self.before.len() - at > MAX_LOOSE;
        let mut words = self.before.iter().enumerate();
        words.any(|(at, word)| word.is_saying() && !is_nickname(at) && !is_far(at))
            || names_source(&self.before)
            || self.is_called()
            || self.is_given_as()
    }

    /// Whether the sentence asks for something, or begins with the person whose view it gives: `Pour Doe, …`.
    pub(super) fn is_view(&self) -> bool {
        let appeals = |pair: &[CueWord<'_>]| {
            pair[0].folded.starts_with("appel")
                && pair[1..].iter().any(|word| matches!(word.folded.as_str(), "a" | "au" | "aux"))
        };
        let is_for = self.before.first().is_some_and(|word| word.text == "Pour" || word.text == "Für")
            && self.before.get(1).is_some_and(CueWord::is_capital)
            && self.before_text.contains(',');
        is_for || (self.tongue == TextLanguage::French && self.before.windows(3).any(appeals))
    }

    /// Whether it is the name of an offence: `une enquête pour « vol »`.
    pub(super) fn is_offence(&self) -> bool {
        const CHARGES: &[&str] = &[
            "enquete",
            "information",
            "examen",
            "plainte",
            "poursuivi",
            "poursuivie",
            "poursuivis",
            "condamne",
            "condamnee",
            "ermittelt",
            "ermittlungen",
            "anklage",
            "angeklagt",
            "anzeige",
        ];
        self.nearest(1).any(|word| matches!(word.folded.as_str(), "pour" | "wegen"))
            && self.nearest(10).any(|word| CHARGES.contains(&word.folded.as_str()))
    }

    pub(super) fn is_spoken(&self) -> bool {
        self.folded.split(' ').any(|word| SPOKEN_SET.contains(word))
    }

    pub(super) fn ends_whole_sentence(&self) -> bool {
        self.words.ends_with(['.', '!', '?', '…']) || self.separator.starts_with(['.', '!', '?'])
    }
}

/// Whether one of the clauses behind a comma in a part of a sentence is a short cue: `, the minister said`.
fn has_cue_clause(text: &str, part: Range<usize>) -> bool {
    const MAX_WORDS: usize = 8;
    let is_subject = |word: &CueWord<'_>| word.is_capital() || word.is_pronoun() || word.is_determiner();
    let mut at = part.start;
    let clauses = text[part.clone()].split([',', ';', ':', '—', '–']).map(|clause| {
        let range = at..at + clause.len();
        at = range.end + text[range.end..part.end].chars().next().map_or(0, char::len_utf8);
        range
    });
    clauses.skip(1).any(|clause| {
        if text[clause.clone()].contains(is_quotation_mark_but_apostrophe) {
            return false;
        }
        let mut words = cue_words(text, clause);
        // `, but he conceded`
        let is_joined = matches!(words.first().map(|word| word.folded.as_str()), Some("but" | "aber" | "mais" | "но"));
        if is_joined && words.get(1).is_some_and(CueWord::is_pronoun) {
            words.remove(0);
        }
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        // `said Doe`, `a-t-il dit`, `the minister said`, `laut Doe`
        let is_inverted = words.iter().take(3).any(CueWord::is_saying) && words[1..].iter().any(is_subject);
        let is_plain = is_subject(first) && last.is_saying();
        let is_short = (2..=MAX_WORDS).contains(&words.len());
        is_short
            && (is_plain || (!first.is_capital() && (is_inverted || names_source(&words[..2]))))
            && is_cue_clause(&words)
    })
}

fn is_quotation_mark_but_apostrophe(c: char) -> bool {
    is_quotation_mark(c) && !matches!(c, '\'' | '’')
}

/// Whether one word is a verb with `-e`, as only reported speech has beside the other: `er übernehme`.
fn is_subjunctive(pronoun: &str, verb: &str) -> bool {
    const OTHERS: &[&str] =
        &["ohne", "gerne", "beide", "diese", "keine", "seine", "meine", "viele", "heute", "alle", "ihre", "eine"];
    const MIN_BYTES: usize = 5;
    matches!(pronoun, "er" | "es" | "man")
        && verb.len() >= MIN_BYTES
        && verb.starts_with(char::is_lowercase)
        && verb.ends_with('e')
        && !verb.ends_with("te")
        && !OTHERS.contains(&verb)
}

/// Whether words of a German sentence have a verb in the form of reported speech; `ich habe` is none.
fn is_reported_speech<'w, 't: 'w>(words: impl Iterator<Item = &'w CueWord<'t>>) -> bool {
    let mut reports = false;
    let mut last = "";
    for word in words {
        if matches!(word.folded.as_str(), "ich" | "wenn") {
            return false;
        }
        reports |=
            REPORTING_SET.contains(word.text) || is_subjunctive(last, word.text) || is_subjunctive(word.text, last);
        last = word.text;
    }
    reports
}

/// Whether a word says what bears a name or a title.
pub(super) fn is_label_word(word: &CueWord<'_>) -> bool {
    LABEL_SET.contains(&word.folded) || (is_label_stem(&word.folded) && !word.is_saying())
}

/// Whether words begin with one that says what bears a name.
pub(super) fn is_label_text(words: &str) -> bool {
    cue_words(words, 0..words.len()).first().is_some_and(is_label_word)
}

fn is_label_stem(folded: &str) -> bool {
    let ends = folded.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.skip(2).take(14).any(|end| LABEL_STEM_SET.contains(&folded[..end]))
}

/// Whether a word is one for words or a sentence, which are also said: `one word: “No”`.
pub(super) fn is_word_for_words(word: &CueWord<'_>) -> bool {
    const WORDS: &[&str] =
        &["слово", "слова", "словами", "word", "words", "wort", "worte", "worten", "mot", "mots", "phrase", "satz"];
    WORDS.contains(&word.folded.as_str())
}
