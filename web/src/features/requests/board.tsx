import { useTranslation } from "react-i18next";
import { RequestsDocument, type RequestsQueryVariables } from "../../gql/requests";
import type { RequestState } from "../../gql/schema";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { WindowedList } from "../../platform/windowed-list";
import { RequestCard } from "./cards";
import { useAnyRequestChanged } from "./live";
import { openStates } from "./rows";
import "./board.css";

type Filter = RequestsQueryVariables["filter"];

/** What is open, a column for each state; the longest waiting on top. */
export default function Board({ filter }: { readonly filter: Filter }) {
  return (
    <div className="board">
      {openStates.map((state) => (
        <Column key={state} state={state} filter={filter} />
      ))}
    </div>
  );
}

function Column({ state, filter }: { readonly state: RequestState; readonly filter: Filter }) {
  const { t } = useTranslation();
  const list = useConnection(
    RequestsDocument,
    { filter: { ...filter, states: [state] }, orderBy: "CREATED_AT", first: 30 },
    (data) => data.serviceRequests,
  );
  useAnyRequestChanged(list.retry);
  const name = t(`app.enums.RequestState.${state}`);
  return (
    <section className="board-column" aria-label={name}>
      <h2>
        {name} <span className="muted number">{list.totalCount}</span>
      </h2>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("requests.noneHere")}
        retry={list.retry}
        rows={3}
      >
        <WindowedList
          list={list}
          rowHeight={112}
          label={name}
          render={(row, { style }) => (
            <div key={row.id} role="listitem" className="request-card-place" style={style}>
              <RequestCard row={row} />
            </div>
          )}
        />
      </AsyncState>
    </section>
  );
}
