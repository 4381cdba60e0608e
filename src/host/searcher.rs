//! Searching on a thread of its own: the newest question only.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::message::Message;
use super::slot::Slot;
use crate::app::{Event, Generation};
use crate::search::{Answer, Asker, Engine, Query, Selection, Wanted};
use crate::shelf::{Finder, Places, Shelf};

/// A question.
struct Question {
    generation: Generation,
    query: Query,
    selection: Selection,
    shelf: Arc<Shelf>,
    best: usize,
}

/// What the thread is to do.
#[derive(Default)]
struct Task {
    /// The newest question, if nobody has begun to answer it.
    newest: Option<Question>,
    /// What to answer it with.
    engine: Option<Arc<Engine>>,
}

/// Answers searches, one at a time. A question is superseded by another, even while it is answered, but not by
/// itself, asked again because there is more to search.
pub(super) struct Searcher(Arc<Slot<Task>>);

impl Searcher {
    /// Starts the thread. It waits until it has an engine.
    pub(super) fn start(sender: Sender<Message>) -> io::Result<Self> {
        let slot = Arc::new(Slot::<Task>::default());
        let asked = Arc::clone(&slot);
        thread::Builder::new().name("search".into()).spawn(move || {
            let mut finder = Finder::default();
            let mut last = Generation::default();
            loop {
                let (question, engine) = asked.wait(Task::take);
                let places = finder.find(&question.shelf, engine.corpus());
                let is_new = std::mem::replace(&mut last, question.generation) != question.generation;
                if answer(&asked, (&question, is_new), &places, &engine, &sender).is_none() {
                    return;
                }
            }
        })?;
        Ok(Self(slot))
    }

    /// Asks for so many rows; the answer comes as a message.
    pub(super) fn ask(
        &self,
        generation: Generation,
        query: Query,
        selection: Selection,
        shelf: Arc<Shelf>,
        best: usize,
    ) {
        self.0.change(|task| task.newest = Some(Question { generation, query, selection, shelf, best }));
    }

    /// Answers with another engine from now on.
    pub(super) fn use_engine(&self, engine: Arc<Engine>) {
        self.0.change(|task| task.engine = Some(engine));
    }
}

impl Task {
    /// The question, with what answers it, if both are there.
    fn take(&mut self) -> Option<(Question, Arc<Engine>)> {
        let engine = Arc::clone(self.engine.as_ref()?);
        Some((self.newest.take()?, engine))
    }
}

/// Answers a question unless another comes; `None` where nobody listens any more.
///
/// What was found so far is told only of a question that `is_new`: of one that is asked again all was told before.
fn answer(
    asked: &Slot<Task>,
    (question, is_new): (&Question, bool),
    places: &Places,
    engine: &Engine,
    sender: &Sender<Message>,
) -> Option<()> {
    let reader = Reader { asked, generation: question.generation, sender, next: is_new.then(Pace::start).into() };
    let wanted = Wanted { best: question.best, collapsed: true };
    match engine.answer_to(&reader, places, &question.query, &question.selection, wanted) {
        Some(answer) => reader.tell(answer),
        None => Some(()),
    }
}

/// How long the reader waits until they see what was found so far; each time twice as long as before.
#[derive(Clone, Copy)]
struct Pace {
    until: Instant,
    patience: Duration,
}

impl Pace {
    /// So long at first: what is found then is seen within 50 ms.
    const PATIENCE: Duration = Duration::from_millis(25);

    fn start() -> Self {
        Self { until: Instant::now() + Self::PATIENCE, patience: Self::PATIENCE }
    }

    fn next(self) -> Self {
        let patience = 2 * self.patience;
        Self { until: Instant::now() + patience, patience }
    }
}

/// The reader who waits for an answer.
struct Reader<'a> {
    asked: &'a Slot<Task>,
    generation: Generation,
    sender: &'a Sender<Message>,
    /// When they want to see what was found so far, if they do.
    next: Mutex<Option<Pace>>,
}

impl Reader<'_> {
    fn tell(&self, answer: Answer) -> Option<()> {
        self.sender.send(Message::Event(Event::Answered(self.generation, Box::new(answer)))).ok()
    }

    fn pace(&self) -> MutexGuard<'_, Option<Pace>> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Asker for Reader<'_> {
    fn has_gone(&self) -> bool {
        self.asked.look(|task| task.newest.as_ref().is_some_and(|newest| newest.generation != self.generation))
    }

    fn is_impatient(&self) -> bool {
        self.pace().is_some_and(|pace| pace.until <= Instant::now())
    }

    fn hear(&self, so_far: Answer) {
        // Where nobody listens any more, the end of the answer finds out.
        let _ = self.tell(so_far);
        let mut pace = self.pace();
        *pace = pace.map(Pace::next);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn who_waits_hears_what_was_found_so_far_and_is_patient_again() {
        let (sender, receiver) = channel();
        let hour = Duration::from_hours(1);
        for (pace, expected) in [
            (None, false),
            (Some(Pace { until: Instant::now(), patience: hour }), true),
            (Some(Pace { until: Instant::now() + hour, patience: hour }), false),
        ] {
            let generation = Generation::default().next();
            let reader = Reader { asked: &Slot::default(), generation, sender: &sender, next: Mutex::new(pace) };
            assert_eq!(reader.is_impatient(), expected);
            reader.hear(Answer::default());
            assert!(!reader.is_impatient() && !reader.has_gone());
            let heard = receiver.try_recv();
            assert!(matches!(heard, Ok(Message::Event(Event::Answered(of, _))) if of == generation));
        }
    }

    #[test]
    fn who_asks_something_else_has_gone_and_who_asks_again_has_not() {
        let (sender, _receiver) = channel();
        let first = Generation::default().next();
        for (newest, expected) in [(first, false), (first.next(), true)] {
            let question = Question {
                generation: newest,
                query: Query::default(),
                selection: Selection::default(),
                shelf: Arc::default(),
                best: 1,
            };
            let asked = Slot::default();
            asked.change(|task: &mut Task| task.newest = Some(question));
            let reader = Reader { asked: &asked, generation: first, sender: &sender, next: Mutex::new(None) };
            assert_eq!(reader.has_gone(), expected);
        }
    }
}
