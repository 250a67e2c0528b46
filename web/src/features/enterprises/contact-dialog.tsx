import { useTranslation } from "react-i18next";
import { useClient, useMutation } from "urql";
import {
  ContactForFormDocument,
  CreateContactDocument,
  UpdateContactDocument,
} from "../../gql/enterprises";
import { Dialog } from "../../platform/dialog";
import { type Filled, RecordForm } from "../../platform/record-form";
import { toast } from "../../platform/toast";

interface Contact {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly post: string;
  readonly phone: string;
}

interface Props {
  /** The one to be corrected, or whose new one it is. */
  readonly contact?: Contact | undefined;
  readonly owner: { readonly enterpriseId: string } | { readonly associationId: string };
  readonly onClose: () => void;
}

type Name = "name" | "post" | "phone";
const touched = { additionalTypenames: ["Contact"] };

// A masked phone is no phone: an empty field keeps the one that stands.
const startOf = (contact: Contact | undefined) => ({
  version: contact?.version ?? 0,
  values: { name: contact?.name ?? "", post: contact?.post ?? "", phone: "" },
});

export default function ContactDialog({ contact, owner, onClose }: Props) {
  const { t } = useTranslation();
  const client = useClient();
  const [, create] = useMutation(CreateContactDocument);
  const [, update] = useMutation(UpdateContactDocument);
  const save = async ({ version, values, changed }: Filled<Name>) => {
    const { error } = contact
      ? await update({
          input: {
            id: contact.id,
            version,
            name: changed("name"),
            post: changed("post"),
            phone: changed("phone"),
          },
        })
      : await create({ input: { ...owner, ...values, clientId: crypto.randomUUID() } }, touched);
    if (error) return error;
    toast("good", t("app.saved"));
    onClose();
    return undefined;
  };
  const reload = async () => {
    const options = { requestPolicy: "network-only" } as const;
    const { data } = await client.query(ContactForFormDocument, { id: contact?.id ?? "" }, options);
    return data?.node?.__typename === "Contact" ? startOf(data.node) : undefined;
  };
  return (
    <Dialog
      title={t(contact ? "enterprises.editContact" : "enterprises.addContact")}
      onClose={onClose}
    >
      <RecordForm<Name>
        fields={[
          { name: "name", label: t("enterprises.contactName"), isRequired: true },
          { name: "post", label: t("enterprises.post") },
          {
            name: "phone",
            label: t("enterprises.phone"),
            isRequired: !contact,
            isWide: true,
            ...(contact ? { hint: t("enterprises.phoneKept", { phone: contact.phone }) } : {}),
          },
        ]}
        start={startOf(contact)}
        save={save}
        reload={reload}
        onCancel={onClose}
      />
    </Dialog>
  );
}
