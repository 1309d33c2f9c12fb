import type {
  CallerMessage,
  DeliveryState,
  InboxMessage,
  InboxQuery,
} from '../../../server/contracts/message.ts';
import type { Tone } from '../../ui/tone.ts';
import { phone } from '../../ui/words.ts';
import { dateTime } from '../../ui/zones.ts';

type State = InboxQuery['state'];

export const STATES: readonly { value: State; label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'undelivered', label: 'Undelivered' },
  { value: 'done', label: 'Done' },
  { value: 'all', label: 'All' },
];

/** What stands in the address, as one of the states. */
export const stateFrom = (text: string | null): State =>
  STATES.find(({ value }) => value === text)?.value ?? 'open';

export const KIND: Record<CallerMessage['kind'], string> = {
  message: 'Message',
  appointment: 'Appointment request',
  voicemail: 'Voicemail',
};

/** Who left a message: the name, else the number. */
export const whoLeft = ({ name, callbackNumber }: CallerMessage, from: string): string =>
  name ?? phone(callbackNumber ?? from);

/** Where the caller is to be rung back. */
export function callBackWords({
  callbackNumber,
  from,
  noCallBack,
}: Pick<InboxMessage, 'callbackNumber' | 'from' | 'noCallBack'>): string {
  if (callbackNumber === null) return noCallBack ? 'Not wanted' : 'Not discussed';
  return callbackNumber === from ? 'On the number they called from' : phone(callbackNumber);
}

const WAYS: Record<DeliveryState['channel'], string> = {
  email: 'E-mail',
  sms: 'Text message',
  webhook: 'Webhook',
};

/** How something is sent, and to where. */
export function placeWords({ channel, target }: Pick<DeliveryState, 'channel' | 'target'>): string {
  return `${WAYS[channel]} to ${channel === 'sms' ? phone(target) : target}`;
}

/** What is sent and to where. */
export const deliveryTitle = (delivery: DeliveryState): string =>
  delivery.purpose === 'follow-up'
    ? `Text message to the caller, ${phone(delivery.target)}`
    : placeWords(delivery);

const times = (attempts: number): string => (attempts === 1 ? 'once' : `${attempts} times`);

/** Where a delivery stands, in plain words. */
export function deliveryWords(delivery: DeliveryState): { tone: Tone; text: string } {
  const { state, attempts, channel, deliveredAt, nextAt } = delivery;
  switch (state) {
    case 'delivered': {
      const at = deliveredAt === null ? '' : ` ${dateTime(deliveredAt)}`;
      return { tone: 'good', text: channel === 'sms' ? `Taken by the carrier${at}` : `Delivered${at}` };
    }
    case 'waiting':
      if (attempts === 0 || nextAt === null) return { tone: 'idle', text: 'Being sent' };
      return { tone: 'warn', text: `Tried ${times(attempts)}; next try ${dateTime(nextAt)}` };
    case 'failed':
      return { tone: 'bad', text: `Not delivered; tried ${times(attempts)}` };
    case 'dismissed':
      return { tone: 'idle', text: attempts === 0 ? 'Not sent' : 'Dismissed' };
  }
}

/** A local time of the tenant, such as `2026-11-24T15:00`, for reading. */
export const localTimeWords = (local: string): string => dateTime(`${local}Z`, 'UTC');
