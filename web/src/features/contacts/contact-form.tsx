import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  CreateContactDocument,
  type OwnContactFragment,
  UpdateContactDocument,
} from "../../gql/contacts";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";

interface Props {
  readonly contact: OwnContactFragment | undefined;
  readonly enterpriseId: string | undefined;
  readonly associationId: string | undefined;
  readonly reload: () => void;
  readonly close: () => void;
}

export function ContactForm({ contact, enterpriseId, associationId, reload, close }: Props) {
  const { t } = useTranslation();
  const [clientId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(contact?.name ?? "");
  const [post, setPost] = useState(contact?.post ?? "");
  const [phone, setPhone] = useState(contact?.phone ?? "");
  const create = useSave(CreateContactDocument, reload);
  const update = useSave(UpdateContactDocument, reload);
  const submit = async () => {
    const what = { name: name.trim(), post: post.trim(), phone: phone.trim() };
    const saved = contact
      ? await update.save({ input: { id: contact.id, version: contact.version, ...what } })
      : await create.save({
          input: {
            clientId,
            enterpriseId: enterpriseId ?? null,
            associationId: enterpriseId ? null : (associationId ?? null),
            ...what,
          },
        });
    if (saved) {
      toast("good", t("contacts.saved"));
      reload();
      close();
    }
  };
  return (
    <FormPanel
      title={t(contact ? "contacts.change" : "contacts.add")}
      yes={t("app.save")}
      busy={create.busy || update.busy}
      ready={name.trim() !== "" && phone.trim() !== ""}
      error={create.error ?? update.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("contacts.name")} name="name">
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={50}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("contacts.post")} name="post" optional>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={50}
            value={post}
            onChange={(event) => setPost(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("contacts.phone")} name="phone" hint={t("contacts.phoneHint")}>
        {(wiring) => (
          <Input
            {...wiring}
            type="tel"
            autoComplete="tel"
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        )}
      </Field>
    </FormPanel>
  );
}
