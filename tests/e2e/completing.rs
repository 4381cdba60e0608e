//! Completion in real shells, by typing keys, and the answers of kzq to their scripts.

use std::fs;

use crate::support::command::{Run, kzq};
use crate::support::terminal::{Launch, Session, key};
use crate::support::{BROKEN, COLLECTION, aloud, collection_in, file_in, installed};

/// The prompt of the shells.
const PROMPT: &str = "ready> ";
/// Clears the current line.
const CTRL_U: &str = "\x15";

/// The text typed before Tab and the completed line.
const LINES: [(&str, &str); 16] = [
    ("kzq sea", "kzq search"),
    ("kzq search --lim", "kzq search --limit"),
    ("kzq show no-p", "kzq show no-pretensions"),
    ("kzq compare no-pretensions not", "kzq compare no-pretensions not-original"),
    ("kzq search speaker:a", r#"kzq search speaker:\"Ada\ Byron\""#),
    ("kzq search 'speaker:a", r#"kzq search 'speaker:"Ada Byron""#),
    ("kzq search topic:mach", "kzq search topic:machines"),
    ("kzq search kind:verb", "kzq search kind:verbatim"),
    ("kzq search top", "kzq search topic:"),
    ("kzq show --source no", "kzq show --source notes"),
    ("kzq search engine --format=markd", "kzq search engine --format=markdown"),
    ("kzq --theme pap", "kzq --theme paper"),
    ("kzq list show mon", "kzq list show monday"),
    ("kzq search --saved vet", "kzq search --saved veto"),
    ("kzq proofread draf", "kzq proofread draft.md"),
    ("kzq add --by Ad", r"kzq add --by Ada\ Byron"),
];

/// Starts a shell with a collection, a draft, a list and a saved search in its home.
fn shell(script: &str) -> Session {
    let launch = Launch::script(&format!("PATH=$(dirname \"$0\"):$PATH; export PATH; {script}"));
    let collection = collection_in(launch.home());
    file_in(launch.home(), "draft.md", "");
    let list = "\"$0\" list add monday no-pretensions && \"$0\" saved add veto engine";
    let mut prepare = std::process::Command::new("sh");
    prepare.args(["-c", list, crate::support::KZQ]).env("HOME", launch.home()).env("KZQ_DATA", &collection);
    assert!(prepare.status().unwrap().success());
    launch.env("KZQ_DATA", collection).start()
}

/// Types lines into a prepared shell, each followed by Tab.
fn assert_completed(session: &mut Session, clear: &str) {
    session.wait_for(PROMPT.trim_end());
    for (typed, completed) in LINES {
        session.type_keys(typed);
        session.wait_for(&format!("{PROMPT}{typed}"));
        session.type_keys("\t");
        session.wait_for(&format!("{PROMPT}{completed}"));
        session.type_keys(clear);
        session.wait_until("an empty line", |screen| screen.contents().trim_end().ends_with(PROMPT.trim_end()));
    }
    // Failures are silent.
    session.type_keys("export KZQ_CONFIG=/nowhere/config.ron");
    session.type_keys(key::ENTER);
    session.type_keys("clear");
    session.type_keys(key::ENTER);
    session.wait_until("a cleared screen", |screen| screen.contents().trim() == PROMPT.trim());
    // The letter after Tab shows that the completion is over.
    session.type_keys("kzq show no-p\tx");
    session.wait_for(&format!("{PROMPT}kzq show no-px"));
    session.type_keys(clear);
    session.wait_until("an empty line", |screen| screen.contents().trim() == PROMPT.trim());
    session.type_keys("kzq sea\t");
    session.wait_for(&format!("{PROMPT}kzq search"));
    assert_eq!(session.screen().trim(), format!("{PROMPT}kzq search"), "it printed something");
}

#[test]
fn bash_completes() {
    if installed("bash") {
        let mut session = shell("PS1=; exec bash --noprofile --norc -i");
        session.type_keys("bind 'set enable-bracketed-paste off'; complete -r; PS1='ready''> '");
        session.type_keys(&format!("; source <(kzq completions bash){}", key::ENTER));
        session.type_keys(&format!("clear{}", key::ENTER));
        session.wait_until("a cleared screen", |screen| screen.contents().trim() == PROMPT.trim());
        assert_completed(&mut session, CTRL_U);
    }
}

#[test]
fn zsh_completes() {
    if installed("zsh") {
        let mut session = shell("exec zsh -f -i");
        session.type_keys("PS1='ready''> '; unsetopt prompt_sp; zstyle ':completion:*' menu no; autoload -U compinit");
        session.type_keys(&format!("; compinit -u -D; source <(kzq completions zsh){}", key::ENTER));
        session.type_keys(&format!("clear{}", key::ENTER));
        session.wait_until("a cleared screen", |screen| screen.contents().trim() == PROMPT.trim());
        assert_completed(&mut session, CTRL_U);
    }
}

#[test]
fn fish_completes() {
    if !installed("fish") {
        return;
    }
    for (typed, completed) in LINES {
        let run = kzq::<&str>([]);
        let mut command = std::process::Command::new("fish");
        let collection = collection_in(run.home());
        file_in(run.home(), "draft.md", "");
        let path = std::path::Path::new(crate::support::KZQ).parent().unwrap();
        let path = std::env::join_paths(
            [path.to_owned()].into_iter().chain(std::env::split_paths(&crate::support::search_path())),
        )
        .unwrap();
        let script = format!(
            "kzq list add monday no-pretensions; kzq saved add veto engine; kzq completions fish | source; \
             complete -C {}",
            fish_word(typed)
        );
        command.args(["--no-config", "-c", &script]).env_clear().env("PATH", path).env("HOME", run.home());
        command.env("KZQ_DATA", collection).env("LANG", "C.UTF-8").current_dir(run.home());
        let done = command.output().unwrap();
        let text = String::from_utf8(done.stdout).unwrap();
        let words: Vec<&str> = text.lines().map(|line| line.split('\t').next().unwrap_or_default()).collect();
        // fish prints the words themselves and quotes them when it inserts them into the line.
        let last = completed.rsplit_once("kzq ").unwrap().1.replace("\\\"", "\"").replace("\\ ", " ").replace('\'', "");
        assert!(words.iter().any(|word| last.ends_with(word) && !word.is_empty()), "{typed}: {text} {:?}", done.stderr);
    }
}

/// Quotes a text as one word for fish.
fn fish_word(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// A completion request of fish, with the words up to the cursor.
fn completion_request(words: &[&str]) -> Run {
    let (current, before) = words.split_last().unwrap();
    kzq(["__complete", "fish", current, "kzq"].iter().copied().chain(before.iter().copied()))
}

/// The completed words, without their descriptions.
#[track_caller]
fn completed_words(run: Run) -> Vec<String> {
    let done = run.run();
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
    done.stdout.lines().skip(1).map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn failed_completion_is_silent() {
    let broken = completion_request(&["show", "a"]);
    let file = file_in(broken.home(), "broken.ron", BROKEN);
    assert_eq!(completed_words(broken.env("KZQ_DATA", file)), Vec::<String>::new());
    assert_eq!(
        completed_words(completion_request(&["show", "a"]).env("KZQ_DATA", "/nowhere.ron")),
        Vec::<String>::new()
    );
    assert_eq!(completed_words(completion_request(&["--data", "-", "show", "a"])), Vec::<String>::new());
    assert_eq!(completed_words(completion_request(&["--bogus", "sear"])), ["search"]);
    for arguments in [vec![], vec!["tcsh"], vec!["bash"], vec!["bash", "kzq é", "5", ""], vec!["fish", "\u{1b}[2J"]] {
        completed_words(kzq(["__complete"].into_iter().chain(arguments)));
    }
}

#[test]
fn completion_respects_the_options_of_the_line() {
    let run = completion_request(&["--data", "mine.ron", "show", ""]);
    file_in(run.home(), "mine.ron", COLLECTION);
    assert_eq!(completed_words(run), ["no-pretensions", "not-original"]);
    assert!(
        completed_words(completion_request(&["--example", "show", "security"]))
            .contains(&"security-council-deadlock".to_owned())
    );
}

#[test]
fn hostile_names_complete_without_control_characters() {
    let run = completion_request(&["search", "speaker:"]);
    let text = COLLECTION.replace("Ada Byron", "Ada\\u{1b}]0;x\\u{7}\\u{202e} $(touch x)`id`");
    let file = file_in(run.home(), "c.ron", &text);
    let words = completed_words(run.env("KZQ_DATA", &file));
    assert!(!words.is_empty() && !words.concat().contains(['\u{1b}', '\u{7}', '\u{202e}']), "{words:?}");
}

#[test]
fn a_large_collection_is_completed_without_loading_it() {
    let search = kzq(["search", "pretensions"]);
    let home = search.home().to_owned();
    let text = COLLECTION.replace("She holds", &"She holds that it is so. ".repeat(200_000));
    let file = file_in(&home, "large.ron", &text);
    let keep = completion_request(&["show", "no"]);
    let cache = keep.home().join("cached");
    let found = search.env("KZQ_DATA", &file).env("XDG_CACHE_HOME", &cache).run();
    assert_eq!(found.code, Some(0), "{found:?}");
    let again = |words: &[&str]| {
        completed_words(completion_request(words).env("KZQ_DATA", &file).env("XDG_CACHE_HOME", &cache))
    };
    // The home of the first run is gone, and its file with it: recreate it.
    fs::create_dir_all(&home).unwrap();
    // The file can't be loaded, but its names are cached.
    fs::write(&file, "x".repeat(5 << 20)).unwrap();
    assert_eq!(again(&["show", "no"]), ["no-pretensions", "not-original"]);
    assert_eq!(again(&["search", "speaker:ad"]), ["speaker:\"Ada Byron\""]);
    assert_eq!(again(&["search", "topic:"]), ["topic:machines"]);
    assert_eq!(again(&["show", "--source", ""]), ["notes"]);
    let without = completion_request(&["show", "no"]).env("KZQ_DATA", &file);
    assert_eq!(completed_words(without), Vec::<String>::new(), "a large collection must not be loaded");
    let cleared = kzq(["cache", "clear"]).env("XDG_CACHE_HOME", &cache).run();
    assert_eq!(cleared.code, Some(0), "{cleared:?}");
    assert_eq!(fs::read_dir(cache.join("kzq")).unwrap().count(), 0);
    let _ = fs::remove_dir_all(&home);
    aloud!("completed from the names in the cache");
}
