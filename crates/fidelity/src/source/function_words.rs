//! Closed lists of the words by which a bracket in a quotation is judged: pronouns, articles, auxiliaries, modals,
//! quantifiers and the like, in English, German, French, Russian, Turkish, Kazakh and Spanish.
//!
//! To add a language, add its words to the rows, and a quotation of each kind to the tests of `brackets.rs`.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use kzq_text::fold::fold;

/// What a word may be, as one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordClass(u16);

impl WordClass {
    /// Refers to something named elsewhere: `they`, `which`, `there`.
    pub(super) const PRONOUN: Self = Self(1);
    /// A determiner that only points at a noun: `the`, `our`.
    pub(super) const ARTICLE: Self = Self(1 << 1);
    /// A determiner that says that the noun was named before: `this`.
    pub(super) const DEMONSTRATIVE: Self = Self(1 << 2);
    /// Has no content of its own: auxiliaries, most prepositions, small adverbs.
    pub(super) const LINK: Self = Self(1 << 3);
    /// Joins words as a comma would: a bracket of such words marks an omission.
    pub(super) const CONNECTOR: Self = Self(1 << 4);
    /// Replaces any noun: `thing`.
    pub(super) const PLACEHOLDER: Self = Self(1 << 5);
    /// A noun that refers to something named before if it has a determiner: `the country`.
    pub(super) const GENERIC: Self = Self(1 << 6);
    /// Counts time from the moment of speaking: `yesterday`.
    pub(super) const RELATIVE_TIME: Self = Self(1 << 7);
    /// A unit of time: `week`.
    pub(super) const TIME_UNIT: Self = Self(1 << 8);
    /// A remark of the editor in place of words: `[expletive]`.
    pub(super) const REMARK: Self = Self(1 << 9);
    /// Makes a claim less sure, or denies it: `perhaps`, `allegedly`.
    pub(super) const HEDGE: Self = Self(1 << 10);
    /// An auxiliary verb that a negation may follow: `is`, `will`.
    pub(super) const AUXILIARY: Self = Self(1 << 11);

    /// Whether the word may be any of these.
    pub(super) fn is(self, class: Self) -> bool {
        self.0 & class.0 != 0
    }

    /// The words that may be either.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The words of each class.
const CLASSES: &[(WordClass, &str)] = &[
    (
        WordClass::PRONOUN,
        "i you he she it we they me him her us them myself yourself himself herself itself ourselves themselves mine yours \
         his hers ours theirs who whom whose which that what whoever whatever here there then now this these those one ones such \
         same so where when how either neither \
         ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich das dies dieser diese dieses diesem diesen \
         jener jene jenes der die den dem wer was welche welcher welches hier dort da dann jetzt \
         dessen deren dafür dagegen damit darauf daran davon dazu darin darüber \
         je tu il elle on nous vous ils elles me te se le la les lui leur eux moi toi soi ça cela ceci ce c celui celle ceux \
         celles y en j m t s qui que quoi dont où ici là alors maintenant lequel laquelle lesquels \
         я ты он она оно мы вы они меня тебя его её ее нас вас их мне тебе ему ей нам вам им ним нём нем ней них него неё нее \
         мной тобой ими ею нами вами ними себя себе собой это этот эта эти этого этой этих этому этим том тот та то те того тех той \
         тому тем который которая которые которое которого которой которых кто что кого чего здесь там тут тогда \
         сейчас теперь туда сюда \
         ben sen o biz siz onlar beni seni onu bizi sizi onları bana sana ona bize size onlara bu şu bunlar bunu buna bunun \
         onun burada orada \
         мен сен ол біз сіз олар мені сені оны бізді сізді оларды маған саған оған бізге сізге оларға бұл осы сол \
         мұнда онда \
         yo tú él ella nosotros vosotros ellos ellas ello lo los las esto eso aquello este ese aquí allí ahora entonces quien \
         cual",
    ),
    (
        WordClass::ARTICLE,
        "the a an my your his her its our their whose \
         der die das den dem des ein eine einer eines einem einen mein meine meiner meinen meinem dein deine sein seine \
         seiner seinen seinem seines ihr ihre ihrer ihren ihrem ihres unser unsere unserer unseren unserem eure \
         le la les l un une des du mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs d \
         мой моя мои моё мое моего моей моих твой твоя наш наша наше наши нашего нашей наших нашу нашей нашим ваш ваша ваши \
         вашего вашей ваших свой своя свои своего своей своих свою свое своим его её ее их \
         bir benim senin onun bizim sizin onların біздің менің оның олардың сіздің \
         el los las una unos unas mi mis su sus nuestro nuestra nuestros nuestras tu tus",
    ),
    (
        WordClass::DEMONSTRATIVE,
        "this that these those such said \
         dieser diese dieses diesem diesen jener jene jenes jenen jenem solche solcher \
         ce cet cette ces \
         этот эта это эти этого этой этих этому этим эту тот та те того тех такой такие такая \
         bu şu böyle бұл осы сол мұндай este esta estos estas ese esa esos esas aquel aquella",
    ),
    (
        WordClass::LINK.or(WordClass::AUXILIARY),
        "am is are was were be been being have has had do does did re ve d ll \
         bin bist ist sind seid war waren wäre wären sei seien habe hast hat haben hatte hatten hätte hätten \
         werde wirst wird werden wurde wurden würde würden worden gewesen gehabt \
         suis es est sommes êtes sont étais était étaient fut furent sera seront serait seraient soit soient été être ai as a \
         avons avez ont avait avaient aura auront aurait auraient ait eu avoir \
         есть был была было были буду будет будем будут будете быть бы \
         soy eres somos son era eran fue fueron será serán sería sido ser estar está están estaba he ha han había habían haber",
    ),
    (
        WordClass::LINK,
        "having doing get gets got to of in on at by for from with into onto upon about as than over under through across toward \
         towards during within among between around after before above below up down out off away back s t m also too \
         just really very quite well yes no oh please let go going gonna used still again even rather already yet \
         zu von in im an am auf bei beim für mit aus nach über unter durch um vor zum zur vom als auch doch ja noch schon sehr \
         ganz eben mal denn etwa gegen zwischen \
         à au aux de d en dans par pour sur sous avec chez vers entre aussi bien très encore déjà même si \
         в во на по за к ко у о об от до из с со для при про над под между через ещё еще уже же ли ведь вот даже и очень \
         de da ile için gibi da ve мен үшін да де \
         a al de del en con por para sobre hasta desde también muy ya",
    ),
    (
        WordClass::CONNECTOR,
        "and that which who whom the a an to of for in with as where when \
         und dass die der das zu von et que qui de du à le la les и что который которая которые ve y que де",
    ),
    (
        WordClass::PLACEHOLDER,
        "thing things stuff matter matters one ones guy guys bit part topic subject latter former \
         ding dinge sache sachen chose choses truc machin дело вещь вещи дела şey şeyler нәрсе cosa cosas",
    ),
    (
        WordClass::GENERIC,
        "country nation state people person persons man woman men women boy girl child place city town village region area \
         company firm group organisation organization body party government president minister king queen chairman leader \
         bill law act deal agreement treaty accord plan project programme program policy proposal measure document report paper \
         book article letter speech event incident accident case situation process issue question problem crisis topic idea \
         system team club school university building site side area family house street river meeting conference summit \
         institution agency council court commission committee union movement operation campaign decision move step \
         time day year period century decade moment \
         land staat volk leute mann frau stadt ort firma unternehmen gruppe partei regierung präsident gesetz vertrag abkommen \
         plan projekt programm frage problem fall lage \
         pays nation état peuple gens homme femme ville lieu entreprise groupe parti gouvernement président loi traité accord \
         projet programme question problème affaire situation \
         страна страны стране страну страной государство государства государстве народ народа человек человека люди людей город \
         города городе компания компании группа партия правительство президент президента закон закона договор договора \
         соглашение план проект вопрос вопроса проблема проблемы \
         ülke ülkemiz ülkenin şehir halk hükümet ел еліміз елдің халық қала país pueblo ciudad gobierno ley empresa",
    ),
    (
        WordClass::RELATIVE_TIME,
        "today tomorrow tonight yesterday now then ago last next coming past previous following current recent recently \
         soon later earlier before after \
         heute morgen gestern jetzt damals vorher nächste nächsten nächstes nächster letzte letzten letztes letzter \
         vergangene vergangenen kommende kommenden bald \
         aujourd hui demain hier maintenant dernier dernière prochain prochaine passé bientôt \
         сегодня завтра вчера сейчас тогда прошлый прошлая прошлом прошлого следующий следующем следующего недавно скоро \
         bugün yarın dün geçen gelecek бүгін ертең кеше өткен келесі hoy mañana ayer pasado próximo",
    ),
    (
        WordClass::TIME_UNIT,
        "day days week weeks weekend month months year years morning afternoon evening night time summer winter spring autumn \
         tag tage tagen woche wochen monat monate monaten monats jahr jahre jahren jahres jour jours semaine semaines mois an \
         ans année années день дня дней неделя неделе недели неделю месяц месяце месяца год году года лет gün hafta ay yıl күн апта ай \
         жыл día días semana mes año años",
    ),
    (
        WordClass::REMARK,
        "sic expletive expletives deleted inaudible unintelligible redacted bleep bleeped profanity crosstalk indistinct illegible \
         withheld emphasis added applause laughter laughs pause pauses translated original translation hervorhebung \
         unverständlich inaudible смех аплодисменты неразборчиво",
    ),
    (
        WordClass::HEDGE,
        "perhaps maybe possibly probably likely allegedly reportedly supposedly apparently seemingly presumably arguably \
         almost nearly partly falsely wrongly alleged supposed supposedly formerly \
         vielleicht wahrscheinlich angeblich möglicherweise vermutlich beinahe fast teilweise \
         peut-être probablement apparemment prétendument presque \
         возможно наверное вероятно якобы почти предположительно кажется \
         belki muhtemelen sözde мүмкін бәлкім quizás quizá probablemente supuestamente casi",
    ),
];

/// Words that exclude each other: in a row, those of one alternative (between two `/`) mean about the same, those of
/// different ones do not.
const ALTERNATIVES: &[(Weight, &str)] = &[
    // Modals.
    (
        Weight::Claim,
        "will shall would/can could able/may might/must/should ought/cannot \
         /kann kannst können könnt konnte konnten könnte könnten/muss müssen musste mussten müsste müssten muß mußte \
         /soll sollst sollen sollte sollten/darf dürfen durfte dürfte dürften/will willst wollen wollte wollten wolle \
         /peut peux peuvent pouvons pouvez pouvait pouvaient pourra pourront pourrait pourraient puisse pu \
         /doit dois doivent devons devez devait devaient devra devront devrait devraient \
         /veut veux veulent voulons voulait voulaient voudrait voudra \
         /может могут можем мог могла могли могло сможет смогут сможем смог можно/должен должна должны должно \
         /хочет хотят хотим хотел хотела хотели/следует следовало/надо нужно \
         /puede pueden podemos puedo podía podían podrá podría/debe deben debemos debía debería",
    ),
    // Quantifiers.
    (
        Weight::Claim,
        "all every each everyone everybody everything always entire whole completely fully alle allen aller alles jeder jede jedes \
         jeden jedem immer tous toutes tout toute chaque toujours все всех всем всеми всё каждый каждая каждое каждого всегда \
         todos todas todo siempre hepsi her барлық/most majority mostly usually mainly meisten meist mehrheit plupart \
         большинство/many much lots several numerous often frequently viele vielen vieler oft beaucoup plusieurs souvent \
         многие многих много часто muchos muchas/some certain someone somebody something sometimes einige einigen einiger manche \
         manchen manchmal certains certaines quelques parfois некоторые некоторых некоторым иногда algunos algunas \
         /few little fewer seldom rarely wenige weniger wenig selten peu rarement немногие мало редко pocos \
         /any anyone anybody anything/none nobody nothing never/no/half/both",
    ),
    (Weight::Claim, "only solely merely nur lediglich seulement только лишь solo sadece тек"),
    // Opposites.
    (Weight::Contrast, "before prior vor до перед avant antes/after nach après после después/until till bis jusqu"),
    (Weight::Contrast, "over above/under below beneath"),
    (Weight::Contrast, "in into inside within/out outside"),
    (Weight::Contrast, "up/down"),
    (Weight::Contrast, "to toward towards/from"),
    (Weight::Contrast, "for für pour за para/against gegen contre против contra"),
    (Weight::Contrast, "with mit avec с со con/without ohne sans без sin"),
    (
        Weight::Contrast,
        "and und et и y/or oder ou или/but aber mais но pero/if wenn falls если/because since weil denn потому porque \
         /although though obwohl хотя aunque",
    ),
    (Weight::Contrast, "more mehr plus больше más/less fewer moins меньше menos"),
    (Weight::Contrast, "yesterday last past ago previous earlier/tomorrow next coming following later soon"),
];

/// How much depends on a word of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// Adding or dropping it changes the claim, as putting another one does.
    Claim,
    /// Only another one in its place does.
    Contrast,
}

/// The number of rows in which adding or dropping a word changes the claim: the first ones.
pub(super) const CLAIM_ROWS: usize = 3;

/// A row of [`ALTERNATIVES`] and one of the alternatives in it.
pub(super) type Alternative = (usize, usize);

/// The alternative in the row of quantifiers that may be dropped: `all of it`.
pub(super) const ALL: Alternative = (1, 0);
/// `will`, `would`: as an addition, these are only grammar.
pub(super) const WILL: Alternative = (0, 0);

/// The tables, folded.
struct Tables {
    classes: HashMap<String, WordClass, RandomState>,
    alternatives: HashMap<String, Vec<Alternative>, RandomState>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables { classes: HashMap::default(), alternatives: HashMap::default() };
    for (class, words) in CLASSES {
        for word in words.split_whitespace() {
            let classes = tables.classes.entry(fold(word)).or_default();
            *classes = classes.or(*class);
        }
    }
    for (row, (_, alternatives)) in ALTERNATIVES.iter().enumerate() {
        for (alternative, words) in alternatives.split('/').enumerate() {
            for word in words.split_whitespace() {
                tables.alternatives.entry(fold(word)).or_default().push((row, alternative));
            }
        }
    }
    tables
});

/// What a folded word may be.
pub(super) fn class(folded: &str) -> WordClass {
    TABLES.classes.get(folded).copied().unwrap_or_default()
}

/// The alternatives of which a folded word is one.
pub(super) fn alternatives(folded: &str) -> &'static [Alternative] {
    TABLES.alternatives.get(folded).map_or(&[], Vec::as_slice)
}

/// Whether a folded word that is a small one in another language has content in English: `die`, `war`.
pub(super) fn is_content_in_english(folded: &str) -> bool {
    const WORDS: [&str; 12] = ["ben", "car", "die", "fort", "mine", "pour", "sen", "siz", "son", "ton", "tu", "war"];
    WORDS.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_classified_in_several_languages() {
        for word in ["They", "ihnen", "Cela", "нам", "онлар", "onlar", "олар", "ellos"] {
            assert_eq!(class(&fold(word)).is(WordClass::PRONOUN), word != "онлар", "{word}");
        }
        assert!(class("our").is(WordClass::ARTICLE) && !class("peace").is(WordClass::LINK));
        assert!(alternatives("would").contains(&WILL) && alternatives("все").contains(&ALL));
    }

    #[test]
    fn claim_rows_precede_contrast_rows() {
        let count = ALTERNATIVES.iter().take_while(|(weight, _)| *weight == Weight::Claim).count();
        assert_eq!(count, CLAIM_ROWS);
        assert!(ALTERNATIVES.iter().skip(count).all(|(weight, _)| *weight == Weight::Contrast));
    }
}
