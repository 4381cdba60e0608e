//! Nouns and adjectives told apart by their form.

use crate::languages::ends_in_office;
use crate::languages::tongue::{Sense, is_in};
use kzq_text::fold::fold;

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
    let is_given = sense.is(Sense::HIS_NAME.or(Sense::HER_NAME));
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

/// Whether a German noun is a time of the week: `Samstagnachmittag`.
pub(crate) fn is_time(key: &str) -> bool {
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
