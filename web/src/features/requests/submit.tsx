// Filing a request: in plain words, and for many firms with how many and in which months.
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useQuery } from "urql";
import { AskerDocument, RequesterHomeDocument, SubmitRequestDocument } from "../../gql/requests";
import type { RequestCategory, RequestPriority } from "../../gql/schema";
import { Choice } from "../../platform/choice";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { Page } from "../../platform/page";
import { PaperPicker, usePapers } from "../../platform/papers";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import { Batch, demandOf, emptyBatch } from "./batch";
import { categories, priorities, useIsRequester } from "./rows";
import "./request.css";

export default function Submit() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const asker = useAsker();
  const isRequester = useIsRequester();
  const [clientId] = useState(() => crypto.randomUUID());
  const [title, setTitle] = useState("");
  const [body, setBody] = useState("");
  const [category, setCategory] = useState<RequestCategory>("PERMIT");
  const [priority, setPriority] = useState<RequestPriority>("NORMAL");
  const [batch, setBatch] = useState(emptyBatch);
  const papers = usePapers();
  const save = useSave(SubmitRequestDocument);
  const submit = async () => {
    const demand = demandOf(batch);
    const what = { title: title.trim(), body: body.trim(), category, priority };
    const input = { clientId, ...what, ...asker.input, attachmentIds: papers.ids };
    const saved = await save.save({ input: demand ? { ...input, demand } : input });
    if (!saved) return;
    const { id, number } = saved.submitRequest.serviceRequest;
    toast("good", t("requests.filed", { number }));
    navigate(`/requests/${id}`, { replace: true });
  };
  const isWhole = !batch.isFor || (Number(batch.firms) > 0 && Number(batch.people) > 0);
  return (
    <Page
      title={t("requests.file")}
      aside={asker.name}
      crumbs={[{ to: "/requests", title: t(isRequester ? "requests.own" : "requests.title") }]}
    >
      <FormPanel
        title={t("requests.inYourWords")}
        about={t("requests.fileAbout")}
        yes={t("requests.file")}
        busy={save.busy}
        ready={title.trim() !== "" && body.trim() !== "" && isWhole && !papers.busy}
        error={save.error}
        submit={submit}
      >
        <Field label={t("requests.subject")} name="title" hint={t("requests.subjectHint")}>
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={100}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("requests.what")} name="body" hint={t("requests.whatHint")}>
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              autoSize={{ minRows: 5, maxRows: 16 }}
              maxLength={5000}
              value={body}
              onChange={(event) => setBody(event.target.value)}
            />
          )}
        </Field>
        <Choice
          label={t("requests.category")}
          value={category}
          options={categories.map((value) => ({
            value,
            label: t(`app.enums.RequestCategory.${value}`),
          }))}
          onChange={setCategory}
        />
        <Choice
          label={t("requests.priority")}
          value={priority}
          options={priorities.map((value) => ({
            value,
            label: t(`app.enums.RequestPriority.${value}`),
          }))}
          onChange={setPriority}
        />
        <Batch batch={batch} onChange={setBatch} associationId={asker.associationId} />
        <PaperPicker papers={papers} />
      </FormPanel>
    </Page>
  );
}

/** Who asks: oneself, or whom an official files for, as the address names it. */
function useAsker() {
  const [params] = useSearchParams();
  const isRequester = useIsRequester();
  const enterpriseId = params.get("enterprise");
  const associationId = params.get("association");
  const visitId = params.get("visit");
  const officeId = params.get("office");
  const [own] = useQuery({ query: RequesterHomeDocument, pause: !isRequester });
  const [named] = useQuery({
    query: AskerDocument,
    variables: {
      enterprise: enterpriseId ?? "",
      association: associationId ?? "",
      isFirm: enterpriseId !== null,
    },
    pause: isRequester || (!enterpriseId && !associationId),
  });
  const ownAssociation = own.data?.associations.nodes[0];
  return {
    input: isRequester ? {} : { enterpriseId, associationId, visitId, officeId },
    associationId: associationId ?? ownAssociation?.id,
    name:
      ownAssociation?.name ??
      own.data?.enterprises.nodes[0]?.name ??
      named.data?.enterprise?.name ??
      named.data?.association?.name,
  };
}
