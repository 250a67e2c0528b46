import { PhoneOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { type OwnContactFragment, OwnContactsDocument } from "../../gql/contacts";
import { AsyncState } from "../../platform/async-state";
import { Page } from "../../platform/page";
import { ContactForm } from "./contact-form";
import "./contacts.css";

/** The people of the own firm or association, whom officers call: kept current by themselves. */
export default function Contacts() {
  const { t } = useTranslation();
  const [edited, edit] = useState<OwnContactFragment | "new">();
  const [{ data, fetching, error }, read] = useQuery({ query: OwnContactsDocument });
  const reload = () => read({ requestPolicy: "network-only" });
  const firm = data?.enterprises.nodes[0];
  const association = data?.associations.nodes[0];
  const own = firm ?? association;
  const contacts = own?.contacts.nodes ?? [];
  return (
    <Page
      title={t("contacts.title")}
      aside={own?.name}
      actions={
        own && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => edit("new")}>
            {t("contacts.add")}
          </Button>
        )
      }
    >
      {edited && (
        <ContactForm
          key={edited === "new" ? edited : edited.id}
          contact={edited === "new" ? undefined : edited}
          enterpriseId={firm?.id}
          associationId={association?.id}
          reload={reload}
          close={() => edit(undefined)}
        />
      )}
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={contacts.length === 0}
        empty={t("contacts.none")}
        retry={reload}
      >
        <ul className="card">
          {contacts.map((contact) => (
            <li key={contact.id} className="contact">
              <strong>{contact.name}</strong>
              <span className="muted">{contact.post}</span>
              <a className="number" href={`tel:${contact.phone}`}>
                <PhoneOutlined aria-hidden /> {contact.phone}
              </a>
              <Button
                aria-label={t("contacts.changeOf", { name: contact.name })}
                onClick={() => edit(contact)}
              >
                {t("contacts.change")}
              </Button>
            </li>
          ))}
        </ul>
      </AsyncState>
    </Page>
  );
}
