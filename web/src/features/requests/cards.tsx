import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { dayOf, formatDistance } from "../../platform/dates";
import { Mark, StateTag } from "../../platform/state-tag";
import { WindowedList } from "../../platform/windowed-list";
import type { RequestList, RequestRow } from "./rows";

export function RequestCards({ list }: { readonly list: RequestList }) {
  const { t } = useTranslation();
  return (
    <WindowedList
      list={list}
      rowHeight={112}
      label={t("requests.title")}
      render={(row, { style }) => (
        <div key={row.id} role="listitem" className="request-card-place" style={style}>
          <RequestCard row={row} hasState />
        </div>
      )}
    />
  );
}

interface Props {
  readonly row: RequestRow;
  readonly hasState?: boolean;
}

export function RequestCard({ row, hasState = false }: Props) {
  const { t } = useTranslation();
  return (
    <Link className="request-card" to={`/requests/${row.id}`}>
      <span className="request-card-title">{row.title}</span>
      <span className="request-card-line muted">{row.associationName ?? row.enterpriseName}</span>
      <span className="request-card-line">
        {hasState && <StateTag of="RequestState" value={row.state} />}
        {row.priority === "URGENT" && <StateTag of="RequestPriority" value={row.priority} />}
        {row.isOverdue && <Mark tone="bad">{t("requests.overdue")}</Mark>}
        <span className="muted request-card-when">
          {row.dueAt && !row.isOverdue
            ? t("requests.dueWhen", { when: formatDistance(dayOf(row.dueAt)) })
            : t("requests.filedWhen", { when: formatDistance(dayOf(row.createdAt)) })}
        </span>
      </span>
    </Link>
  );
}
