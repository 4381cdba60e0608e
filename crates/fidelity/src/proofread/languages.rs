//! The words by which drafts say who said something: one row for each language.
//!
//! To add a language, add a row and a test of each form in `attribution.rs`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use kzq_text::fold::fold;

/// The words of one language. Each field lists words separated by blanks; they are folded when they are looked up.
#[derive(Debug)]
struct Language {
    /// Verbs of saying that may come before or after their subject, as used in reports.
    verbs: &'static str,
    /// Verbs of saying whose object is a person: a name after them, before the quotation, is not the speaker.
    verbs_with_person: &'static str,
    /// Phrases before the name of a source, with `_` between their words: `according_to`.
    according: &'static str,
    /// Words after the name of a source: `zufolge`.
    according_after: &'static str,
    pronouns: &'static str,
    determiners: &'static str,
    /// Words before a name that make it part of another phrase: `of Kennedy`.
    prepositions: &'static str,
    relatives: &'static str,
    conjunctions: &'static str,
    /// Auxiliary verbs and adverbs between a subject and its verb.
    fillers: &'static str,
    /// People without a name, and people related to a named person: `a spokesman`, `an aide to Kennedy`.
    anonymous: &'static str,
    /// Capitalised words that begin sentences and are no names.
    openers: &'static str,
    /// Whether objects may come between a subject and its verb.
    ends_in_verb: bool,
}

const LANGUAGES: &[Language] = &[
    // English
    Language {
        verbs: "acknowledged acknowledges added adds admitted admits affirmed announced announces answered argued argues \
            asserted boasted called calls cautioned cautions claimed claims commented concluded concludes confessed \
            confided confirmed continued cried declared declares demanded denounced described described emphasised \
            emphasized emphasizes exclaimed explained explains expressed famously insisted insists joked lamented \
            maintained mentioned mused noted notes observed opined pledged pointed predicted proclaimed promised put puts \
            quipped quoted recalled recalls remarked repeated replied responded retorted said saying says shouted stated \
            states stressed stresses suggested thundered tweeted posted underlined underscored vowed wrote writes wondered \
            thought believes concurred countered conceded begged began ended opened intoned whispered yelled",
        verbs_with_person: "asked asks told tells reminded informed assured urged urges warned warns advised begged \
            implored instructed called quoted",
        according: "according_to in_the_words_of in_the_view_of",
        according_after: "",
        pronouns: "he she they it i we",
        determiners: "the a an this that his her their its our former ex late then current incumbent future onetime",
        prepositions: "of for to by with from about near like than against between among around under over behind",
        relatives: "who whom",
        conjunctions: "and or but",
        fillers: "has had have having been was were is are also then later once often never reportedly again further \
            still now just first himself herself publicly since would did does will yesterday today earlier recently \
            afterwards thereafter immediately always only even there soon too on in at last this week month year \
            night morning afternoon evening ever simply",
        anonymous: "spokesman spokeswoman spokesperson spokespeople official officials aide aides adviser advisers advisor \
            advisors source sources critic critics opponent opponents rival rivals supporter supporters ally allies \
            biographer biographers analyst analysts expert experts observer observers historian historians reporter \
            reporters journalist journalists witness witnesses insider insiders diplomat diplomats colleague colleagues \
            friend friends brother sister wife husband widow son daughter father mother nephew niece cousin lawyer lawyers \
            staffer staffers assistant secretary people person man woman voter voters protester protesters audience crowd \
            participant participants reader readers statement report reports newspaper press media office administration \
            campaign government ministry embassy party article speechwriter translator interpreter predecessor successor \
            someone somebody everyone everybody nobody police others many some several",
        openers: "a according after all also although an and another as asked at back because before but by commenting \
            despite during earlier even every few for from he her here his how however i if in it its just last later \
            many meanwhile most my no nobody not now of on once one only or others our she since so some soon still that \
            the their then there these they this those though to today we what when where while who why with yes \
            yesterday you speaking addressing writing asked quoting citing eight seven six five four three two yet until \
            thus",
        ends_in_verb: false,
    },
    // German
    Language {
        verbs: "sagte sagt sagten gesagt erklärte erklärt betonte betont fügte meinte meint rief ruft schrieb schreibt \
            geschrieben antwortete antwortet fragte fragt warnte warnt versprach verspricht behauptete behauptet \
            forderte fordert kritisierte bekräftigte bekräftigt ergänzte ergänzt äußerte verkündete verkündet mahnte \
            mahnt teilte räumte entgegnete erwiderte unterstrich appellierte berichtete versicherte versichert \
            kommentierte resümierte klagte sprach spricht bemerkte",
        verbs_with_person: "",
        according: "laut nach_angaben_von nach_worten_von nach_den_worten_von",
        according_after: "zufolge",
        pronouns: "er sie es ich wir",
        determiners: "der die das dem den des ein eine einer eines einem einen dieser seine ihr damalige damaliger \
            ehemalige ehemaliger frühere früherer",
        prepositions: "von für zu mit bei über gegen vom zum zur nach aus durch",
        relatives: "der die",
        conjunctions: "und oder aber",
        fillers: "hat habe hatte hätte wurde auch dann später einst oft nie bereits schon noch jetzt zuerst selbst \
            gestern heute weiter damals dazu daraufhin",
        anonymous: "sprecher sprecherin regierungssprecher mitarbeiter mitarbeiterin berater beraterin kritiker beobachter \
            experte experten beamter vertreter vertrauter anwalt bruder schwester frau sohn tochter quelle kreise \
            bericht zeitung partei regierung ministerium leute jemand niemand",
        openers: "am im in an auf als wie dann da so und aber auch nach vor bei zu der die das ein eine er sie es wenn \
            kurz später heute gestern laut",
        ends_in_verb: false,
    },
    // French
    Language {
        verbs: "dit déclare déclaré déclara déclarait affirme affirmé affirma affirmait explique expliqué expliqua \
            expliquait ajoute ajouté ajouta ajoutait lance lancé lança lançait écrit écrivait écrivit souligne souligné \
            souligna soulignait estime estimé estimait assure assuré assura rappelle rappelé rappela répond répondu \
            répondit précise précisé précisa conclut insiste insisté insista confie confié confia martèle martelé annonce \
            annoncé annonça promis promet prévient prévenu avertit proclame proclamé proclama exclame exclama exclamé écrie \
            écria écrié demande demandé demanda disait raconte raconté juge jugé note noté nota indique indiqué reconnaît \
            reconnu poursuit poursuivi dénonce dénoncé dénonça observe observait clame clamait résume",
        verbs_with_person: "",
        according: "selon d_après pour dixit aux_yeux_de",
        according_after: "",
        pronouns: "il elle ils elles je nous",
        determiners: "le la les l un une des ce cet cette son sa leur ancien ancienne feu",
        prepositions: "de du des d à au aux avec par chez sur contre pour en vers",
        relatives: "qui",
        conjunctions: "et ou mais",
        fillers: "a avait aurait ont est s ensuite encore aussi jadis hier aujourd'hui alors déjà même lui-même \
            toujours souvent jamais ainsi notamment plus tard eut",
        anonymous: "porte-parole porte parole proche proches conseiller conseillère conseillers responsable responsables \
            source sources critique critiques adversaire opposant opposants collaborateur avocat frère sœur soeur femme \
            épouse fils fille ami amis journaliste journalistes témoin témoins expert experts observateur observateurs \
            historien communiqué gouvernement parti ministère quelqu'un personne",
        openers: "le la les un une des il elle ce cet cette en à au aux dans pour par sur selon et mais hier puis ensuite \
            alors quand comme après avant",
        ends_in_verb: false,
    },
    // Russian
    Language {
        verbs: "сказал сказала сказали говорит говорил говорила заявил заявила заявили заявляет отметил отметила отмечает \
            подчеркнул подчеркнула подчёркивает добавил добавила добавляет объявил объявила сообщил сообщила сообщили \
            написал написала пишет писал признал признала ответил ответила пояснил пояснила напомнил напомнила заметил \
            заметила считает считал утверждает утверждал обещал пообещал предупредил предупредила призвал призвала \
            уточнил уточнила рассказал рассказала спросил спросила воскликнул воскликнула произнёс провозгласил продолжил \
            указал указала констатировал выразил резюмировал",
        verbs_with_person: "",
        according: "по_словам по_мнению согласно как_считает",
        according_after: "",
        pronouns: "он она они я мы",
        determiners: "бывший бывшая нынешний тогдашний экс",
        prepositions: "от с у для к о про за об из при",
        relatives: "который которая",
        conjunctions: "и или но а",
        fillers: "также тогда ранее позже уже потом вновь снова ещё вчера сегодня затем как сам сама он",
        anonymous: "представитель представители представительница секретарь пресс-секретарь источник источники чиновник \
            чиновники советник помощник критик критики эксперт эксперты аналитик адвокат брат сестра жена сын дочь друг \
            журналист журналисты свидетель очевидец собеседник ведомство министерство служба администрация правительство",
        openers: "в на по как и а но он она они это тогда затем после когда также вчера сегодня ранее для при об о если",
        ends_in_verb: false,
    },
    // Turkish
    Language {
        verbs: "dedi diyor söyledi söylüyor açıkladı belirtti etti vurguladı konuştu ekledi kaydetti bildirdi yazdı \
            sordu diyen seslendi haykırdı demişti demiştir söylemişti söylemiştir dediler söylediler buyurdu",
        verbs_with_person: "",
        according: "",
        according_after: "göre",
        pronouns: "onlar",
        determiners: "bir eski bu",
        prepositions: "",
        relatives: "",
        conjunctions: "ve veya ama",
        fillers: "da de ise bunu şunu şunları şöyle böyle ifade olarak daha sonra önce bugün dün ayrıca ardından",
        anonymous: "sözcü sözcüsü yetkili yetkililer danışman danışmanı kaynak kaynaklar uzman uzmanlar gazeteci muhabir \
            tanık avukat avukatı kardeşi eşi oğlu kızı biri kimse",
        openers: "bir bu o ve ama sonra dün bugün",
        ends_in_verb: true,
    },
    // Kazakh
    Language {
        verbs: "деді дейді айтты айтқан айтады өтті мәлімдеді хабарлады жазды қосты түсіндірді баяндады атады деген  \
            сұрады жауап",
        verbs_with_person: "",
        according: "",
        according_after: "айтуынша пікірінше сөзінше",
        pronouns: "ол олар біз",
        determiners: "бір бұрынғы",
        prepositions: "",
        relatives: "",
        conjunctions: "және мен",
        fillers: "деп атап та де өз сондай-ақ кейін бұрын бүгін кеше тағы да былай",
        anonymous: "өкілі өкіл кеңесшісі көмекшісі сарапшы сарапшылар хатшысы дереккөз журналист адвокаты ағасы інісі әйелі \
            ұлы қызы біреу ешкім",
        openers: "бұл ол және бірақ кейін бүгін кеше",
        ends_in_verb: true,
    },
    // Spanish
    Language {
        verbs: "dijo dice dicho declaró declara declarado afirmó afirma afirmado explicó explica añadió añade agregó agrega \
            señaló señala aseguró asegura escribió escribe respondió responde preguntó pregunta advirtió advierte subrayó \
            subraya indicó indica manifestó expresó comentó comenta sostuvo sostiene apuntó destacó destaca insistió \
            insiste concluyó exclamó anunció anuncia prometió reconoció reconoce recordó recuerda decía",
        verbs_with_person: "",
        according: "según para de_acuerdo_con",
        according_after: "",
        pronouns: "él ella ellos ellas yo nosotros",
        determiners: "el la los las un una este su antiguo exprésident ex",
        prepositions: "de del a al con por para sobre contra en",
        relatives: "quien que",
        conjunctions: "y o pero",
        fillers: "ha había también luego después ayer hoy entonces ya siempre nunca todavía",
        anonymous: "portavoz portavoces vocero vocera funcionario funcionarios asesor asesora fuente fuentes crítico \
            críticos experto expertos analista periodista periodistas testigo abogado hermano hermana esposa hijo hija \
            amigo gobierno partido ministerio alguien nadie",
        openers: "el la los las un una en y pero ayer luego cuando según para como este esta",
        ends_in_verb: false,
    },
];

/// Adjectives of nationality and names of countries and cities, in lower case and without accents: none is a person.
const PLACES: &str = "\
    africa african africans america american americans argentina argentine asia asian australia australian austria \
    austrian belgium belgian berlin bonn brazil brazilian britain british brussels bulgaria bulgarian canada canadian chile \
    china chinese cuba cuban czech denmark danish dutch egypt egyptian england english europe european europeans finland \
    finnish france french georgia georgian germany german germans greece greek hungary hungarian india indian indonesia iran \
    iranian iraq iraqi ireland irish israel israeli italy italian japan japanese jewish kazakh kazakhs kazakhstan \
    kazakhstani kiev korea korean kyiv london madrid mexico mexican moscow netherlands norway norwegian palestinian paris \
    poland polish portugal portuguese prussian prussia roman rome russia russian russians scotland scottish serbia serbian \
    soviet soviets spain spanish sweden swedish swiss switzerland syria syrian texas tokyo turkey turkish u.k u.n u.s uk \
    ukraine ukrainian un us usa eu ussr uzbek vietnam vietnamese wales washington welsh vatican catholic protestant muslim \
    democrat democratic republican socialist communist conservative liberal labour democrats republicans western eastern \
    northern southern west east north south astana almaty ankara istanbul beijing peking geneva vienna wien prag prague \
    warsaw kremlin pentagon \
    deutschland deutsche deutscher amerikanische amerikanischer französische französischer russische russischer britische \
    frankreich russland reichstag bundestag europa \
    allemagne allemand américain américaine français française russe russie europe états-unis \
    россия россии российский казахстан казахстана рк рф сша германии германия франции москва астана украины кремль \
    қазақстан ресей америка türkiye türk almanya rusya fransa amerikan \
    januar februar marz märz april mai juni juli august oktober dezember montag dienstag mittwoch donnerstag freitag samstag \
    sonntag \
    españa español alemania francia rusia estados unidos";

/// Words that show that a name is not a person's: organisations, media, works, groups.
const ORGANISATIONS: &str = "\
    academy act address administration afp agency alliance ap army article assembly association bank bbc board bloomberg \
    book broadcasting bureau bundesbank bundesrat cabinet campaign center centre channel chronicle church club cnn college \
    commission committee company conference congress constitution convention corp corporation council country court \
    daily declaration department dpa editorial embassy fbi cia federation figaro forum foundation gazette government group \
    guardian hall herald house inaugural inc institute interfax journal kommersant kommission kongress labor league letter \
    library lmt magazine mail manifesto ministry monde monument museum nato nation nations nbc cbs npr abc fox msnbc network \
    news newspaper observer office organization organisation parliament partei party pentagon police post presidency press \
    project radio register regierung remarks report reuters review ria school security senate service society speech \
    spiegel stadium standard state states street sun supreme survey tass telegraph television temps times treaty tribune \
    trust tv union university war wire world zeitung zeit bild welt anadolu aa agence agentur spd cdu csu fdp afd казинформ \
    тасс риа интерфакс известия газета агентство правительство министерство комитет партия совет дума университет ведомости \
    коммерсантъ parti gouvernement république république nationale gouvernment sénat commission ajansı gazetesi partisi \
    meclis hükümet";

/// Given names of men, in lower case and without accents: `Mrs. Ronald Reagan` is not Ronald Reagan.
const MEN: &str = "\
    abraham adam adolf adrian albert alexander alexei alfred andrei andrew anthony arthur barack benjamin bernard bill bob \
    boris brian bruce calvin carl charles chester christopher claude daniel david dennis dmitri donald douglas dwight edgar \
    edward emmanuel eric ernest eugene felix francis frank franklin fred friedrich gary george gerald gerhard gordon grover \
    hans harold harry heinrich helmut henry herbert herman howard hubert hugh ivan jack jacques james jean jerry jim jimmy \
    joe john jonathan jose joseph juan karl keith kenneth kevin konrad larry lawrence leo leon leonard leonid lewis louis \
    ludwig luis lyndon mark martin max michael mikhail millard mitt mustafa nelson nicholas nikita nikolai oliver otto pablo \
    patrick paul peter philip pierre ralph raymond recep richard robert roger ronald rutherford samuel scott sergei stephen \
    steven ted theodore thomas timothy ulysses victor vladimir walter warren wilhelm william willy winston woodrow zachary \
    владимир сергей дмитрий михаил борис иван александр алексей николай касым";

/// Forms of address for women.
const WOMEN: &str = "mrs ms miss lady dame mme mlle madame mademoiselle frau senora dona госпожа hanım";

/// Titles after a name: `Mustafa Kemal Paşa`.
const TITLES_AFTER: &str = "pasa paşa bey efendi hanım hanim hazretleri";

/// Short forms of given names; those in one row are the same name.
const SHORT_NAMES: &[&str] = &[
    "abraham abe",
    "albert al bert",
    "alexander alex sasha",
    "andrew andy drew",
    "anthony tony",
    "benjamin ben",
    "charles charlie chuck",
    "christopher chris",
    "daniel dan danny",
    "david dave",
    "donald don",
    "dwight ike",
    "edward ed eddie ted teddy ned",
    "elizabeth liz betty beth",
    "eugene gene",
    "francis frank",
    "franklin frank",
    "frederick fred freddie",
    "gerald jerry gerry",
    "harold harry hal",
    "henry harry hank",
    "hillary hilary",
    "hubert hugh",
    "james jim jimmy jamie",
    "john jack johnny",
    "joseph joe joey",
    "kenneth ken kenny",
    "lawrence larry",
    "margaret maggie meg peggy",
    "martin marty",
    "matthew matt",
    "michael mike mick",
    "nicholas nick",
    "patrick pat paddy",
    "peter pete",
    "philip phil",
    "raymond ray",
    "richard dick rick",
    "robert bob bobby rob",
    "ronald ron ronnie",
    "samuel sam sammy",
    "stephen steven steve",
    "theodore ted teddy theo",
    "thomas tom tommy",
    "timothy tim",
    "walter walt",
    "william bill billy will",
];

/// Other words than titles after which a full stop does not end a sentence.
const ABBREVIATIONS: &str = "\
    jr sr jan feb mar apr aug sept sep oct nov dec no vs etc inc corp co ltd dept mt ft calif conn fla ga ill ind kan mass \
    mich minn mo neb okla ore pa tenn tex va wash wis d-mass u.s nr bzw hr fr usw г тов им гг стр проф акад дж supt hon rt \
    esq ca cf fig op ed eds";

/// Words before the title of a work, a term or the name of a control: what follows in marks is no quotation.
const LABELS: &str = "\
    dubbed nicknamed termed term terms word titled entitled subtitled magazine newspaper book novel film \
    movie play song album poem essay chapter section show series podcast game painting opera musical exhibition website blog \
    sitcom documentary hashtag file folder click press tap select choose button menu tab checkbox option field labeled \
    labelled marked named \
    sogenannte sogenannten sogenannter sogenanntes genannte zeitschrift zeitung magazin roman buch film lied begriff begriffe \
    wort titel taste schaltfläche \
    mot mots terme revue journal magazine livre chanson intitulé bouton touche \
    слово слова термин понятие журнал журнале газета газете роман книга фильм песня повесть кнопка кнопку называемый \
    называемая называемое называемого \
    llamado llamada palabra término revista periódico libro película novela canción botón \
    sözde kelimesi dergisi gazetesi romanı filmi";

/// What a word may mean, as one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Role(u32);

macro_rules! roles {
    ($($name:ident = $bit:literal),* $(,)?) => {
        impl Role {
            $(pub(super) const $name: Self = Self(1 << $bit);)*
        }
    };
}

roles! {
    VERB = 0, VERB_WITH_PERSON = 1, VERB_LAST = 2, PRONOUN = 3, DETERMINER = 4, PREPOSITION = 5, RELATIVE = 6,
    CONJUNCTION = 7, FILLER = 8, ANONYMOUS = 9, OPENER = 10, PLACE = 11, ORGANISATION = 12, MAN = 13, WOMAN_TITLE = 14,
    TITLE_AFTER = 15, ABBREVIATION = 16, ACCORDING_AFTER = 17, FREE_ORDER = 18,
    LABEL = 19,
}

impl Role {
    /// Whether a word may have this role.
    pub(super) fn is(self, role: Self) -> bool {
        self.0 & role.0 != 0
    }
}

/// The tables, folded.
struct Tables {
    roles: HashMap<String, Role, RandomState>,
    according: Vec<Vec<String>>,
    short_names: HashMap<String, Vec<usize>, RandomState>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::new);

impl Tables {
    fn new() -> Self {
        let mut tables =
            Self { roles: HashMap::default(), according: Vec::new(), short_names: HashMap::default() };
        for (number, language) in LANGUAGES.iter().enumerate() {
            let Language { verbs, verbs_with_person, according, according_after, pronouns, .. } = *language;
            tables.add(verbs, Role::VERB);
            tables.add(verbs_with_person, Role(Role::VERB.0 | Role::VERB_WITH_PERSON.0));
            if language.ends_in_verb {
                tables.add(verbs, Role::VERB_LAST);
            }
            // Only in English does a name after a verb in the middle of a sentence begin what was said.
            if number > 0 {
                tables.add(verbs, Role::FREE_ORDER);
            }
            tables.add(pronouns, Role::PRONOUN);
            tables.add(according_after, Role::ACCORDING_AFTER);
            tables.add(language.determiners, Role::DETERMINER);
            tables.add(language.prepositions, Role::PREPOSITION);
            tables.add(language.relatives, Role::RELATIVE);
            tables.add(language.conjunctions, Role::CONJUNCTION);
            tables.add(language.fillers, Role::FILLER);
            tables.add(language.anonymous, Role::ANONYMOUS);
            tables.add(language.openers, Role::OPENER);
            let phrases = according.split_whitespace().map(|phrase| phrase.split('_').map(fold).collect());
            tables.according.extend(phrases);
        }
        tables.add(PLACES, Role::PLACE);
        tables.add(ORGANISATIONS, Role::ORGANISATION);
        tables.add(LABELS, Role::LABEL);
        tables.add(MEN, Role::MAN);
        tables.add(WOMEN, Role::WOMAN_TITLE);
        tables.add(TITLES_AFTER, Role::TITLE_AFTER);
        tables.add(ABBREVIATIONS, Role::ABBREVIATION);
        for (row, names) in SHORT_NAMES.iter().enumerate() {
            for name in names.split(' ') {
                tables.short_names.entry(name.to_owned()).or_default().push(row);
            }
        }
        tables
    }

    fn add(&mut self, words: &str, role: Role) {
        for word in words.split_whitespace() {
            self.roles.entry(fold(word)).or_default().0 |= role.0;
        }
    }
}

/// The roles that a folded word may have in any of the languages.
pub(super) fn role(folded: &str) -> Role {
    TABLES.roles.get(folded).copied().unwrap_or_default()
}

/// The number of words at the start of `words` that announce a source, as `according to` does; 0 if they do not.
pub(super) fn according_len<'w>(words: impl Iterator<Item = &'w str> + Clone) -> usize {
    let begins = |phrase: &&Vec<String>| {
        let mut words = words.clone();
        phrase.iter().all(|word| words.next() == Some(word.as_str()))
    };
    TABLES.according.iter().filter(begins).map(Vec::len).max().unwrap_or(0)
}

/// Whether two folded given names are forms of the same name: `Jack` and `John`.
pub(super) fn is_same_given_name(one: &str, other: &str) -> bool {
    let rows = |name: &str| TABLES.short_names.get(name).map_or(&[][..], Vec::as_slice);
    one == other || rows(one).iter().any(|row| rows(other).contains(row))
}

/// Whether a folded word is a patronymic, which may come between a given name and a surname.
pub(super) fn is_patronymic(folded: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ович", "евич", "ич", "овна", "евна", "ична", "улы", "ұлы", "кызы", "қызы", "ovich", "evich", "ovna", "evna", "uly",
        "kyzy", "вичем", "вича", "вичу", "овича", "евича", "овичу", "евичу", "овичем", "евичем", "овны", "евны",
    ];
    let long = folded.chars().count() > 4;
    long && ENDINGS.iter().any(|ending| folded.ends_with(fold(ending).as_str()))
}

/// Whether a folded German or Turkish word ends in an office: `Fraktionschef`.
pub(super) fn ends_in_office(folded: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "chef", "chefin", "kanzler", "kanzlerin", "minister", "ministerin", "prasident", "prasidentin", "vorsitzender",
        "vorsitzende", "sprecher", "sprecherin", "politiker", "politikerin", "fuhrer", "leiter", "sekretar", "kommissar",
        "abgeordnete", "abgeordneter", "demokrat", "demokratin", "kandidat", "kandidatin", "baskanı", "baskani", "bakanı",
        "bakani",
    ];
    ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// The folded forms of a name from which an inflected one may come: `путина` → `путин`.
pub(super) fn base_forms(folded: &str) -> Vec<String> {
    /// Case endings of Russian, with what the base form has instead; and of Kazakh.
    const ENDINGS: &[(&str, &[&str])] = &[
        ("ского", &["ский"]),
        ("скому", &["ский"]),
        ("ским", &["ский"]),
        ("ском", &["ский"]),
        ("ой", &["а", "ая"]),
        ("ою", &["а"]),
        ("ым", &["", "ый"]),
        ("им", &["", "ий"]),
        ("ом", &[""]),
        ("ем", &["", "й", "ь"]),
        ("ого", &["ой", "ый"]),
        ("ому", &["ой", "ый"]),
        ("а", &[""]),
        ("у", &["", "а"]),
        ("е", &["", "а", "й"]),
        ("я", &["й", "ь", "ий"]),
        ("ю", &["й", "ь", "я"]),
        ("ы", &["а"]),
        ("и", &["а", "я"]),
    ];
    const KAZAKH: &[&str] = &[
        "тын", "тің", "дын", "дің", "нын", "нің", "тың", "дың", "ның", "ка", "ке", "қа", "га", "ге", "ға", "тан", "тен",
        "дан", "ден", "ты", "ті", "ды", "ді", "мен", "пен",
    ];
    const MIN_CHARS: usize = 3;
    if folded.is_ascii() {
        return Vec::new();
    }
    let mut found: HashSet<String, RandomState> = HashSet::default();
    let long_enough = |stem: &str| stem.chars().count() >= MIN_CHARS;
    for (ending, bases) in ENDINGS {
        if let Some(stem) = folded.strip_suffix(fold(ending).as_str()).filter(|stem| long_enough(stem)) {
            found.extend(bases.iter().map(|base| fold(&format!("{stem}{base}"))));
        }
    }
    let kazakh = KAZAKH.iter().filter_map(|ending| folded.strip_suffix(fold(ending).as_str()));
    found.extend(kazakh.filter(|stem| long_enough(stem)).map(str::to_owned));
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_roles_of_all_languages() {
        for (word, expected) in [
            ("сказал", Role::VERB),
            ("declara", Role::VERB),
            ("деді", Role::VERB_LAST),
            ("told", Role::VERB_WITH_PERSON),
            ("porte-parole", Role::ANONYMOUS),
            ("german", Role::PLACE),
        ] {
            assert!(role(&fold(word)).is(expected), "{word}");
        }
        assert!(!role("kennedy").is(Role::VERB) && !role("said").is(Role::VERB_WITH_PERSON));
    }

    #[test]
    fn sources_are_announced() {
        for (text, expected) in
            [("according to Ada", 2), ("selon Ada", 1), ("по словам Ады", 2), ("nach Worten von Ada", 3), ("said Ada", 0)]
        {
            let words: Vec<String> = text.split(' ').map(fold).collect();
            assert_eq!(according_len(words.iter().map(String::as_str)), expected, "{text}");
        }
    }

    #[test]
    fn names_are_inflected_and_shortened() {
        for (inflected, base) in [("путина", "путин"), ("сергея", "сергей"), ("лаврову", "лавров"), ("толстого", "толстой")] {
            assert!(base_forms(&fold(inflected)).contains(&fold(base)), "{inflected}");
        }
        assert!(is_same_given_name("jack", "john") && !is_same_given_name("robert", "john"));
        assert!(is_patronymic("владимирович") && !is_patronymic("путин") && !is_patronymic("rich"));
    }
}
