import { AppError } from '../platform/errors.ts';

/** In bytes; as the schema of an upload allows. */
const LARGEST_FILE = 15_000_000;
/** In characters; as the schema of an item allows. */
const LONGEST_TEXT = 400_000;

/** What a PDF says; see `pdf.ts`. */
export type PdfReader = (bytes: Uint8Array) => Promise<string>;

interface UploadedFile {
  fileName: string;
  text: string;
}

/**
 * What an uploaded text, Markdown or PDF file says.
 *
 * @param content base64
 * @throws AppError `invalid`, with what to do, for anything that is not such a file or holds no text
 */
export async function readUpload(
  fileName: string,
  content: string,
  readPdf: PdfReader,
): Promise<UploadedFile> {
  const bytes = new Uint8Array(Buffer.from(content, 'base64'));
  const name = baseName(fileName);
  if (bytes.length > LARGEST_FILE)
    throw refusal('The file is larger than 15 MB. Split it, and upload the parts.');
  const text = tidy(await textOf(name, bytes, readPdf));
  if (text === '') throw refusal('The file holds no text. Choose another one.');
  if (text.length > LONGEST_TEXT)
    throw refusal(
      `The file holds ${text.length} characters of text, and ${LONGEST_TEXT} fit into one item. Split it, and upload the parts.`,
    );
  return { fileName: name, text };
}

async function textOf(name: string, bytes: Uint8Array, readPdf: PdfReader): Promise<string> {
  if (/\.pdf$/i.test(name)) return readPdf(bytes);
  if (/\.(?:txt|md|markdown)$/i.test(name)) return decode(bytes);
  throw refusal(
    'Only .txt, .md and .pdf files can be read. Save the document as one of these, and upload that.',
  );
}

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(
      'The file is not plain text in UTF-8. Save it with the encoding UTF-8, and upload it again.',
    );
  }
  if (text.includes('\0'))
    throw refusal('The file is not plain text. Save the document as .txt, .md or .pdf, and upload that.');
  return text;
}

/** Without control characters, with one kind of line ending, and never more than one empty line. */
function tidy(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[^\P{Cc}\n\t]/gu, '')
      .split('\n')
      // A pattern that looks for spaces at the end of a line would try every one of a long row anew.
      .map((line) => line.trimEnd())
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim()
  );
}

/** The last part of a path, as browsers on some systems send whole ones. */
function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

function refusal(message: string): AppError {
  return new AppError('invalid', message, { fields: { content: message } });
}
