/** Members who write to the bot, as Telegram posts it: over kept-alive connections, the next update after the 200 of the one before. */
import { Agent, request } from 'node:http';

export interface Members {
  /** Rejects when the update is not answered 200. `twice`: it comes a second time at the same moment. */
  says(member: number, text: string, twice?: 'twice'): Promise<void>;
  /** Posts that were answered with anything but 200: brought again, and to be told of, for a figure with them is another one. */
  readonly refused: number;
  close(): void;
}

export function createMembers(
  { port, path }: { port: number; path: string },
  secret: string,
  connections: number,
): Members {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let updates = 0;
  let refused = 0;

  /** What was not answered 200, or met a connection that was just being closed, is brought again, as the platform does. */
  async function post(body: string, tries = 5): Promise<void> {
    try {
      await postOnce(body);
    } catch (error) {
      if (tries === 1) throw error;
      await post(body, tries - 1);
    }
  }

  function postOnce(body: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-telegram-bot-api-secret-token': secret,
      };
      const options = { agent, hostname: '127.0.0.1', port, path, method: 'POST', headers };
      const sent = request(options, (response) => {
        response.resume();
        response.on('end', () => {
          if (response.statusCode === 200) return resolve();
          refused++;
          reject(new Error(`A webhook was answered ${response.statusCode}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  return {
    async says(member, text, twice) {
      const body = updateOf(member, ++updates, text);
      await Promise.all(twice ? [post(body), post(body)] : [post(body)]);
    },
    get refused() {
      return refused;
    },
    close: () => agent.destroy(),
  };
}

function updateOf(member: number, n: number, text: string): string {
  const who = { id: member, first_name: 'Hoa' };
  const command = { type: 'bot_command', offset: 0, length: text.length };
  const message = {
    message_id: n,
    date: 1_700_000_000,
    chat: { ...who, type: 'private' },
    from: { ...who, is_bot: false },
    text,
    ...(text.startsWith('/') ? { entities: [command] } : {}),
  };
  return JSON.stringify({ update_id: n, message });
}
