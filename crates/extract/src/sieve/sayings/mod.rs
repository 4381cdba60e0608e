//! What a sentence says about a quotation: verbs of saying with their subjects, and sources named without a verb.

mod barriers;
mod behind;
mod beside;
mod clause_subjects;
mod clauses;
mod colons;
mod comparisons;
mod cues;
mod english;
mod french;
mod french_subjects;
mod german;
mod german_frames;
mod incises;
mod letters;
mod relatives;
mod sources;
mod subjectless;

pub(crate) use clauses::Saying;
