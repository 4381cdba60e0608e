//! Quotation marks.

/// Whether a character is a single quotation mark or used as an apostrophe.
pub fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '‛' | 'ʼ' | 'ʻ' | '′' | '‹' | '›')
}

/// Whether a character is a double quotation mark.
pub fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″')
}

/// Whether a character is one of the brackets that are the quotation marks of Chinese and Japanese.
pub fn is_corner_bracket(c: char) -> bool {
    matches!(c, '「' | '」' | '『' | '』')
}

/// Whether a character can open or close a quotation: any of these marks but letters and primes.
pub fn is_quotation_mark(c: char) -> bool {
    (is_single_quote(c) || is_double_quote(c) || is_corner_bracket(c)) && !matches!(c, 'ʼ' | 'ʻ' | '′' | '″')
}

/// Whether a character opens quotations in English and most other languages, and is never straight.
pub fn is_opening_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '„' | '«' | '‹')
}

/// Whether a character closes quotations in English and most other languages, and is never straight.
pub fn is_closing_quote(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '›')
}

/// Whether a text begins with a dash, as the name of the person quoted does below or after a quotation.
pub fn begins_with_dash(text: &str) -> bool {
    ["—", "–", "―", "--", "- "].iter().any(|dash| text.starts_with(dash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_has_one_kind_and_at_most_one_side() {
        for c in ('\0'..='\u{ffff}').filter(|&c| is_quotation_mark(c) || is_opening_quote(c) || is_closing_quote(c)) {
            let weights = [is_single_quote(c), is_double_quote(c), is_corner_bracket(c)];
            assert_eq!(weights.iter().filter(|is| **is).count(), 1, "{c}");
            assert!(is_quotation_mark(c) && !(is_opening_quote(c) && is_closing_quote(c)), "{c}");
        }
        assert!(!is_quotation_mark('′') && !is_quotation_mark('ʼ'));
    }

    #[test]
    fn leading_dashes_are_recognised() {
        for (text, expected) in
            [("— Ada", true), ("--Ada", true), ("- Ada", true), ("-Ada", false), ("Ada", false), ("", false)]
        {
            assert_eq!(begins_with_dash(text), expected, "{text}");
        }
    }
}
