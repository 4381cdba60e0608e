//! The records of `My Clippings.txt`.

use super::limit;
use super::place::{self, Kind, Place};

/// The line between two records.
pub(super) const SEPARATOR: &str = "==========";

/// A record of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clipping<'t> {
    /// Its line, from 1.
    pub(super) line: usize,
    /// The line of the title, with its blanks: records of a book have the same.
    pub(super) heading: String,
    /// What it is called; `None` if in an unknown language.
    pub(super) named: Option<Kind>,
    /// Where it is.
    pub(super) place: Place,
    /// When it was made, as the file says it.
    pub(super) added: &'t str,
    /// The words; empty for a bookmark.
    pub(super) body: String,
    /// Whether the words were cut off because a publisher's limit was reached.
    pub(super) is_cut: bool,
}

/// A record, or the line of one that cannot be read.
pub(super) type Record<'t> = Result<Clipping<'t>, usize>;

/// Splits a file into its records.
pub(super) fn records(text: &str) -> impl Iterator<Item = Record<'_>> {
    let mut lines = (1..).zip(text.lines().map(clean)).peekable();
    std::iter::from_fn(move || {
        loop {
            lines.peek()?;
            let record: Vec<_> = lines.by_ref().take_while(|(_, line)| line.trim() != SEPARATOR).collect();
            let Some(start) = record.iter().position(|(_, line)| !line.trim().is_empty()) else { continue };
            return Some(clipping(&record[start..]).ok_or(record[start].0));
        }
    })
}

/// A line without byte-order marks, which may come before every record.
fn clean(line: &str) -> &str {
    line.trim_start_matches('\u{feff}')
}

/// Reads a record: a title, the line with its place, an empty line and the words.
fn clipping<'t>(lines: &[(usize, &'t str)]) -> Option<Clipping<'t>> {
    // A title may have line breaks.
    let about = (1..lines.len().min(4)).find(|&at| Meta::parse(lines[at].1).is_some())?;
    let meta = Meta::parse(lines[about].1)?;
    let title: Vec<&str> = lines[..about].iter().map(|(_, line)| *line).collect();
    let body: Vec<&str> = lines[about + 1..].iter().map(|(_, line)| line.trim_end()).collect();
    let body = body.join("\n");
    let body = body.trim();
    let cut = limit::split(body);
    Some(Clipping {
        line: lines[0].0,
        heading: title.join(" "),
        named: meta.kind,
        place: meta.place,
        added: meta.added,
        body: cut.unwrap_or(body).to_owned(),
        is_cut: cut.is_some(),
    })
}

/// The second line of a record.
struct Meta<'t> {
    kind: Option<Kind>,
    place: Place,
    added: &'t str,
}

impl<'t> Meta<'t> {
    /// Reads `- Your Highlight on page 3 | Location 55-56 | Added on …` in any language.
    fn parse(line: &'t str) -> Option<Self> {
        let line = line.trim().strip_prefix(['-', '–', '—'])?;
        let mut parts: Vec<&str> = line.split(['|', '｜']).map(str::trim).collect();
        let last = parts.last().copied().unwrap_or_default();
        let added = (parts.len() > 1 && is_time(last)).then(|| parts.pop()).flatten().unwrap_or_default();
        let (kind, place) = (parts.iter().find_map(|part| place::kind(part)), Place::find(parts.iter().copied()));
        (place.span().is_some() || kind.is_some() && !added.is_empty()).then_some(Self { kind, place, added })
    }
}

/// Whether a part is about the time: it has a clock, or no single number as places have.
fn is_time(part: &str) -> bool {
    part.contains(':') || place::spans(part).len() != 1
}

/// Splits the line of a title: the last group in brackets is the author, unless two blanks at the end say that there is
/// none.
pub(super) fn title_and_author(heading: &str) -> (&str, Option<&str>) {
    let title = heading.trim();
    let whole = (title, None);
    if heading.ends_with("  ") {
        return whole;
    }
    let Some(inside) = title.strip_suffix([')', '）']) else { return whole };
    let mut depth = 1;
    for (at, c) in inside.char_indices().rev() {
        match c {
            ')' | '）' => depth += 1,
            '(' | '（' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let (before, author) = (inside[..at].trim_end(), inside[at + c.len_utf8()..].trim());
            return if before.is_empty() || author.is_empty() { whole } else { (before, Some(author)) };
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::Kind::{Bookmark, Highlight, Note};
    use super::*;

    type Row = (&'static str, Option<Kind>, Option<&'static str>, Option<&'static str>, &'static str);

    /// Metadata lines, each with its kind, page, location and time.
    const PLACES: &[Row] = &[
        (
            "- Your Highlight on page 3 | Location 55-56 | Added on Sunday, February 23, 2020 2:58:27\u{202f}PM",
            Some(Highlight),
            Some("3"),
            Some("55-56"),
            "Added on Sunday, February 23, 2020 2:58:27\u{202f}PM",
        ),
        (
            "- Your Note at location 77 | Added on Monday, 15 August 2016 23:44:11",
            Some(Note),
            None,
            Some("77"),
            "Added on Monday, 15 August 2016 23:44:11",
        ),
        (
            "- Your Highlight on Location 50-55 | Added on Tuesday, 7 July, 2026 12:32:25 AM",
            Some(Highlight),
            None,
            Some("50-55"),
            "Added on Tuesday, 7 July, 2026 12:32:25 AM",
        ),
        (
            "- Your Bookmark on page 9 | Location 90 | Added on Friday, May 1, 2020 3:00:00 PM GMT+08:00",
            Some(Bookmark),
            Some("9"),
            Some("90"),
            "Added on Friday, May 1, 2020 3:00:00 PM GMT+08:00",
        ),
        (
            "- Your Highlight on page 9 | Added on Friday, May 1, 2020 15:00:00 Greenwich Mean Time",
            Some(Highlight),
            Some("9"),
            None,
            "Added on Friday, May 1, 2020 15:00:00 Greenwich Mean Time",
        ),
        (
            "- Ihre Markierung auf Seite 42 | bei Position 233-235 | Hinzugefügt am Montag, 1. Juni 2020 10:00:00",
            Some(Highlight),
            Some("42"),
            Some("233-235"),
            "Hinzugefügt am Montag, 1. Juni 2020 10:00:00",
        ),
        (
            "- Votre surlignement sur la page 5 | emplacement 60-61 | Ajouté le lundi 1 juin 2020 10:00:00",
            Some(Highlight),
            Some("5"),
            Some("60-61"),
            "Ajouté le lundi 1 juin 2020 10:00:00",
        ),
        (
            "- Votre note à l’emplacement 61 | Ajouté le lundi 1 juin 2020 10:00:00",
            Some(Note),
            None,
            Some("61"),
            "Ajouté le lundi 1 juin 2020 10:00:00",
        ),
        (
            "- La subrayado en la página 4 | posición 60-60 | Añadido el lunes, 1 de junio de 2020 10:00:00",
            Some(Highlight),
            Some("4"),
            Some("60"),
            "Añadido el lunes, 1 de junio de 2020 10:00:00",
        ),
        (
            "-  La tua evidenziazione alla posizione 412-413 | Aggiunto in data lunedì 1 giugno 2020 10:00:00",
            Some(Highlight),
            None,
            Some("412-413"),
            "Aggiunto in data lunedì 1 giugno 2020 10:00:00",
        ),
        (
            "- Seu destaque ou posição 7-9 | Adicionado: segunda-feira, 1 de junho de 2020 10:00:00",
            Some(Highlight),
            None,
            Some("7-9"),
            "Adicionado: segunda-feira, 1 de junho de 2020 10:00:00",
        ),
        (
            "- Je markering op pagina 6 | locatie 36 t/m 40 | Toegevoegd op maandag 1 juni 2020 10:00:00",
            Some(Highlight),
            Some("6"),
            Some("36-40"),
            "Toegevoegd op maandag 1 juni 2020 10:00:00",
        ),
        (
            "– Ваш выделенный отрывок на странице 5 | Местоположение 1234–1236 | Добавлено: 30 мая 2024 г. в 14:46:33",
            Some(Highlight),
            Some("5"),
            Some("1234-1236"),
            "Добавлено: 30 мая 2024 г. в 14:46:33",
        ),
        (
            "- 您在第 7 页（位置 #114-116）的标注 | 添加于 2019年9月30日星期一 上午9:05:06",
            Some(Highlight),
            Some("7"),
            Some("114-116"),
            "添加于 2019年9月30日星期一 上午9:05:06",
        ),
        // A range, but called a note.
        (
            "- 7ページ｜位置No. 114-116のメモ |作成日: 2024年12月30日月曜日 14:46:33",
            Some(Note),
            Some("7"),
            Some("114-116"),
            "作成日: 2024年12月30日月曜日 14:46:33",
        ),
        (
            "- Highlight Loc. 145-46  | Added on June 1, 2010, 10:00 AM",
            Some(Highlight),
            None,
            Some("145-146"),
            "Added on June 1, 2010, 10:00 AM",
        ),
        (
            "- Highlight on Page 26 | Loc. 385  | Added on June 1, 2010, 10:00 AM",
            Some(Highlight),
            Some("26"),
            Some("385"),
            "Added on June 1, 2010, 10:00 AM",
        ),
        (
            "- Your Highlight on page ix | Location 20-21 | Added on Thursday",
            Some(Highlight),
            Some("ix"),
            Some("20-21"),
            "Added on Thursday",
        ),
        (
            "- Your Highlight on page xvi-xvi | Added on June 1, 2010 10:00",
            Some(Highlight),
            Some("xvi"),
            None,
            "Added on June 1, 2010 10:00",
        ),
        (
            "- Your Underline on Location 5000-5031 | Added on June 1, 2026 8:12:30 AM",
            None,
            None,
            Some("5000-5031"),
            "Added on June 1, 2026 8:12:30 AM",
        ),
        ("- Your Highlight on page 1 | location 2", Some(Highlight), Some("1"), Some("2"), ""),
        // An unknown language.
        (
            "- Din markerade text på plats 33-35 | Tillagt den 1 juni 2020 10:00:00",
            None,
            None,
            Some("33-35"),
            "Tillagt den 1 juni 2020 10:00:00",
        ),
    ];

    #[test]
    fn metadata_lines_are_parsed_in_every_language() {
        for (line, kind, page, location, added) in PLACES {
            let meta = Meta::parse(line).unwrap_or_else(|| panic!("{line}"));
            let text = |span: Option<place::Span>| span.map(|span| span.text);
            assert_eq!(meta.kind, *kind, "{line}");
            assert_eq!(text(meta.place.page).as_deref(), *page, "{line}");
            assert_eq!(text(meta.place.location).as_deref(), *location, "{line}");
            assert_eq!(meta.added, *added, "{line}");
        }
        for line in ["My dog and I", "- a bullet", "Location 55-56 | Added on Monday", ""] {
            assert!(Meta::parse(line).is_none(), "{line}");
        }
    }

    #[test]
    fn last_brackets_of_a_title_line_hold_the_author() {
        for (heading, expected) in [
            ("Emma (Jane Austen)", ("Emma", Some("Jane Austen"))),
            ("Emma (Penguin Classics) (Austen, Jane)", ("Emma (Penguin Classics)", Some("Austen, Jane"))),
            ("Emma (Austen, Jane (Author))", ("Emma", Some("Austen, Jane (Author)"))),
            // Two trailing spaces: no author.
            ("My notes (draft)  ", ("My notes (draft)", None)),
            ("My notes", ("My notes", None)),
            ("こころ（夏目漱石）", ("こころ", Some("夏目漱石"))),
            ("(Jane Austen)", ("(Jane Austen)", None)),
            ("Odd) brackets)", ("Odd) brackets)", None)),
        ] {
            assert_eq!(title_and_author(heading), expected, "{heading}");
        }
    }
}
