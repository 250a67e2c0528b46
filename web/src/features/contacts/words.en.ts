import type { ContactWords } from "./words.zh";

const en: ContactWords = {
  title: "Contacts",
  none: "No contacts yet: add one so that officers can reach you",
  add: "Add a contact",
  change: "Change",
  changeOf: "Change: {{name}}",
  saved: "Contact saved",
  name: "Name",
  post: "Post",
  phone: "Phone",
  phoneHint: "Mobile or land line; officers see a part of it, and showing the whole is recorded",
};

export default en;
