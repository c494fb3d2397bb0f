//! What a heading says: its words, however they are joined, and the phrases that name a thing.

/// A heading as lower-case words.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// ` date of birth `: every word between blanks.
    spaced: String,
    /// `dateofbirth`.
    joined: String,
}

impl Heading {
    /// Words end at anything that is no letter or digit, and where small letters turn into a capital.
    pub(super) fn new(text: &str) -> Self {
        let mut spaced = String::from(" ");
        let mut before = ' ';
        for letter in text.chars() {
            if letter.is_alphanumeric() {
                if before.is_lowercase() && letter.is_uppercase() {
                    spaced.push(' ');
                }
                spaced.extend(letter.to_lowercase());
            } else if !spaced.ends_with(' ') {
                spaced.push(' ');
            }
            before = letter;
        }
        if !spaced.ends_with(' ') {
            spaced.push(' ');
        }
        let joined = spaced.replace(' ', "");
        Self { spaced, joined }
    }

    /// Whether it has one of the phrases (`|` between them), as whole words; a phrase of seven letters or more also within words that
    /// are written as one (`patientdateofbirth`).
    pub(super) fn says(&self, phrases: &str) -> bool {
        phrases.split('|').any(|phrase| {
            let words = self.spaced.contains(&format!(" {phrase} "));
            let joined = phrase.replace(' ', "");
            words || joined == self.joined || joined.len() >= 7 && self.joined.contains(&joined)
        })
    }
}

/// Words for places of work: what such a place is called or where it stands identifies nobody.
pub(super) const ORGANISATION: &str = "practice|provider|hospital|trust|site|organisation|organization|org|school|pharmacy|\
     surgery|clinic|office|centre|center|station|depot|employer|company|supplier|\
     commissioner|laboratory|lab|care home|premises|branch|store|venue|department|ward|team|\
     icb|ccg|pcn|council|authority|library|facility|headquarters|hq|enquiries|enquiry|\
     helpdesk|switchboard|stop|sensor|camera|station|asset|monitor|shop|hotel|building|\
     warehouse|reception";

/// Words of things that carry numbers or codes of their own.
pub(super) const THINGS: &str = "isbn|batch|product|part|serial|order|invoice|sku|barcode|catalogue|catalog|device|asset|\
     item|stock|lot|model|parcel|tracking|consignment|meter|account|policy|licence|license|\
     vehicle|registration plate|purchase|transaction|payment|cheque|sort code|ean|gtin|issn|\
     doi|publication|book|component|sample|tender|contract|grant|procurement|shipment|ticket|\
     equipment";

/// Words of figures about groups.
pub(super) const FIGURES: &str = "count|counts|number of|no of|total|totals|value|values|rate|rates|percent|percentage|\
     proportion|numerator|denominator|observations|obs|population|deaths|attendances|\
     admissions|episodes|referrals|patients|people|persons|per 100000|per 1000|per 100 000|\
     average|mean|median|frequency|freq|headcount|fte|sum|observation|obs value|\
     measure value|index|expenditure|spend|percentile|n|cases|events|discharges|births|\
     appointments|staff|list size|registered|volume|activity|share|ratio|lower ci|upper ci|\
     confidence|minimum|maximum|quantity|households";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_they_are_joined() {
        for text in
            "Date of birth|DATE_OF_BIRTH|dateOfBirth|patient.date-of-birth|patientdateofbirth".split('|')
        {
            assert!(Heading::new(text).says("date of birth"), "{text}");
        }
        assert!(!Heading::new("Wage").says("age"));
        assert!(!Heading::new("Description").says("ip"));
        assert!(Heading::new("PatientIP").says("ip"));
    }
}
