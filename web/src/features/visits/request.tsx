import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { RequestCategory, RequestPriority } from "../../gql/schema";
import { AsyncState } from "../../platform/async-state";
import { Page } from "../../platform/page";
import { toast } from "../../platform/toast";
import { keepAndSend } from "../outbox/compose";
import type { Item } from "../outbox/queue";
import { useFirm } from "./firm";
import { useChoices } from "./kinds";
import { OneOf } from "./one-of";
import "./form.css";

/** Files what a firm asks for, from its page or from a visit, sent or not. */
export default function FileRequest() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { firm, userId, item, address, state } = useFirm();
  const name = firm?.name ?? item?.firmName ?? "";
  return (
    <Page title={t("visits.fileRequest")} crumbs={[{ to: `/enterprises/${id}`, title: name }]}>
      <AsyncState {...state} empty={t("visits.noFirm")}>
        <RequestForm
          key={item?.id}
          enterpriseId={id}
          name={name}
          userId={userId}
          item={item}
          visitId={address("visit")}
          after={address("after")}
        />
      </AsyncState>
    </Page>
  );
}

interface Props {
  readonly enterpriseId: string;
  readonly name: string;
  readonly userId: string;
  readonly item: Item | undefined;
  /** The visit it came up at, as the server knows it. */
  readonly visitId: string;
  /** The unsent visit it came up at. */
  readonly after: string;
}

function RequestForm({ enterpriseId, name, userId, item, visitId, after }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const choices = useChoices();
  const before = item?.content.kind === "request" ? item.content.input : undefined;
  const [category, setCategory] = useState<RequestCategory>(before?.category ?? "OTHER");
  const [priority, setPriority] = useState<RequestPriority>(before?.priority ?? "NORMAL");
  const [title, setTitle] = useState(before?.title ?? "");
  const [body, setBody] = useState(before?.body ?? "");
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const input = {
      enterpriseId,
      category,
      priority,
      title: title.trim(),
      body: body.trim(),
      visitId: before ? before.visitId : visitId || null,
    };
    const content = { kind: "request", input } as const;
    try {
      await keepAndSend({
        userId,
        firmName: name,
        content,
        edits: item,
        after: item ? item.after : after || undefined,
      });
    } catch {
      toast("bad", t("visits.notKept"));
      return;
    }
    navigate(item ? "/outbox" : `/enterprises/${enterpriseId}`, { replace: true });
  };
  return (
    <form className="visit-form" onSubmit={save}>
      <div className="card form-part">
        {(visitId || after || before?.visitId) && <p className="muted">{t("visits.fromVisit")}</p>}
        <OneOf
          label={t("visits.category")}
          value={category}
          options={choices.categories}
          onChange={setCategory}
        />
        <label className="field">
          <span className="field-name">{t("visits.requestTitle")}</span>
          <Input
            size="large"
            maxLength={100}
            required
            placeholder={t("visits.requestTitleHint")}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
        <label className="field">
          <span className="field-name">{t("visits.requestBody")}</span>
          <Input.TextArea
            size="large"
            autoSize={{ minRows: 4 }}
            required
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        </label>
        <OneOf
          label={t("visits.priority")}
          value={priority}
          options={choices.priorities}
          onChange={setPriority}
        />
      </div>
      <div className="form-save">
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          disabled={!title.trim() || !body.trim()}
        >
          {t("visits.submitRequest")}
        </Button>
      </div>
    </form>
  );
}
