/** The OA itself: its profile, its package, its quotas. Source: Zalo OA docs, "Official Account" and "Quota". */
import type { Api } from './api.ts';
import { checkId } from './check.ts';
import { ZaloApiError } from './errors.ts';
import { isObject, numberOf, textOf, type Json } from './json.ts';

export interface OaProfile {
  oaId?: string;
  name?: string;
  isVerified?: boolean;
  /** 2 business, 4 government. */
  type?: number;
  followers?: number;
  package?: string;
  /** As Zalo prints it. When it is over, the whole API stops (-224). */
  packageValidThrough?: string;
}

export interface MessageQuota {
  /** Milliseconds since 1970. */
  lastInteractionAt?: number;
  /** Free replies of the 48 hours; absent when Zalo counts none. */
  reply?: { remain?: number; total?: number };
}

export interface QuotaAsset {
  assetId?: string;
  product?: string;
  type?: string;
  validThrough?: string;
  total?: number;
  remain?: number;
}

export interface Oa {
  /** A cheap check that token, app, OA and package are all in order. Throws ZaloApiError. */
  getOa(): Promise<OaProfile>;
  /** What may still be sent to this person: the best source for the window. It costs a call: ask near the limit only. */
  quota(userId: string): Promise<MessageQuota>;
  /** What the package still holds. */
  quotaAssets(filter?: {
    owner?: 'OA' | 'APP';
    product?: 'cs' | 'transaction';
    type?: string;
  }): Promise<QuotaAsset[]>;
}

const OA_PATH = '/v2.0/oa/getoa';
const QUOTA_PATH = '/v3.0/oa/quota/message';

export function createOa(api: Api, oaId?: string): Oa {
  return {
    async getOa() {
      const data = await api({ method: 'GET', path: OA_PATH });
      const profile = profileOf(isObject(data) ? data : {});
      if (oaId !== undefined && profile.oaId !== undefined && profile.oaId !== oaId) throw otherOa();
      return profile;
    },
    async quota(userId) {
      const json = { user_id: checkId('user_id', userId) };
      const data = await api({ method: 'POST', path: QUOTA_PATH, json });
      return messageQuotaOf(isObject(data) ? data : {});
    },
    async quotaAssets(filter = {}) {
      const json = {
        quota_owner: filter.owner ?? 'OA',
        ...(filter.product && { product_type: filter.product }),
        ...(filter.type && { quota_type: filter.type }),
      };
      const data = await api({ method: 'POST', path: QUOTA_PATH, json });
      return Array.isArray(data) ? data.filter(isObject).map(assetOf) : [];
    },
  };
}

function otherOa(): ZaloApiError {
  return new ZaloApiError({
    class: 'config',
    reason: 'the token belongs to another OA',
    endpoint: `GET ${OA_PATH}`,
    remedy: 'Correct the OA id, or grant the app again with the right OA.',
  });
}

function profileOf(fields: Json): OaProfile {
  const type = numberOf(fields.oa_type);
  const followers = numberOf(fields.num_follower);
  return {
    // The docs print `oaid`, the servers were seen to answer `oa_id`.
    ...texts({ oaId: fields.oa_id ?? fields.oaid, name: fields.name, package: fields.package_name }),
    ...texts({ packageValidThrough: fields.package_valid_through_date }),
    ...(typeof fields.is_verified === 'boolean' && { isVerified: fields.is_verified }),
    ...(type !== undefined && { type }),
    ...(followers !== undefined && { followers }),
  };
}

function messageQuotaOf(fields: Json): MessageQuota {
  const at = numberOf(fields.last_interaction);
  const reply = isObject(fields.cs_reply) ? numbers(fields.cs_reply) : undefined;
  return { ...(at !== undefined && { lastInteractionAt: at }), ...(reply && { reply }) };
}

function assetOf(fields: Json): QuotaAsset {
  return {
    ...texts({ assetId: fields.asset_id, product: fields.product_type, type: fields.quota_type }),
    ...texts({ validThrough: fields.valid_through }),
    ...numbers(fields),
  };
}

function numbers(fields: Json): { remain?: number; total?: number } {
  const remain = numberOf(fields.remain);
  const total = numberOf(fields.total);
  return { ...(remain !== undefined && { remain }), ...(total !== undefined && { total }) };
}

function texts<K extends string>(fields: Record<K, unknown>): Partial<Record<K, string>> {
  const out: Partial<Record<K, string>> = {};
  for (const key of Object.keys(fields) as K[]) {
    const text = textOf(fields[key]);
    if (text !== undefined) out[key] = text;
  }
  return out;
}
