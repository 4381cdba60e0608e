//! Style notation of theme files: `bold #e5b567 on black`.

use std::ops::Range;

use ratatui::style::{Color, Modifier, Style};

use kzq_ron::{find_similar, quote_for_message};
use kzq_text::Safe;
use kzq_text::safe;

/// The terminal's default and sixteen colours, by their names in theme files.
const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

/// The word for an empty style.
const PLAIN: &str = "plain";

/// Why a style is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseStyleError {
    /// The invalid range of the text, in bytes.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub message: Safe<'static>,
    /// A suggestion.
    pub help: Option<Safe<'static>>,
}

/// Parses a style: modifiers, a foreground colour, and `on` a background colour; `plain` is an empty style.
///
/// A colour is `#rrggbb`, an index of xterm's 256 colours, or the name of one of the terminal's sixteen.
///
/// # Errors
///
/// The first invalid word.
pub fn parse(text: &str) -> Result<Style, ParseStyleError> {
    let mut style = Style::new();
    let mut words = words(text).peekable();
    if words.peek().is_none() {
        return Err(style_error(0..text.len(), "a style must not be empty", Some("`plain` means no style".into())));
    }
    while let Some((at, word)) = words.next() {
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
        } else if word == "on" {
            let Some((at, ground)) = words.next() else {
                return Err(style_error(at, "a colour is missing after `on`", None));
            };
            let twice = style_error(at.clone(), "a style has one colour after `on`", None);
            style = style.bg.map_or(Ok(style.bg(parse_colour(at, ground)?)), |_| Err(twice))?;
        } else if word != PLAIN {
            let twice = style_error(at.clone(), "a style has one colour before `on`", None);
            style = style.fg.map_or(Ok(style.fg(parse_colour(at, word)?)), |_| Err(twice))?;
        }
    }
    Ok(style)
}

/// Formats a style so that [`parse`] reads it.
pub fn format_style(style: Style) -> String {
    let modifiers = MODIFIERS.iter().filter(|(_, modifier)| style.add_modifier.contains(*modifier));
    let mut words: Vec<String> = modifiers.map(|(name, _)| (*name).to_owned()).collect();
    words.extend(style.fg.map(colour_name));
    words.extend(style.bg.map(|ground| format!("on {}", colour_name(ground))));
    if words.is_empty() { PLAIN.to_owned() } else { words.join(" ") }
}

fn colour_name(colour: Color) -> String {
    match (colour, COLOURS.iter().find(|(_, known)| *known == colour)) {
        (_, Some((name, _))) => (*name).to_owned(),
        (Color::Rgb(red, green, blue), _) => format!("#{red:02x}{green:02x}{blue:02x}"),
        (other, _) => other.to_string(),
    }
}

fn style_error(at: Range<usize>, message: impl Into<Safe<'static>>, help: Option<Safe<'static>>) -> ParseStyleError {
    ParseStyleError { range: at, message: message.into(), help }
}

/// Splits a text into words with their byte ranges.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.split_ascii_whitespace().map(|word| {
        // Both pointers are into the same string, so their difference is the offset.
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (start..start + word.len(), word)
    })
}

fn parse_colour(at: Range<usize>, word: &str) -> Result<Color, ParseStyleError> {
    if let Some((_, colour)) = COLOURS.iter().find(|(name, _)| *name == word) {
        return Ok(*colour);
    }
    if let Some(digits) = word.strip_prefix('#') {
        let is_hex = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex);
        let Some([_, red, green, blue]) = number.map(u32::to_be_bytes) else {
            let message = safe!("`", quote_for_message(word), "` is not a colour");
            return Err(style_error(at, message, Some("a colour is # and six hexadecimal digits: #e5b567".into())));
        };
        return Ok(Color::Rgb(red, green, blue));
    }
    if word.bytes().all(|digit| digit.is_ascii_digit()) {
        let outside =
            style_error(at, safe!("there is no colour ", quote_for_message(word)), Some("there are 0 to 255".into()));
        return word.parse().map(Color::Indexed).map_err(|_| outside);
    }
    let known = COLOURS.iter().map(|(name, _)| *name).chain(MODIFIERS.iter().map(|(name, _)| *name));
    let near = find_similar(word, known.chain([PLAIN, "on"]))
        .map(|near| safe!("did you mean `", quote_for_message(near), "`?"));
    let help = near.unwrap_or_else(|| "a colour is #rrggbb, a number up to 255, or a name like `bright-blue`".into());
    Err(style_error(at, safe!("`", quote_for_message(word), "` is neither a colour nor a text attribute"), Some(help)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_it_formats() {
        for text in [
            "plain",
            "bold",
            "bold dim italic underlined reversed #e5b567 on #000000",
            "bright-blue",
            "default on default",
            "17 on 255",
            "on white",
        ] {
            assert_eq!(format_style(parse(text).unwrap()), text);
        }
        assert_eq!(parse("  #FFF000   italic ").map(format_style), Ok("italic #fff000".to_owned()));
    }

    #[test]
    fn errors_name_the_invalid_word() {
        for (text, wrong, message, help) in [
            ("", "", "a style must not be empty", "`plain` means no style"),
            ("bold rad", "rad", "`rad` is neither a colour nor a text attribute", "did you mean `red`?"),
            ("itallic red", "itallic", "`itallic` is neither a colour nor a text attribute", "did you mean `italic`?"),
            ("#e5b56", "#e5b56", "`#e5b56` is not a colour", "a colour is # and six hexadecimal digits: #e5b567"),
            ("#+12345", "#+12345", "`#+12345` is not a colour", "a colour is # and six hexadecimal digits: #e5b567"),
            ("red on 256", "256", "there is no colour 256", "there are 0 to 255"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!((&text[error.range.clone()], error.message.as_str()), (wrong, message), "{text}");
            assert_eq!(error.help.as_ref().map(Safe::as_str), Some(help), "{text}");
        }
        for (text, wrong, message) in [
            ("red on", "on", "a colour is missing after `on`"),
            ("red blue", "blue", "a style has one colour before `on`"),
            ("red on blue on blue", "blue", "a style has one colour after `on`"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!((&text[error.range.clone()], error.message.as_str()), (wrong, message), "{text}");
        }
    }
}
