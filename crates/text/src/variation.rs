//! Which characters a variation selector may follow.

use std::ops::RangeInclusive;

/// The standardised variants of U+FE00 after symbols, digits and letters (`StandardizedVariants.txt`).
const BASES_OF_VS1: &[RangeInclusive<char>] = &[
    // Slashed zeros, and signs of mathematics.
    '0'..='0',
    '\u{2205}'..='\u{2205}',
    '\u{2229}'..='\u{222a}',
    '\u{2268}'..='\u{2269}',
    '\u{2272}'..='\u{2273}',
    '\u{228a}'..='\u{228b}',
    '\u{2293}'..='\u{2295}',
    '\u{2297}'..='\u{2297}',
    '\u{229c}'..='\u{229c}',
    '\u{22da}'..='\u{22db}',
    '\u{2a3c}'..='\u{2a3d}',
    '\u{2a9d}'..='\u{2a9e}',
    '\u{2aac}'..='\u{2aad}',
    '\u{2acb}'..='\u{2acc}',
    '\u{ff10}'..='\u{ff10}',
    // Dotted letters of Myanmar.
    '\u{1000}'..='\u{1000}',
    '\u{1002}'..='\u{1002}',
    '\u{1004}'..='\u{1004}',
    '\u{1010}'..='\u{1011}',
    '\u{1015}'..='\u{1015}',
    '\u{1019}'..='\u{101a}',
    '\u{101c}'..='\u{101d}',
    '\u{1022}'..='\u{1022}',
    '\u{1031}'..='\u{1031}',
    '\u{1075}'..='\u{1075}',
    '\u{1078}'..='\u{1078}',
    '\u{107a}'..='\u{107a}',
    '\u{1080}'..='\u{1080}',
    '\u{aa60}'..='\u{aa7a}',
    // Letters of ʼPhags-pa and Manichaean.
    '\u{a856}'..='\u{a868}',
    '\u{10ac5}'..='\u{10ae1}',
];

/// What U+FE00 and U+FE01 set apart: script capitals of mathematics, and East Asian punctuation.
const BASES_OF_VS1_AND_VS2: &[RangeInclusive<char>] = &[
    '\u{2018}'..='\u{2019}',
    '\u{201c}'..='\u{201d}',
    '\u{210b}'..='\u{210b}',
    '\u{2110}'..='\u{2110}',
    '\u{2112}'..='\u{2112}',
    '\u{211b}'..='\u{211b}',
    '\u{212c}'..='\u{212c}',
    '\u{2130}'..='\u{2131}',
    '\u{2133}'..='\u{2133}',
    '\u{3001}'..='\u{3002}',
    '\u{ff01}'..='\u{ff01}',
    '\u{ff0c}'..='\u{ff0c}',
    '\u{ff0e}'..='\u{ff0e}',
    '\u{ff1a}'..='\u{ff1b}',
    '\u{ff1f}'..='\u{ff1f}',
    '\u{1d49c}'..='\u{1d4b5}',
];

/// Whether a variation selector after this character is typography. Any other carries nothing but hidden data.
///
/// The rules are those of the Unicode Standard, 23.4: only registered sequences have a meaning. They are listed in
/// `StandardizedVariants.txt` and `emoji-variation-sequences.txt`; those of ideographs in the Ideographic Variation
/// Database, which is open.
pub(super) fn takes_selector(base: char, selector: char) -> bool {
    let is_one_of = |bases: &[RangeInclusive<char>]| bases.iter().any(|range| range.contains(&base));
    match selector {
        '\u{fe0e}' | '\u{fe0f}' => is_emoji_base(base),
        '\u{fe00}' if is_one_of(BASES_OF_VS1) => true,
        '\u{fe00}' | '\u{fe01}' if is_one_of(BASES_OF_VS1_AND_VS2) => true,
        // Rotated hieroglyphs.
        '\u{fe00}'..='\u{fe06}' if matches!(base, '\u{13000}'..='\u{1345f}') => true,
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => is_ideograph(base),
        // Those of Mongolian.
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(base, '\u{1820}'..='\u{18aa}'),
        _ => false,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character may be an emoji: of the pictographs each; of the other symbols, digits and letters those that
/// `emoji-variation-sequences.txt` (UTS #51) lists.
#[rustfmt::skip]
fn is_emoji_base(c: char) -> bool {
    matches!(c,
        '\u{23}' | '\u{2a}' | '\u{30}'..='\u{39}' | '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}'
        | '\u{2139}' | '\u{2194}'..='\u{2199}' | '\u{21a9}' | '\u{21aa}' | '\u{231a}' | '\u{231b}' | '\u{2328}'
        | '\u{23cf}' | '\u{23e9}' | '\u{23ea}' | '\u{23ed}'..='\u{23ef}' | '\u{23f1}'..='\u{23f3}'
        | '\u{23f8}'..='\u{23fa}' | '\u{24c2}' | '\u{25aa}' | '\u{25ab}' | '\u{25b6}' | '\u{25c0}'
        | '\u{25fb}'..='\u{25fe}' | '\u{2600}'..='\u{2604}' | '\u{260e}' | '\u{2611}' | '\u{2614}' | '\u{2615}'
        | '\u{2618}' | '\u{261d}' | '\u{2620}' | '\u{2622}' | '\u{2623}' | '\u{2626}' | '\u{262a}' | '\u{262e}'
        | '\u{262f}' | '\u{2638}'..='\u{263a}' | '\u{2640}' | '\u{2642}' | '\u{2648}'..='\u{2653}' | '\u{265f}'
        | '\u{2660}' | '\u{2663}' | '\u{2665}' | '\u{2666}' | '\u{2668}' | '\u{267b}' | '\u{267e}' | '\u{267f}'
        | '\u{2692}'..='\u{2697}' | '\u{2699}' | '\u{269b}' | '\u{269c}' | '\u{26a0}' | '\u{26a1}' | '\u{26a7}'
        | '\u{26aa}' | '\u{26ab}' | '\u{26b0}' | '\u{26b1}' | '\u{26bd}' | '\u{26be}' | '\u{26c4}' | '\u{26c5}'
        | '\u{26c8}' | '\u{26cf}' | '\u{26d1}' | '\u{26d3}' | '\u{26d4}' | '\u{26e9}' | '\u{26ea}'
        | '\u{26f0}'..='\u{26f5}' | '\u{26f7}'..='\u{26fa}' | '\u{26fd}' | '\u{2702}' | '\u{2708}' | '\u{2709}'
        | '\u{270c}' | '\u{270d}' | '\u{270f}' | '\u{2712}' | '\u{2714}' | '\u{2716}' | '\u{271d}' | '\u{2721}'
        | '\u{2733}' | '\u{2734}' | '\u{2744}' | '\u{2747}' | '\u{2753}' | '\u{2757}' | '\u{2763}' | '\u{2764}'
        | '\u{27a1}' | '\u{2934}' | '\u{2935}' | '\u{2b05}'..='\u{2b07}' | '\u{2b1b}' | '\u{2b1c}' | '\u{2b50}'
        | '\u{2b55}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_registered_variation_sequences_are_accepted() {
        for (base, selector, expected) in [
            ('❤', '\u{fe0f}', true),
            ('1', '\u{fe0f}', true),
            ('👩', '\u{fe0e}', true),
            ('a', '\u{fe0f}', false),
            ('a', '\u{fe00}', false),
            ('0', '\u{fe00}', true),
            ('0', '\u{fe01}', false),
            ('∩', '\u{fe00}', true),
            ('。', '\u{fe01}', true),
            ('葛', '\u{e0100}', true),
            ('葛', '\u{fe00}', true),
            ('葛', '\u{fe0f}', false),
            ('я', '\u{e0130}', false),
            ('ᠠ', '\u{180b}', true),
            ('a', '\u{180b}', false),
        ] {
            assert_eq!(takes_selector(base, selector), expected, "{base} {selector:?}");
        }
    }
}
