//! The tables of German.

use super::tables::{Grammar, People, Sayings};

/// The small words.
pub(super) const GRAMMAR: Grammar = Grammar {
    auxiliaries: "hat habe haben hatte hatten hätte hätten ist sind war waren wird werden wurde wurden worden würde sei seien wäre wären wollte will wolle \
        soll sollte sollen kann könne konnte könnte müsse muss musste mag möge darf dürfe",
    he: "er",
    she: "sie",
    they: "wir",
    me: "ich",
    it: "es",
    determiners: "der die das dem den des ein eine einer eines einem einen dieser diese dieses diesem diesen jener jene jeder jede jedes jeden jedem beide \
        viele einige mehrere manche zwei drei vier fünf",
    indefinite: "ein eine einer eines einem einen jemand",
    possessives: "sein seine seiner seinem seinen seines ihr ihre ihrer ihrem ihren ihres mein meine meiner unser unsere",
    prepositions: "von für zu mit bei über gegen vom zum zur nach aus durch in im am an auf vor hinter unter neben zwischen ohne um seit während wegen \
        laut ins ans beim gegenüber trotz bis",
    of: "von vom für der des",
    relatives: "der die das dem den dessen deren welcher welche welches welchem welchen wer",
    conjunctions: "und oder aber sondern doch denn sowie",
    subordinators: "dass ob weil wenn als nachdem bevor während obwohl da wie was warum wo damit sodass weshalb",
    adverbs: "auch dann später einst oft nie bereits schon noch jetzt zuerst selbst gestern heute weiter damals dazu daraufhin sich nun \
        danach dabei dagegen deshalb zudem außerdem schließlich nur so immer wieder nicht mehr jedoch allerdings kurz zugleich unterdessen \
        dazwischen ebenfalls ferner mir ihm ihr ihnen uns mich montag dienstag mittwoch donnerstag freitag samstag sonntag trocken \
        erneut wörtlich knapp lapidar nüchtern lachend lächelnd schmunzelnd sichtlich deutlich energisch \
        entschieden ausdrücklich öffentlich schriftlich mündlich telefonisch hierzu darüber davon ergänzend \
        abschließend eingangs anschließend zuletzt unlängst jüngst kürzlich vergangene vergangenen derzeit \
        momentan inzwischen mittlerweile bislang bisher vorab vorher hinterher sogar freilich indes indessen \
        hingegen zumindest wiederum angeblich vermutlich offenbar mutmaßlich",
    no_names: "dennoch trotzdem jedoch indes indessen allerdings hingegen zudem außerdem ferner überdies gleichwohl unterdessen derweil \
        mittlerweile inzwischen seither zugleich gleichzeitig möglicherweise vielleicht wahrscheinlich vermutlich schließlich \
        letztlich anschließend daraufhin deshalb deswegen stattdessen rechnerisch januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag \
        samstag sonntag am im in an auf als wie dann da so und aber auch nach vor bei zu der die das den dem des ein eine einer einem einen er sie es wir ich wenn kurz später \
        heute gestern laut was wer wo warum dass ob doch denn nur noch schon jetzt hier dort dieser diese dieses ihr ihre sein seine mit von für über unter aus \
        man damit dazu danach darunter nun beim zum zur frage antwort uhr prozent euro meter kilometer grad millionen milliarden co beispiel \
        zuletzt dabei dadurch dagegen dahinter daneben darauf daraus darin darum davon davor dazwischen dafür \
        denen deren dessen derzeit demnach dementsprechend demgegenüber ebenso ebenfalls einerseits andererseits \
        einst eigentlich endlich entsprechend erst erstens zweitens drittens etwa freilich früher ganz gar genau \
        gerade gewiss hierzulande hinzu immer immerhin indem insgesamt insbesondere insofern irgendwann ja jede jahren monaten wochen \
        jeder jedes jedenfalls jene jener kaum kein keine keiner klar könnte kritik lange längst leider manche \
        manchmal mehr mehrere meist meistens mitunter möglich nachdem nachher nämlich natürlich neben nein nicht \
        nichts nie niemand nirgends normalerweise obwohl oft offenbar offensichtlich ohne parallel plötzlich \
        prinzipiell recht rund schade schlicht schnell sehr seit seitdem selbst selten sicher sobald sofern \
        sogar solange solche sonst soweit sowie spätestens stets tatsächlich teils trotz überall überhaupt \
        übrigens um umgekehrt umso vergeblich viel viele vielen vielmehr voraussichtlich vorerst vorher während \
        wann wegen weil weiter weiterhin weitere weitgehend welche welcher wenige weniger wieder wiederum \
        wirklich wobei wodurch wofür womit woran woraus worum wozu zeitweise ziemlich zuerst zufolge zumal \
        zumindest zunächst zurück zusammen zusätzlich zuvor zwar zwischen zwischenzeitlich alle alles allein \
        allenfalls andere anders angeblich angesichts anfangs anlässlich anstatt aufgrund ausgerechnet außer \
        bald beide beinahe bekannt bereits besonders bislang bisher bitte dank ehe einige einiges einmal einzig \
        entweder erneut ersten etliche fast fest gegen gegenüber gemeinsam gern gleich grundsätzlich halb \
        heutzutage hinter innerhalb jahrelang jahre jüngst konkret künftig lediglich letztendlich mal mitten \
        morgen nachts neulich oben ohnehin",
    utterances: "zwischenruf satz spruch zitat schlussfolgerung bilanz prognose forderung erklärung begründung rechnung antwort worte worten angaben aussage aussagen ansicht meinung einschätzung überzeugung reaktion kommentar botschaft warnung appell \
        fazit motto urteil frage rat kritik vorwurf \
        appelle gegenfrage replik losung parole wahlspruch credo devise überschrift wunsch bitte hoffnung klage \
        lob spott vermutung befürchtung these erwiderung einwand ruf zuruf",
    demonstratives: "so das dies",
    passives: "zitiert wiedergegeben",
    reported: "sei seien habe hätten werde würden könne könnten müsse müssten solle wolle dürfe dürften möge \
        gebe gäbe komme kämen gehe gingen mache rechne gelte stehe liege bleibe brauche bräuchten wisse sehe finde nehme halte lasse trage \
        zeige bedeute gehöre gebühre erwarte fehle helfe leide nutze arbeite bringe schaffe wäre wären \
        übernehme verliere bekomme erhalte verstehe spreche versuche fordere suche setze führe hoffe wünsche \
        kenne warte lebe verfüge besitze entstehe verhindere verfolge vertrete betreffe beginne ende stamme \
        stimme diene drohe denke glaube fürchte plane prüfe fahre falle steige sinke wachse reiche genüge laufe \
        liefere stelle lege werfe ziehe schade verdiene verlange verletze verstoße bestehe bestreite bereite \
        berate beruhe betrage bewege biete bitte bedürfe bedauere ermögliche erlaube erkläre ermittle erschwere \
        erfordere ersetze existiere funktioniere fördere freue gewinne hänge handle handele herrsche hindere \
        höre interessiere kämpfe koste kümmere lerne lehne leiste leite lüge meine merke missachte missbrauche \
        müsste nenne ordne passe profitiere rate reagiere respektiere rede scheine schließe schreibe schütze \
        schwäche sorge spalte spiele spüre stärke störe strebe streite trenne trete treffe tue unterstütze \
        untersuche verbiete verbinde verbreite verdanke vergesse verhalte verkaufe verlaufe verschlechtere \
        verschweige versage verschwinde verspreche verwende verzichte wähle warne weigere wende widerspreche \
        wiege wirke wohne zahle zähle zerstöre zwinge ändere äußere übersehe überwiege gäben ließe ließen läge \
        lägen bliebe blieben fände fänden stünde stünden hielte hielten brächte brächten bräuchte dächte wüsste \
        wüssten sähe sähen ginge nähme nähmen zöge zögen fiele fielen hieße verlöre gewönne entspreche \
        entspräche",
    according: "laut nach_angaben nach_angaben_von nach_worten_von nach_den_worten_von nach_aussage_von nach_ansicht_von nach_ansicht nach_meinung \
        nach_einschätzung nach_auffassung nach_den_worten nach_worten nach_aussage nach_darstellung nach_meinung_von nach_einschätzung_von in_den_worten_von \
        in_den_worten aus_sicht aus_sicht_von",
    according_after: "zufolge nach_zufolge",
    frequent: "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch sagte",
};

/// The stem of weak verbs, whose forms are stem + t, te, ten, and with ge- if it begins in `+`; other forms behind.
pub(super) const SAYINGS: Sayings = Sayings {
    regular: "+sag erklär beton +mein +frag +antwort ergänz äußer verkünd +mahn +wend entgegn versicher +klag \
        bemerk kommentier resümier kritisier bekräftig +warn behaupt +forder +lob +spott +scherz +witzel +flüster \
        +murmel +brüll +schimpf +seufz +jubel +wetter +zürn +grummel +brumm +stammel +höhn +tön beteuer +drängel \
        bestätig +plauder +erzähl erzähl erläuter +schilder schilder bedauer begründ präzisier \
        konstatier prognostizier argumentier formulier zitier signalisier garantier bilanzier referier reagier moderier \
        +wünsch +glaub +dacht +hoff vermut bezweifel +ahn +schätz befürcht +urteil +plädier plädier appellier \
        +folger unterricht informier berichtig bericht +melde +meld +mutmaß +twitter +post +kündig +nörgel +spekulier spekulier \
        +protestier protestier +raun +rechtfertig rechtfertig +prahl +orakel +zisch +schnauz +stöhn +keuch +knurr \
        diktier offenbar erinner +wunder verdeutlich +rühm +stichel +ätz +frotzel +blaff +wisper +stotter +raunz philosophier \
        postulier monier attestier bescheinig beklag bemängel beschwör belehr \
        +spöttel spöttel +gratulier gratulier mokier empör +mäkel +maul +mecker +konter entrüst entschuldig \
        +polter +motz prophezei relativier resignier +säusel +schwärm +schnaub sinnier skizzier +stänker +staun \
        +tadel +tröst verlang vermeld verspott verteidig verurteil wiederhol würdig +zeter +zweifel dementier \
        +droh +fauch +fluch +jammer +krakeel +kläff +krächz +lall +läster +moser +näsel +pöbel +plapper +posaun \
        +predig +quengel +schmeichel +schmetter schwadronier sekundier spezifizier +tuschel verlautbar +wehr \
        begrüss umschreib umreiss charakterisier diagnostizier dozier echauffier erörter fabulier hinterfrag insistier interpretier \
        konkretisier lamentier parier polemisier proklamier räsonier reklamier rekapitulier replizier salbader \
        suggerier +unk +rüg +geißel +deut +ermahn ermahn bekund beschwichtig ermunter ermutig +flachs +kalauer \
        dramatisier bagatellisier pauschalisier bemüßig +rat +bekräftig beziffer +rechn vernein +bejah bejah \
        widersprech unterstell übermittel verbreit verhöhn +hauch +pest +nusch +haspel +flöt +flunker +gurr \
        +trompet verplapper +grübel überleg +beicht beicht beschwer",
    irregular: "schrieb schreibt schrieben geschrieben rief ruft riefen gerufen sprach spricht sprachen gesprochen versprach \
        verspricht versprochen unterstrich unterstreicht unterstrichen erwiderte erwidert erwiderten teilte teilt teilten \
        mitgeteilt räumte räumt räumten eingeräumt fügte fügt fügten hinzugefügt hieß heißt heiße lautete lautet lauteten nannte nennt \
        nannten nennen nenne genannt sprechen schreiben rufen werfen halten kritisieren fordern warnen betonen \
        erklären finden berichten erzählen loben beklagen bezeichnen beschreiben melden vermuten glauben \
        begrüßte begrüßt begrüßten bezeichnete bezeichnet bezeichneten denkt denke dachte dachten gedacht fand findet fanden befand \
        befindet bat bittet baten gebeten las liest gelesen verlas bekannte bekennt bekannten schwor schwört geschworen gestand \
        gesteht gestanden schrie schreit schrien geschrien empfahl empfiehlt riet rät beschrieb beschreibt \
        widersprach widerspricht wies verwies weist verweist gab gibt gaben zugegeben bekanntgegeben kündigte kündigt kündigten \
        angekündigt merkte merkt angemerkt stellte stellt klargestellt festgestellt legte zitiert wusste weiß \
        verriet verrät sah sieht meldete meldet sagen sage sagend besagt steht stand notierte notiert notiere schlug hob hebt \
        warf wirft warb wirbt fuhr fährt setzte schloss schließt entfuhr entschlüpfte hielt hält sang singt \
        ereiferte ereifert zusammenfasste zusammengefasst ausführte attackierte kritisiert vorgeworfen unterstellt unterstellte betitelt betitelte führte führt erhob ließ lässt \
        pflegte äußern kam tönte unkte unkt griff pocht pochte \
        pries priesen preist gepriesen mahnte wandte wandten gewandt entrüstete erwog verbat verbeten bekannt \
        entgegnet verwarf verwirft beschied beschieden gerügt herausplatzte zurückgab erwidere übertrieb \
        übertreibt widerrief widerruft verhieß verheißt gelobte gelobt hinzufügte ergänzend \
        abwiegelte abgewiegelt nachlegte nachgelegt einwarf einwirft einwandte klarstellte feststellte festhielt \
        ausrief ausruft mitteilte angab angibt vorwarf vorwirft zugab zugibt bekanntgab einräumte betonend",
    weak_regular: "+lach +lächel +grins +nick +kicher +schmunzel +strahl +wein +schluchz \
        +feier +freu +streu +zwinker +wink +seh +juchz +prust +schluck +stutz",
    weak_irregular: "lacht lachte lächelt grinst nickt",
    forms: german_forms,
};

/// Nouns and names for persons.
pub(super) const PEOPLE: People = People {
    men: "mandatar klubobmann nationalrat landesrat kantonsrat ständerat regierungsrat linksaußen kreisläufer leser nutzer user hörer blogger follower abonnent einsender passant zuhörer teilnehmer demonstrant \
        sprecher regierungssprecher polizeisprecher mitarbeiter berater kritiker beobachter experte beamter beamte vertreter \
        vertrauter anwalt bruder mann sohn vater minister präsident bürgermeister oberbürgermeister landrat richter \
        staatsanwalt verteidiger angeklagte angeklagter zeuge gutachter chef geschäftsführer vorsitzender vorsitzende direktor leiter \
        trainer kapitän spieler torwart arzt professor lehrer schüler student rektor kanzler bundeskanzler abgeordneter \
        abgeordnete politiker kandidat botschafter kommissar polizist feuerwehrmann soldat general veteran aktivist landwirt \
        bauer bäcker müller fahrer pilot ingenieur wissenschaftler forscher ökonom volkswirt unternehmer gründer \
        eigentümer besitzer arbeiter angestellter kunde anwohner nachbar tourist besucher überlebender autor schriftsteller dichter künstler \
        maler sänger musiker komponist dirigent regisseur kurator journalist reporter redakteur bischof pfarrer papst \
        imam rabbiner händler verkäufer könig prinz fan zuschauer augenzeuge rentner experten imker geselle meister \
        förster jäger fischer wirt hallenwart sekretär senator premier premierminister außenminister innenminister ministerpräsident \
        fraktionschef parteichef generalsekretär staatssekretär kollege freund großvater onkel vorstand vorstandschef bundespräsident herr \
        augenarzt chefarzt hausmeister schaffner bursche junge greis historiker analyst jurist lokführer kläger beklagter täter \
        fahrgast auszubildender azubi lehrling virologe biologe geologe psychologe soziologe ökologe theologe \
        archäologe politologe kardiologe psychiater chirurg physiker chemiker mathematiker informatiker \
        statistiker techniker mechaniker elektriker handwerker schreiner zimmerer tischler maurer dachdecker \
        schmied metzger koch kellner gastronom gastwirt hotelier winzer gärtner landwirtschaftsminister \
        bauernpräsident obmann vorstandsmitglied aufsichtsrat betriebsrat betriebsratschef gewerkschafter \
        funktionär bundestagspräsident landtagspräsident fraktionsvorsitzender stellvertreter landeschef \
        bezirksbürgermeister ortsvorsteher stadtrat gemeinderat stadtverordneter kämmerer dezernent referent \
        sachbearbeiter sachverständiger ermittler fahnder inspektor hauptkommissar oberkommissar einsatzleiter \
        brandmeister brandinspektor rettungssanitäter sanitäter notarzt oberarzt hausarzt zahnarzt tierarzt \
        therapeut apotheker pfleger seelsorger diakon kardinal erzbischof prälat abt mönch vikar superintendent \
        propst dekan probst bassist gitarrist pianist geiger trompeter schlagzeuger frontmann intendant \
        dramaturg choreograf tänzer schauspieler comedian kabarettist moderator influencer youtuber \
        podcaster streamer kolumnist publizist verleger lektor übersetzer philosoph literat lyriker romancier \
        essayist zeichner bildhauer fotograf architekt designer entwickler programmierer manager makler investor \
        anleger aktionär sparer chefökonom chefvolkswirt börsianer verbraucher verbraucherschützer mieter \
        vermieter hausbesitzer radfahrer autofahrer lkw-fahrer busfahrer taxifahrer pendler wanderer bergsteiger \
        bergführer skifahrer skispringer biathlet rennfahrer läufer sprinter schwimmer ringer boxer stürmer \
        mittelfeldspieler torhüter keeper coach bundestrainer cheftrainer sportdirektor sportchef schiedsrichter \
        präses twitterer neffe cousin enkel schwager schwiegersohn schwiegervater stiefvater \
        lebensgefährte ehemann witwer verlobter bekannter häftling gefangener flüchtling geflüchteter migrant \
        asylbewerber protestierender streikender spender stifter mäzen sponsor preisträger gewinner \
        verlierer sieger weltmeister olympiasieger",
    women: "mandatarin klubobfrau nationalrätin landesrätin kantonsrätin ständerätin regierungsrätin sennerin leserin nutzerin userin hörerin bloggerin passantin zuhörerin teilnehmerin demonstrantin abonnentin \
        sprecherin regierungssprecherin polizeisprecherin mitarbeiterin beraterin kritikerin beobachterin expertin beamtin vertreterin \
        vertraute anwältin schwester frau tochter mutter ministerin präsidentin bürgermeisterin landrätin richterin \
        staatsanwältin verteidigerin zeugin gutachterin chefin geschäftsführerin direktorin leiterin trainerin spielerin ärztin \
        professorin lehrerin schülerin studentin kanzlerin bundeskanzlerin politikerin kandidatin pflegerin hebamme bäuerin \
        nachbarin anwohnerin autorin künstlerin sängerin journalistin reporterin redakteurin bischöfin pfarrerin königin \
        prinzessin rentnerin meisterin wirtin kollegin freundin großmutter tante dame witwe kundin besucherin orgelbauerin \
        auszubildende virologin biologin geologin psychologin soziologin ökologin theologin archäologin \
        politologin physikerin chemikerin mathematikerin technikerin mechanikerin handwerkerin köchin kellnerin \
        gastronomin winzerin gärtnerin vorsitzende obfrau betriebsrätin gewerkschafterin funktionärin \
        bundestagspräsidentin landtagspräsidentin stellvertreterin bezirksbürgermeisterin stadträtin \
        gemeinderätin dezernentin referentin sachverständige ermittlerin kommissarin einsatzleiterin sanitäterin \
        notärztin oberärztin hausärztin zahnärztin tierärztin therapeutin apothekerin seelsorgerin diakonin \
        nonne äbtissin superintendentin pröpstin dekanin pianistin geigerin intendantin dramaturgin choreografin \
        tänzerin schauspielerin moderatorin influencerin youtuberin podcasterin kolumnistin \
        publizistin verlegerin übersetzerin philosophin lyrikerin zeichnerin bildhauerin fotografin architektin \
        designerin entwicklerin programmiererin managerin maklerin investorin ökonomin händlerin \
        verbraucherschützerin mieterin vermieterin eigentümerin radfahrerin autofahrerin busfahrerin wanderin \
        bergsteigerin läuferin sprinterin schwimmerin biathletin stürmerin torhüterin schiedsrichterin \
         nichte cousine enkelin schwägerin schwiegertochter schwiegermutter lebensgefährtin ehefrau \
        verlobte bekannte preisträgerin gewinnerin siegerin weltmeisterin olympiasiegerin \
        historikerin analystin juristin klägerin beklagte täterin wissenschaftlerin forscherin unternehmerin \
        gründerin arbeiterin angestellte touristin schriftstellerin dichterin malerin musikerin regisseurin \
        kuratorin verkäuferin augenzeugin zuschauerin sekretärin senatorin generalsekretärin \
        staatssekretärin außenministerin innenministerin ministerpräsidentin fraktionschefin parteichefin \
        premierministerin bundesministerin",
    either: "vorsitzende abgeordnete angeklagte jemand person kind mitglied jugendliche vertraute betroffene \
        mehrheit betroffener augenzeuge teilnehmende studierende beschäftigte angehörige angehöriger reisende \
        urlauber gast gäste team",
    several: "kreise kreisen experten kritiker sprecher beamte beobachter leute anwohner nachbarn wissenschaftler forscher ermittler \
        behörden medien eltern aktivisten händler fans zeugen gegner befürworter ärzte \
        wirte schüler studenten studierende beschäftigte angehörige teilnehmer demonstranten nutzer user mieter \
        eigentümer anleger verbraucher verbraucherschützer tierschützer umweltschützer datenschützer \
        gewerkschafter ökonomen volkswirte analysten juristen historiker bürger urlauber touristen pendler \
        fahrgäste zuschauer passanten augenzeugen ",
    things: "jury klinikum redaktion pressestelle begründung speisekarte postkarte urteilsbegründung dienst wetterdienst rettungsdienst nachrichtendienst \
        staatskanzlei rathaus kanzlei kommune leitstelle feuerwehr bergwacht küstenwache wasserschutzpolizei seenotretter verbund verkehrsverbund land bund kanton papier schreiben entwurf gesetzentwurf bericht zeitung partei regierung ministerium unternehmen firma verband verein gewerkschaft polizei \
        staatsanwaltschaft gericht behörde amt landesamt bundesamt gutachten studie mitteilung erklärung brief schild anklageschrift \
        anklage urteil gesetz satzung vertrag plakat tafel inschrift telegramm opposition koalition \
        fraktion kommission rat stadt gemeinde verwaltung klinik krankenhaus schule universität bank konzern \
        institut stiftung agentur nachrichtenagentur kirche armee senat parlament bundestag presse blatt protokoll vermerk antrag \
        aussendung pressemitteilung stellungnahme bauernbund kammer liga club klub botschaft \
        aushang zettel akte dokument resolution umfrage netzwerk sender presseerklärung \
        statement interview tweet post posting leitartikel kommentar bekanntmachung verordnung erlass bescheid \
        beschluss eilantrag klageschrift klage petition appell manifest grundgesetz verfassung leitlinie \
        richtlinie leitfaden handbuch ratgeber broschüre flyer flugblatt banner transparent gedenktafel \
        newsletter rundschreiben anzeige inserat e-mail mail sms nachricht facebook-post instagram-post \
        video-botschaft abschlussbericht jahresbericht zwischenbericht polizeibericht prüfbericht lagebericht \
        strategiepapier positionspapier eckpunktepapier thesenpapier koalitionsvertrag wahlprogramm \
        parteiprogramm parteitagsbeschluss werk hersteller betreiber verlag händlerverband dachverband \
        spitzenverband ortsverband landesverband kreisverband landtag bundesrat kreistag stadtrat gemeinderat \
        magistrat landratsamt finanzamt jugendamt gesundheitsamt ordnungsamt bauamt landkreis bezirk \
        kreis freistaat bundesregierung landesregierung kanzleramt präsidium vorstand aufsichtsrat \
        betriebsrat zentralrat ethikrat rechnungshof verfassungsschutz bundesgerichtshof \
        bundesverfassungsgericht landgericht amtsgericht oberlandesgericht verwaltungsgericht \
        oberverwaltungsgericht europarat eu-kommission weltgesundheitsorganisation uno nato \
        tierschutzorganisation umweltorganisation hilfsorganisation menschenrechtsorganisation organisation \
        initiative bündnis allianz forschungsinstitut zentralbank notenbank sparkasse versicherung krankenkasse \
        airline fluggesellschaft bahn reederei",
    mr: "herr herrn graf freiherr pater",
    mrs: "frau gräfin fräulein",
    his_names: "achim adam adolf albert albrecht alexander alfred alois andreas anton armin arne arno arnold arthur august axel balthasar bastian \
        benedikt benjamin bernd bernhard bernward bert berthold bertram björn bodo boris bruno burkhard carl carsten christian christof christoph \
        clemens constantin cornelius corvin daniel david denis dennis detlef detlev dieter dietmar dietrich dirk dominik eberhard \
        eckart eckhard edgar edmund eduard egon elias emil erhard eric erich erik ernst erwin eugen ewald fabian falk felix ferdinand \
        finn florian frank franz friedhelm friedrich fritz gabriel georg gerald gerd gerhard gernot gert gottfried gottlieb gregor guido \
        gunnar gunter gunther gustav günter günther hannes hanno hans harald hardy harry hartmut heiko heiner heinrich heinz heino helge helmut \
        hendrik henning henrik herbert heribert hermann hinrich holger horst hubert hubertus hugo ingo ingolf jakob jan jannik jens jo joachim \
        jochen johann johannes jonas jörg jörn josef jost julian julius jürgen kai karl karlheinz karsten kaspar kilian klaus konrad \
        konstantin kuno kurt lars leander lennart leo leon leonhard leopold linus lorenz lothar ludger ludwig luis lukas lutz magnus malte manfred \
        manuel marc marcel marco marcus marek mario marius mark markus martin marvin mathias mats matthias max maximilian mehmet michael mirko \
        moritz murat nico niels niklas nikolaus nils norbert oliver olaf ole olof oskar oswald otmar otto patrick paul peter philipp pascal rainer \
        ralf ralph raimund reiner reinhard reinhold rené richard robert robin roland rolf roman rudi rudolf ruslan rüdiger sascha sebastian \
        severin siegfried siegmund simon sönke stefan steffen stephan sven tadeusz theo theodor thilo thomas thorben thorsten till tillmann tilo tim timo \
        tino tobias tom torben torsten udo ulf uli ulrich ulli urs uwe valentin veit viktor vincent volker volkmar walter werner wilfried \
        wilhelm willi willy winfried wolf wolfgang wolfram xaver yusuf \
        abdul abdullah ahmad ahmed ali amir andré andrzej angelo anders ante antonio aras armand arif attila \
        ayhan baris bektas bijan bilal bogdan burak bülent carlo carlos cedric cem charles charly chris \
        christopher claas claus danilo dean deniz dick diego dimitri domenico donald edin edwin elmar engin enno \
        enrico erdal erol etienne fatih federico fernando filip francesco francois frederic frederik friedemann \
        fred giovanni giuseppe götz hakan halil hamed hamza hartwig hasan henri henry herwig hilmar hüseyin ian \
        ibrahim igor ilja ilhan imre ingmar ismail iwan jack jacob jacques jake james jamal jason javier jean \
        jeff jeremy jerome jesse jim jimmy joe joel john jon jonathan jordan jorge jose joseph joshua juan \
        justin kamil karim keith ken kenan kevin khalid knut kolja kristian kristof krzysztof laszlo laurenz \
        lewin leif levin liam lionel lorenzo louis luca luka luke maik malik mahmut mahmud marian mariano marino \
        massimo maurice mauro mehdi mesut miguel mike mikael mikhail milan milos mirco mohamed mohammad mohammed \
        muhammad mustafa nadim navid nelson nick nicolas nikita nikola nikolai nikolas nuri olav oleg omar ömer \
        omid orhan oscar ottmar pablo paolo pavel pedro pete philip philippe pierre pieter piotr quentin rafael \
        raffael ramon raphael raul rasmus raymond ricardo riccardo rick rico rob roberto roger ronald ronny ross \
        rouven ryan salvatore sam sami samir samuel sandro sean selim semih serdar sergej sergei sergey serhij \
        sergio sigmar silvio sinan slobodan stanislav steve steven süleyman tarek tariq ted thierry thies thimo \
        tilman timon timothy tobi toni tony tristan tuncay umut vadim vicente victor vitali vito vladimir \
        wladimir wolodymyr wendelin wieland wojciech xavier yannick yannik yann yasin yunus zoran emmanuel recep \
        rishi keir volodymyr jair elon bill barack narendra antónio jens-uwe hans-jochen alexej alexei dmitri \
        dmitrij sigurd hanns gundolf wolf-dieter lorentz jakub jaroslav jiri janusz mateusz tomasz dieter-karl \
        nils-ole friedhold gisbert guntram hajo hasso heimo hermann-josef jörg-uwe jupp lothar-peter markwart \
        meinrad nepomuk ortwin pius quirin reimund rochus sepp siegbert sixtus tassilo thaddäus toralf trutz \
        uwe-karsten valerius veit-peter volkhard walther wigbert wilfrid wolfhard \
        alfons anselm arnim balduin benno bertold casper dankwart eckbert egbert ekkehard emmerich engelbert \
        erasmus frieder fridolin gebhard giselher gottlob hagen harro hein helmuth henner herrmann hinnerk ignaz \
        immanuel isidor jobst justus klemens knud korbinian luitpold mathis meik meinhard menno merlin michel \
        momme nathan norman odilo ottfried pankraz pirmin raik raoul reinhart rembert roderich rupert ruprecht \
        sebald silvan silvester sigismund simeon theobald timm titus tjark traugott urban utz vinzenz vitus \
        volkhart wenzel wigand willibald yves enzo timur jannis granit noah ruben gabor zoltan istvan pjotr \
        ronaldo robby ricky andy harri jonny lucien marwin milo nils-holger ragnar sören soeren thoralf torge \
        uwe-jens wilko eike enver ersin ferhat firat gökhan hikmet kemal metin necati oktay onur osman sükrü \
        tayfun tolga volkan yavuz ziya hassan hussein hisham jawad khaled mahmoud marwan nabil nasser osama \
        rachid ramzi said salman tamer wael yassin zaid aleksandar bojan branko darko davor dejan dragan goran \
        ivan ivica jovan marko miroslav nebojsa nenad petar predrag sasa srdjan vuk zlatko",
    her_names: "adelheid agnes alexandra alice alina amelie andrea angela angelika anita anja anke anna annalena anne annegret annelie anneliese \
        annemarie annette antje antonia astrid barbara beate beatrice beatrix bettina bianca birgit birgitta birte brigitta brigitte britta \
        carina carla carmen carola caroline cäcilie charlotte christa christel christiane christina christine clara claudia constanze corinna \
        cornelia dagmar daniela diana dora doris dorothea edeltraud edith elena eleonore elfriede elisabeth elke ella elsa elvira emilia \
        emma erika erna esther eva evelyn franziska friederike frieda gabi gabriele gerda gerlinde gertrud gesa gesine gisela greta gudrun gundula \
        hanna hannah hannelore hedwig heide heidemarie heidi heike helena helene helga henriette herta hertha hilde hildegard hildegund ilka ilona \
        ilse ina ines inga inge ingeborg ingrid irene iris irma irmgard isabel isabell isabella jana janina jasmin jennifer jessica johanna \
        josefine judith julia juliane jutta karin karla karola karoline katharina kathrin katja katrin kerstin kirsten klara klaudia konstanze kristin \
        kristina lara laura lea lena leonie leyla lieselotte lina linda lisa liselotte louisa lucia luise lydia magda magdalena maike manuela mara mareike \
        margarete margit margot margret maria marianne marie marina marion marlene marlies martha martina mechthild meike melanie merle mia michaela \
        miriam monika nadine nadja natalie nicole nina nora olga ottilie patricia paula petra pia ramona rebecca regina regine renate rita romy rosa \
        rosemarie roswitha ruth sabine sabrina sandra sara sarah saskia sibel sibylle sigrid silke silvia simone sina sofia sonja sophia \
        sophie stefanie steffi stephanie susanne svenja svetlana sylvia tamara tanja tatjana tina theresa ulla ulrike ursula ute uta valerie vanessa \
        vera verena veronika viktoria waltraud wiebke yasmin yvonne \
        ricarda aische ayse aylin aydan alena alessandra alexa alicia alisa amalia amanda amina amira ana \
        anastasia anett anette angelina anica anika ann annabell annabelle annika anny ariane arzu asli aurora \
        aysegül babette bärbel beatriz bella berit berivan bernadette carmela caterina catherine cathrin \
        cathleen celina celine chantal chiara cindy claire conny cora cosima dana daria deborah delia denise \
        derya desiree diane dilara dilek dina dörte dorit ebru edda edeltraut elif elin elina elizabeth ellen \
        elli emily emine erica esra estelle eveline fadime fatima fatma felicitas filiz fiona florence franka \
        francesca freya gabriela gaby galina gina giulia gloria grit gülsüm gunda hanne hatice hella hiltrud \
        imke inken insa irina isolde ivana ivonne jacqueline janin janine janet jeanette jella jenny jill joana \
        joanna johanne jolanta jördis josefa josephine julie juli katalin katarina katarzyna kate katerina \
        kathleen kathy katinka kim kira kornelia krista larissa leila leni letizia liane lidia lilian lilli \
        lilly loretta lotte louise luisa lydie maja malin malina manja mandy margaret margarethe margarita marga \
        margrit mariam marietta marija marieke marike marita marlen marlis mary maryam mathilde maya melek \
        melissa meral merve mette michelle mila milena mira mirjam nadia nancy naomi natalia natascha nathalie \
        nele nelly nesrin nicola nike nilüfer olena oksana olivia pamela pauline peggy penelope philine pinar \
        raphaela rachel regula rike romina ronja rosalie rosi roxana sahra salome samantha samira selina selma \
        semra serap sevim sharon sieglinde sigrun silja silvana siri sofie solveig stella susan susann susanna \
        susi swantje tabea tara tatiana tessa thea theres therese thora tilda traute trude uschi ursel valentina \
        valeria veronica vicky victoria violetta vivian viviane walburga wanda wencke wilma yana yasemin yeliz \
        yulia zeynep zoe zara kamala giorgia hillary hilary kerry meghan melania marine ségolène ivanka ludmilla \
        käthe käte traudl resi vroni burgi notburga kunigunde walli liesl hermine mathilda ottilia apollonia \
        friedel elfie gitta gitte heidrun heiderose helma hilke inka iris-maria jette jule juliette karen \
        kerstin-maria klarissa lioba luitgard lore-marie madlen magdalene mandana mathea meta mina minna nanette \
        nanni nadeschda natalija nuria oda palina rahel reinhilde renata rica ruthild sabeth saskia-maria \
        schirin senta silvie svenja-maria tomma trixi ulrica undine uljana ursina vilma wibke wilhelmine \
        wilhelmina xenia zita \
        alwine adele agathe agneta albertine almut aloisia anneke annerose armgard astride auguste barbe \
        benedikta bente berta bertha billie brunhild burga carin christin corina cosma cordula dagny dietlind \
        dolores donata elektra elfi ella-marie elma emilie ernestine eugenie fanny frauke frida friederun fritzi \
        gerlind gerti gisa gislinde gudula gunhild hansi hedi heidelinde hergard herma hilda hildburg ida ilonka \
        imelda ineke irmela irmtraud jadwiga janna jeannine jola josephina juliana juna kaya klothilde kreszentia \
        leokadia leontine levke linnea liselott lore lucie ludwiga malwine margrete marlena melitta merete milla \
        ngozi nicoletta ortrud petronella pilar reinhild rosalinde rosina roswita runa ruthilde samia selda \
        solvejg stefania svea swetlana tabitha talea telse thekla theodora tomke urte valeska walpurga wally \
        wiltrud xandra ylva yvette zofia agnieszka malgorzata jelena jasna jovana milica mirjana snezana vesna \
        zorica ljudmila oxana ludmila aminata fatou khadija layla maysa nour rania samar yasmina zahra bahar emel \
        gülay hülya meltem müjde nur nurcan özlem pelin reyhan sabiha sevda songül sule tülay ülkü zehra",
};

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
