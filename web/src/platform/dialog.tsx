import { Modal } from "antd";
import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly width?: number;
  readonly children: ReactNode;
}

/** A short form over the page. It brings antd's Modal: import it from lazily loaded screens only. */
export function Dialog({ title, onClose, width = 520, children }: Props) {
  return (
    <Modal
      open
      centered
      destroyOnHidden
      width={width}
      title={title}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {children}
    </Modal>
  );
}
