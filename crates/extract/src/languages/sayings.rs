//! The verbs of saying of each language, written as stems from which their forms are made.

use super::tables::Sayings;
use super::{german, russian};

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
            characterise characterize rate criticise criticize rule recite intone chant chirp chuckle conjecture pray rejoin \
            rue sum telegraph cable preach phrase exhort invoke bellow holler interrupt echo vent warble whine prophesy toast \
            convey complement counsel recap theorise theorize \
            admonish avow bark bluster brag effuse expound gush harangue pontificate rant rebut riposte seethe \
            snarl snort speculate splutter vociferate whinge yelp deplore divulge preface reckon insinuate \
            intimate refute growl howl \
            reject dismiss blame welcome \
            accede acclaim adduce allude apprise assail avouch bray castigate chronicle \
            cluck coo commiserate confabulate contradict deadpan debunk \
            deflect demur depict diagnose disagree disavow drone elicit entreat equivocate exaggerate \
             extrapolate fret fib gabble generalise generalize gossip hiss \
            infer itemise itemize jibe lecture liken lisp misquote moralise moralize nag narrate \
            object parry posit postulate \
            profess quote rationalise rationalize reaffirm rebuff recapitulate recollect rehearse \
            relay remonstrate reproach reprove rhapsodise rhapsodize ruminate \
            snigger sniffle squabble stipulate sulk sympathise tattle tut \
            vouch yammer expect anticipate envisage envision \
            caricature dub eulogise eulogize excoriate laud mock pillory ridicule salute scorn skewer",
        irregular: "said say says saying told tell tells telling wrote write writes writing written spoke spoken speak speaks speaking \
            thought think thinks thinking put puts putting began begins begun went swore swears sworn read reads reading held holds \
            felt feels believes believed argues quoted quotes quoting sang sings maintains goes saith quoth \
            countered replying admitted admitting begged quipped quipping snapped snapping \
            recalled recalling dubbed referred refers chimed \
            swearing foresaw foresees foretold wept cried admits insisting noted wondered laughed boasted \
            rebutted rebuts rebutting emphasised confided confides confiding credited credits lied kidded kids \
            kidding regretted regrets regretting",
        weak_regular: "laugh smile sigh nod shrug grin gasp sob smirk frown groan beam tease agree apologise apologize start point pipe chip \
            advocate attest babble bawl beseech bleat bristle bubble burble cackle castigate cavil chatter \
            chorus clamour clamor congratulate croak croon curse deride dictate disagree discuss drawl \
            editorialise editorialize elucidate emote encourage enjoin enumerate enunciate espouse expand extol \
            exult flatter flounder forecast foretell formulate gloat grunt guess guffaw gurgle herald \
            hypothesise hypothesize jabber jeer jest justify laud lecture moan mumble narrate paraphrase parrot \
            ponder postulate prate prattle propound quaver quibble rebuke recollect reassert reprimand scoff \
            scowl screech snicker snigger snivel specify spout sputter squeak squeal squawk stipulate stutter \
            swoon sympathize trumpet upbraid whimper yammer yap grouse remonstrate assent rasp purr harrumph \
            chastise",
        weak_irregular: "wept grinned nodded shrugged shrugging grinning running ran runs came comes ended ends opened",
        forms: english_forms,
    },
    german::SAYINGS,
    // French: the stem of verbs in -er; irregular forms behind.
    Sayings {
        regular: "affirm ajout annonç annonc assur avanç clam command comment confi confess confirm constat contest coup \
            cri critiqu déclar demand dénonç dénonc déplor détaill dévoil divulgu estim évoqu exhort expliqu explos exprim fustig grinc \
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
            enthousiasm esclaff pens compt impatient écoeur écœur enflamm glorifi trouv résign \
            avou object jubil fulmin opin préconis relativis pronostiqu reproch ressass synthétis conced concéd \
            concèd extrapol contre-attaqu fanfaronn persifl philosoph tweet twitt signifi dédramatis insinu \
            énerv offusqu scandalis exaspér excus \
            anticip abond approuv assum attaqu attribu brocard célébr célèbr compar conspu désapprouv désavou \
            détromp diagnostiqu embray encens encourag endoss éreint étrill exig flingu griff hach imag \
            improvis invectiv larmoy lou louang marmonn marmott minimis moqu ni oppos persist pilonn plébiscit \
            point pondér pourfend préfér rabrou recadr rectifi renâcl ripost rouspét salu stigmatis \
            suppli suppos taquin temporis vilipend assimil blâm bafouill baragouin bégay braill déclam dégois \
            désespèr éclat épilogu espèr gouaill gueul intim jacass mitraill obtempèr péror pouff psalmodi \
            râl rassèren réaffirm réconfort résonn trompet",
        irregular: "dite dits dites craint craignait craignent craignit voit voyait voient perçoit percevait pressent pressentait \
            garantit garantissait garanti pourfend pourfendait prédisait désespère définit définissait défini revendique ressent \
            entrevoit entrevoyait médit médisait écrivaient lisaient promettaient reconnaissent reconnaissaient soutiennent \
            soutenaient admettent préviennent défendent répondirent prennent concluent décrivent démentent démentait prédisent \
            veulent voulait \
            dira diront écrira répondra reconnaîtra admettra promettra soutiendra conviendra conclura \
            dit dis disent disait disaient dirent disant dire redit écrit écrivait écrivit écrivent écrivant répond réponds \
            répondu répondit répondent répondait prétend prétendu prétendait prétendit reconnaît reconnait reconnu reconnut \
            reconnaissait poursuit poursuivi poursuivit poursuivait promet promis promit promettait prévient prévenu prévint prévenait \
            avertit averti avertissait soutient soutenu soutint soutenait conclut conclu concluait défend défendu défendait \
            maintient maintenu surenchérit renchérit renchéri surenchéri admet admis admettait admit convient convenu convint sourit \
            rit fait fit faisait lit lisait lut lu entend entendit entendait intervient intervenu reprend repris reprit reprenait \
            réagit réagi réagissait gémit gémi rugit rugi croit cru croyait veut sait glapit traduit traduisait \
            décrit décrivait décrivit dément démenti dépeint déduit introduit prédit applaudit résout enjoint enjoignit complété compléter \
             promettent stipule énonce réjouit réjoui réjouissait plaint plaignait plains souvient souvenait \
            tonné tient tenu tenait parle parlant parlait parlé parla appelle appelait appelé nomme surnomme baptise rend rendu \
            enchaîne enchaîna enchaîné enchaînait \
            concède concédé concédait contredit contredisait contrecarre suggérant rétorque réplique \
            prétendent redoute plaignant enorgueillit ravi ravie agréé martèle assène ressentait \
            réfléchit réfléchissait renie applaudissait avertissent aboie aboyait mentait ment menti \
            parlons ajoutent poursuivent redisait répéta répétait répètent rebondit rebondi rebondissait \
            résumait résumé surenchérissait sous-entend sous-entendait conteste contestait écope \
            exclut exclu excluait interrompu interrompt interrompit coupé rejette rejeté rejetait salue salué \
            saluait condamne condamné condamnait pointe pointé pointait réclame balaie balayé balayait brandit brandi dispose prévoit prévoyait",
        weak_regular: "égratign imagin rigol ricân rican grimac acquiesc hésit commenc continu termin not lanc \
            abjur admonest ador ajourn allégu argu blagu blâm brandit brocard célébr célèbr charg clarifi confid \
            congratul conjectur dégain déraisonn dément disert dissèqu éclair éluct énumér énumèr entérin épingl \
            ergot espér espèr exalt exagér exhal exult gazouill grond hoquet incrimin ingéni insult lorgn maronn \
            menac minimis motiv moqu morigén mugi objur objurg objet péror plastronn pleur pontifi positiv prêch \
            prénomm présag présum profess promul prononc quémand quantifi radot railler raisonn rectifi \
            réexpliqu référ remémor remontr remont réprimand rétract retrac révolt ridiculis rumin scand siffl \
            sollicit song spécul titill tonitru trembl trépign vaticin vouvoi zozot contextualis dédouan enrag \
            désespér attrist enorgueill étrangl enquiert enquér nuanc appréhend \
            développ",
        weak_irregular: "sourit souri rit ri riait souriait finit fini",
        forms: french_forms,
    },
    russian::SAYINGS,
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

fn french_forms(stem: &str) -> Vec<String> {
    ["e", "é", "ée", "és", "ées", "ait", "aient", "a", "ent", "ant", "er", "èrent", "ons", "era", "eront"]
        .iter()
        .map(|ending| format!("{stem}{ending}"))
        .collect()
}
