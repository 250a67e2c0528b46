import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExportListInput } from "../../gql/schema";

const ExportDialog = lazy(() => import("./export-dialog"));

interface Props {
  /** The list and its filter, as the screen shows it. */
  readonly list: ExportListInput;
  readonly count?: number | undefined;
}

/** Beside a list: takes it as a file, filtered as it is on the screen. */
export function ExportButton({ list, count }: Props) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  return (
    <>
      <Button
        icon={<DownloadOutlined aria-hidden />}
        disabled={count === 0}
        onClick={() => open(true)}
      >
        {t("transfer.export")}
      </Button>
      {isOpen && (
        <Suspense>
          <ExportDialog list={list} count={count} onClose={() => open(false)} />
        </Suspense>
      )}
    </>
  );
}
