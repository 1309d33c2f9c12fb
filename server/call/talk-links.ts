import type { MediaLeg } from '../carrier/carrier.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import type { Leaving } from './departure.ts';
import type { Opening } from './opening.ts';
import type { LiveSound } from './operator/live-sound.ts';
import type { CallPlan } from './plan.ts';
import type { RecordKeeper } from './record-keeper.ts';
import type { SessionParts } from './session-parts.ts';
import type { Troubles } from './troubles.ts';

/** What a talk has of its call. */
export interface TalkLinks {
  parts: SessionParts;
  scope: TenantScope;
  tenant: Tenant;
  plan: CallPlan;
  opening: Opening;
  keeper: RecordKeeper;
  log: Logger;
  troubles: Troubles;
  /** Those who listen in. */
  live: LiveSound;
  /** Since the first stream's start. */
  elapsedMs(): number;
  /** The stream that is joined; `null` while there is none. */
  leg(): MediaLeg | null;
  onReady(): void;
  onState(): void;
  onLeave(leaving: Leaving): void;
  /** The call is to be ended by code: an operator who speaks with the caller must give it back, without a word. */
  onDismiss(): void;
  /** Nothing is left that could answer. */
  onGivenUp(): void;
}
