import { Text } from '@mantine/core';
import {
  IconBuildingEstate,
  IconCar,
  IconChefHat,
  IconDental,
  IconDroplet,
  IconScale,
  IconScissors,
  IconShieldHalf,
  IconSparkles,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Trade } from '../../../server/contracts/trade.ts';
import classes from './start.module.css';

const ICONS: Record<string, ReactNode> = {
  insurance: <IconShieldHalf size={22} stroke={1.7} />,
  dental: <IconDental size={22} stroke={1.7} />,
  law: <IconScale size={22} stroke={1.7} />,
  'real-estate': <IconBuildingEstate size={22} stroke={1.7} />,
  plumbing: <IconDroplet size={22} stroke={1.7} />,
  salon: <IconScissors size={22} stroke={1.7} />,
  restaurant: <IconChefHat size={22} stroke={1.7} />,
  repair: <IconCar size={22} stroke={1.7} />,
};

interface TradeChoiceProps {
  trades: readonly Trade[];
  value: string;
  onChange(id: string): void;
}

/** One of the trade templates, as cards. */
export function TradeChoice({ trades, value, onChange }: TradeChoiceProps) {
  return (
    <fieldset className={classes.trades}>
      <legend className={classes.legend}>Trade</legend>
      {trades.map(({ id, title, description }) => (
        <label key={id} className={classes.trade}>
          <input type="radio" name="trade" value={id} checked={id === value} onChange={() => onChange(id)} />
          <span className={classes.icon} aria-hidden>
            {ICONS[id] ?? <IconSparkles size={22} stroke={1.7} />}
          </span>
          <span>
            <Text span size="sm" fw={600} display="block">
              {title}
            </Text>
            <Text span size="sm" c="dimmed">
              {description}
            </Text>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
