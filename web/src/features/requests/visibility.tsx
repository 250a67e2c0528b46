import { useTranslation } from "react-i18next";
import type { NoteVisibility } from "../../gql/schema";
import { Choice } from "../../platform/choice";

interface Props {
  readonly value: NoteVisibility;
  readonly onChange: (value: NoteVisibility) => void;
}

/** Who reads what is written. */
export function VisibilityChoice({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Choice
      label={t("requests.whoReads")}
      value={value}
      options={[
        { value: "INTERNAL", label: t("requests.visibility.INTERNAL") },
        { value: "SHARED", label: t("requests.visibility.SHARED") },
      ]}
      onChange={onChange}
    />
  );
}
