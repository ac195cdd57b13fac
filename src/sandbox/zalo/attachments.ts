import { createHash } from 'node:crypto';
import type { Bubble, Sample } from '../phone.ts';
import { serveFile, type Platform } from './platform.ts';

const STICKER = 'bfe458bf64fa8da4d4eb';

interface Sent {
  attachment: { type: string; payload: object };
  bubble?: Partial<Bubble>;
  text?: string;
}

/** The attachments of `user_send_*` events (Zalo OA webhook docs): always one, its numbers as text. */
export function image(platform: Platform, sample: Sample): Sent {
  const url = serveFile(platform, sample);
  return { attachment: { type: 'image', payload: { thumbnail: url, url } }, bubble: file('photo', url) };
}

export function gif(platform: Platform, sample: Sample): Sent {
  const url = serveFile(platform, sample);
  return { attachment: { type: 'gif', payload: { thumbnail: url, url } }, bubble: file('photo', url) };
}

export function video(platform: Platform, sample: Sample): Sent {
  const url = serveFile(platform, sample);
  const payload = { thumbnail: url, description: '', url };
  return { attachment: { type: 'video', payload }, bubble: { file: { kind: 'video', url } } };
}

export function link(url: string, title?: string): Sent {
  const payload = { thumbnail: '', description: '', url, ...(title === undefined ? {} : { title }) };
  return { attachment: { type: 'link', payload } };
}

export function audio(platform: Platform, sample: Sample): Sent {
  const url = serveFile(platform, sample);
  return { attachment: { type: 'audio', payload: { url } }, bubble: file('voice', url) };
}

export function document(platform: Platform, sample: Sample): Sent {
  const { name, bytes } = sample;
  const url = serveFile(platform, sample);
  const checksum = createHash('md5').update(bytes).digest('hex');
  const type = name.split('.').at(-1) ?? '';
  const payload = { url, size: String(bytes.length), name, checksum, type };
  return { attachment: { type: 'file', payload }, bubble: file('document', url, name) };
}

export function location(latitude: number, longitude: number): Sent {
  const coordinates = { latitude: String(latitude), longitude: String(longitude) };
  return {
    attachment: { type: 'location', payload: { coordinates } },
    bubble: { location: { latitude, longitude } },
  };
}

/** A business card is a link whose description is JSON in a string. */
export function businessCard(phone: string): Sent {
  const description = JSON.stringify({ phone, qrCodeUrl: `https://qr.zalo.me/${phone}` });
  const url = `https://zalo.me/${phone}`;
  return {
    attachment: { type: 'link', payload: { thumbnail: '', description, url } },
    bubble: { text: phone },
  };
}

export function sticker(): Sent {
  const payload = { id: STICKER, url: `https://zalo-api.zadn.vn/api/emoticon/sticker/${STICKER}` };
  return { attachment: { type: 'sticker', payload }, bubble: { text: `[sticker ${STICKER}]` } };
}

function file(kind: 'photo' | 'voice' | 'document', url: string, name?: string): Partial<Bubble> {
  return { file: name === undefined ? { kind, url } : { kind, url, name } };
}
