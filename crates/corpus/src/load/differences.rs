//! Parses what a paraphrase says that the words it rests on do not.

use serde::{Deserialize, Deserializer};

use super::tables::required_text;
use crate::links::LinkKind;
use crate::{Difference, EntryText};
use kzq_ron::{FieldReader, FieldRole, FromRon, Node, Parser, Rule, Spanned, TaggedFields, skip_trivia};
use kzq_text::Safe;

/// A reference to the quotation that a difference contradicts.
type QuotationReference = (LinkKind, Spanned<String>);

const EXPECTED: &str = "a text in double quotes, Against(phrase: \"…\", words: \"…\") or Beyond(\"…\")";

/// A difference in the collector's own words.
#[derive(Deserialize)]
#[serde(transparent)]
struct RonText(String);

impl FromRon<'_> for RonText {
    const EXPECTED: &'static str = EXPECTED;

    fn parse_fast(ron: &str) -> Option<Self> {
        String::parse_fast(ron).map(Self)
    }
}

/// A phrase that has no ground.
#[derive(Deserialize)]
enum RonBeyond {
    Beyond(String),
}

impl FromRon<'_> for RonBeyond {
    const EXPECTED: &'static str = EXPECTED;
}

/// A contradiction.
struct RonAgainst<'s>(TaggedFields<'s>);

impl<'de> Deserialize<'de> for RonAgainst<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        TaggedFields::deserialize(deserializer).map(Self)
    }
}

impl<'s> FromRon<'s> for RonAgainst<'s> {
    const EXPECTED: &'static str = EXPECTED;
}

/// Parses `differs` of an entry with these words, which rests on the quotations `basis`; also returns the references
/// to the quotations that it contradicts.
pub(super) fn parse_differences(
    fields: &mut FieldReader<'_, '_>,
    words: &EntryText<'_>,
    basis: &[&Spanned<String>],
) -> (Vec<Difference>, Vec<QuotationReference>) {
    let nodes: Vec<Node<'_>> = fields.optional("differs").map(|at| at.value).unwrap_or_default();
    let mut reader = DifferenceReader { parser: fields.parser(), words, basis, references: Vec::new() };
    let mut differences = Vec::with_capacity(nodes.len());
    for node in nodes {
        let number = u32::try_from(differences.len()).unwrap_or(u32::MAX);
        differences.extend(reader.difference(node, number));
    }
    (differences, reader.references)
}

struct DifferenceReader<'r, 's> {
    parser: &'r mut Parser<'s>,
    words: &'r EntryText<'r>,
    basis: &'r [&'r Spanned<String>],
    references: Vec<QuotationReference>,
}

impl<'s> DifferenceReader<'_, 's> {
    fn difference(&mut self, node: Node<'s>, number: u32) -> Option<Difference> {
        const ROLE: FieldRole = FieldRole::Item("differs");
        let written = skip_trivia(node.as_str());
        if written.starts_with("Against") {
            let RonAgainst(TaggedFields { fields, .. }) = self.parser.parse(ROLE, node)?;
            let mut row = FieldReader::new(self.parser, "contradiction", node, fields);
            let (phrase, words) = (required_text(&mut row, "phrase"), required_text(&mut row, "words"));
            let quotation = row.optional::<String>("in");
            row.finish();
            let (phrase, words) = (phrase?, words?);
            self.check_phrase(&phrase);
            self.refer(node, number, &words, quotation);
            Some(Difference::Against { phrase: phrase.value, words: words.value, quotation: None })
        } else if written.starts_with("Beyond") {
            let Spanned { value: RonBeyond::Beyond(phrase), span } = self.parser.parse_spanned(ROLE, node)?;
            let phrase = Spanned { value: Safe::text(phrase), span };
            self.check_phrase(&phrase);
            Some(Difference::Beyond(phrase.value))
        } else {
            self.parser.parse::<RonText>(ROLE, node).map(|RonText(text)| Difference::Other(Safe::text(text)))
        }
    }

    /// Reports a phrase that the entry does not have.
    fn check_phrase(&mut self, phrase: &Spanned<Safe<'static>>) {
        let texts = match self.words {
            EntryText::Quote { text } | EntryText::Paraphrase { text } => [Some(text), None],
            EntryText::Qa { question, answer } => [Some(answer), Some(question)],
        };
        // A missing text has been reported already.
        let is_known = |text: &&Safe<'_>| text.is_empty() || text.as_str().contains(phrase.value.as_str());
        if phrase.value.as_str().trim().is_empty() {
            self.parser.error(Rule::Empty, phrase.span.clone(), "a phrase of `differs` is empty");
        } else if !texts.iter().flatten().any(is_known) {
            let help = Some(Safe::from("write the phrase exactly as in the text of this entry"));
            self.parser.error_with_help(Rule::NotInText, phrase.span.clone(), "this is not in the text", help);
        }
    }

    /// Refers to the quotation that has the words of a contradiction.
    fn refer(
        &mut self,
        node: Node<'s>,
        number: u32,
        words: &Spanned<Safe<'static>>,
        quotation: Option<Spanned<String>>,
    ) {
        let name = match (&quotation, self.basis) {
            (Some(quotation), _) => quotation.value.clone(),
            (None, [only]) => only.value.clone(),
            (None, _) => {
                let span = node.span(self.parser.text());
                let help = Some(Safe::from("name the quotation that has the words: in: \"…\""));
                let message = "this contradiction has no `in`, and the entry does not rest on exactly one quotation";
                return self.parser.error_with_help(Rule::MissingField, span, message, help);
            }
        };
        self.references.extend(quotation.map(|quotation| (LinkKind::Against(number), quotation)));
        self.references.push((LinkKind::HasWords(number), Spanned { value: name, span: words.span.clone() }));
    }
}
