import { inboxPage } from '../../server/contracts/message.ts';
import { request } from './client.ts';

const NEWEST = 20;

/** The newest messages of a tenant that are still to be done. */
export const getNewestMessages = async (tenantId: number) =>
  (await request('GET', `/api/messages?tenantId=${tenantId}&state=open&limit=${NEWEST}`, inboxPage)).messages;
