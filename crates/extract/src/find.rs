//! Finds the quotations and terms of an article, without their speakers.

use std::ops::Range;

use crate::article::Article;
use crate::candidate::{Candidate, CandidateKind};
use crate::cues::{CueWord, cue_words, is_cue_clause, sentence_end};
use crate::dialogue::find_dialogue;
use crate::found::{Form, Found};
use crate::interruption::{Style, find_interruptions, without_interruptions};
use crate::languages::tongue::is_in;
use crate::paragraphs::trim_range;
use crate::quotes::{Quote, find_marked};
use crate::terms::{TextLanguage, is_quote};

/// The quotations and terms of an article, in order, with nobody as their speaker yet.
pub fn find_candidates(article: &Article<'_>) -> Vec<Candidate> {
    let text = article.text();
    let tongue = TextLanguage::of(text);
    let mut marked = find_marked(&article.plain).quotes;
    marked.retain(|quote| !is_post_credit(&text[quote.content.clone()]) && !has_no_end(text, quote));
    let blocks: Vec<Range<usize>> = marked.iter().filter(|quote| quote.is_block).map(|it| it.range.clone()).collect();
    let speech = speech_without_marks(article, &blocks, tongue);
    // What is in marks inside a turn or a line of dialogue is part of it.
    let outer: Vec<Range<usize>> = speech.iter().map(|(range, _)| range.clone()).collect();
    marked.retain(|quote| !is_inside(&outer, quote.range.start));
    let marked = marked.into_iter().map(|quote| Found::of(text, quote, tongue));
    let mut found = join_split(text, marked.filter(|found| !found.parts.is_empty()));
    found.extend(speech.into_iter().map(|(_, found)| found));
    found.sort_by_key(|found| found.range.start);
    let is_quote = is_quote(text, &found, tongue);
    let candidate = |(found, is_quote): (Found, bool)| {
        Candidate::new(if is_quote { CandidateKind::Quote } else { CandidateKind::Term }, found.parts)
    };
    found.into_iter().zip(is_quote).map(candidate).collect()
}

/// Where marks open a quotation in an article and none closes it, in bytes of its text.
pub fn unclosed_marks(article: &Article<'_>) -> Vec<usize> {
    let quotes = find_marked(&article.plain).quotes;
    quotes.iter().filter(|quote| quote.is_unclosed).map(|quote| quote.range.start).collect()
}

/// Whether nothing closes a quotation before its paragraph ends, nor goes on with it, and the writer says something in it:
/// nobody knows where it ends.
fn has_no_end(text: &str, quote: &Quote) -> bool {
    let after = text[quote.range.end..].trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
    let is_open = quote.is_unclosed && quote.parts.len() == 1 && (after.is_empty() || after.starts_with('\n'));
    is_open && cue_words(text, quote.content.clone()).iter().any(CueWord::is_saying)
}

/// Whether a block is what a page shows in the place of a post: `A post shared by Doe (@doe) on May 1`.
fn is_post_credit(block: &str) -> bool {
    const MAX_BYTES: usize = 300;
    const BEGINNINGS: &[&str] = &[
        "A post shared by",
        "A photo posted by",
        "A video posted by",
        "View this post on",
        "Ein Beitrag geteilt von",
        "Sieh dir diesen Beitrag",
        "Une publication partagée par",
        "Voir cette publication sur",
        "Публикация от",
        "Посмотреть эту публикацию",
    ];
    let block = block.trim_start();
    block.len() < MAX_BYTES && BEGINNINGS.iter().any(|beginning| block.starts_with(beginning))
}

/// Whether one of some ranges, which are in order, contains a place.
fn is_inside(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.start <= at);
    next.checked_sub(1).is_some_and(|last| ranges[last].contains(&at))
}

/// What is said in turns, in dialogue with dashes and in indented blocks, each with the range that it takes up, in order.
fn speech_without_marks(
    article: &Article<'_>,
    blocks: &[Range<usize>],
    tongue: TextLanguage,
) -> Vec<(Range<usize>, Found)> {
    let text = article.text();
    let mut speech: Vec<(Range<usize>, Found)> = Vec::new();
    for turn in &article.turns {
        let parts: Vec<Range<usize>> = turn.words.iter().map(|words| trim_range(text, words.clone())).collect();
        let parts: Vec<Range<usize>> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if let Some(found) = Found::speech(parts) {
            speech.push((found.range.clone(), found));
        }
    }
    let turns: Vec<Range<usize>> = speech.iter().map(|(range, _)| range.clone()).collect();
    let is_free = |range: &Range<usize>| !is_inside(&turns, range.start) && !is_inside(blocks, range.start);
    let style = if tongue == TextLanguage::French { Style::DashesOrCommas } else { Style::Dashes };
    for line in find_dialogue(text, style).into_iter().filter(|line| is_free(&line.range)) {
        speech.extend(Found::speech(line.said).map(|found| (line.range, found)));
    }
    for block in indented_blocks(text).into_iter().filter(|block| is_free(block)) {
        // Marks around it say themselves that it is quoted.
        if !text[block.clone()].contains(['"', '“', '”', '„', '«', '»']) {
            speech.extend(Found::speech(vec![block.clone()]).map(|found| (block, found)));
        }
    }
    speech.sort_by_key(|(range, _)| range.start);
    speech
}

/// The paragraphs with every line indented behind a paragraph that is not and that ends in a colon.
fn indented_blocks(text: &str) -> Vec<Range<usize>> {
    const MIN_BLANKS: usize = 3;
    const MIN_WORDS: usize = 5;
    let is_indented = |line: &str| {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        blanks >= MIN_BLANKS || line.starts_with('\t')
    };
    let mut found = Vec::new();
    let (mut at, mut leads_in) = (0, false);
    for paragraph in text.split("\n\n") {
        let range = at..at + paragraph.len();
        at = range.end + 2;
        let lines = || paragraph.lines().filter(|line| !line.trim().is_empty());
        let is_block = lines().next().is_some() && lines().all(is_indented);
        if is_block && leads_in && paragraph.split_whitespace().nth(MIN_WORDS - 1).is_some() {
            found.push(trim_range(text, range));
        }
        leads_in = !is_block && paragraph.trim_end().ends_with(':');
    }
    found
}

impl Found {
    /// Words that somebody says; `None` if there are none.
    fn speech(parts: Vec<Range<usize>>) -> Option<Self> {
        let range = parts.first()?.start..parts.last()?.end;
        Some(Self { parts, range, form: Form::Speech, is_unclosed: false })
    }

    /// Makes another part of the same quotation a part of it.
    fn join(&mut self, next: Self) {
        self.parts.extend(next.parts);
        self.range.end = next.range.end;
        self.form = Form::Speech;
        self.is_unclosed = next.is_unclosed;
    }

    /// A quotation without the words of the writer inside its marks.
    fn of(text: &str, quote: Quote, tongue: TextLanguage) -> Self {
        let Quote { parts, range, nested, is_unclosed, is_block, is_work, .. } = quote;
        if is_block || is_work {
            let form = if is_block { Form::Speech } else { Form::Work };
            return Self { parts, range, form, is_unclosed };
        }
        let is_guillemet = text[range.clone()].starts_with('«');
        let style = match tongue {
            TextLanguage::French => Style::DashesOrCommas,
            TextLanguage::Other if is_guillemet => Style::DashesOrCommas,
            _ => Style::Dashes,
        };
        let mut form = Form::Marks;
        let mut words = Vec::new();
        for part in parts {
            let cues = find_interruptions(text, part.clone(), &nested, style);
            if !cues.is_empty() {
                form = Form::Speech;
            }
            words.extend(without_interruptions(text, part, &cues));
        }
        Self { parts: words, range, form, is_unclosed }
    }
}

/// Joins the parts of each quotation whose sentence the writer interrupts: `"A," he said, "b."`.
fn join_split(text: &str, found: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::new();
    for next in found {
        match joined.last_mut() {
            Some(last) if is_split(text, last, &next) => last.join(next),
            // A name in marks in the cue: `„A“, sagte Doe vom „Blatt“, „b“`.
            Some(last) if is_name_in_cue(text, last, &next) => {
                let length = joined.len();
                match joined.get_mut(length.wrapping_sub(2)) {
                    Some(split) if is_split(text, split, &next) => split.join(next),
                    _ => joined.push(next),
                }
            }
            _ => joined.push(next),
        }
    }
    joined
}

/// Nouns behind which a title is in marks.
const WORKS: &str = "\
    memoires livre roman essai recueil album film ouvrage chanson emission spectacle piece revue autobiographie \
    книге книга мемуарах романе альбоме статье memoir memoirs book novel memoiren buch roman";

/// Whether words in marks before others may be a name in the cue that splits a quotation.
fn is_name_in_cue(text: &str, name: &Found, next: &Found) -> bool {
    const MAX_WORDS: usize = 4;
    let words = &text[name.range.clone()];
    let is_short = words.split_whitespace().nth(MAX_WORDS).is_none() && name.parts.len() == 1;
    is_short && text.get(name.range.end..next.range.start).is_some_and(|gap| gap.trim_start().starts_with(','))
}

/// Whether the text between two quotations in marks is a cue that interrupts a sentence.
fn is_split(text: &str, one: &Found, other: &Found) -> bool {
    const MAX_CUE_BYTES: usize = 300;
    const MAX_CUE_WORDS: usize = 14;
    if one.form == Form::Work || other.form == Form::Work || one.range.end > other.range.start {
        return false;
    }
    let gap = &text[one.range.end..other.range.start];
    let (Some(last), Some(first)) = (one.parts.last(), other.parts.first()) else { return false };
    if gap.len() > MAX_CUE_BYTES || gap.contains("\n\n") || gap.trim().is_empty() {
        return false;
    }
    let is_joint =
        |c: char| c.is_whitespace() || matches!(c, ',' | '—' | '–' | '-' | '.' | ';' | ':' | '!' | '?' | '…');
    let core = gap.trim_matches(is_joint);
    let start = one.range.end + gap.len() - gap.trim_start_matches(is_joint).len();
    let (opening, closing) =
        (&gap[..start - one.range.end], &text[(start + core.len()).min(other.range.start)..other.range.start]);
    if core.is_empty() || sentence_end(text, start..start + core.len()).is_some_and(|end| end < start + core.len()) {
        return false;
    }
    let words = cue_words(text, start..start + core.len());
    // `“A” He added, “B”` has two sentences.
    if words.first().is_some_and(|word| word.is_capital() && word.is_pronoun() && word.text != "I") {
        return false;
    }
    let (said, goes_on) = (&text[last.clone()], text[first.clone()].starts_with(char::is_lowercase));
    let is_dash = closing.contains(['—', '–']) || closing.trim() == "-";
    // A mark is repeated after the cue, without one that closes before it.
    if one.is_unclosed && is_dash {
        return is_cue_clause(&words);
    }
    let ends_open = closing.contains(',') || (is_dash && !closing.contains(['.', '!', '?', '…', ':', ';']));
    let ends_sentence = said.ends_with('.') && !said.ends_with("..") || opening.contains(['.', ';', ':']);
    let is_exclaimed = said.ends_with(['!', '?']) && !goes_on;
    if !ends_open || closing.contains('.') || ends_sentence || is_exclaimed {
        return false;
    }
    if words.is_empty() || reports_more(&words) || goes_on_first(said, opening, core) {
        return false;
    }
    // `“A,” he said, adding, “B.”`
    if words
        .last()
        .is_some_and(|last| matches!(last.folded.as_str(), "adding" | "saying" | "noting" | "ajoutant" | "добавив"))
    {
        return false;
    }
    // « … », écrit-il dans ses mémoires, « Le Guet », parus en mai; s’est dit « … », tout en jugeant le texte « … ».
    let names_work = !goes_on && words.last().is_some_and(|last| is_in(WORKS, &last.folded));
    if names_work || words[0].folded == "tout" {
        return false;
    }
    // Whatever the verb: a comma on both sides, and the sentence continues.
    let has_comma = said.ends_with(',') || opening.contains(',');
    let begins = said_begins(text, one) && has_comma && goes_on && words.len() <= MAX_CUE_WORDS;
    let is_long = text[first.clone()].split_whitespace().nth(2).is_some();
    is_cue_clause(&words) || (begins && is_long && !joins(&words[0].folded))
}

/// Whether a cue continues with what else was said, so that words in marks behind it are a part of that: `he said,
/// adding that the rest is`.
fn reports_more(words: &[CueWord<'_>]) -> bool {
    const MIN_WORDS: usize = 6;
    let is_that = |word: &CueWord<'_>| matches!(word.folded.as_str(), "que" | "qu" | "that" | "dass" | "что");
    words.len() >= MIN_WORDS && words[2..].iter().any(is_that)
}

/// Whether the narration continues behind the marks before the cue, so that both are parts of the writer's sentence:
/// `habe „A“ gespielt, betonte Doe, „und B“`.
fn goes_on_first(said: &str, opening: &str, core: &str) -> bool {
    let is_set_off = said.ends_with([',', '!', '?', '…', '.']) || !opening.trim().is_empty();
    let Some((first, _)) = core.split_once(',').filter(|_| !is_set_off) else { return false };
    !is_cue_clause(&cue_words(first, 0..first.len()))
}

fn said_begins(text: &str, found: &Found) -> bool {
    found.parts.first().is_some_and(|first| text[first.clone()].starts_with(char::is_uppercase))
}

fn joins(word: &str) -> bool {
    matches!(
        word,
        "and" | "und" | "et" | "и" | "а" | "но" | "but" | "aber" | "mais" | "or" | "oder" | "ou" | "или" | "y"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_text::markup::Markup;

    /// Formats the candidates of a text: parts separated by `|`, candidates by `/`, terms in brackets.
    fn shown(text: &str) -> String {
        let article = Article::read(text, Markup::Plain);
        let text = article.text();
        let one = |found: &Candidate| {
            let parts = found.spans.iter().map(|part| &text[part.clone()]).collect::<Vec<_>>().join("|");
            if found.kind == CandidateKind::Quote { parts } else { format!("[{parts}]") }
        };
        find_candidates(&article).iter().map(one).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn a_sentence_split_by_a_cue_is_one_quotation() {
        for (text, expected) in [
            ("“We go,” he said, “and we stay.”", "We go,|and we stay."),
            ("“We go,” he said. “And we stay.”", "We go,/And we stay."),
            ("„Wir gehen“, sagte sie am Montag, „und wir bleiben.“", "Wir gehen|und wir bleiben."),
            ("„Wer geht“, so Wiechert weiter, „der bleibt nicht.“", "Wer geht|der bleibt nicht."),
            ("« On part », a-t-il lancé, « et on reste. »", "On part|et on reste."),
            ("\"Мы идём\", - сказал он, - \"и остаёмся\".", "Мы идём|и остаёмся"),
            ("«Мы идём, — сказал он. — И остаёмся», — и ушёл.", "Мы идём,|И остаёмся"),
            ("« On part, confie-t-il. On reste. »", "On part,|On reste."),
            ("« Rien, explique Jean Roux, géologue, ancien de la mine. Rien du tout. »", "Rien,|Rien du tout."),
            ("« Où ? lance Jeanne Roux, professeure à Lyon. Ici. »", "Où ?|Ici."),
            ("“Do we go?” he asked, “or do we stay?”", "Do we go?|or do we stay?"),
            ("“We go,” he said, adding, “We stay.”", "We go,/We stay."),
            ("«Мы идём,— сказал он.— И остаёмся»", "Мы идём,|И остаёмся"),
            (
                "« On part le premier mai », a-t-il dit, regrettant que la suite, selon lui, « reste possible ».",
                "On part le premier mai/reste possible",
            ),
            ("\"we go\" He added, \" We stay.\"", "we go/We stay."),
            ("“We go!” he cried, “We stay!”", "We go!/We stay!"),
            (
                "Er habe „die Woche“ gewonnen, betonte Doe, „und dann das Spiel verloren“.",
                "die Woche/und dann das Spiel verloren",
            ),
            ("“Well,” Mr. Doe of the U.S. told us, “we go.”", "Well,|we go."),
            ("\"It will all begin soon\"Doe speaks of the town", "It will all begin soon"),
            ("Called \"guru of the port\"by some, he said: \"We go.\"", "guru of the port/We go."),
            ("\"Он обнял меня и сказал: \"Мам, я тут!\" - цитирует издание.", "Он обнял меня и сказал: \"Мам, я тут!"),
            ("“If we go,” the old man went on quietly, “then we go.”", "If we go,|then we go."),
            ("«Идём, — сказал он. — «И останемся».", "Идём,|И останемся"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn quotations_continue_across_paragraphs_and_lines() {
        for (text, expected) in [
            ("“One goes.\n\n“Two go,” he said.", "One goes.|Two go,"),
            ("“One goes.\n\nTwo go,” he said.", "One goes.|Two go,"),
            ("\"I saw\n\"it go,\" said he, \"and\n\"I cried.\"", "I saw|it go,|and|I cried."),
            ("« Un part.\n\n« Deux partent », dit-il.", "Un part.|Deux partent"),
            ("\"One goes. \"Two go. \"Three go,\" he said.", "One goes.|Two go.|Three go,"),
            ("He said: “One goes and goes.\n\nThe rest is told.", "One goes and goes."),
            // Never closed: only a cue at the end shows where it ends.
            ("“One goes, said Ada Moss. It goes, she thinks.\n\nHe said: “Two.”", "Two."),
            ("“One goes, said Ada Moss.\n\nThe rest is told.", "One goes,"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn embedded_posts_are_not_quotations() {
        let page = "<p>Doe drew it.</p><blockquote>A post shared by Doe (@doe) on May 1, 2020 at 9:24am</blockquote>";
        let article = Article::read(page, Markup::Html);
        assert_eq!(find_candidates(&article).len(), 0);
    }

    #[test]
    fn indented_block_after_a_colon_is_a_quotation() {
        for (text, expected) in [
            (
                "The law says:\n\n    Nobody may enter the\n    old mill.\n\nNobody does.",
                "Nobody may enter the\n    old mill.",
            ),
            ("The law is old.\n\n    Nobody may enter the old mill.", ""),
            ("It needs:\n\n    salt", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn texts_full_of_marks_and_cues_take_linear_time() {
        for unit in
            ["“a,” he said, “b,” ", "\"A, he said. ", "«а, — сказал он. — ", "\n\"a", "\n— Да? — сказал", " \"a\" "]
        {
            let text = unit.repeat(10_000);
            find_candidates(&Article::read(&text, Markup::Plain));
        }
    }
}
