//! Any bytes as a settings file and, after a zero byte, as the theme it may name: both are read, or rejected with
//! positions; settings that were read can be resolved and shown.

use std::path::Path;

use clap::Parser;
use kzq::cli::Args;
use kzq::settings::themes::{ThemeFile, ThemeStore};
use kzq::settings::{ConfigContext, ConfigFile, Environment, FIELDS, Overrides, Settings, parse_config};
use kzq_ron::Diagnostic;
use kzq_ron::diagnostics::render;
use kzq_text::Safe;
use kzq_tui::keys::action::Action;
use kzq_tui::keys::scope::Scope;

use super::is_showable;

/// A theme store with one theme, `own`.
struct Own<'d>(&'d [u8]);

impl ThemeStore for Own<'_> {
    fn find(&self, name: &str) -> Option<ThemeFile> {
        (name == "own").then(|| ThemeFile { file: "own.ron".into(), bytes: Ok(self.0.to_vec()) })
    }

    fn names(&self) -> Vec<String> {
        vec!["own".to_owned()]
    }
}

pub fn run(data: &[u8]) {
    let zero = data.iter().position(|&byte| byte == 0).unwrap_or(data.len());
    let (config, theme) = data.split_at(zero);
    let own = Own(theme.get(1..).unwrap_or_default());
    let places = ConfigContext { directory: Path::new("/etc/kzq"), home: Some(Path::new("/home/ada")), themes: &own };
    match parse_config("config.ron", config, places) {
        Ok(given) => check_settings(given, &own),
        Err(findings) => check_findings(&findings),
    }
}

/// Variables of which none is set.
struct NoEnvironment;

impl Environment for NoEnvironment {}

fn check_settings(given: ConfigFile, own: &Own<'_>) {
    let settings = Settings::resolve(
        &Overrides { args: &Args::parse_from(["kzq"]), environment: &NoEnvironment, project_data: &[], themes: own },
        given,
    );
    let settings = settings.expect("what a file gives was looked at when it was read");
    for field in FIELDS {
        assert!(is_showable(Safe::line(field.display(&settings).0).visible().as_str()), "{}", field.name);
    }
    assert!(
        !settings.preferences().keymap.key_names(Scope::Everywhere, Action::Cancel).is_empty(),
        "there is no way out"
    );
}

fn check_findings(findings: &[Diagnostic]) {
    assert!(!findings.is_empty());
    for finding in findings {
        let place = &finding.location;
        assert!(place.line > 0 && place.column > 0 && place.excerpt.as_str().get(place.underline.clone()).is_some());
    }
    assert!(is_showable(&render::render(&findings[..findings.len().min(20)], false)));
}
