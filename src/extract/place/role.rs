//! The words beside a name of a place, by the part that they play.

use std::sync::OnceLock;

use crate::reference::Roles;

/// What a word beside a name can be. One word can be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Bears the names of towns and lies in none of them: streets, hotels, roads.
    NamedAfterTowns,
    /// Such a street, where it stands behind the name of its town.
    Street,
    /// May stand between such a word and the name.
    LinkOfStreets,
    /// A preposition of place.
    Preposition,
    /// Before "a …": the ad speaks of where it is.
    Here,
    /// Right before the name: what is offered there.
    Service,
    /// Before the name: another place than the ad's own, or no place.
    Aside,
    /// The same for things that are called after towns, where no "a …" stands between.
    Product,
    /// Before a number and the name: makes cars that are called so.
    Maker,
    /// Before "a …", anywhere in the part of the sentence: a place of the past, or of wishes.
    Elsewhere,
    /// The same: where clients are received.
    Receives,
    /// Before "di …": stands in the town.
    Landmark,
    /// Behind the name and a comma: says where the place lies, or what of it.
    Locating,
    /// Before "di …": somebody is from there.
    Person,
    /// Before the name: a club or a match, not the town.
    Article,
    /// Before the name of a part of a town.
    Area,
    /// Behind the name: it is the ad's town.
    After,
    /// Before a surname.
    TitleOfPeople,
    /// A first name; a town behind one may be a surname.
    FirstName,
}

/// The words of each role, folded.
const ROLES: &[(Role, &str)] = &[
    (
        Role::NamedAfterTowns,
        "a1 acqua albergo autostrada bar borgata borgo calle chiesa cinema contrada corso cso galleria hotel largo linea \
         lungomare lungotevere metro ospedale parco piazza piazzale pizzeria ponte porta pza pzza residence \
         ristorante rotatoria rotonda rue so str strada stradone street svincolo tangenziale teatro tratta \
         trattoria via viale vicolo vle za zza",
    ),
    (Role::Street, "corso lungomare piazza piazzale via viale"),
    (
        Role::LinkOfStreets,
        "caduti cardinale conte d de degli dei del dell della delle di don duca generale la le lo martiri \
         monsignor papa per principe re regina san santa",
    ),
    (Role::Preposition, "a ad at d da dal dalla de desde di em en from in la per presso to"),
    (
        Role::Here,
        "abito adesso ambulatorio annunci appartamento appena appuntamento aqui arrivata arrivate arrivati \
         arrivato arrived aspetto atendo atiendo attualmente based casa centro disponibile escort estou estoy i \
         incall incontri llegada located m massaggi massaggio new novita nuova nuovo ora ospitiamo ospito \
         primesc privato qui recebo recibo recois riceve ricevi riceviamo ricevo ritornata ritrovo siamo situata \
         sono studio suis sunt tornata trasferita trova trovate trovi trovo vivo",
    ),
    (Role::Service, "annunci appartamento escort incontri massaggi massaggio novita ricevo studio"),
    (
        Role::Aside,
        "anche arrivo casello come cresciuta cresciuto derby dintorni diretta direzione fino fra fuori gita giro hinterland \
         ieri km lasciamo lasciata lasciato lascio laureata lontana lontano magari minuti nata nativa nato near nord \
         oltre originaria originario porte pressi pronta prossimamente provengo proveniente raggiungo sogno sposta \
         spostarmi sposto studiato sud tifosa tifoso tra trasferta trasferte uscita vacanza vado vengo verso viaggio \
         viceversa vicina vicinanze vicine vicino vissuta weekend",
    ),
    (
        Role::Product,
        "aceto amaro anello atalanta balsamico barbera birra borsa braccialetto bracciale catenina collana colore cristallo fiorentina \
         focaccia formaggio ghirlandina giacca golfo gonna grana inter juve juventus laghi lago lambrusco lungolago maglia \
         marmo mortadella moscato mozzarella orecchini panettone parmigiano pizza prosciutto ragu salame sampdoria \
         spumante stadio tortellini vino",
    ),
    (Role::Maker, "alfa citroen ferrari fiat ford lamborghini lancia maserati opel pagani renault seat"),
    (
        Role::Elsewhere,
        "abitavo andavo comprato conosciuto era eravamo ero figlia figlio fratello lavorava lavoravo madre nonna padre ricevevo riceveva seguiva sognavo sogno sorella stata state stato \
         stavo studiato studiavo trovavi venivo viveva vivevo vorrei",
    ),
    (
        Role::Receives,
        "aspettiamo aspetto atendo atiendo espero host moved ospita ospitiamo ospito primesc recebo recibo recois riceve \
         ricevi riceviamo ricevo",
    ),
    (
        Role::Landmark,
        "aeroporto appartamento autodromo bilocale cattedrale casa castello centro citta comune cuore duomo fiera \
         ippodromo mercato monolocale museo ospedale palasport palazzo parco periferia policlinico porto questura \
         residence sede stadio stazione studio teatro terme tribunale universita",
    ),
    (
        Role::Person,
        "amica amico bionda chica coppia donna escort femme fille garota girl mora mujer mulher ragazza ragazze ragazzo \
         signora sono trans transex uomo",
    ),
    (
        Role::Locating,
        "capitale capoluogo corso fra frazione laterale localita paese patria piazza quartiere stazione sul sull sulla \
         terra tra traversa via viale vicinissima vicinissimo vicino zona",
    ),
    (Role::Article, "al col contro del il"),
    (Role::Area, "fraz frazione loc localita quartiere rione zona zone"),
    (Role::After, "centralissima centro citta est nord ovest periferia provincia scalo stazione sud zona"),
    (Role::TitleOfPeople, "avv avvocato dott dottor dottoressa dr geom ing prof professoressa ra rag sig ssa"),
    (
        Role::FirstName,
        "alberto alessandra alessandro alessia alice andrea anna antonella antonio barbara carla carlo carlotta \
         cesare chiara claudia claudio cristina daniela davide elena elisa emma enrico enzo federica federico \
         francesca francesco franco giacomo gianni giorgia giorgio giovanna giovanni giulia giulio giuseppe \
         ilaria laura lorenzo luca lucia luigi marco maria mario marta martina massimo matteo michele monica \
         nicola paola paolo patrizia pietro roberta roberto sandra sara serena silvia simona sofia stefania \
         stefano teresa valentina vincenzo vittorio",
    ),
];

/// Whether `word` can play that role.
pub(super) fn is(word: &str, role: Role) -> bool {
    static TABLE: OnceLock<Roles<Role>> = OnceLock::new();
    TABLE.get_or_init(|| Roles::of(ROLES)).has(word, role)
}
