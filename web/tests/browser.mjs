// A browser beside a server: pages of a phone or a desk, signed in as a role, and screenshots.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { startServer } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const screenshots = new URL("../screenshots/", import.meta.url).pathname;
const flags =
  "--headless --no-sandbox --disable-gpu --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --disable-background-networking --disable-component-update --disable-sync --no-first-run";

export const sizes = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1440, height: 900 } },
};

export async function startWorld(county = {}) {
  const server = await startServer(county);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: flags.split(" "),
  });
  return {
    server,
    browser,
    /** A page of its own device; `size` is phone or desk. */
    async open(size, options = {}) {
      const context = await browser.newContext({
        ...sizes[size],
        baseURL: server.url,
        locale: "zh-CN",
        timezoneId: "Asia/Shanghai",
        colorScheme: "light",
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (line) => {
        if (line.type() === "error") complaints.push(line.text());
      });
      return { page, context, complaints, size };
    },
    /** The n-th person of a role in the made-up county. */
    person(role, n = 0) {
      const person = server.people.filter((one) => one.role === role)[n];
      if (!person) throw new Error(`the county has no ${role} number ${n}`);
      return person;
    },
    async signIn({ page }, role, n = 0) {
      const { username, password } = this.person(role, n);
      await page.goto("/");
      await page.getByLabel("用户名").fill(username);
      await page.getByLabel("密码").fill(password);
      await page.getByRole("button", { name: "登录", exact: true }).click();
      await page.getByRole("navigation", { name: "主菜单" }).waitFor();
    },
    async screenshot({ page, size }, name) {
      mkdirSync(`${screenshots}${size}`, { recursive: true });
      await page.screenshot({ path: `${screenshots}${size}/${name}.png` });
    },
    /** What axe finds serious or critical on the page, as lines to read. */
    async barriers({ page }) {
      // Evaluated, not added as a tag: the page's policy forbids inline scripts, as it should.
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document));
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
        );
    },
    /** Once nothing loads any more: a picture, and what is wrong with the page, as lines to read. */
    async look(device, name) {
      const { page } = device;
      await page.waitForLoadState("networkidle");
      await page.locator(".state-loading").first().waitFor({ state: "detached" });
      await this.screenshot(device, name);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      const found = wide > 0 ? [`${name} is ${wide} pixels too wide`] : [];
      for (const barrier of await this.barriers(device)) found.push(`${name}: ${barrier}`);
      return found;
    },
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}
