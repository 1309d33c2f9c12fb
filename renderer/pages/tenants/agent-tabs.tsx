import type { ComponentType } from 'react';
import type { AgentPatch } from '../../../server/contracts/agent.ts';
import type { AgentEditor } from './agent-editor.tsx';
import { AgentTab } from './agent-tab.tsx';
import { GreetingTab } from './greeting-tab.tsx';
import { HoursTab } from './hours-tab.tsx';
import { MessagesTab } from './messages-tab.tsx';
import { PersonalityTab } from './personality-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import type { Mark } from './section-nav.tsx';
import { ToolsTab } from './tools/tools-tab.tsx';
import { TransfersTab } from './transfers-tab.tsx';

type Field = keyof AgentPatch;

interface AgentPart {
  value: string;
  label: string;
  Tab: ComponentType;
  /** The settings that are edited there. */
  fields: readonly Field[];
}

/** Who the agent is; a tenant's and the defaults'. */
export const CHARACTER: readonly AgentPart[] = [
  {
    value: 'agent',
    label: 'Name and voice',
    Tab: AgentTab,
    fields: ['agentName', 'voice', 'offlineVoice', 'language', 'hours', 'address', 'instructions'],
  },
  {
    value: 'greeting',
    label: 'Greeting',
    Tab: GreetingTab,
    fields: ['greeting', 'returningGreeting', 'translations'],
  },
  { value: 'personality', label: 'Personality', Tab: PersonalityTab, fields: ['personality'] },
];

/** What it does with calls; a tenant's and the defaults'. */
export const CALL_HANDLING: readonly AgentPart[] = [
  {
    value: 'hours',
    label: 'Hours',
    Tab: HoursTab,
    fields: ['schedule', 'afterHours', 'closedGreeting'],
  },
  {
    value: 'transfers',
    label: 'Transfers',
    Tab: TransfersTab,
    fields: ['transfers', 'dialCountries', 'blockedCallers'],
  },
  {
    value: 'messages',
    label: 'Messages',
    Tab: MessagesTab,
    fields: ['delivery', 'appointments', 'followUp'],
  },
  {
    value: 'rules',
    label: 'Rules and limits',
    Tab: RulesTab,
    fields: [
      ...(['languages', 'aiNotice', 'recordingNotice', 'recording', 'memoryPolicy'] as const),
      ...(['callFields', 'caps', 'silenceSeconds', 'markupPercent'] as const),
    ],
  },
  { value: 'tools', label: 'Tools', Tab: ToolsTab, fields: ['httpTools', 'mcpServers', 'toolHosts'] },
];

export const AGENT_TABS: readonly AgentPart[] = [...CHARACTER, ...CALL_HANDLING];

/** How the settings of one part of an agent stand beside what is saved. */
export function agentMark(part: string, { draft, complaints }: AgentEditor): Mark | null {
  const edited = AGENT_TABS.find(({ value }) => value === part)?.fields ?? [];
  if (edited.some((field) => complaints(`agent.${field}`).any !== undefined)) return 'wrong';
  return edited.some((field) => draft.edits[field] !== undefined) ? 'changed' : null;
}
