//! Distances on the sphere: the exact one in whole metres, and a cheap bound below it.
//!
//! Both come from the chord, the straight line through the earth between two points kept as unit
//! vectors: three multiplications, true at the poles and across the date line, and it can be taken to
//! a box as well as to a point.

/// The mean radius of WGS84 in metres.
const RADIUS: f64 = 6_371_008.8;

/// No two points are farther apart: half the circumference, rounded up.
pub const FARTHEST: i64 = 20_015_116;

/// A point on the earth, in WGS84 degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// North of the equator.
    pub latitude: f64,
    /// East of Greenwich.
    pub longitude: f64,
}

impl Point {
    /// The great-circle distance, rounded to the nearest metre.
    pub fn metres_to(self, other: Self) -> i64 {
        metres(Vector::from(self).chord_squared(other.into()))
    }

    /// Whether this is a place on the earth.
    pub(crate) fn exists(self) -> bool {
        (-90.0..=90.0).contains(&self.latitude) && (-180.0..=180.0).contains(&self.longitude)
    }
}

/// A point as a unit vector from the middle of the earth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vector(pub(crate) [f64; 3]);

impl From<Point> for Vector {
    fn from(point: Point) -> Self {
        let (sin_north, cos_north) = point.latitude.to_radians().sin_cos();
        let (sin_east, cos_east) = point.longitude.to_radians().sin_cos();
        Self([cos_north * cos_east, cos_north * sin_east, sin_north])
    }
}

impl Vector {
    /// The square of the chord to another vector, in radii.
    pub(crate) fn chord_squared(self, other: Self) -> f64 {
        let Self([x, y, z]) = self;
        let Self([to_x, to_y, to_z]) = other;
        (x - to_x).powi(2) + (y - to_y).powi(2) + (z - to_z).powi(2)
    }
}

/// The distance over a chord given by its square in radii, rounded to the nearest metre. Half the
/// chord is the root of the haversine, so that this is the haversine formula, as exact for near
/// points (Sinnott, "Virtues of the Haversine", Sky & Telescope 68, 1984).
pub(crate) fn metres(chord_squared: f64) -> i64 {
    let sine_of_half = (chord_squared.sqrt() / 2.0).min(1.0);
    (2.0 * RADIUS * sine_of_half.asin() + 0.5) as i64
}

/// No distance over this chord is shorter. One metre is given away: half of it for the rounding of
/// the distance, and the rest is a million times the error of the arithmetic.
pub(crate) fn least_metres(chord_squared: f64) -> i64 {
    (RADIUS * chord_squared.sqrt() - 1.0) as i64
}

/// The square of the chord, in radii, from which on `least_metres` reaches `metres`.
pub(crate) fn chord_squared_over(metres: f64) -> f64 {
    let chord = (metres + 2.0) / RADIUS;
    chord * chord
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn a_point() -> impl Strategy<Value = Point> {
        (-90.0..=90.0, -180.0..=180.0)
            .prop_map(|(latitude, longitude)| Point { latitude, longitude })
    }

    proptest! {
        #[test]
        fn no_distance_is_below_its_bound(from in a_point(), to in a_point()) {
            let chord = Vector::from(from).chord_squared(to.into());
            prop_assert!(least_metres(chord) <= from.metres_to(to));
            prop_assert!(from.metres_to(to) <= FARTHEST);
        }

        #[test]
        fn the_bound_is_tight_for_neighbours(from in a_point(), north in -0.1..0.1_f64, east in -0.1..0.1_f64) {
            let latitude = (from.latitude + north).clamp(-90.0, 90.0);
            let longitude = (from.longitude + east).clamp(-180.0, 180.0);
            let to = Point { latitude, longitude };
            let bound = least_metres(Vector::from(from).chord_squared(to.into()));
            let metres = from.metres_to(to);
            prop_assert!((metres - 3..=metres).contains(&bound), "{bound} for {metres}");
        }

        #[test]
        fn a_chord_beyond_is_beyond(from in a_point(), to in a_point(), metres in 0..FARTHEST) {
            let chord = Vector::from(from).chord_squared(to.into());
            if chord >= chord_squared_over(metres as f64) {
                prop_assert!(from.metres_to(to) >= metres);
            }
        }
    }

    #[test]
    fn a_degree_of_the_equator_is_a_360th_of_the_circumference() {
        let origin = Point { latitude: 0.0, longitude: 0.0 };
        assert_eq!(origin.metres_to(Point { latitude: 0.0, longitude: 1.0 }), 111_195);
        assert_eq!(origin.metres_to(Point { latitude: 0.0, longitude: 180.0 }), 20_015_114);
    }
}
