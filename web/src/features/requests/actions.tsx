import { Button } from "antd";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RequestStep } from "../../gql/schema";
import type { ServiceRequest } from "./rows";

const StepForm = lazy(() => import("./step-forms"));

// What leads on comes first; what ends the matter last.
const order: readonly RequestStep[] = [
  "ACCEPT",
  "START",
  "ANSWER",
  "CONFIRM",
  "RESOLVE",
  "ASK",
  "ESCALATE",
  "FORM_TASK_FORCE",
  "ROUTE",
  "NOTE",
  "REOPEN",
  "REJECT",
  "WITHDRAW",
];
const grave: readonly RequestStep[] = ["REJECT", "WITHDRAW"];

interface Props {
  readonly request: ServiceRequest;
  readonly reload: () => void;
  /** Only these: what ends the matter may stand apart from what leads on. */
  readonly among?: readonly RequestStep[];
}

/** What this person may do with it now, and the form of what was chosen. */
export function Actions({ request, reload, among = order }: Props) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<RequestStep>();
  const { allowedSteps, taskForces } = request;
  const hasForce = taskForces.nodes.some(({ dissolvedAt }) => dissolvedAt === null);
  const steps = among.filter(
    (step) => allowedSteps.includes(step) && !(hasForce && step === "FORM_TASK_FORCE"),
  );
  // A form whose step is no longer possible stays: what was typed is the person's to give up.
  useEffect(() => choose(undefined), [request.id]);
  if (steps.length === 0 && !chosen) return null;
  return (
    <>
      {steps.length > 0 && (
        <div
          className="row request-actions no-print"
          role="group"
          aria-label={t("requests.actions")}
        >
          {steps.map((step, index) => (
            <Button
              key={step}
              type={index === 0 && step !== "NOTE" && !grave.includes(step) ? "primary" : "default"}
              danger={grave.includes(step)}
              aria-pressed={chosen === step}
              onClick={() => choose(chosen === step ? undefined : step)}
            >
              {t(`requests.steps.${step}.name`)}
            </Button>
          ))}
        </div>
      )}
      {chosen && (
        <Suspense>
          <StepForm
            key={chosen}
            step={chosen}
            request={request}
            reload={reload}
            // Only itself: the person may have opened another while it was on its way.
            close={() => choose((now) => (now === chosen ? undefined : now))}
          />
        </Suspense>
      )}
    </>
  );
}
