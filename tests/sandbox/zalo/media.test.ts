import { describe, expect, it } from 'vitest';
import { APP, DAY, LAN, PNG, SECOND, bytes, media, refresh, start } from './setup.ts';

describe('media', () => {
  it('shows an image by address, with its caption', async () => {
    const { cs, lan } = await start();
    const image = { media_type: 'image', url: 'https://example.vn/a.jpg' };
    await cs({ text: 'ảnh', ...media(image) });
    expect(lan.bubbles().at(-1)).toMatchObject({ text: 'ảnh', file: { kind: 'photo', url: image.url } });
  });

  it('shows an uploaded image, gif and file from its own address', async () => {
    const { cs, lan, upload } = await start();
    const image = await upload('image', bytes(PNG), 'a.png');
    await cs(media({ media_type: 'image', attachment_id: image.data.attachment_id }));
    const shown = await fetch(lan.bubbles().at(-1)?.file?.url ?? '');
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytes(PNG));
    const gif = (await upload('gif', bytes('474946383961'), 'a.gif')).data.attachment_id;
    const sized = { media_type: 'gif', attachment_id: gif, width: 320, height: 180 };
    expect(await cs(media(sized))).toMatchObject({ error: 0 });
    const { token } = (await upload('file', bytes('255044462d'), 'a.pdf')).data;
    expect(await cs({ attachment: { type: 'file', payload: { token } } })).toMatchObject({ error: 0 });
    expect(lan.bubbles().at(-1)?.file).toMatchObject({ kind: 'document', name: 'a.pdf' });
  });

  it('shows a sticker', async () => {
    const { cs } = await start();
    expect(await cs(media({ media_type: 'sticker', attachment_id: 'bfe458bf64fa8da4d4eb' }))).toMatchObject({
      error: 0,
    });
  });

  it.each([
    ['an unknown id', { media_type: 'image', attachment_id: 'none' }],
    ['an image with address and id', { media_type: 'image', attachment_id: 'a', url: 'https://a.vn/a.jpg' }],
    ['an image with neither', { media_type: 'image' }],
    ['a gif without its size', { media_type: 'gif', url: 'https://a.vn/a.gif' }],
    ['a video', { media_type: 'video', url: 'https://a.vn/a.mp4' }],
  ])('refuses %s', async (_, element) => {
    const { cs } = await start();
    expect(await cs(media(element))).toMatchObject({ error: -201 });
  });

  it('refuses two elements, a caption on a file, and an image id as a file', async () => {
    const { cs, upload } = await start();
    const image = { media_type: 'image', url: 'https://example.vn/a.jpg' };
    const two = { template_type: 'media', elements: [image, image] };
    expect(await cs({ attachment: { type: 'template', payload: two } })).toMatchObject({ error: -201 });
    const { token } = (await upload('file', bytes('255044462d'), 'a.pdf')).data;
    const file = { attachment: { type: 'file', payload: { token } } };
    expect(await cs({ text: 'a', ...file })).toMatchObject({ error: -201 });
    expect(await cs(media({ media_type: 'image', attachment_id: token }))).toMatchObject({ error: -201 });
  });

  it('forgets an upload after 7 days with -100', async () => {
    const { upload, clock, lan, token, post } = await start();
    const id = (await upload('image', bytes(PNG), 'a.png')).data.attachment_id;
    const body = {
      recipient: { user_id: LAN.id },
      message: media({ media_type: 'image', attachment_id: id }),
    };
    const send = async (wait: number) => {
      clock.at += wait;
      await lan.say('còn đây');
      const pair = await token(refresh(refreshToken));
      refreshToken = pair.refresh_token;
      return post('/v3.0/oa/message/cs', body, { access_token: pair.access_token });
    };
    let refreshToken = APP.firstRefreshToken;
    expect(await send(7 * DAY - SECOND)).toMatchObject({ error: 0 });
    expect(await send(SECOND)).toMatchObject({ error: -100 });
  });
});

describe('uploads', () => {
  const MB = 1024 * 1024;
  const PDF = '255044462d312e37';

  it.each([
    ['image', '89504e470d0a1a0a', 'a.png', 'attachment_id'],
    ['image', 'ffd8ffe0', 'a.jpg', 'attachment_id'],
    ['gif', '474946383961', 'a.gif', 'attachment_id'],
    ['file', PDF, 'a.pdf', 'token'],
    ['file', '504b0304', 'a.docx', 'token'],
    ['file', 'd0cf11e0', 'a.doc', 'token'],
  ])('takes %s %s as %s', async (kind, hex, name, field) => {
    const { upload } = await start();
    const answer = await upload(kind, bytes(hex), name);
    expect(answer).toEqual({ error: 0, message: 'Success', data: { [field]: expect.any(String) } });
  });

  it('takes a table as .csv', async () => {
    const { upload } = await start();
    const csv = new TextEncoder().encode('ho_ten,so_tien\nLan,1000\n');
    expect(await upload('file', csv, 'a.csv')).toMatchObject({ error: 0 });
  });

  it.each([
    ['an image that is only called so', 'image', bytes(PDF), 'a.png', -100],
    ['a gif as an image', 'image', bytes('47494638'), 'a.gif', -100],
    ['an image as a file', 'file', bytes(PNG), 'a.png', -100],
    ['an .xlsx', 'file', bytes('504b0304'), 'a.xlsx', -100],
    ['an image over 1 MB', 'image', bytes(PNG, MB + 1), 'a.png', -210],
    ['a file over 5 MB', 'file', bytes(PDF, 5 * MB + 1), 'a.pdf', -210],
    ['an empty file', 'file', new Uint8Array(0), 'a.pdf', -201],
  ])('refuses %s', async (_, kind, content, name, code) => {
    const { upload } = await start();
    expect(await upload(kind, content, name)).toMatchObject({ error: code });
  });

  it('wants the field `file`, in multipart', async () => {
    const { upload, post } = await start();
    expect(await upload('image', bytes(PNG), 'a.png', 'image')).toMatchObject({ error: -201 });
    const byAddress = { url: 'https://example.vn/a.png' };
    expect(await post('/v2.0/oa/upload/image', byAddress)).toMatchObject({ error: -201 });
  });
});
