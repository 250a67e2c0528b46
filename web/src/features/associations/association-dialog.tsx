import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useClient, useMutation, useQuery } from "urql";
import {
  AssociationDocument,
  type AssociationRecordFragment,
  AssociationTownsDocument,
  CreateAssociationDocument,
  UpdateAssociationDocument,
} from "../../gql/associations";
import { Dialog } from "../../platform/dialog";
import { type Filled, orNull, RecordForm, type Start } from "../../platform/record-form";
import { toast } from "../../platform/toast";

type Name = "name" | "townId";

const startOf = (association: AssociationRecordFragment | undefined): Start<Name> => ({
  version: association?.version ?? 0,
  values: { name: association?.name ?? "", townId: association?.town?.id ?? "" },
});

interface Props {
  readonly association?: AssociationRecordFragment;
  readonly onClose: () => void;
}

export function AssociationDialog({ association, onClose }: Props) {
  const { t } = useTranslation();
  const client = useClient();
  const navigate = useNavigate();
  const [{ data: towns }] = useQuery({ query: AssociationTownsDocument });
  const [, create] = useMutation(CreateAssociationDocument);
  const [, update] = useMutation(UpdateAssociationDocument);
  const save = async ({ version, values, changed }: Filled<Name>) => {
    if (association) {
      const input = {
        id: association.id,
        version,
        name: changed("name"),
        townId: orNull(changed("townId")),
      };
      const { error } = await update({ input });
      if (error) return error;
    } else {
      const { data, error } = await create({
        input: {
          clientId: crypto.randomUUID(),
          name: values.name,
          townId: orNull(values.townId),
        },
      });
      if (error) return error;
      if (data) navigate(`/associations/${data.createAssociation.association.id}`);
    }
    toast("good", t("app.saved"));
    onClose();
    return undefined;
  };
  const reload = async () => {
    const options = { requestPolicy: "network-only" } as const;
    const now = await client.query(AssociationDocument, { id: association?.id ?? "" }, options);
    return now.data?.association ? startOf(now.data.association) : undefined;
  };
  return (
    <Dialog title={t(association ? "associations.edit" : "associations.create")} onClose={onClose}>
      <RecordForm<Name>
        isNarrow
        fields={[
          { name: "name", label: t("associations.name"), isRequired: true },
          {
            name: "townId",
            label: t("associations.town"),
            none: t("associations.noTown"),
            options: (towns?.towns ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
        start={startOf(association)}
        save={save}
        reload={reload}
        onCancel={onClose}
      />
    </Dialog>
  );
}
