import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { Question } from "./confirm";

interface Props extends Question {
  readonly answer: (yes: boolean) => void;
}

export default function ConfirmDialog({ title, body, yes, danger = false, answer }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      centered
      width={416}
      title={title}
      okText={yes}
      cancelText={t("app.cancel")}
      okButtonProps={{ danger }}
      onOk={() => answer(true)}
      onCancel={() => answer(false)}
    >
      {body}
    </Modal>
  );
}
