// What a first visit to each kind of page costs, and that it asks nobody else for anything.

import { each, kinds, launch, PLACES, serve } from "./site.mjs";

/** Bytes on the wire and requests, before a page can be read. */
const MOST = { bytes: 40_000, requests: 3 };

/** What kinds of pages need beyond that: a script of their own. */
const MORE = { search: 1 };

export const places = PLACES;

export default async function weight(folder, place) {
  const [site, browser, found] = [await serve(folder, place), await launch(), []];
  await each(await kinds(folder), async ({ path, kind }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const requests = [];
    let bytes = 0;
    session.on("Network.requestWillBeSent", ({ request }) => requests.push(request.url));
    session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
    await page.goto(site.url + path, { waitUntil: "networkidle" });
    const where = `${kind} (${path})`;
    console.log(`${where}: ${bytes} bytes, ${requests.length} requests`);
    if (bytes > MOST.bytes) found.push(`${where}: ${bytes} bytes`);
    // The icon of the tab holds nothing up.
    const needed = requests.filter((url) => !url.endsWith("favicon.svg"));
    if (needed.length > MOST.requests + (MORE[kind] ?? 0)) found.push(`${where}: ${needed.join(" ")}`);
    const foreign = requests.filter((url) => !url.startsWith(site.url));
    if (foreign.length > 0) found.push(`${where}: asks others: ${foreign.join(" ")}`);
    await context.close();
  });
  await browser.close();
  site.close();
  return found;
}
