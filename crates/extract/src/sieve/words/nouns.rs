//! Words told apart by their form: nouns for persons, adjectives, and verbs behind a noun.

use kzq_text::fold::fold;
use kzq_text::persons::title;

use std::ops::Range;

use super::cases::known_base;
use crate::languages::ends_in_office;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::languages::verbs::is_russian_verb;
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// Whether a word behind the noun of a phrase does not belong to it, most probably because it is a verb.
    pub(crate) fn is_verb_after_noun(&self, at: usize, head: Option<usize>, of: Option<usize>) -> bool {
        let token = &self.tokens[at];
        if self.tokens[at - 1].is_possessive && self.tongue == Tongue::English {
            return false;
        }
        if token.is(Sense::CUE) {
            return true;
        }
        let is_known = token.is(Sense::ROLE
            .and(Sense::THING)
            .and(Sense::OF)
            .and(Sense::DETERMINER)
            .and(Sense::POSSESSIVE)
            .and(Sense::PREPOSITION)
            .and(Sense::MR)
            .and(Sense::MRS));
        if is_known || title(&token.key).is_some() {
            return false;
        }
        let key = token.key.as_str();
        match self.tongue {
            Tongue::English => {
                // The complement is of one noun: `for the operator`, `of the trade union`.
                let head_is_noun = head.is_some_and(|head| self.tokens[head].is(Sense::ROLE.and(Sense::THING)));
                of.map_or(head_is_noun, |of| {
                    at > of + 1
                        && !self.tokens[at - 1].is(Sense::DETERMINER.and(Sense::POSSESSIVE))
                        && !self.is_inside_complement(of, at)
                })
            }
            Tongue::German => {
                of.is_none()
                    || !is_adjective(key)
                    || !self.tokens[at - 1].is(Sense::DETERMINER.and(Sense::POSSESSIVE).and(Sense::PREPOSITION))
            }
            Tongue::French => self.is_verb_after_french_noun(at, of),
            Tongue::Russian => {
                const VERBS: &[&str] = &[
                    "ал",
                    "ил",
                    "ел",
                    "ял",
                    "ул",
                    "ыл",
                    "ала",
                    "ила",
                    "ела",
                    "яла",
                    "ула",
                    "шла",
                    "шел",
                    "али",
                    "или",
                    "ели",
                    "ет",
                    "ит",
                    "ют",
                    "ят",
                    "ался",
                    "ился",
                    "лась",
                    "лись",
                    "ется",
                    "ится",
                    "нес",
                    "несла",
                    "нула",
                ];
                /// Of adverbs.
                const ADVERBS: &[&str] = &["чно", "ьно", "тно", "вно", "нно", "рно", "дно", "ски"];
                /// Of words in no genitive, which a noun right before them does not govern: `чиновник говорить не стал`.
                const NO_GENITIVE: &[&str] = &["у", "ю", "ть", "ться", "лось", "ало", "ило", "ело", "яло"];
                let governs = of.is_none() && NO_GENITIVE.iter().any(|ending| key.ends_with(ending));
                governs || VERBS.iter().chain(ADVERBS).any(|ending| key.ends_with(ending))
            }
        }
    }

    /// The end of a phrase without words that cannot be its last.
    pub(crate) fn trim_phrase(&self, start: usize, mut end: usize) -> usize {
        let loose = Sense::PREPOSITION.and(Sense::DETERMINER).and(Sense::POSSESSIVE).and(Sense::OF);
        while end > start + 1
            && self.tokens[end - 1].is(loose)
            && !self.tokens[end - 1].is(Sense::ROLE.and(Sense::THING))
            && !self.is_name_word(end - 1)
        {
            end -= 1;
        }
        end
    }

    /// Whether German words with a capital are nouns and no name: a single word behind an article or adjective.
    pub(crate) fn is_german_noun(&self, start: usize, end: usize, follows: bool) -> bool {
        let token = &self.tokens[start];
        let is_given = token.is(Sense::HIS_NAME.and(Sense::HER_NAME));
        if end - start > 1 {
            return false;
        }
        let before = start.checked_sub(1).map(|at| &self.tokens[at]);
        let after_article = before.is_some_and(|before| {
            before.is(Sense::DETERMINER.and(Sense::POSSESSIVE))
                || (!before.is_capital() && is_adjective(&before.key) && follows)
        });
        if !after_article && self.surnames.contains(&token.key) {
            return false;
        }
        (after_article && !is_given)
            || token.is(Sense::ROLE.and(Sense::THING))
            || is_german_role(&token.key, token.sense)
    }
}

/// Whether a lower-case German word looks like a noun for a person.
pub(crate) fn is_german_role(key: &str, sense: Sense) -> bool {
    const ENDINGS: &[&str] = &[
        "in",
        "er",
        "ist",
        "ent",
        "ant",
        "chef",
        "rat",
        "rätin",
        "mann",
        "frau",
        "leiter",
        "sprecher",
        "eur",
        "tor",
        "anwalt",
        "anwältin",
        "minister",
    ];
    let is_given = sense.is(Sense::HIS_NAME.and(Sense::HER_NAME));
    let long = key.chars().count() > 5;
    !is_given
        && (ends_in_office(&fold(key)) || (long && ENDINGS.iter().any(|ending| key.ends_with(ending))))
        && !is_no_person(key)
}

/// Whether a German noun has the ending of one for a person, but is for a thing: `Argument`, `Fehler`, `Termin`.
fn is_no_person(key: &str) -> bool {
    const ENDINGS: &str = "\
        ment moment prozent kontinent restaurant elefant diamant motor faktor reaktor sektor vektor traktor \
        monitor apparat vorrat verrat quadrat hausrat heirat unrat fehler sommer winter wetter wasser zimmer \
        hammer ärger hunger kummer koffer keller körper fenster muster messer pflaster finger theater \
        computer zucker donner schalter nummer kammer feder leder feuer steuer mauer dauer trauer feier \
        trümmer lager laster register kloster orchester semester silvester oktober november dezember \
        september fieber kupfer silber futter butter gitter gewitter splitter zentner container scooter \
        hubschrauber bagger tanker panzer dampfer kutter frachter bunker acker eimer becher bücher tücher \
        löcher dächer fächer häuser bundesländer bäder blätter dörfer wörter bretter güter gemüter vorwörter \
        termin magazin medizin benzin vitamin protein verein wein stein bein schein latein frist zwist \
        charakter zepter filter liter meter kilometer zentimeter thermometer barometer parameter terror \
        horror tumor ticker newsletter twitter sticker cluster poster trailer thriller bestseller server \
        router lautsprecher klavier papier turnier revier quartier visier auslöser";
    ENDINGS.split_whitespace().any(|ending| key.ends_with(ending))
        && !key.ends_with("bauer")
        && !key.ends_with("meister")
}

/// Whether a word looks like an adjective: German and Russian ones have certain endings.
pub(crate) fn is_adjective(key: &str) -> bool {
    const ENDINGS: &[&str] = &["e", "er", "en", "es", "em", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"];
    key.chars().count() > 3 && ENDINGS.iter().any(|ending| key.ends_with(ending))
}

/// Whether a Russian word looks like an adjective or participle in any case: `похожую`, `местных`.
pub(crate) fn is_inflected_adjective(key: &str) -> bool {
    const ENDINGS: &[&str] = &["ую", "юю", "ого", "его", "ому", "ему", "ым", "им", "ых", "их", "ыми", "ими"];
    is_adjective(key) || key.chars().count() > 3 && ENDINGS.iter().any(|ending| key.ends_with(ending))
}

/// Whether a German or French noun is a thing by its ending.
pub(crate) fn is_abstract(noun: &str) -> bool {
    const ENDINGS: &[&str] =
        &["ung", "heit", "keit", "schaft", "tion", "tät", "ative", "ment", "isme", "té", "ure", "age", "ence", "ance"];
    const PLURALS: &[&str] = &["ungen", "heiten", "keiten", "schaften", "tionen", "täten"];
    ENDINGS.iter().chain(PLURALS).any(|ending| noun.ends_with(ending))
}

/// Whether a Russian word is an adjective made of the name of a place: `архангельской`.
pub(crate) fn is_place_adjective(key: &str) -> bool {
    const ENDINGS: &[&str] =
        &["ский", "ского", "скому", "ским", "ском", "ская", "ской", "скую", "ское", "ские", "ских"];
    ENDINGS.iter().any(|ending| key.ends_with(ending))
}

/// Whether a noun or pronoun means anybody: nobody is named by it.
pub(crate) fn is_somebody(key: &str) -> bool {
    matches!(
        key,
        "jemand" | "quelqu'un" | "someone" | "somebody" | "кто-то" | "некто" | "some" | "nobody" | "niemand" | "others"
    )
}

/// Whether a noun with an article may mean a person whom the article never names: `the judge`.
pub(crate) fn has_no_name(noun: &str) -> bool {
    const OFFICES: &str = "\
        staatsanwalt staatsanwältin verteidiger verteidigerin präsident präsidentin richter procureur procureure \
        président présidente juge avocat avocate speaker judge prosecutor lawyer clerk usher pope king queen papst \
        könig pape roi reine прокурор собеседник источник сторож охранник очевидец свидетель свидетельница прохожий \
        житель жительница сосед соседка водитель пассажир пассажирка покупатель покупательница полицейский \
        следователь судья врач эксперт аналитик чиновник корреспондент журналист автор обозреватель представитель \
        пресс-секретарь адвокат защитник председатель spokesman spokeswoman spokesperson sprecher sprecherin lautsprecher \
        porte-parole source official police president pilot driver boulanger vendeuse продавщица seller buyer \
        landlord waiter doctor mère père mother father aunt uncle daughter son brother sister niece nephew cousin \
        grandmother grandfather wife husband boy girl child junge mädchen kind";
    is_in(OFFICES, noun)
}

impl Narration<'_> {
    /// Whether a run of capitalised words in a Russian text is no person: an adjective before its noun
    /// (`Архангельской области`), or a name in Latin letters.
    pub(crate) fn is_place_or_brand(&self, run: &Range<usize>) -> bool {
        if self.tongue != Tongue::Russian {
            return false;
        }
        let is_latin = |at: usize| !self.tokens[at].key.contains(|c: char| ('а'..='ё').contains(&c));
        let next = self.tokens.get(run.end).filter(|next| {
            let other = Sense::CUE.and(Sense::AUX).and(Sense::ADVERB).and(Sense::CONJUNCTION).and(Sense::PREPOSITION);
            self.is_joined(run.end)
                && !next.is_capital()
                && !next.is(other.and(Sense::RELATIVE).and(Sense::SUBORDINATOR))
        });
        let last = run.end - 1;
        // “Федеральный совет”, “Левой партии”.
        let is_of_thing = next
            .is_some_and(|next| known_base(&next.key, Sense::THING).is_some() || next.is(Sense::THING))
            && is_inflected_adjective(&self.tokens[last].key);
        let is_adjective = next.is_some_and(|next| !is_russian_verb(&next.key) || is_of_thing)
            && (is_place_adjective(&self.tokens[last].key) || is_of_thing)
            && (run.start..last).all(|at| self.tokens[at].is_title());
        is_adjective || self.is_named_thing(run) || run.clone().all(|at| is_latin(at) && !self.is_initial(at))
    }

    /// Whether a token is a title or a noun for a person before a name. German nouns have a capital.
    pub(crate) fn is_role_before_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.is_title() || token.is(Sense::THING) {
            return !token.is(Sense::HIS_NAME.and(Sense::HER_NAME)) || token.is(Sense::MR.and(Sense::MRS));
        }
        self.tongue == Tongue::German && is_german_role(&token.key, token.sense)
    }

    /// Whether a token is the initial of a given name.
    pub(crate) fn is_initial(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            && (token.text.chars().count() == 1 || token.text.contains('.'))
            && self.tokens.get(at + 1).is_some_and(|next| next.gap.has(Gap::STOP))
    }

    /// Whether a word looks like a participle that opens an aside.
    pub(crate) fn is_participle(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let key = token.key.as_str();
        !token.is_capital()
            && match self.tongue {
                Tongue::English => {
                    key.len() > 5
                        && (key.ends_with("ing") || key.ends_with("ed"))
                        && !token.is(Sense::ROLE.and(Sense::THING))
                }
                Tongue::Russian => {
                    ["вший", "вшая", "вшие", "ющий", "ющая", "ящий", "ящая", "шийся", "шаяся", "вшись", "авшая"]
                        .iter()
                        .any(|ending| key.ends_with(ending))
                }
                Tongue::French => {
                    key.chars().count() > 4
                        && (key.ends_with("ant") || key.ends_with('é') || key.ends_with("ée"))
                        && !token.is(Sense::ROLE.and(Sense::THING))
                }
                Tongue::German => false,
            }
    }

    /// Whether a capital is that of a sentence or headline: `Seit Montag`, `“…,” Says Mediator`, `Gesundheits- und`.
    pub(crate) fn is_grammar_word(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_cue = token.is(Sense::CUE)
            && at > 0
            && self.tokens[at - 1].quote.is_some()
            && self.tokens.get(at + 1).is_some_and(|next| next.is_capital() && self.is_joined(at + 1));
        let small = Sense::PREPOSITION.and(Sense::SUBORDINATOR).and(Sense::CONJUNCTION);
        let is_given = token.is(Sense::HIS_NAME.and(Sense::HER_NAME));
        match self.tongue {
            Tongue::English => {
                let is_adverb =
                    token.key.ends_with("ly") && self.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::COMMA);
                let is_participle = token.key.ends_with("ing") && self.is_opening_word(at);
                // “Doe Calls Vote a Fraud” is a headline.
                let follows_name = at > 0 && self.is_joined(at) && self.tokens[at - 1].is_capital();
                let is_finite = token.key.ends_with('s') || token.key.ends_with("ed");
                let is_cue = is_cue || token.is(Sense::CUE) && is_finite && follows_name && !token.is_title();
                !is_given && (is_cue || is_participle || is_adverb)
            }
            Tongue::German => {
                (token.is(Sense::ADVERB) && self.is_opening_word(at) && !is_given)
                    || (token.is(small.and(Sense::DETERMINER)) && !is_given)
                    || is_time(&token.key)
                    || self.is_hanging(at)
            }
            Tongue::French => {
                const ENDINGS: &[&str] = &["ième", "é", "ée", "és", "ées"];
                // “Née en Bretagne, Doe …”.
                let governs = self.tokens.get(at + 1).is_some_and(|next| next.is(Sense::PREPOSITION));
                let is_participle = governs && ENDINGS.iter().any(|ending| token.key.ends_with(ending));
                (token.key.ends_with("ment") || is_participle) && self.is_opening_word(at) && !is_given
            }
            Tongue::Russian => false,
        }
    }

    /// Whether a word opens a sentence and no word with a capital follows: `Citing a report,`.
    fn is_opening_word(&self, at: usize) -> bool {
        let opens = at == 0 || {
            let gap = self.tokens[at].gap;
            gap.has(Gap::PARAGRAPH) || gap.has(Gap::STOP) || gap.has(Gap::MARK)
        };
        let next = self.tokens.get(at + 1);
        opens && next.is_some_and(|next| next.quote.is_none() && !next.is_capital() && self.is_joined(at + 1))
    }

    /// Whether a word is the first part of a compound whose last one follows: `Gesundheits- und Sozialministerin`.
    pub(crate) fn is_hanging(&self, at: usize) -> bool {
        self.tongue == Tongue::German && self.text[self.tokens[at].range.end..].starts_with(['-', '‑'])
    }
}

/// Whether a German noun is a time of the week: `Samstagnachmittag`.
fn is_time(key: &str) -> bool {
    const DAYS: &[&str] = &["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"];
    DAYS.iter().any(|day| key.starts_with(day))
}

/// Whether a noun means the one who leads what its complement names: `глава холдинга`, `la dirigeante du groupe`.
pub(crate) fn is_office(noun: &str) -> bool {
    const OFFICES: &[&str] = &[
        "глава",
        "руководитель",
        "начальник",
        "директор",
        "гендиректор",
        "dirigeant",
        "dirigeante",
        "patron",
        "patronne",
    ];
    OFFICES.contains(&noun)
}
