import { IconMapOff } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { Entrance } from './pages/home/entrance.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { Page } from './ui/page.tsx';
import { PageProgress } from './ui/progress-bar.tsx';
import { Empty, Loading } from './ui/states.tsx';
import { TextLink } from './ui/text-link.tsx';

const HomePage = lazy(() => import('./pages/home/home-page.tsx'));
const StartPage = lazy(() => import('./pages/start/start-page.tsx'));
const NumbersPage = lazy(() => import('./pages/numbers/numbers-page.tsx'));
const AuditPage = lazy(() => import('./pages/audit/audit-page.tsx'));
const LogPage = lazy(() => import('./pages/log/log-page.tsx'));
const DataPage = lazy(() => import('./pages/data/data-page.tsx'));
const LivePage = lazy(() => import('./pages/live/live-page.tsx'));
const CallsPage = lazy(() => import('./pages/calls/calls-page.tsx'));
const CallPage = lazy(() => import('./pages/calls/call-page.tsx'));
const InboxPage = lazy(() => import('./pages/inbox/inbox-page.tsx'));
const MessagePage = lazy(() => import('./pages/inbox/message-page.tsx'));
const SettingsPage = lazy(() => import('./pages/settings/settings-page.tsx'));
const UsagePage = lazy(() => import('./pages/usage/usage-page.tsx'));
const TenantPage = lazy(() => import('./pages/tenants/tenant-page.tsx'));
const DefaultsPage = lazy(() => import('./pages/tenants/defaults-page.tsx'));
const TenantsPage = lazy(() => import('./pages/tenants/tenants-page.tsx'));

/** A tenant's page, and one part of it; anything but a number names none. */
const TENANT = /^[/]tenants[/](?<id>\d+)(?:[/](?<tab>[^/]+))?[/]?$/;

/** Which page a path shows; each is loaded when it is first gone to. */
export function Routes() {
  const [path] = useLocation();
  return (
    <ErrorBoundary resetKey={path}>
      <Suspense fallback={<LoadingPage />}>
        <Switch>
          <Route path="/">
            <Entrance />
          </Route>
          <Route path="/home">
            <HomePage />
          </Route>
          <Route path="/start/:step?">{({ step }) => <StartPage step={step ?? 'agency'} />}</Route>
          <Route path="/numbers">
            <NumbersPage />
          </Route>
          <Route path="/audit">
            <AuditPage />
          </Route>
          <Route path="/log">
            <LogPage />
          </Route>
          <Route path="/data/:part?">{({ part }) => <DataPage part={part ?? 'backup'} />}</Route>
          <Route path="/live/:callSid?">{({ callSid }) => <LivePage callSid={callSid ?? null} />}</Route>
          <Route path="/calls">
            <CallsPage />
          </Route>
          <Route path="/calls/:callSid">
            {({ callSid }) => <CallPage key={callSid} callSid={callSid} />}
          </Route>
          <Route path="/inbox">
            <InboxPage />
          </Route>
          <Route path="/inbox/:id">{({ id }) => <MessagePage key={id} id={id} />}</Route>
          <Route path="/tenants">
            <TenantsPage />
          </Route>
          <Route path={TENANT}>
            {({ id, tab }) => <TenantPage key={id} id={Number(id)} tab={tab ?? 'identity'} />}
          </Route>
          <Route path="/defaults/:tab?">{({ tab }) => <DefaultsPage tab={tab ?? 'agent'} />}</Route>
          <Route path="/usage">
            <UsagePage />
          </Route>
          <Route path="/settings/:part?">{({ part }) => <SettingsPage part={part ?? 'agency'} />}</Route>
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

function LoadingPage() {
  return (
    <>
      <PageProgress />
      <Loading />
    </>
  );
}

function NotFound() {
  return (
    <Page title="Page not found">
      <Empty icon={<IconMapOff size={24} />} title="There is nothing at this address">
        Go to <TextLink href="/home">the home page</TextLink> or choose another place from the navigation.
      </Empty>
    </Page>
  );
}
