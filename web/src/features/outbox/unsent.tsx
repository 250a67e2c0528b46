import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Mark } from "../../platform/state-tag";
import { useOutbox } from "./store";
import { saying } from "./words-of";
import "./outbox.css";

/** What was written about a firm here and is not at the server yet. */
export function UnsentOf({ enterpriseId }: { readonly enterpriseId: string }) {
  const { t } = useTranslation();
  const items = useOutbox().items?.filter(
    ({ content }) => content.input.enterpriseId === enterpriseId,
  );
  if (!items?.length) return null;
  return (
    <section className="card">
      <h2>{t("outbox.unsentHere")}</h2>
      <p className="muted" role="status">
        {t("outbox.kept")}
      </p>
      <ul className="unsent">
        {items.map((item) => (
          <li key={item.id} className="row">
            <Mark tone={item.refusal ? "bad" : "warn"}>
              {t(item.refusal ? "outbox.refused" : `outbox.kinds.${item.content.kind}`)}
            </Mark>
            <span>{saying(item.content)}</span>
            <span className="row unsent-links">
              {item.content.kind === "visit" && (
                <Link to={`/enterprises/${enterpriseId}/request?after=${item.id}`}>
                  {t("visits.fileRequest")}
                </Link>
              )}
              <Link to="/outbox">{t("outbox.look")}</Link>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
