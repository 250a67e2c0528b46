import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld } from "./browser.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world?.stop());

test("an officer signs in on a phone, sees the own firms, and finds one by two characters", async () => {
  const phone = await world.open("phone");
  await phone.page.goto("/");
  await phone.page.getByRole("button", { name: "登录", exact: true }).waitFor();
  await world.screenshot(phone, "sign-in");
  await world.signIn(phone, "OFFICER");
  await phone.page.getByRole("link", { name: "我的企业" }).click();
  const cards = phone.page.getByRole("listitem").filter({ has: phone.page.locator(".firm-card") });
  await cards.first().waitFor();
  const all = await cards.count();
  assert.ok(all >= 2 && all <= 10, `an officer has ${all} firms`);
  await world.screenshot(phone, "firms");

  const name = await cards.nth(1).locator(".firm-card-name").textContent();
  const two = name.slice(-8, -6);
  await phone.page.getByRole("searchbox").fill(two);
  await phone.page.waitForURL((url) => url.searchParams.get("search") === two);
  await cards.filter({ hasText: name }).waitFor();
  await world.screenshot(phone, "firms-found");

  await cards.filter({ hasText: name }).click();
  await phone.page.getByRole("heading", { name: "联系人" }).waitFor();
  await world.screenshot(phone, "firm");
  await phone.page
    .getByRole("button", { name: /显示号码/ })
    .first()
    .click();
  await phone.page.locator('a[href^="tel:1"]').first().waitFor();
  await phone.page.getByRole("link", { name: "更多" }).click();
  await phone.page.getByRole("link", { name: "我的", exact: true }).click();
  await phone.page.getByRole("heading", { name: "修改密码" }).waitFor();
  await world.screenshot(phone, "account");
  assert.deepEqual(phone.complaints, []);
});

test("a locked screen keeps the address and asks the same person for the password", async () => {
  const desk = await world.open("desk");
  await world.signIn(desk, "COORDINATOR");
  await desk.page.goto("/enterprises?scale=above");
  await desk.page.getByRole("row").nth(1).waitFor();
  await desk.page.evaluate(() =>
    localStorage.setItem("wanqi.active", String(Date.now() - 31 * 60_000)),
  );
  await desk.page.reload();
  await desk.page.getByRole("heading", { name: "屏幕已锁定" }).waitFor();
  await world.screenshot(desk, "locked");
  await desk.page.getByLabel("密码").fill(world.person("COORDINATOR").password);
  await desk.page.getByRole("button", { name: "解锁" }).click();
  await desk.page.getByRole("row").nth(1).waitFor();
  assert.match(desk.page.url(), /scale=above/);
});

test("the register of a desk has nothing serious for axe, light, dark and in English", async () => {
  const desk = await world.open("desk");
  await desk.page.goto("/");
  await desk.page.getByRole("button", { name: "登录", exact: true }).waitFor();
  await world.screenshot(desk, "sign-in");
  assert.deepEqual(await world.barriers(desk), []);
  await world.signIn(desk, "COORDINATOR");
  await desk.page.goto("/enterprises");
  await desk.page.getByRole("row").nth(5).waitFor();
  await world.screenshot(desk, "firms");
  assert.deepEqual(await world.barriers(desk), []);
  await desk.page.getByRole("row").nth(1).getByRole("link").click();
  await desk.page.getByRole("heading", { name: "联系人" }).waitFor();
  await world.screenshot(desk, "firm");
  assert.deepEqual(await world.barriers(desk), []);
  await desk.page.goto("/account");
  await desk.page.getByRole("button", { name: "深色" }).click();
  await desk.page.getByRole("button", { name: "English" }).click();
  await desk.page.getByRole("heading", { name: "Change password" }).waitFor();
  await world.screenshot(desk, "account-dark-english");
  assert.deepEqual(await world.barriers(desk), []);
  await desk.page.goto("/enterprises");
  await desk.page.getByRole("row").nth(5).waitFor();
  await world.screenshot(desk, "firms-dark-english");
  assert.deepEqual(await world.barriers(desk), []);
  assert.deepEqual(desk.complaints, []);
});
