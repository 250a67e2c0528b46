import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useQuery } from "urql";
import { AssociationDocument, type AssociationQuery } from "../../gql/associations";
import { AsyncState } from "../../platform/async-state";
import { MaskedPhone } from "../../platform/masked-phone";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import ContactDialog from "../enterprises/contact-dialog";
import { AssociationDialog } from "./association-dialog";
import { Members } from "./members";

type Contact = NonNullable<AssociationQuery["association"]>["contacts"]["nodes"][number];

export default function AssociationPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { keepsRegisters } = useRights();
  const [editing, setEditing] = useState(false);
  const [{ data, fetching, error }, read] = useQuery({
    query: AssociationDocument,
    variables: { id },
  });
  const association = data?.association;
  return (
    <Page
      title={association?.name ?? t("associations.one")}
      aside={association?.town?.name}
      crumbs={[{ to: "/associations", title: t("associations.title") }]}
      actions={
        association &&
        keepsRegisters && <Button onClick={() => setEditing(true)}>{t("app.edit")}</Button>
      }
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!association}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        {association && (
          <>
            <Contacts id={id} contacts={association.contacts.nodes} mayEdit={keepsRegisters} />
            <Members id={id} mayEdit={keepsRegisters} />
          </>
        )}
      </AsyncState>
      {editing && association && (
        <AssociationDialog association={association} onClose={() => setEditing(false)} />
      )}
    </Page>
  );
}

interface ContactsProps {
  readonly id: string;
  readonly contacts: readonly Contact[];
  readonly mayEdit: boolean;
}

function Contacts({ id, contacts, mayEdit }: ContactsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<{ readonly contact?: Contact }>();
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("enterprises.contacts")}</h2>
        {mayEdit && (
          <Button size="small" onClick={() => setOpen({})}>
            {t("enterprises.addContact")}
          </Button>
        )}
      </div>
      {contacts.length === 0 && <p className="muted">{t("enterprises.noContacts")}</p>}
      <ul className="lines">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <span className="lines-main">
              <strong>{contact.name}</strong>
              <span className="muted">{contact.post}</span>
            </span>
            <span className="row">
              <MaskedPhone
                contactId={contact.id}
                name={contact.name}
                phone={contact.phone}
                mayReveal={mayEdit}
              />
              {mayEdit && (
                <Button size="small" onClick={() => setOpen({ contact })}>
                  {t("app.edit")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {open && (
        <ContactDialog
          contact={open.contact}
          owner={{ associationId: id }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}
