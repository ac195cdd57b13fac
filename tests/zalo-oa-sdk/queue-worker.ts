/** One of several processes: takes its share of the members and sends each one's queue in order. Arguments: folder, root, share, of. */
import { createZaloClient } from '../../src/zalo-oa-sdk/index.ts';
import { fileTokenStore } from './file-token-store.ts';

const [folder = '', root = '', share = '0', of = '1', members = '1', each = '1'] = process.argv.slice(2);
const client = createZaloClient({
  appId: '1',
  appSecret: 'app-secret',
  apiRoot: root,
  oauthRoot: root,
  rpm: 1000,
  tokens: fileTokenStore(folder),
});

async function sendQueue(member: number): Promise<void> {
  for (let i = 0; i < Number(each); i++) await client.sendText(String(1000 + member), `${member} ${i}`);
}

const mine = Array.from({ length: Number(members) }, (_, i) => i).filter(
  (i) => i % Number(of) === Number(share),
);
await Promise.all(mine.map(sendQueue));
console.log('done');
