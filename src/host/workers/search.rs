//! Search worker thread; only the newest query is run.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::latest::Slot;
use crate::host::message::Message;
use kzq_search::{Answer, Asker, Engine, Query, Selection, Wanted};
use kzq_shelf::{Finder, Places, Shelf};
use kzq_tui::app::{Event, Generation};

/// A search request.
struct Question {
    generation: Generation,
    query: Query,
    selection: Selection,
    shelf: Arc<Shelf>,
    best: usize,
}

/// State shared with the worker.
#[derive(Default)]
struct Task {
    /// The newest request that the worker has not taken yet.
    newest: Option<Question>,
    /// The engine to search with.
    engine: Option<Arc<Engine>>,
}

/// Runs searches, one at a time. A newer request cancels the current one, unless it is the same query repeated because
/// more entries are loaded.
pub(crate) struct Searcher(Arc<Slot<Task>>);

impl Searcher {
    /// Starts the thread; it waits until an engine is set.
    pub(crate) fn start(sender: Sender<Message>) -> io::Result<Self> {
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

    /// Requests up to `limit` rows; the results arrive as a message.
    pub(crate) fn ask(
        &self,
        generation: Generation,
        query: Query,
        selection: Selection,
        shelf: Arc<Shelf>,
        best: usize,
    ) {
        self.0.change(|task| task.newest = Some(Question { generation, query, selection, shelf, best }));
    }

    /// Sets the engine for the next searches.
    pub(crate) fn use_engine(&self, engine: Arc<Engine>) {
        self.0.change(|task| task.engine = Some(engine));
    }
}

impl Task {
    /// Takes the request, once an engine is set.
    fn take(&mut self) -> Option<(Question, Arc<Engine>)> {
        let engine = Arc::clone(self.engine.as_ref()?);
        Some((self.newest.take()?, engine))
    }
}

/// Runs a search unless a newer one arrives; returns `None` if the receiver is gone.
///
/// Partial results are only sent if the query `is_new`: a repeated query was shown completely before.
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

/// Schedule of partial results: each interval is twice as long as the one before.
#[derive(Clone, Copy)]
struct Pace {
    until: Instant,
    patience: Duration,
}

impl Pace {
    /// The first interval: partial results appear within 50 ms.
    const PATIENCE: Duration = Duration::from_millis(25);

    fn start() -> Self {
        Self { until: Instant::now() + Self::PATIENCE, patience: Self::PATIENCE }
    }

    fn next(self) -> Self {
        let patience = 2 * self.patience;
        Self { until: Instant::now() + patience, patience }
    }
}

/// Cancels a search when a newer one is requested, and sends its partial results.
struct Reader<'a> {
    asked: &'a Slot<Task>,
    generation: Generation,
    sender: &'a Sender<Message>,
    /// When to send partial results next; `None` if none are wanted.
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
        // If the receiver is gone, the final send notices.
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
