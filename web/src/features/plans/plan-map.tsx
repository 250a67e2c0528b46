// Where firms and officers are, town by town: today on the left, the plan on the right.
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import {
  PlanChoicesDocument,
  PlannedInTownDocument,
  type PlannedInTownQuery,
} from "../../gql/plans";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { Pick } from "../../platform/inputs";
import { Progress } from "../../platform/progress";
import { type MapDot, type MapLine, TownMap } from "../../platform/town-map";
import type { Plan } from "./plan";

type Firm = NonNullable<PlannedInTownQuery["caseloadPlan"]>["assignments"]["nodes"][number];
type Officer = NonNullable<Firm["officer"]>;

export function PlanMap({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const [state, change] = useAddressState(["town"]);
  const [{ data }] = useQuery({ query: PlanChoicesDocument });
  const all = data?.towns ?? [];
  const inPlan = new Set(plan.towns.map(({ id }) => id));
  const towns = inPlan.size > 0 ? all.filter(({ id }) => inPlan.has(id)) : all;
  const picked = towns.find(({ id }) => id === state("town"));
  const dots = towns.map(({ id, name, longitude, latitude }) => ({
    id,
    label: name,
    longitude,
    latitude,
  }));
  return (
    <section className="card" aria-label={t("plans.map")}>
      <div className="card-head">
        <h2>{t("plans.map")}</h2>
        <Pick
          value={state("town")}
          label={t("plans.pickTown")}
          none={t("plans.wholeCounty")}
          options={towns.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(town) => change({ town })}
        />
      </div>
      {picked ? (
        <OneTown key={picked.id} plan={plan} town={picked.id} />
      ) : (
        <>
          <p className="muted">{t("plans.mapHint")}</p>
          <TownMap
            towns={towns}
            dots={dots}
            label={t("plans.map")}
            onPick={(town) => change({ town })}
          />
        </>
      )}
    </section>
  );
}

function OneTown({ plan, town }: { readonly plan: Plan; readonly town: string }) {
  const { t } = useTranslation();
  const list = useConnection(
    PlannedInTownDocument,
    { id: plan.id, filter: { moves: false, misfits: false, town }, first: 100 },
    (data) => data.caseloadPlan?.assignments,
  );
  const { nodes, hasMore, loadMore, totalCount = 0 } = list;
  useEffect(() => {
    if (hasMore) loadMore();
  }, [hasMore, loadMore]);
  const today = useMemo(() => drawn(nodes, (firm) => firm.presentOfficer), [nodes]);
  const planned = useMemo(() => drawn(nodes, (firm) => firm.officer), [nodes]);
  const frame = useMemo(() => [...today.dots, ...planned.dots], [today, planned]);
  return (
    <AsyncState
      loading={list.loading}
      error={list.error}
      has={list.totalCount !== undefined}
      isEmpty={nodes.length === 0}
      empty={t("plans.noFirms")}
      retry={list.retry}
    >
      {hasMore && (
        <Progress
          done={nodes.length}
          total={totalCount}
          label={t("plans.drawing", { done: nodes.length, total: totalCount })}
        />
      )}
      <p className="muted plan-legend">
        <span className="plan-key key-firm" /> {t("plans.keyFirm")}
        <span className="plan-key key-moved" /> {t("plans.keyMoved")}
        <span className="plan-key key-officer" /> {t("plans.keyOfficer")}
      </p>
      <div className="plan-sides">
        {(
          [
            ["today", today],
            ["planned", planned],
          ] as const
        ).map(([side, map]) => (
          <figure key={side} className="plan-map">
            <figcaption>{t(`plans.${side}`)}</figcaption>
            <TownMap
              towns={[]}
              dots={map.dots}
              lines={map.lines}
              frame={frame}
              label={t(`plans.${side}`)}
            />
          </figure>
        ))}
      </div>
    </AsyncState>
  );
}

function drawn(firms: readonly Firm[], officerOf: (firm: Firm) => Officer | null) {
  const lines: MapLine[] = [];
  const dots: MapDot[] = [];
  const officers = new Map<string, Officer>();
  for (const firm of firms) {
    const place = firm.enterprise;
    if (place === null || place.longitude === null || place.latitude === null) continue;
    const at = { longitude: place.longitude, latitude: place.latitude };
    const tone = firm.isMove ? "warn" : "info";
    dots.push({ id: place.id, label: place.name, tone, ...at });
    const officer = officerOf(firm);
    if (!officer || officer.longitude === null || officer.latitude === null) continue;
    officers.set(officer.id, officer);
    const to = { longitude: officer.longitude, latitude: officer.latitude };
    lines.push({ id: firm.id, from: at, to });
  }
  for (const { id, name, longitude, latitude } of officers.values()) {
    if (longitude === null || latitude === null) continue;
    dots.push({ id, label: name, tone: "good", longitude, latitude });
  }
  return { lines, dots };
}
