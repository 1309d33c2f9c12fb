import { Page } from '../../ui/page.tsx';
import { type PartGroup, SectionNav } from '../tenants/section-nav.tsx';
import { BackupPart } from './backup-part.tsx';
import { ImportPart } from './import-part.tsx';
import { TenantPart } from './tenant-part.tsx';

const GROUPS: readonly PartGroup[] = [
  { label: 'Everything', parts: [{ value: 'backup', label: 'Backup and restore' }] },
  {
    label: 'Tenants',
    parts: [
      { value: 'import', label: 'Import' },
      { value: 'tenant', label: 'Move a tenant' },
    ],
  },
];

/** Data that comes in from elsewhere, goes out, and comes back. */
export default function DataPage({ part }: { part: string }) {
  return (
    <Page
      title="Import and backup"
      lead="Bring tenants over, move one to another computer, and keep copies of everything."
    >
      <SectionNav
        groups={GROUPS}
        value={part}
        base="/data"
        label="Parts of import and backup"
        markOf={() => null}
      >
        {part === 'backup' && <BackupPart />}
        {part === 'import' && <ImportPart />}
        {part === 'tenant' && <TenantPart />}
      </SectionNav>
    </Page>
  );
}
