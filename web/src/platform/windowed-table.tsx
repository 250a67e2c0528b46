import type { ReactNode } from "react";
import type { Connection } from "./connection";
import { WindowedList } from "./windowed-list";

export interface Column<Row> {
  readonly title: string;
  /** A track of a CSS grid: `minmax(200px, 2fr)`, `96px`. */
  readonly width: string;
  readonly render: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
}

interface Props<Row> {
  readonly list: Connection<Row>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly label: string;
}

/** A register on a desk: a head that stays, and any number of rows. */
export function WindowedTable<Row>({ list, columns, keyOf, label }: Props<Row>) {
  const gridTemplateColumns = columns.map((column) => column.width).join(" ");
  const kind = (column: Column<Row>) => (column.isNumber ? "sheet-number" : undefined);
  return (
    <div className="sheet">
      <WindowedList
        list={list}
        label={label}
        rowHeight={48}
        table={{
          rowCount: (list.totalCount ?? list.nodes.length) + 1,
          head: (
            <div role="rowgroup" className="sheet-head">
              <div className="sheet-row" role="row" style={{ gridTemplateColumns }}>
                {columns.map((column) => (
                  <div key={column.title} role="columnheader" className={kind(column)}>
                    {column.title}
                  </div>
                ))}
              </div>
            </div>
          ),
        }}
        render={(row, { index, style }) => (
          <div
            key={keyOf(row)}
            className="sheet-row"
            role="row"
            aria-rowindex={index + 2}
            style={{ ...style, gridTemplateColumns }}
          >
            {columns.map((column) => (
              <div key={column.title} role="cell" className={kind(column)}>
                {column.render(row)}
              </div>
            ))}
          </div>
        )}
      />
    </div>
  );
}
