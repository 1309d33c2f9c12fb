import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packaged from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { decodeMulaw } from '../../server/contracts/mulaw.ts';

interface BrowserOptions {
  /** What the microphone hears, as mu-law at 8 kHz; silence after it. Without it there is no microphone. */
  microphone?: Uint8Array;
  /** The microphone hears the same over and over. */
  repeats?: boolean;
}

export interface TestBrowser {
  browser: Browser;
  close(): Promise<void>;
}

/** A real Chromium, whose microphone plays what the test gives it. */
export async function openBrowser({
  microphone,
  repeats = false,
}: BrowserOptions = {}): Promise<TestBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'ringhouse-browser-'));
  const sound = ['--autoplay-policy=no-user-gesture-required'];
  if (microphone) {
    const file = join(folder, 'microphone.wav');
    await writeFile(file, wav(microphone));
    sound.push(
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}${repeats ? '' : '%noloop'}`,
    );
  }
  // Not the package's own list: that is for one short-lived page, and turns off what keeps pages apart.
  const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', ...sound];
  const executablePath = await packaged.executablePath();
  // The package brings a font of its own for machines that have none.
  const fonts = join(tmpdir(), 'fonts', 'fonts.conf');
  const env = { ...process.env, ...(existsSync(fonts) && { FONTCONFIG_FILE: fonts }) };
  const browser = await chromium.launch({ executablePath, args, env });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A page of the panel, logged in. Fails the test on errors that the page does not expect. */
export async function openPanel(
  browser: Browser,
  controlUrl: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  // A busy computer is slow, not wrong: each test has a limit of its own.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(controlUrl);
  return { context, page, problems };
}

/** A WAV file of 16-bit samples at 48 kHz, each sample six times: what the fake microphone takes. */
function wav(mulaw: Uint8Array): Buffer {
  const samples = decodeMulaw(mulaw);
  const data = Buffer.alloc(samples.length * 12);
  for (let at = 0; at < samples.length * 6; at += 1)
    data.writeInt16LE(samples[Math.floor(at / 6)] ?? 0, at * 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(96_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
