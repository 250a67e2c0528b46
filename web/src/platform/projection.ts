interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

/**
 * Degrees to points of a drawing that holds all `places`, north up and true to shape: a degree of
 * longitude is shorter than one of latitude away from the equator. What lies outside, such as a
 * firm's premises elsewhere, is drawn on the edge.
 */
export function projection(
  places: readonly Place[],
  width: number,
  height: number,
  margin: number,
): (place: Place) => { x: number; y: number } {
  const longitudes = places.map((place) => place.longitude);
  const latitudes = places.map((place) => place.latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const [middleX, middleY] = [(west + east) / 2, (south + north) / 2];
  const shrink = Math.cos((middleY * Math.PI) / 180);
  const scale = Math.min(
    (width - 2 * margin) / Math.max((east - west) * shrink, 0.01),
    (height - 2 * margin) / Math.max(north - south, 0.01),
  );
  const within = (value: number, limit: number) => Math.min(limit - 8, Math.max(8, value));
  return ({ longitude, latitude }) => ({
    x: within(width / 2 + (longitude - middleX) * shrink * scale, width),
    y: within(height / 2 - (latitude - middleY) * scale, height),
  });
}
