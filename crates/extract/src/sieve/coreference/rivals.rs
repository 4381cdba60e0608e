//! Whether a noun means the person with that office or trade, or another one whom the paragraph names. French and Russian
//! only.

use std::ops::ControlFlow;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use super::variation::OFFICES;
use crate::candidate::Why;
use crate::languages::offices::other_nouns;
use crate::languages::tongue::is_in;
use crate::sieve::words::gender::Gender;

/// Russian nouns for offices of which a place has one, whoever the paragraph names.
const RUSSIAN_OFFICES: &str = "\
    мэр губернатор глава министр президент премьер депутат сенатор прокурор судья директор гендиректор председатель \
    начальник руководитель следователь адвокат представитель секретарь пресс-секретарь";

impl Discourse<'_, '_> {
    /// Goes on if a noun means the person who has it, whom another paragraph names; breaks with whom this paragraph names if
    /// that is the only one, of whom nothing else is said: `Doe улыбался. «…», — сказал тренер`.
    pub(super) fn named_instead(
        &self,
        bearer: &Speaker,
        noun: &str,
        sentence: usize,
        gender: Option<Gender>,
    ) -> ControlFlow<Option<Speaker>> {
        let paragraph = self.narration.paragraph_of[sentence];
        let here = self.subjects_in(paragraph);
        let mut here = here.map(|(_, it)| it).filter(|it| {
            let fits = Gender::fits(gender, it.gender);
            it.kind == SpeakerKind::Person && it.why != Why::Unnamed && fits
        });
        let is_office = is_in(OFFICES, noun) || is_in(RUSSIAN_OFFICES, noun);
        if is_office || !self.narration.tongue.is_french_or_russian() || here.clone().any(|it| it.name == bearer.name) {
            return ControlFlow::Continue(());
        }
        let Some(other) = here.next() else { return ControlFlow::Continue(()) };
        // “Наставник Лужин … . «…», — ответил тренер”.
        let others = other_nouns(self.narration.tongue, noun);
        let has_same = self.roles_of(other).iter().any(|role| others.contains(&role.as_str()));
        if !(self.roles_of(other).is_empty() || has_same) || self.is_hero(bearer) {
            return ControlFlow::Continue(());
        }
        let is_only = here.all(|it| it.name == other.name);
        ControlFlow::Break(is_only.then(|| Speaker { span: bearer.span.clone(), why: Why::Reference, ..other.clone() }))
    }
}
