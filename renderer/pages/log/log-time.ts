const FORMAT = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

/** `15:37:02.120`, in the viewer's own zone. */
export const clockWithMs = (iso: string): string => FORMAT.format(new Date(iso));
