//! Numbers as text, without the general parser where that is exact.

/// Powers of ten that a double holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Digits whose value a double always holds exactly.
pub(crate) const EXACT: usize = 15;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As the shortest decimal of its double, so that it need not be read and written again: no exponent, no
    /// idle zeros, at most 15 digits. Two decimals of at most 15 digits are never the same double, so none
    /// that is shorter can stand for it.
    Plain,
    /// Otherwise.
    Other,
}

/// The form of a number, if it is one that the fast path knows: `-?digits(.digits)?([eE][+-]?digits)?`.
#[inline]
pub(crate) fn form(text: &[u8]) -> Option<Form> {
    let unsigned = match text {
        [b'-', rest @ ..] => rest,
        _ => text,
    };
    let whole = digits(unsigned);
    let rest = &unsigned[whole..];
    let is_idle = whole > 1 && unsigned[0] == b'0';
    match rest {
        [] if whole > 0 => {
            let is_plain = whole <= EXACT && !is_idle && text != b"-0";
            Some(if is_plain { Form::Plain } else { Form::Other })
        }
        [b'.', places @ ..] if whole > 0 && !places.is_empty() && digits(places) == places.len() => {
            let is_plain = whole + places.len() <= EXACT && !is_idle && places.last() != Some(&b'0');
            Some(if is_plain { Form::Plain } else { Form::Other })
        }
        _ => is_long(unsigned, whole).then_some(Form::Other),
    }
}

#[inline]
fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Whether a number with an exponent is in the form that is known, whose first digits are told.
fn is_long(text: &[u8], whole: usize) -> bool {
    let mut rest = &text[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let places = digits(fraction);
        if places == 0 {
            return false;
        }
        rest = &fraction[places..];
    }
    let [b'e' | b'E', exponent @ ..] = rest else { return false };
    let exponent = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-")).unwrap_or(exponent);
    whole > 0 && !exponent.is_empty() && digits(exponent) == exponent.len()
}

/// The double nearest to a number in that form.
///
/// Up to 15 digits and 22 places are exact in one division (W. Clinger, "How to read floating point numbers
/// accurately", 1990); the rest is left to the standard library.
pub(crate) fn number(text: &str) -> f64 {
    let bytes = text.as_bytes();
    let (is_negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    let (mut value, mut places, mut seen_point) = (0u64, 0usize, false);
    if digits.len() > EXACT + 1 {
        return text.parse().unwrap_or(f64::NAN);
    }
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + u64::from(byte - b'0');
                places += usize::from(seen_point);
            }
            b'.' if !seen_point => seen_point = true,
            _ => return text.parse().unwrap_or(f64::NAN),
        }
    }
    if digits.len() > EXACT && !seen_point {
        return text.parse().unwrap_or(f64::NAN);
    }
    let size = value as f64 / TENS[places];
    if is_negative { -size } else { size }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_are_told_apart() {
        for text in ["0", "-1", "12.50", "1e5", "1.5E-07", "-0", "007", "1E+308"] {
            assert!(form(text.as_bytes()).is_some(), "{text}");
        }
        for text in
            ["", "-", ".5", "5.", "+1", "1e", "1e+", " 1", "1 ", "0x1", "inf", "nan", "1,5", "--1", "1.2.3"]
        {
            assert!(form(text.as_bytes()).is_none(), "{text}");
        }
        for text in ["0", "-1", "12.5", "0.1", "-0.25", "123456789012345", "1234567.12345678"] {
            assert!((form(text.as_bytes()) == Some(Form::Plain)), "{text}");
        }
        for text in
            ["-0", "-0.0", "12.50", "007", "00.5", "1e5", "1.0", "1234567890123456", "12345678.123456789"]
        {
            assert!(!(form(text.as_bytes()) == Some(Form::Plain)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_double_comes_back_bit_for_bit(bits in any::<u64>(), places in 0usize..18) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            for text in [format!("{value}"), format!("{value:e}"), format!("{:.*}", places, value % 1e9)] {
                prop_assert!(form(text.as_bytes()).is_some(), "{text}");
                let wanted: f64 = text.parse().unwrap();
                prop_assert_eq!(number(&text).to_bits(), wanted.to_bits(), "{}", text);
            }
        }

        #[test]
        fn short_decimals_come_back_bit_for_bit(digits in 0u64..1_000_000_000_000_000, places in 0usize..17) {
            let mut text = format!("{digits:0width$}", width = places + 1);
            if places > 0 {
                text.insert(text.len() - places, '.');
            }
            let wanted: f64 = text.parse().unwrap();
            prop_assert_eq!(number(&text).to_bits(), wanted.to_bits());
            if form(text.as_bytes()) == Some(Form::Plain) {
                prop_assert_eq!(format!("{wanted}"), text);
            }
        }
    }
}
