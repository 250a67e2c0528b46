// The rows of an uploaded file as the person sees them in an editor, to show what was refused in
// its place. The server reads the file by itself; nothing here decides what lands.

/** Rows by the number of the line they begin on, which is how the server counts them. */
export type FileRows = ReadonlyMap<number, readonly string[]>;

export function rowsOf(text: string): FileRows {
  const rows = new Map<number, readonly string[]>();
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let line = 1;
  let began = 1;
  const end = () => {
    cells.push(cell);
    if (cells.length > 1 || cell !== "") rows.set(began, cells);
    cells = [];
    cell = "";
  };
  const clean = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  for (let at = 0; at < clean.length; at++) {
    const letter = clean[at];
    if (letter === "\n") line++;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (clean[at + 1] === '"') cell += clean[++at];
      else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ",") {
      cells.push(cell);
      cell = "";
    } else if (letter === "\n") {
      end();
      began = line;
    } else cell += letter;
  }
  end();
  return rows;
}

/** UTF-8 where it is that, else GB18030, as the server takes them. */
export function decoded(bytes: ArrayBuffer) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** One line of a CSV file; a cell that begins like a formula is kept from becoming one. */
export function csvLine(cells: readonly (string | number)[]) {
  return cells
    .map((cell) => String(cell).replace(/^[=+\-@\t]/, "'$&"))
    .map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",");
}
