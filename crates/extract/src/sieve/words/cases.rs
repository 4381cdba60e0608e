//! The nominative of Russian names and nouns.

use crate::languages::tongue::{Lexicon, Sense, Tongue, key};

/// Endings of given names and nouns in other cases, with those of the nominative.
const NOUNS: &[(&str, &[&str])] = &[
    ("ьва", &["ев"]),
    ("ьву", &["ев"]),
    ("ьвом", &["ев"]),
    ("ьве", &["ев"]),
    ("авла", &["авел"]),
    ("авлу", &["авел"]),
    ("авлом", &["авел"]),
    ("авле", &["авел"]),
    ("а", &[""]),
    ("я", &["й", "ь", "ий"]),
    ("у", &["", "а"]),
    ("ю", &["й", "ь", "я"]),
    ("ом", &["", "о"]),
    ("ем", &["й", "ь", ""]),
    ("ы", &["а"]),
    ("и", &["а", "я", "ь"]),
    ("е", &["а", "я", "", "о", "ь"]),
    ("ии", &["ие"]),
    ("ой", &["а"]),
    ("ей", &["а", "я"]),
    ("ства", &["ство"]),
    ("ия", &["ие"]),
    ("ца", &["ец"]),
    ("ах", &["ы", "и", "а"]),
    ("ях", &["и", "я"]),
    ("ов", &["ы", "и"]),
    ("ев", &["и", "ы"]),
    ("ёй", &["я"]),
    ("ью", &["ь"]),
];

/// Endings of men's surnames in other cases, with those of the nominative.
const MEN: &[(&str, &str)] = &[
    ("ского", "ский"),
    ("скому", "ский"),
    ("ским", "ский"),
    ("ском", "ский"),
    ("цкого", "цкий"),
    ("цкому", "цкий"),
    ("цким", "цкий"),
    ("овым", "ов"),
    ("евым", "ев"),
    ("ёвым", "ёв"),
    ("иным", "ин"),
    ("ыным", "ын"),
    ("ова", "ов"),
    ("ева", "ев"),
    ("ёва", "ёв"),
    ("ина", "ин"),
    ("ына", "ын"),
    ("ову", "ов"),
    ("еву", "ев"),
    ("ину", "ин"),
    ("ове", "ов"),
    ("еве", "ев"),
    ("ине", "ин"),
    ("ича", "ич"),
    ("ичем", "ич"),
    ("ичу", "ич"),
    ("ого", "ой"),
    ("ка", "к"),
    ("на", "н"),
    ("ра", "р"),
    ("ла", "л"),
    ("та", "т"),
    ("ца", "ц"),
    ("са", "с"),
    ("ма", "м"),
    ("да", "д"),
    ("га", "г"),
    ("ба", "б"),
    ("за", "з"),
    ("ха", "х"),
    ("ша", "ш"),
    ("па", "п"),
    ("фа", "ф"),
    ("жа", "ж"),
    ("ком", "к"),
    ("ном", "н"),
    ("ром", "р"),
    ("лом", "л"),
    ("том", "т"),
    ("ча", "ч"),
    ("чом", "ч"),
    ("вья", "вей"),
    ("бья", "бей"),
    ("ля", "ль"),
    ("ря", "рь"),
    ("у", ""),
    ("я", "й"),
    ("ем", "й"),
    ("ю", "й"),
    ("ей", "я"),
    ("ой", "а"),
];

/// The same of women's.
const WOMEN: &[(&str, &str)] = &[
    ("овой", "ова"),
    ("евой", "ева"),
    ("ёвой", "ёва"),
    ("иной", "ина"),
    ("ыной", "ына"),
    ("ову", "ова"),
    ("еву", "ева"),
    ("ину", "ина"),
    ("ской", "ская"),
    ("цкой", "цкая"),
    ("скую", "ская"),
    ("цкую", "цкая"),
    ("той", "тая"),
    ("лой", "лая"),
    ("рной", "рная"),
    ("жной", "жная"),
    ("овны", "овна"),
    ("евны", "евна"),
    ("овне", "овна"),
    ("овной", "овна"),
    ("овну", "овна"),
    ("евну", "евна"),
    ("евной", "евна"),
    ("ичны", "ична"),
    ("ичне", "ична"),
    ("ичну", "ична"),
    ("ичной", "ична"),
];

/// A name of these words, with the full stops of initials.
pub(crate) fn joined(words: &[String]) -> String {
    let one = |word: &String| {
        let mut letters = word.chars();
        let is_initial =
            letters.next().is_some_and(char::is_uppercase) && letters.all(|c| c == '.' || c.is_uppercase());
        if is_initial && word.chars().count() <= 3 { format!("{}.", word.trim_end_matches('.')) } else { word.clone() }
    };
    words.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// A word in the nominative, and the sense that it then has: a given name or noun of the lexicon, in whatever case.
pub(crate) fn nominative_of_known(word: &str, wanted: Sense) -> Option<(String, Sense)> {
    let lexicon = Lexicon::of(Tongue::Russian);
    let own = lexicon.sense(&key(word));
    if own.is(wanted) {
        return Some((word.to_owned(), own));
    }
    known_base(word, wanted)
}

/// The same for a word that is not in the nominative.
pub(crate) fn known_base(word: &str, wanted: Sense) -> Option<(String, Sense)> {
    let lexicon = Lexicon::of(Tongue::Russian);
    let bases = NOUNS.iter().filter_map(|(ending, bases)| Some((word.strip_suffix(ending)?, bases)));
    bases
        .flat_map(|(stem, bases)| bases.iter().map(move |base| format!("{stem}{base}")))
        .map(|base| (lexicon.sense(&key(&base)), base))
        .find(|(sense, _)| sense.is(wanted))
        .map(|(sense, base)| (base, sense))
}

/// A surname or patronymic in the nominative, if it is not.
fn surname(word: &str, endings: &[(&str, &str)]) -> String {
    let found = endings.iter().find_map(|(ending, base)| word.strip_suffix(ending).map(|stem| format!("{stem}{base}")));
    found.filter(|base| base.chars().count() > 2).unwrap_or_else(|| word.to_owned())
}

/// A Russian name in the nominative, with the sense of its given name; `is_oblique` says that it is in another case for
/// sure, as behind a preposition.
pub(crate) fn nominative(words: &[&str], is_oblique: bool) -> (Vec<String>, Sense) {
    let wanted = Sense::HIS_NAME.or(Sense::HER_NAME);
    let as_written = || words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let lexicon = Lexicon::of(Tongue::Russian);
    let given = words.iter().position(|word| nominative_of_known(word, wanted).is_some());
    let Some(given) = given else {
        if !is_oblique {
            return (as_written(), Sense::default());
        }
        // Of a woman, the given name too: `Аси Роговой`.
        let is_woman = words.len() > 1 && words[words.len() - 1].ends_with("ой");
        let of = |(at, word): (usize, &&str)| match is_woman {
            true if at == 0 => surname(word, &[("ы", "а"), ("ии", "ия"), ("ки", "ка"), ("ги", "га"), ("и", "я")]),
            true => surname(word, WOMEN),
            false => surname(word, MEN),
        };
        return (words.iter().enumerate().map(of).collect(), Sense::default());
    };
    let own = lexicon.sense(&key(words[given]));
    let base = if is_oblique { known_base(words[given], wanted) } else { None };
    let (base, sense) = match base {
        Some(found) => found,
        // “По мнению Нино Роговой”: the given name of a woman has no cases.
        None if is_oblique && own.is(Sense::HER_NAME) && !words[given].ends_with(['а', 'я']) => {
            (words[given].to_owned(), own)
        }
        None if own.is(wanted) => return (as_written(), own),
        None => match known_base(words[given], wanted) {
            Some(found) => found,
            None => return (as_written(), Sense::default()),
        },
    };
    let endings = if sense.is(Sense::HER_NAME) && !sense.is(Sense::HIS_NAME) { WOMEN } else { MEN };
    let decline = |(at, word): (usize, &&str)| if at == given { base.clone() } else { surname(word, endings) };
    (words.iter().enumerate().map(decline).collect(), sense)
}

/// Whether a word may be a form of a surname in the nominative; both in lower case.
pub(crate) fn is_form_of(word: &str, surname: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "", "а", "у", "ом", "ым", "е", "ой", "ую", "ы", "и", "ого", "ому", "им", "ем", "я", "ю", "ею", "ая", "ий", "ей",
    ];
    const MIN_STEM: usize = 3;
    if word == surname {
        return true;
    }
    let stem = surname.strip_suffix("ий").or_else(|| surname.strip_suffix("ая")).unwrap_or(surname);
    let stem = stem.strip_suffix(['а', 'я', 'й', 'ь']).unwrap_or(stem);
    stem.chars().count() >= MIN_STEM && word.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_converted_to_the_nominative() {
        for (name, is_oblique, expected) in [
            ("Ильдара Гарипова", true, "Ильдар Гарипов"),
            ("Веру Лузгину", false, "Вера Лузгина"),
            ("Егора Матвеевича Лыкова", false, "Егор Матвеевич Лыков"),
            ("Анны Петровой", true, "Анна Петрова"),
            ("Сергея Лаврова", true, "Сергей Лавров"),
            ("Дмитрию Рогозинскому", false, "Дмитрий Рогозинский"),
            ("Инны Дорошевич", true, "Инна Дорошевич"),
            ("Оксана Белозёрова", false, "Оксана Белозёрова"),
            ("Новака", true, "Новак"),
            ("Аси Роговой", true, "Ася Рогова"),
            ("Львом Рогулей", false, "Лев Рогуля"),
            ("Павлу Гарипову", true, "Павел Гарипов"),
            ("Петра Ткача", true, "Петр Ткач"),
            ("Юрия Коваля", true, "Юрий Коваль"),
            ("Марии Бережной", true, "Мария Бережная"),
        ] {
            let words: Vec<&str> = name.split(' ').collect();
            assert_eq!(nominative(&words, is_oblique).0.join(" "), expected);
        }
    }

    #[test]
    fn forms_of_surnames_are_recognised() {
        assert!(is_form_of("гарипова", "гарипов") && is_form_of("лузгиной", "лузгина"));
        assert!(!is_form_of("гаричева", "гарипов"));
    }
}
