import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Mark } from "../../platform/state-tag";
import { WindowedList } from "../../platform/windowed-list";
import { type FirmList, type FirmRow, lastVisitOf } from "./rows";
import "./cards.css";

export function FirmCards({
  list,
}: {
  readonly list: Pick<FirmList, "nodes" | "hasMore" | "loadMore">;
}) {
  const { t } = useTranslation();
  return (
    <WindowedList
      list={list}
      rowHeight={104}
      label={t("enterprises.title")}
      render={(firm, { style }) => (
        <div key={firm.id} role="listitem" className="firm-card-place" style={style}>
          <FirmCard firm={firm} />
        </div>
      )}
    />
  );
}

function FirmCard({ firm }: { readonly firm: FirmRow }) {
  const { t } = useTranslation();
  const last = lastVisitOf(firm);
  const open = firm.requests.totalCount;
  return (
    <Link className="firm-card" to={`/enterprises/${firm.id}`}>
      <span className="firm-card-name">{firm.name}</span>
      <span className="firm-card-line muted">
        {firm.town?.name} · {firm.industry}
      </span>
      <span className="firm-card-line">
        <span className={last ? undefined : "firm-card-never"}>
          {last ? t("enterprises.visitedAgo", { days: last.daysAgo }) : t("enterprises.never")}
        </span>
        <span className="firm-card-marks">
          {firm.aboveScale && <Mark tone="plain">{t("enterprises.aboveScale")}</Mark>}
          {open > 0 && <Mark tone="info">{t("enterprises.openCount", { open })}</Mark>}
        </span>
      </span>
    </Link>
  );
}
