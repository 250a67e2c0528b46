// Days and instants in words, always in the time of Shanghai, wherever the device is.
import { type Language, languageNow } from "./language";

const zone = "Asia/Shanghai";
const minute = 60_000;
const dayMs = 24 * 60 * minute;
const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" });
const english = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** The day in Shanghai of an instant: `2026-02-07`. */
export function dayOf(instant: string | number | Date) {
  return parts.format(new Date(instant));
}

export function today() {
  return dayOf(Date.now());
}

/** The day that was so many days before today. */
export function daysAgo(days: number) {
  return dayOf(Date.now() - days * dayMs);
}

/** `2026-02-07` as 2026年2月7日 or 7 Feb 2026. */
export function formatDay(day: string, language: Language = languageNow()) {
  const [year, month, date] = day.split("-").map(Number);
  return language === "zh"
    ? `${year}年${month}月${date}日`
    : english.format(new Date(`${day}T00:00:00Z`));
}

/** An instant as its day, or with the time of the day. */
export function formatInstant(instant: string, language: Language = languageNow()) {
  return `${formatDay(dayOf(instant), language)} ${clock.format(new Date(instant))}`;
}

/** Whole days from one day to another; negative when it lies before. */
export function daysBetween(from: string, to: string) {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** 今天、3天前、2天后: a day as seen from today. */
export function formatDistance(day: string, from = today(), language: Language = languageNow()) {
  return new Intl.RelativeTimeFormat(language === "zh" ? "zh-CN" : "en", {
    numeric: "auto",
  }).format(daysBetween(from, day), "day");
}

/** An instant as people say it: 5分钟前, 今天 14:30, 昨天 09:10, then the day itself. */
export function formatWhen(
  instant: string,
  now: number = Date.now(),
  language: Language = languageNow(),
) {
  const at = Date.parse(instant);
  const past = now - at;
  if (past >= 0 && past < minute) return language === "zh" ? "刚刚" : "just now";
  if (past >= 0 && past < 60 * minute) {
    const minutes = Math.floor(past / minute);
    return language === "zh" ? `${minutes}分钟前` : `${minutes} min ago`;
  }
  const distance = daysBetween(dayOf(now), dayOf(at));
  const near = Math.abs(distance) <= 1;
  return near
    ? `${formatDistance(dayOf(at), dayOf(now), language)} ${clock.format(new Date(at))}`
    : formatDay(dayOf(at), language);
}
