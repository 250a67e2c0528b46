// Pinyin initials without a dictionary: the browser sorts Chinese by pinyin, so a character lies
// between the first characters of two letters. Used while the server, which knows more, is away.
const letters = "abcdefghjklmnopqrstwxyz";
const firsts = [..."阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀"];
const { compare } = new Intl.Collator("zh-CN-u-co-pinyin");

function initialOf(character: string) {
  if (!/\p{Script=Han}/u.test(character)) return character.toLowerCase();
  const at = firsts.findLastIndex((first) => compare(character, first) >= 0);
  return letters[Math.max(0, at)] ?? "";
}

/** 诸暨袜业 as `zjwy`. */
export function initialsOf(words: string) {
  return [...words].map(initialOf).join("");
}

/** Whether a firm is what somebody looks for: each part in the name, its initials, or the town. */
export function isFound(name: string, town: string, search: string) {
  const text = `${name} ${town}`.toLowerCase();
  const initials = initialsOf(text);
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((part) => text.includes(part) || initials.includes(part));
}
