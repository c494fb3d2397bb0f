//! A hundred made-up columns: things that identify people, and their look-alikes. The generator shares neither code
//! nor word lists with the detector.

use model::Identifier;

use super::groups::column;
use crate::records::identifier_of;

/// A small generator of numbers (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len() as u64) as usize]
    }

    fn letter(&mut self, of: &str) -> char {
        of.chars().nth(self.roll(of.len() as u64) as usize).unwrap()
    }

    fn figures(&mut self, count: u32) -> String {
        (0..count).map(|_| self.letter("0123456789")).collect()
    }

    /// Ten digits that pass modulus 11: tries until one does.
    fn eleven(&mut self, start: &str) -> String {
        loop {
            let text = format!("{start}{}", self.figures(10 - start.len() as u32));
            let total: u32 =
                text.chars().enumerate().map(|(i, c)| c.to_digit(10).unwrap() * (10 - i as u32).max(1)).sum();
            if total.is_multiple_of(11) && text.chars().any(|c| !text.starts_with(c)) {
                return text;
            }
        }
    }

    fn day(&mut self, first: u64, years: u64) -> (u64, u64, u64) {
        (first + self.roll(years), 1 + self.roll(12), 1 + self.roll(28))
    }
}

type Make = fn(&mut Dice) -> String;

const ROWS: usize = 200;

const PEOPLE: &[&str] = &[
    "Olwen",
    "Gareth",
    "Priya",
    "Thomas",
    "Zainab",
    "Margaret",
    "Oluwaseun",
    "Katarzyna",
    "Daniel",
    "Ruth",
    "Wei",
    "Amelia",
    "Siobhan",
    "Graham",
];
const FAMILIES: &[&str] = &[
    "Okafor",
    "Pritchard",
    "Nowak",
    "Hughes",
    "Begum",
    "O'Neill",
    "Smith-Jones",
    "Patel",
    "McAllister",
    "Chan",
    "Walters",
    "Ferreira",
];
const AREAS: &[&str] = &["LS", "B", "SW", "CF", "EH", "M", "NE", "TR"];
const OTHER_PLACES: &[&str] = &[
    "Royal Victoria Infirmary",
    "St James's Hospital",
    "Leeds",
    "Margaret Street Surgery",
    "Charlotte House",
    "Stoke Mandeville Hospital",
    "Bath and North East Somerset",
    "Alexandra Road Centre",
];
const DRUGS: &[&str] = &[
    "Amoxicillin",
    "Atorvastatin",
    "Bisoprolol",
    "Furosemide",
    "Ramipril",
    "Salbutamol",
    "Sertraline",
    "Warfarin",
    "Omeprazole",
];

fn nhs(dice: &mut Dice) -> String {
    let start = dice.pick(&["4", "6", "7", "48", "71"]).to_owned();
    dice.eleven(&start)
}

fn nhs_spaced(dice: &mut Dice) -> String {
    let plain = nhs(dice);
    format!("{} {} {}", &plain[..3], &plain[3..6], &plain[6..])
}

fn chi(dice: &mut Dice) -> String {
    let (year, month, day) = dice.day(20, 75);
    let start = format!("{day:02}{month:02}{year:02}");
    dice.eleven(&start)
}

fn nino(dice: &mut Dice) -> String {
    let (a, b) = (dice.letter("ABCEGHJL"), dice.letter("ACEHLMRS"));
    format!("{a}{b}{}{}", dice.figures(6), dice.letter("ABCD"))
}

fn nino_spaced(dice: &mut Dice) -> String {
    let plain = nino(dice);
    format!("{} {} {} {} {}", &plain[..2], &plain[2..4], &plain[4..6], &plain[6..8], &plain[8..])
}

fn code_of_place(dice: &mut Dice) -> String {
    let area = dice.pick(AREAS);
    format!(
        "{area}{} {}{}{}",
        1 + dice.roll(19),
        dice.roll(10),
        dice.letter("ABDEFGHJ"),
        dice.letter("LNPQRSTU")
    )
}

fn born(dice: &mut Dice) -> String {
    let (year, month, day) = dice.day(1928, 85);
    format!("{day:02}/{month:02}/{year}")
}

fn born_iso(dice: &mut Dice) -> String {
    let (year, month, day) = dice.day(1928, 85);
    format!("{year}-{month:02}-{day:02}")
}

fn recent(dice: &mut Dice) -> String {
    let (year, month, day) = dice.day(2021, 3);
    format!("{year}-{month:02}-{day:02}")
}

fn mail(dice: &mut Dice) -> String {
    let (first, last) = (dice.pick(PEOPLE), dice.pick(FAMILIES));
    format!("{}.{}{}@mail{}.org", first.to_lowercase(), last.to_lowercase(), dice.roll(99), dice.roll(5))
}

fn mobile(dice: &mut Dice) -> String {
    format!("07{} {}", dice.figures(3), dice.figures(6))
}

fn landline(dice: &mut Dice) -> String {
    format!("(0113) {} {}", 200 + dice.roll(700), dice.figures(4))
}

fn abroad(dice: &mut Dice) -> String {
    format!("+44 7{} {}", dice.figures(3), dice.figures(6))
}

fn person(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(PEOPLE), dice.pick(FAMILIES))
}

fn digest(dice: &mut Dice, length: u32) -> String {
    (0..length).map(|_| dice.letter("0123456789abcdef")).collect()
}

fn fine(dice: &mut Dice, whole: u64, decimals: u32) -> String {
    format!("{}.{}{}", whole + dice.roll(4), dice.figures(decimals - 1), 1 + dice.roll(9))
}

#[rustfmt::skip]
const IDENTIFYING: &[(&str, Identifier, Make)] = &[
    ("NHS Number", Identifier::NhsNumber, nhs),
    ("nhs_no", Identifier::NhsNumber, nhs_spaced),
    ("Identifier", Identifier::NhsNumber, nhs),
    ("col1", Identifier::NhsNumber, nhs_spaced),
    ("NHSNumber", Identifier::NhsNumber, |d| if d.roll(4) == 0 { String::new() } else { nhs(d) }),
    ("Reference", Identifier::NhsNumber, |d| if d.roll(5) == 0 { d.figures(10) } else { nhs(d) }),
    ("CHI", Identifier::ChiNumber, chi),
    ("chi number", Identifier::ChiNumber, |d| chi(d).trim_start_matches('0').to_owned()),
    ("Unnamed 3", Identifier::ChiNumber, chi),
    ("NINO", Identifier::NationalInsurance, nino),
    ("National Insurance", Identifier::NationalInsurance, nino_spaced),
    ("field_7", Identifier::NationalInsurance, nino),
    ("NI number", Identifier::NationalInsurance, |d| nino(d)[..8].to_owned()),
    ("Postcode", Identifier::Postcode, code_of_place),
    ("PatientPostCode", Identifier::Postcode, |d| code_of_place(d).replace(' ', "")),
    ("pcds", Identifier::Postcode, code_of_place),
    ("Home", Identifier::Postcode, code_of_place),
    ("Date of birth", Identifier::DateOfBirth, born),
    ("DOB", Identifier::DateOfBirth, born_iso),
    ("PersonBirthDate", Identifier::DateOfBirth, born_iso),
    ("Date", Identifier::DateOfBirth, born),
    ("Age", Identifier::HighAge, |d| d.roll(101).to_string()),
    ("Age at admission", Identifier::HighAge, |d| (60 + d.roll(40)).to_string()),
    ("Email", Identifier::Email, mail),
    ("Contact details", Identifier::Email, mail),
    ("col_9", Identifier::Email, mail),
    ("Telephone", Identifier::Phone, landline),
    ("Mobile", Identifier::Phone, |d| mobile(d).replace(' ', "").trim_start_matches('0').to_owned()),
    ("Contact number", Identifier::Phone, mobile),
    ("How to reach", Identifier::Phone, abroad),
    ("Surname", Identifier::Name, |d| d.pick(FAMILIES).to_owned()),
    ("First name", Identifier::Name, |d| d.pick(PEOPLE).to_owned()),
    ("Patient", Identifier::Name, person),
    ("Seen by", Identifier::Name, |d| format!("Dr {}", person(d))),
    ("Column B", Identifier::Name, person),
    ("Consultant GMC number", Identifier::GmcNumber, |d| format!("{}{}", 3 + d.roll(5), d.figures(6))),
    ("gmc_code", Identifier::GmcNumber, |d| format!("C{}", d.figures(7))),
    ("NMC PIN", Identifier::NmcPin, |d| format!("{}{}{}E", d.figures(2), d.letter("ABCDEFGHIJKL"), d.figures(4))),
    ("UPRN", Identifier::PropertyReference, |d| format!("1000{}", d.figures(8))),
    ("property uprn", Identifier::PropertyReference, |d| format!("72{}", d.figures(6))),
    ("Grid reference", Identifier::GridReference, |d| format!("SE{}", d.figures(6))),
    ("OS ref", Identifier::GridReference, |d| format!("TQ {} {}", d.figures(4), d.figures(4))),
    ("Easting", Identifier::GridReference, |d| format!("4{}1", d.figures(4))),
    ("Latitude", Identifier::Coordinates, |d| fine(d, 51, 5)),
    ("lon", Identifier::Coordinates, |d| format!("-{}", fine(d, 0, 6))),
    ("latlong", Identifier::Coordinates, |d| format!("{}, -{}", fine(d, 51, 5), fine(d, 0, 5))),
    ("IP address", Identifier::IpAddress, |d| format!("81.{}.{}.{}", d.roll(256), d.roll(256), d.roll(256))),
    ("logged_from", Identifier::IpAddress, |d| format!("{}.{}.{}.{}", 60 + d.roll(150), d.roll(256), d.roll(256), d.roll(256))),
    ("Hospital number", Identifier::LocalPatientNumber, |d| format!("K{}", d.figures(7))),
    ("MRN", Identifier::LocalPatientNumber, |d| d.figures(8)),
    ("patient_id", Identifier::LocalPatientNumber, |d| format!("P-{}", d.figures(6))),
    ("nhs_hash", Identifier::Hash, |d| digest(d, 64)),
    ("pseudo", Identifier::Hash, |d| digest(d, 32)),
    ("link", Identifier::Hash, |d| digest(d, 40)),
];

#[rustfmt::skip]
const LOOK_ALIKES: &[(&str, Make)] = &[
    ("Random number", |d| format!("{}{}", 1 + d.roll(9), d.figures(9))),
    ("ISBN", |d| d.eleven("0")),
    ("Order number", |d| d.figures(10)),
    ("Account", |d| format!("0{}", d.figures(10))),
    ("Barcode", |d| d.figures(13)),
    ("Product code", |d| format!("AB{}C", d.figures(6))),
    ("Model", |d| format!("{}{}{}", d.letter("XYZQ"), d.letter("XYZQ"), d.figures(6))),
    ("Batch", nino),
    ("Practice postcode", code_of_place),
    ("Hospital postcode", code_of_place),
    ("Postcode district", |d| format!("{}{}", d.pick(AREAS), 1 + d.roll(19))),
    ("Postcode sector", |d| format!("{}{} {}", d.pick(AREAS), 1 + d.roll(19), d.roll(10))),
    ("LSOA", |d| format!("E010{}", d.figures(5))),
    ("ODS code", |d| format!("RX{}", d.figures(1))),
    ("Practice code", |d| format!("B8{}", d.figures(4))),
    ("Admission date", recent),
    ("Date of death", recent),
    ("Date opened", born_iso),
    ("Established", born),
    ("Year of birth", |d| (1930 + d.roll(80)).to_string()),
    ("Month", |d| format!("2023-{:02}", 1 + d.roll(12))),
    ("Financial year", |d| format!("20{:02}/{:02}", 10 + d.roll(10), 11 + d.roll(10))),
    ("Age band", |d| d.pick(&["0-17", "18-64", "65-89", "90+"]).to_owned()),
    ("Age under 90", |d| d.roll(90).to_string()),
    ("Average age", |d| (40 + d.roll(55)).to_string()),
    ("Age of building", |d| d.roll(125).to_string()),
    ("Wage", |d| d.roll(125).to_string()),
    ("Handle", |d| format!("@{}{}", d.pick(PEOPLE).to_lowercase(), d.roll(99))),
    ("Practice email", |d| format!("enquiries{}@surgery.org", d.roll(99))),
    ("Provider telephone", landline),
    ("Hospital", |d| d.pick(OTHER_PLACES).to_owned()),
    ("Name", |d| d.pick(OTHER_PLACES).to_owned()),
    ("Drug name", |d| d.pick(DRUGS).to_owned()),
    ("Area name", |d| d.pick(&["Leeds", "York", "Hull", "Bath", "Lincoln"]).to_owned()),
    ("Trust name", |d| d.pick(OTHER_PLACES).to_owned()),
    ("Day", |d| d.pick(&["Monday", "Tuesday", "Friday"]).to_owned()),
    ("Version", |d| format!("{}.{}.{}.{}", d.roll(9), d.roll(20), d.roll(20), d.roll(200))),
    ("Section", |d| format!("1.{}.{}.{}", d.roll(9), d.roll(9), d.roll(9))),
    ("Latitude (rounded)", |d| format!("5{}.{}", d.roll(9), d.figures(2))),
    ("Rate", |d| format!("5{}.{}", d.roll(9), d.figures(5))),
    ("Practice latitude", |d| fine(d, 51, 5)),
    ("Commit", |d| digest(d, 40)),
    ("File checksum", |d| digest(d, 64)),
    ("GUID", |d| format!("{}-{}-4{}-a{}-{}", digest(d, 8), digest(d, 4), digest(d, 3), digest(d, 3), digest(d, 12))),
    ("Number of patients", |d| d.roll(4000).to_string()),
    ("Patients", |d| (1000 + d.roll(90000)).to_string()),
];

#[test]
fn a_hundred_columns_are_told_apart() {
    assert_eq!(IDENTIFYING.len() + LOOK_ALIKES.len(), 100);
    let mut dice = Dice(20_231_117);
    let mut missed = Vec::new();
    for (header, expected, make) in IDENTIFYING {
        let made = column(header, (0..ROWS).map(|_| make(&mut dice)));
        let found = identifier_of(&made).map(|found| found.identifier);
        if found != Some(*expected) {
            missed.push(format!("{header}: {found:?}, such as {}", made.values[0]));
        }
    }
    assert!(missed.is_empty(), "missed: {missed:#?}");
    let alarms: Vec<String> = LOOK_ALIKES
        .iter()
        .filter_map(|(header, make)| {
            let made = column(header, (0..ROWS).map(|_| make(&mut dice)));
            identifier_of(&made).map(|found| format!("{header}: {found:?}, such as {}", made.values[0]))
        })
        .collect();
    assert!(alarms.len() <= 2, "false alarms: {alarms:#?}");
}
