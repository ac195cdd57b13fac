/** What does not compile. The checks are tsc's: an error that is missing here is an error there. */
import { expect, test } from 'vitest';
import {
  createZaloClient,
  memoryTokenStore,
  queryHide,
  type Buttons,
  type InAttachment,
  type Attachment,
  type ZaloEvent,
} from '../../src/zalo-oa-sdk/index.ts';

const client = createZaloClient({
  appId: '1',
  appSecret: 's',
  tokens: memoryTokenStore(),
  templates: { received: { id: '1', fields: ['ho_ten', 'ma_hs'] } },
});
const plain = createZaloClient({ appId: '1', appSecret: 's', tokens: memoryTokenStore() });
const b = queryHide('a', '#a');

type Payload = Extract<Attachment, { type: 'template' }>['payload'];

/** Never run: only compiled. */
export function compiled(event: ZaloEvent) {
  const five: Buttons = [b, b, b, b, b];
  void client.sendButtons('1', 'x', five);
  // @ts-expect-error a sixth button
  void client.sendButtons('1', 'x', [b, b, b, b, b, b]);
  // @ts-expect-error no button at all
  void client.sendButtons('1', 'x', []);
  // @ts-expect-error a kind of button that Zalo has not
  void client.sendButtons('1', 'x', [{ title: 'a', type: 'oa.click', payload: '#a' }]);
  // @ts-expect-error the payload of another kind
  void client.sendButtons('1', 'x', [{ title: 'a', type: 'oa.open.url', payload: '#a' }]);
  // @ts-expect-error a number as a user id
  void client.sendText(246845883529197922, 'x');
  // @ts-expect-error a picture from nowhere
  void client.sendImage('1', { caption: 'x' });
  // @ts-expect-error an unknown template of a message
  const payload: Payload = { template_type: 'carousel', elements: [] };
  // @ts-expect-error an unknown ZBS template
  void client.sendTemplate('1', 'unknown', { ho_ten: 'A', ma_hs: '1' });
  // @ts-expect-error a parameter is missing
  void client.sendTemplate('1', 'received', { ho_ten: 'A' });
  // @ts-expect-error no templates were given
  void plain.sendTemplate('1', 'received', {});
  // @ts-expect-error a reaction that Zalo has not
  void client.react('1', 'm', '👍');
  if (event.kind === 'user_message') {
    const text: string | undefined = event.message.text;
    const attachment: InAttachment | undefined = event.message.attachments?.[0];
    // @ts-expect-error a name of another kind
    const other = event.event_name === 'follow';
    return [text, attachment, other];
  }
  // @ts-expect-error only messages of people have attachments
  return [payload, event.message.attachments];
}

test('the file compiles, with every expected error in its place', () => {
  expect(compiled).toBeTypeOf('function');
});
