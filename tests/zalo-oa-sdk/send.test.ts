import { expect, test } from 'vitest';
import {
  openPhone,
  openSms,
  openUrl,
  queryHide,
  queryShow,
  textMessage,
} from '../../src/zalo-oa-sdk/index.ts';
import { failure } from './failure.ts';
import { setup } from './setup.ts';
import { CS, fails } from './zalo-server.ts';

test('a text goes to message/cs with the token in its own header', async () => {
  const { client, server } = await setup();
  const sent = await client.sendText('246845883529197922', 'Xin chào');
  expect(sent).toEqual({ messageId: 'm1', quota: { type: 'reply', remain: 7, total: 8 } });
  const [seen] = server.to(CS);
  expect(seen?.method).toBe('POST');
  expect(seen?.headers.access_token).toBe('access-1');
  expect(seen?.headers.authorization).toBeUndefined();
  expect(JSON.parse(Buffer.from(seen?.body ?? '', 'latin1').toString('utf8'))).toEqual({
    recipient: { user_id: '246845883529197922' },
    message: { text: 'Xin chào' },
  });
});

test('buttons of all five kinds', async () => {
  const { client, server } = await setup();
  await client.sendButtons('1', 'Anh chị cần gì?', [
    queryShow('Quyền lợi', '#cd1:benefits'),
    queryHide('Gặp cán bộ', '#cd1:handoff'),
    openUrl('Trang', 'https://congdoan.example.vn'),
    openPhone('Gọi', '84919018791'),
    openSms('Nhắn', '84919018791', 'HOTRO'),
  ]);
  const body = JSON.parse(Buffer.from(server.to(CS)[0]?.body ?? '', 'latin1').toString('utf8')) as {
    message: { attachment: { payload: { buttons: { type: string }[] } } };
  };
  expect(body.message.attachment.payload).toEqual({ buttons: expect.any(Array) });
  expect(body.message.attachment.payload.buttons.map((button) => button.type)).toEqual([
    'oa.query.show',
    'oa.query.hide',
    'oa.open.url',
    'oa.open.phone',
    'oa.open.sms',
  ]);
});

test('S1: an error that arrives as HTTP 200 is a window error and is not repeated', async () => {
  const { client, server } = await setup();
  server.on(CS, fails(-230, 'out of window'));
  const error = await failure(client.sendText('1', 'x'));
  expect(error).toMatchObject({ class: 'window', code: -230, endpoint: `POST ${CS}` });
  expect(error.remedy).not.toBe('');
  expect(server.to(CS)).toHaveLength(1);
});

test('S5: a text in NFD that fits in NFC goes as one message', async () => {
  const { client, server } = await setup();
  const text = 'ế'.repeat(1990);
  expect([...text.normalize('NFD')].length).toBeGreaterThan(2000);
  await client.sendText('1', text.normalize('NFD'));
  expect(server.to(CS)).toHaveLength(1);
  expect(textMessage(text.normalize('NFD')).text).toBe(text);
});
