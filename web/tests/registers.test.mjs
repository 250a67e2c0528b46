// Changes of the registers that few make and nobody can take back: each done once, as people do it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld } from "./browser.mjs";
import { ask } from "./field.mjs";

let world;
let desk;
before(async () => {
  world = await startWorld();
  desk = await world.open("desk");
  await world.signIn(desk, "COORDINATOR");
});
after(() => world?.stop());

/** Firms with their officers, no officer twice. */
async function assignedFirms() {
  const { enterprises } = await ask(
    desk,
    `{ enterprises(filter: { assigned: true }, first: 100) { nodes { id name
      assignments(open: true, first: 1) { nodes { officer { id name } } } } } }`,
  );
  const seen = new Set();
  return enterprises.nodes
    .map(({ id, name, assignments }) => ({ id, name, officer: assignments.nodes[0].officer }))
    .filter(({ officer }) => !seen.has(officer.name) && seen.add(officer.name));
}

async function find(label, name) {
  await desk.page.getByRole("combobox", { name: label, exact: true }).fill(name);
  await desk.page.locator(".finder-option", { hasText: name }).first().click();
}

const liaison = () =>
  desk.page.locator("section.card", {
    has: desk.page.getByRole("heading", { name: "挂联", exact: true }),
  });

async function confirmed(words) {
  await desk.page.getByRole("dialog").getByRole("button", { name: words }).click();
}

test("two firms change their officers", async () => {
  const { page } = desk;
  const [one, two] = await assignedFirms();
  await page.goto(`/enterprises/${one.id}`);
  await page.getByRole("button", { name: "对换" }).click();
  await find("对换的另一家企业", two.name);
  await page.getByLabel("说明").fill("两家相邻，就近挂联。");
  assert.deepEqual(await world.look(desk, "swap"), []);
  await confirmed("对换");
  await page.getByText("已对换").waitFor();
  await liaison().getByText(two.officer.name).first().waitFor();
  await page.goto(`/enterprises/${two.id}`);
  await liaison().getByText(one.officer.name).first().waitFor();
});

test("a pair is banned, and the ban is lifted", async () => {
  const { page } = desk;
  const [one, , three] = await assignedFirms();
  await page.goto("/caseload/rules");
  await page.getByRole("button", { name: "新增规则" }).click();
  await find("企业详情", one.name);
  await find("民警", three.officer.name);
  await page.getByLabel("规则", { exact: true }).selectOption({ label: "回避" });
  await page.getByLabel("原因").fill("亲属在该企业任职。");
  assert.deepEqual(await world.look(desk, "pair-rule-new"), []);
  await page.getByRole("button", { name: "保存" }).click();
  const rule = page.locator(".lines > li", { hasText: "亲属在该企业任职。" });
  await rule.getByText("回避").waitFor();
  assert.deepEqual(await world.look(desk, "pair-rules"), []);
  await rule.getByRole("button", { name: "解除" }).click();
  await confirmed("解除");
  await rule.waitFor({ state: "detached" });
});

test("two records of one firm become one", async () => {
  const { page } = desk;
  const [, , , kept, gone] = await assignedFirms();
  await page.goto(`/enterprises/${kept.id}/merge`);
  await find("查找另一条记录", gone.name);
  const side = page.getByRole("region", { name: kept.name });
  await page.getByRole("region", { name: gone.name }).waitFor();
  assert.deepEqual(await world.look(desk, "merge"), []);
  await side.getByRole("button", { name: "保留这一条" }).click();
  await confirmed("合并");
  await page.getByText("已合并").waitFor();
  await page.getByRole("heading", { name: kept.name }).waitFor();
  await page.goto(`/enterprises?search=${encodeURIComponent(gone.name)}`);
  await page.getByText("没有符合条件的企业").waitFor();
});

test("an agency goes up in another, and is found among those that ended", async () => {
  const { page } = desk;
  const { agencies } = await ask(
    desk,
    "{ agencies(filter: { level: TOWN }, first: 100) { nodes { id name officers { totalCount } } } }",
  );
  const [gone, into] = agencies.nodes.filter(({ name }) => name.endsWith("派出所"));
  await page.goto("/agencies/reorganise");
  await find("撤销的单位（可多个）", gone.name);
  const shown = await page.locator(".finder").first().textContent();
  assert.ok(!shown.includes(gone.name), "the box still shows what was added");
  await find("并入的单位", into.name);
  assert.deepEqual(await world.look(desk, "reorganise"), []);
  await page.getByRole("button", { name: "撤并单位" }).click();
  await confirmed("撤并单位");
  await page.getByRole("heading", { name: into.name, exact: true }).waitFor();
  await page.goto(`/agencies?ended=yes&search=${encodeURIComponent(gone.name)}`);
  await page.getByRole("link", { name: gone.name, exact: true }).click();
  await page.getByRole("link", { name: into.name }).first().waitFor();
  const moved = await ask(
    desk,
    "query ($id: ID!) { agency(id: $id) { officers { totalCount } } }",
    { id: into.id },
  );
  assert.equal(
    moved.agency.officers.totalCount,
    gone.officers.totalCount + into.officers.totalCount,
  );
});

test("the holidays of a year are entered as the announcement has them", async () => {
  const { page } = desk;
  await page.goto("/settings");
  await page.getByRole("button", { name: "录入年度放假安排" }).click();
  await page.getByLabel("年份").fill("2028");
  await page.getByLabel("放假日期").fill("1月3日、2028-02-30");
  await page.getByLabel("调休上班日期").fill("1月8日");
  await page.getByLabel("依据").fill("试验通知 1 号");
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await page.getByText("“2028-02-30”不是有效的日期").waitFor();
  assert.deepEqual(await world.look(desk, "calendar-import"), []);
  await page.getByLabel("放假日期").fill("1月3日、2028-01-04");
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await page.getByText("2028年").waitFor();
  await page.getByText(/试验通知 1 号/).waitFor();
});

test("a person is renamed, given another password, and signs in with it", async () => {
  const admin = await world.open("desk");
  await world.signIn(admin, "ADMIN");
  const { page } = admin;
  const person = world.person("AUXILIARY");
  await page.goto("/users?role=AUXILIARY");
  await page.getByRole("row", { name: person.username }).getByRole("link").click();
  await page.getByRole("link", { name: "修改" }).click();
  await page.getByLabel("姓名").fill("网格辅警丙");
  assert.deepEqual(await world.look(admin, "user-edit"), []);
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("heading", { name: "网格辅警丙" }).waitFor();
  await page.getByRole("button", { name: "重置密码" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("新密码").fill("short");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.locator(".field-wrong").waitFor();
  await dialog.getByLabel("新密码").fill("a-new-word-for-the-grid");
  assert.deepEqual(await world.look(admin, "password-reset"), []);
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("密码已重置").waitFor();

  person.password = "a-new-word-for-the-grid";
  const phone = await world.open("phone");
  await world.signIn(phone, "AUXILIARY");
  await phone.page.goto("/account");
  await phone.page.getByRole("heading", { name: "网格辅警丙" }).waitFor();
  assert.deepEqual([...admin.complaints, ...phone.complaints], []);
});
