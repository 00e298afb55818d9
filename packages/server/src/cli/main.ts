#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import {
  createRemoteAdministration,
  openAdministration,
  replayDatabase,
  verifyDatabase,
} from '../main.ts';
import { run } from './run.ts';
import { serve, serveDemo } from './serve.ts';

process.exitCode = await run(process.argv.slice(2), {
  entry: {
    serve,
    demo: serveDemo,
    verify: verifyDatabase,
    replay: replayDatabase,
    openAdministration,
    remoteAdministration: createRemoteAdministration,
    version: { version: __AVAL_VERSION__, commit: __AVAL_COMMIT__ },
  },
  environment: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
  readFile: (path) => (path === '-' ? text(process.stdin) : readFile(path, 'utf8')),
  fetch: globalThis.fetch,
});
