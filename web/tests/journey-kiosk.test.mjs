// Journey 3: what the pearl association asks for in January becomes a kiosk at the pearl town.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld } from "./browser.mjs";

const title = "每年3月会员企业集中办理港澳通行证";
const station = "珍珠小镇警企联络站";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world?.stop());

/** Types a part of a name into a searchable list and takes what it finds. */
async function choose(page, label, text) {
  const box = page.getByRole("combobox", { name: label });
  await box.click();
  await box.fill(text);
  await page.locator(".ant-select-item-option", { hasText: text }).first().click();
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const panel = (page, name) => page.getByRole("form", { name, exact: true });
/** What is said on top of the screen once a step was taken. */
const said = (page, words) => page.locator(".toast", { hasText: words }).waitFor();

async function openFromInbox({ page }, section) {
  await page.goto("/inbox");
  await page
    .getByRole("region", { name: section })
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await page.getByRole("heading", { name: title }).waitFor();
}

async function seesNoBarriers(desk) {
  assert.deepEqual(await world.barriers(desk), []);
}

test("the pearl association asks once, and a kiosk goes online in the pearl town", async () => {
  const asker = await world.open("phone");
  await world.signIn(asker, "ASSOCIATION");
  await asker.page.getByRole("heading", { name: "诸暨市珍珠行业协会" }).waitFor();
  await asker.page.getByRole("heading", { name: "正在办理" }).waitFor();
  await world.screenshot(asker, "requester-home");
  await button(asker.page, "提交诉求").click();
  await asker.page.getByLabel("事项").fill(title);
  await asker.page
    .getByLabel("具体情况")
    .fill(
      "协会 400 多家会员企业、1000 多人每年 3 月要赴港参展，去城区办证路远、排队久，望就近办理。",
    );
  await asker.page.getByText("这是为多家企业提出的批量需求").click();
  await asker.page.getByLabel("涉及企业数").fill("400");
  await asker.page.getByLabel("涉及人数").fill("1000");
  await asker.page.getByLabel("3月", { exact: true }).check();
  await asker.page.locator('input[type="file"]').setInputFiles({
    name: "会员名单.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("企业,人数\n明珠珍珠,12\n"),
  });
  await asker.page.getByText("会员名单.csv").waitFor();
  await world.screenshot(asker, "request-form");
  await button(asker.page, "提交诉求").click();
  await asker.page.getByRole("heading", { name: "办理进度" }).waitFor();
  await asker.page.getByRole("link", { name: "会员名单.csv" }).waitFor();
  await world.screenshot(asker, "request-filed");
  const address = new URL(asker.page.url()).pathname;

  const office = await world.open("desk");
  await world.signIn(office, "COORDINATOR");
  await office.page.goto(address);
  await button(office.page, "转办").click();
  await choose(office.page, "承办单位", "出入境大队");
  await panel(office.page, "转办").getByRole("button", { name: "转办" }).click();
  await said(office.page, "已转办");

  const handler = await world.open("desk");
  await world.signIn(handler, "CHIEF");
  await openFromInbox(handler, "待受理");
  await button(handler.page, "受理").click();
  await panel(handler.page, "受理").getByLabel("给诉求人的话").fill("已收到，马上研究。");
  await panel(handler.page, "受理").getByRole("button", { name: "受理" }).click();
  await button(handler.page, "开始办理").click();
  await panel(handler.page, "开始办理").getByRole("button", { name: "开始办理" }).click();
  // The requester's page follows by itself.
  await asker.page.getByText("出入境大队正在办理").first().waitFor();

  await button(handler.page, "成立专班").click();
  const force = panel(handler.page, "成立专班");
  await force.getByLabel("专班名称").fill("珍珠小镇办证专班");
  await force.getByLabel("工作目标").fill("2月底前在珍珠小镇就近办证");
  await choose(handler.page, "成员单位", "山下湖派出所");
  await button(handler.page, "加入成员").click();
  await choose(handler.page, "成员单位", "绍兴市公安局出入境支队");
  await button(handler.page, "加入成员").click();
  await world.screenshot(handler, "task-force-form");
  await seesNoBarriers(handler);
  await force.getByRole("button", { name: "成立专班" }).click();
  await handler.page.getByRole("heading", { name: "专班" }).waitFor();

  await button(handler.page, "上报").click();
  await handler.page.getByRole("link", { name: "拟设自助机" }).click();
  await handler.page.getByLabel("联络站").selectOption({ label: station });
  await handler.page.getByLabel("设置理由").fill("3 月集中办证，现有一台不够。");
  await button(handler.page, "测算").click();
  await handler.page.getByText(/机日/).waitFor();
  await world.screenshot(handler, "kiosk-proposal");
  await seesNoBarriers(handler);
  await button(handler.page, "提出方案").click();
  await handler.page.getByRole("heading", { name: title }).waitFor();

  await button(handler.page, "上报").click();
  const escalation = panel(handler.page, "上报");
  await escalation.getByLabel("请示事项").fill("在珍珠小镇增设出入境自助机");
  await escalation.getByLabel("理由和情况").fill("400 家企业、1000 人，每年 3 月。");
  await escalation.getByText("浙江省公安厅出入境总队").waitFor();
  await escalation.getByLabel("随批设备").selectOption({ index: 1 });
  await world.screenshot(handler, "escalation-form");
  await seesNoBarriers(handler);
  await escalation.getByRole("button", { name: "上报", exact: true }).click();
  await handler.page.getByRole("heading", { name: "上报审批" }).waitFor();
  await world.screenshot(handler, "request-handled");
  await seesNoBarriers(handler);

  const detachment = await world.open("desk");
  await world.signIn(detachment, "PARTNER", 0);
  await detachment.page.getByRole("heading", { name: "待办" }).waitFor();
  await world.screenshot(detachment, "inbox-partner");
  await seesNoBarriers(detachment);
  await decide(detachment, "退回补充", "请附会员名单。");
  await handler.page.getByText("退回补充").first().waitFor();
  await button(handler.page, "重新上报").click();
  await handler.page.getByLabel("补充说明").fill("名单已附。");
  await panel(handler.page, "重新上报").getByRole("button", { name: "重新上报" }).click();
  await said(handler.page, "已重新上报");
  await decide(detachment, "同意", "同意，请总队审批。");
  await world.screenshot(detachment, "request-decided");

  const corps = await world.open("phone");
  await world.signIn(corps, "PARTNER", 2);
  await corps.page.getByRole("heading", { name: "待办" }).waitFor();
  await world.screenshot(corps, "inbox-partner");
  await decide(corps, "同意", "同意设置。");
  await world.screenshot(corps, "request-decided");

  await office.page.reload();
  await office.page.getByRole("link", { name: "出入境自助机" }).click();
  await button(office.page, "登记安装").click();
  await office.page.getByRole("dialog").getByRole("button", { name: "登记安装" }).click();
  const key = await office.page.locator(".secret-once code").textContent();
  await world.screenshot(office, "kiosk-key");
  await seesNoBarriers(office);
  await beat(key);
  await button(office.page, "已记下，关闭").click();
  await button(office.page, "刷新").click();
  await office.page.getByText("在线", { exact: true }).waitFor();
  await office.page.getByText("18 人").first().waitFor();
  await world.screenshot(office, "kiosk-online");
  await seesNoBarriers(office);

  await button(handler.page, "登记进度").click();
  await handler.page.getByLabel("已服务企业数").fill("400");
  await panel(handler.page, "登记进度").getByRole("button", { name: "保存" }).click();
  await said(handler.page, "进度已登记");
  await button(handler.page, "答复办结").click();
  const outcome = panel(handler.page, "答复办结");
  await outcome.getByLabel("办理情况（诉求人可见）").fill("自助机已在珍珠小镇上线，可就近办理。");
  await outcome.getByRole("button", { name: "答复办结" }).click();
  await said(handler.page, "等待诉求人确认");

  await button(asker.page, "确认办好").click();
  await world.screenshot(asker, "request-to-confirm");
  await panel(asker.page, "确认办好").getByRole("button", { name: "确认办好" }).click();
  await asker.page.getByText("已办结").first().waitFor();
  await world.screenshot(asker, "request-closed");
  for (const { complaints } of [asker, office, handler, detachment, corps]) {
    assert.deepEqual(complaints, []);
  }
});

async function decide(decider, decision, opinion) {
  await openFromInbox(decider, "待审批");
  await button(decider.page, "审批").click();
  await decider.page.getByRole("radio", { name: decision, exact: true }).check();
  await decider.page.getByLabel("书面意见").fill(opinion);
  await button(decider.page, decision).click();
  await decider.page.locator(".toast").first().waitFor();
}

/** The machine itself, with the key that was shown. */
async function beat(key) {
  const answer = await fetch(`${world.server.url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
    body: JSON.stringify({
      query: `mutation ($input: ReportKioskHeartbeatInput!) {
        reportKioskHeartbeat(input: $input) { kiosk { state } }
      }`,
      variables: { input: { sequence: 1, counts: [{ kind: "港澳通行证", count: 18 }] } },
    }),
  });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined);
  assert.equal(data.reportKioskHeartbeat.kiosk.state, "ONLINE");
}
