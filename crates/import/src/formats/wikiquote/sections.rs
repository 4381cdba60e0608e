//! What the headings of a page say about the quotations below them.

use kzq_edit::SourceDraft;

use super::markup::{Rendered, Titles, render};
use kzq_edit::credit::read_date;

/// Who said what a section has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Whom the page is about, or those who are named below.
    #[default]
    Own,
    /// Not whom the page is about, though it is said so.
    Misattributed,
    /// Perhaps not whom the page is about.
    Disputed,
    /// Others, about whom the page is about.
    About,
    /// It has no quotations.
    None,
}

/// Words of headings, in lower case; the first matching row counts.
const PARTS: &[(Role, &[&str])] = &[
    (
        Role::Misattributed,
        &[
            "misattribut",
            "falsely attributed",
            "wrongly attributed",
            "incorrectly attributed",
            "fälschlich",
            "apocryph",
            "apócrif",
            "erroneamente",
        ],
    ),
    (
        Role::Disputed,
        &[
            "disputed",
            "dubious",
            "unverified",
            "unsourced",
            "attributed",
            "attributions",
            "attribué",
            "atribuid",
            "attribuit",
            "zugeschrieben",
        ],
    ),
];

/// Beginnings of headings above what others said, in lower case.
const ABOUT: &[&str] = &[
    "about ",
    "quotes about",
    "quotations about",
    "quoted about",
    "quotes regarding",
    "zitate mit bezug auf",
    "zitate über",
    "citations sur",
    "citas sobre",
    "citazioni su",
    "said about",
];

/// Headings above no quotations, in lower case.
const NONE: &[&str] = &[
    "see also",
    "external links",
    "external link",
    "references",
    "notes",
    "footnotes",
    "notes and references",
    "sources",
    "bibliography",
    "further reading",
    "gallery",
    "cast",
    "weblinks",
    "einzelnachweise",
    "siehe auch",
    "voir aussi",
    "références",
    "enlaces externos",
    "referencias",
    "véase también",
    "altri progetti",
    "bibliografia",
];

/// Headings that say nothing, in lower case.
const PLAIN: &[&str] = &[
    "quotes",
    "quotations",
    "quote",
    "sourced",
    "sourced quotes",
    "zitate",
    "überprüft",
    "citations",
    "citas",
    "citazioni",
];

/// A section.
#[derive(Clone, Debug)]
struct Section {
    level: usize,
    title: String,
    role: Role,
    /// The work that the heading names, with the year.
    work: Option<SourceDraft>,
}

/// The sections that a line is in, from the outermost.
#[derive(Clone, Debug, Default)]
pub(super) struct Sections(Vec<Section>);

impl Sections {
    /// Enters a section; those of its level and below end.
    pub(super) fn enter(&mut self, level: usize, heading: &str) {
        self.0.retain(|section| section.level < level);
        let Rendered { text, italics, .. } = render(heading, Titles::Plain);
        let role = role(&text, self.role());
        let work = italics.first().map(|title| SourceDraft {
            title: title.clone(),
            date: text.rsplit_once('(').and_then(|(_, rest)| read_date(rest.trim_end_matches([')', ' ']))),
            ..SourceDraft::default()
        });
        self.0.push(Section { level, title: text.replace('\n', " "), role, work });
    }

    /// Who said what is here.
    pub(super) fn role(&self) -> Role {
        self.0.last().map_or(Role::Own, |section| section.role)
    }

    /// The work that the headings name.
    pub(super) fn work(&self) -> Option<&SourceDraft> {
        self.0.iter().rev().find_map(|section| section.work.as_ref())
    }

    /// The headings that name no work and say something.
    pub(super) fn headings(&self) -> String {
        let titles = self.0.iter().filter(|section| section.work.is_none()).map(|section| section.title.as_str());
        let titles = titles.filter(|title| !PLAIN.contains(&title.to_lowercase().as_str()));
        titles.collect::<Vec<_>>().join(" / ")
    }
}

fn role(heading: &str, parent: Role) -> Role {
    let lower = heading.trim().to_lowercase();
    if NONE.contains(&lower.as_str()) {
        return Role::None;
    }
    if lower == "about" || ABOUT.iter().any(|begin| lower.starts_with(begin)) {
        return Role::About;
    }
    let found = PARTS.iter().find(|(_, parts)| parts.iter().any(|part| lower.contains(part)));
    found.map_or(parent, |(role, _)| *role)
}

/// Reads a heading: its level and its wikitext.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.split("<!--").next().unwrap_or_default().trim_end();
    let inside = line.trim_start_matches('=');
    let bare = inside.trim_end_matches('=');
    let level = (line.len() - inside.len()).min(inside.len() - bare.len());
    (level > 0 && !bare.trim().is_empty()).then(|| (level.min(6), bare.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section_headings_determine_the_role_of_quotations() {
        for (headings, expected) in [
            (&["== Quotes =="][..], Role::Own),
            (&["== Misattributed =="], Role::Misattributed),
            (&["== Quotes ==", "=== Misattributed ==="], Role::Misattributed),
            (&["== Quotes ==", "=== Misattributed ===", "=== 1840s ==="], Role::Own),
            (&["==Disputed==", "=== 1840s ==="], Role::Disputed),
            (&["== Attributed =="], Role::Disputed),
            (&["== Disputed ==", "== Quotes about Bell == <!-- x -->"], Role::About),
            (&["== Quotes about Bell ==", "=== Misattributed to Bell ==="], Role::Misattributed),
            (&["== See also =="], Role::None),
            (&["== About Bell =="], Role::About),
        ] {
            let mut sections = Sections::default();
            for line in headings {
                let (level, title) = heading(line).unwrap();
                sections.enter(level, title);
            }
            assert_eq!(sections.role(), expected, "{headings:?}");
        }
        for line in ["= =", "words", "=", "a == b =="] {
            assert_eq!(heading(line), None, "{line}");
        }
    }

    #[test]
    fn a_heading_in_italics_is_a_work() {
        let mut sections = Sections::default();
        sections.enter(2, "Quotes");
        sections.enter(3, "''[[w:Emma|Emma]]'' (1815)");
        sections.enter(4, "Volume I");
        let work = sections.work().unwrap();
        assert_eq!((work.title.as_str(), work.date.as_deref()), ("Emma", Some("1815")));
        assert_eq!(sections.headings(), "Volume I");
    }
}
