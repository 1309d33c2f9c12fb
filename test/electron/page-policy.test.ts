import { describe, expect, it } from 'vitest';
import { destinationOf, mayLoad, mayUse, originOf, withPagePolicy } from '../../electron/page-policy.ts';
import { windowOptions } from '../../electron/window-options.ts';

const PANEL = 'http://127.0.0.1:5001';

describe('where links lead', () => {
  it.each([
    [`${PANEL}/tenants/1`, 'panel'],
    [`${PANEL}/`, 'panel'],
    [`${PANEL}/apiary`, 'panel'],
    [`${PANEL}/api/tenants/1/statement.html?month=2026-10`, 'document'],
    [`${PANEL}/x/../api/openapi.json`, 'document'],
    ['https://www.twilio.com/api/', 'browser'],
    ['https://www.twilio.com/console', 'browser'],
    ['http://127.0.0.1:5000/portal', 'nowhere'],
    ['http://localhost:5001/', 'nowhere'],
    ['https://127.0.0.1:5001/', 'browser'],
    ['http://127.0.0.1:5001.evil.example/', 'nowhere'],
    ['http://127.0.0.1:5001@evil.example/', 'nowhere'],
    ['https://127.0.0.1:5001@evil.example/', 'nowhere'],
    ['file:///etc/passwd', 'nowhere'],
    ['javascript:alert(1)', 'nowhere'],
    ['smb://host/share', 'nowhere'],
    ['ms-settings:privacy', 'nowhere'],
    ['data:text/html,hello', 'nowhere'],
    ['not a url', 'nowhere'],
    ['', 'nowhere'],
  ])('%s leads to: %s', (url, destination) => {
    expect(destinationOf(url, PANEL)).toBe(destination);
  });

  it('has no panel before the server is ready', () => {
    expect(destinationOf(`${PANEL}/`, null)).toBe('nowhere');
    expect(originOf('file:///x')).toBeNull();
    expect(originOf(`${PANEL}/?token=t`)).toBe(PANEL);
  });
});

describe('what the page may load', () => {
  it.each([
    `${PANEL}/assets/a.js`,
    'ws://127.0.0.1:5001/api/practice',
    'data:image/png;base64,AA==',
    `blob:${PANEL}/1`,
    'devtools://devtools/x.js',
  ])('%s', (url) => {
    expect(mayLoad(url, PANEL)).toBe(true);
  });

  it.each([
    'https://example.com/track.js',
    'ws://127.0.0.1:5000/phone/media-stream',
    'http://127.0.0.1:5000/health',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    'nonsense',
  ])('not %s', (url) => {
    expect(mayLoad(url, PANEL)).toBe(false);
    expect(mayLoad(url, null)).toBe(false);
  });
});

describe('what the page may use', () => {
  const microphone = { permission: 'media', by: `${PANEL}/live`, isMainFrame: true, mediaTypes: ['audio'] };

  it('is the microphone, notifications and writing to the clipboard', () => {
    expect(mayUse(microphone, PANEL)).toBe(true);
    expect(mayUse({ ...microphone, permission: 'clipboard-sanitized-write' }, PANEL)).toBe(true);
    expect(mayUse({ ...microphone, permission: 'notifications', mediaTypes: undefined }, PANEL)).toBe(true);
  });

  it.each([
    ['another page', { ...microphone, by: 'https://example.com' }],
    ['the public listener', { ...microphone, by: 'http://127.0.0.1:5000/portal' }],
    [
      'notifications of another page',
      { ...microphone, by: 'https://example.com', permission: 'notifications' },
    ],
    ['notifications of a frame', { ...microphone, isMainFrame: false, permission: 'notifications' }],
    ['a frame in the page', { ...microphone, isMainFrame: false }],
    ['the camera', { ...microphone, mediaTypes: ['video'] }],
    ['camera and microphone', { ...microphone, mediaTypes: ['audio', 'video'] }],
    ['a device that is not named', { ...microphone, mediaTypes: undefined }],
    ['no device', { ...microphone, mediaTypes: [] }],
    ['the screen', { ...microphone, permission: 'display-capture' }],
    ['reading the clipboard', { ...microphone, permission: 'clipboard-read' }],
    ['the place', { ...microphone, permission: 'geolocation' }],
    ['USB', { ...microphone, permission: 'usb' }],
  ])('is not %s', (_what, asked) => {
    expect(mayUse(asked, PANEL)).toBe(false);
  });

  it('is nothing before the server is ready', () => {
    expect(mayUse(microphone, null)).toBe(false);
  });
});

describe('the page', () => {
  it('keeps the policy that the server sent', () => {
    const headers = { 'content-security-policy': ["default-src 'self'"] };
    expect(withPagePolicy(headers)).toEqual(headers);
  });

  it('shows nothing when it came without one', () => {
    expect(withPagePolicy({ 'content-type': ['text/html'] })).toEqual({
      'content-type': ['text/html'],
      'Content-Security-Policy': ["default-src 'none'; frame-ancestors 'none'"],
    });
  });

  it('is walled off from the system', () => {
    expect(windowOptions('/preload.cjs', '/icon.png')).toMatchObject({
      show: false,
      webPreferences: {
        preload: '/preload.cjs',
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
      },
    });
  });
});
