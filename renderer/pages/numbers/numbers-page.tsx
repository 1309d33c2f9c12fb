import { Page } from '../../ui/page.tsx';

export default function NumbersPage() {
  return <Page title="Numbers">{null}</Page>;
}
