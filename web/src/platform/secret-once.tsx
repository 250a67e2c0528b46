import { CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { toast } from "./toast";
import "./secret-once.css";

interface Props {
  readonly title: string;
  /** Whose it is, where to put it, and that it is not shown again. */
  readonly about: string;
  readonly value: string;
  /** What the button says that puts it away. */
  readonly kept: string;
  readonly close: () => void;
}

/** A key or a secret address, shown this once: it is kept nowhere in the client. */
export function SecretOnce({ title, about, value, kept, close }: Props) {
  const { t } = useTranslation();
  const copy = async () => {
    // Without HTTPS a browser gives no clipboard.
    const copied = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    toast(copied ? "good" : "bad", t(copied ? "app.copied" : "app.copyFailed"));
  };
  return (
    <section className="card secret-once" role="alert">
      <h2>{title}</h2>
      <p>{about}</p>
      <div className="secret-once-line">
        <code>{value}</code>
        <Button icon={<CopyOutlined aria-hidden />} onClick={copy}>
          {t("app.copy")}
        </Button>
      </div>
      <Button type="primary" onClick={close}>
        {kept}
      </Button>
    </section>
  );
}
