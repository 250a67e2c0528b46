// Logging a visit: four taps from the firm, and everything else if there is time.
import { useTranslation } from "react-i18next";
import { AsyncState } from "../../platform/async-state";
import { Page } from "../../platform/page";
import { useFirm } from "./firm";
import { LogForm } from "./log-form";

export default function LogVisit() {
  const { t } = useTranslation();
  const { firm, userId, item, address, state } = useFirm();
  const enterpriseId =
    firm?.id ?? (item?.content.kind === "visit" ? item.content.input.enterpriseId : "");
  const name = firm?.name ?? item?.firmName ?? "";
  return (
    <Page
      title={t("visits.log")}
      crumbs={[
        item
          ? { to: "/outbox", title: t("outbox.title") }
          : { to: `/enterprises/${enterpriseId}`, title: name },
      ]}
    >
      <AsyncState {...state} empty={t("visits.noFirm")}>
        <LogForm
          key={item?.id}
          enterpriseId={enterpriseId}
          name={name}
          firm={firm}
          userId={userId}
          item={item}
          plan={firm?.visits.nodes.find(({ id }) => id === address("plan"))}
        />
      </AsyncState>
    </Page>
  );
}
