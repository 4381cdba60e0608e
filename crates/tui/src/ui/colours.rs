//! The colours of the built-in themes.

use ratatui::style::Color;

/// The colours of a theme; foregrounds unless stated otherwise.
pub(super) struct ColourSet {
    /// The text and background colours; `None` leaves both to the terminal.
    pub(super) background: Option<(Color, Color)>,
    pub(super) quiet: Color,
    pub(super) border: Color,
    pub(super) accent: Color,
    /// A match, and the match that was jumped to: text and background.
    pub(super) matched: (Color, Color),
    pub(super) current: (Color, Color),
    /// A highlighted passage: text and background.
    pub(super) highlight: (Color, Color),
    /// The row of the cursor: text and background; `None` reverses it.
    pub(super) selected: Option<(Color, Color)>,
    pub(super) warning: Color,
    pub(super) good: Color,
}

/// A 24-bit colour as `0xRRGGBB`.
const fn rgb(colour: u32) -> Color {
    let [_, red, green, blue] = colour.to_be_bytes();
    Color::Rgb(red, green, blue)
}

pub(super) const DARK: ColourSet = ColourSet {
    background: Some((rgb(0xd6_dae0), rgb(0x15_181c))),
    quiet: rgb(0x8b_939e),
    border: rgb(0x4a_515b),
    accent: rgb(0xe5_b567),
    matched: (rgb(0xff_d88a), rgb(0x4d_3d1a)),
    current: (rgb(0x4d_3d1a), rgb(0xe5_b567)),
    highlight: (rgb(0xd6_dae0), rgb(0x2e_3f38)),
    selected: Some((rgb(0xd6_dae0), rgb(0x26_2b33))),
    warning: rgb(0xe8_8e6d),
    good: rgb(0x8f_bf7f),
};

pub(super) const LIGHT: ColourSet = ColourSet {
    background: Some((rgb(0x1f_2328), rgb(0xff_ffff))),
    quiet: rgb(0x63_6b75),
    border: rgb(0xb4_bbc4),
    accent: rgb(0x8f_5a00),
    matched: (rgb(0x4d_3300), rgb(0xff_e39b)),
    current: (rgb(0xff_e39b), rgb(0x8f_5a00)),
    highlight: (rgb(0x1f_2328), rgb(0xd3_efdf)),
    selected: Some((rgb(0x1f_2328), rgb(0xe9_ecf0))),
    warning: rgb(0xb0_3e0e),
    good: rgb(0x2c_6e2f),
};

/// The sixteen colours on a background that is not known: readable on black and on white.
pub(super) const ANSI: ColourSet = ColourSet {
    background: None,
    quiet: Color::DarkGray,
    border: Color::DarkGray,
    accent: Color::Magenta,
    matched: (Color::Black, Color::Yellow),
    current: (Color::White, Color::Blue),
    highlight: (Color::Black, Color::Cyan),
    selected: None,
    warning: Color::Red,
    good: Color::Green,
};

/// The sixteen colours on a dark background.
pub(super) const ANSI_DARK: ColourSet = ColourSet { accent: Color::Yellow, warning: Color::LightRed, ..ANSI };

/// The sixteen colours on a light background, on which green and yellow can't be read.
pub(super) const ANSI_LIGHT: ColourSet = ColourSet { good: Color::Blue, ..ANSI };

pub(super) const CONTRAST: ColourSet = ColourSet {
    background: Some((rgb(0xff_ffff), rgb(0x00_0000))),
    quiet: rgb(0xd0_d0d0),
    border: rgb(0xb0_b0b0),
    accent: rgb(0xff_d75f),
    matched: (rgb(0xff_e69a), rgb(0x4a_3a00)),
    current: (rgb(0x4a_3a00), rgb(0xff_d75f)),
    highlight: (rgb(0xff_ffff), rgb(0x00_4a44)),
    selected: Some((rgb(0xff_ffff), rgb(0x16_2a42))),
    warning: rgb(0xff_a488),
    good: rgb(0x8a_f08a),
};

pub(super) const PAPER: ColourSet = ColourSet {
    background: Some((rgb(0x2b_2520), rgb(0xf7_f1e1))),
    quiet: rgb(0x64_5847),
    border: rgb(0xc9_bb9c),
    accent: rgb(0x83_4608),
    matched: (rgb(0x3a_2600), rgb(0xf2_d184)),
    current: (rgb(0xf2_d184), rgb(0x83_4608)),
    highlight: (rgb(0x2b_2520), rgb(0xd5_e3c0)),
    selected: Some((rgb(0x2b_2520), rgb(0xec_e2c9))),
    warning: rgb(0xa0_2e08),
    good: rgb(0x3b_5d11),
};

pub(super) const NIGHT: ColourSet = ColourSet {
    background: Some((rgb(0xe0_d6c8), rgb(0x1d_1a17))),
    quiet: rgb(0xa0_937f),
    border: rgb(0x4f_463b),
    accent: rgb(0xe0_a458),
    matched: (rgb(0xff_e0a8), rgb(0x4c_3710)),
    current: (rgb(0x4c_3710), rgb(0xe0_a458)),
    highlight: (rgb(0xe0_d6c8), rgb(0x2f_3b2c)),
    selected: Some((rgb(0xe0_d6c8), rgb(0x2d_2822))),
    warning: rgb(0xe8_8b6a),
    good: rgb(0x9d_bf7d),
};
