//! Personal names in bibliographies and in the text, with the family name first where that is safe.
//!
//! [`name_parts`](crate::name_parts) says which names these are. Every other name is kept whole, which each manual allows for
//! names that do not fit its pattern.

use crate::name_parts::{NameParts, parse_inverted, parse_name};
use kzq_corpus::{Source, Speaker};
use kzq_text::Safe;

/// A name, with its parts if known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PersonName {
    /// The name as it is spoken, without titles and degrees if its parts are known.
    pub(super) whole: Safe<'static>,
    /// The parts, if known.
    pub(super) parts: Option<NameParts>,
    /// Whether it is spoken with the family name first: `Xi Jinping`.
    pub(super) is_family_first: bool,
}

impl PersonName {
    /// Returns the name of a speaker.
    pub(super) fn from_speaker(speaker: &Speaker) -> Self {
        if speaker.organisation {
            return Self::of_organisation(&speaker.name);
        }
        let from_alias = speaker.aliases.iter().find_map(|alias| {
            let parts = parse_inverted(alias.as_str())?;
            let is_family_first = parts.family_first_without_comma() == speaker.name;
            (is_family_first || parts.given_name_first() == speaker.name).then_some((parts, is_family_first))
        });
        match from_alias {
            Some((parts, is_family_first)) => Self { whole: speaker.name.clone(), parts: Some(parts), is_family_first },
            None => Self::from_author(&speaker.name),
        }
    }

    /// Returns the name of an author, translator or editor of a source. A name that is also that of the container or the
    /// publisher is not a person's.
    pub(super) fn in_source(source: &Source, name: &Safe<'static>) -> Self {
        let is_same = |other: &Safe<'_>| other.as_str().eq_ignore_ascii_case(name.as_str());
        let is_venue = [&source.container, &source.publisher].into_iter().flatten().any(is_same);
        if is_venue || source.is_organisation(name) {
            return Self::of_organisation(name);
        }
        Self::from_author(name)
    }

    /// Returns a name that is kept whole.
    fn of_organisation(name: &Safe<'static>) -> Self {
        Self { whole: name.clone(), parts: None, is_family_first: false }
    }

    /// Returns the name of an author, which may be written `Family, Given`.
    fn from_author(name: &Safe<'static>) -> Self {
        match parse_name(name.as_str()) {
            Some(parts) => Self { whole: parts.given_name_first(), parts: Some(parts), is_family_first: false },
            None => Self::of_organisation(name),
        }
    }

    /// Formats the name as MLA and Chicago list it: `Tokayev, Kassym-Jomart`. One that is spoken with the family name first is
    /// not inverted, and has no comma (MLA 9 on names that are not reversed; Chicago 18, 13.75).
    pub(super) fn listed(&self) -> Safe<'static> {
        if self.is_family_first { self.whole.clone() } else { self.family_name_first() }
    }

    /// Formats the name with the family name first, before a comma: `Tokayev, Kassym-Jomart`.
    pub(super) fn family_name_first(&self) -> Safe<'static> {
        self.parts.as_ref().map_or_else(|| self.whole.clone(), |parts| parts.inverted(&parts.given))
    }

    /// Formats the family name and initials, as in APA: `Tokayev, K.-J.`.
    pub(super) fn with_initials(&self) -> Safe<'static> {
        self.parts.as_ref().map_or_else(|| self.whole.clone(), |parts| parts.inverted(&parts.initials()))
    }

    /// Formats the initials and the family name, as in APA for editors and translators: `K.-J. Tokayev`.
    pub(super) fn initials_first(&self) -> Safe<'static> {
        let Some(parts) = &self.parts else { return self.whole.clone() };
        let name = parts.before_family(&parts.initials());
        parts.suffix.as_ref().map_or_else(|| name.clone(), |suffix| kzq_text::safe!(name, ", ", suffix))
    }

    /// Returns the name for in-text citations: the family name, or the whole name.
    pub(super) fn citation_name(&self) -> &Safe<'static> {
        self.parts.as_ref().map_or(&self.whole, |parts| &parts.family)
    }

    /// Returns the initials and the family name, which tell two authors of one family name apart: `K.-J. Tokayev`.
    pub(super) fn citation_name_with_initials(&self) -> Safe<'static> {
        match &self.parts {
            Some(parts) => kzq_text::safe!(parts.initials(), " ", parts.family),
            None => self.whole.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &'static str, alias: Option<&'static str>) -> PersonName {
        let aliases = alias.map(Safe::from).into_iter().collect();
        let (id, name) = ("x".into(), name.into());
        PersonName::from_speaker(&Speaker { id, name, role: None, aliases, organisation: false })
    }

    #[test]
    fn plain_names_are_inverted() {
        for (given, inverted, with_initials, short) in [
            ("Kassym-Jomart Tokayev", "Tokayev, Kassym-Jomart", "Tokayev, K.-J.", "Tokayev"),
            ("Ada Lovelace", "Lovelace, Ada", "Lovelace, A.", "Lovelace"),
            ("John F. Kennedy", "Kennedy, John F.", "Kennedy, J. F.", "Kennedy"),
            ("J. R. R. Tolkien", "Tolkien, J. R. R.", "Tolkien, J. R. R.", "Tolkien"),
            ("J.R.R. Tolkien", "Tolkien, J.R.R.", "Tolkien, J. R. R.", "Tolkien"),
            ("Martin Luther King Jr.", "King, Martin Luther, Jr.", "King, M. L., Jr.", "King"),
            ("Martin Luther King, Jr", "King, Martin Luther, Jr.", "King, M. L., Jr.", "King"),
            ("Jean-Luc Godard", "Godard, Jean-Luc", "Godard, J.-L.", "Godard"),
            ("Ai-jun Doe", "Doe, Ai-jun", "Doe, A.", "Doe"),
            ("Conan O’Brien", "O’Brien, Conan", "O’Brien, C.", "O’Brien"),
            ("Қасым-Жомарт Тоқаев", "Тоқаев, Қасым-Жомарт", "Тоқаев, Қ.-Ж.", "Тоқаев"),
            ("Frank-Walter Steinmeier", "Steinmeier, Frank-Walter", "Steinmeier, F.-W.", "Steinmeier"),
            // Titles and degrees are left out (MLA 9; APA 7, 9.8).
            ("Sir Isaac Newton", "Newton, Isaac", "Newton, I.", "Newton"),
            ("Dr. Jane Goodall", "Goodall, Jane", "Goodall, J.", "Goodall"),
            ("Chief Justice John G. Roberts Jr.", "Roberts, John G., Jr.", "Roberts, J. G., Jr.", "Roberts"),
            ("Archbishop Desmond Tutu", "Tutu, Desmond", "Tutu, D.", "Tutu"),
            ("Anthony Fauci, M.D.", "Fauci, Anthony", "Fauci, A.", "Fauci"),
            ("Anthony Fauci MD", "Fauci, Anthony", "Fauci, A.", "Fauci"),
            ("John D. Rockefeller III", "Rockefeller, John D., III", "Rockefeller, J. D., III", "Rockefeller"),
            // A patronymic is a second given name; if it comes last, the family name comes first.
            ("Vladimir Vladimirovich Putin", "Putin, Vladimir Vladimirovich", "Putin, V. V.", "Putin"),
            ("Путин Владимир Владимирович", "Путин, Владимир Владимирович", "Путин, В. В.", "Путин"),
            ("Tokayev Kassym-Jomart Kemeluly", "Tokayev, Kassym-Jomart Kemeluly", "Tokayev, K.-J. K.", "Tokayev"),
            ("Milla Jovovich", "Jovovich, Milla", "Jovovich, M.", "Jovovich"),
        ] {
            let name = name(given, None);
            let got = (name.family_name_first(), name.with_initials(), name.citation_name().clone());
            assert_eq!(got, (inverted.into(), with_initials.into(), short.into()), "{given}");
        }
    }

    #[test]
    fn ambiguous_names_are_kept_whole() {
        for kept in [
            "Plato",
            "Madonna",
            "Ursula von der Leyen",
            "Charles de Gaulle",
            "Robert De Niro",
            "Mohammed bin Salman",
            "Bashar al-Assad",
            "Bashar Al-Assad",
            "Gabriel García Márquez",
            "Luiz Inácio Lula da Silva",
            "Xi Jinping",
            "Kim Jong Un",
            "Nguyễn Phú Trọng",
            "Ban Ki-moon",
            "习近平",
            "محمد",
            "Pope Francis",
            "Dalai Lama",
            "His Holiness the Dalai Lama",
            "Her Majesty Queen Elizabeth II",
            "Patriarch Kirill",
            "Ayatollah Khamenei",
            "Pope John Paul II",
            "Mother Teresa",
            "Duke Ellington",
            "Lao Tzu",
            "Abai Qunanbaiuly",
            "King Charles III",
            "Charles III",
            "Senator Warren",
            "Gen. Milley",
            "Malcolm X",
            "Katrín Jakobsdóttir",
            "World Bank",
            "Al Jazeera",
            "Amnesty International",
            "United Nations",
            "BBC Newsnight",
            "Ministry of Foreign Affairs",
            "The Editors of Nature",
            "The Economist",
            "Deutsche Welle",
            "Der Spiegel",
            "Washington Post",
            "Apple Inc.",
            "Apple, Inc.",
            "Siemens, AG",
            "Agence France-Presse",
            "Ministry of Health, Singapore",
            "Department of Economic and Social Affairs, United Nations",
            "50 Cent",
            "bell hooks",
            "A, B & C",
            "",
        ] {
            let name = name(kept, None);
            assert_eq!((name.family_name_first().as_str(), name.with_initials().as_str()), (kept, kept));
            assert_eq!(name.citation_name().as_str(), kept);
        }
    }

    #[test]
    fn names_of_organisations_are_kept_whole() {
        let name = PersonName::from_speaker(&Speaker {
            id: "x".into(),
            name: "Médecins Réunis".into(),
            role: None,
            aliases: vec!["Réunis, Médecins".into()],
            organisation: true,
        });
        let forms =
            [name.family_name_first(), name.with_initials(), name.initials_first(), name.citation_name().clone()];
        assert_eq!(forms, [const { "Médecins Réunis" }; 4].map(Safe::from));
    }

    #[test]
    fn alias_with_a_comma_determines_the_inversion() {
        for (given, alias, inverted, short) in [
            ("Xi Jinping", "Xi, Jinping", "Xi Jinping", "Xi"),
            ("Ursula von der Leyen", "von der Leyen, Ursula", "von der Leyen, Ursula", "von der Leyen"),
            ("Gabriel García Márquez", "García Márquez, Gabriel", "García Márquez, Gabriel", "García Márquez"),
            ("Orbán Viktor", "Orbán, Viktor", "Orbán Viktor", "Orbán"),
            ("Ludwig van Beethoven", "Beethoven, Ludwig van", "Beethoven, Ludwig van", "Beethoven"),
            // An alias that is a different name is ignored.
            ("Ada Lovelace", "King, Augusta Ada", "Lovelace, Ada", "Lovelace"),
        ] {
            let name = name(given, Some(alias));
            assert_eq!((name.listed().as_str(), name.citation_name().as_str()), (inverted, short), "{given}");
            assert_eq!(name.whole.as_str(), given);
        }
    }

    #[test]
    fn authors_may_be_given_family_name_first() {
        // As written; then natural order, MLA and Chicago, APA, APA as an editor, and in-text.
        for (written, expected) in [
            (
                "García Márquez, Gabriel",
                [
                    "Gabriel García Márquez",
                    "García Márquez, Gabriel",
                    "García Márquez, G.",
                    "G. García Márquez",
                    "García Márquez",
                ],
            ),
            // A particle before the family name belongs to it; after the given name, it belongs to neither.
            (
                "von der Leyen, Ursula",
                [
                    "Ursula von der Leyen",
                    "von der Leyen, Ursula",
                    "von der Leyen, U.",
                    "U. von der Leyen",
                    "von der Leyen",
                ],
            ),
            (
                "Goethe, Johann Wolfgang von",
                [
                    "Johann Wolfgang von Goethe",
                    "Goethe, Johann Wolfgang von",
                    "Goethe, J. W. von",
                    "J. W. von Goethe",
                    "Goethe",
                ],
            ),
            (
                "La Fontaine, Jean de",
                [
                    "Jean de La Fontaine",
                    "La Fontaine, Jean de",
                    "La Fontaine, J. de",
                    "J. de La Fontaine",
                    "La Fontaine",
                ],
            ),
            (
                "Leyen, Ursula von der",
                ["Ursula von der Leyen", "Leyen, Ursula von der", "Leyen, U. von der", "U. von der Leyen", "Leyen"],
            ),
            (
                "Alembert, Jean d’",
                ["Jean d’Alembert", "Alembert, Jean d’", "Alembert, J. d’", "J. d’Alembert", "Alembert"],
            ),
            ("Assad, Bashar al-", ["Bashar al-Assad", "Assad, Bashar al-", "Assad, B. al-", "B. al-Assad", "Assad"]),
            ("hooks, bell", ["bell hooks", "hooks, bell", "hooks, b.", "b. hooks", "hooks"]),
            // Suffixes in all positions in which programs and people write them.
            (
                "King, Martin Luther, Jr.",
                ["Martin Luther King Jr.", "King, Martin Luther, Jr.", "King, M. L., Jr.", "M. L. King, Jr.", "King"],
            ),
            (
                "King, Jr., Martin Luther",
                ["Martin Luther King Jr.", "King, Martin Luther, Jr.", "King, M. L., Jr.", "M. L. King, Jr.", "King"],
            ),
            (
                "King Jr., Martin Luther",
                ["Martin Luther King Jr.", "King, Martin Luther, Jr.", "King, M. L., Jr.", "M. L. King, Jr.", "King"],
            ),
            (
                "Martin Luther King, Jr.",
                ["Martin Luther King Jr.", "King, Martin Luther, Jr.", "King, M. L., Jr.", "M. L. King, Jr.", "King"],
            ),
            (
                "Kissinger, Henry, Ph.D.",
                ["Henry Kissinger", "Kissinger, Henry", "Kissinger, H.", "H. Kissinger", "Kissinger"],
            ),
            (
                "Henry Kissinger, Ph.D.",
                ["Henry Kissinger", "Kissinger, Henry", "Kissinger, H.", "H. Kissinger", "Kissinger"],
            ),
            // Initials, not a degree.
            ("Salinger, J.D.", ["J.D. Salinger", "Salinger, J.D.", "Salinger, J. D.", "J. D. Salinger", "Salinger"]),
            ("Newton, Sir Isaac", ["Isaac Newton", "Newton, Isaac", "Newton, I.", "I. Newton", "Newton"]),
            ("Apple, Inc.", ["Apple, Inc.", "Apple, Inc.", "Apple, Inc.", "Apple, Inc.", "Apple, Inc."]),
        ] {
            let author = PersonName::from_author(&written.into());
            let got = [author.family_name_first(), author.with_initials(), author.initials_first()];
            let got = [&author.whole, &got[0], &got[1], &got[2], author.citation_name()];
            assert_eq!(got.map(Safe::as_str), expected, "{written}");
        }
    }
}
