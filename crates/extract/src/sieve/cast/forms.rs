//! Persons by the forms of their names, and by their offices.

use super::{Cast, MAX_COMPARED, Person};
use crate::languages::tongue::{Lexicon, Sense, Tongue};
use crate::sieve::words::cases::is_form_of;

impl Cast {
    /// Makes one person of those whose names are forms of the same name: `Андреа Роуана` is `Андреа Роуан`.
    pub(super) fn merge_forms(&mut self) {
        let is_form = |form: &Person, base: &Person| {
            let differs = form.gender.is_some() && base.gender.is_some() && form.gender != base.gender;
            !differs
                && form.words.len() == base.words.len()
                && form.words.iter().zip(&base.words).all(|(word, base)| is_form_of(word, base))
        };
        for form in 0..self.persons.len().min(MAX_COMPARED) {
            let length = self.persons[form].name.len();
            let base = (0..self.persons.len().min(MAX_COMPARED)).find(|&base| {
                base != form
                    && self.persons[base].name.len() < length
                    && is_form(&self.persons[form], &self.persons[base])
            });
            let Some(base) = base else { continue };
            let Person { roles, places, gender, first, .. } = self.persons[form].clone();
            let kept = &mut self.persons[base];
            kept.first = kept.first.min(first);
            kept.gender = kept.gender.or(gender);
            kept.places.extend(places);
            for role in roles.into_iter().filter(|role| !kept.roles.contains(role)).collect::<Vec<_>>() {
                kept.roles.push(role);
            }
            let lists = self.by_word.values_mut().chain(self.by_role.values_mut());
            for list in lists {
                list.iter_mut().filter(|number| **number == form).for_each(|number| *number = base);
                list.sort_unstable();
                list.dedup();
            }
            self.by_name.values_mut().filter(|number| **number == form).for_each(|number| *number = base);
        }
    }

    /// The only person with a role at a place of which a phrase has a name: `le ministre de la Santé`.
    pub(crate) fn find_role_at(&self, role: &str, places: &[&str]) -> Option<usize> {
        let is_there =
            |number: &&usize| self.persons[**number].places.iter().any(|place| places.contains(&place.as_str()));
        let mut found = self.by_role.get(role)?.iter().take(MAX_COMPARED).filter(is_there);
        let first = found.next()?;
        found.next().is_none().then_some(*first)
    }

    /// Makes one person of a surname behind a noun or an initial and the same surname behind a given name: `Mission Roe`
    /// and `D. Roe` are `Dirk Roe`.
    pub(super) fn drop_shorter(&mut self, tongue: Tongue) {
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let has_given = |person: &Person| Lexicon::of(tongue).sense(&person.words[0]).is(given);
        for number in 0..self.persons.len().min(MAX_COMPARED) {
            let [first, surname] = &self.persons[number].words[..] else { continue };
            let is_initial = first.chars().count() == 1;
            if has_given(&self.persons[number]) || !(is_initial || tongue == Tongue::German) {
                continue;
            }
            let fits = |other: usize| {
                let person = &self.persons[other];
                let is_full = has_given(person) || is_initial && person.words[0].chars().count() > 1;
                let is_same = person.words.last().is_some_and(|last| is_form_of(surname, last));
                other != number && is_full && is_same && (!is_initial || person.words[0].starts_with(first.as_str()))
            };
            let mut others = (0..self.persons.len().min(MAX_COMPARED)).filter(|&other| fits(other));
            let (Some(other), None) = (others.next(), others.next()) else { continue };
            for list in self.by_word.values_mut() {
                list.retain(|&listed| listed != number);
            }
            for list in self.by_role.values_mut().filter(|list| list.contains(&number)) {
                list.retain(|&listed| listed != number);
                if !list.contains(&other) {
                    list.push(other);
                }
            }
            let roles = self.persons[number].roles.clone();
            self.persons[other].roles.extend(roles);
            self.by_name.values_mut().filter(|listed| **listed == number).for_each(|listed| *listed = other);
        }
    }
}
