/** A wire to a server that can be cut at the worst moment: after a statement has gone out, before its answer is back. */
import { connect, createServer, type AddressInfo } from 'node:net';

export interface Wire {
  url: string;
  /** The next message to the server that holds these words arrives; its answer does not. */
  cutAfter(words: string): void;
  /** How often it was cut. */
  readonly cuts: number;
  close(): Promise<void>;
}

export async function createWire(target: string): Promise<Wire> {
  const to = new URL(target);
  let words: string | undefined;
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(to.port), to.hostname);
    let cutting = false;
    client.on('data', (data) => {
      if (words !== undefined && data.includes(words)) {
        words = undefined;
        cutting = true;
        cuts++;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (cutting) client.destroy();
      else client.write(data);
    });
    client.on('close', () => upstream.end());
    upstream.on('close', () => client.destroy());
    for (const one of [client, upstream]) one.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cutAfter: (next) => (words = next),
    get cuts() {
      return cuts;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
