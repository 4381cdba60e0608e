//! [`Cast`]: who speaks in a transcript, learnt from all its labels.

use std::collections::{HashMap, HashSet};

use kzq_edit::{SpeakerDraft, SpeakerReference};

use super::label::{self, Label, is_several, is_suffix, without_titles};
use super::piece::{Mark, Piece};
use crate::reading::squeeze;
use kzq_edit::credit::{Likeness, is_given_name, likeness};
use kzq_text::calendar::is_month_or_weekday;
use kzq_text::names_nobody;

/// The speakers of a transcript.
#[derive(Debug, Default)]
pub(super) struct Cast {
    labels: HashMap<String, Known>,
    members: Vec<Member>,
}

/// A speaker whose name is known.
#[derive(Clone, Debug)]
struct Member {
    name: String,
    role: Option<String>,
}

/// What is known about a label.
#[derive(Debug)]
struct Known {
    name: String,
    role: Option<String>,
    count: usize,
    is_introduced: bool,
    voice: Voice,
    /// Whether it is taken for a speaker only because it looks like the other labels.
    is_guess: bool,
}

/// Who a label means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// A speaker with a name.
    Member(usize),
    /// A person without a name.
    Nobody,
    /// The one who asks.
    Question,
    /// The one who answers.
    Answer,
    /// One of several speakers of the same name.
    Ambiguous,
    /// Perhaps a speaker: it comes only once, and nothing introduces it.
    Suspect,
    /// It is not a label: the words are part of what is said.
    Words,
}

impl Cast {
    /// Learns who speaks in pieces. `introduced` are names that the transcript lists.
    pub(super) fn learn<'t>(pieces: impl Iterator<Item = Piece<'t>>, introduced: &[&str]) -> Self {
        let mut cast = Self::default();
        for name in introduced {
            cast.add(&Label { name: (*name).to_owned(), ..Label::default() }, true);
        }
        for piece in pieces {
            if let Mark::Label(label) = &piece.mark {
                cast.add(label, false);
            }
        }
        cast.resolve();
        cast
    }

    /// Whether no label names anybody.
    pub(super) fn is_empty(&self) -> bool {
        self.labels.values().all(|known| matches!(known.voice, Voice::Words | Voice::Suspect))
    }

    /// Who a label means.
    pub(super) fn voice(&self, label: &Label) -> Voice {
        self.labels.get(&key(&label.name)).map_or(Voice::Words, |known| known.voice)
    }

    /// Whether a label comes only once, and is taken for a speaker because it looks like the others.
    pub(super) fn is_guess(&self, label: &Label) -> bool {
        self.labels.get(&key(&label.name)).is_some_and(|known| known.is_guess)
    }

    /// A speaker, for an entry.
    pub(super) fn speaker(&self, member: usize) -> Option<SpeakerReference> {
        let Member { name, role } = self.members.get(member)?.clone();
        Some(SpeakerReference::Described(SpeakerDraft { name, role, ..SpeakerDraft::default() }))
    }

    fn add(&mut self, label: &Label, is_listed: bool) {
        let known = self.labels.entry(key(&label.name)).or_insert_with(|| Known {
            name: label.name.clone(),
            role: None,
            count: 0,
            is_introduced: false,
            voice: Voice::Words,
            is_guess: false,
        });
        known.count += usize::from(!is_listed);
        known.is_introduced |= label.is_given || is_listed || is_introduction(label);
        if known.role.is_none() {
            known.role.clone_from(&label.role);
        }
    }

    fn resolve(&mut self) {
        let count = |is_kind: fn(&str) -> bool, labels: &HashMap<String, Known>| -> usize {
            labels.values().filter(|known| is_kind(&known.name)).map(|known| known.count).sum()
        };
        let questions = count(label::is_question, &self.labels);
        let answers = count(label::is_answer, &self.labels);
        let mut keys: Vec<String> = self.labels.keys().cloned().collect();
        keys.sort_unstable();
        let mut full_names: HashMap<String, usize> = HashMap::new();
        let mut families: HashMap<String, Vec<usize>> = HashMap::new();
        let (mut capital, mut mixed) = (0, 0);
        // “TOM REED” may come once and “REED” from then on.
        let short: HashSet<String> =
            keys.iter().map(|name| without_titles(name).to_owned()).filter(|name| !name.contains(' ')).collect();
        let has_short = |name: &str| short_names(name).any(|part| short.contains(part));
        // Whole names first, because family names alone mean one of them.
        for key in &keys {
            let Some(known) = self.labels.get_mut(key) else { continue };
            let core = without_titles(&known.name);
            let is_accepted = known.is_introduced || known.count > 1 || has_short(&self::key(core));
            if label::is_question(&known.name) && (questions > 1 || answers > 0 || known.name == "Q") {
                known.voice = Voice::Question;
            } else if label::is_answer(&known.name) && questions > 0 {
                known.voice = Voice::Answer;
            } else if names_nobody(&known.name) || is_several(&known.name) {
                let is_plain = label::is_capital(&known.name) || known.name.contains(|c: char| c.is_ascii_digit());
                known.voice = if is_accepted || is_plain { Voice::Nobody } else { Voice::Suspect };
            } else if is_accepted && core.contains(' ') {
                let member = *full_names.entry(self::key(core)).or_insert(self.members.len());
                if member == self.members.len() {
                    self.members.push(Member { name: core.to_owned(), role: None });
                }
                known.voice = Voice::Member(member);
                give_role(&mut self.members[member], known.role.as_ref());
            } else {
                continue;
            }
            *(if label::is_capital(&known.name) { &mut capital } else { &mut mixed }) += known.count;
        }
        let parts: HashSet<&str> = full_names.keys().flat_map(|name| family_names(name)).collect();
        // “VON DER LEYEN” is itself the family name of somebody.
        for (name, &member) in full_names.iter().filter(|(name, _)| !parts.contains(name.as_str())) {
            for part in short_names(name) {
                families.entry(part.to_owned()).or_default().push(member);
            }
        }
        self.resolve_short(&keys, &full_names, &families, (&mut capital, &mut mixed));
        let is_capital = capital > mixed;
        for key in &keys {
            let Some(known) = self.labels.get_mut(key).filter(|known| known.voice == Voice::Words) else { continue };
            let is_alike =
                if is_capital { label::is_capital(&known.name) } else { likeness(&known.name) != Likeness::No };
            if capital + mixed == 0 || !is_alike {
                continue;
            }
            known.voice = Voice::Suspect;
            if looks_like_speaker(&known.name, is_capital) {
                (known.voice, known.is_guess) = (Voice::Member(self.members.len()), true);
                self.members.push(Member { name: known.name.clone(), role: known.role.clone() });
            }
        }
    }

    /// Resolves family names, and names of one word.
    fn resolve_short(
        &mut self,
        keys: &[String],
        full_names: &HashMap<String, usize>,
        families: &HashMap<String, Vec<usize>>,
        (capital, mixed): (&mut usize, &mut usize),
    ) {
        let mut forms: HashMap<String, usize> = HashMap::new();
        for known in self.labels.values() {
            *forms.entry(key(without_titles(&known.name))).or_default() += usize::from(known.name.contains(' '));
        }
        for key in keys {
            let Some(known) = self.labels.get_mut(key).filter(|known| {
                let is_short = matches!(known.voice, Voice::Member(_)) && known.role.is_none();
                known.voice == Voice::Words || is_short
            }) else {
                continue;
            };
            let is_words = known.voice == Voice::Words;
            let core = self::key(without_titles(&known.name));
            // “MR. DOE” and “MRS. DOE” are two persons.
            let is_shared =
                !core.contains(' ') && known.name.contains(' ') && forms.get(&core).is_some_and(|&forms| forms > 1);
            let whole = full_names.get(&core).filter(|_| is_words).map(std::slice::from_ref);
            match whole.or_else(|| families.get(&core).map(Vec::as_slice)) {
                Some(&[member]) if !(is_shared && is_words) => {
                    known.voice = Voice::Member(member);
                    give_role(&mut self.members[member], known.role.as_ref());
                }
                Some([_, _, ..]) if is_words && !is_shared => known.voice = Voice::Ambiguous,
                _ if is_words && (known.is_introduced || known.count > 1) => {
                    known.voice = Voice::Member(self.members.len());
                    self.members.push(Member { name: known.name.clone(), role: known.role.clone() });
                }
                _ => continue,
            }
            if is_words {
                *(if label::is_capital(&known.name) { &mut *capital } else { &mut *mixed }) += known.count;
            }
        }
    }
}

fn give_role(member: &mut Member, role: Option<&String>) {
    if member.role.is_none() {
        member.role = role.cloned();
    }
}

/// Whether a label introduces a speaker: a whole name with a role.
fn is_introduction(label: &Label) -> bool {
    let is_whole = label.name.contains(' ');
    let found = likeness(without_suffix(&label.name));
    label.role.is_some()
        && is_whole
        && (found == Likeness::Certain || found != Likeness::No && label::is_capital(&label.name))
}

/// What labels for the same speaker have in common.
fn key(name: &str) -> String {
    squeeze(name).trim_end_matches('.').to_lowercase()
}

/// The parts of a whole name that may be the family name: `ursula von der leyen` → `von der leyen`, `der leyen`, `leyen`.
fn family_names(name: &str) -> impl Iterator<Item = &str> {
    let name = without_suffix(name);
    name.match_indices(' ').map(|(at, _)| &name[at + 1..])
}

/// The family names and the first name of a person, each of which may be used for the whole name.
fn short_names(name: &str) -> impl Iterator<Item = &str> {
    let first = name.split_once(' ').map(|(first, _)| first).filter(|first| !first.ends_with('.'));
    family_names(name).chain(first)
}

/// Whether a label that comes only once is a speaker where the others are in capitals or not: a name that shows that it is
/// one, or in capitals a single word.
fn looks_like_speaker(name: &str, is_capital: bool) -> bool {
    let is_word = !name.contains(' ') && name.chars().all(char::is_alphabetic);
    let lower = name.to_lowercase();
    let is_given = is_word && is_given_name(&lower) && !is_month_or_weekday(name);
    if !is_capital {
        return is_given || likeness(name) == Likeness::Certain;
    }
    let capitalised: Vec<String> = lower.split(' ').map(capitalise).collect();
    is_word || likeness(&capitalised.join(" ")) == Likeness::Certain
}

fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// A name without `Jr.` and the like after it.
fn without_suffix(name: &str) -> &str {
    let split = name.rsplit_once(' ').filter(|(_, suffix)| is_suffix(suffix));
    split.map_or(name, |(name, _)| name.trim_end_matches(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voices(labels: &[&str]) -> Vec<String> {
        let labels: Vec<Label> = labels
            .iter()
            .map(|label| label::split(&format!("{label}: w")).map(|labelled| labelled.label).unwrap())
            .collect();
        let pieces = labels.iter().map(|label| Piece {
            line: 1,
            time: None,
            mark: Mark::Label(label.clone()),
            text: "".into(),
            words_at: 0,
            joint: "",
        });
        let cast = Cast::learn(pieces, &[]);
        let shown = |label| match cast.voice(label) {
            Voice::Member(member) => cast.members[member].name.clone(),
            voice => format!("{voice:?}"),
        };
        labels.iter().map(shown).collect()
    }

    #[test]
    fn speaker_labels_are_resolved_as_a_group() {
        for (labels, expected) in [
            // A name must occur twice …
            (&["Jane", "Zorba", "Jane"][..], &["Jane", "Suspect", "Jane"][..]),
            // … or look like a name, as the others do …
            (&["Jane", "Bob", "Jane"], &["Jane", "Bob", "Jane"]),
            (&["REED", "MOORE", "REED"], &["REED", "MOORE", "REED"]),
            // … or be referred to by a part of it …
            (&["TOM REED", "REED", "REED"], &["TOM REED", "TOM REED", "TOM REED"]),
            (&["Tom Reed", "Tom", "Reed"], &["Tom Reed", "Tom Reed", "Tom Reed"]),
            (&["TOM REED", "ANN REED", "REED"], &["TOM REED", "ANN REED", "Ambiguous"]),
            // … or be introduced.
            (&["JANE DOE, ANCHOR", "DOE"], &["JANE DOE", "JANE DOE"]),
            (&["JANE DOE, ANCHOR", "MS. DOE", "DR. JANE DOE"], &["JANE DOE", "JANE DOE", "JANE DOE"]),
            (&["JANE DOE, ANCHOR", "JOHN DOE, ACTOR", "DOE"], &["JANE DOE", "JOHN DOE", "Ambiguous"]),
            (&["Ursula von der Leyen, president", "Von der Leyen"], &["Ursula von der Leyen", "Ursula von der Leyen"]),
            (&["JOHN ROE, JR., SENATOR", "ROE"], &["JOHN ROE, JR.", "JOHN ROE, JR."]),
            (
                &["URSULA VON DER LEYEN, MEP", "VON DER LEYEN", "VON DER LEYEN", "LEYEN"],
                &["URSULA VON DER LEYEN", "URSULA VON DER LEYEN", "URSULA VON DER LEYEN", "URSULA VON DER LEYEN"],
            ),
            (&["JANE DOE", "DOE", "JANE DOE"], &["JANE DOE", "JANE DOE", "JANE DOE"]),
            (&["MR. DOE", "MRS. DOE", "MR. DOE", "MRS. DOE"], &["MR. DOE", "MRS. DOE", "MR. DOE", "MRS. DOE"]),
            // Nobody's names.
            (&["SPEAKER_00", "UNIDENTIFIED MALE", "JANE DOE AND JOHN ROE"], &["Nobody", "Nobody", "Nobody"]),
            (&["Q", "A"], &["Question", "Answer"]),
            (&["Q"], &["Question"]),
            (&["Question"], &["Suspect"]),
            // In a file with labels in capitals, other labels are words.
            (&["JANE DOE, ANCHOR", "DOE", "Remember", "CALLERS CHOICE"], &["JANE DOE", "JANE DOE", "Words", "Suspect"]),
            (&["Remember"], &["Words"]),
        ] {
            assert_eq!(voices(labels), expected, "{labels:?}");
        }
    }
}
