// How many firms each officer has, against the limits of the programme.
import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "urql";
import {
  CaseloadDocument,
  CaseloadLimitsDocument,
  type CaseloadQuery,
} from "../../gql/assignments";
import type { Load } from "../../gql/schema";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { usePhone } from "../../platform/device";
import { SearchBox } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Progress } from "../../platform/progress";
import { useRights } from "../../platform/rights";
import { RowCards } from "../../platform/row-cards";
import { StateTag } from "../../platform/state-tag";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import { AgencyFinder } from "../agencies/agency-finder";
import "./caseload.css";

type Row = CaseloadQuery["caseload"]["nodes"][number];
const loads: readonly Load[] = ["UNDER", "WITHIN", "FULL", "OVER"];

export default function Caseload() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { assigns, readsPairRules } = useRights();
  const [state, change] = useAddressState(["agency", "load", "search"]);
  const [{ data }] = useQuery({ query: CaseloadLimitsDocument });
  const list = useConnection(
    CaseloadDocument,
    { agency: state("agency") || null, first: 100 },
    (answer) => answer.caseload,
  );
  const { hasMore, loadMore, totalCount } = list;
  // The counts above speak of everybody, so everybody is read: a thousand at most.
  useEffect(() => {
    if (hasMore) loadMore();
  }, [hasMore, loadMore]);
  const words = state("search");
  const shown = list.nodes.filter(
    ({ load, officer }) =>
      (!state("load") || load === state("load")) && (!words || officer.name.includes(words)),
  );
  const rows = { ...list, nodes: shown, totalCount: shown.length, hasMore: false };
  const limits = data?.programmeSettings;
  const columns: readonly Column<Row>[] = [
    {
      title: t("officers.name"),
      width: "minmax(120px, 1fr)",
      render: ({ officer }) => <Link to={`/officers/${officer.id}`}>{officer.name}</Link>,
    },
    {
      title: t("officers.agency"),
      width: "minmax(160px, 2fr)",
      render: ({ officer }) => officer.agency?.name,
    },
    {
      title: t("officers.town"),
      width: "minmax(96px, 1fr)",
      render: ({ officer }) => officer.town?.name,
    },
    {
      title: t("assignments.firms"),
      width: "240px",
      render: ({ count }) => <CountBar count={count} upper={limits?.caseloadUpper ?? 10} />,
    },
    {
      title: t("assignments.loadShort"),
      width: "96px",
      render: ({ load }) => <StateTag of="Load" value={load} />,
    },
  ];
  return (
    <Page
      fill
      title={t("assignments.caseload")}
      aside={
        limits && t("officers.limits", { lower: limits.caseloadLower, upper: limits.caseloadUpper })
      }
      actions={
        <>
          {readsPairRules && (
            <Link to="/caseload/rules">
              <Button tabIndex={-1}>{t("assignments.pairRules")}</Button>
            </Link>
          )}
          {assigns && (
            <Link to="/caseload/assign">
              <Button type="primary" tabIndex={-1}>
                {t("assignments.bulk")}
              </Button>
            </Link>
          )}
        </>
      }
    >
      <div className="load-counts" role="group" aria-label={t("assignments.load")}>
        {loads.map((load) => (
          <button
            key={load}
            type="button"
            className="load-count"
            aria-pressed={state("load") === load}
            onClick={() => change({ load: state("load") === load ? "" : load })}
          >
            <StateTag of="Load" value={load} />
            <strong className="number">
              {list.nodes.filter((row) => row.load === load).length}
            </strong>
            <span className="muted">{t("assignments.people")}</span>
          </button>
        ))}
      </div>
      <div className="filters no-print" role="search">
        <SearchBox
          value={words}
          label={t("assignments.officerName")}
          onChange={(search) => change({ search })}
        />
        <div className="filter-finder">
          <AgencyFinder
            label={t("officers.allAgencies")}
            value={state("agency")}
            onChange={(agency) => change({ agency })}
          />
        </div>
        {hasMore && totalCount !== undefined && (
          <Progress
            done={list.nodes.length}
            total={totalCount}
            label={t("assignments.reading", { done: list.nodes.length, total: totalCount })}
          />
        )}
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={totalCount !== undefined}
        isEmpty={shown.length === 0}
        empty={t("officers.none")}
        retry={list.retry}
        rows={10}
      >
        {phone ? (
          <RowCards
            list={rows}
            label={t("assignments.caseload")}
            keyOf={({ officer }) => officer.id}
            to={({ officer }) => `/officers/${officer.id}`}
            title={({ officer, count }) => `${officer.name} · ${t("officers.firms", { count })}`}
            line={({ officer }) => officer.agency?.name}
            mark={({ load }) => <StateTag of="Load" value={load} />}
          />
        ) : (
          <WindowedTable
            list={rows}
            columns={columns}
            keyOf={({ officer }) => officer.id}
            label={t("assignments.caseload")}
          />
        )}
      </AsyncState>
    </Page>
  );
}

function CountBar({ count, upper }: { readonly count: number; readonly upper: number }) {
  const share = Math.min(100, (count / Math.max(upper, 1)) * 100);
  return (
    <span className="count-bar">
      <span className="number">{count}</span>
      <span className="count-bar-track" aria-hidden>
        <span className={count > upper ? "is-over" : undefined} style={{ width: `${share}%` }} />
      </span>
    </span>
  );
}
