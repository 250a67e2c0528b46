// Other systems: keys and webhooks, from making them to their end.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { startWorld } from "./browser.mjs";
import { ask } from "./field.mjs";

let world;
let receiver;
before(async () => {
  receiver = await startReceiver();
  world = await startWorld({ settings: { WANQI_INTERNAL_WEBHOOKS: "127.0.0.1" } });
});
after(async () => {
  await world?.stop();
  receiver?.close();
});

/** Another system that is told what happens. `answer` is the status that it gives. */
function startReceiver() {
  const heard = [];
  const it = { heard, answer: 200 };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      heard.push({ id: request.headers["webhook-id"], ...JSON.parse(body) });
      response.writeHead(it.answer).end(it.answer === 200 ? "ok" : "gone for good");
    });
  });
  return new Promise((ready) => {
    server.listen(0, "127.0.0.1", () =>
      ready(
        Object.assign(it, {
          url: `http://127.0.0.1:${server.address().port}/wanqi`,
          close: () => server.close(),
        }),
      ),
    );
  });
}

async function until(isDone) {
  const end = Date.now() + 30_000;
  while (!(await isDone())) {
    if (Date.now() > end) throw new Error("it did not come to pass");
    await new Promise((go) => setTimeout(go, 100));
  }
}

async function withKey(key, query) {
  const response = await fetch(`${world.server.url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

/** What an officer does in the field, so that there is something to tell. */
async function logVisit(officer) {
  const { enterprises } = await ask(officer, "{ enterprises(first: 1) { nodes { id } } }");
  const report = { kind: "VISIT", happensAt: new Date().toISOString(), topics: ["用工"] };
  await ask(
    officer,
    "mutation ($input: LogVisitInput!) { logVisit(input: $input) { visit { id } } }",
    { input: { clientId: crypto.randomUUID(), enterpriseId: enterprises.nodes[0].id, report } },
  );
}

const secretOf = ({ page }) => page.locator(".secret-once code").textContent();
const found = [];

test("a system is connected, its key changed, and it is shut out again", async () => {
  const desk = await world.open("desk", { permissions: ["clipboard-read", "clipboard-write"] });
  await world.signIn(desk, "ADMIN");
  const { page } = desk;
  await page.getByRole("link", { name: "接口密钥" }).click();
  await page.getByRole("link", { name: "新增接入系统" }).click();
  await page.getByLabel("系统名称").fill("12345 热线平台");
  await page.getByRole("combobox", { name: "归属单位" }).fill("诸暨市公安局");
  await page.locator(".finder-option", { hasText: "诸暨市公安局" }).first().click();
  await page.getByLabel("名册 查询").check();
  await page.getByLabel("诉求 查询").check();
  await page.getByLabel("诉求 报送").check();
  await page.getByLabel("允许的来源地址").fill("10.1.2.0/33");
  found.push(...(await world.look(desk, "integration-new")));
  await page.getByRole("button", { name: "生成密钥" }).click();
  await page.getByText("请填写 IP 地址或网段").waitFor();
  await page.getByLabel("允许的来源地址").fill("127.0.0.0/8");
  await page.getByRole("button", { name: "生成密钥" }).click();
  await page.getByText("关闭后无法再次查看").waitFor();
  const first = await secretOf(desk);
  await page.getByRole("button", { name: "复制" }).click();
  await page.getByText("已复制").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), first);
  found.push(...(await world.look(desk, "integration-key")));
  const query = "{ enterprises(first: 1) { nodes { id } } }";
  assert.equal((await withKey(first, query)).errors, undefined);
  await page.getByRole("button", { name: "已保存，关闭" }).click();
  await page.getByRole("heading", { name: "接入约定" }).waitFor();
  assert.equal((await page.content()).includes(first), false, "the key stays on the page");
  found.push(...(await world.look(desk, "integration")));

  await page.getByRole("link", { name: "修改" }).click();
  await page.getByLabel("名册 查询").uncheck();
  await page.getByLabel("走访 查询").check();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("走访（查询）、诉求（查询、报送）").waitFor();
  await until(async () => (await withKey(first, query)).errors !== undefined);

  await page.getByRole("button", { name: "更换密钥" }).click();
  await page.getByLabel("旧密钥继续有效（小时）").fill("200");
  await page.getByRole("dialog").getByRole("button", { name: "更换密钥" }).click();
  await page.getByRole("dialog").locator(".field-wrong").waitFor();
  await page.getByLabel("旧密钥继续有效（小时）").fill("2");
  found.push(...(await world.look(desk, "integration-rotate")));
  await page.getByRole("dialog").getByRole("button", { name: "更换密钥" }).click();
  await page.getByText("关闭后无法再次查看").waitFor();
  const second = await secretOf(desk);
  const visits = "{ visits(first: 1) { nodes { id } } }";
  for (const key of [first, second]) assert.equal((await withKey(key, visits)).errors, undefined);
  await page.getByRole("button", { name: "已保存，关闭" }).click();
  await page.goto("/integrations");
  await page.getByRole("link", { name: "12345 热线平台" }).waitFor();
  found.push(...(await world.look(desk, "integrations")));

  const phone = await world.open("phone");
  await world.signIn(phone, "ADMIN");
  await phone.page.goto("/integrations");
  await phone.page.getByText("12345 热线平台").waitFor();
  found.push(...(await world.look(phone, "integrations")));
  await phone.page.getByText("12345 热线平台").click();
  await phone.page.getByRole("heading", { name: "接入约定" }).waitFor();
  found.push(...(await world.look(phone, "integration")));
  await phone.page.goto("/integrations/new");
  await phone.page.getByLabel("系统名称").waitFor();
  found.push(...(await world.look(phone, "integration-new")));
  await phone.page.locator(".scope-table").scrollIntoViewIfNeeded();
  await world.screenshot(phone, "integration-scopes");

  await phone.page.evaluate(() => localStorage.setItem("wanqi.language", "en"));
  await phone.page.goto("/integrations/new");
  await phone.page.getByLabel("Name of the system").waitFor();
  found.push(...(await world.look(phone, "integration-new-english")));

  await page.getByRole("link", { name: "12345 热线平台" }).click();
  await page.getByRole("button", { name: "停用" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
  await page.getByText("已停用").first().waitFor();
  await until(async () => (await withKey(second, visits)).errors !== undefined);
  await page.getByRole("button", { name: "更换密钥" }).waitFor({ state: "detached" });
  assert.deepEqual(found.splice(0), []);
  assert.deepEqual([...desk.complaints, ...phone.complaints], []);
});

test("a system is told of visits, fails, is paused, and is told again", async () => {
  const officer = await world.open("phone");
  await world.signIn(officer, "OFFICER");
  const { viewer } = await ask(officer, "{ viewer { officer { agency { id name } } } }");
  const desk = await world.open("desk");
  await world.signIn(desk, "ADMIN");
  const { page } = desk;
  await ask(
    desk,
    "mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { key } }",
    {
      input: { name: "工单系统", agencyId: viewer.officer.agency.id, scopes: ["visits:read"] },
    },
  );
  await page.goto("/webhooks/new");
  await page.getByLabel("接入系统").selectOption({ label: "工单系统" });
  await page.getByLabel("用途").fill("走访同步");
  await page.getByLabel("推送地址").fill("http://10.0.0.8/hook");
  await page.locator("summary", { hasText: /^走访$/ }).click();
  await page.getByRole("group", { name: "走访", exact: true }).getByLabel("登记").check();
  await page.locator("summary", { hasText: /^诉求$/ }).click();
  found.push(...(await world.look(desk, "webhook-new")));
  const raw = await page.locator(".topic-box, .topic-kind > span").allTextContents();
  assert.deepEqual(
    raw.filter((words) => /[a-z_]/.test(words)),
    [],
    "events without words",
  );
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("该地址不是公网地址").waitFor();
  await page.getByLabel("推送地址").fill(receiver.url);
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("关闭后无法再次查看").waitFor();
  assert.match(await secretOf(desk), /^whsec_/);
  found.push(...(await world.look(desk, "webhook-secret")));
  await page.getByRole("button", { name: "已保存，关闭" }).click();
  await page.getByText("还没有推送记录").waitFor();

  await logVisit(officer);
  await until(() => receiver.heard.length === 1);
  assert.equal(receiver.heard[0].type, "visit.logged");
  const entry = page.locator(".deliveries > li").first();
  const refresh = () => page.getByRole("button", { name: "刷新" }).click();
  await until(async () => {
    await refresh();
    return entry.getByText("已送达").isVisible();
  });
  await entry.locator("summary").click();
  await entry.getByText(receiver.heard[0].id).waitFor();
  await entry.getByText("对方答复 200").last().waitFor();
  found.push(...(await world.look(desk, "webhook")));
  await entry.getByRole("button", { name: "重新推送" }).click();
  await until(() => receiver.heard.length === 2);
  assert.equal(receiver.heard[1].id, receiver.heard[0].id, "the same event in the same words");

  receiver.answer = 410;
  await logVisit(officer);
  await until(() => receiver.heard.length === 3);
  await page.goto("/webhooks");
  await page.getByText("推送失败后暂停").waitFor();
  await page.getByText("对方答复 410").waitFor();
  found.push(...(await world.look(desk, "webhooks")));
  const phone = await world.open("phone");
  await world.signIn(phone, "ADMIN");
  await phone.page.goto("/webhooks");
  await phone.page.getByText("推送失败").waitFor();
  found.push(...(await world.look(phone, "webhooks")));
  await phone.page.getByRole("link", { name: "走访同步" }).click();
  await phone.page.locator(".deliveries summary").first().click();
  found.push(...(await world.look(phone, "webhook")));
  await phone.page.goto("/webhooks/new");
  await phone.page.locator("summary", { hasText: /^走访$/ }).click();
  found.push(...(await world.look(phone, "webhook-new")));

  receiver.answer = 200;
  await page.getByRole("link", { name: "走访同步" }).click();
  await page.getByRole("button", { name: "恢复推送" }).click();
  await page.getByText("已恢复").waitFor();
  await page.getByRole("button", { name: "按日期重推" }).click();
  found.push(...(await world.look(desk, "webhook-range")));
  await page.getByRole("dialog").getByRole("button", { name: "重新推送" }).click();
  await page.getByText(/已安排重新推送 \d 条/).waitFor();
  await until(() => receiver.heard.slice(3).some(({ id }) => id === receiver.heard[2].id));

  await page.getByRole("button", { name: "更换签名密钥" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "更换签名密钥" }).click();
  assert.match(await secretOf(desk), /^whsec_/);
  await page.getByRole("link", { name: "修改" }).click();
  await page.getByLabel("全部事件").check();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("全部事件").waitFor();
  await page.getByRole("button", { name: "删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await page.waitForURL(/webhooks$/);
  await page.getByText("走访同步").waitFor({ state: "detached" });
  assert.deepEqual(found.splice(0), []);
  assert.deepEqual([...desk.complaints, ...phone.complaints], []);
});
