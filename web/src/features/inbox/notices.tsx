import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { MarkAllNoticesReadDocument, NoticesDocument } from "../../gql/inbox";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { Page } from "../../platform/page";
import { toast } from "../../platform/toast";
import { NoticeRow } from "./rows";
import "./inbox.css";

const touched = { additionalTypenames: ["Notice", "Inbox", "InboxCount"] };

/** All notices, read and unread, the newest first. */
export function Notices() {
  const { t } = useTranslation();
  const list = useConnection(NoticesDocument, { first: 50 }, (data) => data.notices);
  return (
    <Page
      title={t("inbox.notices")}
      aside={list.totalCount !== undefined && t("inbox.noticeCount", { count: list.totalCount })}
      crumbs={[{ to: "/inbox", title: t("inbox.title") }]}
      actions={<MarkAll />}
    >
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("inbox.noNotices")}
        retry={list.retry}
      >
        <ul className="card">
          {list.nodes.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </ul>
        {list.hasMore && (
          <Button loading={list.loading} onClick={list.loadMore}>
            {t("requests.more")}
          </Button>
        )}
      </AsyncState>
    </Page>
  );
}

function MarkAll() {
  const { t } = useTranslation();
  const [{ fetching }, markAll] = useMutation(MarkAllNoticesReadDocument);
  const mark = async () => {
    const { data } = await markAll({ input: {} }, touched);
    if (data) toast("good", t("inbox.marked", { count: data.markAllNoticesRead.count }));
  };
  return (
    <Button loading={fetching} onClick={mark}>
      {t("inbox.markAll")}
    </Button>
  );
}

Notices.MarkAll = MarkAll;
export default Notices;
