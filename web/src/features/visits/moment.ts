// Native inputs speak of the time of the county, wherever the device is; the API of instants.
const parts = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "short",
});

/** `2026-02-07T09:30`, as `<input type="datetime-local">` wants it. */
export function toInput(instant: number | string) {
  return parts.format(new Date(instant)).replace(" ", "T");
}

/** China knows no summer time. */
export function toInstant(input: string) {
  return new Date(`${input}:00+08:00`).toISOString();
}
