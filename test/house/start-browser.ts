// Starts the packaged Chromium once and leaves; fails with its complaint.
import packaged from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const browser = await chromium.launch({
  executablePath: await packaged.executablePath(),
  args: packaged.args,
});
await browser.close();
