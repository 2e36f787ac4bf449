// A built site: its pages, a host that serves them, and the browser that reads them.

import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

/** The browser: Debian's, unless another one is named. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const WIDTHS = [320, 768, 1280];

/** All pages of the site in `folder`: their paths and kinds. */
export async function pages(folder) {
  const names = await readdir(folder, { recursive: true });
  const found = [];
  for (const path of names.filter((name) => name.endsWith(".html")).sort()) {
    const html = await readFile(join(folder, path), "utf8");
    found.push({ path, kind: /<body class="kind-([\w-]+)/.exec(html)?.[1] ?? path, html });
  }
  return found;
}

/** One page of each kind: the one with the most to show. */
export async function kinds(folder) {
  const largest = new Map();
  for (const page of await pages(folder)) {
    const known = largest.get(page.kind);
    if (!known || known.html.length < page.html.length) largest.set(page.kind, page);
  }
  return [...largest.values()];
}

/** Where a site stands on its host: at the top, or below a path, as on hosts that serve many. */
export const PLACES = ["/some/repo/", "/"];

/** Serves `folder` at `place`, compressed, as hosts of static sites do. */
export async function serve(folder, place = PLACES[0]) {
  const missing = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const inside = path.startsWith(place) ? path.slice(place.length) : null;
    const name = inside === "" || inside?.endsWith("/") ? `${inside}index.html` : inside;
    let body = null;
    if (name !== null && !name.includes("..")) {
      body = await readFile(join(folder, name)).catch(() => null);
    }
    const status = body === null ? 404 : 200;
    if (status === 404) missing.push(path);
    body ??= await readFile(join(folder, "404.html"));
    response.writeHead(status, {
      "content-type": TYPES[extname(name ?? "") || ".html"] ?? "application/octet-stream",
      "content-encoding": "gzip",
      "cache-control": "max-age=600",
    });
    response.end(gzipSync(body));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${place}`,
    missing,
    close: () => server.close(),
  };
}

/** The browser, without anything that asks for the network by itself. */
export function launch(...more) {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ...more],
  });
}

/** Unfolds everything on a page. */
export function unfold(page) {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

/** Runs `work` for each of `all`, a few at a time. */
export async function each(all, work) {
  const waiting = [...all];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all([worker(), worker(), worker()]);
}
