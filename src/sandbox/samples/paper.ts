import type { Sample } from '../phone.ts';

let made: Sample | undefined;

/** A one-page PDF, as small as a valid one gets. Its words carry no marks: the fonts every reader has know none. */
export function samplePaper(): Sample {
  made ??= {
    bytes: encodePdf(['DON XIN HO TRO', 'Ban chay thu cua Sat Canh.']),
    name: 'don-xin-ho-tro.pdf',
    mime: 'application/pdf',
  };
  return made;
}

function encodePdf(lines: readonly string[]): Uint8Array {
  const words = lines.map((line) => `(${line}) Tj 0 -28 Td`).join(' ');
  const content = `BT /F1 18 Tf 72 760 Td ${words} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
