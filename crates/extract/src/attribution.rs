//! Finds out to whom a draft attributes a quotation.
//!
//! The signs are a verb of saying with its subject next to the quotation, in the same sentence or in a lead-in that ends
//! in a colon; `according to`; or a credit after a dash or in brackets. A subject that is not a name is nobody: a wrong
//! name is worse than none.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::sentence_side::{Clue, SentenceSide, is_so_called};
use crate::speakers::{Referent, SpeakerIndex};
use kzq_corpus::SpeakerId;
use kzq_text::fold::fold;
use kzq_text::words::words;

/// To whom a draft attributes a quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Attribution {
    /// The name as written in the draft.
    pub name: Option<String>,
    /// The speakers the name may refer to; none for a stranger.
    pub speakers: Vec<SpeakerId>,
    /// Whether the words next to the quotation say that it was said, by whomever.
    pub is_attributed: bool,
    /// Whether the subject is a pronoun, so that a name before it may be meant.
    pub is_pronoun: bool,
    /// Whether the draft itself says that it is not sure, or not true, that it was said.
    pub is_doubted: bool,
}

impl Attribution {
    /// The attribution to the person that a name in a text refers to.
    pub fn to(name: &str, referent: Referent) -> Self {
        let speakers = match referent {
            Referent::Speakers(speakers) => speakers,
            Referent::Stranger => Vec::new(),
            Referent::Unsure => return Self { is_attributed: true, ..Self::default() },
        };
        Self { name: Some(name.to_owned()), speakers, is_attributed: true, ..Self::default() }
    }

    /// Whether a text has all words of the name.
    pub fn is_named_in(&self, text: &str) -> bool {
        self.name.as_deref().is_some_and(|name| has_all_words(text, name))
    }
}

/// Whether a text has all words of a name.
pub fn has_all_words(text: &str, name: &str) -> bool {
    let known: HashSet<String, RandomState> = words(text).map(|(_, word)| fold(word)).collect();
    let mut wanted = words(name).map(|(_, word)| fold(word)).peekable();
    wanted.peek().is_some() && wanted.all(|word| known.contains(&word))
}

/// A quotation's context in a draft.
#[derive(Clone, Debug)]
pub struct QuoteContext<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The text before it in its paragraph, or the lead-in above it.
    pub before: Range<usize>,
    /// The text after it in its paragraph, or the credit below it.
    pub after: Range<usize>,
    /// A range that names the person quoted and nothing else.
    pub credit: Option<Range<usize>>,
}

impl QuoteContext<'_> {
    /// The text before the quotation.
    pub fn side_before<'s>(&'s self, speakers: &'s SpeakerIndex) -> SentenceSide<'s> {
        SentenceSide::new(self.text, self.before.clone(), speakers)
    }

    /// Determines to whom the quotation is attributed; `before` is the text before it.
    pub fn find_attribution(&self, before: &SentenceSide<'_>, speakers: &SpeakerIndex) -> Attribution {
        let after = SentenceSide::new(self.text, self.after.clone(), speakers);
        let credit = self.credit.clone().map(|credit| SentenceSide::new(self.text, credit, speakers).clue_in_credit());
        let lead = if is_so_called(&self.text[self.before.clone()]) { Clue::Absent } else { before.clue_in_lead() };
        let mut clues = [credit.unwrap_or(Clue::Absent), lead, self.clue_in_tail(&after)];
        if clues[1] == Clue::Absent && clues[2] == Clue::Unnamed && after.begins_with_final_verb() {
            // The verb comes last: “Doe gazetecilere “…” dedi.”
            clues[1] = before.subject_of_later_verb();
        }
        let named = clues.iter().position(|clue| matches!(clue, Clue::Named(..)));
        let is_pronoun = clues.contains(&Clue::Pronoun);
        let is_attributed = clues.iter().any(|clue| *clue != Clue::Absent);
        let [credited, lead, tail] = clues;
        let clue = match named {
            Some(0) => credited,
            Some(1) => lead,
            Some(_) => tail,
            // “He” is the person whom the sentence before is about.
            None if is_pronoun => before.antecedent().map_or(Clue::Pronoun, |(at, who)| Clue::Named(at, who)),
            None => Clue::Absent,
        };
        let mut attribution = match clue {
            Clue::Named(at, who) => Attribution::to(&self.text[at], who),
            _ => Attribution { is_attributed, is_pronoun, ..Attribution::default() },
        };
        attribution.is_doubted =
            before.says_doubt(&before.last_sentence()) || after.says_doubt(&after.first_sentence());
        attribution
    }

    fn clue_in_tail(&self, after: &SentenceSide<'_>) -> Clue {
        const MAX_MARKS_BYTES: usize = 64;
        let start = self.after.start.saturating_sub(MAX_MARKS_BYTES);
        let content = self.text[self.text.ceil_char_boundary(start)..self.after.start]
            .trim_end_matches(|c: char| c.is_whitespace() || kzq_text::marks::is_quotation_mark(c));
        after.clue_in_tail(content.ends_with('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {
        "t": (name: "Kassym-Jomart Tokayev", aliases: ["Касым-Жомарт Токаев", "Қасым-Жомарт Тоқаев"]),
        "p": (name: "Vladimir Putin", aliases: ["Владимир Путин"]),
        "m": (name: "Jane Q. Miller")}, entries: [])"#;

    /// Returns the attributed name of the quotation in `“…”`, and the speakers it may refer to.
    fn attributed(text: &str) -> (Option<String>, String) {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let speakers = SpeakerIndex::new(&corpus);
        let (open, close) = (text.find('“').unwrap(), text.find('”').unwrap() + '”'.len_utf8());
        let before = 0..text[..open].trim_end().len();
        let context = QuoteContext { text, before, after: close..text.len(), credit: None };
        let found = context.find_attribution(&context.side_before(&speakers), &speakers);
        let ids = found.speakers.iter().map(|&id| corpus.speaker(id).id.as_str()).collect::<Vec<_>>().join(" ");
        (found.name, ids)
    }

    fn check(table: &[(&str, &str, &str)]) {
        let wrong: Vec<String> = table
            .iter()
            .filter_map(|(text, name, speakers)| {
                let (found, ids) = attributed(text);
                let found = found.unwrap_or_default();
                (found != *name || ids != *speakers).then(|| format!("{text}: {found} ({ids})"))
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn quotations_are_attributed() {
        check(&[
            ("“Yes,” Tokayev said.", "Tokayev", "t"),
            ("“Yes,” said President Kassym-Jomart Tokayev.", "Kassym-Jomart Tokayev", "t"),
            ("“Yes,” said the President of Russia, Vladimir Putin.", "Vladimir Putin", "p"),
            ("“Yes,” said the President of Russia.", "", ""),
            ("“Yes,” said Xi Jinping, the Chairman of China.", "Xi Jinping", ""),
            ("“Yes,” he said.", "", ""),
            ("“Yes,” the President emphasized.", "", ""),
            ("“Yes,” Putin, speaking in Moscow, said.", "Putin", "p"),
            ("“Yes,” said Miller, who met Putin.", "Miller", "m"),
            ("Putin listened. Tokayev said: “Yes.”", "Tokayev", "t"),
            ("Asked about Putin’s words, Tokayev responded:\n\n“Yes.”", "Tokayev", "t"),
            ("Tokayev told reporters in the capital on Monday that “yes” was it", "Tokayev", "t"),
            ("According to Vladimir Putin, “yes” is it.", "Vladimir Putin", "p"),
            ("Putin: “Yes.”", "Putin", "p"),
            ("Miller in Berlin: “Yes.”", "Miller", "m"),
            ("Miller rose: “Yes.”", "Miller", "m"),
            ("Miller’s answer: “Yes.”", "Miller", "m"),
            ("Peter Roe’s blunt reply: “Yes.”", "Peter Roe", ""),
            ("Miller’s dog: “Yes.”", "", ""),
            ("But Peter Roe, speaking in Bonn, had a warning: “Yes.”", "Peter Roe", ""),
            ("“Yes” were the words of Jane Miller.", "Jane Miller", "m"),
            ("To quote Peter Roe: “Yes.”", "Peter Roe", ""),
            ("“Yes,” reads a statement from Miller.", "Miller", "m"),
            ("“Yes,” the author said, moved by the words of Miller.", "", ""),
            ("He stressed the importance of relations with China: “Yes.”", "", ""),
            ("While reaffirming the importance of CPC, he stressed the need for alternatives: “Yes.”", "", ""),
            ("“Yes” — Vladimir Putin, 2020", "Vladimir Putin", "p"),
            ("“Yes” - Vladimir Putin", "Vladimir Putin", "p"),
            ("“Yes” (Vladimir Putin)", "Vladimir Putin", "p"),
            ("“Yes” (Vladimir Putin, 2020) it was", "Vladimir Putin", "p"),
            ("“Yes” (Putin laughed)", "", ""),
            ("“Yes” by Miller?", "Miller", "m"),
            ("Vladimir Putin, 29 May 2025: “Yes.”", "Vladimir Putin", "p"),
            ("Tokayev was told by Putin: “Yes.”", "Putin", "p"),
            ("Tokayev was told: “Yes.”", "", ""),
            ("“Yes,” Tokayev was quoted as saying.", "Tokayev", "t"),
            ("The agency quoted Tokayev as saying “yes”", "Tokayev", "t"),
            ("Tokayev stood up and said “yes”", "Tokayev", "t"),
            ("“Yes,” Tokayev on Monday told parliament.", "Tokayev", "t"),
            ("Said Miller: “Yes.”", "Miller", "m"),
            ("ALMATY (XY) — Jane Miller said “yes” on Jan. 4", "Jane Miller", "m"),
            ("“Yes.” Then Putin left.", "", ""),
            ("“Yes.” Putin said “no” later.", "", ""),
            ("“Yes.” Putin said.", "Putin", "p"),
            ("“Yes”. Putin said that “no” was it.", "", ""),
            ("What “yes” means.", "", ""),
        ]);
    }

    #[test]
    fn speakers_are_recognised_with_titles_and_name_variants() {
        check(&[
            ("“Yes,” said Lt. Gov. Jane Miller.", "Jane Miller", "m"),
            ("“Yes,” U.S. Rep. Jane Q. Miller, R-Ill., said.", "Jane Q. Miller", "m"),
            ("It was Rep. Jane Miller, R-Ill., who said “yes”", "Jane Miller", "m"),
            ("“Yes,” then-Sen. Miller said.", "Miller", "m"),
            ("“Yes,” said the former U.S. senator Jane Miller.", "Jane Miller", "m"),
            ("“Yes,” J.Q. Miller said.", "J.Q. Miller", "m"),
            ("“Yes,” Ms. Miller added.", "Miller", "m"),
            ("“Yes,” the Democrat Miller said.", "Miller", "m"),
            ("In Springfield Miller said “yes”", "Springfield Miller", "m"),
            ("“Yes,” Kazakh leader Tokayev told Reuters.", "Tokayev", "t"),
        ]);
    }

    #[test]
    fn other_persons_match_no_known_speaker() {
        check(&[
            ("“Yes,” said Robert Miller.", "Robert Miller", ""),
            ("“Yes,” Mrs. Vladimir Putin said.", "Vladimir Putin", ""),
            ("“Oui”, a dit Claire Miller à la presse.", "Claire Miller", ""),
            ("“Oui”, a dit Smith.", "Smith", ""),
            ("“Yes,” Smith said.", "Smith", ""),
            ("“Yes,” said Smith.", "Smith", ""),
            ("“Yes,” Gov. Smith said.", "Smith", ""),
            ("Miller aide Peter Roe said: “Yes.”", "Peter Roe", ""),
        ]);
    }

    #[test]
    fn other_mentions_are_not_attributions() {
        check(&[
            ("“Yes,” a critic of Tokayev said.", "", ""),
            ("“Yes,” said a spokesman for President Tokayev.", "", ""),
            ("“Yes,” a Tokayev aide said.", "", ""),
            ("“Yes,” Tokayev’s wife said.", "", ""),
            ("“Yes,” Putin and Tokayev said.", "", ""),
            ("“Yes,” officials told Tokayev.", "", ""),
            ("An aide told Tokayev that “yes” was it", "", ""),
            ("Tokayev left. Officials said “yes” to it", "", ""),
            ("“Yes,” the White House said.", "", ""),
            ("“Yes,” Germany said.", "", ""),
            ("“Yes,” according to the BBC.", "", ""),
            ("“Yes,” one official said of Miller.", "", ""),
        ]);
    }

    #[test]
    fn pronouns_refer_to_the_subject_of_the_previous_sentence() {
        check(&[
            ("Jane Miller opened the fair. “Yes,” she said.", "Jane Miller", "m"),
            ("In Bonn, Jane Miller met Peter Roe. “Yes,” she said.", "Jane Miller", "m"),
            ("Peter Roe went further. “Yes,” he said.", "Peter Roe", ""),
            ("Green Growth was next. “Yes,” he said.", "", ""),
            ("He praised Putin. “Yes,” he said.", "", ""),
            ("The rivals of Putin met. “Yes,” they said.", "", ""),
        ]);
    }

    #[test]
    fn attributions_are_recognised_in_several_languages() {
        check(&[
            ("“Ja”, sagte Miller der Presse.", "Miller", "m"),
            ("“Ja”, sagte Bundeskanzlerin Miller am Montag.", "Miller", "m"),
            ("“Ja”, sagte der Vorsitzende der Partei, Wladimir Roe.", "Wladimir Roe", ""),
            ("“Ja”, sagte die Präsidentin der Presse.", "", ""),
            ("“Ja”, so Putin.", "Putin", "p"),
            ("“Ja”, hat Putin gesagt.", "Putin", "p"),
            ("“Ja”, sagte ein Sprecher von Putin.", "", ""),
            ("Nach den Worten von Peter Roe “ja”", "Peter Roe", ""),
            ("“Ja”, hieß es von Jane Miller.", "Jane Miller", "m"),
            ("“Oui”, s’est félicité Pierre Roe.", "Pierre Roe", ""),
            ("Putin l’a dit : “Oui.”", "Putin", "p"),
            ("Putin, “evet” diye konuştu.", "Putin", "p"),
            ("Am 3. Mai sagte Jane Miller: “Ja.”", "Jane Miller", "m"),
            ("Laut Putin ist “ja” richtig", "Putin", "p"),
            ("“Oui”, a déclaré Vladimir Putin à l’agence.", "Vladimir Putin", "p"),
            ("“Oui”, s’écria le président Putin.", "Putin", "p"),
            ("“Oui”, a-t-il dit à Putin.", "", ""),
            ("Selon le président Putin, “oui”", "Putin", "p"),
            ("“Oui”, selon un proche de Putin.", "", ""),
            ("“Да”, — сказал Путин ТАСС.", "Путин", "p"),
            ("“Да”, — заявил президент России Владимир Владимирович Путин.", "Владимир Владимирович Путин", "p"),
            ("По словам Владимира Путина, “да”", "Владимира Путина", "p"),
            ("“Да”, — сообщил представитель Путина.", "", ""),
            ("Putin gazetecilere “evet” dedi.", "Putin", "p"),
            ("“Evet”, dedi Putin.", "Putin", "p"),
            ("“Иә”, – деді Тоқаев.", "Тоқаев", "t"),
            ("Тоқаев журналистерге былай деді: “Иә.”", "Тоқаев", "t"),
            ("“Sí”, dijo Putin a la prensa.", "Putin", "p"),
            ("Según Putin, “sí”", "Putin", "p"),
        ]);
    }
}
