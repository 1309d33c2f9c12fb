import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';

const pine: MantineColorsTuple = [
  '#eef7f3',
  '#dceee7',
  '#b7dfcf',
  '#8dccb5',
  '#66b99d',
  '#41a487',
  '#258b6f',
  '#176f58',
  '#105a47',
  '#0b4637',
];

const dark: MantineColorsTuple = [
  '#d7dcda',
  '#b9c1be',
  '#949d9a',
  '#66706c',
  '#434c49',
  '#303835',
  '#262d2b',
  '#1c2220',
  '#161b19',
  '#101413',
];

const gray: MantineColorsTuple = [
  '#f7f8f7',
  '#f0f2f1',
  '#e4e8e6',
  '#d7dcda',
  '#c3cac7',
  '#a3aca8',
  '#7c8682',
  '#4d5653',
  '#363e3b',
  '#222826',
];

const FONT =
  '"Segoe UI Variable Text", "Segoe UI", -apple-system, BlinkMacSystemFont, Inter, "Helvetica Neue", "Open Sans", "Noto Sans", Arial, sans-serif';

export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'pine',
  primaryShade: 7,
  colors: { pine, dark, gray },
  fontFamily: FONT,
  fontFamilyMonospace:
    'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontFamily: FONT,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Paper: { defaultProps: { withBorder: true, radius: 'lg' } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.45 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      styles: { title: { fontWeight: 650 } },
    },
    Drawer: { styles: { title: { fontWeight: 650 } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close the notice' } } },
    Tooltip: {
      defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } },
    },
    Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
  },
});

/** Text colours that keep a contrast of 4.5 to 1 on every surface they are used on, in light and dark. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f7f6',
    '--mantine-color-dimmed': '#59625f',
    '--mantine-color-placeholder': '#66706c',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#11614c',
    '--mantine-color-pine-light': '#e2f1eb',
    '--mantine-color-pine-light-color': '#0f5a47',
    '--mantine-color-red-light-color': '#9f1c13',
    '--mantine-color-red-light': '#fdeae8',
    '--mantine-color-yellow-light': '#fcf3d9',
    '--mantine-color-yellow-light-color': '#7a4a00',
    '--mantine-color-gray-light-color': '#4d5653',
    '--surface': '#ffffff',
    '--surface-sunken': '#f0f2f1',
    '--line': '#e1e5e3',
    '--good': '#14795c',
    '--warn': '#b26a00',
    '--bad': '#c2281c',
    '--idle': '#7c8682',
  },
  dark: {
    '--mantine-color-body': '#141817',
    '--mantine-color-dimmed': '#a3ada9',
    '--mantine-color-placeholder': '#8f9a96',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-anchor': '#7fd0b6',
    '--mantine-color-pine-light': '#173a30',
    '--mantine-color-pine-light-color': '#9be0c8',
    '--mantine-color-red-light-color': '#ffb1a8',
    '--mantine-color-red-light': '#3b1d1a',
    '--mantine-color-yellow-light': '#362c16',
    '--mantine-color-yellow-light-color': '#ffd591',
    '--mantine-color-gray-light-color': '#c9cfcd',
    '--surface': '#1c2220',
    '--surface-sunken': '#181d1b',
    '--line': '#303835',
    '--good': '#4cc39d',
    '--warn': '#f0b24d',
    '--bad': '#ff7b6e',
    '--idle': '#7c8682',
  },
});
