import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Connection } from "./connection";
import { WindowedList } from "./windowed-list";
import "./row-cards.css";

interface Props<Row> {
  readonly list: Connection<Row>;
  readonly label: string;
  readonly keyOf: (row: Row) => string;
  readonly to: (row: Row) => string;
  readonly title: (row: Row) => string;
  readonly line: (row: Row) => ReactNode;
  readonly mark?: (row: Row) => ReactNode;
}

/** A register on a phone: a card a row, in two lines. */
export function RowCards<Row>({ list, label, keyOf, to, title, line, mark }: Props<Row>) {
  return (
    <WindowedList
      list={list}
      rowHeight={80}
      label={label}
      render={(row, { style }) => (
        <div key={keyOf(row)} role="listitem" className="row-card-place" style={style}>
          <Link className="row-card" to={to(row)}>
            <span className="row-card-title">
              <span>{title(row)}</span>
              {mark?.(row)}
            </span>
            <span className="row-card-line muted">{line(row)}</span>
          </Link>
        </div>
      )}
    />
  );
}
