/** A whole small PDF; each string is the one line of a page, an empty one is a page without text. */
export function pdfOf(pages: readonly string[]): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (const line of pages) {
    const content = objects.length + 2;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents ${content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    const drawing = line === '' ? '' : `BT /F1 12 Tf 20 300 Td (${line.replaceAll(/[()\\]/g, '\\$&')}) Tj ET`;
    add(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`);
  }
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = file.length;
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

export const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');
