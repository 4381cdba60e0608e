//! What things look like: styles by meaning.

use ratatui::style::{Color, Modifier, Style};

/// The themes there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// For a dark ground, in 24-bit colours.
    Dark,
    /// For a light ground, in 24-bit colours.
    Light,
    /// In the terminal's own sixteen colours.
    Ansi,
    /// Without colour (`NO_COLOR`).
    Mono,
}

impl ThemeName {
    /// All themes.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Ansi, Self::Mono];

    /// The name by which it is chosen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Ansi => "ansi",
            Self::Mono => "mono",
        }
    }
}

/// Styles by meaning. The ground is the terminal's own throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// Text that stands back.
    pub quiet: Style,
    /// A border.
    pub border: Style,
    /// The border of the pane with the focus.
    pub focus: Style,
    /// The one accent: the cursor, a title, what is set.
    pub accent: Style,
    /// A heading or a name.
    pub strong: Style,
    /// Verbatim words.
    pub said: Style,
    /// Words that are not the speaker's own.
    pub told: Style,
    /// What the filter matched; laid over the style of the words.
    pub matched: Style,
    /// What the filter matched on the line that was jumped to; laid over the style of the words.
    pub current: Style,
    /// A slip that stands so in the source; laid over the style of the words.
    pub slip: Style,
    /// Words without ground: underlined, so that it takes no colour to see them.
    pub unfounded: Style,
    /// Words that are chosen to be copied; laid over the style of the words.
    pub chosen: Style,
    /// The word at the cursor that chooses words; laid over the style of the words.
    pub word: Style,
    /// The row of the cursor; laid over everything in it.
    pub selected: Style,
    /// A key in the footer.
    pub key: Style,
    /// Something to beware of.
    pub warning: Style,
    /// Something that went well.
    pub good: Style,
}

/// The colours of a theme in 24 bits.
struct Palette {
    quiet: Color,
    border: Color,
    accent: Color,
    matched: (Color, Color),
    selected: Color,
    warning: Color,
    good: Color,
}

const DARK: Palette = Palette {
    quiet: Color::Rgb(0x8b, 0x93, 0x9e),
    border: Color::Rgb(0x4a, 0x51, 0x5b),
    accent: Color::Rgb(0xe5, 0xb5, 0x67),
    matched: (Color::Rgb(0xff, 0xd8, 0x8a), Color::Rgb(0x4d, 0x3d, 0x1a)),
    selected: Color::Rgb(0x26, 0x2b, 0x33),
    warning: Color::Rgb(0xe8, 0x8e, 0x6d),
    good: Color::Rgb(0x8f, 0xbf, 0x7f),
};

const LIGHT: Palette = Palette {
    quiet: Color::Rgb(0x63, 0x6b, 0x75),
    border: Color::Rgb(0xb4, 0xbb, 0xc4),
    accent: Color::Rgb(0x8f, 0x5a, 0x00),
    matched: (Color::Rgb(0x4d, 0x33, 0x00), Color::Rgb(0xff, 0xe3, 0x9b)),
    selected: Color::Rgb(0xe9, 0xec, 0xf0),
    warning: Color::Rgb(0xb0, 0x3e, 0x0e),
    good: Color::Rgb(0x2c, 0x6e, 0x2f),
};

impl Theme {
    /// A theme by its name.
    pub fn named(name: ThemeName) -> Self {
        match name {
            ThemeName::Dark => Self::of(&DARK),
            ThemeName::Light => Self::of(&LIGHT),
            ThemeName::Ansi => Self::of(&Palette {
                quiet: Color::DarkGray,
                border: Color::DarkGray,
                accent: Color::Yellow,
                matched: (Color::Black, Color::Yellow),
                selected: Color::Reset,
                warning: Color::Red,
                good: Color::Green,
            }),
            ThemeName::Mono => Self::mono(),
        }
    }

    fn of(palette: &Palette) -> Self {
        let text = Style::new();
        let quiet = text.fg(palette.quiet);
        let accent = text.fg(palette.accent);
        Self {
            text,
            quiet,
            border: text.fg(palette.border),
            focus: accent,
            accent: accent.add_modifier(Modifier::BOLD),
            strong: text.add_modifier(Modifier::BOLD),
            said: text,
            told: text.add_modifier(Modifier::ITALIC),
            matched: text.fg(palette.matched.0).bg(palette.matched.1).add_modifier(Modifier::BOLD),
            current: text.fg(palette.matched.1).bg(palette.accent).add_modifier(Modifier::BOLD),
            slip: text.add_modifier(Modifier::UNDERLINED),
            unfounded: text.fg(palette.warning).add_modifier(Modifier::UNDERLINED),
            chosen: text.add_modifier(Modifier::REVERSED),
            word: accent.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            selected: text.bg(palette.selected),
            key: accent,
            warning: text.fg(palette.warning),
            good: text.fg(palette.good),
        }
    }

    fn mono() -> Self {
        let text = Style::new();
        let bold = text.add_modifier(Modifier::BOLD);
        let dim = text.add_modifier(Modifier::DIM);
        Self {
            text,
            quiet: dim,
            border: dim,
            focus: bold,
            accent: bold,
            strong: bold,
            said: text,
            told: text.add_modifier(Modifier::ITALIC),
            matched: text.add_modifier(Modifier::REVERSED),
            current: bold.add_modifier(Modifier::REVERSED),
            slip: text.add_modifier(Modifier::UNDERLINED),
            unfounded: bold.add_modifier(Modifier::UNDERLINED),
            chosen: text.add_modifier(Modifier::REVERSED),
            word: bold.add_modifier(Modifier::UNDERLINED),
            selected: text,
            key: bold,
            warning: bold,
            good: text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_there_is_none() {
        let theme = Theme::named(ThemeName::Mono);
        let styles = [
            theme.text,
            theme.quiet,
            theme.border,
            theme.focus,
            theme.accent,
            theme.strong,
            theme.said,
            theme.told,
            theme.matched,
            theme.current,
            theme.slip,
            theme.unfounded,
            theme.chosen,
            theme.word,
            theme.selected,
            theme.key,
            theme.warning,
            theme.good,
        ];
        for style in styles {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }

    #[test]
    fn the_sixteen_colours_are_the_terminals_own() {
        let theme = Theme::named(ThemeName::Ansi);
        for colour in [theme.quiet.fg, theme.accent.fg, theme.matched.bg, theme.warning.fg] {
            assert!(!matches!(colour, Some(Color::Rgb(..) | Color::Indexed(_))));
        }
    }
}
