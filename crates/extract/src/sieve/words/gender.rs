//! [`Gender`]: of persons, by names, titles and the endings of words.

use crate::languages::tongue::{Sense, is_in};

/// The gender of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Man,
    Woman,
}

impl Gender {
    /// The gender that the senses of a word tell, if they are clear.
    pub(crate) fn of(sense: Sense) -> Option<Self> {
        let man = Sense::HIS_NAME.or(Sense::MAN).or(Sense::MR).or(Sense::HE);
        let woman = Sense::HER_NAME.or(Sense::WOMAN).or(Sense::MRS).or(Sense::SHE);
        match (sense.is(man), sense.is(woman)) {
            (true, false) => Some(Self::Man),
            (false, true) => Some(Self::Woman),
            _ => None,
        }
    }

    /// The gender that the patronymic or the ending of a Russian surname tells; `words` is a full name in the nominative.
    pub(crate) fn of_russian(words: &[String]) -> Option<Self> {
        const WOMEN: &[&str] = &["ова", "ева", "ина", "ына", "ская", "цкая", "вна", "чна"];
        const MEN: &[&str] = &["ов", "ев", "ин", "ын", "ский", "цкий", "вич", "ич"];
        let [_, .., last] = words else { return None };
        let ends = |endings: &[&str]| endings.iter().any(|ending| last.ends_with(ending));
        let first_ends_in_a = words[0].ends_with(['а', 'я']);
        match (ends(WOMEN), ends(MEN)) {
            (true, _) if first_ends_in_a || words[0].chars().count() == 1 => Some(Self::Woman),
            (_, true) if !first_ends_in_a => Some(Self::Man),
            _ => None,
        }
    }

    /// The gender that the ending of a given name tells where no list has it: `Viorica`.
    pub(crate) fn of_french_given(given: &str) -> Option<Self> {
        const MIN_LETTERS: usize = 5;
        const WOMEN: &[&str] = &["a", "ette", "ine", "elle", "anne", "ène"];
        const MEN: &[&str] = &["o", "us", "ien", "ard", "bert", "and"];
        /// Names of men in `a`.
        const OTHERS: &str = "\
            moussa idrissa mustapha mustafa joshua nikita andrea attila baptista abdallah hamza moustapha souleymana garcia \
            etienne antoine";
        let ends = |endings: &[&str]| endings.iter().any(|ending| given.ends_with(ending));
        if given.chars().count() < MIN_LETTERS || is_in(OTHERS, given) || given.contains('-') {
            return None;
        }
        match (ends(WOMEN), ends(MEN)) {
            (true, false) => Some(Self::Woman),
            (false, true) => Some(Self::Man),
            _ => None,
        }
    }

    /// The gender of a French noun for a person by its ending: `insoumise`, `élue`.
    pub(crate) fn of_french_noun(noun: &str) -> Option<Self> {
        const WOMEN: &[&str] = &[
            "euse", "trice", "ère", "ienne", "ée", "lue", "ise", "aise", "oise", "ante", "ente", "onne", "ette", "ande",
        ];
        const MEN: &[&str] =
            &["eur", "teur", "ier", "ien", "é", "lu", "is", "ais", "ois", "ant", "ent", "on", "ard", "and"];
        let ends = |endings: &[&str]| endings.iter().any(|ending| noun.ends_with(ending));
        match (ends(WOMEN), ends(MEN)) {
            (true, false) => Some(Self::Woman),
            (false, true) => Some(Self::Man),
            _ => None,
        }
    }

    /// The gender of a Russian noun that is for persons of one gender only: `дед`, `девушка`.
    pub(crate) fn of_russian_noun(noun: &str) -> Option<Self> {
        const MEN: &str = "\
            дед дедушка старик мужчина мужик парень паренек юноша мальчик пенсионер актер певец спортсмен отец муж сын брат \
            дядя тесть свекор зять внук племянник жених вдовец";
        const WOMEN: &str = "\
            бабушка старушка женщина девушка девочка пенсионерка актриса певица спортсменка мать жена дочь сестра тетя теща \
            свекровь невестка внучка племянница невеста вдова хозяйка";
        match (is_in(MEN, noun), is_in(WOMEN, noun)) {
            (true, _) => Some(Self::Man),
            (_, true) => Some(Self::Woman),
            _ => None,
        }
    }

    /// Whether two may be of one person: one that is not known fits any.
    pub(crate) fn fits(one: Option<Self>, other: Option<Self>) -> bool {
        one.is_none() || other.is_none() || one == other
    }
}
