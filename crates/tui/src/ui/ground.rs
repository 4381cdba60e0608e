//! Whether a background is dark or light.

use ratatui::style::Color;

/// The kind of a background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// For light text.
    Dark,
    /// For dark text.
    Light,
}

impl Ground {
    /// The kind of a colour; `None` for the terminal's own background, which may be either.
    pub fn of(colour: Color) -> Option<Self> {
        let is_light = match colour {
            Color::Reset => return None,
            // Gamma-encoded luminance (ITU-R BT.709): its middle is that of what is seen.
            Color::Rgb(red, green, blue) => {
                2126 * u32::from(red) + 7152 * u32::from(green) + 722 * u32::from(blue) > 5000 * 255
            }
            Color::Indexed(grey @ 232..) => grey >= 244,
            // A cube of six steps for each channel.
            Color::Indexed(at @ 16..) => {
                let at = u32::from(at - 16);
                2126 * (at / 36) + 7152 * (at / 6 % 6) + 722 * (at % 6) > 5000 * 5
            }
            Color::Indexed(at) => matches!(at, 7 | 10 | 11 | 14 | 15),
            Color::Gray | Color::LightGreen | Color::LightYellow | Color::LightCyan | Color::White => true,
            _ => false,
        };
        Some(if is_light { Self::Light } else { Self::Dark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_classified_as_dark_or_light() {
        for (colour, ground) in [
            (Color::Reset, None),
            (Color::Black, Some(Ground::Dark)),
            (Color::Blue, Some(Ground::Dark)),
            (Color::White, Some(Ground::Light)),
            (Color::Gray, Some(Ground::Light)),
            (Color::Indexed(0), Some(Ground::Dark)),
            (Color::Indexed(15), Some(Ground::Light)),
            (Color::Indexed(16), Some(Ground::Dark)),
            (Color::Indexed(231), Some(Ground::Light)),
            (Color::Indexed(235), Some(Ground::Dark)),
            (Color::Indexed(255), Some(Ground::Light)),
            (Color::Rgb(0x1d, 0x1a, 0x17), Some(Ground::Dark)),
            (Color::Rgb(0xf7, 0xf1, 0xe1), Some(Ground::Light)),
        ] {
            assert_eq!(Ground::of(colour), ground, "{colour}");
        }
    }
}
