import { AreaChart, BarChart, LineChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TrendDay } from '../../../server/contracts/home.ts';
import { count, money } from '../../ui/words.ts';
import classes from './home.module.css';
import { inMinutes, inSeconds, shortDay, total } from './trend-words.ts';

const HEIGHT = 190;
const STRONG = 'var(--chart-strong)';
const SOFT = 'var(--chart-soft)';

/** What the four plots have in common. */
const COMMON = {
  dataKey: 'day',
  h: HEIGHT,
  withLegend: false,
  gridAxis: 'x' as const,
  tickLine: 'none' as const,
  xAxisProps: { minTickGap: 24, interval: 'preserveStartEnd' as const },
  yAxisProps: { width: 46 },
};

interface FigureProps {
  title: string;
  /** What the chart comes to, which is also all that a screen reader is told of it. */
  sum: ReactNode;
  children: ReactNode;
}

function Figure({ title, sum, children }: FigureProps) {
  return (
    <figure className={classes.chart}>
      <figcaption>
        <Text span size="sm" fw={600}>
          {title}
        </Text>
        <Text span size="sm" c="dimmed" className={`${classes.keys} tabular`}>
          {sum}
        </Text>
      </figcaption>
      <div aria-hidden>{children}</div>
    </figure>
  );
}

/** Four plots of the same days. For figures there is the table. */
export default function TrendCharts({ days }: { days: readonly TrendDay[] }) {
  const data = days.map((day) => ({
    ...day,
    day: shortDay(day.day),
    answerMedian: day.answerMedianMs === null ? null : day.answerMedianMs / 1000,
    answerP90: day.answerP90Ms === null ? null : day.answerP90Ms / 1000,
  }));
  const common = { ...COMMON, data };
  const waits = days.flatMap(({ answerP90Ms }) => answerP90Ms ?? []);
  const slowest = waits.length === 0 ? null : Math.max(...waits);
  return (
    <div className={classes.charts}>
      <Figure
        title="Calls"
        sum={
          <>
            <span data-colour="strong">{count(total(days, ({ calls }) => calls))} real</span>
            <span data-colour="soft">
              {count(total(days, ({ practiceCalls }) => practiceCalls))} practice
            </span>
          </>
        }
      >
        <BarChart
          {...common}
          type="stacked"
          barChartProps={{ accessibilityLayer: false }}
          yAxisProps={{ width: 46, allowDecimals: false }}
          series={[
            { name: 'calls', label: 'Calls', color: STRONG },
            { name: 'practiceCalls', label: 'Practice calls', color: SOFT },
          ]}
        />
      </Figure>
      <Figure title="Minutes" sum={inMinutes(total(days, ({ minutes }) => minutes))}>
        <AreaChart
          {...common}
          areaChartProps={{ accessibilityLayer: false }}
          curveType="monotone"
          withDots={false}
          valueFormatter={inMinutes}
          yAxisProps={{ width: 46, tickFormatter: (value: number) => count(value) }}
          series={[{ name: 'minutes', label: 'Minutes', color: STRONG }]}
        />
      </Figure>
      <Figure
        title="Time to answer"
        sum={
          <>
            <span data-colour="strong">median</span>
            <span data-colour="soft">nine of ten, slowest day {inSeconds(slowest)}</span>
          </>
        }
      >
        <LineChart
          {...common}
          lineChartProps={{ accessibilityLayer: false }}
          curveType="linear"
          connectNulls={false}
          withDots={days.length <= 7}
          valueFormatter={(value) => inSeconds(value * 1000)}
          series={[
            { name: 'answerMedian', label: 'Median', color: STRONG },
            { name: 'answerP90', label: 'Nine of ten within', color: SOFT },
          ]}
        />
      </Figure>
      <Figure title="Cost" sum={money(total(days, ({ costUsd }) => costUsd))}>
        <BarChart
          {...common}
          barChartProps={{ accessibilityLayer: false }}
          valueFormatter={money}
          series={[{ name: 'costUsd', label: 'Cost', color: STRONG }]}
        />
      </Figure>
    </div>
  );
}
