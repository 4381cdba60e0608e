//! The idle browser: it watches its files, and no thread wakes for anything else. Its memory does not grow over
//! a day of typing. `checks/frames` types for longer.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::support::process::{ResidentMemory, Thread, context_switches};
use crate::support::terminal::{Exit, Launch, Session, key};
use crate::support::{KZQ, aloud, collection_in, file_in, number_from_env};

/// The time in which nothing may happen.
const REST: Duration = Duration::from_secs(3);

/// The time within which the browser must become idle: it saves the session some seconds after the last key.
const UNTIL_REST: Duration = Duration::from_mins(1);

/// The thread that checks the files of collections once a second.
const WATCHER: &str = "watch";

/// Waits until only the watcher has been awake for some seconds, and prints the context switches in this time.
#[track_caller]
fn assert_idle(session: &Session, when: &str) {
    let until = Instant::now() + UNTIL_REST;
    loop {
        let before = context_switches(session.pid());
        thread::sleep(REST);
        let after = context_switches(session.pid());
        let count = |thread: &Thread| after[thread] - before.get(thread).copied().unwrap_or_default();
        let has_run = |thread: &Thread| !before.contains_key(thread) || count(thread) > 0;
        let awake: BTreeSet<&str> = after.keys().filter(|thread| has_run(thread)).map(|(_, name)| &**name).collect();
        if awake.iter().all(|name| *name == WATCHER) {
            let watched: u64 = after.keys().filter(|(_, name)| name == WATCHER).map(count).sum();
            // It waits once a second, and may be preempted.
            assert!(watched <= 4 * (REST.as_secs() + 1), "the watcher woke {watched} times in {REST:?} {when}");
            let (threads, seconds) = (after.len(), REST.as_secs());
            aloud!("idle: {when}, {threads} threads, {watched} context switches in {seconds} s, all of the watcher");
            return;
        }
        assert!(Instant::now() < until, "these threads do not rest {when}: {awake:?}");
    }
}

#[test]
fn only_the_watcher_wakes_when_idle() {
    let launch = Launch::kzq().arg("--data").arg("engines.ron");
    collection_in(launch.home());
    let mut session = launch.start();
    session.wait_for("On engines");
    assert_idle(&session, "after the start");
    session.type_keys("/preten");
    session.wait_for("1 of 2");
    assert_idle(&session, "after typing");
    session.type_keys("\r=");
    assert_idle(&session, "in a view");
    session.type_keys("qq");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}

#[test]
fn no_thread_wakes_when_idle_without_files() {
    let mut session = Launch::kzq().start();
    session.wait_for("Tokayev on");
    assert_idle(&session, "with the sample");
    let names: Vec<String> = context_switches(session.pid()).into_keys().map(|(_, name)| name).collect();
    assert!(names.iter().all(|name| name != WATCHER), "there is nothing to watch: {names:?}");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}

/// A collection with this many entries, at least a megabyte, so that it is indexed in the background.
fn large_collection(entries: u64) -> String {
    let mut ron = "(schema: 1, id: \"large\", title: \"Large\", speakers: {".to_owned();
    for at in 0..100 {
        write!(ron, "\"s{at}\": (name: \"Ada Speaker {at}\"),").unwrap();
    }
    ron += "}, topics: [";
    for at in 0..100 {
        write!(ron, "(id: \"t{at}\", label: \"Topic {at}\"),").unwrap();
    }
    ron += "], entries: [\n";
    let words = ["peace", "river", "powers", "bridge", "winter", "reform", "letter"];
    for at in 0..entries {
        let word = |step: u64| words[usize::try_from(at / step).unwrap_or_default() % words.len()];
        let text = format!("The {} was there before the {}, and nobody asked the {} why.", word(1), word(7), word(49));
        let (by, topic) = (at % 100, at / 3 % 100);
        writeln!(ron, "Quote(id: \"e{at}\", by: \"s{by}\", topics: [\"t{topic}\"], text: \"{text} {at}\"),").unwrap();
    }
    ron + "])"
}

/// The program to type into with a large collection: the one under test, or another build.
fn typed_program() -> Launch {
    Launch::program(env::var_os("KZQ_TYPED_PROGRAM").unwrap_or_else(|| KZQ.into()))
}

/// Opens a collection with this many entries and waits until it is indexed.
fn open_large(entries: u64) -> Session {
    let launch = typed_program();
    file_in(launch.home(), "large.ron", &large_collection(entries));
    open(launch, "large.ron".as_ref())
}

/// Opens a collection and waits until it is indexed.
fn open(launch: Launch, data: &OsStr) -> Session {
    let session = launch.arg("--data").arg(data).size(200, 50).start();
    let until = Instant::now() + UNTIL_REST;
    while !session.screen().contains(" verbatim") || session.screen().contains("indexing") {
        assert!(Instant::now() < until && !session.is_closed(), "it is not indexed:\n{}", session.screen());
        thread::sleep(Duration::from_millis(20));
    }
    session
}

#[test]
fn only_the_watcher_wakes_when_idle_after_indexing() {
    let mut session = open_large(10_000);
    assert_idle(&session, "after the index was built");
    session.type_keys("/peace winter");
    assert_idle(&session, "after typing in a large collection");
    session.type_keys(key::CTRL_C);
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}

/// Waits until the browser has mapped a snapshot, and no longer maps a replaced one.
#[track_caller]
fn wait_for_mapped_snapshot(session: &Session) {
    let maps = format!("/proc/{}/maps", session.pid());
    let until = Instant::now() + UNTIL_REST;
    loop {
        let maps = fs::read_to_string(&maps).expect("it runs");
        let snapshots: Vec<&str> = maps.lines().filter(|line| line.contains(".snapshot")).collect();
        if !snapshots.is_empty() && snapshots.iter().all(|line| line.ends_with(".snapshot")) {
            return;
        }
        assert!(Instant::now() < until, "a snapshot should be mapped: {snapshots:?}");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn large_collection_is_mapped_once_its_snapshot_is_stored() {
    let mut session = open_large(40_000);
    session.type_keys("jj");
    wait_for_mapped_snapshot(&session);
    assert_idle(&session, "after the snapshot was stored");
    // The selection is unchanged, and everything can be found.
    session.wait_for("why. 2”");
    session.type_keys("/39999");
    session.wait_for("1 of 40,000");

    // A changed file gets another snapshot.
    file_in(session.home(), "large.ron", &large_collection(40_001));
    session.wait_for("reloaded: 1 new, 0 changed, 0 removed");
    wait_for_mapped_snapshot(&session);
    session.wait_for("1 of 40,001");
    session.type_keys(key::CTRL_C);
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}

/// Keys that a user might type in a day: queries, moving, reading, views, the sidebar, stars; each ends where it began.
const ROUNDS: &[&[&str]] = &[
    &["/", "p", "o", "w", "e", "r", "s", "\r", "j", "j", "j", "k", "\x04", "\x04", "g", "g"],
    &["\r", "j", "j", "\x04", "2", "G", "g", "g"],
    &["/", "r", "i", "v", "e", "r", " ", "w", "i", "n", "t", "e", "r", "\r", "j", "j", key::ESC],
    &["/", "s", "p", "e", "a", "k", "e", "r", ":", "a", "d", "a", key::ESC, key::ESC, key::ESC],
    &["1", "j", "j", "j", "\r", "1", "\r", "g", "g", "2"],
    &["K", "j", "j", key::ESC, "C", "j", "j", key::ESC, "r", "j", key::ESC, "?", key::ESC],
    &[":", "t", "o", "p", "i", "c", key::ESC, "j", "s", "s", "Y", "j", key::ESC],
    &["/", "b", "r", "i", "g", "d", "e", "\r", "n", "n", "N", key::ESC, key::ESC],
];

#[test]
fn a_day_of_typing_leaves_memory_as_it_was() {
    const SAMPLES: usize = 20;
    let keys = number_from_env("KZQ_TYPED_KEYS", 600);
    let pause = Duration::from_millis(number_from_env("KZQ_TYPED_PAUSE", 4));
    let mut session = match env::var_os("KZQ_TYPED_DATA") {
        Some(file) => open(typed_program(), fs::canonicalize(file).expect("KZQ_TYPED_DATA is a file").as_os_str()),
        None => open_large(number_from_env("KZQ_TYPED_ENTRIES", 10_000)),
    };
    let (began, mut typed) = (Instant::now(), 0);
    let (mut own, mut of_files) = (Vec::new(), Vec::new());
    let mut rounds = ROUNDS.iter().cycle();
    for sample in 1..=SAMPLES {
        while typed < keys * sample as u64 / SAMPLES as u64 {
            let round = rounds.next().expect("it begins again");
            for key in *round {
                session.type_keys(key);
                // A letter immediately after Esc would be another key.
                thread::sleep(if *key == key::ESC { pause.max(Duration::from_millis(60)) } else { pause });
            }
            typed += round.len() as u64;
        }
        // Wait until the last key has been processed, or nearly.
        thread::sleep(Duration::from_millis(200));
        let memory = ResidentMemory::of(session.pid());
        own.push(memory.own >> 10);
        of_files.push(memory.of_files >> 10);
        assert!(!session.is_closed(), "it has ended after {typed} keys:\n{}", session.screen());
    }
    let (frames, seconds) = (session.frames(), began.elapsed().as_secs());
    aloud!("memory: {typed} keys, {frames} frames, {seconds} s; resident, in KiB: {own:?}, and of files: {of_files:?}");
    // In the first quarter everything is used for the first time, and creating a view takes more memory for a moment.
    // Pages of mapped files are dropped when memory runs short.
    let (early, late) = (&own[SAMPLES / 4..SAMPLES / 2], &own[SAMPLES * 3 / 4..]);
    let (early, late) = (early.iter().min().expect("some"), late.iter().min().expect("some"));
    assert!(*late <= early + early / 20 + 4096, "memory grows: {own:?}");
    session.type_keys(key::CTRL_C);
    session.signal(rustix::process::Signal::TERM);
    session.wait_for_exit();
}
