import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld } from "./browser.mjs";

let world;
// A server that takes only the documents of the client: whatever these screens ask is known to it.
before(async () => {
  world = await startWorld({ settings: { WANQI_TRUSTED_DOCUMENTS: "true" } });
});
after(() => world?.stop());

const registers = [
  ["/caseload", "caseload", "挂联情况"],
  ["/caseload/assign", "bulk-assign", "批量挂联"],
  ["/officers", "officers", "民警"],
  ["/associations", "associations", "行业协会"],
  ["/agencies", "agencies", "单位"],
  ["/agencies?line=guiding", "agencies-guiding", "单位"],
  ["/agencies/new", "agency-new", "新增单位"],
  ["/towns", "towns", "镇街"],
  ["/imports", "imports", "导入"],
  ["/imports/new", "import-new", "导入名册"],
  ["/settings", "settings", "设置"],
  ["/search?text=有限", "search", "搜索"],
  ["/enterprises/new", "firm-new", "新增企业"],
];

async function walk(device, screens) {
  const found = [];
  for (const [path, name, heading] of screens) {
    await device.page.goto(path);
    await device.page.getByRole("heading", { name: heading, exact: true }).waitFor();
    found.push(...(await world.look(device, name)));
  }
  assert.deepEqual(found, []);
  assert.deepEqual(device.complaints, []);
}

for (const size of ["desk", "phone"]) {
  test(`the coordinator's screens hold on a ${size}`, async () => {
    const device = await world.open(size);
    await world.signIn(device, "COORDINATOR");
    await walk(device, registers);
  });
}

test("the administrator's screens hold on a desk", async () => {
  const desk = await world.open("desk");
  await world.signIn(desk, "ADMIN");
  await walk(desk, [
    ["/users", "users", "用户"],
    ["/users/new", "user-new", "新增用户"],
    ["/sessions", "sessions", "登录会话"],
    ["/audit", "audit", "审计日志"],
  ]);
  await desk.page.goto("/audit");
  await desk.page.locator("details").first().click();
  await world.screenshot(desk, "audit-open");
});

test("pages of one officer, agency, association and firm", async () => {
  const desk = await world.open("desk");
  await world.signIn(desk, "COORDINATOR");
  for (const [list, name, heading] of [
    ["/officers", "officer", "基本信息"],
    ["/associations", "association", "联系人"],
    ["/enterprises", "firm-desk", "联系人"],
  ]) {
    await desk.page.goto(list);
    await desk.page.getByRole("row").nth(1).getByRole("link").first().click();
    await desk.page.getByRole("heading", { name: heading }).waitFor();
    assert.deepEqual(await world.look(desk, name), []);
  }
  await desk.page.goto("/agencies?search=县");
  await desk.page.goto("/agencies");
  await desk.page.locator(".tree-name a").nth(2).click();
  await desk.page.getByRole("heading", { name: "基本信息" }).waitFor();
  assert.deepEqual(await world.look(desk, "agency"), []);
});

test("two people who edit one firm choose side by side, and nothing is overwritten unseen", async () => {
  const [one, two] = [await world.open("desk"), await world.open("desk")];
  await world.signIn(one, "COORDINATOR", 0);
  await world.signIn(two, "COORDINATOR", 1);
  await one.page.goto("/enterprises");
  await one.page.getByRole("row").nth(1).getByRole("link").click();
  await one.page.getByRole("heading", { name: "联系人" }).waitFor();
  const address = `${new URL(one.page.url()).pathname}/edit`;
  await one.page.goto(address);
  await two.page.goto(address);
  await one.page.getByLabel("行业").fill("袜业甲");
  await two.page.getByLabel("行业").fill("袜业乙");
  await two.page.getByLabel("地址").fill("大唐街道新址 8 号");
  await one.page.getByRole("button", { name: "保存" }).click();
  await one.page.getByRole("heading", { name: "联系人" }).waitFor();
  await two.page.getByRole("button", { name: "保存" }).click();
  await two.page.getByRole("heading", { name: "这条记录刚被别人修改过" }).waitFor();
  await world.screenshot(two, "conflict");
  assert.deepEqual(await world.barriers(two), []);
  const save = two.page.getByRole("button", { name: "按所选保存" });
  assert.equal(await save.isDisabled(), true);
  await two.page.getByRole("radio", { name: "袜业甲" }).check();
  await save.click();
  await two.page.getByRole("heading", { name: "联系人" }).waitFor();
  await two.page.getByText("大唐街道新址 8 号").waitFor();
  await two.page.getByText("袜业甲").waitFor();
});

test("a firm is handed over with a note, and many are assigned at once", async () => {
  const desk = await world.open("desk");
  await world.signIn(desk, "COORDINATOR");
  const { page } = desk;
  await page.goto("/caseload?load=UNDER");
  await page.getByRole("row").nth(1).waitFor();
  const officer = await page.getByRole("row").nth(1).getByRole("link").textContent();
  await page.goto("/enterprises?officer=some");
  await page.getByRole("row").nth(3).getByRole("link").click();
  await page.getByRole("button", { name: "交接" }).click();
  await page.getByRole("combobox", { name: "接手民警" }).fill(officer);
  await page.locator(".finder-option", { hasText: officer }).first().click();
  await page.getByLabel("说明").fill("负责人周一在厂，先打电话。");
  await world.screenshot(desk, "hand-over");
  await page.getByRole("dialog").getByRole("button", { name: "交接" }).click();
  await page.getByText("已交接").waitFor();
  await page.getByText(officer).first().waitFor();
  await page.getByRole("button", { name: "结束挂联" }).click();
  await page.getByLabel("原因").fill("企业搬迁");
  await page.getByRole("dialog").getByRole("button", { name: "结束挂联" }).click();
  await page.getByText("目前没有民警挂联").waitFor();
  await page.goto("/caseload/assign");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("combobox").last().fill(officer);
  await page.locator(".finder-option", { hasText: officer }).first().click();
  await page.getByRole("button", { name: "挂联所选 1 家" }).click();
  await page.getByText("已挂联 1 / 1 家").waitFor();
  await world.screenshot(desk, "bulk-done");
});

test("a register with a bad row is tried, looked at in place, and landed", async () => {
  const desk = await world.open("desk");
  await world.signIn(desk, "COORDINATOR");
  const { page } = desk;
  await page.goto("/imports/new");
  await page.getByRole("radio", { name: /^镇街/ }).check();
  const lines = [
    "代码,镇街,纬度,经度,主导产业",
    "330681901,试验镇,29.71,120.24,珍珠",
    "330681902,,29.72,120.25,袜业",
    "330681903,北街道,九十,120.26,五金",
  ];
  await page.locator("input[type=file]").setInputFiles({
    name: "镇街.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(lines.join("\n")),
  });
  await page.getByRole("button", { name: "上传并试运行" }).click();
  await page.getByText("未通过的行").waitFor();
  await page.locator(".remark-cells .is-bad").first().waitFor();
  await world.screenshot(desk, "import-tried");
  assert.deepEqual(await world.barriers(desk), []);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载错误清单" }).click();
  assert.equal((await saved).suggestedFilename(), "镇街.csv-错误清单.csv");
  await page.getByRole("button", { name: "正式导入" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "正式导入" }).click();
  await page.getByText("合格的行已一并写入名册").waitFor();
  await page.getByText("未通过的行").waitFor();
  await world.screenshot(desk, "import-landed");
});

test("a query that the client does not send is refused where only its own are taken", async () => {
  const answer = await fetch(`${world.server.url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: "{ __typename }" }),
  });
  const { errors } = await answer.json();
  assert.equal(errors[0].extensions.reason, "untrusted_document");
});
