import type { SearchWords } from "./words.zh";

const en: SearchWords = {
  title: "Search",
  what: "Firms, officers, associations",
  hint: "Type a name, initials of its pinyin, a credit code or a badge number.",
};

export default en;
