import { useTranslation } from "react-i18next";
import "./transfer.css";

const steps = ["choose", "try", "check", "land"] as const;

/** Where one is on the way of an import. */
export function Steps({ at }: { readonly at: (typeof steps)[number] }) {
  const { t } = useTranslation();
  const now = steps.indexOf(at);
  return (
    <ol className="steps no-print">
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < now ? "is-past" : undefined}
          aria-current={index === now ? "step" : undefined}
        >
          <span className="steps-number">{index + 1}</span>
          {t(`transfer.steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
