import { z } from 'zod';
import { registrationByCertificate } from '../../cases/registrations/registration.store.ts';
import { REGISTRATION_KINDS, REGISTRATION_STATES } from '../../cases/registrations/registration.ts';
import { type Route, route } from '../../identity/route.ts';
import { formatDay } from '../../kernel/day.ts';
import { html } from './html.ts';
import { exampleTag } from './notice.page.ts';
import { heading, page } from './page.ts';
import { terms } from './space.page.ts';

/** 住所证明核验: what the QR code on the certificate leads to. */
export const domicilePageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/domicile/:number',
    permission: 'public.read',
    summary: '住所证明核验',
    tag: '门户',
    input: z.object({ number: z.string().max(70) }),
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const row = await registrationByCertificate(tx, input.number.trim());
      const crumbs = [{ path: '/verify', zh: '证书核验' }];
      if (!row) {
        const body = html`${heading('住所证明核验')}<div class="panel bad" role="alert"><p><b>没有查到这份住所证明。</b>请核对编号或文件的 SHA-256。</p></div>`;
        return page(request, { title: '住所证明核验', section: 'verify', crumbs, body, status: 404 });
      }
      const { publicName, holds } = REGISTRATION_STATES[row.state];
      const tone = row.state === 'ending' ? 'warn' : holds ? 'good' : 'bad';
      const body = html`<section class="panel ${tone}" role="status"><h1>${publicName}</h1><p>${row.companyName}${exampleTag(row.example)}</p>
<p class="soft">查询时间：${formatDay(services.clock.today())}，以本页显示为准。</p></section>
${terms([
  ['编号', row.certificateNumber],
  ['地址', row.address],
  ['登记方式', REGISTRATION_KINDS[row.kind].zh],
  ['场地提供', row.operator],
  ['开具', row.certifiedOn && formatDay(row.certifiedOn)],
  ['统一社会信用代码', row.uscc ?? '尚未登记'],
  ['登记日期', row.registeredOn ? formatDay(row.registeredOn) : '尚未登记'],
  ...(row.endsOn ? ([['变更住所的期限', formatDay(row.endsOn)]] as const) : []),
  ...(row.endedOn ? ([['失效', formatDay(row.endedOn)]] as const) : []),
  ['依据', html`<a href="/policies/${row.packId}?version=${row.packHash}">${row.packTitle}</a>${row.cites}`],
  ['证明上的校验码', row.contentHash && html`<code>${row.contentHash}</code>`],
  ['证明文件的 SHA-256', row.fileSha256 && html`<code>${row.fileSha256}</code>`],
])}`;
      return page(request, { title: '住所证明核验', section: 'verify', crumbs, body });
    },
  }),
];
