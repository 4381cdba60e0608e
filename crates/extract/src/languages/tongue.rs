//! [`Tongue`]: the language of an article, and what its words may mean in it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::given_names;
use super::people::PEOPLE;
use super::sayings::SAYINGS;
pub use super::sense::Sense;
use super::tables::{Grammar, People};
use super::{german, russian};

/// The languages whose articles are read by their own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Russian.
    Russian,
}

impl Tongue {
    /// All of them, in the order of the tables.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::French, Self::Russian];

    /// Whether it is one of the two languages whose nouns and pronouns are resolved by rules of their own.
    pub(crate) fn is_french_or_russian(self) -> bool {
        matches!(self, Self::Russian | Self::French)
    }
}

const GRAMMAR: &[Grammar] = &[
    Grammar {
        auxiliaries: "has have had having was were is are am be been being do does did will would can could shall should may might must \
            hasn't haven't hadn't wasn't weren't isn't aren't don't doesn't didn't won't wouldn't couldn't",
        he: "he",
        she: "she",
        they: "they we",
        me: "i",
        it: "it",
        determiners: "the a an this that these those its one another some any each every no both all several many most few two three four five",
        indefinite: "a an one another",
        possessives: "his her their my our your its",
        prepositions: "of for to by with from about near like than against between among around under over behind in on at into after before \
            during since through within without across outside inside off up upon beside despite until via as per toward towards amid",
        of: "of for from",
        relatives: "who whom which whose that",
        conjunctions: "and or but nor",
        subordinators: "that whether if when while because although though as since after before until how why what where once unless whereas",
        adverbs: "also then later once often never reportedly again further still now just first himself herself publicly since \
            yesterday today earlier recently afterwards thereafter immediately always only even there soon too ever simply already \
            not rather quite back here instead meanwhile perhaps maybe however themselves last finally famously both \
            monday tuesday wednesday thursday friday saturday sunday",
        no_names: "january february march april may june july august september october november december monday tuesday wednesday \
            thursday friday saturday sunday asked speaking according but and so then now meanwhile however when while after before in on at the a an \
            this that these those it he she they we you his her their its my our your i as if for from with by to of or nor yet here there what who why \
            how where which since until although though because despite during under over among between last next some many most few several all every \
            no not one two three four five six seven eight nine ten another other both each also still just only even yes eyewitness editing reporting \
            update correction",
        utterances: "answer response reply words message verdict warning advice comment comments reaction statement explanation conclusion retort \
            rejoinder remark remarks plea appeal pledge promise motto maxim quip tweet post slogan view opinion assessment judgement judgment \
            description phrase summary question testimony shout \
            mantra catchphrase diagnosis",
        demonstratives: "that those this such so",
        passives: "quoted cited",
        reported: "",
        according: "according_to in_the_words_of in_the_view_of in_the_opinion_of in_the_eyes_of in_the_judgment_of \
            in_the_judgement_of in_the_estimation_of in_the_phrase_of in_the_telling_of in_the_account_of \
            in_the_description_of to_borrow_from to_quote as_quoted_by per_the per as_told_to",
        according_after: "",
        frequent: "the of and to in was that said is for his with he on at by from her it as",
    },
    german::GRAMMAR,
    Grammar {
        auxiliaries: "a ont avait avaient aurait auraient est sont était étaient serait fut ai as avons avez eut soit été peut pouvait doit devait veut voulait vient",
        he: "il",
        she: "elle",
        they: "ils elles nous on",
        me: "je j",
        it: "ce c cela ça",
        determiners: "le la les l un une des ce cet cette ces du au aux plusieurs certains certaines quelques deux trois quatre chaque tous toutes aucun aucune",
        indefinite: "un une",
        possessives: "son sa ses leur leurs mon ma mes notre nos votre",
        prepositions: "de du des d à au aux avec par chez sur contre pour en vers dans sous entre devant derrière sans depuis pendant après avant selon hors lors malgré dès parmi",
        of: "de du des d à au aux en pour chez",
        relatives: "qui que qu dont lequel laquelle où",
        conjunctions: "et ou mais ni",
        subordinators: "que qu si quand lorsque lorsqu parce comme alors tandis puisque afin pourquoi comment dont où",
        adverbs: "ne n pas plus s se y en l lui leur me m te t nous vous ensuite encore aussi jadis hier aujourd'hui alors déjà même toujours souvent jamais ainsi notamment \
            tard pourtant cependant enfin puis bien ici désormais récemment également ci là tout lundi mardi mercredi jeudi vendredi samedi dimanche pudiquement volontiers \
            tôt aussitôt bientôt parfois longtemps autrefois naguère presque surtout plutôt seulement toutefois néanmoins avant-hier matin soir demain \
            sobrement simplement rapidement immédiatement finalement prudemment poliment sèchement calmement doucement clairement franchement \
            publiquement froidement tristement joliment gentiment fièrement modestement malicieusement amèrement vivement fermement \
            ironiquement laconiquement philosophiquement sereinement timidement gravement gaiement honnêtement crûment tranquillement \
            longuement brièvement nettement ouvertement officiellement initialement dernièrement précisément",
        no_names: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche \
            le la les l un une des il elle ils elles on nous ce cet cette ces c en à au aux dans pour par sur selon et mais hier puis ensuite alors quand comme après avant ainsi \
            son sa ses leur leurs notre nos votre vos mon ma mes d du de que qui qu si sans sous avec entre chez dès depuis devant interrogé interrogée \
            plus moins loin près tard tôt bientôt soudain brusquement rien personne chacun chacune beaucoup certes bref hélas heureusement \
            parfois souvent toujours jamais encore déjà bien mieux pire autant aussi donc or car néanmoins toutefois durant lors vers contre \
            parmi malgré grâce quant faute afin outre hormis sauf tandis tant tel telle quel quelle quels quelles comment pourquoi combien \
            ceux celui celle celles celui-ci celle-ci ceux-ci celles-ci ceci cela ça demain aujourd'hui ailleurs partout dehors désormais dorénavant jadis naguère autrefois \
            aussitôt lui eux suivent vient viennent né née vingt trente quarante cinquante cent mille onze douze quinze première premier \
            dernier dernière silence rires applaudissements pourtant cependant enfin oui non voilà voici là ici tout tous toute toutes aucun aucune plusieurs certains certaines quelques deux trois quatre cinq six sept huit neuf dix",
        utterances: "réponse réaction message avertissement commentaire mots verdict conclusion propos devise avis opinion jugement formule phrase constat question",
        demonstratives: "c ce cette voilà ainsi telle tel",
        passives: "cité citée cités",
        reported: "",
        according: "selon d_après pour aux_yeux_de de_l_avis_de de_l_aveu_de d_après_les_mots_de selon_les_mots_de aux_dires_de à_en_croire à_entendre à_écouter à_lire au_dire_de \
            aux_dires_des de_l_avis_des aux_yeux_des aux_yeux_du de_l_aveu_du de_l_aveu_même_de du_point_de_vue_de du_point_de_vue_du \
            de_l_avis_du aux_dires_du selon_l_expression_de selon_la_formule_de selon_le_mot_de selon_les_termes_de dans_la_bouche_de \
            sous_la_plume_de pour_reprendre_les_mots_de pour_reprendre_l_expression_de pour_reprendre_les_termes_de pour_citer dixit comme_le_dit comme_dit comme_le_disait comme_disait au_goût_de au_goût_du de_l_aveu_des \
            selon_le_récit_de selon_les_mots_du selon_les_termes_du selon_la_formule_du selon_l_expression_du aux_dires_d",
        according_after: "dixit",
        frequent: "le la les de des et un une du que qui est dans pour il elle à en sur pas",
    },
    russian::GRAMMAR,
];

/// What the words of a language mean.
pub(crate) struct Lexicon {
    senses: HashMap<String, Sense, RandomState>,
    according: Vec<Vec<String>>,
    according_after: Vec<String>,
}

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| (0..Tongue::ALL.len()).map(Lexicon::new).collect());
static FREQUENT: LazyLock<HashMap<String, Vec<usize>, RandomState>> = LazyLock::new(|| {
    let mut found: HashMap<String, Vec<usize>, RandomState> = HashMap::default();
    for (number, grammar) in GRAMMAR.iter().enumerate() {
        for word in grammar.frequent.split_whitespace() {
            found.entry(key(word)).or_default().push(number);
        }
    }
    found
});

/// Whether a list of words separated by blanks has a word.
pub(crate) fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|it| it == word)
}

/// A word in the form in which it is looked up: lower case, straight apostrophes, `е` for `ё`, `ss` for `ß` as in
/// Switzerland.
pub(crate) fn key(word: &str) -> String {
    let plain = |c: char| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '‑' => '-',
        'ё' => 'е',
        other => other,
    };
    let plain: String = word.chars().flat_map(char::to_lowercase).map(plain).collect();
    if plain.contains('ß') { plain.replace('ß', "ss") } else { plain }
}

/// The lists of small words, with what their words mean.
fn small_words(grammar: &Grammar) -> [(&'static str, Sense); 20] {
    [
        (grammar.auxiliaries, Sense::AUX),
        (grammar.he, Sense::HE),
        (grammar.she, Sense::SHE),
        (grammar.they, Sense::THEY),
        (grammar.me, Sense::ME),
        (grammar.it, Sense::IT),
        (grammar.determiners, Sense::DETERMINER),
        (grammar.indefinite, Sense::INDEFINITE),
        (grammar.possessives, Sense::POSSESSIVE),
        (grammar.prepositions, Sense::PREPOSITION),
        (grammar.of, Sense::OF),
        (grammar.relatives, Sense::RELATIVE),
        (grammar.conjunctions, Sense::CONJUNCTION),
        (grammar.subordinators, Sense::SUBORDINATOR),
        (grammar.adverbs, Sense::ADVERB),
        (grammar.no_names, Sense::NO_NAME),
        (grammar.utterances, Sense::UTTERANCE),
        (grammar.demonstratives, Sense::DEMONSTRATIVE),
        (grammar.passives, Sense::PASSIVE.or(Sense::CUE)),
        (grammar.reported, Sense::REPORTED),
    ]
}

/// The lists of nouns and names for persons, with what their words mean.
fn people_words(people: &People) -> [(&'static str, Sense); 9] {
    let person = |other: Sense| Sense::ROLE.or(other);
    [
        (people.men, person(Sense::MAN)),
        (people.women, person(Sense::WOMAN)),
        (people.either, Sense::ROLE),
        (people.several, person(Sense::SEVERAL)),
        (people.things, Sense::THING),
        (people.mr, Sense::MR),
        (people.mrs, Sense::MRS),
        (people.his_names, Sense::HIS_NAME),
        (people.her_names, Sense::HER_NAME),
    ]
}

impl Lexicon {
    fn new(number: usize) -> Self {
        let mut lexicon = Self { senses: HashMap::default(), according: Vec::new(), according_after: Vec::new() };
        let (grammar, sayings, people) = (&GRAMMAR[number], &SAYINGS[number], &PEOPLE[number]);
        let weak = Sense::CUE.or(Sense::WEAK);
        for (regular, irregular, sense) in
            [(sayings.weak_regular, sayings.weak_irregular, weak), (sayings.regular, sayings.irregular, Sense::CUE)]
        {
            for stem in regular.split_whitespace() {
                for form in (sayings.forms)(stem) {
                    lexicon.add_one(&form, sense);
                }
            }
            lexicon.add(irregular, sense);
        }
        for (words, sense) in small_words(grammar).into_iter().chain(people_words(people)) {
            lexicon.add(words, sense);
        }
        lexicon.add_women(number);
        lexicon.add_foreign_names(number);
        lexicon.according =
            grammar.according.split_whitespace().map(|phrase| phrase.split('_').map(key).collect()).collect();
        lexicon.according_after = grammar.according_after.split_whitespace().map(key).collect();
        lexicon
    }

    /// Marks the English nouns for women among those for persons, by their endings.
    fn add_women(&mut self, number: usize) {
        const ENDINGS: &[&str] = &["woman", "mistress", "mother", "daughter", "sister", "wife", "girl"];
        let is_womans = |word: &str| ENDINGS.iter().any(|ending| word.ends_with(ending));
        for (word, sense) in self.senses.iter_mut().filter(|_| Tongue::ALL[number] == Tongue::English) {
            if sense.is(Sense::ROLE) && is_womans(word) {
                *sense = sense.or(Sense::WOMAN);
            }
        }
    }

    /// Adds the given names of other languages that mean nothing in this one.
    fn add_foreign_names(&mut self, number: usize) {
        const MIN_LETTERS: usize = 3;
        let lists: Vec<[&str; 2]> = if Tongue::ALL[number] == Tongue::Russian {
            vec![[given_names::HIS_CYRILLIC, given_names::HER_CYRILLIC]]
        } else {
            let own = PEOPLE.iter().map(|people| [people.his_names, people.her_names]);
            own.chain([[given_names::HIS_NAMES, given_names::HER_NAMES]]).collect()
        };
        let own_only: HashSet<&str> = given_names::OWN_ONLY.split_whitespace().collect();
        let mut found: HashMap<String, Sense, RandomState> = HashMap::default();
        for names in lists {
            for (list, sense) in names.into_iter().zip([Sense::HIS_NAME, Sense::HER_NAME]) {
                for name in list.split_whitespace().filter(|name| !own_only.contains(name)).map(key) {
                    if name.chars().count() >= MIN_LETTERS && !self.senses.contains_key(&name) {
                        let known = found.entry(name).or_default();
                        *known = known.or(sense);
                    }
                }
            }
        }
        self.senses.extend(found);
    }

    fn add(&mut self, words: &str, sense: Sense) {
        words.split_whitespace().for_each(|word| self.add_one(word, sense));
    }

    fn add_one(&mut self, word: &str, sense: Sense) {
        let known = self.senses.entry(key(word)).or_default();
        // What is a cue by one list is not weak by another.
        let was_cue = known.is(Sense::CUE);
        *known = known.or(sense);
        if sense == Sense::CUE || (was_cue && !known.is(Sense::WEAK)) {
            known.0 &= !Sense::WEAK.0;
        }
    }

    /// The lists of a language whose words are looked up as they are written.
    #[cfg(test)]
    pub(crate) fn lists(tongue: Tongue) -> Vec<&'static str> {
        let (grammar, sayings) = (&GRAMMAR[tongue as usize], &SAYINGS[tongue as usize]);
        let words = small_words(grammar).into_iter().chain(people_words(&PEOPLE[tongue as usize]));
        words.map(|(list, _)| list).chain([sayings.irregular, sayings.weak_irregular, grammar.frequent]).collect()
    }

    /// The stems of a language from which the forms of verbs of saying are made.
    #[cfg(test)]
    pub(crate) fn stems(tongue: Tongue) -> [&'static str; 2] {
        let sayings = &SAYINGS[tongue as usize];
        [sayings.regular, sayings.weak_regular]
    }

    /// The lexicon of a language.
    pub(crate) fn of(tongue: Tongue) -> &'static Self {
        &LEXICONS[tongue as usize]
    }

    /// What a word in lower case means.
    pub(crate) fn sense(&self, key: &str) -> Sense {
        self.senses.get(key).copied().unwrap_or_else(|| self.sense_by_form(key))
    }

    /// What a word means by its ending, or one with a hyphen by its parts: `ex-minister`, `экс-депутат`, `шеф-редактор`,
    /// `врач-хирург`.
    fn sense_by_form(&self, key: &str) -> Sense {
        let known = |part: &str| self.senses.get(part).copied().unwrap_or_default();
        // Scientists: `нейроэтолог`.
        if key.ends_with("олог") && !key.ends_with("некролог") {
            return Sense::ROLE;
        }
        let Some((first, last)) = key.rsplit_once('-') else { return Sense::default() };
        let is_cyrillic = key.contains(|c: char| ('а'..='я').contains(&c));
        if !is_cyrillic && first != "ex" {
            return Sense::default();
        }
        let of = [known(last), known(first)].into_iter().find(|sense| sense.is(Sense::ROLE));
        of.filter(|_| is_cyrillic || known(last).is(Sense::ROLE)).unwrap_or_default()
    }

    /// Whether a German word ends in a noun for an organisation or document: `Gesundheitsministerium`.
    pub(crate) fn is_compound_of_thing(&self, key: &str) -> bool {
        self.is_compound_of(key, Sense::THING)
    }

    /// Whether a German word ends in one of a sense.
    pub(crate) fn is_compound_of(&self, key: &str, sense: Sense) -> bool {
        /// Letters of each part, at least; a shorter last part may be that of a surname.
        const MIN_LETTERS: usize = 3;
        const MIN_LAST: usize = 6;
        let letters = key.chars().count();
        let starts = key.char_indices().enumerate().skip(MIN_LETTERS);
        starts
            .take_while(|(number, _)| number + MIN_LAST <= letters)
            .any(|(_, (at, _))| self.sense(&key[at..]).is(sense))
    }

    /// The number of words at the start of `words` that announce a source; 0 if they do not.
    pub(crate) fn according_len<'w>(&self, words: &(impl Iterator<Item = &'w str> + Clone)) -> usize {
        let begins = |phrase: &&Vec<String>| {
            let mut words = words.clone();
            phrase.iter().all(|word| words.next() == Some(word.as_str()))
        };
        self.according.iter().filter(begins).map(Vec::len).max().unwrap_or(0)
    }

    /// Whether a word behind a name makes it the source.
    pub(crate) fn is_according_after(&self, word: &str) -> bool {
        self.according_after.iter().any(|known| known == word)
    }
}

/// The language of a text, by its most frequent words; `None` if it is none of these.
pub(crate) fn detect(words: impl Iterator<Item = impl AsRef<str>>) -> Option<Tongue> {
    const MAX_WORDS: usize = 2_000;
    /// At least one of this many words must be frequent.
    const MIN_SHARE: usize = 12;
    let mut counts = [0_usize; Tongue::ALL.len()];
    let mut all = 0;
    for word in words.take(MAX_WORDS) {
        all += 1;
        for &number in FREQUENT.get(word.as_ref()).into_iter().flatten() {
            counts[number] += 1;
        }
    }
    let (best, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (count * MIN_SHARE >= all && *count > 0).then(|| Tongue::ALL[best])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verb_forms_are_generated() {
        for (tongue, words) in [
            (Tongue::English, "said replies replied noting urged warns quoted shouted argues"),
            (Tongue::German, "sagte gesagt sagt antwortete geantwortet räumte fügte erklärt meinte rief"),
            (Tongue::French, "déclaré affirme ajouta soulignait réplique étonne répond insistent"),
            (Tongue::Russian, "сказал сказала сказали отметило заявила признался призналась добавив гласит"),
        ] {
            for word in words.split(' ') {
                assert!(Lexicon::of(tongue).sense(&key(word)).is(Sense::CUE), "{word}");
            }
        }
    }

    #[test]
    fn languages_are_detected() {
        for (text, expected) in [
            ("the mayor said that it was late and he went to bed", Some(Tongue::English)),
            ("der Bürgermeister sagte dass es zu spät ist und ging", Some(Tongue::German)),
            ("le maire a dit que la nuit est dans les rues", Some(Tongue::French)),
            ("мэр сказал что в городе не было ни света и он ушел", Some(Tongue::Russian)),
            ("lorem ipsum dolor sit amet consectetur adipiscing elit sed", None),
        ] {
            assert_eq!(detect(text.split(' ')), expected, "{text}");
        }
    }
}
