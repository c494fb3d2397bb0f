//! A number in decimal digits, as many as a spreadsheet keeps: fifteen.

/// Digits that a spreadsheet shows of a number.
const DIGITS: usize = 15;

/// A count of places in a code; longer codes than any program writes count as this long.
pub(super) fn small(count: usize) -> i32 {
    i32::try_from(count.min(1000)).unwrap_or_default()
}

/// The size of a number in decimal digits.
pub(super) struct Decimal {
    digits: Vec<u8>,
    /// How many of the digits stand before the point; negative where noughts stand between.
    whole: i32,
}

impl Decimal {
    /// The digits of a number without its sign.
    pub(super) fn of(value: f64) -> Self {
        let text = format!("{:.*e}", DIGITS - 1, value.abs());
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        Self { digits, whole: exponent.parse().unwrap_or(0) + 1 }
    }

    /// Whether it is nought.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.iter().all(|digit| *digit == 0)
    }

    /// The power of ten of its first digit; 0 for nought.
    pub(super) fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.whole - 1 }
    }

    /// The number times a power of ten.
    pub(super) fn times_ten_to(mut self, power: i32) -> Self {
        self.whole += power;
        self
    }

    /// The digits before and after the point, `decimals` of these, halves rounded away from nought. Before the point
    /// there are no leading noughts.
    pub(super) fn rounded(&self, decimals: usize) -> (String, String) {
        let at = |place: i32| usize::try_from(place).ok().and_then(|place| self.digits.get(place)).copied();
        let decimals = small(decimals);
        // Places count from the first digit; a nought more in front takes what is carried.
        let first = self.whole.max(0) - self.whole;
        let mut kept: Vec<u8> =
            (-first - 1..self.whole + decimals).map(|place| at(place).unwrap_or(0)).collect();
        if at(self.whole + decimals).is_some_and(|digit| digit >= 5) {
            for digit in kept.iter_mut().rev() {
                *digit = (*digit + 1) % 10;
                if *digit != 0 {
                    break;
                }
            }
        }
        let mut text: String = kept.iter().map(|digit| char::from(b'0' + digit)).collect();
        let fraction = text.split_off(text.len().saturating_sub(decimals as usize));
        (text.trim_start_matches('0').to_owned(), fraction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_on_the_decimal_digits() {
        for (value, decimals, whole, fraction) in [
            (2.675, 2, "2", "68"),
            (1.005, 2, "1", "01"),
            (0.5, 0, "1", ""),
            (0.4, 0, "", ""),
            (99.95, 1, "100", "0"),
            (0.05, 1, "", "1"),
            (0.004, 1, "", "0"),
            (1e-20, 3, "", "000"),
            (1_234_567.891, 10, "1234567", "8910000000"),
            (123_456_789_012_345_678.0, 1, "123456789012346000", "0"),
            (0.0, 2, "", "00"),
        ] {
            assert_eq!(
                Decimal::of(value).rounded(decimals),
                (whole.to_owned(), fraction.to_owned()),
                "{value}"
            );
        }
        assert_eq!(Decimal::of(0.07).times_ten_to(2).rounded(0).0, "7");
        assert_eq!(Decimal::of(1_499_999.0).times_ten_to(-6).rounded(0).0, "1");
    }
}
