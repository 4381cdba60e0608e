//! Search worker thread; only the newest query is run.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::worker;
use super::worker::{Latest, latest};
use crate::host::message::Message;
use kzq_corpus::Corpus;
use kzq_search::{Answer, Engine, SearchObserver, SearchOptions};
use kzq_shelf::{Placement, PlacementCache};
use kzq_tui::app::{Event, Generation, SearchRequest};

/// State shared with the worker.
#[derive(Default)]
pub(crate) struct SearchInbox {
    /// The newest request that the worker has not taken yet.
    pub(crate) request: Option<SearchRequest>,
    /// The engine for the next searches; they wait until there is one.
    pub(crate) engine: Option<Arc<Engine>>,
}

/// Runs searches, one at a time; the results arrive as messages. A newer request cancels the current one, unless it is
/// the same query repeated because more entries are loaded.
pub(crate) type SearchWorker = Arc<Latest<SearchInbox>>;

/// Starts the thread.
pub(crate) fn start(sender: Sender<Message>) -> io::Result<SearchWorker> {
    worker::spawn("search", latest(), move |inbox: SearchWorker| {
        let mut placement_cache = PlacementCache::default();
        let mut last = Generation::default();
        loop {
            let (request, engine) = inbox.wait(SearchInbox::take);
            let placements = placement_cache.locate(&request.shelf, engine.corpus());
            let is_new = std::mem::replace(&mut last, request.generation) != request.generation;
            if run_search(&inbox, (&request, is_new), &placements, &engine, &sender).is_none() {
                return;
            }
        }
    })
}

impl SearchInbox {
    /// Takes the request, once an engine is set.
    fn take(&mut self) -> Option<(SearchRequest, Arc<Engine>)> {
        let engine = Arc::clone(self.engine.as_ref()?);
        Some((self.request.take()?, engine))
    }
}

/// Runs a search unless a newer one arrives; returns `None` if the receiver is gone.
///
/// Partial results are only sent if the query `is_new`: a repeated query was shown completely before.
fn run_search(
    asked: &Latest<SearchInbox>,
    (question, is_new): (&SearchRequest, bool),
    places: &Placement,
    engine: &Engine,
    sender: &Sender<Message>,
) -> Option<()> {
    let observer = ChannelObserver {
        inbox: asked,
        request: question,
        corpus: engine.corpus(),
        sender,
        schedule: is_new.then(PartialSchedule::start).into(),
    };
    let options = SearchOptions { limit: question.limit, ..SearchOptions::GROUPED };
    match engine.answer_observed(&observer, places, &question.query, &question.selection, options) {
        Some(answer) => observer.send(answer),
        None => Some(()),
    }
}

/// Schedule of partial results: each interval is twice as long as the one before.
#[derive(Clone, Copy)]
struct PartialSchedule {
    due: Instant,
    interval: Duration,
}

impl PartialSchedule {
    /// The first interval: partial results appear within 50 ms.
    const FIRST_INTERVAL: Duration = Duration::from_millis(25);

    fn start() -> Self {
        Self { due: Instant::now() + Self::FIRST_INTERVAL, interval: Self::FIRST_INTERVAL }
    }

    fn next(self) -> Self {
        let interval = 2 * self.interval;
        Self { due: Instant::now() + interval, interval }
    }
}

/// Cancels a search when a newer one is requested, and sends its partial results.
struct ChannelObserver<'a> {
    inbox: &'a Latest<SearchInbox>,
    request: &'a SearchRequest,
    corpus: &'a Corpus,
    sender: &'a Sender<Message>,
    /// When to send partial results next; `None` if none are wanted.
    schedule: Mutex<Option<PartialSchedule>>,
}

impl ChannelObserver<'_> {
    fn send(&self, answer: Answer) -> Option<()> {
        self.sender.send(Message::Event(Event::SearchDone(Box::new(self.request.done(self.corpus, answer))))).ok()
    }

    fn lock_schedule(&self) -> MutexGuard<'_, Option<PartialSchedule>> {
        self.schedule.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SearchObserver for ChannelObserver<'_> {
    fn is_cancelled(&self) -> bool {
        self.inbox.peek(|task| task.request.as_ref().is_some_and(|newest| newest.generation != self.request.generation))
    }

    fn wants_partial(&self) -> bool {
        self.lock_schedule().is_some_and(|pace| pace.due <= Instant::now())
    }

    fn on_partial(&self, so_far: Answer) {
        // If the receiver is gone, the final send notices.
        let _ = self.send(so_far);
        let mut pace = self.lock_schedule();
        *pace = pace.map(PartialSchedule::next);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn request(generation: Generation) -> SearchRequest {
        SearchRequest {
            generation,
            query: kzq_search::Query::default(),
            selection: kzq_search::FacetFilter::default(),
            shelf: Arc::default(),
            totals: Arc::default(),
            limit: 1,
        }
    }

    #[test]
    fn sends_partial_results_and_backs_off() {
        let (sender, receiver) = channel();
        let hour = Duration::from_hours(1);
        for (pace, expected) in [
            (None, false),
            (Some(PartialSchedule { due: Instant::now(), interval: hour }), true),
            (Some(PartialSchedule { due: Instant::now() + hour, interval: hour }), false),
        ] {
            let request = request(Generation::default().next());
            let (inbox, corpus) = (&Latest::default(), &Corpus::default());
            let reader =
                ChannelObserver { inbox, request: &request, corpus, sender: &sender, schedule: Mutex::new(pace) };
            assert_eq!(reader.wants_partial(), expected);
            reader.on_partial(Answer::default());
            assert!(!reader.wants_partial() && !reader.is_cancelled());
            let heard = receiver.try_recv();
            assert!(
                matches!(heard, Ok(Message::Event(Event::SearchDone(done))) if done.generation == request.generation)
            );
        }
    }

    #[test]
    fn only_a_different_query_cancels() {
        let (sender, _receiver) = channel();
        let first = Generation::default().next();
        for (newest, expected) in [(first, false), (first.next(), true)] {
            let inbox = &Latest::default();
            inbox.update(|task: &mut SearchInbox| task.request = Some(request(newest)));
            let (request, corpus) = (&request(first), &Corpus::default());
            let reader = ChannelObserver { inbox, request, corpus, sender: &sender, schedule: Mutex::new(None) };
            assert_eq!(reader.is_cancelled(), expected);
        }
    }
}
