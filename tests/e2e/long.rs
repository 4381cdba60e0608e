//! The long runs: kills, hostile collections, keys and signals at random. Each does a little in every run of the tests, and
//! as much as its variable says where `checks/long` sets one; each says what it did.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use kzq_export::{Availability, Format};
use rustix::process::Signal;
use serde_json::Value;
use tempfile::TempDir;

use crate::hostile::payload;
use crate::hostile::rule::{assert_clean, assert_clean_data, without_tabs};
use crate::hostile::terminal::without_own;
use crate::support::command::kzq;
use crate::support::terminal::{Exit, Launch, Session, key};
use crate::support::{Chance, KZQ, aloud, becomes_so, file_in, number_of, search_path, start};

/// An element by chance.
fn pick<'a, T>(chance: &mut Chance, among: &'a [T]) -> &'a T {
    &among[usize::try_from(chance.below(among.len() as u64)).unwrap_or_default()]
}

/// What commands have changed on a shelf, and confirmed by their exit codes.
#[derive(Default)]
struct Confirmed {
    /// The notes of entries, by id.
    notes: BTreeMap<String, String>,
    /// Whether entries are starred, by id.
    stars: BTreeMap<String, bool>,
    listed: BTreeSet<String>,
    killed: u64,
}

impl Confirmed {
    fn len(&self) -> usize {
        self.notes.len() + self.stars.len() + self.listed.len()
    }

    /// The ids of which a shelf has not what was confirmed.
    fn lost(&self, shelf: &str) -> Vec<&String> {
        let rows: Vec<Value> = shelf.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect();
        let id = |name: &Value| name.as_str().and_then(|name| name.strip_prefix("c/")).unwrap_or_default().to_owned();
        let kept: BTreeMap<String, &Value> =
            rows.iter().map(|row| &row["entry"]).map(|entry| (id(&entry["name"]), entry)).collect();
        let listed: BTreeSet<String> =
            rows.iter().filter_map(|row| row["list"]["entries"].as_array()).flatten().map(id).collect();
        let field = |id: &String, field: &str| kept.get(id).map(|entry| &entry[field]);
        let notes = self.notes.iter().filter(|(id, note)| field(id, "note").and_then(Value::as_str) != Some(note));
        let stars = self.stars.iter().filter(|(id, star)| field(id, "starred").is_some_and(|it| it == true) != **star);
        let listed = self.listed.iter().filter(|id| !listed.contains(*id));
        notes.map(|(id, _)| id).chain(stars.map(|(id, _)| id)).chain(listed).collect()
    }
}

/// Programs that write to one shelf at the same time, each killed now and then: what was confirmed is kept.
#[test]
fn nothing_confirmed_is_lost_to_kills() {
    const WRITERS: u64 = 4;
    /// One of so many is killed, within so many microseconds.
    const KILLED: (u64, u64) = (3, 60_000);
    let operations = number_of("KZQ_KILLS", 16).div_ceil(WRITERS);
    let began = Instant::now();
    let home = TempDir::new().expect("a temporary directory");
    let ids = |writer: u64| (0..operations).map(move |at| format!("w{writer}-{at}"));
    let entries = (0..WRITERS).flat_map(ids).map(|id| format!("Quote(id: \"{id}\", by: \"a\", text: \"{id}\"),\n"));
    let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"a\": (name: \"Ada\")}, entries: [\n";
    let data = file_in(home.path(), "c.ron", &format!("{head}{}])", entries.collect::<String>()));
    let confirmed = Mutex::new(Confirmed::default());
    // Returns whether it was confirmed: of what was killed it is not known whether it was done.
    let run = |args: &[&str], chance: &mut Chance| {
        let mut command = Command::new(KZQ);
        command.args(["--no-cache", "--data"]).arg(&data).args(args).env_clear();
        command.env("PATH", search_path()).env("HOME", home.path());
        let mut child = start(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()));
        let is_killed = chance.below(KILLED.0) == 0;
        if is_killed {
            thread::sleep(Duration::from_micros(chance.below(KILLED.1)));
            // It may have ended already.
            let _ = child.kill();
            confirmed.lock().unwrap().killed += 1;
        }
        let done = child.wait_with_output().expect("kzq ends");
        let is_done = done.status.code() == Some(0);
        assert!(is_done || is_killed, "{args:?}: {} {}", done.status, String::from_utf8_lossy(&done.stderr));
        is_done
    };
    let write = |writer: u64| {
        let mut chance = Chance::new();
        let list = format!("List {writer}");
        for (at, id) in ids(writer).enumerate() {
            match at % 3 {
                0 if run(&["note", &id, &id], &mut chance) => {
                    confirmed.lock().unwrap().notes.insert(id.clone(), id);
                }
                1 if run(&["list", "add", &list, &id], &mut chance) => {
                    confirmed.lock().unwrap().listed.insert(id);
                }
                2 => {
                    let mut star = run(&["star", &id], &mut chance).then_some(true);
                    if chance.below(2) == 0 {
                        star = run(&["unstar", &id], &mut chance).then_some(false);
                    }
                    confirmed.lock().unwrap().stars.extend(star.map(|star| (id, star)));
                }
                _ => {}
            }
        }
    };
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let write = &write;
            scope.spawn(move || write(writer));
        }
    });
    let confirmed = confirmed.into_inner().unwrap();
    let shelf = fs::read_to_string(home.path().join(".local/share/kzq/shelf.jsonl")).unwrap_or_default();
    let lost = confirmed.lost(&shelf);
    let (all, seconds) = (operations * WRITERS, began.elapsed().as_secs());
    let (killed, known) = (confirmed.killed, confirmed.len());
    aloud!(
        "kills: {all} entries changed by {WRITERS} writers, {killed} programs killed, {known} changes confirmed, {} lost, {seconds} s",
        lost.len()
    );
    assert!(lost.is_empty(), "{lost:?}");
}

/// A collection of some entries that is hostile where chance says so; now and then with a piece missing or twice.
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

/// What each command prints about hostile collections is harmless, and no command panics or hangs.
#[test]
fn hostile_collections_are_harmless_in_every_command() {
    let count = number_of("KZQ_COLLECTIONS", 2);
    let (began, mut chance, payloads) = (Instant::now(), Chance::new(), payload::all());
    let home = TempDir::new().expect("a temporary directory");
    let (mut runs, mut loaded) = (0, 0);
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
    for _ in 0..count {
        let bytes = hostile_collection(&mut chance, &payloads);
        let data = home.path().join("h.ron");
        fs::write(&data, &bytes).expect("a collection");
        fs::write(home.path().join("draft.md"), format!("“{}” said Ada.\n", pick(&mut chance, &payloads))).unwrap();
        for line in &lines {
            let run = kzq(line.split(' ')).arg("--no-cache").arg("--data").arg(&data);
            let done = run.env("HOME", home.path()).directory(home.path()).run();
            runs += 1;
            let what = || format!("{line}, of {:?}", String::from_utf8_lossy(&bytes));
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
            loaded += u64::from(line == "topics" && done.code != Some(3));
        }
    }
    aloud!(
        "collections: {count} hostile ones, {loaded} of which load, {runs} commands, {} s",
        began.elapsed().as_secs()
    );
}

/// Ends a browser as a user does; returns its exit code.
fn leave(session: &mut Session) -> Exit {
    // Each closes what is open, and the last ends the browser.
    for _ in 0..12 {
        // Typed while the browser ends, it would be a signal: the terminal echoes it, and discards what it was to show next.
        let frames = session.frames();
        if !session.has_screen() || !session.try_type(key::CTRL_C) {
            break;
        }
        becomes_so(|| session.frames() > frames || !session.has_screen() || session.has_ended());
    }
    session.wait_for_exit()
}

/// Keys at random, in browsers with hostile collections: none ends the browser in any way but its own, and nothing but the
/// browser's own sequences reaches the terminal.
#[test]
fn random_keys_never_break_the_browser() {
    const KEYS_OF_ONE: u64 = 200;
    /// All but those that end the browser or open other programs.
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
    let keys = number_of("KZQ_KEYS", KEYS_OF_ONE);
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
        assert_eq!(leave(&mut session), Exit::Code(0), "{}\n{}", what(), session.screen());
        session.assert_restored();
        let raw = String::from_utf8(session.raw()).expect("the browser writes UTF-8");
        assert_clean(&without_own(&raw).replace("\r\n", "\n"), what);
        session.clipboard().iter().for_each(|copied| assert_clean_data(copied, what));
    }
    aloud!("keys: {keys} in {browsers} browsers, {} s", began.elapsed().as_secs());
}

/// Signals and hang-ups at random moments, on each screen: the exit code says which, and the terminal is given back.
#[test]
fn signals_at_any_moment_give_the_terminal_back() {
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
    let count = number_of("KZQ_SIGNALS", 6);
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
