//! Whether two words are forms of one word: by a list of irregular ones, or by their endings.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use kzq_text::fold::fold;

/// Forms of one word that no rule derives, in rows.
const IRREGULAR: &[&str] = &[
    "be am is are was were been being",
    "have has had having",
    "do does did done doing",
    "go goes went gone going",
    "say says said saying",
    "get gets got gotten getting",
    "make makes made making",
    "know knows knew known",
    "think thinks thought thinking",
    "take takes took taken taking",
    "see sees saw seen seeing",
    "come comes came coming",
    "give gives gave given giving",
    "find finds found",
    "tell tells told",
    "become becomes became becoming",
    "leave leaves left leaving",
    "feel feels felt",
    "put puts putting",
    "bring brings brought",
    "begin begins began begun beginning",
    "keep keeps kept",
    "hold holds held",
    "write writes wrote written writing",
    "stand stands stood",
    "hear hears heard",
    "let lets letting",
    "mean means meant",
    "set sets setting",
    "meet meets met meeting",
    "run runs ran running",
    "pay pays paid",
    "sit sits sat sitting",
    "speak speaks spoke spoken",
    "lie lies lay lain lying",
    "lead leads led",
    "read reads",
    "grow grows grew grown",
    "lose loses lost losing",
    "fall falls fell fallen",
    "send sends sent",
    "build builds built",
    "understand understands understood",
    "draw draws drew drawn",
    "break breaks broke broken",
    "spend spends spent",
    "cut cuts cutting",
    "rise rises rose risen rising",
    "drive drives drove driven driving",
    "buy buys bought",
    "wear wears wore worn",
    "choose chooses chose chosen choosing",
    "fight fights fought",
    "win wins won winning",
    "teach teaches taught",
    "catch catches caught",
    "seek seeks sought",
    "sell sells sold",
    "throw throws threw thrown",
    "forget forgets forgot forgotten",
    "show shows showed shown",
    "eat eats ate eaten",
    "sleep sleeps slept",
    "bear bears bore borne born",
    "forgive forgives forgave forgiven",
    "shake shakes shook shaken",
    "strike strikes struck",
    "sing sings sang sung",
    "swear swears swore sworn",
    "tear tears tore torn",
    "deal deals dealt",
    "bind binds bound",
    "freeze freezes froze frozen",
    "die dies died dying",
    "shoot shoots shot",
    "steal steals stole stolen",
    "withdraw withdraws withdrew withdrawn",
    "overcome overcomes overcame",
    "man men",
    "woman women",
    "child children",
    "person persons people",
    "foot feet",
    "life lives",
    "half halves",
    "wife wives",
    "leaf leaves",
    "i me my mine myself",
    "we us our ours ourselves",
    "gehen geht ging gingen gegangen",
    "geben gibt gab gaben gegeben",
    "kommen kommt kam kamen gekommen",
    "nehmen nimmt nahm nahmen genommen",
    "sehen sieht sah sahen gesehen",
    "sprechen spricht sprach sprachen gesprochen",
    "stehen steht stand standen gestanden",
    "bleiben bleibt blieb blieben geblieben",
    "wissen weiß wusste wussten gewusst",
    "tun tut tat taten getan",
    "finden findet fand fanden gefunden",
    "halten hält hielt hielten gehalten",
    "lassen lässt ließ ließen gelassen",
    "bringen bringt brachte brachten gebracht",
    "denken denkt dachte dachten gedacht",
    "helfen hilft half halfen geholfen",
    "kämpfen kämpft kämpfte gekämpft",
    "aller vais va vont allons allez allait allaient ira iront irait allé",
    "faire fais fait font faisons faites faisait faisaient fera feront ferait",
    "dire dis dit disent disons disait disaient dira diront dirait",
    "voir vois voit voient voyons voyait verra verront vu",
    "venir viens vient viennent venait viendra viendront venu",
    "prendre prends prend prennent prenait prendra pris",
    "savoir sais sait savent savait saura su",
    "mettre met mettent mettait mettra mis",
    "vivre vis vit vivent vivait vivra vécu",
    "идти иду идёт идет идут шёл шел шла шли пойдёт пойдет пойдут пошёл пошел пошли",
    "давать даёт дает дают дал дала дали даст дадут",
    "мочь может могут мог могла могли",
    "хотеть хочет хотят хочу хотел хотела хотели",
    "ir va van vamos fue fueron iba irá ido",
    "hacer hace hacen hacemos hizo hicieron hacía hará hecho",
    "decir dice dicen dijo dijeron decía dirá dicho",
    "tener tiene tienen tenemos tuvo tenía tendrá tenido",
];

/// Inflections of German, French and Spanish, folded, that are not English ones.
const ENDINGS: &[&str] = &[
    "", "e", "en", "er", "es", "em", "et", "est", "t", "te", "ten", "tet", "st", "n", "ern", "s", "ent", "ons", "ez",
    "ait", "ais", "aient", "ant", "a", "ai", "era", "eront", "erait", "ee", "ees", "is", "it", "issent", "issait", "o",
    "os", "as", "an", "aba", "ado", "ando", "ar",
];

/// The rows of each irregular word, folded.
static ROWS: LazyLock<HashMap<String, Vec<usize>, RandomState>> = LazyLock::new(|| {
    let mut rows: HashMap<String, Vec<usize>, RandomState> = HashMap::default();
    for (row, words) in IRREGULAR.iter().enumerate() {
        for word in words.split_whitespace() {
            rows.entry(fold(word)).or_default().push(row);
        }
    }
    rows
});

/// Whether two folded words are forms of one word by the list, or by an ending.
pub(super) fn is_same_word(one: &str, other: &str) -> bool {
    /// Minimum length of what two forms share, in characters.
    const MIN_STEM: usize = 4;
    const MIN_ASPECT: usize = 6;
    let rows = |word: &str| ROWS.get(word).map_or(&[][..], Vec::as_slice);
    if one == other || rows(one).iter().any(|row| rows(other).contains(row)) {
        return true;
    }
    // A German participle.
    let bare = |word: &'_ str| word.strip_prefix("ge").filter(|rest| rest.len() > MIN_STEM).map(str::to_owned);
    let candidates = [Some(one.to_owned()), bare(one)];
    let others = [Some(other.to_owned()), bare(other)];
    let mut pairs = candidates.iter().flatten().flat_map(|one| others.iter().flatten().map(move |other| (one, other)));
    pairs.any(|(one, other)| {
        let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
        let rest = |word: &str| word.chars().skip(shared).collect::<String>();
        let (rest_of_one, rest_of_other) = (rest(one), rest(other));
        let is_ending = |rest: &str| ENDINGS.contains(&rest);
        let is_inflected = is_ending(&rest_of_one) && is_ending(&rest_of_other);
        // Turkic languages add endings to the word.
        let is_longer = !one.is_ascii() && shared >= MIN_STEM && (rest_of_one.is_empty() || rest_of_other.is_empty());
        // Russian verbs have two aspects: `поддержать`, `поддерживает`.
        let is_aspect = !one.is_ascii() && shared >= MIN_ASPECT && rest_of_one.len().max(rest_of_other.len()) <= 10;
        (shared >= MIN_STEM && is_inflected) || is_longer || is_aspect
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_are_the_same_word() {
        for (one, other) in [
            ("was", "is"),
            ("went", "goes"),
            ("kampfen", "kampfte"),
            ("gekampft", "kampfen"),
            ("steuern", "steuer"),
            ("augmentons", "augmentait"),
            ("казахстан", "казахстаннын"),
        ] {
            assert!(is_same_word(one, other) && is_same_word(other, one), "{one} {other}");
        }
        for (one, other) in [("war", "peace"), ("part", "party"), ("contract", "contrast"), ("raise", "lower")] {
            assert!(!is_same_word(one, other), "{one} {other}");
        }
    }
}
