import { useTranslation } from "react-i18next";
import type { EnterpriseQuery } from "../../gql/enterprises";
import { MaskedPhone } from "../../platform/masked-phone";
import { type Person, useSession } from "../../platform/session";

type Firm = NonNullable<EnterpriseQuery["enterprise"]>;

interface Props {
  readonly contacts: Firm["contacts"]["nodes"];
  readonly assignments: Firm["assignments"]["nodes"];
}

export function Contacts({ contacts, assignments }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const now = assignments.find(({ endedOn }) => endedOn === null);
  const mayReveal = session.state === "in" && mayOpen(session.person, now?.officer?.id);
  return (
    <section className="card">
      <h2>{t("enterprises.contacts")}</h2>
      {contacts.length === 0 && <p className="muted">{t("enterprises.noContacts")}</p>}
      <ul>
        {contacts.map((contact) => (
          <li key={contact.id} className="firm-contact">
            <strong>{contact.name}</strong>
            <span className="muted">{contact.post}</span>
            <MaskedPhone
              contactId={contact.id}
              name={contact.name}
              phone={contact.phone}
              mayReveal={mayReveal}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who may open a phone: the officer of the firm, a chief, the liaison office, SYSTEM. */
function mayOpen({ user, officer }: Person, assignedId: string | undefined) {
  switch (user.role) {
    case "OFFICER":
      return officer !== null && officer.id === assignedId;
    case "CHIEF":
    case "COORDINATOR":
      return true;
    default:
      return user.duties.includes("SYSTEM");
  }
}
