// The real binary, with the client that it holds, on a made-up county in a folder of its own.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// Of an empty county, which only its tests know.
const admin = { role: "ADMIN", username: "first", password: "only-for-the-tests-of-today" };

/**
 * Starts the server; gives its address, the people of the county, and a way to end it. An empty
 * county has an administrator and nobody else. `settings` are environment variables.
 */
export async function startServer({ isEmpty = false, settings = {} } = {}) {
  if (!process.env.WANQI_BINARY) throw new Error("WANQI_BINARY names the server to test");
  const binary = resolve(process.env.WANQI_BINARY);
  const folder = mkdtempSync(join(tmpdir(), "wanqi-web-"));
  const port = await freePort();
  if (isEmpty) {
    const user = ["user", "create-admin", "--username", admin.username, "--name", "管理员"];
    execFileSync(binary, ["migrate"], { cwd: folder, stdio: "pipe" });
    execFileSync(binary, user, { cwd: folder, input: `${admin.password}\n`, stdio: "pipe" });
  }
  const filled = isEmpty ? [] : ["--demo-if-empty"];
  const server = spawn(binary, ["serve", ...filled, "--listen", `127.0.0.1:${port}`], {
    cwd: folder,
    env: { ...process.env, ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  server.stderr.on("data", (data) => {
    said = (said + data).slice(-4000);
  });
  const people = join(folder, "data", "demo-people.json");
  await until(async () => {
    if (server.exitCode !== null) throw new Error(`the server ended: ${said}`);
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    return ready?.ok && (isEmpty || existsSync(people));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    people: isEmpty ? [admin] : JSON.parse(readFileSync(people, "utf8")),
    async stop() {
      server.kill("SIGTERM");
      await new Promise((ended) => {
        if (server.exitCode !== null) ended();
        else server.once("exit", ended);
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function until(isDone) {
  const end = Date.now() + 120_000;
  while (!(await isDone())) {
    if (Date.now() > end) throw new Error("the server did not become ready");
    await new Promise((go) => setTimeout(go, 200));
  }
}

function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
