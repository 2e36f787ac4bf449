// `node run.mjs CHECK FOLDER` checks the site in FOLDER, prints what is wrong, and fails if
// anything is. A check that names `places` looks at the site at each of them on its host. At the end it
// says how long it took.

const [check, folder] = process.argv.slice(2);
const { default: problems, places = [undefined] } = await import(`./${check}.mjs`);
const began = performance.now();
const found = [];
for (const place of places) {
  const here = await problems(folder, place);
  found.push(...here.map((problem) => (place ? `at ${place}: ${problem}` : problem)));
}
for (const problem of found) console.log(problem);
console.log(`${check}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
process.exit(found.length > 0 ? 1 : 0);
