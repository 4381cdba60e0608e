//! What a sentence says about a quotation: verbs of saying with their subjects, and sources named without a verb.

mod barriers;
mod behind;
mod beside;
mod clause_subjects;
mod clauses;
mod colons;
mod comparisons;
mod english;
mod french;
mod french_subjects;
mod german;
mod german_frames;
mod incises;
mod relatives;
mod sources;

pub(crate) use clauses::Saying;
