import { expect } from 'vitest';
import { ZaloApiError, ZaloPayloadError } from '../../src/zalo-oa-sdk/index.ts';

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

/** The ZaloApiError of a call that must fail. */
export async function failure(promise: Promise<unknown>): Promise<ZaloApiError> {
  const error = await errorOf(promise);
  expect(error).toBeInstanceOf(ZaloApiError);
  return error as ZaloApiError;
}

/** The ZaloPayloadError of a call that must be refused before the network. */
export async function refusal(work: () => unknown): Promise<ZaloPayloadError> {
  const error = await errorOf((async () => await work())());
  expect(error).toBeInstanceOf(ZaloPayloadError);
  return error as ZaloPayloadError;
}
