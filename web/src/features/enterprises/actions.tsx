import { CalendarOutlined, EditOutlined, MessageOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { EnterpriseQuery } from "../../gql/enterprises";
import { dayOf, daysBetween, today } from "../../platform/dates";
import { useSession, worksOffline } from "../../platform/session";

type Firm = NonNullable<EnterpriseQuery["enterprise"]>;

/** What an officer does at a firm, within reach of the thumb. */
export function FirmActions({ firm }: { readonly firm: Firm }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  if (session.state === "out" || !worksOffline(session.person)) return null;
  const plan = planDue(firm, session.person.officer?.id);
  const go = (path: string) => () => navigate(`/enterprises/${firm.id}/${path}`);
  return (
    <div className="firm-actions no-print">
      <Button
        type="primary"
        size="large"
        icon={<EditOutlined aria-hidden />}
        onClick={go(plan ? `visit?plan=${plan.id}` : "visit")}
      >
        {t("visits.log")}
      </Button>
      <Button size="large" icon={<CalendarOutlined aria-hidden />} onClick={go("plan")}>
        {t("enterprises.plan")}
      </Button>
      <Button size="large" icon={<MessageOutlined aria-hidden />} onClick={go("request")}>
        {t("enterprises.file")}
      </Button>
    </div>
  );
}

/** The own plan that a visit now would fulfil: the earliest one up to tomorrow. */
function planDue(firm: Firm, officerId: string | undefined) {
  return firm.visits.nodes
    .filter(({ state, officer }) => state === "PLANNED" && officer?.id === officerId)
    .filter(({ happensAt }) => daysBetween(today(), dayOf(happensAt)) <= 1)
    .toSorted((a, b) => a.happensAt.localeCompare(b.happensAt))[0];
}
