// Only the rows in sight are in the page, so that ten thousand scroll as lightly as ten.
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Connection } from "./connection";
import "./windowed-list.css";

const margin = 8;

export interface RowPlace {
  readonly index: number;
  readonly style: { readonly position: "absolute"; readonly top: number; readonly height: number };
}

interface Props<Row> {
  readonly list: Pick<Connection<Row>, "nodes" | "hasMore" | "loadMore">;
  /** The height of every row in pixels, gaps included. */
  readonly rowHeight: number;
  readonly render: (row: Row, place: RowPlace) => ReactNode;
  readonly label: string;
  /** Makes it a table: its head, and how many rows there are in all. */
  readonly table?: { readonly head: ReactNode; readonly rowCount: number };
}

/** Fills its parent and scrolls; asks for more a screen before the end comes in sight. */
export function WindowedList<Row>(props: Props<Row>) {
  const { list, rowHeight, render, label, table } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ first: 0, count: 30 });
  const { nodes, hasMore, loadMore } = list;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - margin);
      const count = Math.ceil(element.clientHeight / rowHeight) + 2 * margin;
      setView((before) =>
        before.first === first && before.count === count ? before : { first, count },
      );
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [rowHeight]);

  useEffect(() => {
    if (hasMore && view.first + 2 * view.count >= nodes.length) loadMore();
  }, [hasMore, loadMore, nodes.length, view]);

  // What scrolls must be reached by the keyboard.
  const semantics = {
    tabIndex: 0,
    "aria-label": label,
    role: table ? "table" : "region",
    "aria-rowcount": table?.rowCount,
  };
  return (
    <div className="windowed" ref={box} {...semantics}>
      {table?.head}
      <div
        className="windowed-rows"
        role={table ? "rowgroup" : "list"}
        style={{ height: nodes.length * rowHeight }}
      >
        {nodes.slice(view.first, view.first + view.count).map((row, offset) => {
          const index = view.first + offset;
          return render(row, {
            index,
            style: { position: "absolute", top: index * rowHeight, height: rowHeight },
          });
        })}
      </div>
    </div>
  );
}
