//! Signs of a quotation or a term: the persons of its verbs, and the words that govern it.

use super::side::{Side, is_word_for_words};
use super::text_language::TextLanguage;
use crate::cues::{CueWord, names_source};
use crate::languages::tongue::key;
use crate::languages::verbs::{is_german_verb, is_russian_verb};
use crate::readings::is_title_case;

/// Words of the first and second person.
const PERSONAL: &[&str] = &[
    "i", "we", "you", "me", "us", "my", "our", "your", "i'm", "ich", "wir", "mich", "mir", "uns", "dich", "dir", "je",
    "j", "nous", "vous", "moi", "toi", "я", "мы", "вы", "меня", "мне", "нас", "нам", "вас", "вам",
];

impl Side<'_> {
    /// Whether it has a verb or a pronoun of the first or second person, which only speech has.
    pub(super) fn is_personal(&self) -> bool {
        const GERMAN_VERBS: &[&str] = &["bin", "bist", "habe", "hab", "hast"];
        const MIN_LETTERS: usize = 5;
        let mut words = self.folded.split(' ');
        let Some(first) = words.next() else { return false };
        let is_imperative = self.tongue == TextLanguage::Russian
            && (first.ends_with("ите") || first.ends_with("йте") || first.ends_with("итесь"))
            && first.chars().count() >= MIN_LETTERS;
        let is_verb = self.tongue == TextLanguage::German && GERMAN_VERBS.contains(&first);
        let is_pronoun = || self.folded.split(' ').any(|word| PERSONAL.contains(&word));
        let is_title = self.tongue == TextLanguage::English && is_title_case(self.words) && self.count > 1;
        self.count > 1 && !is_title && (is_imperative || is_verb || is_pronoun())
    }

    /// Whether the word before is one for words, or for something that is written on: `the words “`, `a sign “`.
    pub(super) fn follows_word_for_words(&self) -> bool {
        const SIGNS: &[&str] = &["sign", "banner", "placard", "schild", "plakat", "transparent", "panneau", "pancarte"];
        let is_sign = |word: &CueWord<'_>| SIGNS.contains(&word.folded.as_str()) || word.folded.starts_with("надпис");
        self.nearest(1).any(|word| is_word_for_words(word) || is_sign(word))
    }

    /// Whether a passive says what somebody is charged with: `is accused of “terrorism”`.
    pub(super) fn is_charge(&self) -> bool {
        const CHARGED: &[&str] = &[
            "accused",
            "charged",
            "convicted",
            "suspected",
            "accuse",
            "accusee",
            "accuses",
            "inculpe",
            "soupconne",
            "обвиняется",
            "обвиняемого",
            "обвиняемый",
            "подозревается",
            "осужден",
        ];
        const PREPOSITIONS: &[&str] = &["of", "with", "de", "d", "в", "за"];
        const PASSIVES: &[&str] =
            &["is", "was", "are", "were", "be", "been", "being", "est", "ete", "etait", "sont", "and"];
        let word = |back: usize| self.nearest(back + 1).nth(back).map_or("", |word| word.folded.as_str());
        let is_passive = PASSIVES.contains(&word(2)) || self.tongue == TextLanguage::Russian;
        self.touches_before()
            && self.count <= 3
            && !self.is_capital()
            && PREPOSITIONS.contains(&word(0))
            && CHARGED.contains(&word(1))
            && is_passive
    }

    /// Whether it is the grade of a scale: `rated “poor”`, `est considéré comme « spéculatif »`.
    pub(super) fn is_rating(&self) -> bool {
        const RATED: &[&str] = &[
            "rated",
            "graded",
            "ranked",
            "classe",
            "classee",
            "classes",
            "note",
            "notee",
            "considere",
            "consideree",
            "eingestuft",
            "bewertet",
            "benotet",
            "оценивается",
            "оценен",
        ];
        const BETWEEN: &[&str] = &["as", "comme", "als", "как", "en"];
        let mut near = self.nearest(2).skip_while(|word| BETWEEN.contains(&word.folded.as_str()));
        let is_passive = || {
            let is_form =
                |word: &CueWord<'_>| matches!(word.folded.as_str(), "is" | "was" | "are" | "were" | "been" | "est");
            self.nearest(4).any(is_form)
        };
        self.touches_before()
            && self.count <= 2
            && !self.is_capital()
            && near.next().is_some_and(|word| RATED.contains(&word.folded.as_str()))
            && is_passive()
            // By somebody: it is his word.
            && self.rest.first().is_none_or(|word| !matches!(word.folded.as_str(), "by" | "par" | "von"))
    }

    /// Whether its sentence begins with what somebody is called, or blames somebody for it: `Qualifié de « `.
    pub(super) fn is_called(&self) -> bool {
        const CALLED: &[&str] = &["qualifi", "decri", "describ", "dubbed", "bezeichn", "beschr", "названн", "обвинивш"];
        self.before.first().is_some_and(|word| CALLED.iter().any(|stem| word.folded.starts_with(stem)))
    }

    /// Whether a German verb behind it or around it blames somebody for it: `als „Unrecht“ verurteilt`, `warf ihm vor, „`.
    pub(super) fn is_condemned(&self) -> bool {
        const BLAMED: &[&str] = &[
            "beschimpf",
            "verurteil",
            "bezeichn",
            "kritisier",
            "gebrandmarkt",
            "brandmark",
            "angeprangert",
            "diffamier",
            "verunglimpf",
            "geschmaht",
            "gescholten",
            "titulier",
            "gegeissel",
            "zuruckgewiesen",
            "gewurdigt",
            "gelobt",
            "wurdigt",
            "charakterisier",
            "geissel",
            "verspott",
            "verdamm",
        ];
        const CALLED_AS: &[&str] = &[
            "lobt",
            "lobte",
            "lobten",
            "pries",
            "preist",
            "tadelte",
            "beschrieb",
            "beschreibt",
            "beschrieben",
            "rugte",
            "verhohnte",
            "schmahte",
            "schalt",
            "sah",
            "sieht",
            "wertete",
            "wertet",
        ];
        const THROWN: &[&str] = &["warf", "warfen", "wirft", "werfen", "geworfen"];
        let blames = |word: &CueWord<'_>| BLAMED.iter().any(|stem| word.folded.starts_with(stem));
        let is_as = || self.nearest(2).any(|word| word.folded == "als") && self.rest.iter().take(4).any(blames);
        // “Würdigte sie als „hoch qualifiziert“”.
        let is_as_behind = || {
            let is_article = self.nearest(1).any(|word| matches!(word.folded.as_str(), "die" | "der" | "das" | "den"));
            self.nearest(if is_article { 2 } else { 1 }).any(|word| word.folded == "als")
                && (self.before.iter().any(blames)
                    || self.before.iter().any(|word| CALLED_AS.contains(&word.folded.as_str())))
        };
        let is_thrown = || {
            self.before_text.trim_end().ends_with("vor,")
                && self.before.iter().any(|word| THROWN.contains(&word.folded.as_str()))
        };
        self.tongue == TextLanguage::German && (is_as() || is_as_behind() || is_thrown())
    }

    /// Whether it is in a clause that a verb of saying introduces: `said that the “`, `warnt, dass`, or in a sentence that
    /// names its source.
    pub(super) fn is_in_reported_clause(&self) -> bool {
        const THAT: &[&str] = &["that", "que", "qu", "dass", "что", "if", "si", "ob"];
        const SAYING: &[&str] = &["saying", "said", "says", "warning", "warned", "claiming", "arguing"];
        let is_that = |pair: &[CueWord<'_>]| {
            pair[0].is_saying()
                && (THAT.contains(&pair[1].folded.as_str()) || SAYING.contains(&pair[0].folded.as_str()))
        };
        self.before.windows(2).any(is_that) || names_source(&self.before)
    }

    /// Whether a cue behind it has a French verb of any meaning before its subject, or refers back to the words: `met-il en
    /// perspective`, `c’est ainsi qu’il a qualifié`.
    pub(super) fn has_odd_cue_behind(&self) -> bool {
        const SUBJECTS: &[&str] = &["il", "elle", "on", "ils", "elles"];
        if self.begins_sentence && matches!(self.tongue, TextLanguage::German | TextLanguage::Russian) {
            return self.has_verb_behind();
        }
        if self.tongue == TextLanguage::English {
            return self.begins_sentence && (self.has_pronoun_and_verb_behind() || self.has_cue_in_sentence());
        }
        if self.tongue != TextLanguage::French || !self.begins_sentence || !self.separator.contains(',') {
            return false;
        }
        let near = &self.after[..self.after.len().min(5)];
        let is_inverted = |pair: &[CueWord<'_>]| {
            let touches = pair[0].range.end + 1 == pair[1].range.start;
            let is_conjunction = pair[0].folded.ends_with("qu") || matches!(pair[0].folded.as_str(), "s" | "si" | "ou");
            touches && !is_conjunction && SUBJECTS.contains(&pair[1].folded.as_str())
        };
        let refers_back = near.len() > 3
            && near[..3].iter().map(|word| word.folded.as_str()).eq(["c", "est", "ainsi"])
            && self.after.iter().take(8).any(CueWord::is_saying);
        let begins_low = near.first().is_some_and(|word| !word.is_capital());
        begins_low && (near[..near.len().min(3)].windows(2).any(is_inverted) || refers_back)
    }

    /// Whether an English pronoun and a verb of any meaning follow the comma in the marks: `“No ships,” he sings.`
    fn has_pronoun_and_verb_behind(&self) -> bool {
        const SUBJECTS: &[&str] = &["he", "she", "they", "i", "we"];
        const NOT_SAID: &[&str] = &["was", "is", "has", "does"];
        let [subject, verb, ..] = &self.after[..] else { return false };
        let is_verb = verb.folded.ends_with(['s', 'd']) && !NOT_SAID.contains(&verb.folded.as_str());
        self.words.ends_with([',', '!', '?']) && SUBJECTS.contains(&subject.folded.as_str()) && is_verb
    }

    /// Whether the comma in the marks and a verb of saying further behind tell a quotation: `“It can be fixed,” Jane Doe, an
    /// analyst at Roe, wrote.`
    fn has_cue_in_sentence(&self) -> bool {
        const MAX_WORDS: usize = 24;
        let words = self.words.trim_end_matches([',', '!', '?']);
        let is_set_off = words.len() < self.words.len() && self.separator.trim().is_empty();
        let is_subject = |word: &CueWord<'_>| word.is_capital() || word.is_determiner() || word.is_pronoun();
        let is_said = || self.rest.iter().take(MAX_WORDS).any(CueWord::is_saying);
        is_set_off && self.count > 1 && !is_title_case(words) && self.rest.first().is_some_and(is_subject) && is_said()
    }

    /// Whether somebody calls something by it: `gave his profession as “`.
    pub(super) fn is_given_as(&self) -> bool {
        const GIVEN: &[&str] = &["gave", "gives", "listed", "lists", "remembers", "remembered", "regards", "regarded"];
        let is_as = self.nearest(1).any(|word| word.folded == "as");
        self.tongue == TextLanguage::English
            && is_as
            && self.before.iter().any(|word| GIVEN.contains(&word.folded.as_str()))
    }

    /// Whether a word for a motto, under which people gather or sell, is right before: `under the motto “`.
    pub(super) fn is_motto(&self) -> bool {
        const MOTTOS: &[&str] = &["motto", "slogan", "hashtag", "wahlspruch", "schlachtruf", "leitspruch", "claim"];
        let is_plain = matches!(self.tongue, TextLanguage::English | TextLanguage::German);
        is_plain && self.touches_before() && self.nearest(1).any(|word| MOTTOS.contains(&word.folded.as_str()))
    }

    /// Whether it is the name that somebody gives to something, behind an aside: `which she calls, fondly, “Gerald”`.
    pub(super) fn is_pet_name(&self) -> bool {
        const CALLS: &[&str] = &["calls", "call", "named", "names", "nicknamed", "christened"];
        const MAX_WORDS: usize = 6;
        self.tongue == TextLanguage::English
            && self.count <= 2
            && is_title_case(self.words.trim_end_matches(['.', ',']))
            && self.before_text.trim_end().ends_with(',')
            && self.nearest(MAX_WORDS).any(|word| CALLS.contains(&word.folded.as_str()))
    }

    /// Whether a verb of any meaning and its subject follow at once: `«…», — поправился он`, `„…“, stichelt Doe`.
    fn has_verb_behind(&self) -> bool {
        const MAX_WORDS: usize = 6;
        const SUBJECTS: &[&str] = &["er", "sie", "der", "die", "das", "ein", "eine", "он", "она", "они"];
        let is_set_off = self.separator.contains([',', '—', '–']) || self.words.ends_with(['!', '?', '…']);
        // «…», — решает. «…», — легко сдается приезжий.
        let is_dashed = self.separator.contains(['—', '–'])
            && (self.separator.contains(',') || self.words.ends_with([',', '!', '?', '…']));
        let near = self.after.iter().take(3).take_while(|word| !word.is_capital());
        if self.tongue == TextLanguage::Russian
            && is_dashed
            && near.into_iter().any(|word| is_russian_verb(&word.folded))
        {
            return true;
        }
        let [verb, subject, ..] = &self.after[..] else { return false };
        let is_subject = |word: &CueWord<'_>| word.is_capital() || SUBJECTS.contains(&word.folded.as_str());
        let names = match self.tongue {
            // With umlauts: `zunächst` is no verb.
            TextLanguage::German => is_german_verb(&key(verb.text)) && is_subject(subject),
            TextLanguage::Russian => {
                is_russian_verb(&verb.folded) && self.after[1..].iter().take(MAX_WORDS).any(is_subject)
            }
            _ => false,
        };
        is_set_off && names && !verb.is_capital()
    }

    /// Whether it is what somebody is called who says something: `erzählt ein „ehemaliger Koch“`.
    pub(super) fn is_subject_of_cue(&self) -> bool {
        let mut near = self.nearest(2);
        let is_article =
            near.next().is_some_and(|word| matches!(word.folded.as_str(), "ein" | "eine" | "der" | "die" | "das"));
        let Some(cue) = near.next().filter(|cue| is_article && cue.is_saying()) else { return false };
        let is_first = self.before_text.rfind(cue.text).is_some_and(|at| {
            matches!(self.before_text[..at].trim_end().chars().next_back(), None | Some(',' | '–' | '—'))
        });
        self.tongue == TextLanguage::German && self.touches_before() && is_first && self.before.len() > 2
    }

    /// Whether a German sentence of reported speech calls something that, in one or two words: `sei eine „Schande“`.
    pub(super) fn is_reported_predicate(&self) -> bool {
        const ARTICLES: &[&str] =
            &["ein", "eine", "einen", "kein", "keine", "als", "schlicht", "reine", "reiner", "pure", "purer"];
        self.tongue == TextLanguage::German
            && self.is_reported
            && self.count <= 2
            && self.touches_before()
            && self.nearest(1).any(|word| ARTICLES.contains(&word.folded.as_str()))
    }

    /// Whether a short form in brackets follows, as behind the name of an organisation: `„Deutscher Bund“ (DB)`.
    pub(super) fn is_abbreviated(&self) -> bool {
        let is_short_form = |word: &CueWord<'_>| {
            let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
            capitals > 1 && 2 * capitals > word.text.chars().count()
        };
        self.separator.trim() == "(" && self.rest.first().is_some_and(is_short_form)
    }

    /// Whether it is in brackets right behind a name, as the works of a person are: `Doe („Ein Fest“)`.
    pub(super) fn is_work_in_brackets(&self) -> bool {
        self.before_text.trim_end().ends_with('(')
            && self.separator.trim_start().starts_with(')')
            && self.nearest(1).any(CueWord::is_capital)
            && self.is_capital()
            && !self.words.ends_with(['.', '!', '?', '…'])
    }

    /// Whether it is what somebody is called by everybody: `nennen sie ihn „das Archiv“`, `в команде называют «холодильником»`.
    pub(super) fn is_nickname(&self) -> bool {
        const MAX_WORDS: usize = 3;
        const CALLED: &[&str] =
            &["называют", "зовут", "именуют", "прозвали", "прозвал", "величают", "окрестили", "кличут", "звали"];
        const ARTICLES: &[&str] = &["der ", "die ", "das ", "den "];
        if self.count > MAX_WORDS || !self.touches_before() {
            return false;
        }
        match self.tongue {
            TextLanguage::Russian => {
                !self.is_capital()
                    && self.nearest(1).any(|word| CALLED.contains(&word.folded.as_str()))
                    // Folded, `й` is `и`.
                    && self
                        .words
                        .split_whitespace()
                        .all(|word| word.ends_with('м') || word.ends_with("ми") || word.ends_with("ой"))
            }
            TextLanguage::German => {
                let is_named =
                    self.nearest(4).any(|word| matches!(word.folded.as_str(), "nennen" | "nennt" | "nannten"));
                let is_them = self.nearest(3).any(|word| matches!(word.folded.as_str(), "sie" | "man" | "alle"));
                let is_definite = ARTICLES.iter().any(|article| {
                    self.words.strip_prefix(article).is_some_and(|rest| rest.starts_with(char::is_uppercase))
                });
                is_named
                    && is_them
                    && is_definite
                    && self.nearest(1).any(|word| matches!(word.folded.as_str(), "ihn" | "sie" | "es"))
            }
            _ => false,
        }
    }

    /// Whether a short name in a German text is English by its small words: `Meet the Press`.
    pub(super) fn is_foreign_title(&self) -> bool {
        const SMALL: &[&str] = &["the", "of", "for", "and", "to", "on", "with", "my", "your"];
        const MAX_WORDS: usize = 6;
        let mut words = self.words.split_whitespace();
        let has_small = self.folded.split(' ').any(|word| SMALL.contains(&word));
        let is_title = words.all(|word| !word.starts_with(char::is_lowercase) || SMALL.contains(&word));
        self.tongue == TextLanguage::German && has_small && is_title && (2..=MAX_WORDS).contains(&self.count)
    }
}
