// The register of firms. The reference for other lists: filters in the address, one connection,
// a windowed table at a desk and cards on a phone.
import { EnvironmentOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EnterprisesDocument } from "../../gql/enterprises";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { usePhone } from "../../platform/device";
import { Page } from "../../platform/page";
import { codeOf } from "../../platform/problem";
import { useRights } from "../../platform/rights";
import { useSession, worksOffline } from "../../platform/session";
import { ExportButton } from "../transfer/export-button";
import { FirmCards } from "./cards";
import { Filters, filterNames } from "./filters";
import { filterOf, titleFor } from "./rows";
import { FirmTable } from "./table";

const FirmMap = lazy(() => import("./map"));
const FoundOffline = lazy(() => import("./found-offline"));

export default function Enterprises() {
  const { t } = useTranslation();
  const phone = usePhone();
  const session = useSession();
  const { keepsRegisters } = useRights();
  const [state, change] = useAddressState(filterNames);
  const [view, show] = useAddressState(["view"]);
  const isMap = view("view") === "map";
  const filter = filterOf(state);
  const list = useConnection(
    EnterprisesDocument,
    { filter, first: 50 },
    (data) => data.enterprises,
  );
  const Rows = isMap ? FirmMap : phone ? FirmCards : FirmTable;
  const isFiltered = filterNames.some(state);
  const isCutOff = list.error !== undefined && codeOf(list.error) === "OFFLINE";
  const offline = session.state === "in" && worksOffline(session.person) && isCutOff;
  return (
    <Page
      fill
      title={t(titleFor(session))}
      actions={
        <>
          {keepsRegisters && (
            <Link to="/enterprises/new">
              <Button type="primary" tabIndex={-1}>
                {t("enterprises.create")}
              </Button>
            </Link>
          )}
          <ExportButton list={{ enterprises: { filter } }} count={list.totalCount} />
          <Button
            icon={
              isMap ? <UnorderedListOutlined aria-hidden /> : <EnvironmentOutlined aria-hidden />
            }
            onClick={() => show({ view: isMap ? undefined : "map" })}
          >
            {t(isMap ? "enterprises.asList" : "enterprises.asMap")}
          </Button>
        </>
      }
      aside={list.totalCount !== undefined && t("enterprises.count", { count: list.totalCount })}
    >
      <Filters state={state} change={change} />
      {offline && state("search") ? (
        <FoundOffline search={state("search")} />
      ) : (
        <AsyncState
          loading={list.loading}
          error={list.error}
          has={list.totalCount !== undefined}
          isEmpty={list.nodes.length === 0}
          empty={t(isFiltered ? "enterprises.noneFound" : "enterprises.none")}
          retry={list.retry}
          rows={10}
        >
          <Rows list={list} />
        </AsyncState>
      )}
    </Page>
  );
}
