/** The read-back of a hardship report, and its sending: report, first forward and answer in one commit. */
import type { Report } from '../../core/report.ts';
import { hold, holdersFor } from '../../core/routing.ts';
import { newReference } from '../../core/reference.ts';
import type { FileRef } from '../../core/update.ts';
import { sayTime } from '../../core/time.ts';
import { forward, tellAdministrators } from '../forward.ts';
import { describeReport } from '../describe.ts';
import type { Turn } from '../turn.ts';
import type { Data, Service } from './service.ts';
import { textOf } from './service.ts';

export const describe: Service = (turn, data) => ({
  summary: describeReport(turn.knowledge, fromForm(turn, data, '')),
  editing: undefined,
});

function fromForm(turn: Turn, data: Data, id: string): Report {
  const contact = (data['contact'] as Report['contact'] | undefined) ?? 'bot';
  const place = placeOf(data);
  const people = data['people'] as number | undefined;
  return {
    id,
    update: turn.update.id,
    at: turn.at,
    member: turn.person.id,
    channel: turn.update.channel,
    ...(contact !== 'hidden' && turn.person.name ? { name: turn.person.name } : {}),
    ...(textOf(data['unit']) ? { unit: textOf(data['unit']) } : {}),
    category: textOf(data['category']) || 'khac',
    urgency: data['urgency'] === 'urgent' ? 'urgent' : 'normal',
    story: textOf(data['story']),
    files: (data['files'] as FileRef[] | undefined) ?? [],
    ...(people ? { people } : {}),
    ...(place ? { place } : {}),
    contact,
    ...(contact === 'phone' ? { phone: textOf(data['phone']) } : {}),
    hideFromOwnUnit: data['hide'] === true,
    state: 'sent',
    hops: [],
    happened: [{ at: turn.at, what: 'sent' }],
  };
}

function placeOf(data: Data): Report['place'] {
  const text = textOf(data['place']);
  const { latitude, longitude } = data as { latitude?: number; longitude?: number };
  if (latitude !== undefined && longitude !== undefined)
    return { latitude, longitude, ...(text ? { text } : {}) };
  return text ? { text } : undefined;
}

/** The nearest unit above with an enrolled officer holds it. Nobody anywhere above: it is kept and goes out when one enrols. */
export const fileReport: Service = async (turn, data) => {
  const report = fromForm(turn, data, await freeReference(turn));
  const holder = await enrolledAmong(turn, holdersFor(turn.knowledge.tree, report.unit, turn.at));
  const { tree, bundle } = turn.knowledge;
  const held = hold(report, holder, 'sent', turn.at, tree, bundle.calendar);
  turn.put('reports', held);
  keepFiles(turn, held.files);
  await forward(turn, held);
  if (!holder) {
    await tellAdministrators(turn, held);
    return { held: false, reference: held.id };
  }
  return {
    held: true,
    reference: held.id,
    holder: tree.get(holder)?.name ?? holder,
    until: held.due ? sayTime(held.due.acknowledge) : '',
  };
};

/** Of those units, the first with an officer who handles reports. */
export async function enrolledAmong(turn: Turn, units: readonly string[]): Promise<string | undefined> {
  for (const unit of units) {
    const seats = await turn.find('officers', 'unit', unit);
    if (seats.some((seat) => seat.roles.includes('handle') || seat.roles.includes('admin'))) return unit;
  }
  return undefined;
}

async function freeReference(turn: Turn): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const reference = newReference(turn.at, turn.update.id, attempt);
    if (!(await turn.get('reports', reference))) return reference;
  }
}

/** The platforms' addresses die: a job copies each file as soon as the commit stands. */
export function keepFiles(turn: Turn, files: readonly FileRef[]): void {
  for (const ref of files) turn.put('files', { id: `${ref.channel}|${ref.id}`, ref });
}
