//! What the form of a verb tells: the gender of its subject, and whether it can have one.

use super::gender::Gender;
use crate::languages::tongue::Sense;
use crate::languages::verbs::past_ending;

/// Senses of words that are no verb of saying, whatever their ending.
pub(crate) const NO_VERB: Sense = Sense::AUX
    .or(Sense::PREPOSITION)
    .or(Sense::CONJUNCTION)
    .or(Sense::SUBORDINATOR)
    .or(Sense::RELATIVE)
    .or(Sense::DETERMINER)
    .or(Sense::POSSESSIVE)
    .or(Sense::ADVERB)
    .or(Sense::ROLE)
    .or(Sense::THING)
    .or(Sense::UTTERANCE)
    .or(Sense::HE)
    .or(Sense::SHE)
    .or(Sense::THEY)
    .or(Sense::IT)
    .or(Sense::ME);

/// The gender that a Russian verb in the past tense gives to its subject: `отрезала` is said of a woman.
pub(crate) fn gender_of_past(key: &str) -> Option<Gender> {
    let bare = key.strip_suffix("ся").or_else(|| key.strip_suffix("сь")).unwrap_or(key);
    match past_ending(bare)? {
        "" => Some(Gender::Man),
        "а" => Some(Gender::Woman),
        _ => None,
    }
}

/// Whether an English word is a form of `be`.
pub(crate) fn is_form_of_be(key: &str) -> bool {
    matches!(key, "was" | "were" | "is" | "are" | "been" | "being" | "be")
}

/// Whether a French verb is an infinitive behind a preposition: `pour dénoncer`.
pub(crate) fn is_infinitive_after(preposition: &str, verb: &str) -> bool {
    matches!(preposition, "pour" | "sans") && verb.ends_with("er")
}

/// Whether a Russian verb has no subject, so that the document speaks: `в письме говорится`.
pub(crate) fn is_impersonal(key: &str) -> bool {
    matches!(key, "говорится" | "говорилось" | "сказано" | "указано" | "отмечается" | "сообщается")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_past_tense_verbs_indicate_gender() {
        for (word, gender) in [
            ("поправился", Some(Gender::Man)),
            ("отрезала", Some(Gender::Woman)),
            ("возражает", None),
            ("рассмеялись", None),
        ] {
            assert_eq!(gender_of_past(word), gender, "{word}");
        }
    }
}
