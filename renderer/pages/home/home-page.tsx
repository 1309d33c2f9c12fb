import { Button } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useHome } from '../../api/get-home.ts';
import { useSettings } from '../../api/get-settings.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded, Loading } from '../../ui/states.tsx';
import { Figures } from './figures.tsx';
import { StateTiles } from './state-tiles.tsx';
import { TrendsSection } from './trends-section.tsx';
import { Wellness } from './wellness.tsx';

/** Is everything well, what is going on, and what came of the calls. */
export default function HomePage() {
  const agency = useSettings().data?.settings.agencyName;
  const tenants = useTenants();
  return (
    <Page title={agency ?? 'Home'}>
      <Loaded query={tenants} what="The tenants" loading={<HomeLoading />}>
        {(all) => (all.length === 0 ? <Beginning /> : <Overview />)}
      </Loaded>
    </Page>
  );
}

function Overview() {
  return (
    <Loaded query={useHome()} what="The state of things" loading={<HomeLoading />}>
      {(home) => (
        <>
          <Wellness matters={home.matters} />
          <StateTiles home={home} />
          <Figures today={home.today} month={home.month} />
          <TrendsSection />
        </>
      )}
    </Loaded>
  );
}

const HomeLoading = () => <Loading rows={4} height={130} />;

function Beginning() {
  return (
    <Empty
      icon={<IconRocket size={24} />}
      title="Hear your first receptionist in two minutes"
      action={
        <Button component={Link} href="/start" size="md" mt="xs">
          Begin
        </Button>
      }
    >
      Choose a trade, and its agent answers a practice call on this computer at once, without any account.
      Real phone numbers can wait.
    </Empty>
  );
}
