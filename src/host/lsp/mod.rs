//! Runs the language server: pipes, threads and files for [`kzq_lsp::Server`].
//!
//! The main thread runs the state machine. One thread reads messages of the editor, one loads the collections and loads
//! them again when they change, and one does what takes time: it reads the texts of sources, finds entries in their files,
//! adds quotations, and has the project ignore some.

mod event;
mod jobs;
mod loader;

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};

use self::event::{Event, JobResult, LoadedProject};
pub(super) use self::event::{FindData, MadeCollection, ProjectData};
use self::jobs::Job;
use self::loader::Loader;
use super::error::{Error, ExitCode};
use super::workers::{threads, worker};
use kzq_lsp::{Collections, FrameDecoder, Output, Server, frame};

/// The most messages that wait to be taken in; the editor waits for the rest to be read.
const MAX_WAITING: usize = 256;

/// Runs the server until the editor ends it; returns the exit code.
///
/// # Errors
///
/// If no thread can be started, or the editor no longer reads.
pub(super) fn serve(find_data: Box<FindData>) -> Result<ExitCode, Error> {
    let (sender, receiver) = sync_channel(MAX_WAITING);
    let from_editor = sender.clone();
    threads::spawn("editor", move || read_messages(io::stdin().lock(), &from_editor))?;
    let results = sender.clone();
    let jobs = worker::spawn("jobs", channel(), move |jobs| jobs::run(jobs, &results))?;
    let mut host = Host { receiver, sender, jobs, find_data: Some(find_data), wake: None, is_at_end: false };
    let mut server = Server::new();
    let mut loaded: Option<Box<LoadedProject>> = None;
    loop {
        let mut collections = loaded.as_deref().map(|loaded| Collections::new(&loaded.engine, &loaded.files));
        let next = host.serve(&mut server, collections.as_mut(), loaded.as_deref())?;
        let Some(next) = next else {
            return Ok(if server.ended() == Some(true) { ExitCode::Found } else { ExitCode::Nothing });
        };
        drop(collections);
        loaded = Some(next);
        server.collections_changed();
    }
}

/// Reads the messages of the editor up to the end.
fn read_messages(mut input: impl Read, events: &SyncSender<Event>) {
    let mut decoder = FrameDecoder::default();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => decoder.push(&buffer[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
        while let Some(message) = decoder.next_message() {
            let event = message.map_or_else(|error| Event::Garbled(error.to_string()), Event::Message);
            if events.send(event).is_err() {
                return;
            }
        }
    }
    // If the main thread has ended, so does the process.
    let _ = events.send(Event::End);
}

/// The state of the main thread, apart from the server.
struct Host {
    receiver: Receiver<Event>,
    sender: SyncSender<Event>,
    jobs: Sender<Job>,
    /// Until the first project is loaded.
    find_data: Option<Box<FindData>>,
    /// Has the loader look at the files.
    wake: Option<Sender<()>>,
    /// Whether the editor sends no more.
    is_at_end: bool,
}

impl Host {
    /// Runs the server with some collections; returns the ones to go on with, or `None` at the end.
    fn serve(
        &mut self,
        server: &mut Server,
        mut collections: Option<&mut Collections<'_>>,
        loaded: Option<&LoadedProject>,
    ) -> Result<Option<Box<LoadedProject>>, Error> {
        let mut output = io::stdout().lock();
        loop {
            // What is waiting is taken in first, so that a burst of keys leads to one check.
            for _ in 0..MAX_WAITING {
                let has_work = server.has_work(collections.is_some()) || self.is_at_end;
                match self.next_event(has_work) {
                    Some(Event::Loaded(next)) => return Ok(Some(next)),
                    Some(event) => self.take_in(event, server, collections.as_deref_mut(), loaded),
                    None => break,
                }
            }
            for wanted in server.step(collections.as_deref()) {
                self.perform(wanted, server, loaded, &mut output)?;
            }
            output.flush()?;
            if self.is_at_end && !server.has_work(collections.is_some()) {
                server.disconnected();
            }
            if server.ended().is_some() {
                return Ok(None);
            }
        }
    }

    /// The next event; waits for one unless there is something else to do.
    fn next_event(&mut self, has_work: bool) -> Option<Event> {
        if has_work {
            match self.receiver.try_recv() {
                Ok(event) => Some(event),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => Some(Event::End),
            }
        } else {
            Some(self.receiver.recv().unwrap_or(Event::End))
        }
    }

    fn take_in(
        &mut self,
        event: Event,
        server: &mut Server,
        collections: Option<&mut Collections<'_>>,
        loaded: Option<&LoadedProject>,
    ) {
        match event {
            Event::Message(message) => server.receive(&message),
            Event::Garbled(why) => server.receive_error(&why),
            Event::End => self.is_at_end = true,
            Event::Warning(text) => server.warn(&text),
            Event::Done(JobResult::Texts(number, texts)) => {
                // Those of collections that have changed meanwhile are of no use.
                let current = collections.filter(|_| loaded.is_some_and(|loaded| loaded.number == number));
                if let Some(collections) = current {
                    collections.set_texts(texts);
                    server.texts_changed();
                }
            }
            Event::Done(JobResult::Located(ticket, file, range)) => server.located(ticket, &file, range),
            Event::Done(JobResult::AllLocated(number, found)) => {
                if loaded.is_some_and(|loaded| loaded.number == number) {
                    server.entries_located(found);
                }
            }
            Event::Done(JobResult::Added(ticket, outcome)) => {
                server.added(ticket, outcome.as_ref());
                self.check_files();
            }
            Event::Loaded(_) => {}
        }
    }

    fn perform(
        &mut self,
        wanted: Output,
        server: &Server,
        loaded: Option<&LoadedProject>,
        output: &mut impl Write,
    ) -> Result<(), Error> {
        match wanted {
            Output::Send(message) => output.write_all(frame(&message).as_bytes())?,
            Output::Load(root) => {
                if let Some(find_data) = self.find_data.take() {
                    let (wake, woken) = channel();
                    self.wake = Some(wake);
                    let loader = Loader::new(find_data, root, self.sender.clone());
                    threads::spawn("load", move || loader.run(&woken))?;
                }
            }
            Output::CheckFiles => self.check_files(),
            Output::ReadTexts => self.start(loaded.map(Job::read_texts)),
            Output::Locate(ticket, file, entry) => {
                self.start(Some(Job::Locate { ticket, file, entry, encoding: server.encoding() }));
            }
            Output::LocateAll(entries) => self.start(loaded.map(|loaded| Job::LocateAll {
                number: loaded.number,
                entries,
                encoding: server.encoding(),
            })),
            Output::Ignore(ticket, words) => {
                let project = loaded.and_then(|loaded| loaded.files.project.clone());
                self.start(project.map(|file| Job::Ignore { ticket, file, words }));
            }
            Output::Add(ticket, addition) => self.start(loaded.map(|loaded| Job::Add {
                ticket,
                is_own: loaded.files.own.as_ref() == Some(&addition.file),
                addition,
            })),
        }
        Ok(())
    }

    fn start(&self, job: Option<Job>) {
        // The thread lives as long as the process.
        let _ = job.map(|job| self.jobs.send(job));
    }

    fn check_files(&self) {
        let _ = self.wake.as_ref().map(|wake| wake.send(()));
    }
}
