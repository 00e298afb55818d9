/** Runs the `aval` command from a checkout: Node 20 runs no TypeScript, so it is bundled first. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bin, whyNot } from './check.mjs';

const orphanCheckMs = 250;
const server = join(import.meta.dirname, '..', 'packages', 'server');
const usage = `Usage: node scripts/start.mjs <command of aval> [options]

Bundles the server and runs it, as \`npm run demo\` and \`npm start\` do.`;

const command = process.argv.slice(2);
if (command.length === 0 || command[0] === '--help') {
  console.log(usage);
  process.exitCode = command.length === 0 ? 2 : 0;
} else if (bundle()) {
  run(command);
} else {
  process.exitCode = 1;
}

/** @returns {boolean} whether there is a fresh bundle */
function bundle() {
  const result = spawnSync(bin('rolldown'), ['--config'], {
    cwd: server,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const why = whyNot(result.error);
  if (why !== null) console.error(`aval cannot be built: ${why}.`);
  return result.status === 0;
}

/** @param {readonly string[]} command */
function run(command) {
  const child = spawn(process.execPath, [join(server, 'dist', 'cli.js'), ...command], {
    stdio: 'inherit',
  });
  // A terminal interrupts the child itself; what only reaches us is handed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // npm ends its shell and leaves us behind; nobody would look for a server then.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, orphanCheckMs).unref();
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
