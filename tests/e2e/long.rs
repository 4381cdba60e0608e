//! The long runs: random kills, hostile collections, keys and signals. A normal test run does a little of each;
//! `checks/long` sets a variable for each that makes it do more. Each prints what it did.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::num::NonZero;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use kzq_export::{Availability, Format};
use rustix::process::Signal;
use serde_json::Value;
use tempfile::TempDir;

use crate::hostile::payload;
use crate::hostile::rule::{assert_clean, assert_clean_data, without_tabs};
use crate::hostile::terminal::without_known_sequences;
use crate::support::command::kzq;
use crate::support::terminal::{Exit, Launch, Session, key};
use crate::support::{Chance, KZQ, aloud, eventually, file_in, number_from_env, search_path, start};

/// Picks a random element.
fn pick<'a, T>(chance: &mut Chance, among: &'a [T]) -> &'a T {
    &among[usize::try_from(chance.below(among.len() as u64)).unwrap_or_default()]
}

/// The parts of a shelf entry that the commands change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Part {
    Note,
    Star,
    Listed,
}

/// The possible values of each part of each entry: the last one confirmed by an exit code, and those of commands killed
/// after that. A missing part is empty.
type Possible = BTreeMap<(Part, String), Vec<String>>;

/// The parts of the entries of collection `c` on a shelf.
fn parts_on(shelf: &str) -> BTreeMap<(Part, String), String> {
    let mut parts = BTreeMap::new();
    for row in shelf.lines() {
        let row: Value = serde_json::from_str(row).expect("a row is JSON");
        let id = |name: &Value| name.as_str().and_then(|name| name.strip_prefix("c/")).unwrap_or_default().to_owned();
        let entry = &row["entry"];
        if let Some(note) = entry["note"].as_str() {
            parts.insert((Part::Note, id(&entry["name"])), note.to_owned());
        }
        if entry["starred"] == true {
            parts.insert((Part::Star, id(&entry["name"])), "yes".to_owned());
        }
        for name in row["list"]["entries"].as_array().into_iter().flatten() {
            parts.insert((Part::Listed, id(name)), "yes".to_owned());
        }
    }
    parts
}

/// Programs write to one shelf concurrently and some are killed: confirmed changes must be kept.
#[test]
fn nothing_confirmed_is_lost_to_kills() {
    const WRITERS: u64 = 4;
    const ENTRIES: u64 = 30;
    /// The maximum time after its start at which a program is killed, in microseconds.
    const KILLED_WITHIN: u64 = 60_000;
    let kills = number_from_env("KZQ_KILLS", 6);
    let began = Instant::now();
    let home = TempDir::new().expect("a temporary directory");
    let ids = (0..WRITERS).flat_map(|writer| (0..ENTRIES).map(move |at| format!("w{writer}-{at}")));
    let entries = ids.map(|id| format!("Quote(id: \"{id}\", by: \"a\", text: \"{id}\"),\n"));
    let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"a\": (name: \"Ada\")}, entries: [\n";
    let data = file_in(home.path(), "c.ron", &format!("{head}{}])", entries.collect::<String>()));
    let (killed, confirmed) = (AtomicU64::new(0), AtomicU64::new(0));
    // Returns whether the change was confirmed; whether a killed program made its change is unknown.
    let run = |args: &[&str], chance: &mut Chance| {
        let mut command = Command::new(KZQ);
        command.args(["--no-cache", "--data"]).arg(&data).args(args).env_clear();
        command.env("PATH", search_path()).env("HOME", home.path());
        let mut child = start(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()));
        if chance.below(2) == 0 {
            thread::sleep(Duration::from_micros(chance.below(KILLED_WITHIN)));
            // It may have ended already.
            let _ = child.kill();
        }
        let done = child.wait_with_output().expect("kzq ends");
        let was_killed = done.status.signal() == Some(Signal::KILL.as_raw());
        let count = if was_killed { &killed } else { &confirmed };
        count.fetch_add(1, Ordering::Relaxed);
        let errors = String::from_utf8_lossy(&done.stderr);
        // Removing fails if the list does not exist or does not contain the entry.
        let was_absent = args.contains(&"remove") && errors.contains("list");
        assert!(was_killed || done.status.success() || was_absent, "{args:?}: {} {errors}", done.status);
        !was_killed
    };
    let write = |writer: u64| {
        let (mut chance, mut possible) = (Chance::new(), Possible::new());
        let list = format!("List {writer}");
        for at in 0.. {
            if killed.load(Ordering::Relaxed) >= kills {
                break;
            }
            let id = format!("w{writer}-{}", chance.below(ENTRIES));
            let note = at.to_string();
            let (args, part, value): (&[&str], _, _) = match chance.below(5) {
                0 => (&["note", &id, &note], Part::Note, note.as_str()),
                1 => (&["star", &id], Part::Star, "yes"),
                2 => (&["unstar", &id], Part::Star, ""),
                3 => (&["list", "add", &list, &id], Part::Listed, "yes"),
                _ => (&["list", "remove", &list, &id], Part::Listed, ""),
            };
            let is_confirmed = run(args, &mut chance);
            let values = possible.entry((part, id.clone())).or_insert_with(|| vec![String::new()]);
            if is_confirmed {
                values.clear();
            }
            values.push(value.to_owned());
        }
        possible
    };
    let possible: Possible = thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS).map(|writer| scope.spawn(move || write(writer))).collect();
        writers.into_iter().flat_map(|writer| writer.join().expect("a writer ends")).collect()
    });
    let shelf = fs::read_to_string(home.path().join(".local/share/kzq/shelf.jsonl")).unwrap_or_default();
    let parts = parts_on(&shelf);
    let is_lost =
        |(part, values): &(&(Part, String), &Vec<String>)| !values.contains(parts.get(part).unwrap_or(&String::new()));
    let lost: Vec<_> = possible.iter().filter(is_lost).collect();
    aloud!(
        "kills: {killed:?} programs killed of {WRITERS} that write at a time, {confirmed:?} changes confirmed, {} lost, {} s",
        lost.len(),
        began.elapsed().as_secs()
    );
    assert!(lost.is_empty(), "{lost:?}");
}

/// A collection of some entries with hostile texts at random places, sometimes with a part missing or duplicated.
fn hostile_collection(chance: &mut Chance, payloads: &[String]) -> Vec<u8> {
    const LITTLE: &[&str] = &["council", "five “years”", "We go on, and we stay.", "Ada Byron", "2025-05-29", "a"];
    let text = |chance: &mut Chance| {
        let mut text = String::new();
        for _ in 0..=chance.below(3) {
            let is_hostile = chance.below(2) == 0;
            text += if is_hostile { pick::<String>(chance, payloads).as_str() } else { *pick::<&str>(chance, LITTLE) };
            text.push(' ');
        }
        kzq_edit::string_literal(text.trim_end())
    };
    let mut ron = format!("(schema: 1, id: \"h\", title: {},\nspeakers: {{", text(chance));
    for at in 0..3 {
        let (name, role, alias) = (text(chance), text(chance), text(chance));
        writeln!(ron, "\"s{at}\": (name: {name}, role: {role}, aliases: [{alias}]),").unwrap();
    }
    ron += "}, sources: {";
    for at in 0..3 {
        let (title, container, author) = (text(chance), text(chance), text(chance));
        writeln!(ron, "\"w{at}\": (title: {title}, container: {container}, authors: [{author}], date: \"2025\"),")
            .unwrap();
    }
    writeln!(ron, "}}, topics: [(id: \"t\", label: {}, topics: [(id: \"u\")])], entries: [", text(chance)).unwrap();
    for at in 0..=chance.below(12) {
        let (words, other, note) = (text(chance), text(chance), text(chance));
        let by = chance.below(3);
        let entry = match chance.below(3) {
            0 => format!("Paraphrase(of: \"s{by}\", text: {words}, differs: [{other}], rests_on: [],"),
            1 => format!("Qa(answers_for: \"s{by}\", wording: Verbatim, question: {other}, answer: {words},"),
            _ => format!("Quote(by: \"s{by}\", text: {words}, lead: Narrated({other}), says_same: [\"e0\"],"),
        };
        ron += &entry;
        let source = chance.below(3);
        let rest = "topics: [\"t/u\"], source: (id: \"w";
        writeln!(ron, " id: \"e{at}\", {rest}{source}\", section: {note}), note: {note}),").unwrap();
    }
    let mut bytes = (ron + "])").into_bytes();
    if chance.below(4) == 0 {
        let place = |chance: &mut Chance| usize::try_from(chance.below(bytes.len() as u64)).unwrap_or_default();
        let (one, other) = (place(chance), place(chance));
        let piece = bytes[one.min(other)..one.max(other).min(one.min(other) + 40)].to_vec();
        let end = one.min(other) + piece.len();
        let put = if chance.below(2) == 0 { piece.repeat(2) } else { Vec::new() };
        bytes.splice(one.min(other)..end, put);
    }
    bytes
}

/// Every command prints harmless output about hostile collections, and none panics or hangs.
#[test]
fn hostile_collections_are_harmless_in_every_command() {
    let count = number_from_env("KZQ_COLLECTIONS", 2);
    let (began, payloads) = (Instant::now(), payload::all());
    let (runs, loaded) = (AtomicU64::new(0), AtomicU64::new(0));
    let mut lines: Vec<String> = [
        "check",
        "check --json",
        "topics",
        "speakers",
        "sources",
        "keywords",
        "count --by speaker,topic",
        "verify",
        "topics --format mermaid",
        "search council",
        "search --json five",
        "search topic:t",
        "search “",
        "show e0",
        "show --json e0",
        "related e0",
        "related --json e0",
        "compare e0",
        "compare --json e0",
        "random --seed 1",
        "show --source w1",
        "proofread draft.md",
        "proofread --json draft.md",
        "extract draft.md",
        "star e0",
        "note e0",
        "list add L e0",
        "export --list L --format text",
        "unstar e0",
    ]
    .map(str::to_owned)
    .to_vec();
    let formats = Format::ALL.map(Format::row).into_iter().filter(|row| row.availability != Availability::Directory);
    lines.extend(formats.map(|row| format!("export --format {}", row.name)));
    let try_all = |bytes: &[u8], draft: &str| {
        let home = TempDir::new().expect("a temporary directory");
        let data = home.path().join("h.ron");
        fs::write(&data, bytes).expect("a collection");
        fs::write(home.path().join("draft.md"), draft).expect("a draft");
        for line in &lines {
            let run = kzq(line.split(' ')).arg("--no-cache").arg("--data").arg(&data);
            let done = run.env("HOME", home.path()).directory(home.path()).run();
            runs.fetch_add(1, Ordering::Relaxed);
            let what = || format!("{line}, of {:?}", String::from_utf8_lossy(bytes));
            assert!(done.code.is_some_and(|code| code <= 4), "{:?} {}: {}", done.code, done.stderr, what());
            let format = line.strip_prefix("export --format ").unwrap_or_default();
            let stdout = without_tabs(format, &done.stdout);
            let is_data = line.contains("json")
                || Format::ALL.map(Format::row).iter().any(|row| row.name == format && row.is_data);
            if is_data {
                assert_clean_data(&stdout, what);
            } else {
                assert_clean(&stdout, what);
            }
            assert_clean(&done.stderr, what);
            loaded.fetch_add(u64::from(line == "topics" && done.code != Some(3)), Ordering::Relaxed);
        }
    };
    let left = Mutex::new((Chance::new(), count));
    let next = || {
        let (chance, count) = &mut *left.lock().expect("no other worker failed");
        *count = count.checked_sub(1)?;
        Some((hostile_collection(chance, &payloads), format!("“{}” said Ada.\n", pick(chance, &payloads))))
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while let Some((bytes, draft)) = next() {
                    try_all(&bytes, &draft);
                }
            });
        }
    });
    aloud!(
        "collections: {count} hostile ones, {loaded:?} of which load, {runs:?} commands, {} s",
        began.elapsed().as_secs()
    );
}

/// Quits a browser like a user; returns its exit code.
fn quit(session: &mut Session) -> Exit {
    // Each key closes what is open, and the last one ends the browser.
    for _ in 0..12 {
        // A Ctrl-C typed while the browser ends would be a signal: the terminal echoes it and discards pending output.
        let frames = session.frames();
        if !session.uses_alternate_screen() || !session.try_type(key::CTRL_C) {
            break;
        }
        eventually(|| session.frames() > frames || !session.uses_alternate_screen() || session.has_ended());
    }
    session.wait_for_exit()
}

/// Random keys in browsers with hostile collections: every browser ends normally, and only its own
/// sequences reach the terminal.
#[test]
fn random_keys_never_break_the_browser() {
    const KEYS_OF_ONE: u64 = 200;
    /// All keys except those that end the browser or open other programs.
    const CHARACTERS: &str = "j k h l g G gg n N s m v V w b y Y p P i r = K C L H T u U ? / 1 2 3 0 [ ] { } < > x X d D \
                              a A c f F t z R S M W B * # + - . , ; “ é 汉 \x7f";
    const OTHERS: &[&str] = &[
        "\r",
        "\x1b",
        "\t",
        " ",
        "\x04",
        "\x15",
        "\x0c",
        "\x0f",
        "\x06",
        "\x02",
        "\x0e",
        "\x10",
        "\x1b[A",
        "\x1b[B",
        "\x1b[C",
        "\x1b[D",
        "\x1b[5~",
        "\x1b[6~",
        "\x1b[H",
        "\x1b[F",
        "\x1b[<0;5;5M",
        "\x1b[<64;5;5M",
        "\x1b[200~ten\x1b]0;x\x07\x1b[201~",
    ];
    let all_keys: Vec<&str> = CHARACTERS.split_ascii_whitespace().chain(OTHERS.iter().copied()).collect();
    let keys = number_from_env("KZQ_KEYS", KEYS_OF_ONE);
    let (began, mut chance, payloads) = (Instant::now(), Chance::new(), payload::all());
    let browsers = keys.div_ceil(KEYS_OF_ONE);
    for _ in 0..browsers {
        let bytes = loop {
            let bytes = hostile_collection(&mut chance, &payloads);
            if kzq_corpus::read("h.ron", &bytes).corpus.is_some() {
                break bytes;
            }
        };
        let size = *pick(&mut chance, &[(120, 36), (80, 24), (45, 15), (12, 4), (200, 50)]);
        let launch = Launch::kzq().arg("--no-cache").arg("--clipboard").arg("osc52").arg("--data").arg("h.ron");
        fs::write(launch.home().join("h.ron"), &bytes).expect("a collection");
        let launch = launch.env("EDITOR", "true").env("BROWSER", "true").size(size.0, size.1);
        let mut session = launch.without_flushing().start();
        session.wait_until("a frame", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
        let mut typed = String::new();
        for _ in 0..KEYS_OF_ONE.min(keys) {
            let key = *pick(&mut chance, &all_keys);
            typed += key;
            if !session.try_type(key) {
                break;
            }
            if chance.below(16) == 0 {
                thread::sleep(Duration::from_millis(5));
            }
        }
        let what = || format!("{typed:?}, of {:?}", String::from_utf8_lossy(&bytes));
        assert_eq!(quit(&mut session), Exit::Code(0), "{}\n{}", what(), session.screen());
        session.assert_restored();
        let raw = String::from_utf8(session.raw()).expect("the browser writes UTF-8");
        assert_clean(&without_known_sequences(&raw).replace("\r\n", "\n"), what);
        session.clipboard().iter().for_each(|copied| assert_clean_data(copied, what));
    }
    aloud!("keys: {keys} in {browsers} browsers, {} s", began.elapsed().as_secs());
}

/// Signals and hangups at random moments on each screen: the exit code matches, and the terminal is restored.
#[test]
fn signals_at_any_moment_restore_the_terminal() {
    const SIGNALS: &[Signal] = &[
        Signal::TERM,
        Signal::HUP,
        Signal::INT,
        Signal::QUIT,
        Signal::USR1,
        Signal::USR2,
        Signal::ALARM,
        Signal::XCPU,
    ];
    const SCREENS: &[&str] = &[
        "", "/peace", "/peace\r", "\r", "=", "i", "r", "K", "C", "Y", "Yj", "vll", "L", "Lnabc", ":", ":form", "?",
        "1jj", "y", "3G", " j y", "s", "H", "\x0f",
    ];
    let count = number_from_env("KZQ_SIGNALS", 6);
    let (began, mut chance) = (Instant::now(), Chance::new());
    let (mut hang_ups, mut storms) = (0, 0);
    let mut slowest = Duration::ZERO;
    for _ in 0..count {
        let size = *pick(&mut chance, &[(120, 36), (80, 24), (20, 5), (200, 50)]);
        let mut session = Launch::kzq().arg("--clipboard").arg("osc52").size(size.0, size.1).start();
        session.wait_until("a frame", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
        let keys = pick(&mut chance, SCREENS);
        session.type_keys(keys);
        thread::sleep(Duration::from_millis(chance.below(30)));
        let what = format!("{keys:?} at {size:?}");
        let sent = Instant::now();
        match chance.below(8) {
            0 => {
                session.hang_up();
                assert_eq!(session.wait_for_exit(), Exit::Code(129), "a hang-up after {what}");
                hang_ups += 1;
                continue;
            }
            1 => {
                for _ in 0..chance.below(40) {
                    session.signal(*pick(&mut chance, &[Signal::WINCH, Signal::CONT, Signal::CHILD, Signal::XFSZ]));
                    session.resize(
                        20 + u16::try_from(chance.below(200)).unwrap_or(0),
                        5 + u16::try_from(chance.below(50)).unwrap_or(0),
                    );
                }
                storms += 1;
            }
            _ => {}
        }
        let signal = *pick(&mut chance, SIGNALS);
        session.signal(signal);
        let code = u32::try_from(128 + signal.as_raw()).unwrap_or_default();
        assert_eq!(session.wait_for_exit(), Exit::Code(code), "{signal:?} after {what}");
        session.assert_restored();
        slowest = slowest.max(sent.elapsed());
    }
    let (seconds, slowest) = (began.elapsed().as_secs(), slowest.as_millis());
    aloud!(
        "signals: {count}, {hang_ups} of which were hang-ups and {storms} after a storm of others, the slowest way out {slowest} ms, {seconds} s"
    );
}
