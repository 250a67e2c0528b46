// A schematic drawing of the county: where the towns lie towards each other, and the dots in them.
// No tiles and no outside service; a base map can come later behind the same props.
import { useMemo } from "react";
import { projection } from "./projection";
import "./town-map.css";

export interface MapTown {
  readonly id: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
}

export interface MapDot {
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly label: string;
  readonly tone?: "info" | "good" | "warn" | "bad";
}

/** From one place to another, such as a firm and its officer. */
export interface MapLine {
  readonly id: string;
  readonly from: { readonly longitude: number; readonly latitude: number };
  readonly to: { readonly longitude: number; readonly latitude: number };
}

interface Props {
  readonly towns: readonly MapTown[];
  readonly dots: readonly MapDot[];
  readonly lines?: readonly MapLine[];
  /** What must be in sight, where two maps are to have one scale; the towns or dots otherwise. */
  readonly frame?: readonly { readonly longitude: number; readonly latitude: number }[];
  readonly label: string;
  readonly onPick?: (id: string) => void;
}

const width = 360;
const height = 360;

export function TownMap({ towns, dots, lines = [], frame, label, onPick }: Props) {
  const place = useMemo(
    () => projection(frame ?? (towns.length > 0 ? towns : dots), width, height, 32),
    [frame, towns, dots],
  );
  return (
    <svg className="town-map" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
      {towns.map((town) => {
        const { x, y } = place(town);
        return <circle key={town.id} cx={x} cy={y} r="12" className="town-map-town" />;
      })}
      {lines.map((line) => {
        const [from, to] = [place(line.from), place(line.to)];
        return (
          <line
            key={line.id}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
            className="town-map-line"
          />
        );
      })}
      {dots.map((dot) => {
        const { x, y } = place(dot);
        const pick = onPick && (() => onPick(dot.id));
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: it is a button when it can be picked
          <circle
            key={dot.id}
            cx={x}
            cy={y}
            r="5"
            className={`town-map-dot dot-${dot.tone ?? "info"}`}
            role={pick ? "button" : undefined}
            tabIndex={pick ? 0 : undefined}
            onClick={pick}
            onKeyDown={pick && ((event) => event.key === "Enter" && pick())}
          >
            <title>{dot.label}</title>
          </circle>
        );
      })}
      {/* Names last, so that no dot hides them. */}
      {towns.map((town) => {
        const { x, y } = place(town);
        return (
          <text key={town.id} x={x} y={y + 25} className="town-map-name">
            {town.name.replace(/(街道|镇|乡)$/, "")}
          </text>
        );
      })}
    </svg>
  );
}
