import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "../../platform/field";

export interface PositionDraft {
  readonly latitude: string;
  readonly longitude: string;
}

interface Props {
  readonly position: PositionDraft;
  readonly onChange: (position: PositionDraft) => void;
}

export function PositionFields({ position, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className="form-pair">
      <Field label={t("stations.latitude")} name="latitude">
        {(wiring) => (
          <Input
            {...wiring}
            type="number"
            step="any"
            value={position.latitude}
            onChange={(event) => onChange({ ...position, latitude: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("stations.longitude")} name="longitude">
        {(wiring) => (
          <Input
            {...wiring}
            type="number"
            step="any"
            value={position.longitude}
            onChange={(event) => onChange({ ...position, longitude: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
