// The real binary on a made-up county, in a folder of its own; and, until it holds the client
// itself, dist/ in front of it when WANQI_CLIENT=dist.
import { execFileSync, spawn } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect, createServer as createPort } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

const dist = new URL("../dist", import.meta.url).pathname;

// Of an empty county, which only its tests know.
const admin = { role: "ADMIN", username: "first", password: "only-for-the-tests-of-today" };

/**
 * Starts the server; gives its address, the people of the county, and a way to end it. An empty
 * county has an administrator and nobody else.
 */
export async function startServer({ isEmpty = false } = {}) {
  const binary = process.env.WANQI_BINARY;
  if (!binary) throw new Error("WANQI_BINARY names the server to test");
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
  const front = process.env.WANQI_CLIENT === "dist" ? await startFront(port) : undefined;
  return {
    url: `http://127.0.0.1:${front?.port ?? port}`,
    people: isEmpty ? [admin] : JSON.parse(readFileSync(people, "utf8")),
    async stop() {
      front?.server.closeAllConnections();
      front?.server.close();
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
    const probe = createPort().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};
const csp =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws:";

async function startFront(behind) {
  const target = { host: "127.0.0.1", port: behind };
  const server = createServer((incoming, answer) => {
    const path = new URL(incoming.url, "http://x").pathname;
    if (/^\/(graphql|attachments|health)/.test(path)) {
      const { method, headers } = incoming;
      const out = request({ ...target, path: incoming.url, method, headers }, (got) => {
        answer.writeHead(got.statusCode, got.headers);
        got.pipe(answer);
      });
      out.on("error", () => answer.destroy());
      incoming.pipe(out);
      return;
    }
    const file = extname(path) ? join(dist, path) : join(dist, "index.html");
    if (!existsSync(file)) {
      answer.writeHead(404).end();
      return;
    }
    const type = types[extname(file)] ?? "application/octet-stream";
    answer.writeHead(200, { "Content-Type": type, "Content-Security-Policy": csp });
    createReadStream(file).pipe(answer);
  });
  server.on("upgrade", (incoming, socket, head) => {
    const out = connect(target.port, target.host, () => {
      const headers = incoming.rawHeaders
        .map((text, index) => (index % 2 ? `${text}\r\n` : `${text}: `))
        .join("");
      out.write(`GET ${incoming.url} HTTP/1.1\r\n${headers}\r\n`);
      out.write(head);
      out.pipe(socket).pipe(out);
    });
    for (const end of [out, socket]) end.on("error", () => [out, socket].map((s) => s.destroy()));
  });
  const port = await freePort();
  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  return { server, port };
}
