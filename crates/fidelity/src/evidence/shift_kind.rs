//! [`ShiftKind`]: the kinds of shifts.

/// What is shifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShiftKind {
    /// How sure it is: `may`, `perhaps`, `I think`.
    Hedge,
    /// How many: `some`, `most`, `all`.
    Quantifier,
    /// A condition: `if`, `unless`.
    Condition,
    /// Why: `because`.
    Cause,
    /// Who did it to whom.
    Roles,
}

impl ShiftKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Hedge, Self::Quantifier, Self::Condition, Self::Cause, Self::Roles];

    /// What is shown before the words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Hedge => "how sure: ",
            Self::Quantifier => "how many: ",
            Self::Condition => "on what condition: ",
            Self::Cause => "why: ",
            Self::Roles => "who to whom: ",
        }
    }

    /// The identifier used in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hedge => "hedge",
            Self::Quantifier => "quantifier",
            Self::Condition => "condition",
            Self::Cause => "cause",
            Self::Roles => "roles",
        }
    }
}
