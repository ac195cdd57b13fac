/** What an administrator does with what could not be delivered. */
import type { Outgoing } from '../../store/data.ts';
import { inTurn, letterOption, letterValues, MOST_LETTERS } from '../dead-letters.ts';
import { revive } from '../delivery/gone.ts';
import type { Turn } from '../turn.ts';
import { seatsOf } from './officer.ts';
import type { Data, Service } from './service.ts';
import { textOf } from './service.ts';

async function isAdministrator(turn: Turn): Promise<boolean> {
  return (await seatsOf(turn)).some(({ roles }) => roles.includes('admin'));
}

export async function lettersOf(turn: Turn): Promise<Outgoing[]> {
  return inTurn(await turn.find('outbox', 'dead', '-', { limit: MOST_LETTERS }));
}

/** The one that was chosen, or all; none for who is no administrator, whatever was pressed. */
async function meant(turn: Turn, data: Data): Promise<Outgoing[]> {
  if (!(await isAdministrator(turn))) return [];
  const letters = await lettersOf(turn);
  const letter = textOf(data['letter']);
  return letter ? letters.filter((row) => letterOption(row) === letter) : letters;
}

export const deadLetters: Service = async (turn) => ({
  admin: await isAdministrator(turn),
  waiting: String((await lettersOf(turn)).length),
});

export const deadLetter: Service = async (turn, data) => {
  const [row] = textOf(data['letter']) ? await meant(turn, data) : [];
  return row ? { found: true, ...letterValues(turn.knowledge, row) } : { found: false };
};

export const sendAgain: Service = async (turn, data) => {
  const rows = await meant(turn, data);
  for (const row of rows) turn.put('outbox', revive(row, turn.at));
  return { told: String(rows.length) };
};

export const setAside: Service = async (turn, data) => {
  const rows = await meant(turn, data);
  for (const { id } of rows) turn.remove('outbox', id);
  return { told: String(rows.length) };
};
