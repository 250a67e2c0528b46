import { registerSW } from "virtual:pwa-register";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

/** Offers a new version once the service worker has it whole; nobody loses a half-written form. */
export function UpdatePrompt() {
  const { t } = useTranslation();
  const [update, setUpdate] = useState<() => void>();
  useEffect(() => {
    const apply = registerSW({ onNeedRefresh: () => setUpdate(() => () => void apply(true)) });
  }, []);
  if (!update) return null;
  return (
    <div className="toasts no-print" role="status">
      <div className="toast tone-info row">
        {t("app.update")}
        <Button size="small" type="primary" onClick={update}>
          {t("app.updateNow")}
        </Button>
        <Button size="small" onClick={() => setUpdate(undefined)}>
          {t("app.updateLater")}
        </Button>
      </div>
    </div>
  );
}
