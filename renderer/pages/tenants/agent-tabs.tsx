import type { ComponentType } from 'react';
import { AgentTab } from './agent-tab.tsx';
import { GreetingTab } from './greeting-tab.tsx';
import { HoursTab } from './hours-tab.tsx';
import { MessagesTab } from './messages-tab.tsx';
import { PersonalityTab } from './personality-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { TransfersTab } from './transfers-tab.tsx';

/** The parts of an agent, in the order in which one sets them; a tenant's and the defaults'. */
export const AGENT_TABS: readonly { value: string; label: string; Tab: ComponentType }[] = [
  { value: 'agent', label: 'Agent', Tab: AgentTab },
  { value: 'greeting', label: 'Greeting', Tab: GreetingTab },
  { value: 'personality', label: 'Personality', Tab: PersonalityTab },
  { value: 'hours', label: 'Hours', Tab: HoursTab },
  { value: 'transfers', label: 'Transfers', Tab: TransfersTab },
  { value: 'messages', label: 'Messages', Tab: MessagesTab },
  { value: 'rules', label: 'Rules and limits', Tab: RulesTab },
];
