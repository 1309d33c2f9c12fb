import { parentPort, workerData } from 'node:worker_threads';
import { extractText, getDocumentProxy } from 'unpdf';
import { AppError } from '../platform/errors.ts';
import type { PdfAnswer } from './pdf.ts';

const MOST_PAGES = 500;

async function read(bytes: Uint8Array): Promise<PdfAnswer> {
  const document = await getDocumentProxy(bytes, { verbosity: 0 });
  const pages = document.numPages;
  if (pages > MOST_PAGES)
    return {
      problem: `The PDF has ${pages} pages, and ${MOST_PAGES} can be read. Split it, and upload the parts.`,
    };
  const { text } = await extractText(document);
  if (text.every((page) => page.trim() === ''))
    return {
      problem:
        'The PDF holds pictures of pages, but no text. Run text recognition (OCR) on it, or copy its text into a .txt file.',
    };
  return { text: text.join('\n\n') };
}

function problemOf(error: unknown): string {
  if (error instanceof Error && error.name === 'PasswordException')
    return 'The PDF is protected by a password. Save a copy without one, and upload that.';
  return 'The PDF could not be read; it may be damaged. Open it, save it again as PDF, and upload that.';
}

const port = parentPort;
if (!port) throw new AppError('misconfigured', 'This file only runs as a worker thread.');
// What `pdf.ts` gives to the thread.
const bytes = workerData as Uint8Array;
read(bytes)
  .catch((error: unknown): PdfAnswer => ({ problem: problemOf(error) }))
  .then((answer) => port.postMessage(answer));
