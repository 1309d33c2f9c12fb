import { Page } from '../../ui/page.tsx';

export default function StartPage() {
  return <Page title="Welcome to Ringhouse">{null}</Page>;
}
