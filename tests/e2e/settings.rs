//! The settings: their values in a file, their precedence, and the reports on broken files.

use std::fs;
use std::path::Path;

use kzq::settings::themes::{ThemeFile, ThemeStore};
use kzq::settings::{ConfigContext, ConfigFile, FIELDS, Origin, parse_config, sample};
use serde_json::Value;

use crate::support::command::{Done, Run, kzq};
use crate::support::terminal::{Exit, Launch, Session, key};
use crate::support::{collection_in, eventually, file_in};

/// No themes except the built-in ones.
struct NoThemes;

impl ThemeStore for NoThemes {
    fn find(&self, _: &str) -> Option<ThemeFile> {
        None
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The settings of a file, or the report of all its errors.
fn given(text: &str) -> Result<ConfigFile, String> {
    let places =
        ConfigContext { directory: Path::new("/etc/kzq"), home: Some(Path::new("/home/ada")), themes: &NoThemes };
    parse_config("config.ron", text.as_bytes(), places)
        .map_err(|findings| kzq_ron::diagnostics::render::render(&findings, false))
}

/// Writes the settings file of a run.
fn configured(run: Run, text: &str) -> Run {
    let directory = run.home().join(".config/kzq");
    fs::create_dir_all(directory.join("themes")).expect("a home can be written into");
    file_in(&directory, "config.ron", text);
    run
}

/// The value and the origin of a setting, according to `kzq config --json`.
fn setting(done: &Done, name: &str) -> (String, String) {
    let shown: Value = serde_json::from_str(&done.stdout).unwrap_or_else(|_| panic!("{done:?}"));
    let settings = shown["settings"].as_array().expect("an array");
    let setting = settings.iter().find(|setting| setting["name"] == name).expect("it is there");
    let text = |field: &str| setting[field].as_str().map(str::to_owned);
    (text("value").expect("a text"), text("by").or_else(|| text("from")).expect("a text"))
}

mod sampled {
    use super::*;

    #[test]
    fn sample_sets_nothing_and_shows_the_defaults() {
        let sample = sample().to_string();
        assert_eq!(given(&sample), Ok(ConfigFile::default()));

        let set: Vec<String> = sample.lines().map(uncommented).collect();
        let set = set.join("\n");
        assert_ne!(set, sample);
        let places = ConfigContext { directory: Path::new("/"), home: None, themes: &NoThemes };
        let given =
            parse_config("sample", set.as_bytes(), places).unwrap_or_else(|findings| panic!("{set}\n{findings:#?}"));
        assert_eq!(given, ConfigFile::defaults(), "{set}");
    }

    /// Uncomments a line of the sample if it contains a setting.
    fn uncommented(line: &str) -> String {
        match line.trim_start().strip_prefix("//") {
            Some(setting) if !setting.starts_with(' ') => format!("    {setting}"),
            _ => line.to_owned(),
        }
    }

    #[test]
    fn sample_lists_every_setting() {
        let sample = sample().to_string();
        for field in FIELDS {
            assert!(sample.contains(&format!("\n    //{}: ", field.name)), "{}", field.name);
            assert!(!field.summary.is_empty(), "{}", field.name);
            assert!(field.details.iter().chain([&field.summary]).all(|line| line.len() <= 120), "{}", field.name);
        }
        assert_eq!(kzq(["config", "--sample"]).run().stdout, format!("{sample}\n"));
    }
}

mod coming_before {
    use super::*;

    /// A setting, how it is set by the file, the environment and the command line, and the resulting values.
    struct Row {
        name: &'static str,
        file: &'static str,
        in_file: &'static str,
        variable: Option<(&'static str, &'static str, &'static str)>,
        flag: Option<(&'static [&'static str], &'static str)>,
        default: &'static str,
    }

    const ROWS: [Row; 20] = [
        Row {
            name: "data",
            file: "data: [\"/a.ron\"]",
            in_file: "[\"/a.ron\"]",
            variable: Some(("KZQ_DATA", "/b.ron", "[\"/b.ron\"]")),
            flag: Some((&["--data", "/c.ron"], "[\"/c.ron\"]")),
            default: "[]",
        },
        Row {
            name: "theme",
            file: "theme: \"light\"",
            in_file: "\"light\"",
            variable: Some(("KZQ_THEME", "paper", "\"paper\"")),
            flag: Some((&["--theme", "dark"], "\"dark\"")),
            default: "\"auto\"",
        },
        Row {
            name: "theme",
            file: "theme: \"light\"",
            in_file: "\"light\"",
            variable: Some(("NO_COLOR", "1", "\"mono\"")),
            flag: Some((&["--theme", "dark"], "\"dark\"")),
            default: "\"auto\"",
        },
        Row {
            name: "dark_theme",
            file: "dark_theme: \"night\"",
            in_file: "\"night\"",
            variable: None,
            flag: None,
            default: "\"dark\"",
        },
        Row {
            name: "light_theme",
            file: "light_theme: \"paper\"",
            in_file: "\"paper\"",
            variable: None,
            flag: None,
            default: "\"light\"",
        },
        Row {
            name: "glyphs",
            file: "glyphs: \"ascii\"",
            in_file: "\"ascii\"",
            variable: Some(("KZQ_GLYPHS", "unicode", "\"unicode\"")),
            flag: Some((&["--glyphs", "auto"], "\"auto\"")),
            default: "\"auto\"",
        },
        Row {
            name: "clipboard",
            file: "clipboard: \"file\"",
            in_file: "\"file\"",
            variable: Some(("KZQ_CLIPBOARD", "osc52", "\"osc52\"")),
            flag: Some((&["--clipboard", "tmux"], "\"tmux\"")),
            default: "\"auto\"",
        },
        Row {
            name: "keys",
            file: "keys: {\"star\": [\"*\"]}",
            in_file: "{\"panes.star\": [\"*\"], \"view.star\": [\"*\"]}",
            variable: None,
            flag: None,
            default: "{}",
        },
        Row {
            name: "template",
            file: "template: \"{words}\"",
            in_file: "\"{words}\"",
            variable: None,
            flag: None,
            default: "\"\"",
        },
        Row {
            name: "format",
            file: "format: \"apa\"",
            in_file: "\"apa\"",
            variable: None,
            flag: None,
            default: "\"text\"",
        },
        Row { name: "mouse", file: "mouse: false", in_file: "false", variable: None, flag: None, default: "true" },
        Row {
            name: "start_in",
            file: "start_in: \"filter\"",
            in_file: "\"filter\"",
            variable: None,
            flag: None,
            default: "\"list\"",
        },
        Row {
            name: "shelf",
            file: "shelf: \"/s.jsonl\"",
            in_file: "\"/s.jsonl\"",
            variable: None,
            flag: Some((&["--shelf", "/t.jsonl"], "\"/t.jsonl\"")),
            default: "\"\"",
        },
        Row {
            name: "record_use",
            file: "record_use: true",
            in_file: "true",
            variable: None,
            flag: None,
            default: "false",
        },
        Row {
            name: "player",
            file: "player: \"mpv --start={time} {url}\"",
            in_file: "\"mpv --start={time} {url}\"",
            variable: None,
            flag: None,
            default: "\"\"",
        },
        Row { name: "cache", file: "cache: false", in_file: "false", variable: None, flag: None, default: "true" },
        Row {
            name: "cache",
            file: "cache: true",
            in_file: "true",
            variable: None,
            flag: Some((&["--no-cache"], "false")),
            default: "true",
        },
        Row { name: "max_size", file: "max_size: 100", in_file: "100", variable: None, flag: None, default: "2048" },
        Row {
            name: "refuse_broken",
            file: "refuse_broken: true",
            in_file: "true",
            variable: None,
            flag: None,
            default: "false",
        },
        Row {
            name: "refuse_broken",
            file: "refuse_broken: false",
            in_file: "false",
            variable: None,
            flag: Some((&["--refuse-broken"], "true")),
            default: "false",
        },
    ];

    #[test]
    fn arguments_override_variables_which_override_the_file() {
        for row in ROWS {
            let run = |file: bool, variable: bool, flag: bool| {
                let flags = row.flag.filter(|_| flag).map_or(&[][..], |(flags, _)| flags);
                let run = kzq(flags.iter().chain(&["config", "--json"]));
                let run = if file { configured(run, &format!("({})", row.file)) } else { run };
                let run = match row.variable.filter(|_| variable) {
                    Some((name, value, _)) => run.env(name, value),
                    None => run,
                };
                setting(&run.run(), row.name)
            };
            let owned = |value: &str, by: &str| (value.to_owned(), by.to_owned());
            assert_eq!(run(false, false, false), owned(row.default, "default"), "{}", row.name);
            assert_eq!(run(true, false, false), owned(row.in_file, "file"), "{}", row.name);
            if let Some((name, _, value)) = row.variable {
                assert_eq!(run(false, true, false), owned(value, name), "{}", row.name);
                assert_eq!(run(true, true, false), owned(value, name), "{}", row.name);
            }
            if let Some((flags, value)) = row.flag {
                assert_eq!(run(false, false, true), owned(value, flags[0]), "{}", row.name);
                assert_eq!(run(true, true, true), owned(value, flags[0]), "{}", row.name);
            }
        }
    }

    #[test]
    fn every_setting_is_in_the_table() {
        for field in FIELDS {
            let rows: Vec<&Row> = ROWS.iter().filter(|row| row.name == field.name).collect();
            let variables: Vec<&str> = rows.iter().filter_map(|row| Some(row.variable?.0)).collect();
            let flag = rows.iter().find_map(|row| Some(Origin::Flag(row.flag?.0[0])));
            let variables = variables.into_iter().map(Origin::Variable);
            let project = (field.name == "data").then_some(Origin::Project);
            let overrides: Vec<Origin> = flag.into_iter().chain(variables).chain(project).collect();
            assert_eq!(overrides, field.overrides(), "{}", field.name);
        }
    }

    #[test]
    fn invalid_variables_and_arguments_are_rejected() {
        let done = kzq(["config"]).env("KZQ_GLYPHS", "acsii").env("KZQ_THEME", "papper").run();
        assert_eq!(done.code, Some(2));
        assert_eq!(
            done.stderr,
            "error: KZQ_THEME: unknown theme “papper”; did you mean “paper”?\n\
             error: KZQ_GLYPHS: unknown value “acsii”; did you mean “ascii”?\n"
        );
        let done = kzq(["--theme", "x", "config"]).run();
        assert_eq!(done.code, Some(2));
        assert!(done.stderr.contains("--theme: unknown theme “x”; `kzq config --themes` lists"), "{done:?}");
    }
}

mod keys {
    use super::*;

    #[test]
    fn key_settings_stay_valid_if_defaults_change() {
        // Keys that are defaults of other actions, as may happen in a later version, and old names.
        let all = ["(keys: {\"star\": [\"u\"]})", "(keys: {\"star\": [\"g\"]})", "(keys: {\"sheet.put-in\": []})"];
        let [taken, begun, wrong] = all.map(given);
        assert!(taken.is_ok() && begun.is_ok());
        assert!(wrong.is_err_and(|report| report.contains("`add-to-list` does nothing in a view")));
        let done = configured(kzq(["config", "--json"]), "(keys: {\"star\": [\"u\"], \"words.copy\": [\"c\"]})").run();
        let (shown, from) = setting(&done, "keys");
        assert_eq!(from, "file");
        assert_eq!(given(&format!("(keys: {shown})")), given("(keys: {\"star\": [\"u\"], \"select.copy\": [\"c\"]})"));
        assert!(shown.contains("\"panes.undo\": []") && shown.contains("\"select.copy\": [\"c\"]"), "{shown}");
    }
}

mod files {
    use super::*;

    #[test]
    fn config_file_is_at_the_default_or_the_specified_path() {
        let path = |done: &Done| {
            let shown: Value = serde_json::from_str(&done.stdout).unwrap_or_else(|_| panic!("{done:?}"));
            (shown["file"]["path"].as_str().unwrap_or_default().to_owned(), shown["file"]["exists"] == true)
        };
        let run = || kzq(["config", "--json"]);
        let home = run();
        let at_home = home.home().join(".config/kzq/config.ron").display().to_string();
        assert_eq!(path(&home.run()), (at_home, false));
        let named = run().env("XDG_CONFIG_HOME", "/nowhere");
        assert_eq!(path(&named.run()), ("/nowhere/kzq/config.ron".to_owned(), false));
        let run = run();
        let file = file_in(run.home(), "mine.ron", "(mouse: false)");
        let done = run.env("KZQ_CONFIG", &file).run();
        assert_eq!(path(&done), (file.display().to_string(), true));
        assert_eq!(setting(&done, "mouse"), ("false".to_owned(), "file".to_owned()));
        let run = kzq(["config", "--json", "--config", "given.ron"]).env("KZQ_CONFIG", "/else.ron");
        file_in(run.home(), "given.ron", "(glyphs: \"ascii\")");
        let done = run.run();
        assert_eq!(path(&done), ("given.ron".to_owned(), true));
        assert_eq!(setting(&done, "glyphs").0, "\"ascii\"");
        let done = kzq(["config", "--config", "/dev/null"]).run();
        assert_eq!(done.code, Some(0), "{done:?}");
    }

    #[test]
    fn specified_config_file_must_exist_but_default_need_not() {
        let done = kzq(["topics", "--config", "nowhere.ron"]).run();
        assert_eq!(done.code, Some(4));
        assert!(done.stderr.starts_with("error: nowhere.ron: No such file"), "{done:?}");
        let done = kzq(["config"]).env("HOME", "").run();
        assert_eq!(done.code, Some(0), "{done:?}");
    }

    #[test]
    fn paths_are_relative_to_the_config_file_or_home() {
        let run = configured(kzq(["topics"]), "(data: [\"engines.ron\"])");
        collection_in(&run.home().join(".config/kzq"));
        assert!(run.run().stdout.contains("Machines"));
        let run = configured(kzq(["topics"]), "(data: [\"~/engines.ron\"])");
        collection_in(run.home());
        assert!(run.run().stdout.contains("Machines"));
    }

    #[test]
    fn broken_config_is_rejected_by_commands_that_read_it() {
        for line in ["", "topics", "config", "keys", "paths", "check", "config --themes"] {
            let run = configured(kzq(line.split(' ').filter(|word| !word.is_empty())), "(mous: true)");
            let done = run.run();
            let expected = if line.is_empty() { Some(2) } else { Some(3) };
            assert_eq!(done.code, expected, "kzq {line}: {done:?}");
            if !line.is_empty() {
                assert!(done.stderr.contains(".config/kzq/config.ron:1:2"), "{done:?}");
                assert!(done.stderr.contains("did you mean `mouse`?"), "{done:?}");
                assert!(done.stderr.contains("tip: `kzq config --sample`"), "{done:?}");
            }
        }
        for line in ["man", "completions bash", "config --sample", "--help", "config --show-theme paper"] {
            let done = configured(kzq(line.split(' ')), "(mous: true)").run();
            assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "kzq {line}");
        }
    }

    #[test]
    fn user_themes_are_found_and_listed() {
        let run = configured(kzq(["config", "--themes"]), "(theme: \"mine\", dark_theme: \"night\")");
        file_in(&run.home().join(".config/kzq/themes"), "mine.ron", "(based_on: \"night\", told: \"italic cyan\")");
        let file = run.home().join(".config/kzq/themes/mine.ron");
        let done = run.run();
        assert!(done.stdout.contains("paper     ink on warm paper\n"), "{done:?}");
        assert!(done.stdout.ends_with(&format!("mine      {}\n", file.display())), "{done:?}");

        let run = configured(kzq(["config", "--show-theme", "mine"]), "()");
        file_in(&run.home().join(".config/kzq/themes"), "mine.ron", "(told: \"italic cyan\")");
        assert!(run.run().stdout.contains("    paraphrase: \"italic cyan\",\n"));

        let run = configured(kzq(["config"]), "(theme: \"mine\")");
        file_in(&run.home().join(".config/kzq/themes"), "mine.ron", "(told: \"itallic\")");
        let done = run.run();
        assert_eq!(done.code, Some(3));
        assert!(done.stderr.contains("themes/mine.ron:1:9"), "{done:?}");
        assert!(done.stderr.contains("did you mean `italic`?"), "{done:?}");
    }
}

mod browsing {
    use super::*;

    /// A browser with settings that has drawn its first frame.
    fn browser(text: &str) -> Session {
        let launch = Launch::kzq();
        let directory = launch.home().join(".config/kzq");
        fs::create_dir_all(&directory).expect("a home can be written into");
        file_in(&directory, "config.ron", text);
        let session = launch.start();
        session.wait_for("Tokayev on Talk to Al Jazeera");
        session
    }

    #[test]
    fn browser_uses_the_configured_keys_and_colours() {
        let mut session = browser(
            "(theme: \"paper\", glyphs: \"ascii\", mouse: false, keys: {\"down\": [\"t\"], \"quit\": [\"Q\"], \"copy\": []})",
        );
        session.wait_for("1 of 42");
        session.type_keys("t");
        session.wait_for("2 of 42");
        // Unbound keys do nothing, and the hints and the preview show the new keys.
        session.type_keys("jq");
        session.wait_for("Q quit");
        session.wait_for("copying will paste");
        session.type_keys("t");
        session.wait_for("3 of 42");
        assert!(session.screen().contains("#= 2 Quotes ="), "{}", session.screen());
        session.wait_until("the paper’s ground", |screen| {
            screen.cell(0, 60).is_some_and(|cell| cell.bgcolor() == vt100::Color::Rgb(0xf7, 0xf1, 0xe1))
        });
        assert!(!session.has_written(b"\x1b[?1000h"), "the mouse is left alone");
        session.type_keys("Q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        session.assert_restored();
    }

    /// The query for the background colour of the terminal.
    const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

    #[test]
    fn theme_follows_the_background_reported_by_the_terminal() {
        let mut session = browser("(light_theme: \"light\")");
        session.wait_for("1 of 42");
        assert!(eventually(|| session.has_written(QUESTION)), "it is asked");
        let at = |bytes: &[u8]| session.raw().windows(bytes.len()).position(|window| window == bytes);
        let (drawn, asked) = (at(b"\x1b[?2026l").expect("a frame"), at(QUESTION).expect("a question"));
        assert!(drawn < asked, "the first frame waits for nothing");
        wait_for_selected(&session, vt100::Color::Rgb(0x26, 0x2b, 0x33));
        // The response arrives between keys.
        session.type_keys("j\x1b]11;rgb:ffff/ffff/f0f0\x1b\\j");
        wait_for_selected(&session, vt100::Color::Rgb(0xe9, 0xec, 0xf0));
        session.wait_for("3 of 42");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        session.assert_restored();
    }

    /// Waits until a cell has the background colour of the selected row.
    fn wait_for_selected(session: &Session, colour: vt100::Color) {
        session.wait_until("the theme", |screen| {
            let cells = (0..36).flat_map(|row| (0..120).map(move |column| (row, column)));
            cells.into_iter().any(|(row, column)| screen.cell(row, column).is_some_and(|cell| cell.bgcolor() == colour))
        });
    }

    #[test]
    fn background_is_not_queried_if_it_makes_no_difference() {
        // The Linux console is dark, and old terminals would print the query.
        for (text, environment) in [
            ("(theme: \"dark\")", [("LANG", "C.UTF-8"), ("TERM", "xterm")]),
            ("()", [("NO_COLOR", "1"), ("TERM", "xterm")]),
            ("()", [("COLORTERM", ""), ("TERM", "linux")]),
            ("()", [("COLORTERM", ""), ("TERM", "vt100")]),
        ] {
            let launch = environment.into_iter().fold(Launch::kzq(), |launch, (name, value)| launch.env(name, value));
            let directory = launch.home().join(".config/kzq");
            fs::create_dir_all(&directory).expect("a home can be written into");
            file_in(&directory, "config.ron", text);
            let mut session = launch.start();
            session.wait_for("1 of 42");
            session.type_keys("q");
            assert_eq!(session.wait_for_exit(), Exit::Code(0));
            assert!(!session.has_written(QUESTION), "{text} {environment:?}");
        }
    }

    #[test]
    fn colours_are_limited_to_those_of_the_terminal() {
        for (term, wide) in [("xterm-256color", true), ("xterm", false)] {
            let launch = Launch::kzq().env("COLORTERM", "").env("TERM", term).env("KZQ_THEME", "paper");
            let mut session = launch.start();
            session.wait_for("1 of 42");
            session.type_keys("q");
            session.wait_for_exit();
            assert!(!session.has_written(b"38;2;") && !session.has_written(b"48;2;"), "{term}");
            assert_eq!(session.has_written(b"48;5;255"), wide, "{term}");
        }
    }

    /// Waits until the whole screen has a background, or none of it if that is the terminal's default. A match and the
    /// bar at the cursor have their own colours.
    #[track_caller]
    fn wait_for_background(session: &Session, ground: vt100::Color) {
        session.wait_until("the background", |screen| {
            let cells = || (0..36).flat_map(|row| (0..120).map(move |column| (row, column)));
            let count = |colour| {
                let has =
                    |&(row, column): &(u16, u16)| screen.cell(row, column).is_some_and(|cell| cell.bgcolor() == colour);
                cells().filter(has).count()
            };
            let is_painted = ground != vt100::Color::Default;
            count(ground) > 3000 && (count(vt100::Color::Default) == 0) == is_painted
        });
    }

    #[test]
    fn theme_selected_by_name_paints_the_whole_screen() {
        let rgb = vt100::Color::Rgb;
        for (theme, colours, ground) in [
            ("light", "truecolor", rgb(0xff, 0xff, 0xff)),
            ("dark", "truecolor", rgb(0x15, 0x18, 0x1c)),
            ("light", "", vt100::Color::Idx(15)),
            ("dark", "", vt100::Color::Idx(0)),
            ("ansi", "", vt100::Color::Default),
            ("mono", "truecolor", vt100::Color::Default),
        ] {
            let launch = Launch::kzq().env("TERM", "xterm").env("COLORTERM", colours).env("KZQ_THEME", theme);
            let mut session = launch.start();
            session.wait_for("1 of 42");
            wait_for_background(&session, ground);
            // Overlays are painted, too.
            session.type_keys("?");
            session.wait_for("Keys");
            wait_for_background(&session, ground);
            session.type_keys(key::ESC);
            session.wait_until("no help", |screen| !screen.contents().contains("Keys"));
            session.type_keys("q");
            assert_eq!(session.wait_for_exit(), Exit::Code(0), "{theme}");
            session.assert_restored();
        }
    }

    #[test]
    fn sixteen_colours_follow_the_background() {
        let accent = |session: &Session, colour: u8| {
            session.wait_until("the accent", |screen| {
                // The k of “kzq”.
                screen.cell(0, 1).is_some_and(|cell| cell.fgcolor() == vt100::Color::Idx(colour))
            });
        };
        let (yellow, magenta) = (3, 5);
        for (reply, before, after) in [("0000/0000/0000", magenta, yellow), ("ffff/ffff/ffff", magenta, magenta)] {
            let mut session = Launch::kzq().env("TERM", "xterm").env("COLORTERM", "").start();
            session.wait_for("1 of 42");
            accent(&session, before);
            assert!(eventually(|| session.has_written(QUESTION)), "it is asked");
            session.type_keys(&format!("\x1b]11;rgb:{reply}\x1b\\j"));
            session.wait_for("2 of 42");
            accent(&session, after);
            session.type_keys("q");
            assert_eq!(session.wait_for_exit(), Exit::Code(0));
            session.assert_restored();
        }
        let session = Launch::kzq().env("TERM", "linux").env("COLORTERM", "").start();
        session.wait_for("1 of 42");
        accent(&session, yellow);
    }

    #[test]
    fn broken_config_is_reported_without_drawing() {
        let launch = Launch::kzq();
        let directory = launch.home().join(".config/kzq");
        fs::create_dir_all(&directory).expect("a home can be written into");
        file_in(&directory, "config.ron", "(mouse: 3)");
        let mut session = launch.start();
        assert_eq!(session.wait_for_exit(), Exit::Code(3));
        assert!(session.screen().contains("`mouse` must be true or false"), "{}", session.screen());
        assert!(!session.has_written(b"\x1b[?1049h"), "the screen is not taken");
    }

    #[test]
    fn keys_command_shows_the_configured_keys() {
        let done = configured(kzq(["keys"]), "(keys: {\"copy\": [\"c\"], \"star\": []})").run();
        assert!(done.stdout.contains("\n  c                     copy what the preview shows\n"), "{done:?}");
        assert!(!done.stdout.contains("add or remove a star"), "{done:?}");
    }
}

mod templates {
    use super::*;

    #[test]
    fn template_can_be_used_as_a_format() {
        let template = "(template: \"{quoted}\\n— {speaker}[, {date}] {url}\", format: \"template\")";
        let run = configured(kzq(["show", "no-pretensions", "not-original", "--format", "template"]), template);
        let data = collection_in(run.home());
        let done = run.arg("--data").arg(data).run();
        assert_eq!(
            done.stdout,
            "“It has no ‘pretensions’ whatever — to originate anything.”\n— Ada Byron, 1 September 1843\n\n\
             She holds that the engine is not original.\n— Ada Byron, 1 September 1843\n\
             (reported, not the speaker's words)\n",
            "{done:?}"
        );
        let done = kzq(["export", "--format", "template"]).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""));
        assert_eq!(done.stderr, "error: no template is set; `kzq config --sample` shows how\n");
    }

    #[test]
    fn missing_template_is_reported() {
        let report = given("(format: \"template\")").expect_err("there is none");
        assert!(report.contains("no template is set"), "{report}");
    }
}

mod broken {
    use super::*;

    /// Settings files with all kinds of errors.
    const FILES: [(&str, &str); 6] = [
        ("no_configuration", "theme = \"dark\"\n"),
        (
            "wrong_values",
            "(\n    // My own.\n    data: \"quotations.ron\",\n    theme: \"papper\",\n    dark_theme: \"auto\",\n    \
             glyphs: ascii,\n    clipboard: \"osc53\",\n    mouse: \"off\",\n    cache: 0,\n)\n",
        ),
        (
            "wrong_names",
            "(\n    thme: \"dark\",\n    mouse: true,\n    mouse: false,\n    colours: 256,\n    data: [\"-\", \"a.ron\", 7],\n)\n",
        ),
        (
            "keys",
            "(\n    keys: {\n        \"starr\": [\"*\"],\n        \"star\": [\"ctrl-s\"],\n        \"list.mark\": \"x\",\n        \
             \"compare\": [\"q\", \"F5\"], \"related\": [\"F5 x\"],\n        \"filter.down\": [\"j\"],\n        \"star\": [\"Ctrl-S\"],\n        \
             \"leave\": [],\n        \"lists.quit\": [\"q\"],\n    },\n)\n",
        ),
        ("template", "(\n    template: \"“{words}”\\n— {speker}, {source [({date}\",\n    format: \"templat\",\n)\n"),
        ("never_closed", "(\n    theme: \"dark,\n    mouse: true,\n)\n"),
    ];

    #[test]
    fn all_errors_are_reported_with_their_locations() {
        for (name, text) in FILES {
            let report = given(text).expect_err(name);
            insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, report) });
        }
    }

    #[test]
    fn invalid_utf8_is_reported_with_its_location() {
        let places = ConfigContext { directory: Path::new("/"), home: None, themes: &NoThemes };
        let findings = parse_config("config.ron", b"(theme: \"d\xe4rk\")", places).expect_err("it is not UTF-8");
        assert_eq!(findings[0].message.as_str(), "the file is not UTF-8 from here on");
        assert_eq!((findings[0].location.line, findings[0].location.column), (1, 11));
    }
}
