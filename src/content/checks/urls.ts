/** Addresses that members are sent to: safe ones, of bodies that may speak. */
import type { Read } from '../bundle.ts';
import type { Fault } from '../fault.ts';
import type { Source } from '../source.ts';
import type { Prose } from './prose.ts';

const OFFICIAL = [
  'gov.vn',
  'congdoan.vn',
  'chinhphu.vn',
  'quochoi.vn',
  'dangcongsan.vn',
  'tingia.gov.vn',
  'who.int',
  'ilo.org',
  'unicef.org',
];

export function urlFaults(read: Read, prose: readonly Prose[]): Fault[] {
  const inBodies = prose.flatMap(({ source, at, text }) =>
    [...text.matchAll(/\bhttps?:\/\/[^\s)\]>”"]+/gi)].flatMap((found) =>
      urlFault(source, at + found.index, found[0]),
    ),
  );
  const inHeaders = read.entries.flatMap(({ item, yaml }) => {
    if (item.source.link === undefined) return [];
    const { at, length } = yaml.at(['nguon', 'lien_ket']);
    const quoted = /^["']/.test(yaml.source.text.slice(at)) ? 1 : 0;
    return urlFault(yaml.source, at + quoted, item.source.link, length - 2 * quoted);
  });
  return [...inBodies, ...inHeaders];
}

function urlFault(source: Source, at: number, written: string, length = written.length): Fault[] {
  const url = written.replace(/[.,;:!?]+$/, '');
  if (/^http:/i.test(url))
    return [source.fault(at, length, 'error', 'Liên kết không an toàn', 'dùng https://')];
  const host = URL.canParse(url) ? new URL(url).hostname : undefined;
  if (!host)
    return [source.fault(at, length, 'error', 'Liên kết viết chưa đúng', 'chép lại địa chỉ từ trình duyệt')];
  if (OFFICIAL.some((official) => host === official || host.endsWith(`.${official}`))) return [];
  return [
    source.fault(
      at,
      length,
      'warning',
      `‘${host}’ không phải trang của cơ quan nhà nước hay công đoàn`,
      'dẫn tới trang chính thức, hoặc bỏ liên kết',
    ),
  ];
}
