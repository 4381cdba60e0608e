//! Themes: styles by meaning.

use ratatui::style::{Color, Modifier, Style};

use super::colours;
use super::colours::ColourSet;
use super::ground::Ground;

/// The built-in themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// Light text on a dark background, in 24-bit colours.
    Dark,
    /// Dark text on a light background, in 24-bit colours.
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
    /// The base of every cell: empty to use the terminal's own colours, or else a background and the text colour on it.
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
    /// Facts and negations among them.
    pub unsupported_fact: Style,
    /// Words selected for copying; patched over the style of the words.
    pub phrase: Style,
    /// The word at the cursor of a phrase selection; patched over the style of the words.
    pub phrase_cursor: Style,
    /// The row of the cursor: a background and the text colour on it, or reversed.
    pub cursor_row: Style,
    /// A key in the footer.
    pub key: Style,
    /// A warning or an error.
    pub warning: Style,
    /// A success or a passed check.
    pub success: Style,
}

/// A style of a theme.
#[derive(Clone, Copy)]
pub struct ThemePart {
    /// The name in theme files.
    pub name: &'static str,
    /// The name in earlier versions, which theme files may still use.
    pub old_name: Option<&'static str>,
    /// What it is for.
    pub doc: &'static str,
    /// Returns the style of a theme.
    pub style: fn(&mut Theme) -> &mut Style,
}

const fn part(name: &'static str, doc: &'static str, style: fn(&mut Theme) -> &mut Style) -> ThemePart {
    ThemePart { name, old_name: None, doc, style }
}

impl ThemePart {
    const fn was(self, old_name: &'static str) -> Self {
        Self { old_name: Some(old_name), ..self }
    }
}

impl Theme {
    /// All styles, with their names in theme files.
    pub const PARTS: [ThemePart; 21] = [
        part("background", "the base of every style; plain keeps the terminal's own background", |theme| {
            &mut theme.background
        })
        .was("ground"),
        part("text", "ordinary text", |theme| &mut theme.text),
        part("quiet", "less important text", |theme| &mut theme.quiet),
        part("border", "a border", |theme| &mut theme.border),
        part("focus", "the border of the pane with the focus", |theme| &mut theme.focus),
        part("accent", "a title, the cursor, an active facet", |theme| &mut theme.accent),
        part("strong", "a heading or a name", |theme| &mut theme.strong),
        part("verbatim", "verbatim words", |theme| &mut theme.verbatim).was("said"),
        part("paraphrase", "words that are not the speaker's own", |theme| &mut theme.paraphrase).was("told"),
        part("matched", "what the filter matched", |theme| &mut theme.matched),
        part("current", "the match that was jumped to", |theme| &mut theme.current_match),
        part("slip", "a slip of the source (sic)", |theme| &mut theme.slip),
        part("highlighted", "a passage that you highlighted", |theme| &mut theme.highlighted),
        part("unsupported", "words of a paraphrase that its source does not have", |theme| &mut theme.unsupported)
            .was("unfounded"),
        part("unsupported_fact", "a fact or a negation of a paraphrase that its source does not have", |theme| {
            &mut theme.unsupported_fact
        }),
        part("phrase", "words selected for copying", |theme| &mut theme.phrase).was("chosen"),
        part("phrase_cursor", "the word at the cursor while words are selected", |theme| &mut theme.phrase_cursor)
            .was("word"),
        part("selected", "the row of the cursor", |theme| &mut theme.cursor_row),
        part("key", "a key in the footer", |theme| &mut theme.key),
        part("warning", "a warning", |theme| &mut theme.warning),
        part("good", "a success", |theme| &mut theme.success),
    ];

    /// Returns a built-in theme; those of 24-bit colours have a background of their own.
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

    /// Returns the theme of the terminal's sixteen colours, on the terminal's own background of this kind, if it is
    /// known.
    pub fn ansi(ground: Option<Ground>) -> Self {
        Self::from_colours(match ground {
            None => &colours::ANSI,
            Some(Ground::Dark) => &colours::ANSI_DARK,
            Some(Ground::Light) => &colours::ANSI_LIGHT,
        })
    }

    /// Leaves the background to the terminal if the theme fits any of its kind: that is so for `dark` and `light`, and
    /// for themes based on them that have no background of their own.
    #[must_use]
    pub fn on_terminal_background(self) -> Self {
        let fits_any = |name| Self::builtin(name).background == self.background;
        if [ThemeName::Dark, ThemeName::Light].into_iter().any(fits_any) {
            Self { background: Style::new(), ..self }
        } else {
            self
        }
    }

    fn from_colours(palette: &ColourSet) -> Self {
        let on = |(text, ground): (Color, Color)| Style::new().fg(text).bg(ground);
        // The colour of text comes from the background, and from the row of the cursor.
        let text = Style::new();
        let quiet = text.fg(palette.quiet);
        let accent = text.fg(palette.accent);
        let warning = text.fg(palette.warning);
        Self {
            background: palette.background.map_or(text, on),
            text,
            quiet,
            border: text.fg(palette.border),
            focus: accent,
            accent: accent.add_modifier(Modifier::BOLD),
            strong: text.add_modifier(Modifier::BOLD),
            verbatim: text,
            paraphrase: text.add_modifier(Modifier::ITALIC),
            matched: on(palette.matched).add_modifier(Modifier::BOLD),
            current_match: on(palette.current).add_modifier(Modifier::BOLD),
            slip: text.add_modifier(Modifier::UNDERLINED),
            highlighted: on(palette.highlight),
            unsupported: quiet.add_modifier(Modifier::UNDERLINED),
            unsupported_fact: warning.add_modifier(Modifier::UNDERLINED),
            phrase: text.add_modifier(Modifier::REVERSED),
            phrase_cursor: accent.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            cursor_row: palette.selected.map_or(text.add_modifier(Modifier::REVERSED), on),
            key: accent,
            warning,
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
            unsupported: dim.add_modifier(Modifier::UNDERLINED),
            unsupported_fact: bold.add_modifier(Modifier::UNDERLINED),
            phrase: text.add_modifier(Modifier::REVERSED),
            phrase_cursor: bold.add_modifier(Modifier::UNDERLINED),
            cursor_row: text.add_modifier(Modifier::REVERSED),
            key: bold,
            warning: bold,
            success: text,
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;
    use crate::ui::depth::ColourDepth;

    /// The styles of a theme with their names.
    fn parts(mut theme: Theme) -> Vec<(&'static str, Style)> {
        Theme::PARTS.into_iter().map(|part| (part.name, *(part.style)(&mut theme))).collect()
    }

    #[test]
    fn parts_cover_every_style_once() {
        let mut theme = Theme::builtin(ThemeName::Mono);
        for (at, part) in Theme::PARTS.into_iter().enumerate() {
            let mark = Style::new().fg(Color::Indexed(u8::try_from(at).unwrap()));
            *(part.style)(&mut theme) = mark;
            assert!(Theme::PARTS[..at].iter().all(|other| other.name != part.name), "{}", part.name);
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
        for ground in [None, Some(Ground::Dark), Some(Ground::Light)] {
            for (name, style) in parts(Theme::ansi(ground)) {
                for colour in [style.fg, style.bg] {
                    assert!(!matches!(colour, Some(Color::Rgb(..) | Color::Indexed(_))), "{name}");
                }
            }
        }
    }

    /// The sixteen colours as xterm shows them.
    const XTERM: [(Color, u32); 16] = [
        (Color::Black, 0x00_0000),
        (Color::Red, 0xcd_0000),
        (Color::Green, 0x00_cd00),
        (Color::Yellow, 0xcd_cd00),
        (Color::Blue, 0x00_00ee),
        (Color::Magenta, 0xcd_00cd),
        (Color::Cyan, 0x00_cdcd),
        (Color::Gray, 0xe5_e5e5),
        (Color::DarkGray, 0x7f_7f7f),
        (Color::LightRed, 0xff_0000),
        (Color::LightGreen, 0x00_ff00),
        (Color::LightYellow, 0xff_ff00),
        (Color::LightBlue, 0x5c_5cff),
        (Color::LightMagenta, 0xff_00ff),
        (Color::LightCyan, 0x00_ffff),
        (Color::White, 0xff_ffff),
    ];

    /// Returns the red, green and blue channels of a colour on xterm.
    fn channels(colour: Color) -> [u8; 3] {
        let cube = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        match (colour, XTERM.iter().find(|(known, _)| *known == colour)) {
            (_, Some((_, rgb))) => rgb.to_be_bytes()[1..].try_into().unwrap(),
            (Color::Rgb(red, green, blue), _) => [red, green, blue],
            (Color::Indexed(grey @ 232..), _) => [8 + 10 * (grey - 232); 3],
            (Color::Indexed(at @ 16..), _) => [(at - 16) / 36, (at - 16) / 6 % 6, (at - 16) % 6].map(cube),
            _ => panic!("{colour} depends on the terminal"),
        }
    }

    /// Returns the contrast of two colours (WCAG 2.2).
    fn contrast(one: Color, other: Color) -> f64 {
        let luminance = |colour| {
            let [red, green, blue] = channels(colour).map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The parts of a theme that may be less readable: they need a contrast of 3.
    const QUIET: [&str; 3] = ["quiet", "unsupported", "good"];

    /// Returns the parts with too little contrast on one of `grounds`, for text in `text`. Borders are not checked.
    fn unreadable(theme: &Theme, grounds: &[Color], text: Color, (least, least_quiet): (f64, f64)) -> Vec<String> {
        let text = theme.background.fg.unwrap_or(text);
        let selected = theme.cursor_row.bg;
        let mut found = Vec::new();
        for &ground in grounds {
            let ground = theme.background.bg.unwrap_or(ground);
            for (part, style) in parts(*theme).into_iter().filter(|(part, _)| *part != "border") {
                let behind = style.bg.map_or([ground, selected.unwrap_or(ground)], |own| [own, own]);
                let least = if QUIET.contains(&part) { least_quiet } else { least };
                for behind in behind {
                    let contrast = contrast(style.fg.unwrap_or(text), behind);
                    if contrast < least {
                        found.push(format!("{part} on {behind}: {contrast:.2}"));
                    }
                }
            }
        }
        found
    }

    /// Common background colours of terminals.
    const BLACKS: [Color; 2] = [Color::Rgb(0, 0, 0), Color::Rgb(0x1e, 0x1e, 0x1e)];
    const WHITES: [Color; 2] = [Color::Rgb(0xff, 0xff, 0xff), Color::Rgb(0xfa, 0xfa, 0xfa)];

    #[test]
    fn text_is_readable_in_every_theme() {
        for (name, grounds, text, least) in [
            (ThemeName::Dark, BLACKS, WHITES[0], 4.5),
            (ThemeName::Light, WHITES, BLACKS[0], 4.5),
            (ThemeName::Contrast, BLACKS, WHITES[0], 7.0),
            (ThemeName::Paper, WHITES, BLACKS[0], 4.5),
            (ThemeName::Night, BLACKS, WHITES[0], 4.5),
        ] {
            let theme = Theme::builtin(name);
            assert!(theme.background.bg.is_some() && theme.background.fg.is_some(), "{} paints", name.name());
            for theme in [theme, theme.on_terminal_background()] {
                let found = unreadable(&theme, &grounds, text, (least, least));
                assert_eq!(found, [""; 0], "{}", name.name());
            }
            // The nearest of 256 colours are not exactly the same.
            let found = unreadable(&theme.for_depth(ColourDepth::Indexed), &grounds, text, (4.0, 3.0));
            assert_eq!(found, [""; 0], "{} in 256 colours", name.name());
        }
    }

    #[test]
    fn sixteen_colours_are_readable_on_their_background() {
        let (black, white) = (Color::Black, Color::White);
        for (ground, behind, text) in [(Ground::Dark, black, white), (Ground::Light, white, black)] {
            for theme in [Theme::ansi(Some(ground)), Theme::ansi(Some(ground)).painted(ground)] {
                assert_eq!(unreadable(&theme, &[behind], text, (4.5, 3.0)), [""; 0], "{ground:?}");
            }
            // On an unknown background, everything stays readable.
            assert_eq!(unreadable(&Theme::ansi(None), &[behind], text, (3.5, 2.0)), [""; 0], "{ground:?}");
        }
    }

    #[test]
    fn styles_with_a_background_have_a_text_colour() {
        for name in ThemeName::ALL {
            for (part, style) in parts(Theme::builtin(name)) {
                assert!(style.bg.is_none() || style.fg.is_some(), "{}: {part} takes the terminal's", name.name());
            }
        }
    }

    #[test]
    fn cursor_row_is_distinct_in_every_theme_and_depth() {
        for name in ThemeName::ALL {
            for depth in [ColourDepth::Full, ColourDepth::Indexed, ColourDepth::Sixteen] {
                let theme = Theme::builtin(name).for_depth(depth);
                let (row, around) = (theme.cursor_row, theme.background);
                let is_reversed = row.add_modifier.contains(Modifier::REVERSED);
                assert!(
                    is_reversed || row.bg.is_some_and(|ground| Some(ground) != around.bg),
                    "{} {depth:?}",
                    name.name()
                );
            }
        }
    }

    #[test]
    fn only_dark_and_light_use_the_terminal_background() {
        for name in ThemeName::ALL {
            let theme = Theme::builtin(name);
            let own = theme.on_terminal_background().background != Style::new();
            let (paints, fits_any) =
                (theme.background != Style::new(), matches!(name, ThemeName::Dark | ThemeName::Light));
            assert_eq!(own, paints && !fits_any, "{}", name.name());
        }
        // A theme based on one of them does, too, unless it has its own background.
        let based = Theme { key: Style::new(), ..Theme::builtin(ThemeName::Light) };
        assert_eq!(based.on_terminal_background().background, Style::new());
        let own = Theme { background: Style::new().fg(Color::Black).bg(Color::Cyan), ..based };
        assert_eq!(own.on_terminal_background(), own);
    }
}
