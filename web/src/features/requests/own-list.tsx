import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { OwnRequestsDocument } from "../../gql/requests";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { dayOf, formatDay } from "../../platform/dates";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Mark, StateTag } from "../../platform/state-tag";
import { WindowedList } from "../../platform/windowed-list";
import { ExportButton } from "../transfer/export-button";
import { useAnyRequestChanged } from "./live";
import type { OwnRow } from "./rows";

/** What one has asked for, and who has it. */
export default function OwnRequests() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [state, change] = useAddressState(["state"]);
  const isOpen = state("state") ? state("state") === "open" : null;
  const list = useConnection(
    OwnRequestsDocument,
    { filter: { open: isOpen }, first: 30 },
    (data) => data.serviceRequests,
  );
  useAnyRequestChanged(list.retry);
  return (
    <Page
      fill
      title={t("requests.own")}
      aside={list.totalCount !== undefined && t("requests.count", { count: list.totalCount })}
      actions={
        <>
          <ExportButton
            list={{ serviceRequests: { filter: { open: isOpen } } }}
            count={list.totalCount}
          />
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => navigate("/requests/new")}
          >
            {t("requests.file")}
          </Button>
        </>
      }
    >
      <div className="filters">
        <Pick
          value={state("state")}
          label={t("requests.state")}
          none={t("requests.allStates")}
          options={[
            { value: "open", label: t("requests.open") },
            { value: "ended", label: t("requests.ended") },
          ]}
          onChange={(chosen) => change({ state: chosen })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("requests.ownNone")}
        retry={list.retry}
      >
        <WindowedList
          list={list}
          rowHeight={112}
          label={t("requests.own")}
          render={(row, { style }) => (
            <div key={row.id} role="listitem" className="request-card-place" style={style}>
              <OwnCard row={row} />
            </div>
          )}
        />
      </AsyncState>
    </Page>
  );
}

function OwnCard({ row }: { readonly row: OwnRow }) {
  const { t } = useTranslation();
  return (
    <Link className="request-card" to={`/requests/${row.id}`}>
      <span className="request-card-title">{row.title}</span>
      <span className="request-card-line">{row.progress.now}</span>
      <span className="request-card-line">
        <StateTag of="RequestState" value={row.state} />
        {row.progress.isRequestersTurn && <Mark tone="warn">{t("requests.yourTurn")}</Mark>}
        <span className="muted request-card-when">{formatDay(dayOf(row.createdAt))}</span>
      </span>
    </Link>
  );
}
