// Many firms for one officer: pick the firms that nobody looks after, pick the officer.
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import {
  AssignmentTownsDocument,
  CaseloadLimitsDocument,
  OfficerRoomDocument,
  UnassignedFirmsDocument,
  type UnassignedFirmsQuery,
} from "../../gql/assignments";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { Pick, SearchBox } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Mark } from "../../platform/state-tag";
import { WindowedList } from "../../platform/windowed-list";
import { OfficerFinder } from "../officers/officer-finder";
import { type Firm, useBulkAssign } from "./bulk";
import { Results } from "./results";
import "./assign.css";

type Row = UnassignedFirmsQuery["enterprises"]["nodes"][number];

export default function BulkAssign() {
  const { t } = useTranslation();
  const [state, change] = useAddressState(["search", "town", "scale", "officer"]);
  const [picked, setPicked] = useState<ReadonlyMap<string, Firm>>(new Map());
  const [note, setNote] = useState("");
  const bulk = useBulkAssign();
  const officerId = state("officer");
  const [{ data: towns }] = useQuery({ query: AssignmentTownsDocument });
  const [{ data: limits }] = useQuery({ query: CaseloadLimitsDocument });
  const [{ data: chosen }] = useQuery({
    query: OfficerRoomDocument,
    variables: { id: officerId },
    pause: !officerId,
  });
  const list = useConnection(
    UnassignedFirmsDocument,
    {
      filter: {
        assigned: false,
        search: state("search") || null,
        town: state("town") || null,
        aboveScale: state("scale") ? state("scale") === "above" : null,
      },
      first: 50,
    },
    (data) => data.enterprises,
  );
  const upper = limits?.programmeSettings.caseloadUpper ?? 10;
  const now = officerId ? (chosen?.officer?.assignments.totalCount ?? 0) : 0;
  const room = Math.max(0, upper - now);
  const tooMany = officerId !== "" && picked.size > room;

  const toggle = ({ id, name }: Row) => {
    const next = new Map(picked);
    if (!next.delete(id)) next.set(id, { id, name });
    setPicked(next);
  };
  const start = async () => {
    await bulk.run([...picked.values()], officerId, note.trim());
    setPicked(new Map());
  };

  return (
    <Page
      fill
      title={t("assignments.bulk")}
      aside={list.totalCount !== undefined && t("assignments.without", { count: list.totalCount })}
      crumbs={[{ to: "/caseload", title: t("assignments.caseload") }]}
    >
      <div className="filters no-print" role="search">
        <SearchBox
          value={state("search")}
          label={t("enterprises.search")}
          onChange={(search) => change({ search })}
        />
        <Pick
          value={state("town")}
          label={t("enterprises.town")}
          none={t("enterprises.allTowns")}
          options={(towns?.towns ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(town) => change({ town })}
        />
        <Pick
          value={state("scale")}
          label={t("enterprises.scale")}
          none={t("enterprises.allScales")}
          options={[
            { value: "above", label: t("enterprises.aboveScale") },
            { value: "below", label: t("enterprises.belowScale") },
          ]}
          onChange={(scale) => change({ scale })}
        />
      </div>
      <div className="bulk">
        <AsyncState
          loading={list.loading}
          error={list.error}
          has={list.totalCount !== undefined}
          isEmpty={list.nodes.length === 0}
          empty={t("assignments.allAssigned")}
          retry={list.retry}
          rows={10}
        >
          <div className="sheet">
            <WindowedList
              list={list}
              rowHeight={48}
              label={t("enterprises.unassigned")}
              render={(firm, { style }) => (
                <div key={firm.id} role="listitem" className="sheet-row bulk-row" style={style}>
                  <Checkbox
                    checked={picked.has(firm.id)}
                    disabled={bulk.running}
                    onChange={() => toggle(firm)}
                  >
                    {firm.name}
                  </Checkbox>
                  <span className="muted">{firm.town?.name}</span>
                  <span>
                    {firm.aboveScale && <Mark tone="info">{t("enterprises.aboveScale")}</Mark>}
                  </span>
                </div>
              )}
            />
          </div>
        </AsyncState>
        <section className="card stack bulk-side" aria-label={t("assignments.toWhom")}>
          <h2>{t("assignments.toWhom")}</h2>
          <OfficerFinder
            label={t("assignments.findOfficer")}
            value={officerId}
            onChange={(officer) => change({ officer })}
          />
          {officerId && (
            <p className={tooMany ? "bulk-over" : "muted"}>
              {t("assignments.room", { now, room, upper })}
            </p>
          )}
          <Input.TextArea
            aria-label={t("assignments.note")}
            placeholder={t("assignments.note")}
            rows={2}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <div className="row">
            <Button
              type="primary"
              disabled={!officerId || picked.size === 0}
              loading={bulk.running}
              onClick={start}
            >
              {t("assignments.assignCount", { count: picked.size })}
            </Button>
            <Button disabled={picked.size === 0} onClick={() => setPicked(new Map())}>
              {t("assignments.clear")}
            </Button>
          </div>
          <Results results={bulk.results} running={bulk.running} onClear={bulk.clear} />
        </section>
      </div>
    </Page>
  );
}
