// Lists that have no screen of their own, and so no button beside them.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExportListInput } from "../../gql/schema";
import { Dialog } from "../../platform/dialog";
import { type Filled, RecordForm } from "../../platform/record-form";
import { requesters } from "../../platform/roles";
import { useSession } from "../../platform/session";
import ExportDialog from "./export-dialog";

type Name = "list" | "from" | "to";
const others = ["VISITS", "ASSIGNMENTS", "TASK_FORCES"] as const;

/** Officials visit, assign and form task forces. */
export function useOtherLists(): readonly (typeof others)[number][] {
  const session = useSession();
  if (session.state === "out" || requesters.includes(session.person.user.role)) return [];
  return others;
}

function listOf({ list, from, to }: Filled<Name>["values"]): ExportListInput {
  switch (list) {
    case "ASSIGNMENTS":
      return { assignments: { filter: { open: true } } };
    case "TASK_FORCES":
      return { taskForces: { filter: {} } };
    default:
      return { visits: { filter: { from: from || null, to: to || null } } };
  }
}

export function OtherDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const lists = useOtherLists();
  const [chosen, setChosen] = useState<string>("VISITS");
  const [list, setList] = useState<ExportListInput>();
  if (list) return <ExportDialog list={list} onClose={onClose} />;
  const days = [
    { name: "from", label: t("transfer.visitsFrom"), kind: "date" },
    { name: "to", label: t("transfer.visitsTo"), kind: "date" },
  ] as const;
  return (
    <Dialog title={t("transfer.exportOther")} onClose={onClose}>
      <RecordForm<Name>
        isNarrow
        fields={[
          {
            name: "list",
            label: t("transfer.register"),
            options: lists.map((value) => ({ value, label: t(`transfer.lists.${value}`) })),
          },
          ...(chosen === "VISITS" ? days : []),
        ]}
        start={{ version: 0, values: { list: "VISITS", from: "", to: "" } }}
        onChange={(values) => setChosen(values.list)}
        save={async ({ values }) => {
          setList(listOf(values));
          return undefined;
        }}
        words={t("transfer.next")}
        onCancel={onClose}
      />
    </Dialog>
  );
}
