//! [`Objections`]: how the marked edits of a quotation change its meaning.

use kzq_text::Safe;
use kzq_text::safe;

/// How edits change the meaning of a quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Objections {
    /// The negations that they drop or insert.
    pub(crate) negations: Vec<String>,
    /// The numbers, dates and names in brackets that are missing from the words they replace.
    pub(crate) added_facts: Vec<String>,
    /// The words that brackets replace with others, and these.
    pub(crate) replaced: Vec<(String, String)>,
    /// The modals, quantifiers and hedges that brackets add.
    pub(crate) added_claims: Vec<String>,
    /// The exceptions and conditions that omissions hide.
    pub(crate) hidden: Vec<String>,
    /// That the quotation joins words from two places without a mark.
    pub(crate) joined: Option<Safe<'static>>,
}

impl Objections {
    pub(crate) fn is_empty(&self) -> bool {
        let Self { negations, added_facts, replaced, added_claims, hidden, joined } = self;
        let lists = [negations, added_facts, added_claims, hidden];
        lists.into_iter().all(Vec::is_empty) && replaced.is_empty() && joined.is_none()
    }

    /// Adds others.
    pub(crate) fn extend(&mut self, other: Self) {
        self.negations.extend(other.negations);
        self.added_facts.extend(other.added_facts);
        self.replaced.extend(other.replaced);
        self.added_claims.extend(other.added_claims);
        self.hidden.extend(other.hidden);
        self.joined = self.joined.take().or(other.joined);
    }

    /// A sentence for the user about each kind.
    pub(crate) fn notes(&self) -> impl Iterator<Item = Safe<'static>> {
        let listed = |says: &'static str, words: &[String]| {
            let words: Vec<_> = words.iter().map(|word| Safe::line(word.clone())).collect();
            (!words.is_empty()).then(|| safe!(says, Safe::join(words, ", ")))
        };
        let quoted = |word: &String| safe!("“", Safe::line(word.clone()), "”");
        let replaced = self.replaced.iter().map(|(said, put)| safe!(quoted(put), " for ", quoted(said)));
        let replaced: Vec<Safe<'static>> = replaced.collect();
        let hidden: Vec<Safe<'static>> = self.hidden.iter().map(quoted).collect();
        let notes = [
            listed("an edit adds or drops a negation: ", &self.negations),
            listed("brackets add what the speaker did not say: ", &self.added_facts),
            (!replaced.is_empty()).then(|| safe!("brackets put other words: ", Safe::join(replaced, ", "))),
            listed("brackets change the claim: ", &self.added_claims),
            (!hidden.is_empty()).then(|| safe!("an omission hides ", Safe::join(hidden, ", "))),
            self.joined.clone(),
        ];
        notes.into_iter().flatten()
    }
}
