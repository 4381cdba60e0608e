//! The table of languages.

/// The words of one language. Each field lists words separated by blanks; they are folded when they are looked up.
#[derive(Debug)]
pub(super) struct Language {
    /// Verbs of saying that may come before or after their subject, as used in reports.
    pub(super) verbs: &'static str,
    /// Verbs of saying whose object is a person: a name after them, before the quotation, is not the speaker.
    pub(super) verbs_with_person: &'static str,
    /// Phrases before the name of a source, with `_` between their words: `according_to`.
    pub(super) according: &'static str,
    /// Words after the name of a source: `zufolge`.
    pub(super) according_after: &'static str,
    pub(super) pronouns: &'static str,
    pub(super) determiners: &'static str,
    /// Words before a name that make it part of another phrase: `of Kennedy`.
    pub(super) prepositions: &'static str,
    pub(super) relatives: &'static str,
    pub(super) conjunctions: &'static str,
    /// Auxiliary verbs and adverbs between a subject and its verb.
    pub(super) fillers: &'static str,
    /// People without a name, and people related to a named person: `a spokesman`, `an aide to Kennedy`.
    pub(super) anonymous: &'static str,
    /// Nouns for what somebody says: `Kennedy’s answer:`.
    pub(super) utterances: &'static str,
    /// Capitalised words that begin sentences and are no names.
    pub(super) openers: &'static str,
    /// Words and phrases that say that it is not sure, or not true, that somebody said it, with `_` between their words.
    pub(super) doubts: &'static str,
    /// Whether objects may come between a subject and its verb.
    pub(super) ends_in_verb: bool,
}

/// The languages, English first.
pub(super) const LANGUAGES: &[Language] = &[
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
        according: "according_to in_the_words_of in_the_view_of in_the_opinion_of to_quote as_quoted_by were_the_words_of \
            are_the_words_of reads_a_statement_from reads_a_statement_by read_a_statement_from read_a_statement_by",
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
        utterances: "answer response reply words message verdict warning advice comment reaction statement explanation conclusion retort \
            rejoinder remark remarks plea appeal pledge promise motto maxim quip tweet post slogan",
        openers: "a according after all also although an and another as asked at back because before but by commenting \
            despite during earlier even every few for from he her here his how however i if in it its just last later \
            many meanwhile most my no nobody not now of on once one only or others our she since so some soon still that \
            the their then there these they this those though to today we what when where while who why with yes \
            yesterday you speaking addressing writing asked quoting citing eight seven six five four three two yet until \
            thus",
        doubts: "attributed misattributed ascribed wrongly_credited falsely_credited apocryphal apocryphally supposedly \
            allegedly reputedly purportedly supposed alleged purported reputed never_said did_not_say didn't_say legend_has",
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
        according: "laut nach_angaben_von nach_worten_von nach_den_worten_von nach_aussage_von nach_ansicht_von \
            hieß_es_von heißt_es_von heißt_es_bei hieß_es_bei so_die_worte_von",
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
        utterances: "antwort worte worten angaben aussage aussagen ansicht meinung einschätzung überzeugung reaktion kommentar botschaft warnung \
            appell fazit motto",
        openers: "am im in an auf als wie dann da so und aber auch nach vor bei zu der die das ein eine er sie es wenn \
            kurz später heute gestern laut",
        doubts: "zugeschrieben zugeschriebene zugeschriebenen zugeschriebener zugeschriebenes angeblich angebliche angeblichen \
            apokryph vermeintlich soll_gesagt nie_gesagt",
        ends_in_verb: false,
    },
    // French
    Language {
        verbs: "dit déclare déclaré déclara déclarait affirme affirmé affirma affirmait explique expliqué expliqua \
            expliquait ajoute ajouté ajouta ajoutait lance lancé lança lançait écrit écrivait écrivit souligne souligné \
            souligna soulignait estime estimé estimait assure assuré assura rappelle rappelé rappela répond répondu \
            répondit précise précisé précisa conclut insiste insisté insista confie confié confia martèle martelé annonce \
            annoncé annonça promis promet prévient prévenu avertit proclame proclamé proclama félicite félicité réjoui réjouit indigné indigne insurgé inquiété défendu justifié exclame exclama exclamé écrie \
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
        fillers: "a avait aurait ont est s l'a l'avait l'ont ensuite encore aussi jadis hier aujourd'hui alors déjà même lui-même \
            toujours souvent jamais ainsi notamment plus tard eut",
        anonymous: "porte-parole porte parole proche proches conseiller conseillère conseillers responsable responsables \
            source sources critique critiques adversaire opposant opposants collaborateur avocat frère sœur soeur femme \
            épouse fils fille ami amis journaliste journalistes témoin témoins expert experts observateur observateurs \
            historien communiqué gouvernement parti ministère quelqu'un personne",
        utterances: "réponse réaction message avertissement commentaire mots verdict conclusion propos devise",
        openers: "le la les un une des il elle ce cet cette en à au aux dans pour par sur selon et mais hier puis ensuite \
            alors quand comme après avant",
        doubts: "attribué attribuée attribués attribuées prêté prêtée prêtés prêtées apocryphe apocryphes prétendument \
            aurait_dit jamais_dit n'a_pas_dit",
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
        utterances: "слова ответ реакция комментарий вывод совет девиз",
        openers: "в на по как и а но он она они это тогда затем после когда также вчера сегодня ранее для при об о если",
        doubts: "приписывают приписывается приписываемая приписываемые приписываемое приписывали приписано якобы \
            апокриф не_говорил не_говорила",
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
        fillers: "da de ise diye bunu şunu şunları şöyle böyle ifade olarak daha sonra önce bugün dün ayrıca ardından",
        anonymous: "sözcü sözcüsü yetkili yetkililer danışman danışmanı kaynak kaynaklar uzman uzmanlar gazeteci muhabir \
            tanık avukat avukatı kardeşi eşi oğlu kızı biri kimse",
        utterances: "sözleri yanıtı cevabı yorumu mesajı",
        openers: "bir bu o ve ama sonra dün bugün",
        doubts: "atfedilen atfedilir atfedilmiş atfediliyor sözde güya",
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
        utterances: "сөзі жауабы пікірі",
        openers: "бұл ол және бірақ кейін бүгін кеше",
        doubts: "телінген таңылған",
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
        utterances: "respuesta palabras reacción mensaje advertencia comentario conclusión lema",
        openers: "el la los las un una en y pero ayer luego cuando según para como este esta",
        doubts: "atribuido atribuida atribuidos atribuidas atribuye atribuyen supuestamente supuesta apócrifo apócrifa \
            presuntamente nunca_dijo no_dijo habría_dicho",
        ends_in_verb: false,
    },
];
