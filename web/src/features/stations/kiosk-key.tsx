import { CopyOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useTranslation } from "react-i18next";
import { toast } from "../../platform/toast";

interface Props {
  readonly value: string;
  readonly close: () => void;
}

/** The key of a machine, shown this once: it is kept nowhere in the client. */
export function KioskKey({ value, close }: Props) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    toast("good", t("stations.copied"));
  };
  return (
    <section className="card kiosk-key" role="alert">
      <h2>{t("stations.key")}</h2>
      <p>{t("stations.keyAbout")}</p>
      <div className="kiosk-key-line">
        <Input readOnly value={value} aria-label={t("stations.key")} className="number" />
        <Button icon={<CopyOutlined aria-hidden />} onClick={copy}>
          {t("stations.copy")}
        </Button>
      </div>
      <Button type="primary" onClick={close}>
        {t("stations.keyKept")}
      </Button>
    </section>
  );
}
