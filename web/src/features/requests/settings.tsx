import { useTranslation } from "react-i18next";
import { Page } from "../../platform/page";
import { Targets } from "./targets";
import { Templates } from "./templates";
import "./planning.css";
import "./request.css";

/** How quickly requests are to be answered, and along which ways they climb. */
export default function RequestSettings() {
  const { t } = useTranslation();
  return (
    <Page title={t("requests.settings")} crumbs={[{ to: "/requests", title: t("requests.title") }]}>
      <Templates />
      <Targets />
    </Page>
  );
}
