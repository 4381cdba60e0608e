//! [`Cast`]: the persons whom an article names in full, with what it says that they are.

mod forms;
pub(crate) mod most_named;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::languages::tongue::{Lexicon, Sense, Tongue, key};
use crate::languages::{Role, is_patronymic, role};
use crate::sieve::phrases::bearers::is_given_elsewhere;
use crate::sieve::text::Narration;
use crate::sieve::words::cases::{is_form_of, joined, nominative};
use crate::sieve::words::gender::Gender;
use kzq_text::fold::fold;
use kzq_text::persons::PARTICLES;

/// A person of an article.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The full name as displayed, in the nominative.
    pub(crate) name: String,
    /// Its words as they are looked up.
    pub(crate) words: Vec<String>,
    pub(crate) gender: Option<Gender>,
    /// What the article says that the person is: nouns.
    pub(crate) roles: Vec<String>,
    /// What they are that of: names of organisations beside the nouns.
    pub(crate) places: Vec<String>,
    /// Whether a title precedes the name somewhere.
    is_titled: bool,
    /// The token with which it is first named in full.
    pub(crate) first: usize,
}

/// The persons of an article.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) persons: Vec<Person>,
    pub(crate) by_name: HashMap<String, usize, RandomState>,
    /// The first by each beginning of a name that has two words or more, but not all.
    by_beginning: HashMap<String, usize, RandomState>,
    /// By each word of the name.
    pub(crate) by_word: HashMap<String, Vec<usize>, RandomState>,
    pub(crate) by_role: HashMap<String, Vec<usize>, RandomState>,
}

/// To whom a name or noun refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A person of the cast, by number.
    One(usize),
    /// Several fit.
    Several,
    Nobody,
}

/// Persons of one name or office, and names and offices of one person, that are compared.
pub(crate) const MAX_COMPARED: usize = 200;

impl Cast {
    /// Collects the persons of an article.
    pub(crate) fn new(narration: &Narration<'_>) -> Self {
        let mut cast = Self::default();
        let mut at = 0;
        while at < narration.tokens.len() {
            if !narration.is_name_word(at) {
                at += 1;
                continue;
            }
            let (name, end) = narration.name_at(at);
            if let Some(name) = name.filter(|name| name.len() > 1 && !narration.is_name_of_thing(name)) {
                cast.add(narration, at, &name);
            }
            if let Some(name) = narration.owner_in_run(&(at..end)) {
                cast.add(narration, name.start, &name);
            }
            if let Some(surname) = narration.after_nickname(at, end) {
                cast.add(narration, at, &(at..surname + 1));
            }
            at = end;
        }
        if narration.tongue == Tongue::German {
            cast.drop_genitives(narration);
        }
        if matches!(narration.tongue, Tongue::German | Tongue::Russian) {
            cast.drop_shorter(narration.tongue);
        }
        if narration.tongue == Tongue::Russian {
            cast.merge_forms();
        }
        cast
    }

    /// Takes the ending from names that only a genitive gives in full: `Jane Does Roman`, where `Doe` follows.
    fn drop_genitives(&mut self, narration: &Narration<'_>) {
        let words: HashSet<&str, RandomState> =
            narration.tokens.iter().filter(|token| token.is_capital()).map(|token| token.key.as_str()).collect();
        for (number, person) in self.persons.iter_mut().enumerate() {
            let Some(last) = person.words.last_mut() else { continue };
            let Some(bare) = last.strip_suffix('s').filter(|bare| bare.len() > 2 && words.contains(bare)) else {
                continue;
            };
            let bare = bare.to_owned();
            self.by_word.entry(bare.clone()).or_default().push(number);
            *last = bare;
            person.name.pop();
            let all = person.words.join(" ");
            self.by_name.entry(all).or_insert(number);
        }
    }

    fn add(&mut self, narration: &Narration<'_>, run: usize, name: &Range<usize>) {
        let tokens = &narration.tokens[name.clone()];
        let is_title_of_work = run > 0 && {
            let before = &narration.tokens[run.saturating_sub(2)..run];
            before.iter().any(|token| matches!(token.key.as_str(), "entitled" | "titled"))
        };
        let last_role = role(&fold(tokens[tokens.len() - 1].text));
        let is_place =
            narration.tongue == Tongue::English && (last_role.is(Role::PLACE) || last_role.is(Role::ORGANISATION));
        if is_title_of_work || is_place || tokens.iter().any(|token| narration.is_thing_word(token)) {
            return;
        }
        let (display, mut sense) = if narration.tongue == Tongue::Russian {
            let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
            let is_oblique = narration.is_oblique_name(run);
            let (words, sense) = nominative(&words, is_oblique);
            (joined(&words), sense)
        } else {
            let words = tokens.iter().filter(|token| !token.is_in_term).count();
            let whole = &narration.text[narration.range_of(name)];
            let (first, last) = (tokens[0].text, tokens[tokens.len() - 1].text);
            // A nickname in the middle is not part of the name.
            let bare = (words < tokens.len()).then(|| format!("{first} {last}"));
            let text = bare.as_deref().unwrap_or(whole);
            // A surname may be a given name of the other gender: `Shireen Malik`.
            let given =
                if narration.tongue.is_french_or_russian() { tokens } else { &tokens[..(tokens.len() - 1).max(1)] };
            let sense = given.iter().find(|token| token.is(Sense::HIS_NAME.or(Sense::HER_NAME)));
            (narration.with_initial(name, unwrapped(text)), sense.map(|token| token.sense).unwrap_or_default())
        };
        if let Some(address) =
            (run..name.start).map(|at| &narration.tokens[at]).find(|token| token.is(Sense::MR.or(Sense::MRS)))
        {
            sense = address.sense;
        }
        let words: Vec<String> = display.split_whitespace().map(|word| key(word.trim_end_matches('.'))).collect();
        let (mut roles, places, role_gender) = narration.roles_around(run, name);
        roles.extend(narration.roles_by_title(name.start).iter().map(|&role| role.to_owned()));
        let by_form = || if narration.tongue == Tongue::Russian { Gender::of_russian(&words) } else { None };
        let guess = || Gender::of_french_given(&words[0]).filter(|_| narration.tongue == Tongue::French);
        let gender = Gender::of(sense).or_else(by_form).or(role_gender).or_else(guess);
        let all = words.join(" ");
        let number = self.by_name.get(&all).copied().unwrap_or(self.persons.len());
        if number == self.persons.len() {
            self.by_name.insert(all, number);
            for end in 2..words.len() {
                self.by_beginning.entry(words[..end].join(" ")).or_insert(number);
            }
            for word in &words {
                self.by_word.entry(word.clone()).or_default().push(number);
            }
            self.persons.push(Person {
                name: display,
                words,
                gender: None,
                roles: Vec::new(),
                places: Vec::new(),
                is_titled: false,
                first: name.start,
            });
        }
        let person = &mut self.persons[number];
        person.gender = person.gender.or(gender);
        person.is_titled |= (run..name.start).any(|at| narration.tokens[at].is_title());
        person.places.extend(places);
        person.places.truncate(MAX_COMPARED);
        for role in roles {
            if person.roles.len() < MAX_COMPARED && !person.roles.contains(&role) {
                self.by_role.entry(role.clone()).or_default().push(number);
                person.roles.push(role);
            }
        }
    }

    /// The person whom the words of a name refer to.
    pub(crate) fn find(&self, words: &[String], gender: Option<Gender>, tongue: Tongue, before: usize) -> Found {
        let all = words.join(" ");
        if let Some(number) = self.by_name.get(&all) {
            // “Егор Матвеевич” is the one whose full name is longer.
            let longer = self.by_beginning.get(&all).copied();
            let longer = longer.or_else(|| self.with_more_given_names(words, tongue));
            return Found::One(longer.or_else(|| self.by_patronymic(words)).unwrap_or(*number));
        }
        let Some(last) = words.last() else { return Found::Nobody };
        let by_word = |word: &str| -> Vec<usize> {
            self.by_word.get(word).into_iter().flatten().take(MAX_COMPARED).copied().collect()
        };
        let mut found = by_word(last);
        if found.is_empty() && tongue == Tongue::Russian {
            let is_form = |person: &Person| person.words.last().is_some_and(|surname| is_form_of(last, surname));
            found =
                (0..self.persons.len().min(MAX_COMPARED)).filter(|&number| is_form(&self.persons[number])).collect();
        }
        if found.is_empty() && tongue == Tongue::German {
            // A genitive: `Aßmus’`, `Wiecherts`.
            let bare = last.strip_suffix('s').unwrap_or(last);
            found = by_word(bare);
        }
        let fits = |number: &usize| {
            let person = &self.persons[*number];
            let gender_fits = Gender::fits(gender, person.gender);
            gender_fits && (words.len() == 1 || given_names_fit(words, &person.words))
        };
        found.retain(fits);
        found.dedup();
        match self.only(&found, last, before, tongue) {
            // “Полину Сергеевну” is the one whose full name is longer.
            Found::One(number) => {
                let longer = self.by_beginning.get(&self.persons[number].words.join(" ")).copied();
                Found::One(longer.filter(|_| tongue == Tongue::Russian).unwrap_or(number))
            }
            other => other,
        }
    }

    /// The person whose name has more given names before the same words: `Jane Mary Doe` for `Mary Doe`.
    fn with_more_given_names(&self, words: &[String], tongue: Tongue) -> Option<usize> {
        let last = words.last().filter(|_| words.len() > 1 && tongue != Tongue::Russian && tongue != Tongue::French)?;
        let is_given = |word: &String| {
            let is_known = Lexicon::of(tongue).sense(word).is(Sense::HIS_NAME.or(Sense::HER_NAME));
            word.chars().count() == 1 || is_known || is_given_elsewhere(word)
        };
        // “De Doe” is the one with a given name before it.
        let begins_with_particle = PARTICLES.contains(&words[0].as_str());
        let mut longer = self.by_word.get(last)?.iter().copied().take(MAX_COMPARED).filter(|&number| {
            let all = &self.persons[number].words;
            let more = all.len().saturating_sub(words.len());
            more > 0 && all.ends_with(words) && (begins_with_particle || all[..more].iter().all(is_given))
        });
        longer.next().filter(|_| longer.next().is_none())
    }

    /// The only person with a surname whom a given name and a patronymic mean: `Анна Рашидовна` for `Анна Лужина`.
    fn by_patronymic(&self, words: &[String]) -> Option<usize> {
        let [given, patronymic] = words else { return None };
        let has_surname = |number: &usize| {
            let all = &self.persons[*number].words;
            all.first() == Some(given) && all.len() == 2 && !is_patronymic(&fold(&all[1]))
        };
        let mut same = self.by_word.get(given)?.iter().copied().take(MAX_COMPARED).filter(has_surname);
        let one = same.next().filter(|_| is_patronymic(&fold(patronymic)))?;
        same.all(|other| other == one).then_some(one)
    }

    /// Whether a name is that of a person of whom the article says who it is.
    pub(crate) fn is_presented(&self, name: &str) -> bool {
        let words: Vec<String> = name.split_whitespace().map(|word| key(word.trim_end_matches('.'))).collect();
        self.by_name.get(&words.join(" ")).is_some_and(|&number| {
            let person = &self.persons[number];
            person.is_titled || !person.roles.is_empty()
        })
    }

    /// The person among several who is meant by a surname.
    fn only(&self, found: &[usize], last: &str, before: usize, tongue: Tongue) -> Found {
        match found {
            [] => Found::Nobody,
            [one] => Found::One(*one),
            _ => {
                let by_surname: Vec<usize> = found
                    .iter()
                    .copied()
                    .filter(|&number| self.persons[number].words.last().is_some_and(|surname| surname == last))
                    .collect();
                // Longer and shorter forms of the same name are one person, by the longest.
                let longest = by_surname.iter().copied().max_by_key(|&number| self.persons[number].words.len());
                let is_same = |longest: usize| {
                    let all = &self.persons[longest].words;
                    by_surname.iter().all(|&number| self.persons[number].words.iter().all(|word| all.contains(word)))
                };
                if let Some(longest) = longest.filter(|&longest| is_same(longest)) {
                    return Found::One(longest);
                }
                // A noun before a surname is no given name.
                let gendered = |number: &usize| self.persons[*number].gender.is_some();
                let sure: Vec<usize> = by_surname.iter().copied().filter(gendered).collect();
                if let [one] = sure[..]
                    && tongue == Tongue::German
                {
                    return Found::One(one);
                }
                let earlier: Vec<usize> =
                    by_surname.into_iter().filter(|&number| self.persons[number].first < before).collect();
                if let [one] = earlier[..] { Found::One(one) } else { Found::Several }
            }
        }
    }

    /// The person of an interview: the only one, or the one named most often by surname.
    pub(crate) fn only_guest(&self, narration: &Narration<'_>) -> Option<String> {
        let mut guests = self.persons.iter().filter(|person| person.gender.is_some());
        if let (Some(guest), None) = (guests.next(), guests.next()) {
            return Some(guest.name.clone());
        }
        let mut counts = vec![0_usize; self.persons.len()];
        for token in narration.tokens.iter().filter(|token| token.is_capital()) {
            for &number in self.by_word.get(&token.key).into_iter().flatten().take(MAX_COMPARED) {
                let is_surname = self.persons[number].words.last() == Some(&token.key);
                counts[number] += usize::from(is_surname);
            }
        }
        let most = counts.iter().copied().max()?;
        let mut most_named = (0..counts.len()).filter(|&number| counts[number] == most);
        let guest = most_named.next()?;
        most_named.next().is_none().then(|| self.persons[guest].name.clone())
    }

    /// The only person who leads an organisation of which a phrase has a name.
    pub(crate) fn find_at(&self, places: &[&str]) -> Option<usize> {
        let is_there = |person: &Person| person.places.iter().any(|place| places.contains(&place.as_str()));
        let mut found = (0..self.persons.len().min(MAX_COMPARED)).filter(|&number| is_there(&self.persons[number]));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Whether the article says that a person is what a noun says.
    pub(crate) fn has_role(&self, number: usize, noun: &str) -> bool {
        self.persons[number].roles.iter().any(|role| role == noun)
    }

    /// The person whom a noun refers to: the only one who is that.
    pub(crate) fn find_role(&self, role: &str, gender: Option<Gender>, before: usize) -> Found {
        let exact = self.by_role.get(role);
        // German compounds: `der Minister` is the `Umweltminister`.
        let compounds = || {
            let long = role.chars().count() > 3;
            let is_it = |number: &usize| long && self.persons[*number].roles.iter().any(|known| known.ends_with(role));
            (0..self.persons.len().min(MAX_COMPARED)).filter(is_it).collect::<Vec<usize>>()
        };
        let found = exact.map_or_else(compounds, |known| known.iter().take(MAX_COMPARED).copied().collect());
        let fits = |number: &&usize| {
            let person = &self.persons[**number];
            Gender::fits(gender, person.gender)
        };
        let found: Vec<usize> = found.iter().filter(fits).copied().collect();
        match found[..] {
            [] => Found::Nobody,
            [one] => Found::One(one),
            _ => {
                let earlier: Vec<usize> =
                    found.into_iter().filter(|&number| self.persons[number].first < before).collect();
                if let [one] = earlier[..] { Found::One(one) } else { Found::Several }
            }
        }
    }
}

/// A text on one line, with single spaces.
pub(crate) fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn given_names_fit(words: &[String], known: &[String]) -> bool {
    words[..words.len() - 1].iter().all(|word| {
        let initial = word.chars().count() == 1;
        known
            .iter()
            .any(|known| known == word || (initial && known.starts_with(word.as_str())) || is_form_of(word, known))
    })
}
