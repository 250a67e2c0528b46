import { useTranslation } from "react-i18next";
import type { RemarkFragment } from "../../gql/transfer";
import { Mark } from "../../platform/state-tag";
import type { FileRows } from "./csv";

interface Props {
  readonly remark: RemarkFragment;
  readonly rows: FileRows | undefined;
}

/** Where and why, and the row itself with the cell that is meant. */
export function RemarkRow({ remark, rows }: Props) {
  const { t } = useTranslation();
  const cells = rows?.get(remark.row);
  const bad = columnOf(rows, remark);
  return (
    <>
      <strong className="number">{t("transfer.rowNumber", { row: remark.row })}</strong>
      <div className="remark-body">
        <div className="remark-why">
          {remark.column && <Mark tone="bad">{remark.column}</Mark>}
          <span>{remark.words}</span>
        </div>
        {cells && (
          <div className="remark-cells">
            {cells.map((cell, index) => (
              <span key={index} className={index === bad ? "is-bad" : undefined}>
                {cell || t("app.nothing")}
              </span>
            ))}
          </div>
        )}
      </div>
    </>
  );
}

/** The place of the remark's column: its heading is that of the nearest row above that has it. */
function columnOf(rows: FileRows | undefined, { column, row }: RemarkFragment) {
  if (!rows || !column) return undefined;
  for (const [number, cells] of rows) {
    if (number >= row || number > 10) break;
    const at = cells.findIndex((cell) => cell.trim() === column);
    if (at >= 0) return at;
  }
  return undefined;
}
