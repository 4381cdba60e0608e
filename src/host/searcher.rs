//! Searching on a thread of its own: the newest question only.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::message::Message;
use super::slot::Slot;
use crate::app::{Event, Generation};
use crate::search::{Engine, Query, Selection, Wanted};
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
            loop {
                let (question, engine) = asked.wait(Task::take);
                let places = finder.find(&question.shelf, engine.corpus());
                if answer(&asked, &question, &places, &engine, &sender).is_none() {
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
fn answer(
    asked: &Slot<Task>,
    question: &Question,
    places: &Places,
    engine: &Engine,
    sender: &Sender<Message>,
) -> Option<()> {
    let is_other = |newest: &Question| newest.generation != question.generation;
    let superseded = || asked.look(|task| task.newest.as_ref().is_some_and(is_other));
    let wanted = Wanted { best: question.best, collapsed: true };
    match engine.answer_unless(places, &question.query, &question.selection, wanted, &superseded) {
        Some(answer) => sender.send(Message::Event(Event::Answered(question.generation, Box::new(answer)))).ok(),
        None => Some(()),
    }
}
