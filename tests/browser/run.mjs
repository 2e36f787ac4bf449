// `node run.mjs CHECK FOLDER` checks the site in FOLDER, prints what is wrong, and fails if
// anything is.

const [check, folder] = process.argv.slice(2);
const { default: problems } = await import(`./${check}.mjs`);
const found = await problems(folder);
for (const problem of found) console.log(problem);
process.exit(found.length > 0 ? 1 : 0);
