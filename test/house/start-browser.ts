// Starts the packaged Chromium once and leaves; fails with its complaint, or when it is of another version.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packaged from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import { project } from './project-files.ts';

const browser = await chromium.launch({
  executablePath: await packaged.executablePath(),
  args: packaged.args,
});
const found = browser.version();
await browser.close();

const manifest = readFileSync(join(project, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
const wanted: string = JSON.parse(manifest).version;
if (found.split('.')[0] !== wanted.split('.')[0]) {
  console.error(`Chromium ${found} was left behind by another version of its package.`);
  process.exitCode = 1;
}
