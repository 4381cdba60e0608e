//! [`Burst`]: letters typed in the list or a view so fast that they may have been meant as words.

use std::time::Duration;

use super::marked::MarkedEntries;

/// Letters within this time of one another belong together.
const WINDOW: Duration = Duration::from_millis(400);

/// How long the letters are offered.
const OFFERED_FOR: Duration = Duration::from_secs(10);

/// Letters that move; typed fast, they are not a word.
const MOTIONS: &str = "hjkl ";

/// How many letters, each different from the one before, make a word: a key that is held down means the command.
const MIN_LETTERS: usize = 3;

/// How many characters are kept: each key that is typed, and each frame, looks at them.
const MAX_KEPT: usize = 200;

/// The letters typed last, if they began in the list or a view.
#[derive(Debug, Default)]
pub(super) struct Burst {
    /// The first [`MAX_KEPT`] of them.
    letters: String,
    /// The last letter.
    last_letter: Option<char>,
    /// When the last letter was typed.
    last: Duration,
    /// When the last letters were typed that each differ from the one before; the latest first.
    changes_of_letter: [Option<Duration>; MIN_LETTERS],
    /// How many of the letters do more than move.
    commands: usize,
    before: Before,
    is_offered: bool,
}

/// What there was before the first letter.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// The number of changes that could be undone.
    pub(super) changes: usize,
    pub(super) marked: MarkedEntries,
}

/// Letters to undo, or to filter by.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) letters: String,
    pub(super) before: Before,
}

impl Burst {
    /// Takes a typed character and its time. Returns what was offered, unless the character continues the word.
    pub(super) fn on_char(&mut self, c: char, now: Duration, begin: impl FnOnce() -> Option<Before>) -> Option<Offer> {
        let continues = !self.letters.is_empty() && now.saturating_sub(self.last) <= WINDOW;
        if continues && (c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'')) {
            self.add(c, now);
            return None;
        }
        let is_late = now.saturating_sub(self.last) > OFFERED_FOR;
        let offer = self.end().filter(|_| !is_late);
        if c.is_alphabetic()
            && let Some(before) = begin()
        {
            *self = Self { before, ..Self::default() };
            self.add(c, now);
        }
        offer
    }

    fn add(&mut self, c: char, now: Duration) {
        if self.last_letter != Some(c) {
            self.changes_of_letter.rotate_right(1);
            self.changes_of_letter[0] = Some(now);
        }
        if self.letters.len() < MAX_KEPT {
            self.letters.push(c);
        }
        self.commands += usize::from(!MOTIONS.contains(c));
        (self.last_letter, self.last) = (Some(c), now);
    }

    /// Ends the letters; returns them if they were offered.
    pub(super) fn end(&mut self) -> Option<Offer> {
        let Self { letters, before, is_offered, .. } = std::mem::take(self);
        is_offered.then_some(Offer { letters, before })
    }

    /// Offers the letters if they are a word and one of them changed something; there are `changes` after the last one.
    pub(super) fn offer_if_written(&mut self, changes: usize) {
        let first = self.changes_of_letter[MIN_LETTERS - 1];
        let is_fast = first.is_some_and(|first| self.last.saturating_sub(first) <= WINDOW);
        self.is_offered |= is_fast && self.commands > 1 && changes > self.before.changes;
    }

    /// The letters that are offered.
    pub(super) fn offered(&self) -> Option<&str> {
        self.is_offered.then_some(self.letters.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fast_distinct_letters_count_as_text_after_a_change() {
        for (typed, gap, changes, expected) in [
            ("sec", 100, 1, Some("sec")),
            ("sec", 200, 1, Some("sec")),
            ("sec", 201, 1, None),
            ("sec", 100, 0, None),
            ("se", 100, 1, None),
            ("jjjjs", 30, 1, None),
            ("un sec", 100, 1, Some("un sec")),
            (" se", 100, 1, None),
            ("jsj", 100, 1, None),
        ] {
            let mut burst = Burst::default();
            for (number, c) in (0..).zip(typed.chars()) {
                let now = Duration::from_millis(number * gap);
                burst.on_char(c, now, || Some(Before::default()));
            }
            burst.offer_if_written(changes);
            assert_eq!(burst.offered(), expected, "{typed} {gap} {changes}");
        }
    }

    #[test]
    fn number_of_kept_letters_is_bounded() {
        let mut burst = Burst::default();
        for (number, c) in (0..100_000).zip("sec".chars().cycle()) {
            burst.on_char(c, Duration::from_millis(number), || Some(Before::default()));
            burst.offer_if_written(1);
        }
        assert_eq!(burst.offered().map(str::len), Some(MAX_KEPT));
    }

    #[test]
    fn offer_ends_at_a_slow_key() {
        let mut burst = Burst::default();
        let at = Duration::from_millis;
        for (c, now) in [('s', 0), ('e', 50), ('c', 100)] {
            assert!(burst.on_char(c, at(now), || Some(Before::default())).is_none());
        }
        burst.offer_if_written(1);
        assert!(burst.on_char('u', at(150), || None).is_none(), "it goes on with the word");
        let offer = burst.on_char('u', at(900), || None).unwrap();
        assert_eq!(offer.letters, "secu");
        assert!(burst.offered().is_none());
        // Much later, the same key is a command.
        for (c, now) in [('s', 2000), ('e', 2050), ('c', 2100)] {
            assert!(burst.on_char(c, at(now), || Some(Before::default())).is_none());
        }
        burst.offer_if_written(1);
        assert!(burst.on_char('u', at(20_000), || None).is_none());
    }
}
