interface Span {
  readonly from: string;
  readonly to: string;
}

export function spansText(spans: readonly Span[]) {
  return spans.map(({ from, to }) => `${from}-${to}`).join("，");
}

const between = /[,，、;；\s]+/;

/**
 * `8:30-12:00，14:00-17:30` with the marks people type. What is no span goes as it is: the server
 * refuses it and says why.
 */
export function spansOf(text: string): readonly Span[] {
  return text
    .split(between)
    .filter(Boolean)
    .map((part) => {
      const [from = "", to = ""] = part.replaceAll("：", ":").split(/[-–~至]/);
      return { from: from.padStart(5, "0"), to: to.padStart(5, "0") };
    });
}

/** The first of these that the calendar does not have. */
export function wrongDay(days: readonly string[]) {
  return days.find((day) => {
    const at = new Date(`${day}T00:00:00Z`);
    return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day;
  });
}

/** Days of a year as an announcement has them: `1月1日` or `2027-01-01`, one after the other. */
export function daysOf(text: string, year: number): readonly string[] {
  return text
    .split(between)
    .filter(Boolean)
    .map((part) => {
      const [, month, day] = /^(\d{1,2})[月.\-/](\d{1,2})日?$/.exec(part) ?? [];
      return month && day ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : part;
    });
}
