// What leaves by other doors: lists as files, one's calendar on a phone; and where a phone has them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startWorld } from "./browser.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world?.stop());

const secretOf = ({ page }) => page.locator(".secret-once code").textContent();
const found = [];

test("a list is exported as it is filtered, and the file waits under exports", async () => {
  const desk = await world.open("desk");
  await world.signIn(desk, "COORDINATOR");
  const { page } = desk;
  await page.goto("/enterprises?scale=above");
  await page.getByRole("row").nth(1).waitFor();
  const shown = Number((await page.locator("header .muted.number").textContent()).match(/\d+/)[0]);
  await page.getByRole("button", { name: "导出" }).click();
  await page.getByText(`共 ${shown} 条`).waitFor();
  await page.getByLabel("文件格式").selectOption({ label: "CSV 文本" });
  found.push(...(await world.look(desk, "export")));
  const saving = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "导出" }).click();
  const saved = await saving;
  const text = await readFile(await saved.path(), "utf8");
  assert.equal(text.trim().split("\r\n").length, shown + 1, "a heading and every firm");
  await page.getByText(`已导出 ${shown} 行`).waitFor();
  found.push(...(await world.look(desk, "export-done")));
  await page.getByRole("dialog").getByRole("link", { name: "全部导出" }).click();
  await page.getByText("已筛选").waitFor();
  await page.getByRole("button", { name: "导出走访、挂联、专班" }).click();
  await page.getByLabel("走访时间从").fill("2026-01-01");
  found.push(...(await world.look(desk, "export-other")));
  await page.getByRole("button", { name: "下一步" }).click();
  const book = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "导出" }).click();
  assert.match((await book).suggestedFilename(), /\.xlsx$/);
  await page.getByRole("dialog").getByRole("button", { name: "关闭" }).last().click();
  await page.getByText("Excel 工作簿").waitFor();
  found.push(...(await world.look(desk, "exports")));

  for (const path of [
    "/officers",
    "/agencies",
    "/associations",
    "/requests",
    "/escalations",
    "/stations",
    "/offices",
    "/kiosks",
  ]) {
    await page.goto(path);
    await page.locator('main [role="cell"], main li').first().waitFor();
    await page.getByRole("button", { name: "导出" }).click();
    const file = page.waitForEvent("download");
    await page.getByRole("dialog").getByRole("button", { name: "导出" }).click();
    assert.match((await file).suggestedFilename(), /\.xlsx$/, path);
  }
  const phone = await world.open("phone");
  await world.signIn(phone, "COORDINATOR");
  await phone.page.goto("/exports");
  await phone.page.getByText("已筛选").first().waitFor();
  found.push(...(await world.look(phone, "exports")));
  await phone.page.goto("/enterprises");
  await phone.page.getByRole("listitem").first().waitFor();
  found.push(...(await world.look(phone, "firms-coordinator")));
  assert.deepEqual(found.splice(0), []);
  assert.deepEqual([...desk.complaints, ...phone.complaints], []);
});

test("an officer's phone has all places under 更多, and a calendar to subscribe to", async () => {
  const phone = await world.open("phone");
  await world.signIn(phone, "OFFICER");
  const { page } = phone;
  const more = page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "更多" });
  await more.click();
  found.push(...(await world.look(phone, "more")));
  const names = await page.locator(".more a").allTextContents();
  assert.ok(names.includes("我的") && names.includes("导出"), names.join());
  for (const name of names) {
    await more.click();
    await page.locator(".more").getByRole("link", { name, exact: true }).click();
    await page.locator("h1").waitFor();
    assert.ok(await more.evaluate((tab) => tab.classList.contains("active")), name);
  }

  await page.goto("/account");
  await page.getByRole("button", { name: "生成订阅地址" }).click();
  await page.getByLabel("用在哪台设备").fill("我的手机");
  await page.getByRole("button", { name: "生成", exact: true }).click();
  await page.getByText("关闭后无法再次查看").waitFor();
  const first = await secretOf(phone);
  assert.match(await (await fetch(first)).text(), /^BEGIN:VCALENDAR/);
  await page.getByText("怎样在手机上订阅").click();
  await page.getByText("苹果手机").scrollIntoViewIfNeeded();
  found.push(...(await world.look(phone, "feed-address")));
  await page.getByRole("button", { name: "已复制，关闭" }).click();
  await page.getByRole("button", { name: "换新地址" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "换新地址" }).click();
  await page.getByText("关闭后无法再次查看").waitFor();
  const second = await secretOf(phone);
  assert.notEqual(second, first);
  assert.equal((await fetch(first)).ok, false);
  assert.equal((await fetch(second)).ok, true);
  await page.getByRole("button", { name: "已复制，关闭" }).click();
  found.push(...(await world.look(phone, "feeds")));
  await page.getByRole("button", { name: "停用" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
  await page.getByRole("button", { name: "换新地址" }).waitFor({ state: "detached" });
  assert.equal((await fetch(second)).ok, false);

  const desk = await world.open("desk");
  await world.signIn(desk, "OFFICER");
  await desk.page.goto("/account");
  await desk.page.getByRole("heading", { name: "日历订阅" }).waitFor();
  found.push(...(await world.look(desk, "account")));
  assert.deepEqual(found.splice(0), []);
  assert.deepEqual([...phone.complaints, ...desk.complaints], []);
});
