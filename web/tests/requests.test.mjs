// Each screen of requests, places and the inbox, at both widths: looked at, and without barriers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld } from "./browser.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world?.stop());

/** Opens an address, waits for what it shows, takes its picture, and on a desk looks for barriers. */
async function look(device, address, name, shown) {
  await device.page.goto(address);
  await shown(device.page).first().waitFor();
  await device.page.waitForLoadState("networkidle");
  await world.screenshot(device, name);
  if (device.size === "desk") assert.deepEqual(await world.barriers(device), [], name);
}

const link = (page) => page.locator("main a");
const firstRequest = (page) => page.locator('a[href^="/requests/req_"]').first();

for (const size of ["desk", "phone"]) {
  test(`who runs the programme finds every screen on a ${size}`, async () => {
    const device = await world.open(size);
    await world.signIn(device, "COORDINATOR");
    const row = (page) =>
      size === "desk" ? page.getByRole("row").nth(5) : page.getByRole("listitem").nth(3);
    await look(device, "/requests", "requests", row);
    await look(device, "/requests?view=board", "requests-board", firstRequest);
    await look(device, "/requests?overdue=1", "requests-overdue", firstRequest);
    await firstRequest(device.page).click();
    await device.page.getByRole("heading", { name: "办理记录" }).waitFor();
    await device.page.getByText("时限怎么算出来的").click();
    await device.page.getByText(/计入以下/).waitFor();
    await world.screenshot(device, "request-overdue");
    if (size === "desk") assert.deepEqual(await world.barriers(device), []);
    await look(device, "/escalations?open=1", "escalations", link);
    await look(device, "/requests/forecast?year=2026", "forecast", (page) => page.locator("h1"));
    await look(device, "/requests/settings", "request-settings", (page) =>
      page.getByText("受理（小时）"),
    );
    await look(device, "/inbox", "inbox-empty", (page) => page.getByText("没有待办事项"));
    await look(device, "/stations", "stations", (page) => page.locator(".place-card"));
    await device.page.locator(".place-card").first().click();
    await device.page.getByRole("heading", { name: "办理能力测算" }).waitFor();
    await world.screenshot(device, "station");
    if (size === "desk") assert.deepEqual(await world.barriers(device), []);
    await look(device, "/stations/new", "station-form", (page) => page.getByLabel("名称"));
    await look(device, "/offices", "offices", (page) => page.locator(".place-card"));
    await device.page.locator(".place-card").first().click();
    await device.page.getByRole("heading", { name: "在外诸商" }).waitFor();
    await world.screenshot(device, "office");
    await look(device, "/offices/new", "office-form", (page) => page.getByLabel("名称"));
    await look(device, "/kiosks", "kiosks", (page) => page.locator(".place-card"));
    await device.page.locator(".place-card").first().click();
    await device.page.getByRole("heading", { name: "近 30 天办理" }).waitFor();
    await world.screenshot(device, "kiosk");
    assert.deepEqual(device.complaints, []);
  });

  test(`an officer's inbox leads on, and notices are read, on a ${size}`, async () => {
    const device = await world.open(size);
    await world.signIn(device, "OFFICER", size === "desk" ? 0 : 1);
    await look(device, "/inbox", "inbox", (page) => page.locator(".inbox-row"));
    await look(device, "/notices", "notices", (page) => page.locator(".inbox-row"));
    const unread = device.page.getByLabel("未读");
    const before = await unread.count();
    await device.page.locator(".inbox-row").filter({ has: unread }).first().click();
    await device.page.getByRole("heading", { name: "基本信息" }).waitFor();
    await device.page.goBack();
    await device.page.locator(".inbox-row").first().waitFor();
    assert.equal(await unread.count(), before - 1);
    await device.page.getByRole("button", { name: "全部标为已读" }).click();
    await unread.first().waitFor({ state: "detached" });
    assert.deepEqual(device.complaints, []);
  });

  test(`a firm follows its requests and keeps its contacts on a ${size}`, async () => {
    const device = await world.open(size);
    await world.signIn(device, "ENTERPRISE");
    await look(device, "/home", "firm-home", (page) => page.getByText("您的挂联民警"));
    await look(device, "/requests", "own-requests", (page) => page.getByRole("listitem"));
    await look(device, "/contacts", "contacts", (page) => page.locator(".contact"));
    await device.page.getByRole("button", { name: "添加联系人" }).click();
    await device.page.getByLabel("姓名").fill("周敏");
    await device.page.getByLabel("职务").fill("行政主管");
    await device.page.getByLabel("联系电话").fill("13957500001");
    await world.screenshot(device, "contact-form");
    await device.page.getByRole("button", { name: "保存" }).click();
    await device.page.getByText("周敏").first().waitFor();

    await device.page.goto("/home");
    await device.page
      .getByRole("link", { name: /待补充/ })
      .first()
      .click({ timeout: 5_000 })
      .catch(
        // The desk's test answered it before.
        () => undefined,
      );
    const answer = device.page.getByRole("button", { name: "答复询问" });
    if (await answer.isVisible()) {
      await world.screenshot(device, "request-question");
      await answer.click();
      await device.page.getByLabel("您的答复").fill("共 12 人，周二下午方便。");
      await device.page.getByRole("form").getByRole("button", { name: "答复询问" }).click();
      await device.page.getByText("办理中").first().waitFor();
    }
    assert.deepEqual(device.complaints, []);
  });
}

test("two people at one request: the second is told, and keeps what was typed", async () => {
  const first = await world.open("desk");
  const second = await world.open("desk");
  await world.signIn(first, "COORDINATOR");
  await world.signIn(second, "COORDINATOR", 1);
  await first.page.goto("/requests?state=ACCEPTED");
  await firstRequest(first.page).click();
  await first.page.getByRole("heading", { name: "办理记录" }).waitFor();
  await second.page.goto(first.page.url());
  const route = second.page.getByRole("button", { name: "转办", exact: true });
  await route.click();
  const panel = second.page.getByRole("form", { name: "转办" });
  await panel.getByRole("combobox", { name: "承办单位" }).fill("户籍大队");
  await second.page.locator(".ant-select-item-option", { hasText: "户籍大队" }).first().click();
  await panel.getByLabel("转办说明（诉求人可见）").fill("请户籍大队办理。");

  await first.page.getByRole("button", { name: "开始办理", exact: true }).click();
  await first.page.getByRole("form").getByRole("button", { name: "开始办理" }).click();
  await second.page.getByText("办理中").first().waitFor();
  await panel.getByRole("button", { name: "转办" }).click();
  await second.page.getByText("别人刚刚修改过").first().waitFor();
  await world.screenshot(second, "request-conflict");
  const kept = await panel.getByLabel("转办说明（诉求人可见）").inputValue();
  assert.equal(kept, "请户籍大队办理。");
  await panel.getByRole("button", { name: "转办" }).click();
  await second.page.locator(".toast", { hasText: "已转办" }).waitFor();
});
