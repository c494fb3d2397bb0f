//! The words by which tables are understood, all in one place. The questions asked of them are in `words`.

/// Labels that stand for the whole of their dimension.
#[rustfmt::skip]
pub(crate) const TOTALS: &[&str] = &[
    "total", "totals", "all", "overall", "grand total", "subtotal", "sub total", "persons",
    "people", "all persons", "all people", "all ages", "all sexes", "both sexes", "both",
    "everyone", "all patients",
];

/// Words of labels of rates, means and shares, which are no totals whatever else they say.
#[rustfmt::skip]
pub(crate) const RATE_LABELS: &[&str] = &[
    "rate", "rates", "average", "averages", "mean", "median", "percent", "percentage", "share",
    "shares", "index", "ratio", "per", "change", "growth", "mth", "month", "months", "moving",
    "rolling", "proportion", "%",
];

/// Nations and their unions, whose row in a table of places stands for all of them.
#[rustfmt::skip]
pub(crate) const NATIONS: &[&str] = &[
    "united kingdom", "uk", "great britain", "england", "wales", "scotland", "northern ireland",
    "england and wales", "united states", "u.s", "us", "usa", "canada", "australia", "new zealand",
    "ireland", "france", "germany", "italy", "spain", "finland", "norway", "sweden", "denmark",
    "world", "eu", "european union", "oecd", "national", "nation", "country total",
];

/// Sheets that describe the release and hold none of its tables.
#[rustfmt::skip]
pub(crate) const FRONT_MATTER: &[&str] = &[
    "contents", "content", "cover", "cover sheet", "coversheet", "notes", "note", "index",
    "metadata", "information", "info", "introduction", "readme", "read me", "about", "title",
    "title page", "table of contents", "definitions", "glossary", "methodology", "guidance",
    "contact", "contacts", "key", "revisions", "change log",
];

/// Words that open a note, source or footer.
#[rustfmt::skip]
pub(crate) const NOTE_STARTS: &[&str] = &[
    "note", "notes", "source", "sources", "footnote", "footnotes", "copyright", "contact", "©",
    "crown copyright", "symbol", "symbols", "key", "please note", "for further", "for more",
    "see ", "back to", "return to", "link to", "this worksheet", "this sheet", "this table",
    "some cells", "some shorthand", "blank cells", "shorthand", "published", "released", "last
    updated", "next update", "publication date", "data as at", "x = ", "prepared by", "produced
    by", "the data", "these data", "includes", "excludes", "figures may", "totals may",
    "percentages may", "http", "www.", "email", "e-mail", "telephone", "n.b.", "nb",
    "responsible statistician",
];

/// Headings of columns that hold remarks.
#[rustfmt::skip]
pub(crate) const NOTE_HEADINGS: &[&str] = &[
    "note", "notes", "comment", "comments", "footnote", "footnotes", "source", "sources",
    "remarks", "flag", "flags",
];

/// Events that happen to people, and people themselves: counts of them can identify somebody.
#[rustfmt::skip]
pub(crate) const PEOPLE: &[&str] = &[
    "attendance", "attendances", "admission", "admissions", "discharge", "discharges", "death",
    "deaths", "case", "cases", "patient", "patients", "person", "persons", "people", "birth",
    "births", "stillbirths", "referral", "referrals", "appointment", "appointments", "episode",
    "episodes", "visit", "visits", "visitors", "vaccination", "vaccinations", "vaccinated",
    "doses", "tests", "tested", "operations", "procedures", "calls", "contacts", "diagnoses",
    "diagnosed", "infections", "hospitalisations", "hospitalizations", "offences", "offenses",
    "arrests", "victims", "suicides", "pupils", "students", "staff", "employees", "workers",
    "nurses", "doctors", "respondents", "respondent", "residents", "clients", "users",
    "children", "adults", "women", "men", "males", "females", "population", "marriages",
    "divorces", "abortions", "claimants", "prisoners", "households", "carers", "survivors",
    "injuries", "casualties", "sample", "headcount", "registrations", "inpatients",
    "outpatients", "treatments", "responses", "participants", "crimes", "murder", "robbery",
    "assault", "waits", "waiters", "waiting", "conceptions", "fatalities", "positives", "positive", "individuals", "members",
    "readmissions", "stays", "spells", "mothers", "babies", "infants", "detentions", "recipients",
    "applicants", "apprentices", "graduates", "enrolments", "refugees", "migrants", "convictions",
    "offenders", "suspects", "pregnancies", "maternities", "deliveries", "passengers", "drivers",
    "teachers", "learners", "consultants", "gps", "midwives", "dentists", "complaints", "incidents",
    "crime", "theft", "burglary", "homicide", "rape", "boys", "girls", "child", "adult", "base", "bases", "unweighted", "breaches",
];

/// Those of them that are events and not people themselves.
#[rustfmt::skip]
pub(crate) const EVENTS: &[&str] = &[
    "attendance", "attendances", "admission", "admissions", "discharge", "discharges", "death",
    "deaths", "birth", "births", "stillbirths", "referral", "referrals", "appointment",
    "appointments", "episode", "episodes", "visit", "visits", "vaccination", "vaccinations",
    "doses", "tests", "operations", "procedures", "calls", "contacts", "diagnoses", "infections",
    "hospitalisations", "hospitalizations", "offences", "offenses", "arrests", "suicides",
    "marriages", "divorces", "abortions", "injuries", "registrations", "treatments", "responses",
    "crimes", "murder", "robbery", "assault", "waits", "conceptions", "fatalities", "readmissions",
    "stays", "spells", "detentions", "enrolments", "convictions", "pregnancies", "maternities",
    "deliveries", "complaints", "incidents", "crime", "theft", "burglary", "homicide", "rape",
    "breaches",
];

/// Words of the number of those behind a percentage or average.
#[rustfmt::skip]
pub(crate) const BASES: &[&str] = &[
    "base", "bases", "unweighted", "sample", "number", "count", "n", "respondents", "respondent",
    "size", "denominator", "frequency",
];

/// Words of a unit of money.
#[rustfmt::skip]
pub(crate) const CURRENCY_WORDS: &[&str] = &[
    "£", "$", "€", "gbp", "million", "millions", "m", "bn", "billion", "billions", "thousand",
    "thousands", "k", "000", "000s", "current", "constant", "prices", "in",
];

/// Things that are counted and are nobody.
#[rustfmt::skip]
pub(crate) const THINGS: &[&str] = &[
    "bed", "beds", "post", "posts", "fte", "wte", "organisation", "organisations",
    "organizations", "practices", "hospitals", "trusts", "dwelling", "dwellings", "properties",
    "property", "vehicles", "lodgements", "certificates", "sites", "ambulances", "schools",
    "providers", "establishments", "businesses", "buildings", "homes", "houses", "farms",
    "stations", "items", "vacancies", "areas", "countries", "trips", "cars", "boats", "ships",
    "aircraft", "lorries", "buses", "trains", "animals", "cattle", "sheep", "pigs", "trees",
    "devices", "appliances", "wards", "theatres", "clinics", "pharmacies", "rooms", "headquarters",
    "bedrooms", "licences", "machines", "meters", "installations", "documents",
];

/// Those of them that are as often where people were counted as what was counted.
#[rustfmt::skip]
pub(crate) const PLACES_COUNTED: &[&str] = &[
    "organisation", "organisations", "organizations", "practices", "hospitals", "trusts",
    "properties", "property", "sites", "schools", "providers", "establishments", "businesses",
    "buildings", "homes", "houses", "farms", "stations", "areas", "countries", "ambulances",
    "dwelling", "dwellings", "vehicles", "wards", "theatres", "clinics", "pharmacies", "rooms",
    "cars", "boats", "ships", "aircraft", "lorries", "buses", "trains", "trees", "animals",
    "machines", "cattle", "sheep", "pigs", "headquarters", "bedrooms", "devices", "appliances",
];

/// Words of percentages.
#[rustfmt::skip]
pub(crate) const PERCENTAGES: &[&str] = &[
    "percent", "percentage", "percentages", "proportion", "share", "pct", "percentile",
];

/// Words of rates.
#[rustfmt::skip]
pub(crate) const RATES: &[&str] = &[
    "rate", "rates", "ratio", "incidence", "prevalence", "per",
];

/// Words of averages.
#[rustfmt::skip]
pub(crate) const AVERAGES: &[&str] = &[
    "average", "mean", "median", "avg", "averages",
];

/// Words and signs of money.
#[rustfmt::skip]
pub(crate) const MONEY: &[&str] = &[
    "£", "$", "€", "cost", "costs", "expenditure", "price", "prices", "income", "gbp", "spend",
    "spending", "earnings", "pay", "salary", "dollars", "turnover", "revenue", "debt", "wealth",
    "wages",
];

/// Words of numbers that are no counts.
#[rustfmt::skip]
pub(crate) const OTHERS: &[&str] = &[
    "score", "scores", "weight", "weights", "height", "change", "difference",
    "confidence", "ci", "lcl", "ucl", "lower", "upper", "limit", "cv", "deviation", "error",
    "se", "sd", "hours", "days", "minutes", "duration", "miles", "km", "tonnes", "hectares",
    "age", "area", "version", "latitude", "longitude", "growth", "acres", "litres",
    "gallons", "barrels", "kg", "grams", "kwh", "mwh", "gwh", "btu", "temperature", "bmi", "points",
];

/// Words of amounts of a stuff, in a title too.
#[rustfmt::skip]
pub(crate) const AMOUNTS: &[&str] = &[
    "quantity", "quantities", "emissions", "consumption", "production", "rainfall", "tonnage",
    "acreage", "energy", "electricity", "fuel", "catch", "yield", "mileage", "oil", "gas",
];

/// Words of index numbers.
#[rustfmt::skip]
pub(crate) const INDICES: &[&str] = &[
    "index", "indices", "deflator", "deflators", "cpi", "cpih", "rpi", "ppi",
];

/// Words of ranks.
#[rustfmt::skip]
pub(crate) const RANKS: &[&str] = &["rank", "ranks", "ranking", "rankings"];

/// Words with which the heading of a column of codes ends.
#[rustfmt::skip]
pub(crate) const CODES: &[&str] = &["code", "codes", "id", "ids", "identifier"];

/// Words whose rate is a share of all.
#[rustfmt::skip]
pub(crate) const SHARES: &[&str] = &[
    "response", "unemployment", "employment", "inactivity", "occupancy", "uptake", "coverage", "pass",
    "success", "completion", "participation", "vacancy", "absence", "retention", "recovery",
    "conversion", "approval", "turnover", "sickness", "attendance", "compliance", "dna", "refusal",
    "positivity", "adherence", "referral", "cancellation",
];

/// Words of a count in which the same person stands once, whatever parts they belong to.
#[rustfmt::skip]
pub(crate) const DISTINCT: &[&str] = &["distinct", "unique", "individual", "individuals", "different"];

/// Those of them that speak of the number itself, wherever they stand.
#[rustfmt::skip]
pub(crate) const STATISTICS: &[&str] = &[
    "rank", "ranks", "ranking", "change", "difference", "confidence", "ci", "lcl", "ucl", "limit", "cv",
    "deviation", "se", "sd", "cost", "costs",
];

/// Those that measure something, where they are not a part of what narrows a count.
#[rustfmt::skip]
pub(crate) const MEASUREMENTS: &[&str] = &[
    "hours", "days", "minutes", "duration", "miles", "km", "tonnes", "hectares", "age", "area",
    "weight", "weights", "height", "upper", "lower", "version", "points", "score", "scores",
];

/// Stretches of time over which is counted: `per day`.
#[rustfmt::skip]
pub(crate) const TIMES: &[&str] = &[
    "day", "week", "month", "quarter", "year", "annum", "night", "hour",
];

/// Words after which comes what narrows a count, not what is counted.
#[rustfmt::skip]
pub(crate) const QUALIFIERS: &[&str] = &[
    "within", "over", "under", "of", "in", "by", "aged", "for", "with", "at", "from", "to", "than",
    "after", "before", "during", "between", "below", "above", "until", "waiting", "lasting", "since",
    "on", "receiving", "claiming", "without", "who", "whose", "excluding", "including", "that",
    "which", "where", "reporting",
];

/// Words that join or describe what may narrow a count.
#[rustfmt::skip]
pub(crate) const LINKS: &[&str] = &["and", "or", "all", "low", "high"];

/// Words that say that a number stands below, not of what.
#[rustfmt::skip]
pub(crate) const COUNTS: &[&str] = &[
    "number", "numbers", "count", "counts", "value", "values", "figure", "figures", "no", "n",
    "frequency", "volume", "thousands", "millions", "cumulative", "daily", "new", "obs",
    "observation",
];

/// Words that a number of their own follows: `Type1` has no note.
#[rustfmt::skip]
pub(crate) const NUMBERED_WORDS: &[&str] = &[
    "type", "level", "band", "tier", "stage", "grade", "group", "phase", "year", "covid", "week",
    "class", "category", "wave", "part", "table", "quarter", "zone", "key", "stage", "decile",
    "quintile", "ward", "site", "scope", "step", "round", "dose", "cohort",
];

/// Words that leave a heading open for the next line.
#[rustfmt::skip]
pub(crate) const OPEN_ENDS: &[&str] = &[
    "per", "of", "and", "or", "to", "in", "for", "with", "by", "the", "from", "at", "on",
];

/// Months.
#[rustfmt::skip]
pub(crate) const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
];

/// Words that open a unit line.
#[rustfmt::skip]
pub(crate) const UNITS: &[&str] = &[
    "%", "£", "$", "€", "percent", "percentage", "percentages", "per", "number", "numbers",
    "thousands", "thousand", "millions", "million", "unit", "units", "rate", "rates", "index",
    "count", "counts", "tonnes", "persons", "000s", "000",
];

/// Words that may stand in a period.
#[rustfmt::skip]
pub(crate) const PERIOD_FILLERS: &[&str] = &[
    "to", "and", "year", "years", "ending", "ended", "end", "financial", "academic", "calendar",
    "fy", "rolling", "days", "months", "the", "of", "from", "r", "p", "st", "nd", "rd", "th",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "provisional",
    "revised", "as", "at", "31st", "30th", "1st", "t00", "00",
];

/// Sexes.
#[rustfmt::skip]
pub(crate) const SEXES: &[&str] = &[
    "male", "males", "female", "females", "men", "women", "boys", "girls", "man", "woman",
    "persons", "m", "f",
];

/// Words of age bands.
#[rustfmt::skip]
pub(crate) const AGE_WORDS: &[&str] = &[
    "to", "and", "over", "under", "aged", "age", "years", "older", "plus", "yrs", "year",
    "less", "than", "below", "all", "ages",
];

/// Headings of numbers that label their rows.
#[rustfmt::skip]
pub(crate) const NUMBER_LABELS: &[&str] = &[
    "year", "month", "week", "day", "date", "quarter", "period", "age", "code", "id", "rank",
    "ref", "reference",
];

/// Words of headings over places.
#[rustfmt::skip]
pub(crate) const PLACES: &[&str] = &[
    "region", "area", "country", "authority", "icb", "board", "geography", "district", "county",
    "ward", "msoa", "lsoa", "state", "city", "town", "council", "constituency", "stp", "ccg",
    "nation", "place", "areas", "countries", "regions",
];
