/** One of several processes: sends `count` texts at once and prints the ids. Arguments: folder, root, name, count. */
import { createZaloClient } from '../../src/zalo-oa-sdk/index.ts';
import { fileTokenStore } from './file-token-store.ts';

const [folder = '', root = '', name = '', count = '1'] = process.argv.slice(2);
const client = createZaloClient({
  appId: '1',
  appSecret: 'app-secret',
  apiRoot: root,
  oauthRoot: root,
  rpm: 1000,
  tokens: fileTokenStore(folder),
});
const sent = await Promise.all(
  Array.from({ length: Number(count) }, (_, i) => client.sendText('1', `${name} ${i}`)),
);
console.log(sent.map((one) => one.messageId).join(' '));
