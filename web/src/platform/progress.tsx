import "./progress.css";

interface Props {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

/** How far something is; without a total it only says that it runs. */
export function Progress({ done, total, label }: Props) {
  return (
    <div className="progress" role="status">
      <progress
        aria-label={label}
        {...(total > 0 ? { value: Math.min(done, total), max: total } : {})}
      />
      <span className="muted number">{label}</span>
    </div>
  );
}
