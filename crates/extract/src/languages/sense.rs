//! [`Sense`]: what a word may mean.

/// What a word may mean in its language, as one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sense(pub(super) u64);

macro_rules! senses {
    ($($name:ident = $bit:literal: $doc:literal),* $(,)?) => {
        impl Sense {
            $(#[doc = $doc] pub const $name: Self = Self(1 << $bit);)*
        }
    };
}

senses! {
    CUE = 0: "A form of a verb of saying.",
    WEAK = 1: "A form of a verb that is a cue only beside a quotation.",
    AUX = 2: "An auxiliary verb.",
    HE = 3: "A pronoun for a man.",
    SHE = 4: "A pronoun for a woman.",
    THEY = 5: "A pronoun for several persons.",
    ME = 6: "The pronoun of the writer.",
    IT = 7: "A pronoun for a thing.",
    DETERMINER = 8: "An article or the like.",
    INDEFINITE = 9: "A determiner of somebody not named before: `a`, `one`, `another`.",
    POSSESSIVE = 10: "`His`, `her`, `their`.",
    PREPOSITION = 11: "A preposition.",
    OF = 12: "A preposition or article that joins a noun to the one before it: `of`, `für`, `du`.",
    RELATIVE = 13: "A relative pronoun.",
    CONJUNCTION = 14: "`And`, `or`, `but`.",
    SUBORDINATOR = 15: "`That`, `whether`, `when`.",
    ADVERB = 16: "An adverb, or a word between a subject and its verb.",
    ROLE = 17: "A noun for a person.",
    MAN = 18: "A noun for a man.",
    WOMAN = 19: "A noun for a woman.",
    SEVERAL = 20: "A noun for several persons.",
    THING = 21: "A noun for an organisation or document.",
    MR = 22: "A form of address for a man.",
    MRS = 23: "A form of address for a woman.",
    HIS_NAME = 24: "A given name of men.",
    HER_NAME = 25: "A given name of women.",
    NO_NAME = 26: "A word with a capital that is no name: a weekday.",
    UTTERANCE = 27: "A noun for what somebody says.",
    DEMONSTRATIVE = 28: "A word that points back at a quotation: `that`, `so`.",
    PASSIVE = 29: "A participle whose subject is the speaker: `quoted`, `zitiert`.",
    REPORTED = 31: "A form of a verb that reports what somebody says: `sei`, `habe`.",
}

impl Sense {
    /// Whether a word may mean this.
    pub fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Only whether it is a given name.
    #[must_use]
    pub(crate) fn only_names(self) -> Self {
        Self(self.0 & Self::HIS_NAME.or(Self::HER_NAME).0)
    }

    /// What may mean either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
