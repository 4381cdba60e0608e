//! Dates as people write them, turned into dates as a collection writes them.

use kzq_text::calendar::{WEEKDAYS, month_named};

/// The names of the months in German, French, Spanish, Portuguese, Italian, Dutch and Russian as dates have them, in lower
/// case, as far as their beginnings differ from the English ones.
const MONTHS_ELSEWHERE: [&[&str]; 12] = [
    &["januar", "jänner", "janvier", "enero", "janeiro", "gennaio", "januari", "января", "январь"],
    &["februar", "février", "fevrier", "febrero", "fevereiro", "febbraio", "februari", "февраля", "февраль"],
    &["märz", "mars", "marzo", "março", "maart", "марта", "март"],
    &["avril", "abril", "aprile", "апреля", "апрель"],
    &["mai", "mayo", "maio", "maggio", "mei", "мая", "май"],
    &["juni", "juin", "junio", "junho", "giugno", "июня", "июнь"],
    &["juli", "juillet", "julio", "julho", "luglio", "июля", "июль"],
    &["août", "aout", "agosto", "augustus", "августа", "август"],
    &["septembre", "septiembre", "setembro", "settembre", "сентября", "сентябрь"],
    &["oktober", "octobre", "octubre", "outubro", "ottobre", "октября", "октябрь"],
    &["novembre", "noviembre", "novembro", "ноября", "ноябрь"],
    &["dezember", "décembre", "diciembre", "dezembro", "dicembre", "december", "декабря", "декабрь"],
];

/// Reads a date: `1815`, `c. 180`, `380 BC`, `May 1977`, `8 April 1965`, `January 20th, 2016`, `1965-04-08`, `4.5.1949`.
///
/// A number is a year only if it has four digits or an era. Dates that may begin with the day or with the month, such as
/// `4/5/1949`, are not read.
pub fn read(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches([',', '.']);
    if let Some(date) = iso(text).or_else(|| in_figures(text)) {
        return Some(date);
    }
    let mut words: Vec<&str> = text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    if words.len() > 2 && is_weekday(words[0]) {
        words.remove(0);
    }
    // “4th of May 1949”, “4 de mayo de 1949”.
    if words.len() > 2 {
        words.retain(|word| !matches!(*word, "the" | "of" | "de" | "del" | "г" | "г."));
    }
    let is_about = words.first().is_some_and(|word| is_about(word)) && words.len() > 1;
    if is_about {
        words.remove(0);
    }
    let date = match words[..] {
        [year] => year_of(year, None),
        [year, era] if is_before_christ(era) => year_of(year, Some(-1)),
        [year, era] | [era, year] if is_anno_domini(era) => year_of(year, Some(1)),
        [month, year] => format_parts(plain_year(year)?, Some(month_of(month)?), None),
        [first, second, year] => {
            let (month, day) = match month_of(first) {
                Some(month) => (month, day_of(second)?),
                None => (month_of(second)?, day_of(first)?),
            };
            format_parts(plain_year(year)?, Some(month), Some(day))
        }
        _ => None,
    }?;
    if is_about {
        date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-').then(|| format!("c. {date}"))
    } else {
        Some(date)
    }
}

/// Whether a text is the years of somebody's life: `1854-1900`, `4 B.C. - A.D. 65`, `born 1950`.
pub(super) fn is_life(text: &str) -> bool {
    let mut has_year = false;
    let mut has_born = false;
    let mut numbers = 0;
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty()) {
        let bare = word.replace('.', "").to_lowercase();
        match bare.as_str() {
            "b" | "born" | "d" | "died" | "fl" => has_born = true,
            "c" | "ca" | "circa" | "to" | "" => {}
            "bc" | "bce" | "ad" | "ce" => has_year = true,
            _ if month_of(word).is_some() => {}
            _ if bare.bytes().all(|byte| byte.is_ascii_digit()) && bare.len() <= 4 => {
                has_year |= bare.len() == 4 && bare.as_str() <= "2200";
                numbers += 1;
            }
            _ => return false,
        }
    }
    let has_dash = text.contains(['-', '–', '—', '−']) || text.contains(" to ");
    let is_date = read(text).is_some();
    has_year && !is_date && (has_born || (has_dash && numbers >= 1))
}

/// `1965`, `1965-04`, `1965-04-08`, `1965-4-8`.
fn iso(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let year = plain_year(parts.next()?)?;
    let month = parts.next();
    let day = parts.next();
    // A month of one figure has a day after it: “1815-9” is a range of years.
    if parts.next().is_some() || month.is_some_and(|month| day.is_none() && month.len() == 1) {
        return None;
    }
    let number = |part: Option<&str>| match part {
        None => Some(None),
        Some(part) => figures(part).map(Some),
    };
    format_parts(year, number(month)?, number(day)?)
}

/// `8.4.1965`, `1965/04/08`, and `25/4/1965` or `4/25/1965`, where only one of the numbers can be the month.
fn in_figures(text: &str) -> Option<String> {
    let text = text.trim_end_matches('.');
    let separator = ['.', '/', '-'].into_iter().find(|separator| text.contains(*separator))?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    if let ([month, year], '.' | '/') = (&parts[..], separator) {
        return format_parts(plain_year(year)?, Some(figures(month)?), None);
    }
    let [first, second, third] = parts[..] else { return None };
    if let (Some(year), '/') = (plain_year(first), separator) {
        return format_parts(year, Some(figures(second)?), Some(figures(third)?));
    }
    let (year, first, second) = (plain_year(third)?, figures(first)?, figures(second)?);
    let (month, day) = match () {
        // Full stops are those of ordinal numbers: the day comes first.
        () if separator == '.' || first > 12 || first == second => (second, first),
        () if second > 12 => (first, second),
        () => return None,
    };
    format_parts(year, Some(month), Some(day))
}

/// A number of one or two figures.
fn figures(word: &str) -> Option<u32> {
    let is_number = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| word.parse().ok())?
}

fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    let is_start =
        |day: &&str| word.len() >= 3 && day.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    WEEKDAYS.iter().any(is_start)
}

fn format_parts(year: u32, month: Option<u32>, day: Option<u32>) -> Option<String> {
    let Some(month) = month else { return Some(year.to_string()) };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        _ => return None,
    };
    match day {
        None => Some(format!("{year}-{month:02}")),
        Some(day) => (1..=days).contains(&day).then(|| format!("{year}-{month:02}-{day:02}")),
    }
}

fn plain_year(word: &str) -> Option<u32> {
    let year = (word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok())??;
    (1000..=2200).contains(&year).then_some(year)
}

/// A year by itself, with a question mark if it is uncertain, or a year of an era.
fn year_of(word: &str, era: Option<i32>) -> Option<String> {
    let (digits, sign) = word.strip_suffix('?').map_or((word, ""), |digits| (digits, "?"));
    match era {
        None => plain_year(digits).map(|year| format!("{year}{sign}")),
        Some(era) => {
            let year = digits.parse::<i32>().ok().filter(|year| (1..=9999).contains(year))?;
            Some(format!("{}{sign}", year * era))
        }
    }
}

fn is_about(word: &str) -> bool {
    ["c", "c.", "ca", "ca.", "circa", "about", "around"].iter().any(|about| about.eq_ignore_ascii_case(word))
}

fn is_before_christ(word: &str) -> bool {
    ["bc", "bce", "b.c.", "b.c.e.", "b.c"].iter().any(|era| era.eq_ignore_ascii_case(word))
}

fn is_anno_domini(word: &str) -> bool {
    ["ad", "ce", "a.d.", "c.e.", "a.d"].iter().any(|era| era.eq_ignore_ascii_case(word))
}

/// The number of a month by its name or an abbreviation of at least three letters.
fn month_of(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let elsewhere = || {
        let lower = word.to_lowercase();
        (1..).zip(MONTHS_ELSEWHERE).find(|(_, names)| names.contains(&lower.as_str())).map(|(number, _)| number)
    };
    month_named(word).map(u32::from).or_else(elsewhere)
}

fn day_of(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th", "er", "."].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_date_notations_are_parsed() {
        for (text, expected) in [
            ("1815", Some("1815")),
            ("1815?", Some("1815?")),
            ("circa 1876", Some("c. 1876")),
            ("c. 180 AD", Some("c. 180")),
            ("380 BC", Some("-380")),
            ("A.D. 65", Some("65")),
            ("May 1977", Some("1977-05")),
            ("Sept. 1977", Some("1977-09")),
            ("8 April 1965", Some("1965-04-08")),
            ("April 8, 1965", Some("1965-04-08")),
            ("January 20th, 2016", Some("2016-01-20")),
            ("1965-04-08", Some("1965-04-08")),
            ("1965-04", Some("1965-04")),
            ("1965-4-8", Some("1965-04-08")),
            ("1965/4/8", Some("1965-04-08")),
            ("04.05.1949", Some("1949-05-04")),
            ("4. 5. 1949", Some("1949-05-04")),
            ("25/4/1949", Some("1949-04-25")),
            ("4/25/1949", Some("1949-04-25")),
            ("Monday, 4 May 1949", Some("1949-05-04")),
            ("the 4th of May 1949", Some("1949-05-04")),
            ("4th of May, 1949", Some("1949-05-04")),
            ("4. Mai 1949", Some("1949-05-04")),
            ("4 de mayo de 1949", Some("1949-05-04")),
            ("1er août 1949", Some("1949-08-01")),
            ("05/1949", Some("1949-05")),
            ("4 мая 1949 г.", Some("1949-05-04")),
            // Ambiguous: the day or the month may come first.
            ("5/4/1949", None),
            ("5-4-1949", None),
            ("5/4/49", None),
            ("1815-9", None),
            ("February 30, 1965", None),
            ("1965-13", None),
            ("1854-1900", None),
            ("350", None),
            ("Computer Science 350", None),
            ("May", None),
            ("", None),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn life_spans_are_recognised() {
        for (text, expected) in [
            ("1854-1900", true),
            ("1854 – 1900", true),
            ("4 B.C. - A.D. 65", true),
            ("c. 470 BC – 399 BC", true),
            ("16 December 1775 – 18 July 1817", true),
            ("born 1950", true),
            ("b. 1950", true),
            ("1950-", true),
            ("1815", false),
            ("1965-04-08", false),
            ("pp. 3-4", false),
            ("438-5018", false),
            ("12-14", false),
            ("Paris", false),
            ("", false),
        ] {
            assert_eq!(is_life(text), expected, "{text}");
        }
    }
}
