//! The towns in which the region's ads are placed, and the territory that each belongs to.
//!
//! Names, ISTAT codes, postcodes and inhabitants (2023) are the real ones: a place must be found as it is
//! found in service. Only the territories are invented.

/// One town.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The territory.
    pub(super) territory: &'static str,
    /// The ISTAT code.
    pub(super) code: &'static str,
    /// The name, as it is printed.
    pub(super) name: &'static str,
    /// The sigla of the province.
    pub(super) province: &'static str,
    /// One postcode of the town.
    pub(super) postcode: &'static str,
    /// Inhabitants.
    inhabitants: usize,
}

impl Place {
    /// How often ads are placed here: larger towns more, small ones more than their share.
    pub(super) const fn weight(&self) -> usize {
        25 + self.inhabitants / 2000
    }

    /// The name as it stands in an address: `reggio-nell-emilia`.
    pub(super) fn slug(&self) -> String {
        super::html::slug(self.name)
    }
}

const fn place(
    territory: &'static str,
    code: &'static str,
    name: &'static str,
    province: &'static str,
    postcode: &'static str,
    inhabitants: usize,
) -> Place {
    Place { territory, code, name, province, postcode, inhabitants }
}

/// The towns, territory by territory, the largest first.
pub(super) const PLACES: &[Place] = &[
    place("piacenza", "033032", "Piacenza", "PC", "29121", 102_465),
    place("piacenza", "033021", "Fiorenzuola d'Arda", "PC", "29017", 14_874),
    place("piacenza", "033013", "Castel San Giovanni", "PC", "29015", 14_097),
    place("piacenza", "033039", "Rottofreno", "PC", "29010", 12_206),
    place("parma", "034027", "Parma", "PR", "43121", 196_764),
    place("parma", "034014", "Fidenza", "PR", "43036", 26_945),
    place("parma", "034032", "Salsomaggiore Terme", "PR", "43039", 19_990),
    place("parma", "034009", "Collecchio", "PR", "43044", 14_684),
    place("reggio-emilia", "035033", "Reggio nell'Emilia", "RE", "42121", 169_545),
    place("reggio-emilia", "035040", "Scandiano", "RE", "42019", 25_686),
    place("reggio-emilia", "035020", "Correggio", "RE", "42015", 25_074),
    place("reggio-emilia", "035012", "Casalgrande", "RE", "42013", 18_937),
    place("modena", "036023", "Modena", "MO", "41121", 184_153),
    place("modena", "036005", "Carpi", "MO", "41012", 71_869),
    place("modena", "036040", "Sassuolo", "MO", "41049", 40_736),
    place("modena", "036015", "Formigine", "MO", "41043", 34_467),
    place("modena", "036006", "Castelfranco Emilia", "MO", "41013", 33_054),
    place("modena", "036046", "Vignola", "MO", "41058", 25_814),
    place("bologna", "037006", "Bologna", "BO", "40121", 387_971),
    place("bologna", "037011", "Casalecchio di Reno", "BO", "40033", 35_414),
    place("bologna", "037054", "San Lazzaro di Savena", "BO", "40068", 32_614),
    place("bologna", "037061", "Valsamoggia", "BO", "40053", 31_610),
    place("bologna", "037053", "San Giovanni in Persiceto", "BO", "40017", 27_720),
    place("bologna", "037060", "Zola Predosa", "BO", "40069", 19_207),
    place("imola", "037032", "Imola", "BO", "40026", 69_121),
    place("imola", "037020", "Castel San Pietro Terme", "BO", "40024", 20_737),
    place("imola", "037037", "Medicina", "BO", "40059", 16_625),
    place("ferrara", "038008", "Ferrara", "FE", "44121", 129_340),
    place("ferrara", "038004", "Cento", "FE", "44042", 35_231),
    place("ferrara", "038006", "Comacchio", "FE", "44022", 22_017),
    place("ferrara", "038001", "Argenta", "FE", "44011", 20_917),
    place("ravenna", "039014", "Ravenna", "RA", "48121", 155_751),
    place("ravenna", "039007", "Cervia", "RA", "48015", 28_983),
    place("ravenna", "039016", "Russi", "RA", "48026", 12_190),
    place("faenza", "039010", "Faenza", "RA", "48018", 58_710),
    place("faenza", "039012", "Lugo", "RA", "48022", 32_015),
    place("faenza", "039002", "Bagnacavallo", "RA", "48012", 16_360),
    place("forli", "040012", "Forlì", "FC", "47121", 116_440),
    place("forli", "040013", "Forlimpopoli", "FC", "47034", 13_047),
    place("forli", "040003", "Bertinoro", "FC", "47032", 11_026),
    place("cesena", "040007", "Cesena", "FC", "47521", 95_778),
    place("cesena", "040008", "Cesenatico", "FC", "47042", 25_921),
    place("cesena", "040045", "Savignano sul Rubicone", "FC", "47039", 17_842),
    place("cesena", "040041", "San Mauro Pascoli", "FC", "47030", 12_186),
    place("rimini", "099014", "Rimini", "RN", "47921", 149_211),
    place("rimini", "099013", "Riccione", "RN", "47838", 34_400),
    place("rimini", "099018", "Santarcangelo di Romagna", "RN", "47822", 22_148),
    place("rimini", "099001", "Bellaria-Igea Marina", "RN", "47814", 19_455),
    place("rimini", "099002", "Cattolica", "RN", "47841", 16_543),
];
