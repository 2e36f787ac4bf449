// `node run.mjs CHECK FOLDER` checks the site in FOLDER, prints what is wrong, and fails if
// anything is. At the end it says how long it took.

const [check, folder] = process.argv.slice(2);
const { default: problems } = await import(`./${check}.mjs`);
const began = performance.now();
const found = await problems(folder);
for (const problem of found) console.log(problem);
console.log(`${check}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
process.exit(found.length > 0 ? 1 : 0);
