import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AsyncState } from "../../platform/async-state";
import type { Connection } from "../../platform/connection";
import "./stations.css";

interface Props<Row> {
  readonly list: Connection<Row>;
  readonly empty: string;
  readonly keyOf: (row: Row) => string;
  readonly render: (row: Row) => ReactNode;
}

/** A few dozen places as cards: there are not so many that they need a window. */
export function PlaceGrid<Row>({ list, empty, keyOf, render }: Props<Row>) {
  const { t } = useTranslation();
  return (
    <AsyncState
      loading={list.loading}
      error={list.error}
      has={list.totalCount !== undefined}
      isEmpty={list.nodes.length === 0}
      empty={empty}
      retry={list.retry}
    >
      <ul className="place-grid">
        {list.nodes.map((row) => (
          <li key={keyOf(row)}>{render(row)}</li>
        ))}
      </ul>
      {list.hasMore && (
        <Button loading={list.loading} onClick={list.loadMore}>
          {t("requests.more")}
        </Button>
      )}
    </AsyncState>
  );
}
