// A thousand officers, ten thousand enterprises: the sample registers come in through the wizard,
// the list of ten thousand scrolls, a plan is proposed, approved by a leader and applied.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld } from "./browser.mjs";

const data = new URL("../../tests/data/", import.meta.url).pathname;
const long = { timeout: 300_000 };

let world;
before(async () => {
  world = await startWorld({ isEmpty: true });
});
after(() => world?.stop());

async function makeUser({ page }, name, username, role) {
  await page.goto("/users/new");
  await page.getByLabel("角色").selectOption({ label: role });
  await page.getByLabel("姓名").fill(name);
  await page.getByLabel("用户名").fill(username);
  // It must not hold the user name.
  const password = "a-thousand-to-ten-thousand";
  await page.getByLabel("初始密码").fill(password);
  await page.getByRole("combobox", { name: "所属单位" }).fill("诸暨市公安局");
  await page.locator(".finder-option", { hasText: "诸暨市公安局" }).first().click();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("heading", { name, exact: true }).waitFor();
  return { username, password };
}

async function importRegister(device, kind, file, landed) {
  const { page } = device;
  await page.goto("/imports/new");
  await page.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
  await page.locator("input[type=file]").setInputFiles(`${data}${file}`);
  await page.getByRole("button", { name: "上传并试运行" }).click();
  const land = page.getByRole("button", { name: "正式导入" });
  await land.waitFor(long);
  if (kind === "企业") {
    await page.locator(".remark-cells .is-bad").first().waitFor(long);
    await world.screenshot(device, "journey-plan-import");
  }
  await land.click();
  await page.getByRole("dialog").getByRole("button", { name: "正式导入" }).click();
  await page.getByText("合格的行已一并写入名册").waitFor(long);
  await page.locator(".figures").waitFor(long);
  const figures = await page.locator(".figures dd").allTextContents();
  const [created = 0, updated = 0, unchanged = 0] = figures.map(Number);
  assert.equal(created + updated + unchanged, landed, `${file}: ${figures}`);
}

test("the coordinator imports the four registers through the wizard", async () => {
  const admin = await world.open("desk");
  await world.signIn(admin, "ADMIN");
  const coordinator = await makeUser(admin, "联络办", "coordinator", "联络办");
  const leader = await makeUser(admin, "局领导", "leader", "局领导");
  world.server.people.push({ role: "COORDINATOR", ...coordinator }, { role: "LEADER", ...leader });

  const desk = await world.open("desk");
  await world.signIn(desk, "COORDINATOR");
  await importRegister(desk, "镇街", "towns.csv", 23);
  await importRegister(desk, "单位", "agencies.csv", 172);
  await importRegister(desk, "民警", "officers.csv", 1000);
  await importRegister(desk, "企业", "enterprises.gb18030.csv", 10_000);
});

test("ten thousand firms scroll without a long task, and a search answers as one types", async () => {
  const desk = await world.open("desk");
  await world.signIn(desk, "COORDINATOR");
  const { page } = desk;
  await page.goto("/enterprises");
  await page.getByText("共 10000 家").waitFor();
  await page.evaluate(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.tasks.push(duration);
    }).observe({ type: "longtask" });
  });
  const list = page.locator(".windowed");
  const end = Date.now() + 120_000;
  let height = 0;
  while (height < 10_000 * 48) {
    assert.ok(Date.now() < end, `${height / 48} rows after two minutes`);
    height = await list.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
      return element.querySelector(".windowed-rows").clientHeight;
    });
    await page.waitForTimeout(16);
  }
  const rows = await list.getByRole("row").count();
  assert.ok(rows < 100, `${rows} rows are in the page`);
  const scrolling = await page.evaluate(() => Math.max(0, ...globalThis.tasks.splice(0)));

  const box = page.getByRole("searchbox");
  await box.pressSequentially("zhenzhu", { delay: 40 });
  await page.waitForURL(/search=zhenzhu/);
  const began = Date.now();
  await page.getByText("共 10000 家").waitFor({ state: "detached" });
  await page.getByRole("row").nth(1).waitFor();
  const answer = Date.now() - began;
  const searching = await page.evaluate(() => Math.max(0, ...globalThis.tasks));
  console.log(
    `longest task: ${scrolling.toFixed(0)} ms while scrolling 10,000 rows, ${searching.toFixed(0)} ms while searching; the answer after ${answer} ms`,
  );
  // A hundred are allowed; three times that here, where other work shares the machine.
  assert.ok(Math.max(scrolling, searching) <= 300);
  assert.ok(answer < 2_000);
});

test("a plan is proposed, approved and applied, and every officer has 8 to 10 firms", async () => {
  const desk = await world.open("desk");
  await world.signIn(desk, "COORDINATOR");
  const { page } = desk;
  await page.goto("/plans/new");
  await world.screenshot(desk, "plan-new");
  assert.deepEqual(await world.barriers(desk), []);
  await page.getByLabel("方案说明").fill("千警联万企 2026 年挂联");
  await page.getByRole("button", { name: "开始计算" }).click();
  await page.getByRole("heading", { name: "千警联万企 2026 年挂联" }).waitFor();
  await world.screenshot(desk, "plan-running");
  await page.getByText("待批准").waitFor(long);
  await page.getByRole("heading", { name: "调整明细" }).waitFor();
  await page.getByText("首次挂联").first().waitFor();
  await world.screenshot(desk, "plan");
  assert.deepEqual(await world.barriers(desk), []);
  const plan = new URL(page.url()).pathname;
  await page.getByLabel("选择镇街").selectOption({ label: "陶朱街道" });
  await page.locator(".town-map-line").first().waitFor();
  await page.getByText("正在读取").waitFor({ state: "detached", timeout: 60_000 });
  await page.locator(".plan-map").first().scrollIntoViewIfNeeded();
  await world.screenshot(desk, "plan-map");
  await page.getByRole("heading", { name: "调整明细" }).scrollIntoViewIfNeeded();
  await world.screenshot(desk, "plan-moves");

  const leader = await world.open("desk");
  await world.signIn(leader, "LEADER");
  await leader.page.goto("/plans");
  await leader.page.getByRole("row").nth(1).waitFor();
  await world.screenshot(leader, "plans");
  await leader.page.goto(plan);
  await leader.page.getByRole("button", { name: "批准", exact: true }).click();
  const dialog = leader.page.getByRole("dialog");
  await dialog.getByLabel("意见").fill("同意，即日执行。");
  await world.screenshot(leader, "plan-approve");
  await dialog.getByRole("button", { name: "批准" }).click();
  await leader.page.getByText("意见：同意，即日执行。").waitFor();

  await page.goto(plan);
  await page.getByRole("button", { name: "执行方案" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "执行方案" }).click();
  await page.getByText("已执行", { exact: true }).waitFor(long);

  await page.goto("/caseload");
  await page.getByText("正在读取").waitFor();
  await page.getByText("正在读取").waitFor({ state: "detached", timeout: 60_000 });
  const counts = await page.locator(".load-count strong").allTextContents();
  const [under, within, full, over] = counts.map(Number);
  assert.deepEqual([under, over, within + full], [0, 0, 1000]);
  await world.screenshot(desk, "caseload-after-plan");
  await page.goto("/enterprises?officer=none");
  await page.getByText("没有符合条件的企业").waitFor();

  const phone = await world.open("phone");
  await world.signIn(phone, "LEADER");
  await phone.page.goto(plan);
  await phone.page.getByRole("heading", { name: "调整明细" }).waitFor();
  await world.screenshot(phone, "plan");
});
