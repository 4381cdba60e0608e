//! The verbs of saying of each language, written as stems from which their forms are made.

/// The verbs of saying of a language. Words are separated by blanks.
#[derive(Debug)]
pub(super) struct Sayings {
    /// Regular verbs, by the form from which [`regular_forms`] makes the others.
    pub(super) regular: &'static str,
    /// Other forms.
    pub(super) irregular: &'static str,
    /// Regular verbs, and forms of others, that are cues only beside a quotation: `laughed`.
    pub(super) weak_regular: &'static str,
    pub(super) weak_irregular: &'static str,
    /// The forms of a regular verb.
    pub(super) forms: fn(&str) -> Vec<String>,
}

/// The table, in the order of [`super::tongue::Tongue`].
pub(super) const SAYINGS: &[Sayings] = &[
    // English, by the infinitive.
    Sayings {
        regular: "acknowledge accuse add admit advise affirm allege allow announce answer argue articulate ask assert assure aver beg \
            blast bemoan boast brand call caution charge chide cite claim clarify comment complain concede conclude concur \
            condemn confess confide confirm contend continue counter cry declare decry demand denounce deny describe \
            detail disclose elaborate emphasise emphasize enthuse estimate exclaim explain express fume gripe grumble hail hint \
            implore inform inquire enquire insist instruct interject joke label lament lambast maintain marvel mention murmur \
            muse mutter note observe offer opine order plead pledge praise predict proclaim promise pronounce propose protest \
            quip rail rave reason reassure recall recommend recount reflect reiterate relate remark remember remind \
            repeat reply report request respond restate retort reveal roar scold scream shout shriek slam snap \
            sneer stammer state stress suggest summarise summarize surmise testify threaten thunder urge utter venture \
            voice vow wail warn whisper wonder yell post tweet retweet blog message text email underline underscore volunteer \
            characterise characterize rate criticise criticize enquire rule recite intone chant chirp chuckle conjecture pray rejoin \
            rue sum telegraph cable preach phrase exhort invoke bellow holler interrupt echo vent warble whine prophesy toast \
            convey complement counsel recap theorise theorize",
        irregular: "said say says saying told tell tells telling wrote write writes writing written spoke speak speaks speaking \
            thought think thinks thinking put puts putting began begins begun went swore swears sworn read reads reading held holds \
            felt feels believes believed argues quoted quotes quoting sang sings maintains has_it goes saith quoth tells \
            countered let_slip kept_saying replying admitted admitting begged quipped quipping snapped snapping \
            recalled recalling dubbed referred refers heard chimed",
        weak_regular: "laugh smile sigh nod shrug grin gasp sob smirk frown groan beam tease agree apologise apologize start point pipe chip \
            ",
        weak_irregular: "wept grinned nodded shrugged shrugging grinning running ran runs came comes ended ends opened",
        forms: english_forms,
    },
    // German: the stem of weak verbs, whose forms are stem + t, te, ten, and with ge- if it begins in `+`.
    Sayings {
        regular: "+sag erklär beton +mein +frag +antwort ergänz äußer verkünd +mahn +wend entgegn versicher +klag \
            bemerk kommentier resümier kritisier bekräftig +warn behaupt +forder +lob +spott +scherz +witzel +flüster \
            +murmel +brüll +schimpf +seufz +jubel +wetter +zürn +grummel +brumm +stammel +höhn +tön beteuer +drängel \
            bestätig versicher +plauder +erzähl erzähl erläuter +schilder schilder bedauer begründ präzisier \
            konstatier prognostizier argumentier formulier zitier signalisier garantier bilanzier referier reagier moderier \
            +wünsch +glaub +dacht +hoff vermut bezweifel +ahn +schätz befürcht +urteil +plädier plädier appellier \
            +folger unterricht informier berichtig bericht +melde +meld +mutmaß +twitter +post +kündig +nörgel +spekulier spekulier \
            +protestier protestier +raun +rechtfertig rechtfertig +prahl +orakel +zisch +schnauz +stöhn +keuch +knurr \
            diktier offenbar erinner +wunder verdeutlich +rühm +stichel +ätz +frotzel +blaff +wisper +stotter +raunz philosophier \
            postulier monier attestier bescheinig beklag bemängel beschwör belehr",
        irregular: "schrieb schreibt schrieben geschrieben rief ruft riefen gerufen sprach spricht sprachen gesprochen versprach \
            verspricht versprochen unterstrich unterstreicht unterstrichen erwiderte erwidert erwiderten teilte teilt teilten \
            mitgeteilt räumte räumt räumten eingeräumt fügte fügt fügten hinzugefügt hieß heißt heiße lautete lautet lauteten nannte nennt \
            nannten genannt bezeichnete bezeichnet bezeichneten denkt denke dachte dachten gedacht fand findet fanden befand \
            befindet bat bittet baten gebeten las liest gelesen verlas bekannte bekennt bekannten schwor schwört geschworen gestand \
            gesteht gestanden schrie schreit schrien geschrien empfahl empfiehlt riet rät beschrieb beschreibt \
            widersprach widerspricht wies verwies weist verweist gab gibt gaben zugegeben bekanntgegeben kündigte kündigt kündigten \
            angekündigt merkte merkt angemerkt stellte stellt klargestellt festgestellt legte zitiert wusste weiß \
            verriet verrät sah sieht meldete meldet sagen sage sagend besagt steht stand notierte notiert notiere schlug hob hebt \
            warf wirft sei_gesagt warb wirbt fuhr fährt setzte schloss schließt entfuhr entschlüpfte hielt hält sang singt \
            ereiferte ereifert zusammenfasste zusammengefasst ausführte attackierte kritisiert vorgeworfen wirft unterstellt unterstellte betitelt betitelte führte führt erhob ließ lässt \
            pflegte äußern kam tönte unkte unkt griff pocht pochte",
        weak_regular: "+lach +lächel +grins +nick +kicher +schmunzel +strahl +wein +schluchz",
        weak_irregular: "lacht lachte lächelt grinst nickt",
        forms: german_forms,
    },
    // French: the stem of verbs in -er; irregular forms behind.
    Sayings {
        regular: "affirm ajout annonç annonc assur avanç clam command comment confi confess confirm constat contest coup \
            critiqu déclar demand dénonç dénonc déplor détaill dévoil divulgu estim évoqu exhort expliqu explos exprim fustig grinc \
            grogn hasard hurl ironis implor indiqu insist interrog juge jug jur jou lâch lanç lament laiss martel martèl mentionn \
            murmur narr not notifi observ précis proclam prôn questionn racont raill rappel rappell récit recommand redout \
            refus regrett relat relev relèv répét répèt soulèv remarqu répliqu réclam résum réjou rétorqu révél révèl réveil \
            sermonn signal soulign soupir souhait souffl spécifi suggér suggèr susurr \
            tempêt tempèr tempér témoign tonn tranch vocifèr vocifér accus alert analys argument articul assèn assén attest balay bougonn \
            balbuti bredouill chuchot claironn cit conseill considèr considér décrét décrèt énonç expos félicit gliss \
            gromm grommel indign inquiét inquièt insurg interpell invit invoqu justifi maugré nuanç ordonn \
            pest plaid plaisant pleurnich postul présent prétext professe prophétis protest qualifi rajout rapport rassur \
            récapitul récus réfut réitér réitèr rembarr remerci renvoi renchér revendiqu rêv ronchonn sanglot schématis soupçonn \
            tacl théoris tranquillis vant vitupér étonn amus émerveill exclam écri alarm agac défauss désol épat emport \
            enthousiasm esclaff lament interrog pens compt impatient écoeur écœur enflamm glorifi trouv résign",
        irregular: "dit dis disent disait disaient dirent disant dire redit écrit écrivait écrivit écrivent écrivant répond réponds \
            répondu répondit répondent répondait prétend prétendu prétendait prétendit reconnaît reconnait reconnu reconnut \
            reconnaissait poursuit poursuivi poursuivit poursuivait promet promis promit promettait prévient prévenu prévint prévenait \
            avertit averti avertissait soutient soutenu soutint soutenait conclut conclu concluait défend défendu défendait \
            maintient maintenu surenchérit renchérit renchéri surenchéri admet admis admettait admit convient convenu convint sourit \
            rit fait fit faisait lit lisait lut lu entend entendit entendait intervient intervenu reprend repris reprit reprenait \
            réagit réagi réagissait gémit gémi rugit rugi croit cru croyait veut sait s'enorgueillit glapit traduit traduisait \
            décrit décrivait décrivit dément démenti dépeint déduit introduit prédit applaudit résout enjoint enjoignit complété compléter \
            sait promettent stipule énonce réjouit réjoui réjouissait se_plaint plaint plaignait plains souvient souvenait \
            tonné tient tenu tenait parle parlant parlait parlé parla appelle appelait appelé nomme surnomme baptise rend rendu \
            enchaîne enchaîna enchaîné enchaînait",
        weak_regular: "rigol ricân rican grimac acquiesc hésit commenc continu termin not lanc",
        weak_irregular: "sourit souri rit ri riait souriait finit fini",
        forms: french_forms,
    },
    // Russian: the past tense of men, from which those of women and of several are made; other forms behind.
    Sayings {
        regular: "сказал говорил заявил отметил отмечал подчеркнул добавил объявил сообщил сообщал написал писал признал признался \
            ответил отвечал пояснил пояснял напомнил заметил считал утверждал обещал пообещал предупредил призвал уточнил рассказал \
            рассказывал спросил спрашивал воскликнул произнес провозгласил продолжил указал указывал констатировал выразил \
            резюмировал рассудил парировал возразил возражал возмутился возмущался пошутил шутил посетовал сетовал пожаловался жаловался \
            пробормотал бормотал прошептал шептал крикнул закричал кричал выкрикнул процитировал цитировал прокомментировал комментировал \
            подытожил заключил заверил заверял пожелал поинтересовался осведомился подтвердил опроверг подумал думал решил вспомнил \
            вспоминал вмешался перебил поправил отрезал отрапортовал доложил докладывал потребовал требовал попросил просил \
            посоветовал советовал порекомендовал рекомендовал предложил предлагал предположил предсказал пригрозил угрожал \
            похвастался хвастался похвалил хвалил назвал называл окрестил охарактеризовал описал описывал обвинил упрекнул \
            раскритиковал критиковал осудил поделился разъяснил объяснил объяснял обратился высказался выразился \
            изрек буркнул проворчал ворчал проговорил проронил бросил кинул выдохнул вздохнул огрызнулся рявкнул \
            съязвил съехидничал усомнился удивился удивлялся изумился обрадовался порадовался поблагодарил поздравил \
            опубликовал запостил твитнул анонсировал процедил отозвался откликнулся отреагировал акцентировал \
            обозначил оценил расценил раскрыл проинформировал информировал засвидетельствовал свидетельствовал \
            настаивал настоял намекнул обмолвился оговорился отшутился поведал поклялся поручился присовокупил \
            приписал приветствовал прогнозировал спрогнозировал распорядился рапортовал сформулировал сострил \
            спохватился тараторил ужаснулся умолял упомянул усмотрел хмыкнул хохотнул сообразил допустил допускал добавлял \
            полагал повторил повторял пропел промолвил молвил поддакнул поддержал аргументировал апеллировал \
            говаривал вещал грозился дополнил завопил заорал орал запротестовал зачитал прочитал иронизировал каялся обратил лукавил \
            недоумевал негодовал обнадежил обосновал отчеканил отчитался парирует плакался пересказал передал подметил \
            подхватил пошутил проскандировал скандировал сознался сокрушался телеграфировал убеждал уверял уверил \
            успокоил успокаивал фыркнул выступил спросил заявлял замечал рассуждал утешал",
        irregular: "говорит говорят говорю заявляет заявляют отмечает отмечают подчеркивает подчеркивают добавляет добавляют сообщает \
            сообщают пишет пишут признает признают признаётся признается отвечает отвечают поясняет поясняют напоминает напоминают замечает считает \
            считают утверждает утверждают обещает обещают предупреждает предупреждают призывает призывают уточняет уточняют \
            рассказывает рассказывают спрашивает спрашивают спрашиваю восклицает произносит продолжает указывает указывают \
            констатирует выражает резюмирует рассуждает парирует возражает возмущается шутит сетует сетуют жалуется жалуются бормочет \
            шепчет кричит кричат цитирует цитируют комментирует комментируют подытоживает заключает заверяет заверяют желает интересуется \
            подтверждает опровергает думает думаю вспоминает вспоминают вмешивается перебивает поправляет докладывает требует требуют просит просят \
            советует рекомендует предлагает предполагает предсказывает грозит хвастается хвалит называет называют описывает \
            обвиняет критикует осуждает делится разъясняет объясняет объясняют обращается высказывается ворчит бросает вздыхает \
            усмехается удивляется радуется благодарит поздравляет публикует отзывается реагирует оценивает информирует \
            свидетельствует настаивает намекает полагает полагают повторяет аргументирует вещает зачитывает иронизирует недоумевает негодует \
            обосновывает отчитывается передает передают передаёт подмечает сокрушается согласен согласна согласны убежден убеждена убеждены уверен уверена уверены уверяет \
            успокаивает гласит гласила гласил гласило говорится говорилось сказано написано указано отмечается отмечалось подчеркивается \
            сообщается сообщалось изрек произнесла опровергла изрекла надеется надеются \
            добавив подчеркнув отметив сказав заявив пояснив уточнив ответив назвав заметив напомнив написав говоря отвечая \
            комментируя признав поясняя добавляя вспоминая отмечая подчеркивая выкрикивает",
        weak_regular: "улыбнулся засмеялся рассмеялся усмехнулся кивнул улыбался смеялся ухмыльнулся пожал начал посмотрел",
        weak_irregular: "смеется улыбается кивает ухмыляется хохочет плачет",
        forms: russian_forms,
    },
];

fn english_forms(verb: &str) -> Vec<String> {
    let bare = verb.strip_suffix('e').unwrap_or(verb);
    let y = verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let sibilant = ["s", "sh", "ch", "x", "z"].iter().any(|end| verb.ends_with(end));
    let third = match y {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{verb}es"),
        None => format!("{verb}s"),
    };
    let past = y.map_or_else(|| format!("{bare}ed"), |stem| format!("{stem}ied"));
    vec![verb.to_owned(), third, past, format!("{bare}ing")]
}

fn german_forms(verb: &str) -> Vec<String> {
    let (stem, has_prefix) = verb.strip_prefix('+').map_or((verb, false), |stem| (stem, true));
    let e = if stem.ends_with(['t', 'd']) || stem.ends_with("gn") { "e" } else { "" };
    let mut forms: Vec<String> = ["te", "ten", "t"].iter().map(|ending| format!("{stem}{e}{ending}")).collect();
    forms.push(format!("{stem}en"));
    forms.push(format!("{stem}e"));
    forms.push(format!("{stem}n"));
    if has_prefix {
        forms.push(format!("ge{stem}{e}t"));
    }
    forms
}

fn french_forms(stem: &str) -> Vec<String> {
    ["e", "é", "ée", "és", "ées", "ait", "aient", "a", "ent", "ant", "er", "èrent", "ons"]
        .iter()
        .map(|ending| format!("{stem}{ending}"))
        .collect()
}

fn russian_forms(man: &str) -> Vec<String> {
    let (stem, reflexive) = man.strip_suffix("ся").map_or((man, ["", "", ""]), |stem| (stem, ["сь", "сь", "сь"]));
    let mut forms = vec![man.to_owned()];
    forms.extend(["а", "и", "о"].iter().zip(reflexive).map(|(ending, end)| format!("{stem}{ending}{end}")));
    forms
}
