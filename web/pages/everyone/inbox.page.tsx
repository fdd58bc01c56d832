import { Empty, Page } from '../../ui/page.tsx';

export function InboxPage() {
  return (
    <Page title="我的待办">
      <Empty title="没有待办">新的待办出现时会列在这里。</Empty>
    </Page>
  );
}
