//! The number of colours of a terminal, and themes reduced to them.

use ratatui::style::{Color, Style};

use super::ground::Ground;
use super::theme::Theme;

/// The number of colours of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourDepth {
    /// The 16 ANSI colours.
    Sixteen,
    /// The 256 xterm colours: the 16 ANSI colours, a colour cube and greys.
    Indexed,
    /// 24-bit colours.
    Full,
}

impl Theme {
    /// Reduces a theme to a colour depth: to the nearest of 256 colours; for 16, uses the ANSI theme for its ground, if
    /// needed.
    #[must_use]
    pub fn for_depth(mut self, depth: ColourDepth) -> Self {
        if depth == ColourDepth::Full {
            return self;
        }
        let ground = self.background.bg.and_then(Ground::of);
        for part in Self::PARTS {
            let style = (part.style)(&mut self);
            let needs_more = |colour: Option<Color>| matches!(colour, Some(Color::Rgb(..) | Color::Indexed(16..)));
            if depth == ColourDepth::Sixteen && (needs_more(style.fg) || needs_more(style.bg)) {
                let theme = Self::ansi(ground);
                return ground.map_or(theme, |ground| theme.painted(ground));
            }
            *style = Style { fg: style.fg.map(nearest_indexed), bg: style.bg.map(nearest_indexed), ..*style };
        }
        self
    }

    /// Gives a theme of sixteen colours a background of its own.
    #[must_use]
    pub(super) fn painted(self, ground: Ground) -> Self {
        let (text, behind) = match ground {
            Ground::Dark => (Color::Gray, Color::Black),
            Ground::Light => (Color::Black, Color::White),
        };
        Self { background: Style::new().fg(text).bg(behind), ..self }
    }
}

/// The nearest of the 256 colours: a cube with six steps per channel (16 to 231), and 24 greys (232 to 255).
fn nearest_indexed(colour: Color) -> Color {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let Color::Rgb(red, green, blue) = colour else { return colour };
    let step = |part: u8| {
        let nearest = STEPS.iter().enumerate().min_by_key(|(_, step)| step.abs_diff(part));
        nearest.map_or((0, 0), |(at, step)| (u8::try_from(at).unwrap_or_default(), *step))
    };
    let [(r, near_red), (g, near_green), (b, near_blue)] = [red, green, blue].map(step);
    let distance = |other: [u8; 3]| -> u32 {
        [red, green, blue].iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let grey = |at: u8| 8 + 10 * at;
    let nearest_grey = (0..24).min_by_key(|&at| distance([grey(at); 3])).unwrap_or_default();
    if distance([grey(nearest_grey); 3]) < distance([near_red, near_green, near_blue]) {
        Color::Indexed(232 + nearest_grey)
    } else {
        Color::Indexed(16 + 36 * r + 6 * g + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::ThemeName;

    #[test]
    fn colours_map_to_the_nearest_index() {
        for (rgb, index) in [
            ((0, 0, 0), 16),
            ((255, 255, 255), 231),
            ((255, 0, 0), 196),
            ((95, 135, 175), 67),
            ((8, 8, 8), 232),
            ((0x1d, 0x1a, 0x17), 234),
            ((0xe5, 0xb5, 0x67), 179),
        ] {
            assert_eq!(nearest_indexed(Color::Rgb(rgb.0, rgb.1, rgb.2)), Color::Indexed(index), "{rgb:?}");
        }
        assert_eq!(nearest_indexed(Color::Red), Color::Red);
    }

    #[test]
    fn themes_fit_every_depth() {
        for name in ThemeName::ALL {
            let theme = Theme::builtin(name);
            assert_eq!(theme.for_depth(ColourDepth::Full), theme);
            let mut indexed = theme.for_depth(ColourDepth::Indexed);
            let mut sixteen = theme.for_depth(ColourDepth::Sixteen);
            for part in Theme::PARTS {
                let (indexed, sixteen) = (*(part.style)(&mut indexed), *(part.style)(&mut sixteen));
                assert!(
                    ![indexed.fg, indexed.bg].iter().flatten().any(|c| matches!(c, Color::Rgb(..))),
                    "{}",
                    part.name
                );
                let more = |c: &Color| matches!(c, Color::Rgb(..) | Color::Indexed(16..));
                assert!(![sixteen.fg, sixteen.bg].iter().flatten().any(more), "{}", part.name);
            }
            let own = matches!(name, ThemeName::Ansi | ThemeName::Mono);
            assert_eq!(theme.for_depth(ColourDepth::Sixteen) == theme, own, "{}", name.name());
            // A theme that paints its background does so at any depth.
            let ground = |theme: Theme| theme.background.bg.and_then(Ground::of);
            assert_eq!(ground(sixteen), ground(theme), "{}", name.name());
            assert_eq!(ground(indexed), ground(theme), "{}", name.name());
        }
    }
}
