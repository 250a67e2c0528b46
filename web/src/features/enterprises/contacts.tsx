import { EditOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EnterpriseQuery } from "../../gql/enterprises";
import { MaskedPhone } from "../../platform/masked-phone";
import { useRights } from "../../platform/rights";
import { type Person, useSession } from "../../platform/session";

// Only who keeps contacts needs the form.
const ContactDialog = lazy(() => import("./contact-dialog"));

type Firm = NonNullable<EnterpriseQuery["enterprise"]>;

type Contact = Firm["contacts"]["nodes"][number];

interface Props {
  readonly firmId: string;
  readonly contacts: Firm["contacts"]["nodes"];
  readonly assignments: Firm["assignments"]["nodes"];
}

export function Contacts({ firmId, contacts, assignments }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const { keepsRegisters, role } = useRights();
  const mayEdit = keepsRegisters || role === "ENTERPRISE";
  const [open, setOpen] = useState<{ readonly contact?: Contact }>();
  const now = assignments.find(({ endedOn }) => endedOn === null);
  const mayReveal = session.state === "in" && mayOpen(session.person, now?.officer?.id);
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("enterprises.contacts")}</h2>
        {mayEdit && (
          <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen({})}>
            {t("enterprises.addContact")}
          </Button>
        )}
      </div>
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
            {mayEdit && (
              <Button
                size="small"
                icon={<EditOutlined aria-hidden />}
                aria-label={t("enterprises.editContactOf", { name: contact.name })}
                onClick={() => setOpen({ contact })}
              />
            )}
          </li>
        ))}
      </ul>
      {open && (
        <Suspense>
          <ContactDialog
            contact={open.contact}
            owner={{ enterpriseId: firmId }}
            onClose={() => setOpen(undefined)}
          />
        </Suspense>
      )}
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
