//! Themes: styles by meaning.

use ratatui::style::{Color, Modifier, Style};

use super::colours;
use super::colours::ColourSet;

/// The built-in themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// For a dark background, in 24-bit colours.
    Dark,
    /// For a light background, in 24-bit colours.
    Light,
    /// Strong colours on a black background of its own.
    Contrast,
    /// Ink on a warm background of its own.
    Paper,
    /// Warm colours on a dark background of its own.
    Night,
    /// The terminal's own sixteen colours.
    Ansi,
    /// Without colour (`NO_COLOR`).
    Mono,
}

impl ThemeName {
    /// All built-in themes.
    pub const ALL: [Self; 7] =
        [Self::Dark, Self::Light, Self::Contrast, Self::Paper, Self::Night, Self::Ansi, Self::Mono];

    /// The name used in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
            Self::Paper => "paper",
            Self::Night => "night",
            Self::Ansi => "ansi",
            Self::Mono => "mono",
        }
    }

    /// What the theme is for, in a few words.
    pub fn doc(self) -> &'static str {
        match self {
            Self::Dark => "for a dark background",
            Self::Light => "for a light background",
            Self::Contrast => "strong colours on black",
            Self::Paper => "ink on warm paper",
            Self::Night => "warm colours on a dark background",
            Self::Ansi => "the terminal's own sixteen colours",
            Self::Mono => "no colour",
        }
    }

    /// Looks up a theme by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// A theme: styles by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The base style: empty to use the terminal's own background, or else a background and the text colour on it.
    pub background: Style,
    /// Ordinary text.
    pub text: Style,
    /// Less important text.
    pub quiet: Style,
    /// The border of a pane without the focus.
    pub border: Style,
    /// The border of the pane with the focus.
    pub focus: Style,
    /// The accent: the cursor, a title, an active facet.
    pub accent: Style,
    /// A heading or a name.
    pub strong: Style,
    /// Verbatim words.
    pub verbatim: Style,
    /// Words of a paraphrase.
    pub paraphrase: Style,
    /// A match of the filter; patched over the style of the words.
    pub matched: Style,
    /// A match of the filter on the line that was jumped to; patched over the style of the words.
    pub current_match: Style,
    /// A slip that is in the source as well; patched over the style of the words.
    pub slip: Style,
    /// A passage highlighted by the user; patched over the style of the words.
    pub highlighted: Style,
    /// Unsupported words of a paraphrase; underlined, so that they are visible without colour.
    pub unsupported: Style,
    /// Words selected for copying; patched over the style of the words.
    pub phrase: Style,
    /// The word at the cursor of a phrase selection; patched over the style of the words.
    pub phrase_cursor: Style,
    /// The row of the cursor; patched over everything in it.
    pub cursor_row: Style,
    /// A key in the footer.
    pub key: Style,
    /// A warning or an error.
    pub warning: Style,
    /// A success or a passed check.
    pub success: Style,
}

/// A style of a theme: its name in theme files, its description, and its accessor.
pub type ThemePart = (&'static str, &'static str, fn(&mut Theme) -> &mut Style);

impl Theme {
    /// All styles, with their names in theme files.
    pub const PARTS: [ThemePart; 20] = [
        ("ground", "the base of every style; plain keeps the terminal's own background", |theme| &mut theme.background),
        ("text", "ordinary text", |theme| &mut theme.text),
        ("quiet", "less important text", |theme| &mut theme.quiet),
        ("border", "a border", |theme| &mut theme.border),
        ("focus", "the border of the pane with the focus", |theme| &mut theme.focus),
        ("accent", "a title, the cursor, an active facet", |theme| &mut theme.accent),
        ("strong", "a heading or a name", |theme| &mut theme.strong),
        ("said", "verbatim words", |theme| &mut theme.verbatim),
        ("told", "words that are not the speaker's own", |theme| &mut theme.paraphrase),
        ("matched", "what the filter matched", |theme| &mut theme.matched),
        ("current", "the match that was jumped to", |theme| &mut theme.current_match),
        ("slip", "a slip of the source (sic)", |theme| &mut theme.slip),
        ("highlighted", "a passage that you highlighted", |theme| &mut theme.highlighted),
        ("unfounded", "words of a paraphrase that its source does not have", |theme| &mut theme.unsupported),
        ("chosen", "words selected for copying", |theme| &mut theme.phrase),
        ("word", "the word at the cursor while words are selected", |theme| &mut theme.phrase_cursor),
        ("selected", "the row of the cursor", |theme| &mut theme.cursor_row),
        ("key", "a key in the footer", |theme| &mut theme.key),
        ("warning", "a warning", |theme| &mut theme.warning),
        ("good", "a success", |theme| &mut theme.success),
    ];

    /// Returns a built-in theme.
    pub fn builtin(name: ThemeName) -> Self {
        match name {
            ThemeName::Dark => Self::from_colours(&colours::DARK),
            ThemeName::Light => Self::from_colours(&colours::LIGHT),
            ThemeName::Contrast => Self::from_colours(&colours::CONTRAST),
            ThemeName::Paper => Self::from_colours(&colours::PAPER),
            ThemeName::Night => Self::from_colours(&colours::NIGHT),
            ThemeName::Ansi => Self::from_colours(&colours::ANSI),
            ThemeName::Mono => Self::mono(),
        }
    }

    fn from_colours(palette: &ColourSet) -> Self {
        let (text, background) = match palette.background {
            Some((text, ground)) => (Style::new().fg(text), Style::new().fg(text).bg(ground)),
            None => (Style::new(), Style::new()),
        };
        // Styles patched over words keep the colour of the words.
        let over = Style::new();
        let quiet = text.fg(palette.quiet);
        let accent = text.fg(palette.accent);
        Self {
            background,
            text,
            quiet,
            border: text.fg(palette.border),
            focus: accent,
            accent: accent.add_modifier(Modifier::BOLD),
            strong: text.add_modifier(Modifier::BOLD),
            verbatim: text,
            paraphrase: text.add_modifier(Modifier::ITALIC),
            matched: over.fg(palette.matched.0).bg(palette.matched.1).add_modifier(Modifier::BOLD),
            current_match: over.fg(palette.matched.1).bg(palette.accent).add_modifier(Modifier::BOLD),
            slip: over.add_modifier(Modifier::UNDERLINED),
            highlighted: highlight_style(over, palette.highlight),
            unsupported: text.fg(palette.warning).add_modifier(Modifier::UNDERLINED),
            phrase: over.add_modifier(Modifier::REVERSED),
            phrase_cursor: accent.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            cursor_row: over.bg(palette.selected),
            key: accent,
            warning: text.fg(palette.warning),
            success: text.fg(palette.good),
        }
    }

    fn mono() -> Self {
        let text = Style::new();
        let bold = text.add_modifier(Modifier::BOLD);
        let dim = text.add_modifier(Modifier::DIM);
        Self {
            background: text,
            text,
            quiet: dim,
            border: dim,
            focus: bold,
            accent: bold,
            strong: bold,
            verbatim: text,
            paraphrase: text.add_modifier(Modifier::ITALIC),
            matched: text.add_modifier(Modifier::REVERSED),
            current_match: bold.add_modifier(Modifier::REVERSED),
            slip: text.add_modifier(Modifier::UNDERLINED),
            highlighted: bold.add_modifier(Modifier::UNDERLINED),
            unsupported: bold.add_modifier(Modifier::UNDERLINED),
            phrase: text.add_modifier(Modifier::REVERSED),
            phrase_cursor: bold.add_modifier(Modifier::UNDERLINED),
            cursor_row: text,
            key: bold,
            warning: bold,
            success: text,
        }
    }
}

/// The style of a highlighted passage.
fn highlight_style(over: Style, (text, ground): (Option<Color>, Color)) -> Style {
    let over = over.bg(ground);
    text.map_or(over, |text| over.fg(text))
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    /// The styles of a theme with their names.
    fn parts(mut theme: Theme) -> Vec<(&'static str, Style)> {
        Theme::PARTS.into_iter().map(|(name, _, part)| (name, *part(&mut theme))).collect()
    }

    #[test]
    fn parts_cover_every_style_once() {
        let mut theme = Theme::builtin(ThemeName::Mono);
        for (at, (name, ..)) in Theme::PARTS.into_iter().enumerate() {
            let mark = Style::new().fg(Color::Indexed(u8::try_from(at).unwrap()));
            *Theme::PARTS[at].2(&mut theme) = mark;
            assert!(Theme::PARTS[..at].iter().all(|(other, ..)| *other != name), "{name}");
        }
        let debug = format!("{theme:?}");
        for at in 0..Theme::PARTS.len() {
            assert_eq!(debug.matches(&format!("Indexed({at})")).count(), 1, "{debug}");
        }
        // A style missing from the table would have no colour.
        assert_eq!(debug.matches("fg: ").count() + debug.matches(".fg(").count(), Theme::PARTS.len(), "{debug}");
    }

    #[test]
    fn mono_uses_no_colours() {
        for (name, style) in parts(Theme::builtin(ThemeName::Mono)) {
            assert_eq!((style.fg, style.bg), (None, None), "{name}");
        }
    }

    #[test]
    fn ansi_uses_terminal_colours() {
        for (name, style) in parts(Theme::builtin(ThemeName::Ansi)) {
            for colour in [style.fg, style.bg] {
                assert!(!matches!(colour, Some(Color::Rgb(..) | Color::Indexed(_))), "{name}");
            }
        }
    }

    /// The relative luminance of a colour (WCAG 2.2).
    fn luminance(colour: Color) -> f64 {
        let Color::Rgb(red, green, blue) = colour else { panic!("{colour} is not of 24 bits") };
        let [red, green, blue] = [red, green, blue].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: Color, other: Color) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_meets_minimum_contrast() {
        /// Possible backgrounds of a terminal, for themes without their own.
        const BLACK: Color = Color::Rgb(0, 0, 0);
        const CHARCOAL: Color = Color::Rgb(0x1e, 0x1e, 0x1e);
        const WHITE: Color = Color::Rgb(0xff, 0xff, 0xff);
        const CHALK: Color = Color::Rgb(0xfa, 0xfa, 0xfa);
        for (name, grounds, text, least) in [
            (ThemeName::Dark, [BLACK, CHARCOAL], WHITE, 4.5),
            (ThemeName::Light, [WHITE, CHALK], BLACK, 4.5),
            (ThemeName::Contrast, [BLACK, BLACK], WHITE, 7.0),
            (ThemeName::Paper, [WHITE, CHALK], BLACK, 4.5),
            (ThemeName::Night, [BLACK, BLACK], WHITE, 4.5),
        ] {
            let theme = Theme::builtin(name);
            let text = theme.background.fg.unwrap_or(text);
            let selected = theme.cursor_row.bg.unwrap();
            let grounds = theme.background.bg.map_or(grounds, |own| [own, own]);
            for ground in grounds {
                for (part, style) in parts(theme).into_iter().filter(|(part, _)| *part != "border") {
                    let words = style.fg.unwrap_or(text);
                    let behind = style.bg.map_or([ground, selected], |own| [own, own]);
                    for behind in behind {
                        let contrast = contrast(words, behind);
                        let name = name.name();
                        assert!(contrast >= least, "{name}: {part} on {behind} has a contrast of {contrast:.2}");
                    }
                }
            }
        }
    }
}
