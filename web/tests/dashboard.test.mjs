// The leader's morning: figures that open the rows behind them, and what waits for a decision.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld } from "./browser.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world?.stop());

const opened = {
  挂联覆盖: /\/enterprises\?officer=none/,
  按期走访: /\/enterprises\?officer=some&unvisited=\d+/,
  走访企业: /\/enterprises\?officer=some$/,
  诉求办结: /\/requests$/,
  超期诉求: /\/requests\?state=open&overdue=1/,
  待批上报: /\/escalations\?state=PENDING/,
  离线自助机: /\/kiosks\?state=OFFLINE/,
};

for (const size of ["desk", "phone"]) {
  test(`each figure says how it is computed and opens its rows on a ${size}`, async () => {
    const leader = await world.open(size);
    await world.signIn(leader, "LEADER");
    const figures = leader.page.locator(".figure");
    await figures.nth(8).waitFor();
    await world.screenshot(leader, "dashboard");
    if (size === "desk") assert.deepEqual(await world.barriers(leader), []);
    assert.equal(await figures.count(), 9);
    assert.ok((await leader.page.locator(".figure-definition").allInnerTexts()).every(Boolean));
    for (const [title, address] of Object.entries(opened)) {
      await leader.page.getByRole("link", { name: new RegExp(title) }).click();
      await leader.page.waitForURL(address);
      await leader.page.goBack();
      await figures.first().waitFor();
    }
    await leader.page.emulateMedia({ media: "print" });
    await world.screenshot(leader, "dashboard-print");
    assert.deepEqual(leader.complaints, []);
  });
}

/** Asks the API as the person of a page. */
function ask({ page }, query, variables) {
  return page.evaluate(
    async ([query, variables]) => {
      const answer = await fetch("/graphql", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = await answer.json();
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    [query, variables],
  );
}

const plans = `query ($id: ID!) { caseloadPlan(id: $id) { id version state } }`;

async function planIn(device, id, state) {
  for (let tries = 0; tries < 240; tries += 1) {
    const { caseloadPlan } = await ask(device, plans, { id });
    if (caseloadPlan.state === state) return caseloadPlan;
    await new Promise((go) => setTimeout(go, 500));
  }
  throw new Error(`the plan did not become ${state}`);
}

test("a plan waits for a leader, and its officers are asked for a note of each firm", async () => {
  const office = await world.open("desk");
  await world.signIn(office, "COORDINATOR");
  const made = await ask(
    office,
    `mutation { proposeCaseloadPlan(input: { changeM: 0, note: "秋季调整" }) { caseloadPlan { id } } }`,
  );
  const { id } = made.proposeCaseloadPlan.caseloadPlan;
  const proposed = await planIn(office, id, "PROPOSED");
  const leader = await world.open("desk");
  await world.signIn(leader, "LEADER");
  await leader.page.goto("/inbox");
  await leader.page.getByRole("link", { name: /秋季调整/ }).waitFor();
  await world.screenshot(leader, "inbox-leader");
  assert.deepEqual(await world.barriers(leader), []);
  const input = { id, version: proposed.version };
  await ask(
    leader,
    `mutation ($input: ApproveCaseloadPlanInput!) { approveCaseloadPlan(input: $input) { caseloadPlan { id } } }`,
    { input },
  );
  const approved = await planIn(office, id, "APPROVED");
  await ask(
    office,
    `mutation ($input: ApplyCaseloadPlanInput!) { applyCaseloadPlan(input: $input) { caseloadPlan { id } } }`,
    { input: { id, version: approved.version } },
  );
  const officer = await world.open("phone");
  await world.signIn(officer, "OFFICER");
  await officer.page.goto("/inbox");
  const section = officer.page.getByRole("region", { name: "待补写交接说明" });
  await section.waitFor();
  const rows = section.getByRole("button", { name: /补写/ });
  const before = await rows.count();
  await rows.first().click();
  await section.getByLabel("交接内容").fill("厂长王海波负责安全，消防通道整改未完。");
  await world.screenshot(officer, "handover-note");
  await section.getByRole("button", { name: "保存" }).click();
  await officer.page.locator(".toast", { hasText: "交接说明已保存" }).waitFor();
  await officer.page.waitForFunction(
    (before) => document.querySelectorAll(".inbox-still").length < before,
    before,
  );
  assert.deepEqual(officer.complaints, []);
});
