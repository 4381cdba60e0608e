//! The words by which a term shows beside its marks, in lower case and without accents.

/// Beginnings of words, right before the marks, for what bears a name or a title: a paper, a ship, a company, a word.
pub(super) const LABEL_STEMS: &str = "\
    documentar memoir headlin musical sitcom pamphlet leaflet brochure anthology trilogy novella thriller opera ballet symphon     sonata concerto cantata exhibition festival initiative charity foundation consortium coalition campaign programme     restaurant hotel smartphone software firmware startup start-up yacht galleon tugboat lifeboat minesweeper submarine     locomotive spacecraft satellite rocket nightclub supermarket single mixtape soundtrack webcomic manga videogame app     newspaper magazine nicknam brigantin steamer schooner carrier freighter trawler trademark codenam \
    dokumentation dokumentarfilm doku spielfilm kurzfilm kinofilm trilogie erzahlung novelle kurzgeschichte sachbuch bildband     autobiografie autobiographie memoiren biografie biographie essay aufsatz theaterstuck schauspiel komodie tragodie lustspiel     singspiel musical ballett sinfonie symphonie kantate hymne single gemalde skulptur installation wanderausstellung festival     wettbewerb kongress tagung projektgruppe arbeitskreis arbeitsgruppe burgerinitiative genossenschaft verlag brauerei     baumarkt supermarkt discounter getrankemarkt backerei buchhandlung motorschiff segelschiff schlepper kutter yacht jacht     lokomotive sonde satellit rakete drohne software betriebssystem browser onlineshop onlineportal nachrichtenportal webseite     website podcast horspiel rennpferd hengst stute schlagwort kunstwort schimpfwort fachbegriff sammelbegriff     zeitung zeitschrift magazin roman gedicht lied album theater operette serie sendung projekt programm verein firma \
    konzern unternehmen frachter fahre tanker dampfer ballon luftschiff hotel restaurant gasthof gasthaus partei bundnis \
    initiative stiftung plattform studie titel begriff stichwort ausdruck marke kampagne rubrik uberschrift ausstellung \
    sogenannt vermeintlich angeblich mannschaft kneipe gaststatte zeche raumschiff flugzeugtrager \
    documentaire long-metrage court-metrage feuilleton bande-dessinee recueil nouvelle essai pamphlet brochure tragedie     comedie comptine berceuse symphonie sonate cantate ballet fresque tableau sculpture installation retrospective festival     concours congres colloque consortium coalition syndicat federation cooperative boulangerie brasserie librairie     supermarche enseigne boutique chalutier voilier remorqueur trois-mats goelette sous-marin locomotive fusee satellite     drone logiciel navigateur start-up magazine jument etalon fanfare chorale orchestre troupe compagnie mensuel bimensuel     journal quotidien hebdomadaire revue magazine roman chanson album operation emission association entreprise societe \
    navire bateau paquebot fregate cargo petrolier hotel restaurant collectif mouvement fondation application plateforme \
    expression rubrique bouton exposition parfum theatre surnomm baptis intitul pretendu fameux fameuse dispositif \
    документалк трилоги новелл очерк эссе сказк комеди трагеди мюзикл симфони кантат гимн романс сборник мемуар     автобиографи монографи монумент скульптур инсталляци экспозици конгресс симпозиум кинофестивал консорциум коалици     профсоюз супермаркет гипермаркет универмаг пекарн кондитерск пивоварн булочн типограф сухогруз траулер     буксир катер шхун бриг фрегат эсминец субмарин локомотив электропоезд поезд спутник зонд беспилотник смартфон браузер     стартап телепрограмм телепередач передач радиопередач ток-шоу подкаст телеграм-канал паблик сообществ     блог телесериал мультфильм короткометражк киножурнал альманах еженедельник ежемесячник хор бригад микрорайон квартал     газет журнал издани книг роман повест рассказ стих поэм песн фильм картин сериал спектакл пьес опер балет альбом \
    ансамбл оркестр хор групп клуб команд фонд компани концерн корпораци холдинг фирм завод фабрик комбинат артел кооператив \
    сыроварн теплоход ледокол паром корабл судн крейсер подлодк баржа яхт танкер ракет спутник станци гостиниц отел \
    ресторан кафе магазин парти фракци движени организаци объединени ассоциаци программ проект форум преми конкурс фестивал \
    лиг кубок банк агентств телеканал радиостанци портал сайт марк сорт бренд брэнд термин понят кнопк надпис раздел рубрик \
    кличк прозвищ позывн операци систем комплекс самолет вертолет площадк сет шоу выставк музе театр кинотеатр заголовк \
    названи знак продукт издательств типографи шахт рудник колхоз совхоз санатори лагер торгов центр общество мессенджер \
    приложени платформ кинокомпани киностуди хоккейн футбольн стадион так_называем пресловут";

/// Whole words, right before the marks.
pub(super) const LABELS: &str = "\
    word phrase term terms title label brand ship vessel ferry boat barge steamer bulk band club company group pub film \
    novel book song album play poem podcast show series operation project game ballad hymn painting sculpture \
    alias aka named self-styled \
    wort worter account accounts kanal kanals profil profils blog blogs newsletter portal portals seite typ modell motto app club band buch film song stuck oper schiff zug fach aktion reihe preis orden \
    mot mots terme livre film piece serie projet programme groupe label marque parti club cafe site etude titre plan theme \
    dite dits dites musee cafe concert equipe formation ligne chalutier tableau opera operation campagne \
    пароход парохода пароходе пароходом ооо оао пао зао ао нко фк хк жк трк тц трц дк нпо гк мкс фгуп гуп муп слово слова словом словами сыр пиво вино \
    тв нии пансионат дом";

/// Endings of German compounds for what bears a name or a title.
pub(super) const LABEL_ENDINGS: &[&str] = &[
    "zeitung",
    "magazin",
    "roman",
    "film",
    "verein",
    "projekt",
    "partei",
    "schiff",
    "serie",
    "sendung",
    "stiftung",
    "studie",
    "programm",
    "preis",
    "blatt",
    "unternehmen",
    "konzern",
    "kette",
    "marke",
    "hotel",
    "theater",
    "musical",
    "oper",
    "initiative",
    "bundnis",
    "kampagne",
    "spiel",
    "club",
    "klub",
    "dampfer",
    "band",
    "album",
    "song",
    "lied",
    "show",
    "podcast",
    "organisation",
    "verband",
    "gesellschaft",
    "agentur",
    "sender",
    "kanal",
    "account",
    "portal",
    "plattform",
    "gewerkschaft",
    "bewegung",
    "restaurant",
    "buch",
];

/// Words right behind the marks for what bears the name: `the “Purse Strings” podcast`.
pub(super) const LABELS_AFTER: &str = "\
    podcast magazine newspaper setting option button show series film movie album song label brand affair scandal campaign \
    programme program project operation club band group ship ferry game app tour exhibition award clause rule tax scheme test \
    projekt programm partei sendung podcast skandal affäre debatte prozess";

/// German verbs in a form that only reported speech has, with their umlauts.
pub(super) const REPORTING: &str = "\
    sei seien habe hätten wären werde würden könne müsse solle dürfe wolle möge wisse gebe gäben gehe komme kämen mache \
    bleibe brauche stehe bestehe liege bringe halte nehme sehe lasse gelte handle handele fehle finde denke glaube zeige \
    gehöre gebühre drohe diene helfe trage treffe verdiene";

/// Words near the name of a control of a program.
pub(super) const CONTROLS: &str = "\
    click tap press select choose hit tick settings button menu klicken klick tippen wahlen auswahlen drucken \
    cliquez cliquer appuyez tapez rubrique bouton нажмите нажать нажмите жмите нажимайте выберите кнопка кнопку";

/// Words that people say of themselves or to somebody, or without which hardly a sentence is said.
pub(super) const SPOKEN: &str = "\
    i we you me us my our your i'm it's don't isn't is are was were will can't won't have had has do did not would \
    ich wir mich uns mein meine unser unsere ist sind war hat haben wird kann nicht muss habe kein keine \
    je nous vous moi mon notre votre nos vos est sont etait ont sera pas suis avons c j \
    я мы вы меня нас мне нам мой наш наша наши ваш это не был была было будет есть нет";
