// Every screen of the client, in the order of the menu. The first one open to a person is their home.
import { agencies } from "./features/agencies/places";
import { assignments } from "./features/assignments/places";
import { associations } from "./features/associations/places";
import { audit } from "./features/audit/places";
import { account, auth } from "./features/auth/places";
import { contacts } from "./features/contacts/places";
import { dashboard } from "./features/dashboard/places";
import { enterprises } from "./features/enterprises/places";
import { inbox } from "./features/inbox/places";
import { integrations } from "./features/integrations/places";
import { officers } from "./features/officers/places";
import { outbox } from "./features/outbox/places";
import { plans } from "./features/plans/places";
import { home, requests } from "./features/requests/places";
import { search } from "./features/search/places";
import { settings } from "./features/settings/places";
import { stations } from "./features/stations/places";
import { today } from "./features/today/places";
import { transfer } from "./features/transfer/places";
import { visits } from "./features/visits/places";
import { webhooks } from "./features/webhooks/places";
import type { Place } from "./platform/place";

export const places: readonly Place[] = [
  ...dashboard,
  ...home,
  ...today,
  ...inbox,
  ...enterprises,
  ...visits,
  ...outbox,
  ...requests,
  ...contacts,
  ...stations,
  ...assignments,
  ...plans,
  ...officers,
  ...associations,
  ...agencies,
  ...transfer,
  ...auth,
  ...integrations,
  ...webhooks,
  ...audit,
  ...settings,
  ...search,
  ...account,
];
