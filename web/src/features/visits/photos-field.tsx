import { CameraOutlined, CloseOutlined, PictureOutlined } from "@ant-design/icons";
import { type ChangeEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Taken, take } from "./photo";

const most = 20;

interface Props {
  readonly photos: readonly Taken[];
  readonly onChange: (change: (photos: readonly Taken[]) => readonly Taken[]) => void;
}

export function PhotosField({ photos, onChange }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(0);
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])].slice(0, most - photos.length);
    event.target.value = "";
    setBusy((n) => n + files.length);
    for (const file of files) {
      const photo = await take(file);
      onChange((before) => [...before, photo]);
      setBusy((n) => n - 1);
    }
  };
  const remove = (photo: Taken) => {
    URL.revokeObjectURL(photo.url);
    onChange((before) => before.filter(({ id }) => id !== photo.id));
  };
  return (
    <fieldset className="field">
      <legend>{t("visits.photos")}</legend>
      <ul className="photos">
        {photos.map((photo, index) => (
          <li key={photo.id} className="photo">
            <img src={photo.url} alt={t("visits.photo", { number: index + 1 })} />
            <button
              type="button"
              className="photo-remove"
              aria-label={t("visits.removePhoto", { number: index + 1 })}
              onClick={() => remove(photo)}
            >
              <CloseOutlined aria-hidden />
            </button>
          </li>
        ))}
        {busy > 0 && (
          <li className="photo photo-button" role="status">
            {t("visits.preparing")}
          </li>
        )}
        {photos.length < most && (
          <>
            <li>
              <label className="photo photo-button">
                <CameraOutlined aria-hidden />
                {t("visits.camera")}
                <input
                  className="unseen"
                  type="file"
                  accept="image/*"
                  capture="environment"
                  onChange={add}
                />
              </label>
            </li>
            <li>
              <label className="photo photo-button">
                <PictureOutlined aria-hidden />
                {t("visits.album")}
                <input className="unseen" type="file" accept="image/*" multiple onChange={add} />
              </label>
            </li>
          </>
        )}
      </ul>
    </fieldset>
  );
}
