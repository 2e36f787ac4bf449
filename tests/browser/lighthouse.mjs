// What Lighthouse says of the pages that visitors come to first, on a slow phone.
//
// All scores are printed. The one for speed depends on what else the machine does, so that it is
// told and not judged: neither one run nor the best of three would say more of the pages than of
// the machine, and nothing is gained by running it again. What makes pages slow, bytes and
// requests, is the same on every machine and judged by `weight`.

import { createServer } from "node:net";
import lighthouse from "lighthouse";
import { kinds, launch, serve } from "./site.mjs";

const KINDS = ["overview", "quarter", "objective", "team", "owner", "roadmap"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

export default async function audit(folder) {
  const found = [];
  const site = await serve(folder);
  const port = await free();
  const browser = await launch(`--remote-debugging-port=${port}`);
  for (const { path, kind } of await kinds(folder)) {
    if (!KINDS.includes(kind)) continue;
    const result = await lighthouse(site.url + path, {
      port,
      onlyCategories: CATEGORIES,
      logLevel: "error",
    });
    const scores = CATEGORIES.map((name) => Math.round(result.lhr.categories[name].score * 100));
    console.log(`${kind} (${path}): ${scores.join(" / ")}`);
    // Every page says where it is published, so that this is asked and not left out.
    const { score, scoreDisplayMode } = result.lhr.audits.canonical;
    if (score !== 1) found.push(`${kind} (${path}): canonical: ${scoreDisplayMode}`);
    CATEGORIES.forEach((name, at) => {
      if (name === "performance" || scores[at] === 100) return;
      const refs = result.lhr.categories[name].auditRefs.map((ref) => result.lhr.audits[ref.id]);
      const failed = refs.filter((it) => it.score !== null && it.score < 1).map((it) => it.title);
      found.push(`${kind} (${path}): ${name} ${scores[at]}: ${failed.join("; ")}`);
    });
  }
  await browser.close();
  site.close();
  return found;
}

/** A port that nobody listens on. */
async function free() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
