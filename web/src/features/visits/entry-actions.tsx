import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMutation } from "urql";
import type { VisitState } from "../../gql/schema";
import { CancelVisitDocument } from "../../gql/visits";
import { adviceOf, wordsFor } from "../../platform/problem";
import { toast } from "../../platform/toast";
import "./form.css";

interface Props {
  readonly enterpriseId: string;
  readonly visit: { readonly id: string; readonly version: number; readonly state: VisitState };
}

/** What one does with an own visit of the timeline: fulfil or cancel a plan, file what came up. */
export function VisitActions({ enterpriseId, visit }: Props) {
  const { t } = useTranslation();
  const [cancels, setCancels] = useState(false);
  switch (visit.state) {
    case "CANCELLED":
      return null;
    case "DONE":
      return (
        <Link className="entry-link" to={`/enterprises/${enterpriseId}/request?visit=${visit.id}`}>
          {t("visits.fileRequest")}
        </Link>
      );
    case "PLANNED":
      return cancels ? (
        <CancelForm visit={visit} onClose={() => setCancels(false)} />
      ) : (
        <div className="row">
          <Link className="entry-link" to={`/enterprises/${enterpriseId}/visit?plan=${visit.id}`}>
            {t("visits.logThis")}
          </Link>
          <Button type="text" onClick={() => setCancels(true)}>
            {t("visits.cancel")}
          </Button>
        </div>
      );
  }
}

interface CancelProps {
  readonly visit: Props["visit"];
  readonly onClose: () => void;
}

function CancelForm({ visit, onClose }: CancelProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [{ fetching }, cancel] = useMutation(CancelVisitDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { id: visit.id, version: visit.version, reason: reason.trim() };
    const { error } = await cancel({ input });
    if (error) toast("bad", adviceOf(error) ?? t(wordsFor(error)));
    else {
      toast("good", t("visits.cancelled"));
      onClose();
    }
  };
  return (
    <form className="chips-other" onSubmit={submit}>
      <Input
        size="large"
        aria-label={t("visits.cancelReason")}
        placeholder={t("visits.cancelReason")}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button size="large" danger htmlType="submit" loading={fetching} disabled={!reason.trim()}>
        {t("visits.cancel")}
      </Button>
      <Button size="large" onClick={onClose}>
        {t("app.cancel")}
      </Button>
    </form>
  );
}
