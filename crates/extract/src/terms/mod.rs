//! Whether words in marks are a quotation, or a term: a title, a name, a brand, a nickname, a word that is only mentioned,
//! or one from which the writer distances himself.
//!
//! Each sign adds to a score or takes from it: how long the words are and how they end, what leads in to them, who says
//! them, and what else in the article is in marks. A positive score makes a quotation.

mod announced;
mod carriers;
mod side;
mod signs;
mod text_language;
mod words;

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use self::side::{Side, is_label_word, is_word_for_words};
pub(crate) use self::text_language::TextLanguage;
use crate::cues::CueWord;
use crate::found::{Form, Found};
use crate::paragraphs::Paragraphs;
use crate::readings::{is_label, is_title_case};

/// Whether each of the things found in a text, in order, is a quotation.
pub(crate) fn is_quote(text: &str, found: &[Found], tongue: TextLanguage) -> Vec<bool> {
    let paragraphs = Paragraphs::of(text);
    let sides: Vec<Side<'_>> = (0..found.len()).map(|at| Side::of(text, found, at, &paragraphs, tongue)).collect();
    let mut scores: Vec<f32> = found.iter().zip(&sides).map(|(found, side)| score(found, side)).collect();
    // What is a name in one place is one in others.
    let mut strong: HashMap<&str, bool, RandomState> = HashMap::default();
    for (side, &score) in sides.iter().zip(&scores) {
        if score <= -3.5 {
            strong.insert(&side.folded, false);
        }
    }
    for (side, &score) in sides.iter().zip(&scores) {
        if score >= 4.0 {
            strong.insert(&side.folded, true);
        }
    }
    // In Russian, one word is known in other cases: «Перезагрузке» and «перезагрузки».
    let stems: HashSet<&str, RandomState> = if tongue == TextLanguage::Russian {
        let named = strong.iter().filter(|(name, is_said)| !**is_said && !name.contains(' '));
        named.filter_map(|(name, _)| stem_of(name)).collect()
    } else {
        HashSet::default()
    };
    for (side, score) in sides.iter().zip(&mut scores) {
        let is_one = side.count == 1 && stem_of(&side.folded).is_some_and(|stem| stems.contains(stem));
        *score -= if is_one && score.abs() < 3.5 { 3.0 } else { 0.0 };
    }
    let said: Vec<&str> =
        sides.iter().zip(&scores).filter(|(_, score)| **score >= 3.0).map(|(it, _)| it.folded.as_str()).collect();
    let said = said.join(" | ");
    let mut is_told = vec![false; found.len()];
    for (at, (side, score)) in sides.iter().zip(&mut scores).enumerate() {
        const MAX_HEADLINES: usize = 24;
        match strong.get(side.folded.as_str()) {
            Some(false) if score.abs() < 3.5 => *score -= 3.0,
            Some(true) if score.abs() < 3.0 => *score += 3.0,
            _ => {}
        }
        // Words of a headline are said further down.
        if side.is_headline && side.count > 1 && at < MAX_HEADLINES && said.contains(side.folded.as_str()) {
            *score += 4.0;
        }
    }
    // `„A“, „B“ und „C“, sagte Doe`: who says the last says all.
    for at in (1..found.len()).rev() {
        let gap = text.get(found[at - 1].range.end..found[at].range.start).unwrap_or("-");
        let joint = gap.trim_matches(|c: char| c.is_whitespace() || c == ',');
        let is_list = !gap.contains('\n')
            && (matches!(joint, "und" | "and" | "et" | "и") || (joint.is_empty() && gap.contains(',')));
        let is_said = scores[at] > 0.0 && (sides[at].has_cue_behind() || (at + 1 < found.len() && is_told[at + 1]));
        is_told[at] = is_list && is_said;
        if is_told[at] && !sides[at - 1].has_label() {
            scores[at - 1] = scores[at - 1].max(scores[at]);
        }
    }
    // The words “A” and “B”
    for at in 1..found.len() {
        let gap = text.get(found[at - 1].range.end..found[at].range.start).unwrap_or("-").trim();
        let is_pair = matches!(gap, "und" | "and" | "et" | "и") && sides[at - 1].count.max(sides[at].count) <= 2;
        if is_pair && sides[at - 1].has_label() && !sides[at].has_cue_behind() {
            scores[at] = scores[at].min(scores[at - 1]);
        }
    }
    scores.into_iter().map(|score| score > 0.0).collect()
}

/// What it adds that the words are of a kind that nobody says here: a nickname, a work, an organisation with its short form.
fn score_of_kind(side: &Side<'_>, is_personal: bool, is_sentence: bool) -> f32 {
    let signs = [
        (side.is_subject_of_cue(), -6.0),
        (side.is_inscription(), -12.0),
        (side.is_name_behind_colon(), -9.0),
        (side.begins_with_label(), -6.0),
        (side.is_abbreviated() && side.count <= 8, -6.0),
        (side.is_work_in_brackets() && !is_personal, -6.0),
        (side.is_nickname() && !is_sentence, -9.0),
        (side.is_motto(), -9.0),
        (side.is_pet_name(), -4.0),
        (side.is_foreign_title() && !cue_behind_name(side), -4.0),
    ];
    signs.iter().map(|&(is, weight)| if is { weight } else { 0.0 }).sum()
}

/// Whether it is a whole sentence that somebody says, whatever its language.
fn cue_behind_name(side: &Side<'_>) -> bool {
    side.begins_sentence && side.has_cue_behind() || side.follows_colon
}

/// The beginning that the cases of a long Russian word share.
fn stem_of(word: &str) -> Option<&str> {
    const STEM_CHARS: usize = 7;
    word.char_indices().nth(STEM_CHARS).map(|(at, _)| &word[..at])
}

/// What it adds that words follow a colon.
fn score_behind_colon(side: &Side<'_>, governed: bool) -> f32 {
    let (is_sentence, is_short) = (side.is_sentence(), side.count <= 3);
    let mut score = 0.0;
    let mut add = |is: bool, weight: f32| score += if is { weight } else { 0.0 };
    let is_name = side.before.len() <= 4 && side.before.first().is_some_and(CueWord::is_capital);
    let is_list = side.separator.contains(',') && side.after.is_empty() && is_short;
    add(governed, 5.0);
    add(!governed && (is_sentence || side.count > 3 || side.ends_whole_sentence()), 3.5);
    add(!governed && is_name, 3.0);
    add(is_list && !is_sentence, -3.0);
    let labels = side.nearest(2).any(is_label_word) || is_label(side.before_text.trim_end().trim_end_matches(':'));
    add(labels && !governed && is_short, -5.0);
    let is_kind = side.nearest(1).any(|word| is_label_word(word) && !is_word_for_words(word));
    add(governed && is_kind && is_short && !is_sentence, -6.0);
    add(!governed && side.is_headline && side.count > 1, 3.0);
    score
}

/// What the sentence adds in whose middle words are.
fn score_in_sentence(side: &Side<'_>, governed: bool, has_label: bool) -> f32 {
    let (is_sentence, is_short, is_capital) = (side.is_sentence(), side.count <= 3, side.is_capital());
    let mut score = 0.0;
    let mut add = |is: bool, weight: f32| score += if is { weight } else { 0.0 };
    add(is_capital && !governed && !is_sentence && side.tongue != TextLanguage::German, -2.5);
    add(is_capital && !governed && side.tongue == TextLanguage::German, -1.0);
    add(is_capital && governed && is_short && side.tongue != TextLanguage::German, -0.5);
    add(!is_capital && side.count > 2, 1.5);
    let direct = side.nearest(4).any(CueWord::is_saying);
    let of_governed = match (is_capital, is_short && side.tongue != TextLanguage::German) {
        (true, true) => 0.5,
        (true, false) => 1.0,
        (false, _) => 2.5,
    };
    add(governed, of_governed);
    add(direct && !has_label, if is_capital { 0.5 } else { 1.0 });
    add(side.tongue == TextLanguage::German && side.rest.iter().take(4).any(CueWord::is_saying), 2.5);
    score
}

/// What it adds that a word for what bears a name precedes some words.
fn score_of_label(count: usize, is_capital: bool) -> f32 {
    match count {
        3 | 4 if !is_capital => -3.5,
        5.. if !is_capital => -2.0,
        5.. => -4.0,
        _ => -5.0,
    }
}

/// What it adds that words are capitalised as titles are.
fn score_of_title(tongue: TextLanguage) -> f32 {
    match tongue {
        TextLanguage::English => -4.0,
        // Nouns have a capital anyway.
        TextLanguage::German => 0.0,
        _ => -1.5,
    }
}

/// The score of words in marks.
fn score(found: &Found, side: &Side<'_>) -> f32 {
    match found.form {
        Form::Speech => return 20.0,
        Form::Work => return -20.0,
        Form::Marks if found.parts.len() > 1 => return 20.0,
        Form::Marks => {}
    }
    let is_sentence = side.is_sentence();
    let mut score = match side.count {
        0 | 1 => -2.0,
        2 => -1.5,
        3 => -0.5,
        4 => 0.5,
        5 | 6 => 1.0,
        7..=9 => 2.5,
        _ => 4.0,
    };
    let mut signs: Vec<f32> = Vec::new();
    let mut add = |is: bool, weight: f32| signs.extend(is.then_some(weight));
    let (is_capital, is_short) = (side.is_capital(), side.count <= 3);
    let is_french = side.tongue == TextLanguage::French;
    let is_name_like = is_capital && (side.tongue != TextLanguage::German || side.count > 1);
    let is_in_middle = !side.begins_sentence && !side.follows_colon;
    // In Russian, names begin with a capital.
    let has_label = side.has_label()
        && !(side.is_personal() && side.follows_word_for_words())
        && (is_capital || side.tongue != TextLanguage::Russian || side.count < 4);
    let is_attributed = side.is_attributed && (!is_capital || side.tongue == TextLanguage::German);
    let is_indirect = (side.is_reported || is_attributed) && !has_label;
    let governed = (side.is_governed() || side.is_reported || is_attributed || side.is_view()) && !has_label;
    // „Zeichen der Achtung“, but not a name: „Invictus Games“
    let is_phrase = side.words.split_whitespace().any(|word| word.starts_with(char::is_lowercase));
    add(is_indirect && side.is_reported && is_capital && is_phrase, 1.5);
    let is_personal = side.is_personal();
    add(side.is_offence() || side.is_charge() || side.is_rating(), -9.0);
    add(is_personal && !has_label, 3.0);
    add(is_personal && side.follows_word_for_words(), 2.0);
    add(side.is_condemned(), 1.5);
    add(side.is_reported_predicate() && !has_label, 3.0);
    add(true, score_of_kind(side, is_personal, is_sentence));
    add(side.has_odd_cue_behind(), 6.0);
    add(is_sentence && side.count > 1, 1.5);
    add(is_sentence && side.count == 1, 1.0);
    add(side.is_spoken() && side.count > 2, 1.5);
    add(side.words.contains(", ") && side.count > 3, 0.5);
    // What says that it is a name.
    add(has_label && side.count <= 8, score_of_label(side.count, is_capital));
    add(side.is_in_compound() && side.count <= 4, -4.0);
    add(side.has_label_after() && side.count <= 4, -3.5);
    add(side.names_control() && side.count <= 5, -5.0);
    add(is_title_case(side.words.trim_end_matches(['.', ','])), score_of_title(side.tongue));
    let naming = side.touches_before() && side.nearest(4).any(CueWord::is_naming);
    let is_a = side.nearest(1).any(|word| matches!(word.folded.as_str(), "ein" | "eine" | "einen" | "un" | "une"));
    add(naming && is_name_like && !is_a && !side.names_thing_in_view() && side.count <= 5, -4.0);
    add(naming && !is_capital, 1.5);
    let after_determiner = side.touches_before() && side.before.last().is_some_and(CueWord::is_determiner);
    let is_definite = side.follows_definite_article();
    // « Le « modèle », c'est lui, dit Doe » has a name as its subject.
    let is_subject = side.before.len() == 1 && !side.is_reported;
    let is_partial = is_indirect && !is_subject && (!is_capital || is_phrase);
    let in_clause = governed && !is_capital && side.is_in_reported_clause();
    let of_definite = match (is_partial, side.is_view() && !is_capital) {
        (true, _) => 0.0,
        (false, true) => -1.0,
        (false, false) if in_clause => -0.5,
        (false, false) if is_french && governed && !is_capital && side.nearest(3).any(CueWord::is_saying) => -1.5,
        (false, false) => -2.0,
    };
    add(in_clause && !is_capital, 0.5);
    add(after_determiner && is_short && !is_sentence && is_definite, of_definite);
    add(after_determiner && is_short && !is_definite && !governed, -1.0);
    let after_preposition = side.follows_preposition();
    add(after_preposition && is_name_like && !is_sentence && side.count <= 5, -1.5);
    let ends_in_number = side.folded.rsplit(' ').next().is_some_and(|last| last.starts_with(char::is_numeric));
    add(ends_in_number && side.count <= 2 && is_capital, -1.5);
    // What says that somebody says it.
    let cue_behind = side.has_cue_behind();
    add(cue_behind && side.begins_sentence, 7.0);
    // « cité par « La Voix », juge que »
    // «идеей «Морского союза» – опасается, что»
    let is_russian_name = side.tongue == TextLanguage::Russian && is_capital && is_short && !is_sentence;
    let is_of_name = has_label || (after_preposition && is_name_like) || is_russian_name;
    let is_near = side.after.iter().take(4).any(CueWord::is_saying);
    add(cue_behind && !side.begins_sentence && !is_of_name, if is_near { 4.5 } else { 2.0 });
    add(side.is_announced() && !has_label, if is_capital { 3.0 } else { 1.0 });
    if side.begins_sentence && !side.follows_colon {
        let is_whole = side.ends_whole_sentence();
        add(is_whole, if side.count > 1 { 3.0 } else { 2.0 });
        // `“Backyard Nights” is …`
        let goes_on = side.is_reported && is_phrase && !has_label;
        add(!is_whole && !cue_behind && !goes_on && is_capital && side.count <= 5, -2.0);
    }
    add(side.is_paragraph && (side.count > 2 || (side.count == 2 && !side.is_first_paragraph)), 4.0);
    // A heading: « Peu de garanties » sur l'emploi
    let is_one_capital = !side.words.chars().skip(1).any(char::is_uppercase) && side.tongue != TextLanguage::German;
    let is_heading = side.is_headline && !side.is_first_paragraph && !side.is_paragraph;
    add(is_heading && side.begins_sentence && is_one_capital && side.count > 2, 3.5);
    add(side.is_headline && cue_behind, 4.0);
    add(side.is_paragraph && side.count <= 2 && side.is_first_paragraph, -3.0);
    add(side.is_headline && is_in_middle && !is_capital && side.count > 1, 2.5);
    if side.follows_colon {
        score += score_behind_colon(side, governed);
    } else if !side.begins_sentence {
        score += score_in_sentence(side, governed, has_label);
    }
    score + signs.iter().sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::find_marked;
    use kzq_text::markup::Markup;

    /// Formats the quotations and terms of a text, terms in brackets.
    fn shown(text: &str, tongue: TextLanguage) -> String {
        let plain = Markup::Plain.read(text);
        let found = |quote: &crate::quotes::Quote| Found {
            parts: quote.parts.clone(),
            range: quote.range.clone(),
            form: Form::Marks,
            is_unclosed: quote.is_unclosed,
        };
        let found: Vec<Found> = find_marked(&plain).quotes.iter().map(found).collect();
        let is_quote = is_quote(plain.text(), &found, tongue);
        let one = |(found, is_quote): (&Found, &bool)| {
            let words = &plain.text()[found.parts[0].clone()];
            if *is_quote { words.to_owned() } else { format!("[{words}]") }
        };
        found.iter().zip(&is_quote).map(one).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn terms_are_recognised_in_english() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("The steamer “Orpha Bell,” which came down, brings news.", "[Orpha Bell,]"),
            ("He read it in the magazine ‘Theodolite’ and left.", "[Theodolite]"),
            ("The so-called “golden generation” is six points from safety.", "[golden generation]"),
            ("The draughtsmen called her “Lady Mercator”.", "[Lady Mercator]"),
            ("The catalogue calls her “our least profitable genius”.", "our least profitable genius"),
            ("Join us on the “Purse Strings” podcast at six.", "[Purse Strings]"),
            ("Tap “Explain” at the top.", "[Explain]"),
            ("A “disaster”, said Novak.", "disaster"),
            ("The vote was a “disaster”, the minister said.", "disaster"),
            ("She told reporters that the dispute was “regrettable”.", "regrettable"),
            ("He called it “a shameful day for the city” and left.", "a shameful day for the city"),
            ("The strike was “putting thirty years at risk”, it said.", "putting thirty years at risk"),
            ("“Six Ways to Lose a Scent”, an exhibition, is open.", "[Six Ways to Lose a Scent]"),
            ("A “booming” trade was ended, the police announced.", "booming"),
            ("None of the “possibly hundreds” of buyers came, Levy said, but they will.", "possibly hundreds"),
            ("Vote in the Harbor -- “No Victory for Us,” Says Mediator", "No Victory for Us,"),
            ("“We meant it.”", "We meant it."),
            ("“Resign!” someone called.", "Resign!"),
            ("A fake ticket with the words “we owe you” was found.", "we owe you"),
            ("The clerk struck the words “prompt” and “fair terms.” Doe said so.", "[prompt]/[fair terms.]"),
            ("The ferryman is accused of “smuggling” and of theft.", "[smuggling]"),
            ("The bridge is rated “poor” since May.", "[poor]"),
            ("The bridge was rated “fair” by inspectors.", "fair"),
            ("It is what her lawyer referred to as “snooping” on her.", "snooping"),
            ("She said that the town will pay for the “silly” plan.", "silly"),
            ("There were people “lending money”, but he conceded that none came.", "lending money"),
            ("A banner above the door said “Late”.", "[Late]"),
            ("A man with a banner said “we will stay here”.", "we will stay here"),
            ("The paper ran it under the headline “Doe to Leave?” on Friday.", "[Doe to Leave?]"),
            ("One sign read “We will be back” and another “Not for sale”.", "[We will be back]/[Not for sale]"),
            ("“The Lark”, which opened on Monday, is billed as an “immersive” opera.", "[The Lark]/[immersive]"),
            ("“No ships,” he sings. “No ships at all.”", "No ships,/No ships at all."),
        ] {
            if shown(text, TextLanguage::English) != expected {
                wrong.push((text, shown(text, TextLanguage::English)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn terms_are_recognised_in_other_languages() {
        let mut wrong = Vec::new();
        for (tongue, text, expected) in [
            (TextLanguage::German, "Die sogenannte „Babyprämie“ sei verpufft.", "[Babyprämie]"),
            (TextLanguage::German, "Gebucht wird über die App „UnterWegs“.", "[UnterWegs]"),
            (TextLanguage::German, "Das „Storchenmobil“, ein Wagen, fährt.", "[Storchenmobil]"),
            (TextLanguage::German, "Sie nannte die Rechnung „simpel“.", "simpel"),
            (TextLanguage::German, "„Quatsch“, sagte er.", "Quatsch"),
            (TextLanguage::German, "Sie sprach von einem „Placebo mit Paragrafen“.", "Placebo mit Paragrafen"),
            (TextLanguage::German, "Den Tag zu nutzen, sei „folgerichtig“.", "folgerichtig"),
            (TextLanguage::German, "Zudem kämen Männer mit einem „hohen Potential“.", "hohen Potential"),
            (TextLanguage::German, "Er nannte den Tag ein „Zeichen der Achtung“.", "Zeichen der Achtung"),
            (TextLanguage::German, "„Dumm“, „peinlich“, „lächerlich“, urteilten Medien.", "Dumm/peinlich/lächerlich"),
            (TextLanguage::French, "La Chine appelle à la « retenue » et au « calme ».", "retenue/calme"),
            (TextLanguage::French, "Pour Zoé Guy, la situation est « intenable ».", "intenable"),
            (
                TextLanguage::French,
                "Une enquête est ouverte pour « vol par effraction », a dit Doe.",
                "[vol par effraction]",
            ),
            (TextLanguage::French, "Le « modèle français », c'est lui, plaide l'entourage.", "[modèle français]"),
            (TextLanguage::Russian, "По признанию худрука, это «было ужасно».", "было ужасно"),
            (TextLanguage::Russian, "Он добавил, что радар парома «то работал, то отдыхал».", "то работал, то отдыхал"),
            (TextLanguage::French, "Le plan baptisé « Horizon 2030 » prévoit tout.", "[Horizon 2030]"),
            (TextLanguage::French, "Raymond Pascarel, dit « le Duc », comparaît.", "[le Duc]"),
            (TextLanguage::French, "M. Doe s'est dit « écœuré ».", "écœuré"),
            (
                TextLanguage::French,
                "Elle évoque « un effet de ciseau entre deux prix ».",
                "un effet de ciseau entre deux prix",
            ),
            (TextLanguage::Russian, "Паром «Академик Лузин» снят с мели.", "[Академик Лузин]"),
            (TextLanguage::Russian, "Он сказал, что игра была «вялой».", "вялой"),
            (TextLanguage::Russian, "«Долгий луг» основан в 2014 году.", "[Долгий луг]"),
            (TextLanguage::Russian, "Мэр ответил: «Дороже глупой».", "Дороже глупой"),
            (TextLanguage::Russian, "«Ремонт», — ответил он.", "Ремонт"),
            (TextLanguage::German, "Er warf dem Land vor, „Massen“ von Leuten zu schicken.", "Massen"),
            (TextLanguage::French, "Doe relève toutefois le « risque croissant » de pannes.", "risque croissant"),
            (TextLanguage::Russian, "На стене появилась надпись «Верните паром».", "[Верните паром]"),
            (TextLanguage::German, "Doe wurde als „Hallodri“ beschimpft.", "Hallodri"),
            (TextLanguage::German, "Das wurde als „Akt der rohen Willkür“ verurteilt.", "Akt der rohen Willkür"),
            (TextLanguage::German, "Zwei Jahre auf See – „Bin dem Tod begegnet“", "Bin dem Tod begegnet"),
            (TextLanguage::German, "„Die Uhr, alles“ habe man ihm genommen.", "Die Uhr, alles"),
            (TextLanguage::French, "« J’aurais dû », finit par lâcher le prévenu.", "J’aurais dû"),
            (TextLanguage::French, "« Tout cela pèse peu », met-il en perspective.", "Tout cela pèse peu"),
            (TextLanguage::French, "« Un choc », c’est ainsi qu’il a qualifié la nouvelle.", "Un choc"),
            (TextLanguage::French, "Qualifié de « gourou du port » par un élu, il se tait.", "gourou du port"),
            (TextLanguage::French, "Chacun s’accorde à dire qu’il n’y a « aucun tabou ».", "aucun tabou"),
            (TextLanguage::German, "Auf einem Laken steht „Wir gehen – aber wo?“.", "[Wir gehen – aber wo?]"),
            (
                TextLanguage::German,
                "Das Motto: „Jetzt geben wir unseren Senf dazu“.",
                "[Jetzt geben wir unseren Senf dazu]",
            ),
            (
                TextLanguage::German,
                "Zu lesen war „Wir bleiben hier“ auf Plakaten, und er sagte „nein“.",
                "Wir bleiben hier/nein",
            ),
            (TextLanguage::German, "Doe nannte die Tat „Wildwest mit Zwergen“.", "Wildwest mit Zwergen"),
            (TextLanguage::German, "Doe nennt ihn „Bruder Leichtfuß“.", "[Bruder Leichtfuß]"),
            (
                TextLanguage::German,
                "Im Brief ist von einer „Konzentration auf Wesentliches“ die Rede.",
                "Konzentration auf Wesentliches",
            ),
            (
                TextLanguage::German,
                "In der Dokumentation „Wischen bis zum Schluss“, die bald kommt.",
                "[Wischen bis zum Schluss]",
            ),
            (TextLanguage::French, "En tête, une banderole : « Naître ici ».", "[Naître ici]"),
            (TextLanguage::French, "Elle se souvient du surnom de l’endroit : « la gazette ».", "[la gazette]"),
            (TextLanguage::French, "Le ministre a lancé un « plan Margelle » de deux millions.", "[plan Margelle]"),
            (
                TextLanguage::French,
                "La musique, prise à « Pierre et le Loup », souligne ce que l’on sait.",
                "[Pierre et le Loup]",
            ),
            (TextLanguage::Russian, "Во дворе повесили плакат «Мы тут прописаны».", "[Мы тут прописаны]"),
            (
                TextLanguage::Russian,
                "За глаза завод называют «консервной банкой» — не зря, а из-за стен.",
                "[консервной банкой]",
            ),
            (TextLanguage::French, "Le placement est considéré comme « spéculatif », donc risqué.", "[spéculatif]"),
        ] {
            if shown(text, tongue) != expected {
                wrong.push((text, shown(text, tongue)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn name_is_a_term_at_every_occurrence() {
        let text = "Фонд «Белый шум» закрыт. Мы знаем «Белый шум» давно.";
        assert_eq!(shown(text, TextLanguage::Russian), "[Белый шум]/[Белый шум]");
        let text = "Doe: city ‘never looked’ back\n\n“The city never looked back,” said Doe.";
        assert_eq!(shown(text, TextLanguage::English), "never looked/The city never looked back,");
    }

    #[test]
    fn languages_are_detected_by_their_words() {
        for (text, expected) in [
            ("The end of the road and the start of it", TextLanguage::English),
            ("Das Ende der Straße und der Anfang", TextLanguage::German),
            ("La fin de la route et le début", TextLanguage::French),
            ("Конец дороги и начало не в счёт", TextLanguage::Russian),
            ("彼は言った", TextLanguage::Other),
        ] {
            assert_eq!(TextLanguage::of(text), expected, "{text}");
        }
    }
}
