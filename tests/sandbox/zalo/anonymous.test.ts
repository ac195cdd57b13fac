import { expect, it } from 'vitest';
import { bytes, buttons, media, PNG, start, startReceiver } from './setup.ts';

const PATH = '/v2.0/oa/message';

async function both() {
  const hook = await startReceiver();
  const all = await start({ webhook: hook.url });
  const visitor = all.z.visitor('khách trên trang web');
  const recipient = { anonymous_id: visitor.id, conversation_id: visitor.conversationId };
  return { ...all, hook, visitor, recipient };
}

it('a visitor of a web page writes, sends files, and is answered without any window', async () => {
  const { z, hook, visitor, recipient, post, upload } = await both();
  const photo = { bytes: bytes(PNG), name: 'a.png', mime: 'image/png' };
  visitor.say('cho hỏi');
  visitor.sendPhoto(photo);
  visitor.sendDocument({ ...photo, name: 'a.pdf' });
  visitor.sendSticker();
  await z.idle();
  expect(hook.names().slice(1)).toEqual(
    ['text', 'image', 'file', 'sticker'].map((kind) => `anonymous_send_${kind}`),
  );
  expect(hook.received[1]?.json).toMatchObject({
    sender: { id: visitor.id },
    conversation_id: visitor.conversationId,
    message: { text: 'cho hỏi' },
  });
  const { attachment_id } = (await upload('image', bytes(PNG), 'a.png')).data;
  for (const message of [{ text: 'chào' }, media({ media_type: 'image', attachment_id })])
    expect(await post(PATH, { recipient, message })).toMatchObject({
      error: 0,
      data: { anonymous_id: visitor.id },
    });
  await z.idle();
  expect(hook.names().slice(-2)).toEqual(['oa_send_anonymous_text', 'oa_send_anonymous_image']);
  expect(
    visitor
      .bubbles()
      .filter(({ from }) => from === 'bot')
      .map(({ text }) => text),
  ).toEqual(['chào', '']);
  expect(z.visitor('khách trên trang web').id).toBe(visitor.id);
});

it('an unknown visitor, another conversation and buttons are refused', async () => {
  const { recipient, post } = await both();
  const message = { text: 'a' };
  const send = (change: object, what: object = message) =>
    post(PATH, { recipient: { ...recipient, ...change }, message: what });
  expect(await send({ anonymous_id: 'x' })).toMatchObject({
    error: -201,
    message: 'anonymous_id is invalid!',
  });
  expect(await send({ conversation_id: 'x' })).toMatchObject({ error: -201 });
  expect(await send({}, buttons({ title: 'a', type: 'oa.query.hide', payload: '#a' }))).toMatchObject({
    error: -233,
  });
  expect(await post(PATH, { recipient: { user_id: '1' }, message })).toMatchObject({ error: -240 });
});
