/** An administrator invites an officer: unit, role, a one-time code. */
import { defineFlow } from '../src/core/flow.ts';
import { call, chose, enter, resultIs, say } from './parts.ts';

interface Invite {
  levels: 'all';
  unit?: string;
  unitName?: string;
  role?: string;
  code?: string;
}

const role = (name: string) => ({
  when: chose(name),
  set: () => ({ role: name }),
  to: 'make' as const,
});

export const invite = defineFlow<Invite>()({
  id: 'invite',
  version: 1,
  title: 'Mời cán bộ',
  initial: 'unit',
  data: { levels: 'all' },
  states: {
    unit: {
      title: 'Đơn vị nào',
      entry: [enter('choose-unit', { editing: true, levels: 'all' })],
      on: {
        returned: [
          {
            when: (_, event) => Boolean(event.output['unit']),
            set: (_, event) => ({
              unit: String(event.output['unit']),
              unitName: String(event.output['unitName']),
            }),
            to: 'role',
          },
          { to: 'left' },
        ],
      },
    },
    role: {
      title: 'Vai trò',
      entry: [say('invite.role')],
      on: { choose: [role('handle'), role('publish'), role('admin')] },
    },
    make: {
      title: 'Tạo mã',
      entry: [call('make-invitation')],
      on: {
        result: [
          { when: resultIs('made'), set: (_, event) => event.value as Partial<Invite>, to: 'made' },
          { to: 'refused' },
        ],
      },
    },
    made: { title: 'Mã mời', entry: [say('invite.made')], final: true },
    refused: { title: 'Không được mời', entry: [say('invite.refused')], final: true },
    left: { title: 'Thôi', entry: [say('invite.left')], final: true },
  },
});
