//! A speaker as a column of a table or an option gives them.

use super::caveats::UNKNOWN_SPEAKER;
use super::doubtful::{split_status_after, split_status_before};
use super::fields::Credit;
use super::line::after_dash;
use super::name::{self, Likeness, likeness};
use kzq_text::persons;

/// Reads a value that should be a name, so that it need not look like one: `Austen, Jane`,
/// `Mark Twain (attributed)`, `Marx and Engels`.
///
/// Family names come first throughout if `is_inverted` is true; otherwise a name is inverted only if what follows the
/// comma is known as a given name. What is not clear stays as it is.
pub fn read_name(text: &str, is_inverted: bool) -> Credit {
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let raw = after_dash(&whole).unwrap_or(&whole).trim_end_matches(',').trim();
    let (bare, before) = split_status_before(raw, raw);
    let (bare, after) = split_status_after(bare, raw);
    let mut credit = Credit { likeness: Likeness::Certain, status: before.or(after), ..Credit::default() };
    if bare.is_empty() {
        return credit;
    }
    if name::is_unknown(bare) {
        if bare != UNKNOWN_SPEAKER {
            credit.extra.push(("credit".to_owned(), raw.to_owned()));
        }
        return credit;
    }
    let listed = persons::without_others(bare);
    if let Some(name) = turned_round(bare, is_inverted).filter(|_| listed.is_none()) {
        credit.set_speaker(name);
        return credit;
    }
    let bare = listed.unwrap_or(bare);
    let mut names = several(bare);
    if names.is_empty() && listed.is_some() {
        names.push(bare);
    }
    if names.len() > 1 || listed.is_some() {
        let natural = |name: &str| turned_round(name, is_inverted).unwrap_or_else(|| name.to_owned());
        credit.set_several(names.into_iter().map(natural).collect(), raw);
    } else {
        credit.set_speaker(bare.to_owned());
    }
    credit
}

/// Whether a name has the family name first without doubt: `Austen, Jane`.
pub fn is_turned_round(text: &str) -> bool {
    turned_round(text, false).is_some()
}

/// A name in natural order if it is inverted: `King, Martin Luther, Jr.`
fn turned_round(text: &str, is_inverted: bool) -> Option<String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let (family, given, after) = match parts[..] {
        [family, given] => (family, given, None),
        [family, given, after] => (family, given, Some(after)),
        _ => return None,
    };
    let turned = name::turn_parts(family, given, after).filter(|(_, taken)| *taken == parts.len());
    let assumed =
        || (is_inverted && after.is_none() && name::may_be_given(family, given)).then(|| format!("{given} {family}"));
    turned.map(|(name, _)| name).or_else(assumed)
}

/// The names of several persons: `A and B`, `A; B`, `A, B and C`.
fn several(text: &str) -> Vec<&str> {
    if name::is_organisation(text) {
        return Vec::new();
    }
    let by_semicolon: Vec<&str> = text.split([';', '/']).map(str::trim).filter(|name| !name.is_empty()).collect();
    if by_semicolon.len() > 1 {
        return by_semicolon;
    }
    let names: Vec<&str> = text
        .split(", ")
        .flat_map(|part| {
            let part = ["and ", "& ", "und "].iter().find_map(|and| part.strip_prefix(and)).unwrap_or(part);
            name::persons(part)
        })
        .collect();
    let is_whole = |name: &&&str| name.contains(' ');
    let likenesses = || names.iter().map(|name| likeness(name));
    let has_and = name::is_several(text);
    let is_clear = likenesses().all(|found| found != Likeness::No)
        && (likenesses().any(|found| found == Likeness::Certain) || names.iter().all(|name| is_whole(&name)))
        // “Jane Austen, Emma” may be a person with a work.
        && (has_and || names.iter().all(|name| is_whole(&name)));
    if is_clear { names } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, is_inverted: bool) -> String {
        let credit = read_name(text, is_inverted);
        let name = credit.speaker.map_or_else(|| "?".to_owned(), |speaker| speaker.name);
        let status = credit.status.map_or("", |_| " (doubtful)");
        let several =
            if credit.several.is_empty() { String::new() } else { format!(" [{}]", credit.several.join("; ")) };
        format!("{name}{status}{several}")
    }

    #[test]
    fn unambiguous_inverted_names_are_turned_round() {
        for (text, expected) in [
            ("Faulkner, William", "William Faulkner"),
            ("Austen, Jane", "Jane Austen"),
            ("King, Martin Luther, Jr.", "Martin Luther King, Jr."),
            ("King, Jr., Martin Luther", "Martin Luther King, Jr."),
            ("Saint-Exupéry, Antoine de", "Antoine de Saint-Exupéry"),
            ("de Beauvoir, Simone", "Simone de Beauvoir"),
            ("Martin Luther King, Jr.", "Martin Luther King, Jr."),
            // Works, organisations and unknown names.
            ("Austen, Emma", "Austen, Emma"),
            ("Orwell, Animal Farm", "Orwell, Animal Farm"),
            ("Acme, Inc.", "Acme, Inc."),
            ("Achebe, Zsuzsa", "Achebe, Zsuzsa"),
            ("ADA", "ADA"),
            ("Prince (musician)", "Prince (musician)"),
            ("The Beatles", "The Beatles"),
        ] {
            assert_eq!(shown(text, false), expected, "{text}");
        }
        for (text, expected) in [
            ("Achebe, Zsuzsa", "Zsuzsa Achebe"),
            ("Acme, Inc.", "Acme, Inc."),
            ("Orwell, Animal Farm", "Orwell, Animal Farm"),
            ("Austen, Emma", "Austen, Emma"),
        ] {
            assert_eq!(shown(text, true), expected, "{text}");
        }
    }

    #[test]
    fn several_people_give_no_speaker() {
        for (text, expected) in [
            ("Marx and Engels", "? [Marx; Engels]"),
            ("Mark Twain & Frank Marshall White", "? [Mark Twain; Frank Marshall White]"),
            ("Neil Gaiman with Terry Pratchett", "? [Neil Gaiman; Terry Pratchett]"),
            ("Terry Pratchett, Neil Gaiman and Rob Wilkins", "? [Terry Pratchett; Neil Gaiman; Rob Wilkins]"),
            ("Austen, Jane; Bell, Currer", "? [Jane Austen; Bell, Currer]"),
            ("Jane Doe et al.", "? [Jane Doe]"),
            ("Doe, Jane, et al.", "? [Jane Doe]"),
            ("Jane Doe, Richard Roe and others", "? [Jane Doe; Richard Roe]"),
            ("Jeanne Roe et autres", "? [Jeanne Roe]"),
            ("Simon & Schuster", "Simon & Schuster"),
            ("José Ortega y Gasset", "José Ortega y Gasset"),
            ("Anonymous", "?"),
        ] {
            assert_eq!(shown(text, false), expected, "{text}");
        }
    }

    #[test]
    fn doubtful_names_have_a_status() {
        for text in ["Churchill (attributed)", "attr. to Churchill", "Churchill, attributed", "apocryphal, Churchill"] {
            assert_eq!(shown(text, false), "Churchill (doubtful)", "{text}");
        }
        assert_eq!(shown("attributed to Austen, Jane", false), "Jane Austen (doubtful)");
    }
}
