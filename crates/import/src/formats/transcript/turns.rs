//! [`Turns`]: pieces joined into turns of speech, and turns into entries.

use kzq_edit::{DraftKind, DraftLead, EntryDraft, Locator};
use kzq_text::sentence;

use super::cast::{Cast, Voice};
use super::clock::show_time;
use super::direction::Direction;
use super::piece::{Mark, Piece};
use crate::item::{Imported, Item, Sink, Skipped};

/// How pieces without a label continue what is before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unlabelled {
    /// The speaker continues until another one is named.
    GoOn,
    /// The speaker continues to the end of the sentence, because others speak without being named.
    EndSentence,
}

/// Milliseconds of silence after which words of nobody are a new entry.
const PAUSE: u64 = 2_000;
/// Milliseconds after which words of nobody that have no full stops are a new entry.
const LONGEST_UNNAMED: u64 = 60_000;

/// Who speaks in a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Who {
    Member(usize),
    /// A label that names nobody, or several.
    Label(String),
    Question,
    Answer,
    Unknown,
}

/// What one speaker says until another one does.
#[derive(Debug)]
struct Turn {
    line: usize,
    time: Option<(u64, u64)>,
    who: Who,
    text: String,
    doubts: Vec<String>,
    extra: Vec<(String, String)>,
}

/// Joins pieces into turns, and hands these on as entries.
pub(super) struct Turns<'c, 's> {
    cast: &'c Cast,
    sink: &'s mut dyn Sink,
    unlabelled: Unlabelled,
    /// Whether nobody says what comes before the first speaker, as in a text with a heading.
    has_head: bool,
    lang: Option<String>,
    current: Option<Turn>,
    question: Option<Turn>,
    /// The direction after which nobody is named yet.
    after: Option<String>,
    /// The recording that is played.
    clip: Option<String>,
    is_stopped: bool,
}

impl<'c, 's> Turns<'c, 's> {
    pub(super) fn new(cast: &'c Cast, unlabelled: Unlabelled, sink: &'s mut dyn Sink) -> Self {
        Self {
            cast,
            sink,
            unlabelled,
            has_head: false,
            lang: None,
            current: None,
            question: None,
            after: None,
            clip: None,
            is_stopped: false,
        }
    }

    /// Nobody says what comes before the first speaker.
    pub(super) fn with_head(mut self) -> Self {
        self.has_head = true;
        self
    }

    /// The language of the words.
    pub(super) fn in_language(mut self, lang: Option<String>) -> Self {
        self.lang = lang;
        self
    }

    /// Takes a piece; returns whether to go on.
    pub(super) fn push(&mut self, piece: &Piece<'_>) -> bool {
        let words = piece.text[piece.words_at..].trim();
        match &piece.mark {
            Mark::Direction(direction) => self.direction(*direction, piece),
            Mark::Change => self.begin(Who::Unknown, piece, words),
            Mark::None => self.go_on(piece, words),
            Mark::Label(label) => {
                let named = || Who::Label(label.name.clone());
                let who = match self.cast.voice(label) {
                    Voice::Words => {
                        self.go_on(piece, piece.text.trim());
                        return !self.is_stopped;
                    }
                    // What comes before the first speaker are often lines such as “Recording: part 2”.
                    Voice::Suspect if self.has_head && !ends_sentence(&piece.text) => {
                        self.skip(piece.line, HEAD);
                        return !self.is_stopped;
                    }
                    Voice::Suspect => {
                        self.has_head = false;
                        self.begin(Who::Unknown, piece, piece.text.trim());
                        self.doubt(&format!("“{}” may be the speaker, but is named only once", label.name));
                        return !self.is_stopped;
                    }
                    Voice::Member(member) => Who::Member(member),
                    Voice::Nobody | Voice::Ambiguous => named(),
                    Voice::Question => Who::Question,
                    Voice::Answer => Who::Answer,
                };
                self.has_head = false;
                let is_same = self.current.as_ref().is_some_and(|turn| turn.who == who);
                if is_same && !matches!(who, Who::Question | Who::Answer) {
                    self.append(piece, words);
                } else {
                    self.begin(who, piece, words);
                    if self.cast.voice(label) == Voice::Ambiguous {
                        self.doubt(&format!(
                            "several speakers are called “{}”; the speaker is left unknown",
                            label.name
                        ));
                    }
                    if self.cast.is_guess(label) {
                        self.doubt(&format!(
                            "“{}” is named only once; taken for a speaker like the others",
                            label.name
                        ));
                    }
                    if let Some(manner) = &label.manner {
                        self.add_extra("manner", manner);
                    }
                }
            }
        }
        !self.is_stopped
    }

    /// Passes on what is left.
    pub(super) fn finish(mut self) {
        self.end();
        if let Some(question) = self.question.take() {
            self.emit(question, None);
        }
    }

    fn direction(&mut self, direction: Direction, piece: &Piece<'_>) {
        if self.has_head {
            self.skip(piece.line, HEAD);
            return;
        }
        self.end();
        let text = piece.text.trim();
        match direction {
            Direction::ClipBegins => self.clip = Some(text.to_owned()),
            Direction::ClipEnds => self.clip = None,
            Direction::Other => {}
        }
        self.after = Some(text.to_owned());
        self.skip(piece.line, "a stage direction, not speech");
    }

    /// Takes words without a label.
    fn go_on(&mut self, piece: &Piece<'_>, words: &str) {
        if self.has_head {
            self.skip(piece.line, HEAD);
            return;
        }
        let goes_on = self.current.as_ref().is_some_and(|turn| match (&turn.who, self.unlabelled) {
            _ if turn.text.is_empty() => true,
            (_, Unlabelled::GoOn) => true,
            (Who::Unknown, Unlabelled::EndSentence) => !is_over(turn, piece),
            (_, Unlabelled::EndSentence) => !ends_sentence(&turn.text),
        });
        if goes_on {
            self.append(piece, words);
            return;
        }
        let doubt = match &self.after {
            Some(direction) => Some(format!("no speaker is named after “{direction}”; the speaker is left unknown")),
            None if self.cast.is_empty() => None,
            None => Some("nobody is named; the speaker is left unknown".to_owned()),
        };
        self.begin(Who::Unknown, piece, words);
        if let Some(doubt) = doubt {
            self.doubt(&doubt);
        }
    }

    fn begin(&mut self, who: Who, piece: &Piece<'_>, words: &str) {
        self.end();
        let extra = match &who {
            Who::Label(label) => vec![("speaker".to_owned(), label.clone())],
            _ => Vec::new(),
        };
        self.current =
            Some(Turn { line: piece.line, time: piece.time, who, text: words.to_owned(), doubts: Vec::new(), extra });
        if let Some(clip) = self.clip.clone() {
            self.add_extra("clip", &clip);
        }
        self.after = None;
    }

    fn append(&mut self, piece: &Piece<'_>, words: &str) {
        let Some(turn) = &mut self.current else { return };
        if !turn.text.is_empty() && !words.is_empty() {
            turn.text.push_str(piece.joint);
        }
        turn.text.push_str(words);
        match (&mut turn.time, piece.time) {
            (Some((_, end)), Some((_, later))) => *end = later,
            (time @ None, later) if turn.text.len() == words.len() => *time = later,
            _ => {}
        }
    }

    fn doubt(&mut self, doubt: &str) {
        self.current.iter_mut().for_each(|turn| turn.doubts.push(doubt.to_owned()));
    }

    fn add_extra(&mut self, name: &str, value: &str) {
        self.current.iter_mut().for_each(|turn| turn.extra.push((name.to_owned(), value.to_owned())));
    }

    fn skip(&mut self, line: usize, reason: &'static str) {
        self.accept(Item::Skipped(Skipped { line, reason }));
    }

    /// Ends the current turn. A question waits for what answers it.
    fn end(&mut self) {
        let Some(turn) = self.current.take() else { return };
        if turn.text.is_empty() {
            self.skip(turn.line, "a speaker without words");
            return;
        }
        let asked = self.question.take();
        match (asked, &turn.who) {
            (asked, Who::Question) => {
                if let Some(question) = asked {
                    self.emit(question, None);
                }
                self.question = Some(turn);
            }
            (Some(question), Who::Unknown) => {
                self.emit(question, None);
                self.emit(turn, None);
            }
            (asked, _) => self.emit(turn, asked),
        }
    }

    fn emit(&mut self, turn: Turn, asked: Option<Turn>) {
        let mut line = turn.line;
        let mut time = turn.time;
        let mut draft =
            EntryDraft { text: turn.text, lang: self.lang.clone(), extra: turn.extra, ..EntryDraft::default() };
        match turn.who {
            Who::Member(member) => draft.speaker = self.cast.speaker(member),
            Who::Question => draft.extra.push(("speaker".to_owned(), "Q".to_owned())),
            Who::Answer if asked.is_none() => draft.extra.push(("speaker".to_owned(), "A".to_owned())),
            Who::Answer | Who::Label(_) | Who::Unknown => {}
        }
        let mut doubts = turn.doubts;
        if let Some(asked) = asked {
            if turn.who == Who::Answer {
                (line, time) = (asked.line, asked.time.or(time));
                draft.kind = DraftKind::Qa { question: asked.text, verbatim: true };
            } else {
                draft.lead = Some(DraftLead::Asked(asked.text));
            }
            doubts.splice(0..0, asked.doubts);
        }
        draft.locator = Locator { time: time.map(|(start, _)| show_time(start)), ..Locator::default() };
        self.accept(Item::Entry(Imported { line, draft, doubts }));
    }

    fn accept(&mut self, item: Item) {
        self.is_stopped = self.is_stopped || !self.sink.accept(item);
    }
}

/// Why words before the first speaker are left out.
const HEAD: &str = "before the first speaker";

/// Whether words of nobody end before a piece: at the end of a sentence, at a pause, or where they get too long.
fn is_over(turn: &Turn, next: &Piece<'_>) -> bool {
    let is_late = turn.time.zip(next.time).is_some_and(|((start, end), (next, _))| {
        next.saturating_sub(end) >= PAUSE || next.saturating_sub(start) >= LONGEST_UNNAMED
    });
    is_late || ends_sentence(&turn.text)
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c| sentence::is_closing_mark(c) || c == '"');
    text.ends_with(sentence::is_terminator)
}
