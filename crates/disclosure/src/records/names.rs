//! Whether texts look like names of people.

/// First names that are common in the United Kingdom, of several generations and origins.
const FIRST: &str = " aaron abdul abdullah abigail adam adrian agnes ahmed aidan aisha alan albert alex alexander \
     alexandra alfie alice alison amanda amelia amina amy ana andrea andrew angela anita ann anna \
     anne annie anthony antonio archie arthur asha ashley audrey barbara barry beatrice ben \
     benjamin bernard beth bethany betty beverley bilal brenda brian bridget bruce callum cameron \
     carl carol caroline carolyn catherine charles charlie charlotte cheryl chloe chris christian \
     christina christine christopher claire clare clive colin connor craig daisy daniel danielle \
     darren david dawn dean deborah debra denise dennis derek diana diane donald donna dorothy \
     douglas duncan dylan edith edward eileen elaine eleanor elizabeth ella ellen ellie elsie \
     emily emma eric erin ethan eva evelyn evie farah fatima faye fiona florence frances francis \
     frank fred freddie frederick freya gareth gary gavin gemma geoffrey george georgia gerald \
     geraldine gillian gladys glenn gordon grace graham gregory gwen hannah harold harpreet \
     harriet harrison harry hassan hazel heather helen henry holly howard hugh hussain iain ian \
     ibrahim imran irene iris isaac isabel isabella isla ivy jack jacob jacqueline jade jake \
     james jamie jan jane janet janice jasmine jason jayne jean jeffrey jennifer jenny jeremy \
     jessica jill joan joanna joanne joe joel john jonathan jordan joseph josephine joshua joyce \
     jude judith julia julian julie june karen kate katherine kathleen kathryn katie keith kelly \
     kenneth kerry kevin khadija kieran kim kirsty kyle lauren laura lawrence leah lee leo leon \
     leonard lesley leslie lewis liam lily linda lisa logan lorraine louis louise lucas lucy luke \
     lynn lynne malcolm marcus margaret maria marie marion marjorie mark martin mary maryam mason \
     matthew maureen max megan mei melanie melissa mia michael michelle mohamed mohammad mohammed \
     molly mona muhammad nadia nancy naomi natalie natasha nathan neil nicholas nicola nicole \
     nigel noah nora norma norman oliver olivia omar oscar owen pamela patricia patrick paul \
     paula pauline penelope peter philip phillip phoebe phyllis poppy priya rachel raj rajesh \
     ravi raymond rebecca reece rhys richard riley rita robert robin roger ronald rosa rose \
     rosemary ross roy ruby russell ruth ryan sally sam samantha samuel sandra sanjay sara sarah \
     scarlett scott sean shane shannon sharon shaun sheila shirley sian simon sofia sophia sophie \
     stacey stanley stella stephanie stephen steven stuart sunita susan suzanne sylvia tanya \
     teresa theo theresa thomas tina toby tom tony tracey tracy trevor valerie vanessa vera \
     veronica victor victoria vincent violet walter wayne wendy wei william winifred yasmin yusuf \
     yvonne zachary zainab zara zoe ";

/// Family names that are common in the United Kingdom, and titles that stand before names.
const FAMILY: &str = " smith jones williams taylor brown davies evans wilson thomas roberts johnson lewis walker \
     robinson wood thompson white watson jackson wright green harris cooper king lee martin \
     clarke james morgan hughes edwards hill moore clark harrison scott young morris hall ward \
     turner carter phillips mitchell patel adams campbell anderson allen cook bailey parker \
     miller davis murphy price bell baker griffiths kelly simpson marshall collins bennett cox \
     richardson fox gray rose chapman hunt robertson shaw reynolds lloyd ellis richards russell \
     wilkinson khan graham stewart reid murray powell palmer holmes rogers stevens walsh hunter \
     thomson matthews ross owen mason knight kennedy butler saunders singh kaur ahmed hussain \
     begum ali shah o'brien o'connor o'neill mccarthy macdonald mcdonald nowak kowalski mr mrs \
     miss ms dr prof sir rev ";

/// Words of things that carry names, and of titles of works.
const NO_PERSON: &str = " hospital infirmary trust centre center ward street road lane avenue council school college \
     university clinic surgery practice health care medical nhs house park county city district \
     borough region area north south east west upper lower central ltd limited plc llp group \
     service services unit department the and of for with royal foundation board authority church \
     court hall inn arms farm bridge hill green station company rose tea cake square wood river \
     lake island castle & total all ";

/// How texts look.
#[allow(clippy::struct_excessive_bools, reason = "four independent answers")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Looks {
    /// One to five words of letters.
    pub(super) shape: bool,
    /// The shape, two words or more, and one of them is a common name.
    pub(super) full: bool,
    /// One of its words is a common first or family name, or a title.
    pub(super) first: bool,
    /// One of its words is of no person.
    pub(super) other: bool,
}

/// How a text looks.
pub(super) fn looks(text: &str) -> Looks {
    let words: Vec<&str> =
        text.split([' ', ',']).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
    let named = |word: &&str| {
        word.chars().next().is_some_and(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphabetic() || "'’-.".contains(c))
    };
    let shape = (1..=5).contains(&words.len()) && words.iter().all(named);
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let known = |list: &str| lower.iter().any(|word| list.contains(&format!(" {word} ")));
    let (first, other) = (known(FIRST) || known(FAMILY), known(NO_PERSON));
    Looks {
        shape,
        full: shape && words.len() >= 2 && text.starts_with(char::is_uppercase) && first,
        first,
        other,
    }
}
