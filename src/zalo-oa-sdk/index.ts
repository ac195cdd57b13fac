/** Zalo OA SDK: the table of contents. Knows Zalo and Node, nothing else. */

// The client: one call and you can write to people.
export * from './client.ts';
export type { Quota, Sending, SendOptions, Sent } from './send.ts';
export type { Uploaded, UploadFile, Uploads } from './uploads.ts';
export type { UserDetail, UserFilter, UserPage, Users } from './users.ts';
export type { MessageQuota, Oa, OaProfile, QuotaAsset } from './oa.ts';
export type { Entry, History } from './history.ts';
export type { Group, Groups, GroupTextOptions } from './groups.ts';
export { reactions, type Broadcasting, type Reaction, type Target } from './broadcast.ts';
export type { Delivery, PhoneOptions, TemplateData, Templates, Templating } from './templates.ts';

// Webhooks: what people do.
export * from './mac.ts';
export * from './webhook.ts';
export * from './events.ts';
export { eventNames, kindOf, type EventKind } from './event-names.ts';

// Messages: builders that refuse what Zalo would refuse.
export * from './buttons.ts';
export * from './messages.ts';
export * from './list.ts';
export * from './mentions.ts';
export * from './press.ts';
export * from './limits.ts';

// May I write, and was it sent?
export * from './window.ts';
export * from './reconcile.ts';

// The Bot Platform, another product: receiving only.
export * from './bot.ts';
export * from './bot-poll.ts';

// When something goes wrong.
export * from './errors.ts';
export { factsOf, type CodeFacts } from './codes.ts';

// Ports and tokens, for whoever puts an application together.
export * from './token-store.ts';
export { createTokens, type TokenOptions, type Tokens } from './token.ts';
export type { TokenHealth } from './token-state.ts';
export * from './login.ts';
export { codeChallenge, codeVerifier, exchangeCode, permissionUrl } from './oauth.ts';
export type { OAuthApp, PermissionRequest, TokenPair } from './oauth.ts';
export * from './rate-store.ts';
export { priorities, type Priority } from './rate.ts';
export { appSecretProof } from './api.ts';
export * from './log.ts';
