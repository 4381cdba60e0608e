//! What is written on something: a slogan on a banner, a notice on a sign, a headline. It is nobody's quotation.

use super::side::Side;
use super::text_language::TextLanguage;
use crate::cues::CueWord;

/// Beginnings of nouns for what bears an inscription, and for the inscription, in lower case and without accents.
const CARRIERS: &[(TextLanguage, &str)] = &[
    (
        TextLanguage::English,
        "banner placard poster billboard sticker t-shirt tshirt shirt jersey bedsheet hoarding graffiti signboard signpost \
            slogan motto inscription headline badge mug tattoo bunting plaque sandwich-board tifo pennant",
    ),
    (
        TextLanguage::German,
        "transparent plakat pappschild schild banner spruchband bettlaken laken aufkleber t-shirt trikot graffit tafel \
            aufschrift inschrift anstecker fahne flagge motto slogan losung parole leitspruch werbespruch spruchtafel \
            uberschrift schlagzeile schriftzug hauswand stellwand plakatwand litfasssaule tatowierung ortsschild",
    ),
    (
        TextLanguage::French,
        "banderole pancarte panneau panonceau affiche calicot drap tee-shirt t-shirt maillot autocollant graffiti tag \
            badge inscription slogan ecriteau banniere drapeau oriflamme devise epitaphe tifo placard enseigne",
    ),
    (
        TextLanguage::Russian,
        "плакат баннер транспарант растяжк табличк вывеск надпис лозунг девиз футболк наклейк граффит щит стикер листовк \
            заголовк заголовок слоган значк указател хештег хэштег",
    ),
];

/// Words of English that are carriers only whole: `sign` is not `signal`.
const WHOLE: &[&str] = &["sign", "signs", "wall", "flag", "flags"];

/// Verbs and phrases between what bears an inscription and its words, in lower case and without accents.
const BEARING: &str = "\
    said says read reads reading saying proclaimed proclaims proclaiming declared declares declaring bearing \
    bore announced words legend slogan emblazoned inscribed steht stand prangt prangte verkundet verkundete \
    fordert forderte worten hiess heisst lautet lautete aufschrift proclame proclamait annonce annoncait \
    affiche affichait dit disait clame clamait lit lisait lire portant indique mention inscription гласит \
    гласил гласила гласили написано надписью словами призывал слово слова";

/// Small words beside those.
const BEARING_SMALL: &str = "with the mit unter dem der den die das avec l ou on peut la les с со было";

/// Verbs among those whose subject may also be the person with what bears an inscription.
const OF_PERSONS: &str = "said says declared declares announced fordert forderte dit disait annonce annoncait призывал";

/// Words before what bears an inscription that make it the complement of another noun.
const HOLDING: &str =
    "with holding carrying behind of under near mit unter hinter von neben avec derriere de sous с под у";

fn lists(words: &str, word: &CueWord<'_>) -> bool {
    words.split_whitespace().any(|listed| listed == word.folded)
}

fn is_bearing(word: &CueWord<'_>) -> bool {
    lists(BEARING, word)
}

fn is_carrier(tongue: TextLanguage, word: &CueWord<'_>) -> bool {
    const MAX_ENDING: usize = 3;
    let stems = CARRIERS.iter().filter(|(of, _)| *of == tongue).flat_map(|(_, stems)| stems.split_whitespace());
    let is_whole = tongue == TextLanguage::English && WHOLE.contains(&word.folded.as_str());
    // “Protestplakat”, “Ortsschild”, but no verb: “schildert”.
    let is_compound = |stem: &str| tongue == TextLanguage::German && word.is_capital() && word.folded.ends_with(stem);
    let is_noun = tongue != TextLanguage::German || word.is_capital();
    // “Schilder”, but not “Schilderung”.
    let begins = |stem: &str| word.folded.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= MAX_ENDING);
    is_whole || is_noun && stems.into_iter().any(|stem| begins(stem) || is_compound(stem))
}

impl Side<'_> {
    /// Whether it is an inscription: `a banner said “`, `sur une pancarte : « `, `плакат с надписью «`.
    pub(super) fn is_inscription(&self) -> bool {
        self.is_inscribed_before() || self.is_inscribed_behind()
    }

    fn is_inscribed_before(&self) -> bool {
        const MAX_BETWEEN: usize = 5;
        let Some(at) = self.before.iter().rposition(|word| is_carrier(self.tongue, word)) else { return false };
        let between = &self.before[at + 1..];
        // Somebody speaks of what bears it: “Das Motto von Doe:”, “of the banner he said”.
        let names_somebody = between.iter().any(|word| word.is_pronoun() && !is_bearing(word))
            || between.iter().any(|word| word.is_capital() && self.tongue != TextLanguage::German);
        // “Sein Motto: „…“” is what he says.
        let is_personal = at.checked_sub(1).is_some_and(|before| {
            matches!(
                self.before[before].folded.as_str(),
                "sein" | "seine" | "ihr" | "ihre" | "mein" | "son" | "sa" | "his" | "her" | "my" | "его" | "ее"
            )
        });
        if between.len() > MAX_BETWEEN || names_somebody || is_personal {
            return false;
        }
        if self.follows_colon {
            // “A line seen on posters, credited to many: …” is a quotation.
            let behind = self.before_text.rfind(self.before[at].text).map(|it| &self.before_text[it..]);
            return !behind.is_some_and(|behind| behind.contains(','));
        }
        let is_small = |word: &CueWord<'_>| is_bearing(word) || lists(BEARING_SMALL, word);
        let bearing = between.iter().rev().take(3).find(|word| is_bearing(word));
        // “A man with a banner said”.
        let is_held = || {
            let before = &self.before[at.saturating_sub(3)..at];
            bearing.is_some_and(|word| lists(OF_PERSONS, word)) && before.iter().any(|word| lists(HOLDING, word))
        };
        self.touches_before() && (between.iter().all(is_small) || bearing.is_some()) && !is_held()
    }

    /// `„…“ steht auf dem Plakat`, `« … », proclame une banderole`, `“…”, read one banner`.
    fn is_inscribed_behind(&self) -> bool {
        const MAX_WORDS: usize = 6;
        let near = &self.after[..self.after.len().min(MAX_WORDS)];
        let Some(at) = near.iter().position(|word| is_carrier(self.tongue, word)) else { return false };
        near[..at].iter().all(|word| !word.is_capital() && !word.is_pronoun() || word.folded == "on")
            && near[..at].iter().any(|word| is_bearing(word) || word.is_saying())
            && self.begins_sentence
    }

    /// Whether a word for a name precedes the colon before it: `du surnom de l’endroit : « la gazette »`.
    pub(super) fn is_name_behind_colon(&self) -> bool {
        const MAX_WORDS: usize = 4;
        const MAX_BETWEEN: usize = 5;
        const NAMES: &str = "\
            name names nickname nicknames title titled namen namens titel titels spitzname spitznamen beiname \
            beinamen kosename kosenamen rufname kennwort codewort arbeitstitel codename password nom noms surnom \
            surnoms sobriquet titre titres pseudonyme имя именем прозвище прозвищем прозвища название названием \
            названия кличка кличкой кличку псевдоним псевдонимом позывной позывным";
        self.follows_colon
            && self.count <= MAX_WORDS
            && !self.words.ends_with(['.', '!', '?', '…'])
            && self.nearest(MAX_BETWEEN).any(|word| lists(NAMES, word))
            && !self.nearest(MAX_BETWEEN).any(CueWord::is_saying)
    }

    /// Whether it begins with a word for what it names: `« plan Margelle »`, «проект „Заря“».
    pub(super) fn begins_with_label(&self) -> bool {
        const MAX_WORDS: usize = 4;
        let mut words = self.words.split_whitespace();
        let (Some(label), Some(name)) = (words.next(), words.next()) else { return false };
        let names = name.starts_with(char::is_uppercase) || name.starts_with(char::is_numeric);
        self.count <= MAX_WORDS
            && self.touches_before()
            && matches!(self.tongue, TextLanguage::French | TextLanguage::Russian)
            && label.starts_with(char::is_lowercase)
            && names
            && super::side::is_label_text(label)
    }
}
