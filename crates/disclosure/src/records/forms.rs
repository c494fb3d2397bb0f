//! The forms of identifiers: what a single text can be, by its pattern and its check digit.

/// The digits of a text that holds nothing else but digits, blanks and hyphens.
pub(super) fn digits(text: &str) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(12);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => digits.push(byte - b'0'),
            b' ' | b'-' => {}
            _ => return None,
        }
    }
    Some(digits)
}

/// Ten digits whose last is the check digit of the others, modulus 11 (NHS Data Dictionary, "NHS NUMBER"). Ten
/// equal digits are none.
pub(super) fn modulus_11(digits: &[u8]) -> bool {
    let [first @ .., check] = digits else { return false };
    if first.len() != 9 || first.iter().all(|digit| digit == check) {
        return false;
    }
    let sum: u32 = first.iter().zip((2..=10).rev()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    (11 - sum % 11) % 11 == u32::from(*check) && (11 - sum % 11) != 10
}

/// Ten digits with a valid check digit.
pub(super) fn is_nhs_number(text: &str) -> bool {
    digits(text).is_some_and(|digits| digits.len() == 10 && modulus_11(&digits))
}

/// A day, a month, a year of two digits, four digits, the last a check digit; a spreadsheet drops a leading zero.
pub(super) fn is_chi_number(text: &str) -> bool {
    let Some(mut digits) = digits(text) else { return false };
    if digits.len() == 9 {
        digits.insert(0, 0);
    }
    if digits.len() != 10 || !modulus_11(&digits) {
        return false;
    }
    let two = |at: usize| u32::from(digits[at]) * 10 + u32::from(digits[at + 1]);
    is_day(two(0), two(2))
}

fn is_day(day: u32, month: u32) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// Two letters, six digits and, where `suffix` asks for it, a letter A to D (HMRC manual NIM39110).
pub(super) fn is_national_insurance(text: &str, suffix: bool) -> bool {
    let plain: Vec<u8> =
        text.bytes().filter(|b| *b != b' ' && *b != b'-').map(|b| b.to_ascii_uppercase()).collect();
    let (Some(first), Some(second), Some(numbers)) = (plain.first(), plain.get(1), plain.get(2..8)) else {
        return false;
    };
    let letters = first.is_ascii_uppercase()
        && second.is_ascii_uppercase()
        && !b"DFIQUV".contains(first)
        && !b"DFIQUVO".contains(second);
    let prefix = !matches!(&plain[..2], b"BG" | b"GB" | b"NK" | b"KN" | b"TN" | b"NT" | b"ZZ");
    let last = match &plain[8..] {
        [] => !suffix,
        [last] => (b'A'..=b'D').contains(last),
        _ => false,
    };
    letters && prefix && last && numbers.iter().all(u8::is_ascii_digit)
}

/// The postcode areas of the United Kingdom and the crown dependencies.
const AREAS: &str = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY \
     E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE \
     LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL \
     SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";

/// A whole postcode: outward and inward part, of an area that there is.
pub(super) fn is_postcode(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_uppercase()).collect();
    if !plain.is_ascii() || !(5..=7).contains(&plain.len()) {
        return false;
    }
    let (outward, inward) = plain.split_at(plain.len() - 3);
    let inward = inward.as_bytes();
    let letter = |byte: u8| byte.is_ascii_uppercase() && !b"CIKMOV".contains(&byte);
    let area: String = outward.chars().take_while(char::is_ascii_uppercase).collect();
    let district = &outward.as_bytes()[area.len()..];
    let district = match district {
        [digit] => digit.is_ascii_digit(),
        [digit, last] => digit.is_ascii_digit() && last.is_ascii_alphanumeric(),
        _ => false,
    };
    inward[0].is_ascii_digit()
        && letter(inward[1])
        && letter(inward[2])
        && district
        && AREAS.contains(&format!(" {area} "))
}

/// Year, month and day of a text that is a date to the day: `1950-03-31`, `31/03/1950`, `31.3.50`, `31 Mar 1950`,
/// `19500331`. Years of two digits are taken as they stand.
pub(super) fn date(text: &str) -> Option<(u32, u32, u32)> {
    // The time of day, where there is one, tells nothing.
    let text = text.trim();
    let day =
        |at: usize| text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['T', ' ']);
    let text = text.find(':').map_or(text, day);
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
    let (year, month, day) = match parts.as_slice() {
        [one] if one.len() == 8 && one.bytes().all(|byte| byte.is_ascii_digit()) => {
            (number(&one[..4])?, number(&one[4..6])?, number(&one[6..])?)
        }
        [first, second, third] => {
            if first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit()) {
                (number(first)?, month_of(second)?, number(third)?)
            } else if let (Some(month), true) = (month_name(first), third.len() == 4) {
                (number(third)?, month, number(second)?)
            } else {
                let (day, month) = (number(first)?, month_of(second)?);
                // The American order, where only that gives a month.
                let (day, month) = if month > 12 && day <= 12 { (month, day) } else { (day, month) };
                if !third.bytes().all(|byte| byte.is_ascii_digit()) {
                    return None;
                }
                (number(third)?, month, day)
            }
        }
        _ => return None,
    };
    let sensible = (1850..=2100).contains(&year) || year < 100;
    (sensible && is_day(day, month)).then_some((year, month, day))
}

fn month_of(text: &str) -> Option<u32> {
    month_name(text).or_else(|| text.parse().ok())
}

fn month_name(text: &str) -> Option<u32> {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_lowercase();
    if !lower.chars().all(char::is_alphabetic) || lower.len() < 3 {
        return None;
    }
    names.iter().position(|name| lower.starts_with(name)).map(|at| at as u32 + 1)
}

/// A local part, an `@`, and a domain with a top level of letters.
pub(super) fn is_email(text: &str) -> bool {
    let text = text.trim_start_matches("mailto:").trim_matches(['<', '>', '.', ',', ';', '(', ')']);
    let Some((local, domain)) = text.split_once('@') else { return false };
    let ok =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "._%+-'".contains(c));
    let Some((_, top)) = domain.rsplit_once('.') else { return false };
    ok(local) && ok(domain) && top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic())
}

/// The national digits of a British telephone number, behind the `0`; `loose` takes a number whose `0` a
/// spreadsheet has dropped.
pub(super) fn phone(text: &str, loose: bool) -> Option<String> {
    let allowed = |c: char| c.is_ascii_digit() || " ()-+./".contains(c);
    let text = text.split(" ext").next().unwrap_or(text).trim();
    if !text.chars().all(allowed) || text.is_empty() {
        return None;
    }
    let international = text.starts_with('+') || text.starts_with("00");
    let plain: String = text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
    let national = if international {
        plain.trim_start_matches('0').strip_prefix("44")?.trim_start_matches('0').to_owned()
    } else if let Some(rest) = plain.strip_prefix('0') {
        rest.to_owned()
    } else if loose {
        plain
    } else {
        return None;
    };
    let known = matches!(national.as_bytes().first(), Some(b'1' | b'2' | b'3' | b'7' | b'8'));
    (known && (9..=10).contains(&national.len())).then_some(national)
}

/// Two digits, a letter for the month A to L, four digits, a letter for the country (NMC PIN).
pub(super) fn is_nmc_pin(text: &str) -> bool {
    let plain = text.as_bytes();
    plain.len() == 8
        && plain[..2].iter().chain(&plain[3..7]).all(u8::is_ascii_digit)
        && (b'A'..=b'L').contains(&plain[2].to_ascii_uppercase())
        && b"ESWNCO".contains(&plain[7].to_ascii_uppercase())
}

/// A national grid reference of six figures or more: Great Britain's two letters or Ireland's one.
pub(super) fn is_grid_reference(text: &str) -> bool {
    let plain: Vec<u8> = text.bytes().filter(|b| *b != b' ').map(|b| b.to_ascii_uppercase()).collect();
    let letters = plain.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let figures = &plain[letters..];
    let square = match &plain[..letters] {
        [b'H', second] => (b'P'..=b'Z').contains(second),
        [b'N' | b'O' | b'S' | b'T', second] => second.is_ascii_uppercase() && *second != b'I',
        [_] => true,
        _ => false,
    };
    square
        && (6..=10).contains(&figures.len())
        && figures.len().is_multiple_of(2)
        && figures.iter().all(u8::is_ascii_digit)
}

/// A number with four decimals or more, and its value.
pub(super) fn fine_decimal(text: &str) -> Option<f64> {
    let (_, decimals) = text.trim_end_matches(['°', 'N', 'E', 'W', 'S']).trim_end().split_once('.')?;
    let enough = decimals.len() >= 4 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    if !enough {
        return None;
    }
    text.trim_end_matches(['°', 'N', 'E', 'W', 'S']).trim_end().parse().ok()
}

/// Latitude and longitude in one text.
pub(super) fn is_coordinate_pair(text: &str) -> bool {
    let plain = text.trim_start_matches("POINT").trim_matches(['(', ')', '[', ']', ' ']);
    let parts: Vec<&str> = plain.split([',', ' ', ';']).filter(|part| !part.is_empty()).collect();
    let [first, second] = parts.as_slice() else { return false };
    matches!((fine_decimal(first), fine_decimal(second)), (Some(a), Some(b)) if a.abs() <= 180.0 && b.abs() <= 180.0)
}

/// Four numbers up to 255, or the sixth version's groups.
pub(super) fn is_ip_address(text: &str) -> bool {
    text.parse::<std::net::IpAddr>().is_ok() && text != "::"
}

/// Hexadecimal digits of the length of a digest, or the same in base 64.
pub(super) fn is_digest(text: &str) -> bool {
    let text = text.strip_prefix("0x").unwrap_or(text);
    let hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hexadecimal {
        let letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
        let uuid =
            text.len() == 32 && text.as_bytes()[12] == b'4' && b"89abAB".contains(&text.as_bytes()[16]);
        return letters && !uuid && matches!(text.len(), 32 | 40 | 56 | 64 | 96 | 128);
    }
    let body = text.trim_end_matches('=');
    let padded = matches!((text.len(), text.len() - body.len()), (24 | 88, 2) | (28 | 44, 1));
    padded && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_the_standard() {
        // The example of the NHS Data Dictionary, and one digit off.
        assert!(is_nhs_number("943 476 5919"));
        assert!(!is_nhs_number("943 476 5918"));
        assert!(!is_nhs_number("5555555555"));
        // A check digit of 10 is never given out.
        assert!(!(0..10).any(|check| is_nhs_number(&format!("100000001{check}"))));
        assert!(is_chi_number("0101980000") && is_chi_number("101980000") && !is_chi_number("9434765919"));
    }

    #[test]
    fn forms_are_told_from_their_likes() {
        assert!(is_national_insurance("AB 12 34 56 C", true) && !is_national_insurance("QQ123456C", true));
        assert!(is_national_insurance("AB123456C", true) && !is_national_insurance("AB123456E", true));
        assert!(is_national_insurance("AB123456", false) && !is_national_insurance("GB123456A", true));
        assert!(
            is_postcode("LS1 4AP")
                && is_postcode("sw1a1aa")
                && !is_postcode("LS1")
                && !is_postcode("QX1 4AP")
        );
        assert!(!is_postcode("LS1 4CM"), "inward letters are never C or M");
        assert_eq!(date("31/03/1950"), Some((1950, 3, 31)));
        assert_eq!(date("1950-03-31 00:00:00"), Some((1950, 3, 31)));
        assert_eq!(date("1950-03-31T12:30:00Z"), Some((1950, 3, 31)));
        assert_eq!(date("31 Mar 1950"), Some((1950, 3, 31)));
        assert_eq!(date("31/02/1950"), None);
        assert_eq!(date("2023/24"), None);
        assert!(is_email("a.b@c.nhs.uk") && !is_email("@handle") && !is_email("a@b"));
        assert!(phone("07700 900123", false).is_some() && phone("+44 (0)113 496 0000", false).is_some());
        assert!(phone("7700900123", false).is_none() && phone("7700900123", true).is_some());
        assert!(is_nmc_pin("98A0123E") && !is_nmc_pin("98M0123E"));
        assert!(is_grid_reference("SE 298 337") && !is_grid_reference("SE29 33"));
        assert!(is_coordinate_pair("53.8008, -1.5491") && !is_coordinate_pair("53.8, -1.5"));
        assert!(is_ip_address("192.168.10.4") && !is_ip_address("1.2.3") && !is_ip_address("300.1.1.1"));
        assert!(is_digest("d41d8cd98f00b204e9800998ecf8427e"));
        assert!(
            !is_digest("9f86d081-884c-4d63-a8d4-0a1b2c3d4e5f")
                && !is_digest("12345678901234567890123456789012")
        );
    }
}
