// `node tests/browser/images.mjs [FOLDER]` builds the sample, or takes the site in FOLDER, and
// writes the pictures of README into docs/images.

import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { launch, serve } from "./site.mjs";

/** The most bytes of a picture. */
const MOST = 150_000;

const PICTURES = [
  { name: "overview", path: "index.html" },
  { name: "overview-dark", path: "index.html", colorScheme: "dark" },
  { name: "quarter", path: "quarters/fy21-q3/index.html" },
  { name: "objective", path: "quarters/fy21-q3/sales-projects/index.html" },
  { name: "roadmap", path: "roadmap/index.html" },
];

const root = fileURLToPath(new URL("../../", import.meta.url));
const images = join(root, "docs/images");
const built = process.argv[2] ?? (await mkdtemp(join(tmpdir(), "images-")));
if (!process.argv[2]) {
  const words = ["run", "--quiet", "--", "build", "--quiet", "--output", built];
  execFileSync("cargo", words, { cwd: root, stdio: "inherit" });
}
await mkdir(images, { recursive: true });
const [site, browser] = [await serve(built), await launch()];
let large = 0;
for (const { name, path, colorScheme = "light" } of PICTURES) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 800 } });
  await page.goto(site.url + path);
  const picture = await page.screenshot({ animations: "disabled" });
  await writeFile(join(images, `${name}.png`), picture);
  console.log(`${name}.png: ${picture.length} bytes`);
  large += picture.length > MOST ? 1 : 0;
  await page.close();
}
await browser.close();
site.close();
if (!process.argv[2]) await rm(built, { recursive: true });
if (large > 0) {
  console.error(`${large} pictures have more than ${MOST} bytes`);
  process.exitCode = 1;
}
