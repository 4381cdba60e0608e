//! Names of countries with their adjectives and peoples: `Turkey`, `Turkish`, `Turks`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The words for each country or continent, folded: its people, what belongs to it, its names.
const COUNTRIES: &[&[&str]] = &[
    &["afghan", "afghanistan"],
    &["african", "africa"],
    &["albanian", "albania"],
    &["algerian", "algeria"],
    &["american", "americans", "us", "america", "usa"],
    &["arab", "arabian", "saudi", "saudis"],
    &["argentine", "argentinian", "argentina"],
    &["armenian", "armenia"],
    &["asian", "asia"],
    &["australian", "australia"],
    &["austrian", "austria"],
    &["azerbaijani", "azeri", "azerbaijan"],
    &["belarusian", "byelorussian", "belarus"],
    &["belgian", "belgium"],
    &["bosnian", "bosnia"],
    &["brazilian", "brazil"],
    &["british", "briton", "britons", "uk", "britain"],
    &["bulgarian", "bulgaria"],
    &["canadian", "canada"],
    &["chilean", "chile"],
    &["chinese", "china"],
    &["colombian", "colombia"],
    &["croatian", "croat", "croatia"],
    &["cuban", "cuba"],
    &["cypriot", "cyprus"],
    &["czech", "czechs", "czechia"],
    &["danish", "dane", "danes", "denmark"],
    &["dutch", "netherlands", "holland"],
    &["egyptian", "egypt"],
    &["english", "england"],
    &["estonian", "estonia"],
    &["ethiopian", "ethiopia"],
    &["european", "europe"],
    &["finnish", "finn", "finns", "finland"],
    &["french", "frenchman", "france"],
    &["georgian", "georgia"],
    &["german", "germany"],
    &["greek", "greece"],
    &["hungarian", "hungary"],
    &["icelandic", "iceland"],
    &["indian", "india"],
    &["indonesian", "indonesia"],
    &["iranian", "persian", "iran", "persia"],
    &["iraqi", "iraq"],
    &["irish", "ireland"],
    &["israeli", "israel"],
    &["italian", "italy"],
    &["japanese", "japan"],
    &["jordanian", "jordan"],
    &["kazakh", "kazakhstani", "kazakhstan"],
    &["kenyan", "kenya"],
    &["korean", "korea"],
    &["kuwaiti", "kuwait"],
    &["kyrgyz", "kyrgyzstan"],
    &["latvian", "latvia"],
    &["lebanese", "lebanon"],
    &["libyan", "libya"],
    &["lithuanian", "lithuania"],
    &["malaysian", "malaysia"],
    &["mexican", "mexico"],
    &["moldovan", "moldova"],
    &["mongolian", "mongolia"],
    &["moroccan", "morocco"],
    &["nigerian", "nigeria"],
    &["norwegian", "norway"],
    &["pakistani", "pakistan"],
    &["palestinian", "palestine"],
    &["peruvian", "peru"],
    &["filipino", "philippine", "philippines"],
    &["polish", "pole", "poles", "poland"],
    &["portuguese", "portugal"],
    &["qatari", "qatar"],
    &["romanian", "romania"],
    &["russian", "russia"],
    &["scottish", "scot", "scots", "scotland"],
    &["serbian", "serb", "serbs", "serbia"],
    &["slovak", "slovakian", "slovakia"],
    &["slovene", "slovenian", "slovenia"],
    &["somali", "somalia"],
    &["soviet", "ussr"],
    &["spanish", "spaniard", "spaniards", "spain"],
    &["sudanese", "sudan"],
    &["swedish", "swede", "swedes", "sweden"],
    &["swiss", "switzerland"],
    &["syrian", "syria"],
    &["taiwanese", "taiwan"],
    &["tajik", "tajikistan"],
    &["thai", "thailand"],
    &["tunisian", "tunisia"],
    &["turkish", "turk", "turks", "turkey", "turkiye"],
    &["turkmen", "turkmenistan"],
    &["ukrainian", "ukraine"],
    &["uzbek", "uzbekistan"],
    &["venezuelan", "venezuela"],
    &["vietnamese", "vietnam"],
    &["welsh", "wales"],
    &["yemeni", "yemen"],
];

/// The row of each word.
static ROWS: LazyLock<HashMap<&str, &[&str]>> =
    LazyLock::new(|| COUNTRIES.iter().flat_map(|row| row.iter().map(move |word| (*word, *row))).collect());

/// The words that name the same country as a folded word; empty if it names none.
pub(super) fn same_country(word: &str) -> &'static [&'static str] {
    let row = ROWS.get(word).or_else(|| ROWS.get(word.strip_suffix('s')?));
    row.copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_text::fold::fold;

    #[test]
    fn names_and_adjectives_of_a_country_are_equivalent() {
        for (word, other) in
            [("russians", "russia"), ("turkish", "turkiye"), ("uk", "britain"), ("kazakhstan", "kazakh")]
        {
            assert!(same_country(word).contains(&other), "{word}");
        }
        assert!(same_country("rush").is_empty() && same_country("s").is_empty());
    }

    #[test]
    fn country_words_are_folded_and_occur_in_one_row_only() {
        let words = || COUNTRIES.iter().copied().flatten();
        assert!(words().all(|word| fold(word) == *word));
        assert_eq!(ROWS.len(), words().count());
    }
}
