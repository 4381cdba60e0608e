//! What `kzq export --format org` prints: a heading with properties, the words, and the credit below.

use std::borrow::Cow;

use super::kzq_entry::{KzqEntry, KzqSource, KzqSpeaker};
use super::kzq_table::{items, status};
use kzq_corpus::Date;
use kzq_edit::credit::{Caveats, UNKNOWN_SPEAKER, read_date, split_caveats};

/// The properties of an entry, but for its status.
const OWN_PROPERTIES: [&str; 5] = ["ID", "WORDING", "TOPICS", "KEYWORDS", "LANG"];

/// The level and the text of a heading: `** Ada Byron`.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches('*');
    let level = line.len() - rest.len();
    (level > 0 && rest.starts_with(' ') && !rest.trim().is_empty()).then(|| (level, rest.trim()))
}

/// A line of a text without the comma that keeps Org from taking it for a heading or a keyword.
pub(super) fn unescape(line: &str) -> Cow<'_, str> {
    let (indent, rest) = line.split_at(line.len() - line.trim_start_matches(' ').len());
    let bare = rest.trim_start_matches(',');
    match rest.strip_prefix(',') {
        Some(rest) if bare.starts_with('*') || bare.starts_with("#+") => Cow::Owned(format!("{indent}{rest}")),
        _ => Cow::Borrowed(line),
    }
}

/// Reads the entry that a text begins with; returns also the number of its lines. `None` if the text begins otherwise
/// than with a heading whose properties are those of an entry.
pub(super) fn entry(text: &str) -> Option<(KzqEntry, usize)> {
    let mut lines = text.lines();
    let speaker = heading(lines.next()?)?.1;
    if lines.next()?.trim() != ":PROPERTIES:" {
        return None;
    }
    let mut properties = Vec::new();
    loop {
        match lines.next()?.trim().strip_prefix(':')?.split_once(':')? {
            ("END", "") => break,
            (name, value) => properties.push((name, value.trim())),
        }
    }
    let get = |name: &str| properties.iter().find(|property| property.0 == name).map(|property| property.1);
    let (id, wording) = (get("ID")?, get("WORDING")?);
    let is_verbatim = wording == "verbatim";
    let lines: Vec<&str> = lines.take_while(|line| heading(line).is_none()).collect();
    let body = if is_verbatim { block(&lines) } else { paragraph(&lines) }?;
    let credit = body.credit.and_then(|line| read_credit(line, speaker, is_verbatim));
    let kind = match &body.question {
        Some(_) => "qa",
        None if is_verbatim => "quote",
        None => "paraphrase",
    };
    let mut entry = KzqEntry {
        id: id.split_once('/').map_or(id, |(_, id)| id).to_owned(),
        kind: kind.to_owned(),
        wording: wording.to_owned(),
        text: Some(body.text),
        question: body.question,
        speaker: (speaker != UNKNOWN_SPEAKER).then(|| KzqSpeaker { name: speaker.to_owned(), ..KzqSpeaker::default() }),
        topics: get("TOPICS").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
        tags: items(get("KEYWORDS").unwrap_or_default(), ','),
        lang: get("LANG").map(str::to_owned),
        status: get("STATUS").and_then(status),
        ..KzqEntry::default()
    };
    // A status in other words is kept as it is.
    let is_read = |name: &str| match name {
        "STATUS" => entry.status.is_some(),
        _ => OWN_PROPERTIES.contains(&name),
    };
    let others = properties.iter().filter(|(name, value)| !is_read(name) && !value.is_empty());
    entry.extra = others.map(|(name, value)| (name.to_lowercase(), (*value).to_owned())).collect();
    match (credit, body.credit) {
        (Some(credit), _) => {
            (entry.source, entry.date, entry.time, entry.note) = (credit.source, credit.date, credit.time, credit.note);
        }
        (None, Some(line)) => entry.extra.extend([("credit".to_owned(), line.to_owned())]),
        (None, None) => {}
    }
    Some((entry, properties.len() + 3 + body.lines))
}

/// What is below the properties.
struct Body<'t> {
    question: Option<String>,
    text: String,
    credit: Option<&'t str>,
    /// The number of its lines.
    lines: usize,
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| unescape(line)).collect::<Vec<_>>().join("\n")
}

/// The speaker's own words: in a block, perhaps below a question.
fn block<'t>(lines: &[&'t str]) -> Option<Body<'t>> {
    let edge = |edge: &str| lines.iter().position(|line| line.trim_end().eq_ignore_ascii_case(edge));
    let (begin, end) = (edge("#+begin_quote")?, edge("#+end_quote")?);
    let text = joined(lines.get(begin + 1..end)?);
    let above = joined(&lines[..begin]);
    let question = above.trim().strip_prefix("Q: ").map(str::to_owned);
    let credit = lines.get(end + 1).copied().filter(|line| line.starts_with("— "));
    Some(Body { question, text, credit, lines: end + 1 + usize::from(credit.is_some()) })
}

/// A paraphrase, perhaps below a question.
fn paragraph<'t>(lines: &[&'t str]) -> Option<Body<'t>> {
    let last = lines.iter().rposition(|line| line.starts_with("— on "))?;
    let whole = joined(&lines[..last]);
    let whole = whole.trim_end();
    let pair = whole.strip_prefix("Q: ").and_then(|pair| pair.split_once("\n\nA: "));
    let (question, text) = pair.map_or((None, whole), |(question, answer)| (Some(question.to_owned()), answer));
    Some(Body { question, text: text.to_owned(), credit: Some(lines[last]), lines: last + 1 })
}

/// What a credit says besides the name.
#[derive(Debug, Default)]
struct Credit {
    date: Option<String>,
    source: Option<KzqSource>,
    time: Option<String>,
    note: Option<String>,
}

fn read_credit(line: &str, speaker: &str, is_verbatim: bool) -> Option<Credit> {
    let rest = line.trim_end().strip_prefix(if is_verbatim { "— " } else { "— on " })?;
    let (rest, Caveats { translation, .. }) = split_caveats(rest.strip_prefix(speaker)?.strip_prefix(", ")?);
    let note = translation.map(str::to_owned);
    if let Some(before) = rest.strip_suffix("no source given") {
        let date = before.strip_suffix(", ").and_then(date);
        return (before.is_empty() || date.is_some()).then_some(Credit { date, note, ..Credit::default() });
    }
    let said = rest.split_once(", ").and_then(|(said, rest)| {
        // “1984, 1949” is a title and its date.
        let mut next = rest.split(", ").map(is_date_or_none);
        let is_title = next.next() == Some(true) && next.next() != Some(true);
        Some((date(said).filter(|_| !is_title)?, rest))
    });
    let (said, rest) = said.map_or((None, rest), |(date, rest)| (Some(date), rest));
    let (occasion, rest) = match printed(rest) {
        Some((occasion, inside)) => (Some(occasion), inside),
        None => (None, rest),
    };
    let (mut source, time) = read_source(rest)?;
    source.note = [source.note, occasion.map(|occasion| format!("reports {occasion}"))].into_iter().flatten().next();
    Some(Credit { date: said, source: Some(source), time, note })
}

/// Splits `A Talk, 1950 (A Paper, 1951)` into the occasion and what prints it.
fn printed(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_suffix(')')?;
    let mut depth = 1_usize;
    let open = inside.char_indices().rev().find(|(_, c)| {
        depth = match c {
            ')' => depth + 1,
            '(' => depth - 1,
            _ => depth,
        };
        depth == 0
    });
    let at = open?.0;
    Some((text[..at].strip_suffix(' ')?, &inside[at + 1..]))
}

/// Reads `NAME, DATE, PLACES`, where the name may be a link, and follows `in` if others are its authors. Without a link
/// the name is all before the date: a comma in a title looks like one before a publisher.
fn read_source(text: &str) -> Option<(KzqSource, Option<String>)> {
    let (is_others, text) = match text.strip_prefix("in ").filter(|rest| rest.contains(" by ")) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (link, rest) = split_link(text);
    // The first part that only places follow.
    let ends = rest.match_indices(", ").map(|(at, _)| at);
    let (end, date, (locator, time)) = ends.filter(|at| *at > 0 || link.is_some()).find_map(|at| {
        let mut parts = rest[at + 2..].split(", ");
        let part = parts.next().filter(|part| is_date_or_none(part))?;
        Some((at, date(part), places(parts)?))
    })?;
    let mut source = KzqSource { date, ..locator };
    let name = &rest[..end];
    let (title, authors) = match (&link, is_others) {
        (Some((url, title)), _) => {
            source.url = Some((*url).to_owned());
            (*title, name.strip_prefix(" by "))
        }
        (None, true) => name.rsplit_once(" by ").map_or((name, None), |(title, authors)| (title, Some(authors))),
        (None, false) => (name, None),
    };
    title.clone_into(&mut source.title);
    if let Some(authors) = authors {
        let (names, venues) = authors.split_once(", ").map_or((authors, None), |(names, venues)| (names, Some(venues)));
        if let Some(first) = names.strip_suffix(" et al.") {
            source.authors = vec![first.to_owned()];
            source.note = Some("and other authors".to_owned());
        } else {
            source.authors = names.split(" and ").map(str::to_owned).collect();
        }
        let (container, publisher) = match venues.map(|venues| venues.split_once(", ").ok_or(venues)) {
            Some(Ok((container, publisher))) => (Some(container), Some(publisher)),
            Some(Err(container)) => (Some(container), None),
            None => (None, None),
        };
        (source.container, source.publisher) = (container.map(str::to_owned), publisher.map(str::to_owned));
    }
    Some((source, time))
}

/// Splits a link from the beginning: `[[url][name]]`, or `[name] <url>` for a name with brackets.
fn split_link(text: &str) -> (Option<(&str, &str)>, &str) {
    let link = text.strip_prefix("[[").and_then(|link| {
        let (url, rest) = link.split_once("][")?;
        let (name, rest) = rest.split_once("]]")?;
        Some((url, name, rest))
    });
    let link = link.or_else(|| {
        let (name, rest) = text.split_once(" <http")?;
        let (url, after) = rest.split_once('>')?;
        let url = text.get(name.len() + 2..text.len() - after.len() - 1).filter(|_| !url.contains(' '))?;
        Some((url, name, after))
    });
    link.map_or((None, text), |(url, name, rest)| (Some((url, name)), rest))
}

/// Reads places: a time, then `p. 12`, `chap. 3` and the like, each perhaps with several numbers.
fn places<'t>(parts: impl Iterator<Item = &'t str>) -> Option<(KzqSource, Option<String>)> {
    const LOCATORS: [(&str, &str); 4] =
        [("chap. ", "chaps. "), ("p. ", "pp. "), ("line ", "lines "), ("loc. ", "locs. ")];
    let mut found: [Option<String>; 4] = Default::default();
    let (mut time, mut last) = (None, None);
    for part in parts {
        let of = |(one, several): &(&str, &str)| part.strip_prefix(one).or_else(|| part.strip_prefix(several));
        let locator = LOCATORS.iter().enumerate().find_map(|(at, locator)| Some((at, of(locator)?)));
        match (locator, last) {
            (Some((at, number)), _) => {
                found[at] = Some(number.replace('–', "-"));
                last = Some(at);
            }
            (None, Some(at)) if part.starts_with(|c: char| c.is_ascii_digit()) => {
                let number = found[at].take()?;
                found[at] = Some(format!("{number}, {}", part.replace('–', "-")));
            }
            (None, None)
                if time.is_none()
                    && part.contains(':')
                    && part.bytes().all(|b| b.is_ascii_digit() || b":.-".contains(&b)) =>
            {
                time = Some(part.to_owned());
            }
            _ => return None,
        }
    }
    let [chapter, page, line, location] = found;
    Some((KzqSource { chapter, page, line, location, ..KzqSource::default() }, time))
}

/// Whether a text is a date, or says that there is none.
fn is_date_or_none(text: &str) -> bool {
    text == "n.d." || date(text).is_some()
}

/// Reads a date as credits have it: `c. 180`, `10 July 1843?`.
fn date(text: &str) -> Option<String> {
    let (circa, rest) = text.strip_prefix("c. ").map_or(("", text), |rest| ("c. ", rest));
    let (rest, doubt) = rest.strip_suffix('?').map_or((rest, ""), |rest| (rest, "?"));
    let is_early = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    let date = if is_early { rest.to_owned() } else { read_date(rest)? };
    Some(format!("{circa}{date}{doubt}")).filter(|date| date.parse::<Date>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn org_escape_commas_are_removed() {
        for (line, expected) in [
            (",* one", "* one"),
            ("  ,* one", "  * one"),
            (",,,#+end_quote", ",,#+end_quote"),
            (",#+BEGIN_SRC", "#+BEGIN_SRC"),
            (", * one", ", * one"),
            (",# one", ",# one"),
            ("one ,*two*", "one ,*two*"),
            ("", ""),
        ] {
            assert_eq!(unescape(line), expected);
        }
    }

    #[test]
    fn credits_are_read_back() {
        let read = |rest: &str| {
            let line = format!("— Ada, {rest}");
            read_credit(&line, "Ada", true).map(|credit| {
                let source = credit.source.map(|source| {
                    let authors = source.authors.join("; ");
                    let fields = [Some(source.title), Some(authors), source.container, source.publisher, source.url];
                    let places = [source.date, source.chapter, source.page, source.line, source.location, source.note];
                    let given = fields.into_iter().chain(places).flatten().filter(|field| !field.is_empty());
                    given.collect::<Vec<_>>().join(" | ")
                });
                let parts = [credit.date, source, credit.time, credit.note].map(Option::unwrap_or_default);
                parts.join(" / ").trim_end_matches(" / ").to_owned()
            })
        };
        for (rest, expected) in [
            ("no source given", Some("")),
            ("10 July 1843, no source given", Some("1843-07-10")),
            ("Notes, n.d.", Some(" / Notes")),
            (
                "Notes, Memoirs, c. 180, 1:02, chap. 3, pp. 12–13, 15",
                Some(" / Notes, Memoirs | c. 180 | 3 | 12-13, 15 / 1:02"),
            ),
            ("1984, 1949", Some(" / 1984 | 1949")),
            ("1950?, 1984, 1949", Some("1950? / 1984 | 1949")),
            ("[[https://a.example/%5B1%5D][Notes]], 380 BC", Some(" / Notes | https://a.example/%5B1%5D | -380")),
            ("[Notes] <https://b.example/>, n.d.", Some(" / [Notes] | https://b.example/")),
            ("in Hers by Jane Doe, Wire, n.d.", Some(" / Hers | Jane Doe | Wire")),
            (
                "in [[https://a.example/][Theirs]] by Jane Doe and Al Roe, Page, Wire, 2021",
                Some(" / Theirs | Jane Doe; Al Roe | Page | Wire | https://a.example/ | 2021"),
            ),
            ("in Ours by A et al., 2021", Some(" / Ours | A | 2021 | and other authors")),
            (
                "A Talk (short), 1950 (A Paper (late), 1951, p. 3)",
                Some(" / A Paper (late) | 1951 | 3 | reports A Talk (short), 1950"),
            ),
            ("Notes, n.d. (translation; original in en)", Some(" / Notes /  / translation; original in en")),
            ("Notes", None),
            ("", None),
        ] {
            assert_eq!(read(rest).as_deref(), expected, "{rest}");
        }
    }

    #[test]
    fn headings_without_entry_properties_are_ignored() {
        for text in [
            "",
            "* Ada\n",
            "* Ada\n:PROPERTIES:\n:ID: c/a\n:END:\nw",
            "* Ada\n:PROPERTIES:\n:ID: c/a",
            "Ada\n:PROPERTIES:\n",
        ] {
            assert!(entry(text).is_none(), "{text}");
        }
        let text = "** Ada\r\n:PROPERTIES:\r\n:ID: c/a\r\n:WORDING: verbatim\r\n:KEYWORDS: b, \"c, d\"\r\n:END:\r\n\
                    Q: Why?\r\n\r\n#+begin_quote\r\n,* So.\r\n#+end_quote\r\n— Bo, n.d.\r\nmine\r\n";
        let (entry, lines) = entry(text).unwrap();
        assert_eq!((entry.id.as_str(), entry.kind.as_str(), lines), ("a", "qa", 12));
        assert_eq!((entry.question.as_deref(), entry.text.as_deref()), (Some("Why?"), Some("* So.")));
        assert_eq!(entry.tags, ["b", "c, d"]);
        assert_eq!(entry.extra.len(), 1);
        assert_eq!(entry.extra["credit"], "— Bo, n.d.", "a credit that was changed is kept");
    }

    #[test]
    fn other_properties_are_kept() {
        let text = "* Ada\n:PROPERTIES:\n:ID: c/a\n:WORDING: verbatim\n:STATUS: doubtful\n:Shelf: top\n:EMPTY:\n:END:\n\
                    #+begin_quote\nSo.\n#+end_quote\n— Ada, no source given\n";
        let (entry, _) = entry(text).unwrap();
        let extra: Vec<_> = entry.extra.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(extra, [("shelf", "top"), ("status", "doubtful")]);
    }
}
