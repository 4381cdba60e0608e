//! The words that say that somebody says something. Each matches every word that begins with it, in lower case and without
//! accents; those of fewer letters, or with other words beside them, are in the lists of whole words.

/// Beginnings of verbs of saying and thinking, in the forms that reports use.
pub(super) const STEMS: &str = "\
    remember recount testif texted descri conced joked joking shout exclaim mutter murmur whisper repl recall remark \
    reiterat insist acknowledg complain lament boast allege conten assur demand assert caution celebrat prais \
    accus blam condemn dismiss denounc vow hail \
    sagt gesagt erklar beton meint gemein geschrieben schrieb schreib antwort gefragt fragt warnt gewarnt versprach verspr \
    behaupt forder geforder kritisi bekraftig erganz ausser gesprochen verkund mahnt entgegn erwider unterstr appellier \
    bericht versich kommentier resumi klagte beklag bemerkt erzahl fluster murmel brumm scherz beteuer kundigt schilder raunt \
    tonte tont wiederhol bilanz lobte freut dacht denk glaub urteil spottet zitier lautet formulier prophezei bezeichn \
    nannte nennt nennen genannt beschrieb beschreib bemangel rugt wirft stellte hielt plagt empor verteidig begrund \
    declar affirm expliqu ajout lance lanca zugesagt ecrit ecriv soulign estim assur rappel repond precis conclu insist confi martel \
    annonc promet previen prevenu averti proclam exclam ecri demand racont juge jugeant indiqu reconn poursui denonc observ \
    clam resum souffle murmur gliss tonne repliqu retorqu tranch gromm grogn ironis plaisant interrog etonn indign inquiet \
    relev repren reprit pens critiqu deplor regrett salu temoign comment evoqu plaid detaill admet conced avou crie hurl \
    chuchot soupir stipul repet felicit qualifi denon craign justifi prevenu balay accus \
    сказа говорит говорил говоря заяв сообщ подчеркн подчеркив отмет отмеч добав поясн уточн рассказал рассказыва спросил \
    спрашива ответил отвеча возраз воскликн восклиц крикн крича кричи вздохн вздыха усмехн усмеха шепн шепч прошепт произн \
    напомн напомин признал признае предупре предполож полага считает считал утвержда увере заверил заверя вспомина вспомни \
    парир вмеша замети замеча констатир резюм комментир прокомментир обеща пообеща пишет пишут написал цитир процитир подума \
    думал думает объясн объяви объявл попросил просит просил призва призыва поинтересова интересова перебил соглас соглаша \
    удивил удивля пошут шутит шутил продолж заключил посетова сетова возмут возмуща посовет советует потребов требует \
    рекоменд выразил бросил буркн проворч хмыкн отреза назвал назвала назвали называ охаракт высказ указал указыва \
    оценил настаива настоя выступил лаконичн прогнозир доложил докладыва рассужд смеетс смеялс улыба улыбн сокруша иронизир \
    жалуетс пожалова недоумева призва \
    spottel spottelt gratuli mokier mault meckert kontert entrust schwarm sinnier staunt tadel trost verlang vermeld \
    verspott verurteil wurdig zetert zweifel dementier droht drohte fauch flucht jammer krakeel laster lastert \
    mosert pobel posaun predig quengel schmetter schwadron sekundier tuschel verlautbar charakterisier diagnosti \
    dozier insistier konkretis lamentier parier polemis proklam reklamier rekapitul repliz sugger unkt unkte geissel \
    deutet bekund beschwichtig ermunter ermutig frotzel stichelt stichelte giftet giftete poltert polterte donnert \
    donnerte wettert wetterte zurnt zurnte schimpft schimpfte jubelt jubelte freute scherzt scherzte witzelt hohnt \
    hohnte prahlt prahlte поправил сердит злит оправд отшуч отмах подсказ обеспок беспоко тревож \
    удивлен ругаетс ругает ругал ворч плач клян поклял мечта сожале \
    озвуч изумил изумля возраж прокомм развод разве пожима пожал \
    добавл отозва отзыва откликн съязв съехидн прибав приказ скоманд выпал протян пробормот прохрип прошип \
    прорыч пробас пролепет лепет простон стонет взмол причита визж взвизг гаркн промямл вопрош вопрос уверен убежден \
    объявля сомнева усомн предостер предрек предрека философств \
    откровенн хваст хвал хвали приветств поздрав благодар поблагодар жалее пожале упрека упрекн порица \
    подытож обобщ сетует ерничал иронич вторит поддакн поддаки скандир отчекан проговор промолв \
    молв";

/// Whole words: verbs that begin as other words do.
pub(super) const WORDS: &str = "\
    swore swears expects \
    warning arguing posts reads read texts tells telling called calls calling thinks thought saw sees adds adding says spoke speaks \
    writes writing asks asking promised rated \
    say sagen meinen rufen rief riefen ruft gerufen sprach spricht sprachen teilte teilen raumte raumt fugte fugt klagt lacht lachte halt findet \
    fand verwies verweist sieht sah hiess heisst \
    sourie souriait souria sourient rigole rigolait rigola rigolent conseille conseillait conseilla conseillent \
    abonde abondait abonda abondent attaque attaquait attaqua attaquent temporise temporisait temporisa \
    temporisent fulmine fulminait fulmina fulminent peste pestait pesta pestent raille raillait railla raillent \
    brocarde brocardait brocarda brocardent moque moquait moqua moquent fustige fustigait fustiga fustigent \
    vilipende vilipendait vilipenda vilipendent stigmatise stigmatisait stigmatisa stigmatisent garantie \
    garantiait garantia garantient marmonne marmonnait marmonna marmonnent grince grincait grinca grincent amuse \
    amusait amusa amusent agace agacait agaca agacent desole desolait desola desolent enflamme enflammait enflamma \
    enflamment lamente lamentait lamenta lamentent renchere rencherait renchera rencherent enchaine enchainait \
    enchaina enchainent recadre recadrait recadra recadrent nuance nuancait nuanca nuancent tempere temperait \
    tempera temperent proteste protestait protesta protestent implore implorait implora implorent supplie \
    suppliait supplia supplient exige exigait exiga exigent invoque invoquait invoqua invoquent prophetise \
    prophetisait prophetisa prophetisent pronostique pronostiquait pronostiqua pronostiquent tacle taclait tacla \
    taclent ricane ricanait ricana ricanent hasarde hasardait hasarda hasardent balbutie balbutiait balbutia \
    balbutient bafouille bafouillait bafouilla bafouillent declame declamait declama declament jubile jubilait \
    jubila jubilent exulte exultait exulta exultent insurge insurgait insurga insurgent offusque offusquait \
    offusqua offusquent scandalise scandalisait scandalisa scandalisent exaspere exasperait exaspera exasperent \
    extasie extasiait extasia extasient emerveille emerveillait emerveilla emerveillent desespere desesperait \
    desespera desesperent attriste attristait attrista attristent imagine imaginait imagina imaginent cingle \
    cinglait cingla cinglent fredonne fredonnait fredonna fredonnent improvise improvisait improvisa improvisent \
    loue louait loua louent vante vantait vanta vantent recuse recusait recusa recusent refute refutait refuta \
    refutent rejete rejetait rejeta rejetent rectifie rectifiait rectifia rectifient rassure rassurait rassura \
    rassurent glosse glossait glossa glossent maugre maugrait maugra maugrent persifle persiflait persifla \
    persiflent riposte ripostait riposta ripostent epilogue epiloguait epilogua epiloguent trepigne trepignait \
    trepigna trepignent vitupere vituperait vitupera vituperent tempete tempetait tempeta tempetent bougonne \
    bougonnait bougonna bougonnent ronchonne ronchonnait ronchonna ronchonnent grommele grommelait grommela \
    grommelent maronne maronnait maronna maronnent marmotte marmottait marmotta marmottent vocifere vociferait \
    vocifera vociferent larmoye larmoyait larmoya larmoyent sanglote sanglotait sanglota sanglotent pleurniche \
    pleurnichait pleurnicha pleurnichent begaye begayait begaya begayent bredouille bredouillait bredouilla \
    bredouillent glouse glousait glousa glousent pouffe pouffait pouffa pouffent rumine ruminait rumina ruminent \
    raisonne raisonnait raisonna raisonnent ressasse ressassait ressassa ressassent pontifie pontifiait pontifia \
    pontifient sourit rit riait avertit avertissait soutient soutenait maintient maintenait convient souvient \
    souvenait defend defendait applaudit compatit gemit rugit fremit emporte emportait philosophe philosophait \
    explose explosait rebondit reagit reagissait renseigne pretend pretendait concoit surencherit rencherit \
    redoute redoutait dement dementait \
    dit disait disent disant dites declare juge note notait fit cite cria parle parlait parlant dixit voit assene trouve lacher lache interrompu interrompt \
    звал кричал кричит говорят спросила";

/// Phrases, with `_` between their words, before or after the name of a source.
pub(super) const SOURCES: &str = "\
    according_to in_the_words_of as_quoted_by referred_to_as refers_to_as refer_to_as described_as dire_que dire_qu laut zufolge nach_angaben nach_worten nach_ansicht nach_meinung selon d_apres \
    aux_yeux_de по_словам по_его_словам по_ее_словам по_их_словам по_его_мнению по_ее_мнению по_их_мнению по_его_данным по_его_утверждению по_мнению по_данным по_версии со_слов по_свидетельству по_выражению по_признанию по_утверждению по_убеждению по_оценке согласно как_считает \
    гласит говорится говорилось сказано указано según";

/// Verbs of giving a name: what follows is a nickname or name if it begins with a capital.
pub(super) const NAMING: &str = "\
    call called calls calling dub dubbed nickname nicknamed christened baptised baptized named known \
    nennt nennen nannte nannten nenne genannt heisst hiess getauft taufte tauften \
    appelle appellent appelait appelaient appele appelee baptise baptisee baptises baptiser surnomme surnommee nomme nommee \
    intitule intitulee intitules \
    зовет зовут звали называет называют называл называли назвал назвала назвали прозвали прозвал кличке прозвищу прозвищем \
    называется назывался называлась именуют";
