import { AppstoreOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { RequestsDocument } from "../../gql/requests";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { usePhone } from "../../platform/device";
import { Page } from "../../platform/page";
import { ExportButton } from "../transfer/export-button";
import { RequestCards } from "./cards";
import { Filters, filterNames, filterOf } from "./filters";
import { useAnyRequestChanged } from "./live";
import { useIsRequester, usePerson } from "./rows";
import { RequestTable } from "./table";
import "./requests.css";

const Board = lazy(() => import("./board"));
const OwnRequests = lazy(() => import("./own-list"));

/** The own requests of who asks, and the register of everybody else. */
export default function Requests() {
  return useIsRequester() ? <OwnRequests /> : <Register />;
}

function Register() {
  const { t } = useTranslation();
  const phone = usePhone();
  const person = usePerson();
  const [state, change] = useAddressState(filterNames);
  const [view, show] = useAddressState(["view"]);
  const isBoard = view("view") === "board";
  const role = person?.user.role;
  const filter = filterOf(state, person);
  return (
    <Page
      fill
      title={t("requests.title")}
      actions={
        <>
          <Link to="/escalations?open=1" className="page-link">
            {t("requests.climbing")}
          </Link>
          <Link to="/requests/forecast" className="page-link">
            {t("requests.forecast")}
          </Link>
          {role === "COORDINATOR" && (
            <Link to="/requests/settings" className="page-link">
              {t("requests.settings")}
            </Link>
          )}
          <ExportButton list={{ serviceRequests: { filter } }} />
          <Button
            icon={
              isBoard ? <UnorderedListOutlined aria-hidden /> : <AppstoreOutlined aria-hidden />
            }
            onClick={() => show({ view: isBoard ? undefined : "board" })}
          >
            {t(isBoard ? "requests.asList" : "requests.asBoard")}
          </Button>
        </>
      }
    >
      <Filters state={state} change={change} isBoard={isBoard} />
      {isBoard ? (
        <Board filter={filter} />
      ) : (
        <List filter={filter} phone={phone} isFiltered={filterNames.some(state)} />
      )}
    </Page>
  );
}

interface ListProps {
  readonly filter: ReturnType<typeof filterOf>;
  readonly phone: boolean;
  readonly isFiltered: boolean;
}

function List({ filter, phone, isFiltered }: ListProps) {
  const { t } = useTranslation();
  const list = useConnection(
    RequestsDocument,
    { filter, orderBy: "CREATED_AT_DESC", first: 50 },
    (data) => data.serviceRequests,
  );
  useAnyRequestChanged(list.retry);
  const Rows = phone ? RequestCards : RequestTable;
  return (
    <AsyncState
      loading={list.loading}
      error={list.error}
      has={list.totalCount !== undefined}
      isEmpty={list.nodes.length === 0}
      empty={t(isFiltered ? "requests.noneFound" : "requests.none")}
      retry={list.retry}
      rows={10}
    >
      <p className="muted number requests-count" role="status">
        {t("requests.count", { count: list.totalCount ?? 0 })}
      </p>
      <Rows list={list} />
    </AsyncState>
  );
}
