/**
 * ZBS Template Messages: approved texts that may go outside the 48 hours and the 7 days; each costs money.
 * Source: Zalo ZBS docs, "Send template message by UID" and "by phone".
 */
import type { Api } from './api.ts';
import { checkId, checkText } from './check.ts';
import { ZaloPayloadError } from './errors.ts';
import { isObject, numberOf } from './json.ts';
import { TRACKING_ID_MAX } from './limits.ts';
import { sentOf, type SendOptions, type Sent } from './send.ts';

/** The templates of an application: a name of its own, Zalo's id, the parameters. Another name does not compile. */
export type Templates = Record<string, { id: string; fields: readonly string[] }>;
export type TemplateData<T extends Templates, K extends keyof T> = Record<
  T[K]['fields'][number],
  string | number
>;

export interface Delivery {
  /** 1 delivered; Zalo does not explain -1 and 0: not found, not yet. */
  status: number;
  delivered: boolean;
}

export interface PhoneOptions extends SendOptions {
  /** Comes back in events; at most 48 characters. */
  trackingId?: string;
  /** Reaches only administrators of the OA and the app. */
  development?: boolean;
}

export interface Templating<T extends Templates> {
  /** To a person who knows the OA. The answer carries no tracking id: keep `messageId`. Throws ZaloPayloadError, ZaloApiError. */
  sendTemplate<K extends keyof T & string>(
    userId: string,
    name: K,
    data: TemplateData<T, K>,
    options?: SendOptions,
  ): Promise<Sent>;
  /** To a number (`84…`), from the business host. Not between 22:00 and 06:00 for promotions (-133). */
  sendTemplateByPhone<K extends keyof T & string>(
    phone: string,
    name: K,
    data: TemplateData<T, K>,
    options?: PhoneOptions,
  ): Promise<Sent>;
  /** By phone only. */
  templateDelivery(messageId: string): Promise<Delivery>;
  /** Messages by phone that are left today. */
  templateQuota(): Promise<{ daily?: number; remain?: number }>;
}

const BY_USER = '/v3.0/oa/message/template';
const BY_PHONE = '/message/template';

export function createTemplating<T extends Templates>(api: Api, templates: T): Templating<T> {
  const bodyOf = (name: string, data: object) => {
    const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
    if (!template)
      throw new ZaloPayloadError('template', `one of ${Object.keys(templates).join(', ')}`, 'another');
    return {
      template_id: checkId('template_id', template.id),
      template_data: checkData(template.fields, data),
    };
  };
  return {
    async sendTemplate(userId, name, data, options = {}) {
      const json = { user_id: checkId('user_id', userId), ...bodyOf(name, data) };
      const call = { method: 'POST', path: BY_USER, json, sends: true } as const;
      return sentOf(await api({ ...call, priority: options.priority ?? 'reply' }), BY_USER);
    },
    async sendTemplateByPhone(phone, name, data, options = {}) {
      const json = { phone: check84(phone), ...bodyOf(name, data), ...extrasOf(options) };
      const call = { method: 'POST', path: BY_PHONE, host: 'business', json, sends: true } as const;
      return sentOf(await api({ ...call, priority: options.priority ?? 'reply' }), BY_PHONE);
    },
    async templateDelivery(messageId) {
      const query = { message_id: checkId('message_id', messageId) };
      const answer = await api({ method: 'GET', path: '/message/status', host: 'business', query });
      const status = isObject(answer) ? (numberOf(answer.status) ?? 0) : 0;
      return { status, delivered: status === 1 };
    },
    async templateQuota() {
      const answer = await api({ method: 'GET', path: '/message/quota', host: 'business' });
      const daily = isObject(answer) ? numberOf(answer.dailyQuota) : undefined;
      const remain = isObject(answer) ? numberOf(answer.remainingQuota) : undefined;
      return { ...(daily !== undefined && { daily }), ...(remain !== undefined && { remain }) };
    },
  };
}

function checkData(fields: readonly string[], data: object): Record<string, string | number> {
  const given = new Map<string, unknown>(Object.entries(data));
  const out: Record<string, string | number> = {};
  for (const field of fields) {
    const value = given.get(field);
    out[field] = typeof value === 'number' ? value : checkText(`template_data.${field}`, value, 2000);
    given.delete(field);
  }
  const [extra] = given.keys();
  if (extra !== undefined)
    throw new ZaloPayloadError(`template_data.${extra}`, 'a parameter of the template', 'another');
  return out;
}

function check84(phone: unknown): string {
  if (typeof phone === 'string' && /^84\d{8,10}$/.test(phone)) return phone;
  throw new ZaloPayloadError('phone', '84 and 8 to 10 digits, as 84987654321', 'something else');
}

function extrasOf(options: PhoneOptions): Record<string, string> {
  const tracking = options.trackingId;
  return {
    ...(tracking !== undefined && { tracking_id: checkText('tracking_id', tracking, TRACKING_ID_MAX) }),
    ...(options.development && { mode: 'development' }),
  };
}
