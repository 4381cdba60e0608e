//! LaTeX in the fields of `BibTeX`, as plain text.

use crate::reading::squeeze;

/// The letters that an accent changes, each with the result.
const ACCENTED: &[(char, &str)] = &[
    ('"', "aäeëiïoöuüyÿAÄEËIÏOÖUÜYŸ"),
    ('\'', "aáeéiíoóuúyýcćnńsśzźlĺrŕAÁEÉIÍOÓUÚYÝCĆNŃSŚZŹ"),
    ('`', "aàeèiìoòuùAÀEÈIÌOÒUÙ"),
    ('^', "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷAÂEÊIÎOÔUÛCĈGĜHĤJĴSŜWŴYŶ"),
    ('~', "aãnñoõiĩuũAÃNÑOÕIĨUŨ"),
    ('=', "aāeēiīoōuūAĀEĒIĪOŌUŪ"),
    ('.', "zżcċeėgġIİZŻCĊEĖGĠ"),
    ('c', "cçsştţCÇSŞTŢ"),
    ('v', "cčsšzžeěrřnňdďtťCČSŠZŽEĚRŘNŇDĎTŤ"),
    ('u', "aăgğuŭeĕAĂGĞUŬEĔ"),
    ('H', "oőuűOŐUŰ"),
    ('r', "aåuůAÅUŮ"),
    ('k', "aąeęiįuųAĄEĘIĮUŲ"),
];

/// Combining marks, for letters that are not in the table.
const COMBINING: &[(char, char)] = &[
    ('"', '\u{308}'),
    ('\'', '\u{301}'),
    ('`', '\u{300}'),
    ('^', '\u{302}'),
    ('~', '\u{303}'),
    ('=', '\u{304}'),
    ('.', '\u{307}'),
    ('c', '\u{327}'),
    ('v', '\u{30c}'),
    ('u', '\u{306}'),
    ('H', '\u{30b}'),
    ('r', '\u{30a}'),
    ('k', '\u{328}'),
];

/// Commands that are a character.
const CHARACTERS: &[(&str, &str)] = &[
    ("ss", "ß"),
    ("o", "ø"),
    ("O", "Ø"),
    ("l", "ł"),
    ("L", "Ł"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("aa", "å"),
    ("AA", "Å"),
    ("i", "i"),
    ("j", "j"),
    ("dh", "ð"),
    ("th", "þ"),
    ("DH", "Ð"),
    ("TH", "Þ"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("ldots", "…"),
    ("dots", "…"),
    ("textquoteright", "’"),
    ("textquoteleft", "‘"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textbackslash", "\\"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
    ("textunderscore", "_"),
];

/// Sequences of characters that stand for one, longest first.
const LIGATURES: &[(&str, &str)] = &[("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " ")];

/// Commands that say how their argument looks.
const STYLES: &[&str] = &[
    "emph",
    "textit",
    "textbf",
    "textsc",
    "texttt",
    "textrm",
    "textsl",
    "underline",
    "mkbibquote",
    "mkbibemph",
    "enquote",
    "url",
    "mbox",
    "text",
];

/// A text without LaTeX: accents are composed, groups and styles dropped. Mathematics stays as it is.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\\' => command(after, &mut out),
            '{' | '}' => after,
            '$' => {
                let end = after.find('$').map_or(after.len(), |end| end + 1);
                out.push('$');
                out.push_str(&after[..end]);
                &after[end..]
            }
            _ => {
                let ligature = LIGATURES.iter().find(|(from, _)| rest.starts_with(from));
                let (from, to) = ligature.copied().unwrap_or_else(|| (&rest[..c.len_utf8()], &rest[..c.len_utf8()]));
                out.push_str(to);
                &rest[from.len()..]
            }
        };
    }
    squeeze(&out)
}

/// Reads a command after its backslash, and returns the text after it.
fn command<'t>(text: &'t str, out: &mut String) -> &'t str {
    let Some(first) = text.chars().next() else {
        out.push('\\');
        return text;
    };
    if !first.is_ascii_alphabetic() {
        let after = &text[first.len_utf8()..];
        if ACCENTED.iter().any(|row| row.0 == first) {
            return accent(first, after, out);
        }
        match first {
            // A line break, and spaces of several widths.
            '\\' | ',' | ';' | ':' => out.push(' '),
            // Where a word may be divided, and corrections of the space between letters.
            '-' | '/' | '@' | '!' => {}
            _ => out.push(first),
        }
        return after;
    }
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    let argument = after.trim_start();
    if let Some((_, character)) = CHARACTERS.iter().find(|row| row.0 == name) {
        out.push_str(character);
        return argument;
    }
    let mark = name.chars().next().filter(|_| name.len() == 1).unwrap_or(' ');
    if ACCENTED.iter().any(|row| row.0 == mark) && !argument.is_empty() {
        return accent(mark, argument, out);
    }
    if STYLES.contains(&name) {
        return argument;
    }
    out.push('\\');
    out.push_str(name);
    after
}

/// Puts an accent on the letter that follows, which may be in braces or a dotless `\i`.
fn accent<'t>(mark: char, text: &'t str, out: &mut String) -> &'t str {
    let text = text.trim_start();
    let inner = text.strip_prefix('{');
    let letter_at = inner.unwrap_or(text).trim_start();
    let dotless = letter_at.strip_prefix('\\').unwrap_or(letter_at);
    let Some(letter) = dotless.chars().next().filter(|letter| letter.is_alphabetic()) else { return text };
    let after = &dotless[letter.len_utf8()..];
    let pairs = ACCENTED.iter().find(|row| row.0 == mark).map_or("", |row| row.1);
    let mut letters = pairs.chars();
    let mut composed = None;
    while let (Some(from), Some(to)) = (letters.next(), letters.next()) {
        if from == letter {
            composed = Some(to);
        }
    }
    out.push(composed.unwrap_or(letter));
    let combining = COMBINING.iter().find(|row| row.0 == mark).map(|row| row.1);
    out.extend(combining.filter(|_| composed.is_none()));
    let after = if letter_at.starts_with('\\') { after.trim_start() } else { after };
    if inner.is_some() { after.strip_prefix('}').unwrap_or(after) } else { after }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latex_accents_commands_and_dashes_become_characters() {
        for (latex, expected) in [
            ("Bront{\\\"e}", "Brontë"),
            ("Bront\\\"{e}", "Brontë"),
            ("Bront\\\"e", "Brontë"),
            ("Garc{\\'\\i}a M\\'arquez", "García Márquez"),
            ("Fran{\\c c}ois \\c{C}elik", "François Çelik"),
            ("\\v{S}aknov\\'a", "Šaknová"),
            ("Erd{\\H o}s and {\\o}re stra{\\ss}e", "Erdős and øre straße"),
            ("\\AA rhus \\L{}\\'od\\'z", "Århus Łódź"),
            ("a \\& b \\% c \\_ \\{d\\}", "a & b % c _ {d}"),
            ("1810--1820 --- ``so'' it~is", "1810–1820 — “so” it is"),
            ("The {NASA} \\emph{Story} of\n  \\textit{it}", "The NASA Story of it"),
            ("$x^{2}$ and \\alpha", "$x^{2}$ and \\alpha"),
            ("\\d{a} \\\"q", "\\da q\u{308}"),
            ("J.{\\,}R.{\\,}R. Tolkien, p.\\;5", "J. R. R. Tolkien, p. 5"),
            ("exam\\-ple shelf\\/ful etc.\\@ one\\\\two", "example shelfful etc. one two"),
            (
                "A \\textbackslash{} day \\textbraceleft{}1\\textbraceright{} \\textasciitilde{}x \\textasciicircum{}y\\textunderscore z",
                "A \\ day {1} ~x ^y_z",
            ),
        ] {
            assert_eq!(plain(latex), expected, "{latex}");
        }
    }
}
