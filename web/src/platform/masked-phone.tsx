import { EyeOutlined, PhoneOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { RevealPhoneDocument } from "../gql/platform";
import { codeOf, wordsFor } from "./problem";
import { toast } from "./toast";

interface Props {
  readonly contactId: string;
  readonly name: string;
  /** As the server gives it: masked for most. */
  readonly phone: string;
  /** Whether this person may open it; the server has the last word and notes each opening. */
  readonly mayReveal: boolean;
}

/** 139****1234, and the whole number once it is asked for: kept on the screen only, never stored. */
export function MaskedPhone({ contactId, name, phone, mayReveal }: Props) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState<string>();
  const [{ fetching }, reveal] = useMutation(RevealPhoneDocument);
  const open = async () => {
    const { data, error } = await reveal({ input: { id: contactId } });
    if (error) {
      const offline = codeOf(error) === "OFFLINE";
      toast("bad", t(offline ? "app.revealOffline" : wordsFor(error)));
    }
    setWhole(data?.revealPhone.phone);
  };
  const shown = whole ?? phone;
  if (!shown.includes("*")) {
    return (
      <a className="number" href={`tel:${shown}`}>
        <PhoneOutlined aria-hidden /> {shown}
      </a>
    );
  }
  return (
    <span className="row">
      <span className="number">{shown}</span>
      {mayReveal && (
        <Button
          size="small"
          icon={<EyeOutlined aria-hidden />}
          loading={fetching}
          onClick={open}
          aria-label={t("app.revealOf", { name })}
        >
          {t("app.reveal")}
        </Button>
      )}
    </span>
  );
}
