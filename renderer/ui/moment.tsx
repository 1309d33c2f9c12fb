import { Text, type TextProps, Tooltip } from '@mantine/core';
import { useMinute } from '../platform/use-now.ts';
import { ago, dateTime, viewerZone } from './zones.ts';

interface MomentProps extends TextProps {
  iso: string;
  /** The tenant's time zone; named as well where it is not the viewer's. */
  zone?: string | undefined;
}

/** A moment in words, with the exact time, in the viewer's and the tenant's zone, on hover and focus. */
export function Moment({ iso, zone, ...text }: MomentProps) {
  const now = useMinute();
  const own = dateTime(iso);
  const there = zone !== undefined && zone !== viewerZone() ? ` (${dateTime(iso, zone)} in ${zone})` : '';
  return (
    <Tooltip label={own + there} multiline maw={320}>
      <Text span size="sm" {...text}>
        <time dateTime={iso}>{ago(iso, now)}</time>
      </Text>
    </Tooltip>
  );
}
