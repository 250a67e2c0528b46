import type { AssociationWords } from "./words.zh";

const en: AssociationWords = {
  title: "Associations",
  one: "Association",
  count: "{{count}} in all",
  create: "New association",
  edit: "Edit association",
  search: "Name of the association",
  none: "No association matches",
  name: "Name",
  town: "Seat",
  allTowns: "All towns",
  noTown: "No single town",
  members: "Members",
  memberCount: "Members: {{count}}",
  openRequests: "Open requests",
  membersOf: "Members ({{count}})",
  addMember: "Find a firm to add",
  join: "Add",
  joined: "The firm is a member now",
  leave: "End membership",
  leaveAsk: "End the membership of {{name}}?",
  since: "since {{day}}",
  noMembers: "No members yet",
  more: "Load more",
};

export default en;
