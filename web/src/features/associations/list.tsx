import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "urql";
import {
  AssociationsDocument,
  type AssociationsQuery,
  AssociationTownsDocument,
} from "../../gql/associations";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { usePhone } from "../../platform/device";
import { Pick, SearchBox } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { RowCards } from "../../platform/row-cards";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import { ExportButton } from "../transfer/export-button";
import { AssociationDialog } from "./association-dialog";

type Row = AssociationsQuery["associations"]["nodes"][number];

export default function Associations() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { keepsRegisters } = useRights();
  const [creating, setCreating] = useState(false);
  const [state, change] = useAddressState(["search", "town"]);
  const [{ data }] = useQuery({ query: AssociationTownsDocument });
  const filter = { search: state("search") || null, town: state("town") || null };
  const list = useConnection(
    AssociationsDocument,
    { filter, first: 50 },
    (answer) => answer.associations,
  );
  const columns: readonly Column<Row>[] = [
    {
      title: t("associations.name"),
      width: "minmax(240px, 3fr)",
      render: ({ id, name }) => <Link to={`/associations/${id}`}>{name}</Link>,
    },
    { title: t("associations.town"), width: "minmax(96px, 1fr)", render: ({ town }) => town?.name },
    {
      title: t("associations.members"),
      width: "112px",
      isNumber: true,
      render: ({ members }) => members.totalCount,
    },
    {
      title: t("associations.openRequests"),
      width: "112px",
      isNumber: true,
      render: ({ requests }) => requests.totalCount,
    },
  ];
  return (
    <Page
      fill
      title={t("associations.title")}
      aside={list.totalCount !== undefined && t("associations.count", { count: list.totalCount })}
      actions={
        <>
          <ExportButton list={{ associations: { filter } }} count={list.totalCount} />
          {keepsRegisters && (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t("associations.create")}
            </Button>
          )}
        </>
      }
    >
      <div className="filters no-print" role="search">
        <SearchBox
          value={state("search")}
          label={t("associations.search")}
          onChange={(search) => change({ search })}
        />
        <Pick
          value={state("town")}
          label={t("associations.town")}
          none={t("associations.allTowns")}
          options={(data?.towns ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(town) => change({ town })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("associations.none")}
        retry={list.retry}
        rows={10}
      >
        {phone ? (
          <RowCards
            list={list}
            label={t("associations.title")}
            keyOf={({ id }) => id}
            to={({ id }) => `/associations/${id}`}
            title={({ name }) => name}
            line={({ members, town }) =>
              [t("associations.memberCount", { count: members.totalCount }), town?.name]
                .filter(Boolean)
                .join(" · ")
            }
          />
        ) : (
          <WindowedTable
            list={list}
            columns={columns}
            keyOf={({ id }) => id}
            label={t("associations.title")}
          />
        )}
      </AsyncState>
      {creating && <AssociationDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
