//! [`Completion`]: completes a query at the cursor with names of fields, and with values and their numbers of entries.

use std::ops::Range;

use kzq_text::Safe;

use crate::field::FieldName;
use crate::lexer::{group_value_end, is_quote_mark, operator, parse_quoted};
use crate::suggestions::{Candidate, KnownValues, MAX_CANDIDATES, Suggestions};

/// Shorter words do not complete to a field: most of them begin other words.
const MIN_FIELD_CHARS: usize = 3;

/// What can complete a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is replaced, in bytes of what was typed.
    pub range: Range<usize>,
    /// What may take its place, the best first; at least one.
    pub candidates: Vec<Candidate>,
}

impl Completion {
    /// Completes a query at a cursor, in bytes; `None` if nothing can be completed there.
    pub fn find(typed: &str, cursor: usize, known: &KnownValues<'_>) -> Option<Self> {
        Self::find_many(typed, cursor, known, MAX_CANDIDATES)
    }

    /// Like [`find`](Self::find), with up to `max` candidates.
    pub fn find_many(typed: &str, cursor: usize, known: &KnownValues<'_>, max: usize) -> Option<Self> {
        let (before, after) = typed.split_at_checked(cursor)?;
        match place(before)? {
            Place::Field { start } => {
                ends_here(after, None).then_some(())?;
                let candidates = fields(&before[start..]);
                (!candidates.is_empty()).then_some(Self { range: start..cursor, candidates })
            }
            Place::Value { field, start, value, mark } => {
                ends_here(after, mark).then_some(())?;
                // A quotation mark after the cursor is replaced, too.
                let close = after.chars().next().filter(|c| mark.is_some() && is_quote_mark(*c));
                let candidates = values(field, value, known, max);
                let range = start..cursor + close.map_or(0, char::len_utf8);
                (!candidates.is_empty()).then_some(Self { range, candidates })
            }
        }
    }
}

/// The value of a field that is most like one that matches nothing.
pub(super) fn nearest_value(field: FieldName, value: &str, known: &KnownValues<'_>) -> Option<Candidate> {
    values(field, value, known, 1).into_iter().next()
}

/// The field whose name is most like an unknown one.
pub(super) fn nearest_field(name: &str) -> Option<FieldName> {
    const MAX_SLIPS: usize = 2;
    let name = name.to_ascii_lowercase();
    let slips = |field: &FieldName| strsim::osa_distance(&name, field.name());
    let is_near = |field: &FieldName| {
        let is_start = name.len() > 1 && field.name().starts_with(&name);
        is_start || slips(field) <= MAX_SLIPS.min(name.chars().count() / 3)
    };
    FieldName::ALL.into_iter().filter(is_near).min_by_key(slips)
}

/// What is typed at the cursor.
enum Place<'t> {
    /// A word that may become the name of a field.
    Field { start: usize },
    /// A value of a field, after its quotation mark if it has one; `start` is before the mark.
    Value { field: FieldName, start: usize, value: &'t str, mark: Option<char> },
}

/// What is typed at the end of a text.
fn place(before: &str) -> Option<Place<'_>> {
    let mut at = 0;
    loop {
        let rest = before[at..].trim_start_matches(|c: char| c.is_whitespace() || "()|!-".contains(c));
        at = before.len() - rest.len();
        if rest.is_empty() {
            return None;
        }
        if let Some((_, after, is_open)) = parse_quoted(rest) {
            if is_open {
                return None;
            }
            at = before.len() - after.len();
            continue;
        }
        let name_end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        if name_end == rest.len() {
            return Some(Place::Field { start: at });
        }
        let field = rest[name_end..].starts_with(':').then(|| FieldName::from_name(&rest[..name_end])).flatten();
        if let Some(field) = field {
            at += name_end + 1;
            match value_place(before, field, at) {
                Ok(place) => return Some(place),
                Err(end) => at = end,
            }
        } else {
            at += rest.find(|c: char| c.is_whitespace() || c == '|').unwrap_or(rest.len());
        }
    }
}

/// The value of a field that is typed at the end of a text, or where the values end that begin at `at`.
fn value_place(before: &str, field: FieldName, mut at: usize) -> Result<Place<'_>, usize> {
    let mut groups = 0_usize;
    let skip_spaces = |at: usize, groups: usize| {
        let rest = &before[at..];
        if groups > 0 { before.len() - rest.trim_start().len() } else { at }
    };
    loop {
        at = skip_spaces(at, groups);
        if before[at..].starts_with('(') {
            groups += 1;
            at += 1;
            continue;
        }
        let rest = &before[at..];
        let (start, mark) = (at, rest.chars().next().filter(|c| is_quote_mark(*c)));
        if let Some((value, after, is_open)) = parse_quoted(rest) {
            if is_open {
                return Ok(Place::Value { field, start, value, mark });
            }
            at = before.len() - after.len();
        } else {
            let ends = |c: char| c.is_whitespace() || "|),".contains(c);
            let end = if groups > 0 { group_value_end(rest) } else { rest.find(ends).unwrap_or(rest.len()) };
            if rest[end..].trim_start().is_empty() && (groups > 0 || end == rest.len()) {
                return Ok(Place::Value { field, start, value: rest, mark: None });
            }
            at += end;
        }
        at = skip_spaces(at, groups);
        while groups > 0 && before[at..].starts_with(')') {
            groups -= 1;
            at = skip_spaces(at + 1, groups);
        }
        let separator = if groups > 0 { operator(&before[at..]) } else { None };
        let separator = separator.or_else(|| before[at..].starts_with(',').then_some(","));
        at += separator.ok_or(at)?.len();
    }
}

/// Whether nothing more belongs to a value that was opened with a mark, or without one.
fn ends_here(after: &str, mark: Option<char>) -> bool {
    after
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '|' | ',') || (mark.is_some() && is_quote_mark(c)))
}

/// The fields whose names begin with a word.
fn fields(typed: &str) -> Vec<Candidate> {
    if typed.len() < MIN_FIELD_CHARS {
        return Vec::new();
    }
    let typed = typed.to_ascii_lowercase();
    let begun = FieldName::ALL.into_iter().filter(|field| field.name().starts_with(&typed));
    let candidate = |field: FieldName| {
        let text = format!("{}:", field.name());
        Candidate { label: Safe::line(text.clone()), text, doc: field.row().doc.into(), count: None }
    };
    begun.map(candidate).collect()
}

/// The values of a field that match a typed text.
fn values(field: FieldName, typed: &str, known: &KnownValues<'_>, max: usize) -> Vec<Candidate> {
    let typed = typed.trim();
    let suggest = |with_slips| {
        let mut suggestions = Suggestions::new(known, typed, with_slips, max);
        field.suggest(&mut suggestions);
        (suggestions.is_complete(), suggestions.into_candidates())
    };
    match suggest(false) {
        (false, none) if none.is_empty() && !typed.is_empty() => suggest(true).1,
        (_, found) => found,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use kzq_corpus::Corpus;

    use super::*;
    use crate::facet_counts::FacetCounts;

    const FILE: &str = r#"(
        schema: 1, id: "shelf", title: "My shelf",
        speakers: {
            "churchill": (name: "Winston Churchill", aliases: ["Winnie"]), "chaplin": (name: "Charlie Chaplin"),
            "plato": (name: "Plato"), "muhammad": (name: "Muhammad \"The Greatest\" Ali"), "silent": (name: "Silent"),
        },
        sources: {
            "hansard": (kind: Speech, title: "Hansard", date: "1940-06-18"),
            "long": (kind: Book, title: "A title that is much too long to be typed into a filter", date: "1950"),
        },
        topics: [(id: "war", label: "War", topics: [(id: "cold-war", label: "Cold War")]), (id: "peace")],
        entries: [
            Quote(id: "a", by: "churchill", source: (id: "hansard"), topics: ["war"], text: "Never.", tags: ["speech"]),
            Quote(id: "b", by: "churchill", source: (id: "hansard"), topics: ["war/cold-war"], text: "A curtain.", lang: "en"),
            Quote(id: "c", by: "churchill", source: (id: "long"), text: "Books.", date: "1951", tags: ["speech", "book list"]),
            Quote(id: "d", by: "chaplin", text: "You'll never find a rainbow.", tags: ["speeches"]),
            Quote(id: "e", by: "plato", topics: ["peace"], text: "Peace."),
            Quote(id: "f", by: "muhammad", text: "I am."),
        ],
    )"#;

    /// Returns the text with the first candidate inserted and all labels with their counts. The cursor is at `_`.
    fn complete(typed: &str) -> Option<(String, String)> {
        let corpus = kzq_corpus::read("shelf.ron", FILE.as_bytes()).corpus.expect("the file is valid");
        let totals = FacetCounts::unfiltered(&corpus);
        let lists = ["for monday".into(), "essay".into()];
        let known = KnownValues { corpus: &corpus, totals: Some(&totals), lists: &lists, rare: &OnceLock::default() };
        let cursor = typed.find('_').expect("the cursor is marked");
        let typed = typed.replace('_', "");
        let completion = Completion::find(&typed, cursor, &known)?;
        let label = |candidate: &Candidate| match candidate.count {
            Some(count) => format!("{} {count}", candidate.label),
            None => candidate.label.to_string(),
        };
        let labels: Vec<String> = completion.candidates.iter().map(label).collect();
        let mut completed = typed;
        completed.replace_range(completion.range, &completion.candidates[0].text);
        Some((completed, labels.join(" | ")))
    }

    #[test]
    fn fields_and_values_are_completed() {
        for (typed, completed, labels) in [
            ("spe_", "speaker:", "speaker:"),
            ("never -SPE_", "never -speaker:", "speaker:"),
            ("(sou_)", "(source:)", "source:"),
            ("war|top_ x", "war|topic: x", "topic:"),
            ("war (peace) sta_", "war (peace) status:", "status:"),
            (
                "speaker:_",
                "speaker:\"Winston Churchill\"",
                "Winston Churchill 3 | Charlie Chaplin 1 | Plato 1 | \
              Muhammad \"The Greatest\" Ali 1",
            ),
            ("by:chu_", "by:\"Winston Churchill\"", "Winston Churchill 3"),
            ("speaker:ch_", "speaker:\"Winston Churchill\"", "Winston Churchill 3 | Charlie Chaplin 1"),
            ("speaker:winn_", "speaker:\"Winston Churchill\"", "Winston Churchill 3"),
            ("speaker:chruchill_", "speaker:\"Winston Churchill\"", "Winston Churchill 3"),
            ("speaker:\"w c_\" war", "speaker:\"Winston Churchill\" war", "Winston Churchill 3"),
            ("speaker:“wins_", "speaker:\"Winston Churchill\"", "Winston Churchill 3"),
            ("speaker:plato,cha_", "speaker:plato,\"Charlie Chaplin\"", "Charlie Chaplin 1"),
            ("speaker:(plato|cha_)", "speaker:(plato|\"Charlie Chaplin\")", "Charlie Chaplin 1"),
            ("speaker:(plato OR winston ch_", "speaker:(plato OR \"Winston Churchill\"", "Winston Churchill 3"),
            ("speaker:(plato, cha_", "speaker:(plato, \"Charlie Chaplin\"", "Charlie Chaplin 1"),
            ("speaker:(\"Plato\") spe_", "speaker:(\"Plato\") speaker:", "speaker:"),
            ("speaker:\"Plato\",\"cha_\"", "speaker:\"Plato\",\"Charlie Chaplin\"", "Charlie Chaplin 1"),
            ("speaker:ali_", "speaker:«Muhammad \"The Greatest\" Ali»", "Muhammad \"The Greatest\" Ali 1"),
            ("topic:co_", "topic:war/cold-war", "Cold War 1"),
            ("topic:_", "topic:war", "War 2 | Cold War 1 | peace 1"),
            ("source:h_", "source:Hansard", "Hansard 2"),
            ("source:filter_", "source:long", "A title that is much too long to be typed into a filter 1"),
            ("kind:r_", "kind:reported", "reported 0"),
            ("kind:quot_", "kind:quote", "quote"),
            ("is:_", "is:starred", "starred | used"),
            ("has:s_", "has:source", "source | star"),
            ("status:_", "status:misattributed", "misattributed | disputed"),
            ("sort:s_", "sort:speaker", "speaker | source"),
            ("list:mon_", "list:\"for monday\"", "for monday"),
            // What `tag:speech` finds begins with it.
            ("tag:_", "tag:speech", "speech | book list 1 | speeches 1"),
            ("lang:_", "lang:en", "en 1"),
            ("year:_", "year:1940", "1940 2 | 1951 1"),
            ("collection:my_", "collection:shelf", "shelf 6"),
        ] {
            assert_eq!(complete(typed), Some((completed.to_owned(), labels.to_owned())), "{typed}");
        }
        for typed in [
            "_",
            "sp_",
            "war _",
            "\"spe_",
            "spe_aker",
            "_spe",
            "spe:_",
            "10:30_",
            "/spe_",
            "speaker:plato_",
            "speaker:\"Plato\"_",
            "speaker:chu_rchill",
            "speaker:xyz_",
            "speaker:silent_",
            "topic:cold-war_",
            "id:a_",
            "since:19_",
        ] {
            assert_eq!(complete(typed), None, "{typed}");
        }
    }

    #[test]
    fn nearest_field_is_found_for_misspelt_names() {
        for (typed, meant) in [
            ("speker", Some(FieldName::Speaker)),
            ("speakr", Some(FieldName::Speaker)),
            ("Sauce", None),
            ("sourse", Some(FieldName::Source)),
            ("coll", Some(FieldName::Collection)),
            ("colour", None),
            ("note", None),
        ] {
            assert_eq!(nearest_field(typed), meant, "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_text_and_cursor_do_not_panic(typed in "(spe|speaker:|chu|[\"“”«:()|!, é-]){0,12}") {
            let corpus = Corpus::default();
            let known = KnownValues { corpus: &corpus, totals: None, lists: &[], rare: &OnceLock::default() };
            for cursor in 0..=typed.len() + 1 {
                let found = Completion::find(&typed, cursor, &known);
                proptest::prop_assert!(found.is_none_or(|found| typed.get(found.range).is_some()));
            }
        }
    }
}
