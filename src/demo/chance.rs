//! Chance that is the same every time: the demo county looks alike on every machine.

/// SplitMix64 (Steele, Lea, Flood 2014): small, even, and not for secrets.
pub struct Chance(u64);

impl Chance {
    /// Begins at a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number below `limit`, or 0 when that is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or_default()
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        let place = usize::try_from(self.below(among.len() as u64)).unwrap_or_default();
        among.get(place)
    }

    /// A number between -1 and 1.
    pub fn spread(&mut self) -> f64 {
        // 20 bits are exact in a double.
        let bits = u32::try_from(self.below(1 << 20)).unwrap_or_default();
        f64::from(bits) / f64::from(1_u32 << 19) - 1.0
    }
}
