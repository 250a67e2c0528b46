//! A place on the map: WGS84 degrees within mainland China and its islands.
//!
//! Knows distances as the crow flies, not by road, and converts no other coordinate system.

use std::{fmt, ops::RangeInclusive};

/// Mean radius of the earth, in metres.
const EARTH_RADIUS_M: f64 = 6_371_008.8;
/// From the southern reefs to the Amur, rounded outwards.
const LATITUDES: RangeInclusive<f64> = 3.5..=54.0;
/// From the Pamirs to the Ussuri, rounded outwards.
const LONGITUDES: RangeInclusive<f64> = 73.0..=136.0;

/// A point in WGS84 degrees that lies in China.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    latitude: f64,
    longitude: f64,
}

/// Which of the two is out of range; the longitude when both are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionError {
    /// Not between 3.5 and 54 degrees north.
    Latitude,
    /// Not between 73 and 136 degrees east.
    Longitude,
}

impl Position {
    /// Checks both against the country's bounds, which no swapped pair can meet.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, PositionError> {
        if !LONGITUDES.contains(&longitude) {
            return Err(PositionError::Longitude);
        }
        if !LATITUDES.contains(&latitude) {
            return Err(PositionError::Latitude);
        }
        Ok(Self { latitude, longitude })
    }

    /// Degrees north.
    pub fn latitude(&self) -> f64 {
        self.latitude
    }

    /// Degrees east.
    pub fn longitude(&self) -> f64 {
        self.longitude
    }

    /// Metres along the great circle (haversine, on a sphere).
    pub fn distance_m(&self, other: &Self) -> f64 {
        let (here, there) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_north = (there - here) / 2.0;
        let half_east = (other.longitude - self.longitude).to_radians() / 2.0;
        let chord = half_north.sin().powi(2) + here.cos() * there.cos() * half_east.sin().powi(2);
        2.0 * EARTH_RADIUS_M * chord.sqrt().min(1.0).asin()
    }
}

impl fmt::Display for PositionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Latitude => "the latitude is not in China",
            Self::Longitude => "the longitude is not in China",
        })
    }
}

impl std::error::Error for PositionError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn a_position() -> impl Strategy<Value = Position> {
        (LATITUDES, LONGITUDES).prop_map(|(latitude, longitude)| Position { latitude, longitude })
    }

    #[test]
    fn only_places_in_china_are_positions() {
        assert!(Position::new(29.7188, 120.2423).is_ok());
        assert_eq!(Position::new(300.0, 20.1), Err(PositionError::Longitude));
        assert_eq!(Position::new(120.2423, 29.7188), Err(PositionError::Longitude));
        assert_eq!(Position::new(0.0, 120.0), Err(PositionError::Latitude));
        assert_eq!(Position::new(f64::NAN, 120.0), Err(PositionError::Latitude));
        assert_eq!(Position::new(29.0, f64::INFINITY), Err(PositionError::Longitude));
    }

    #[test]
    fn a_degree_of_latitude_is_111_195_metres() {
        let south = Position::new(29.0, 120.0).expect("in China");
        let north = Position::new(30.0, 120.0).expect("in China");
        assert!((south.distance_m(&north) - 111_195.08).abs() < 0.01);
    }

    proptest! {
        #[test]
        fn a_distance_is_a_metric(a in a_position(), b in a_position(), c in a_position()) {
            prop_assert_eq!(a.distance_m(&a), 0.0);
            prop_assert!((a.distance_m(&b) - b.distance_m(&a)).abs() < 1e-6);
            prop_assert!(a.distance_m(&c) <= a.distance_m(&b) + b.distance_m(&c) + 1e-3);
        }

        #[test]
        fn a_swapped_pair_is_never_a_position(place in a_position()) {
            prop_assert!(Position::new(place.longitude(), place.latitude()).is_err());
        }
    }
}
