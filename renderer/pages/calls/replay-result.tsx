import { Alert, Badge, Group, Progress, Stack, Switch, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Replay, ReplayTurn } from '../../../server/contracts/rehearsal.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { WordDiff } from '../../ui/word-diff.tsx';
import { clockTime, money, plural } from '../../ui/words.ts';
import { engineWords } from './call-filters.ts';
import classes from './replay.module.css';

const AGENT = { draft: 'the draft', published: 'the published agent' };

/** A replay as far as it has come: how many answers change, and each of them before and now. */
export function ReplayResult({ replay, stop }: { replay: Replay; stop: ReactNode }) {
  const [onlyChanged, setOnlyChanged] = useState(false);
  const { turns, state } = replay;
  const answered = turns.filter(({ now }) => now !== null);
  const changed = answered.filter((turn) => turn.changed);
  // Of a replay that broke off before its first answer there is nothing to see that the transcript does not show.
  const all = state === 'running' || answered.length > 0 ? turns : [];
  const shown = onlyChanged ? changed : all;
  return (
    <Stack gap="md">
      {state === 'running' ? (
        <Running done={answered.length} total={turns.length} stop={stop} />
      ) : (
        <Outcome replay={replay} changed={changed.length} answered={answered.length} />
      )}
      {state !== 'running' && changed.length > 0 && changed.length < turns.length && (
        <Switch
          label="Only answers that change"
          checked={onlyChanged}
          onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
        />
      )}
      {shown.length > 0 && (
        <ol className={classes.turns} aria-label="Answers then and now">
          {shown.map((turn) => (
            <Turn key={`${turn.atMs} ${turn.caller}`} turn={turn} isRunning={state === 'running'} />
          ))}
        </ol>
      )}
    </Stack>
  );
}

function Running({ done, total, stop }: { done: number; total: number; stop: ReactNode }) {
  return (
    <Group gap="md" wrap="nowrap">
      <Stack gap={6} flex={1} role="status">
        <Text size="sm">
          Answering line {Math.min(done + 1, total)} of {total}
        </Text>
        <Progress
          value={total === 0 ? 0 : (done / total) * 100}
          aria-label="How far the replay is"
          animated
        />
      </Stack>
      {stop}
    </Group>
  );
}

function Outcome({ replay, changed, answered }: { replay: Replay; changed: number; answered: number }) {
  const { agent, costUsd, engine, problem, state, turns } = replay;
  return (
    <Stack gap="xs">
      {state !== 'done' && (
        <Alert
          role="alert"
          color={state === 'failed' ? 'red' : 'gray'}
          title={state === 'failed' ? 'The replay broke off' : 'The replay was stopped'}
        >
          {state === 'failed' && `${problem} `}
          {answered} of {plural(turns.length, 'line')} got an answer.
        </Alert>
      )}
      {answered > 0 && (
        <Group justify="space-between" gap="xs">
          <Text fw={600} role="status">
            <StatusDot tone={changed === 0 ? 'good' : 'warn'}>
              {changed === 0
                ? sameWords(answered)
                : `${changed} of ${plural(answered, 'answer')} ${changed === 1 ? 'changes' : 'change'}`}
            </StatusDot>
          </Text>
          <Text size="sm" c="dimmed">
            With {AGENT[agent]}, by {engineWords(engine)}
            {costUsd > 0 && `, for ${money(costUsd)}`}
          </Text>
        </Group>
      )}
      {engine === 'offline' && (
        <Text size="sm" c="dimmed">
          The offline receptionist answers by rule: guidance and sliders change nothing of what it says.
        </Text>
      )}
      {engine !== 'offline' && changed > 0 && (
        <Text size="sm" c="dimmed">
          A model seldom says the same words twice, and each answer follows from those before: judge by what
          is said, not by how.
        </Text>
      )}
    </Stack>
  );
}

const sameWords = (answered: number): string =>
  answered === 1 ? 'The answer stays the same' : `All ${plural(answered, 'answer')} stay the same`;

function Turn({ turn, isRunning }: { turn: ReplayTurn; isRunning: boolean }) {
  const { atMs, caller, before, now, changed, interrupted, tools } = turn;
  return (
    <li className={classes.turn} data-changed={changed || undefined}>
      <div className={classes.caller}>
        <span className={classes.time}>{clockTime(atMs)}</span>
        <div>
          <div className={classes.who}>Caller</div>
          {caller}
        </div>
      </div>
      {changed === true && now !== null ? (
        <div className={classes.pair}>
          <Side title={interrupted ? 'Then, until interrupted' : 'Then'}>
            <WordDiff before={before} after={now} side="before" />
          </Side>
          <Side title="Now">
            {now === '' ? <em>Says nothing</em> : <WordDiff before={before} after={now} side="after" />}
          </Side>
        </div>
      ) : (
        <Side title={now === null ? 'Then' : 'Then and now'}>
          {now === null ? before : now}
          {now === null && (
            <Text size="xs" c="dimmed">
              {isRunning ? 'Not answered anew yet' : 'Not answered anew'}
            </Text>
          )}
        </Side>
      )}
      {tools.length > 0 && (
        <Group gap={6} className={classes.side}>
          <Text size="xs" c="dimmed">
            Would have used
          </Text>
          {[...new Set(tools)].map((name) => (
            <Badge key={name} size="sm" variant="light" color="gray" tt="none">
              {name}
            </Badge>
          ))}
        </Group>
      )}
    </li>
  );
}

function Side({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.side}>
      <div className={classes.who}>{title}</div>
      <div className={classes.text}>{children}</div>
    </div>
  );
}
