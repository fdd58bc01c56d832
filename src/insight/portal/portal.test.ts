import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { givenRecord as keptRecord } from '../../records/carriers/carrier.fixture.ts';
import { insertClosure, replaceOpenings } from '../../records/openings/opening.store.ts';
import { givenAgreement } from '../../records/residencies/residency.given.ts';
import { insertEdition } from '../../records/residencies/residency.store.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { publicClient, type TestClient } from '../../test-client.ts';
import {
  givenCase,
  givenDesignation,
  givenLand,
  givenNotice,
  givenOrganisation,
  givenRecord,
  givenSpace,
} from './given.ts';

const HUNAN = '/policies/430000-hunan/maker-space-2016';
const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;
const CERTIFICATE = Buffer.from('%PDF-1.7 the certificate as issued');

let app: TestApp;
let visitor: TestClient;
let space: string;
let notice: string;
let draftNotice: string;
let applicant: string;

beforeAll(async () => {
  app = await testApp({ config: { requestsPerMinute: 0 } });
  visitor = publicClient(app);
  await app.services.database.transact(async (tx) => {
    await givenLand(tx, app.services);
    space = await givenSpace(tx, {
      name: '芙蓉众创空间',
      operator: '芙蓉创业服务有限公司',
      focus: '智能制造',
      openedOn: '2019-03-01',
      virtualUrl: 'javascript:alert(1)',
    });
    await sqlRows(
      tx,
      `update carrier set form = 'cafe', service_model = 'media', focus_industries = '{energy}', features = '{老旧厂房改造}' where id = $1`,
      [space],
    );
    await givenDesignation(tx, space, { certificate: CERTIFICATE });
    await givenRecord(tx, 'event', space, '2026-04-11', { title: '春季投资路演', kind: 'roadshow' });
    await givenRecord(tx, 'event', space, '2024-04-11', { title: '早年投资路演', kind: 'roadshow' });
    const revoked = await givenSpace(tx, { name: '岳麓旧谷众创空间', code: '430104' });
    await givenDesignation(tx, revoked, { state: 'revoked', number: '湘众创认〔2025〕009号', token: 'revoked23456' });
    const ended = await givenSpace(tx, { name: '雨花众创空间', code: '430111' });
    await givenDesignation(tx, ended, {
      validTo: '2026-11-22',
      number: '湘众创认〔2023〕007号',
      token: 'ended2345678',
    });
    applicant = await givenSpace(tx, { name: '岳麓新谷众创空间', source: null });
    await givenSpace(tx, { name: HOSTILE, focus: HOSTILE, summary: HOSTILE });
    const caseId = await givenCase(tx, applicant, await givenOrganisation(tx, '岳麓创业有限公司'));
    notice = await givenNotice(tx, caseId);
    const draftCase = await givenCase(tx, space, await givenOrganisation(tx, '另一家'));
    draftNotice = await givenNotice(tx, draftCase, { state: 'draft', title: '尚未发布的公示' });
  });
});
afterAll(() => app.close());

const page = async (url: string) => {
  const response = await visitor.get(url, { headers: { accept: 'text/html' } });
  return { status: response.statusCode, html: response.body };
};
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('every page', () => {
  const pages = () => [
    '/',
    '/spaces',
    '/spaces?q=furong&status=valid&page=1',
    `/spaces/${space}`,
    '/notices',
    `/notices/${notice}`,
    `/notices/${notice}/object`,
    '/objections/status',
    '/policies',
    HUNAN,
    `${HUNAN}/parameters`,
    `${HUNAN}/procedure`,
    `${HUNAN}/check`,
    `${HUNAN}/check?checked=1&space.floorArea=450&space.seedFund=100&operator.division=430000`,
    '/policies/310000-shanghai/maker-space',
    '/policies/000000-example/maker-space-2025',
    '/mentors',
    '/verify',
    '/p/abcdefgh2345',
    '/problems/new',
    '/problems/receipt',
    '/open-data',
    '/docs/api',
    '/accessibility',
  ];

  test('is under 30 KB, needs no script, and has a title, one main heading and a way to skip', async () => {
    for (const url of pages()) {
      const { status, html } = await page(url);
      expect([url, status]).toEqual([url, 200]);
      expect([url, Buffer.byteLength(html) < 30 * 1024]).toEqual([url, true]);
      // The check of one's own space answers while one types where it is built; its page is whole without.
      const bare = /\/check(\?|$)/.test(url) ? html.replace(/<script type="module" src="[^"]+"><\/script>/, '') : html;
      expect([url, /<script|<[a-z][^>]*\son\w+=|href="javascript:/i.test(bare)]).toEqual([url, false]);
      expect([url, html.match(/<h1[ >]/g)?.length]).toEqual([url, 1]);
      expect([url, html.includes('<a class="skip" href="#main">')]).toEqual([url, true]);
      expect([url, /<title>[^<]+ · 众创台<\/title>/.test(html)]).toEqual([url, true]);
    }
  });

  test('has no link within the portal that leads nowhere', async () => {
    const seen = new Set<string>();
    for (const url of pages()) {
      for (const [, href = ''] of (await page(url)).html.matchAll(/href="(\/[^"#]*)/g)) {
        const target = href.replaceAll('&amp;', '&');
        if (!target.startsWith('/workspace/') && !target.startsWith('/display')) seen.add(target);
      }
    }
    for (const url of seen) expect([url, (await visitor.get(url)).statusCode]).toEqual([url, 200]);
  });

  test('is under 30 KB for each part of the interface', async () => {
    const { html } = await page('/docs/api');
    const parts = [...html.matchAll(/href="(\/docs\/api\/[^"]+)"/g)].map(([, href = '']) => href);
    expect(parts.length).toBeGreaterThan(10);
    for (const url of parts) {
      const { status, html: part } = await page(url);
      expect([url, status, Buffer.byteLength(part) < 30 * 1024]).toEqual([url, 200, true]);
    }
  });

  test('is not found for an unknown id, and says what to do', async () => {
    const unknown = newId();
    const urls = [
      '/nope',
      '/spaces/x',
      `/spaces/${unknown}`,
      `/notices/${unknown}`,
      '/notices/x',
      '/p/nope2345',
      '/policies/a/b',
      '/docs/api/x',
    ];
    for (const url of urls) {
      const { status, html } = await page(url);
      expect([url, status]).toEqual([url, 404]);
      expect(html).toContain('没有找到这个页面');
    }
  });

  test('keeps 关怀版 and dark by cookie and leads back, to this site only', async () => {
    const large = await visitor.get('/display?size=large&theme=dark&back=%2Fspaces%3Fq%3Dm3');
    expect([large.statusCode, large.headers.location]).toEqual([303, '/spaces?q=m3']);
    expect(large.cookies.map(({ name, value }) => [name, value])).toEqual([
      ['theme', 'dark'],
      ['size', 'large'],
    ]);
    const shown = await visitor.get('/', { cookies: { size: 'large', theme: 'dark' } });
    expect(shown.body).toContain('<html lang="zh-CN" data-theme="dark" data-size="large">');
    const away = await visitor.get('/display?size=large&back=%2F%2Fevil.example%2F');
    expect(away.headers.location).toBe('/');
  });
});

describe('the register', () => {
  test('shows who holds or held a designation or was entered from a publication, and not who only applies', async () => {
    const text = textOf((await page('/spaces')).html);
    expect(text).toContain('芙蓉众创空间');
    expect(text).not.toContain('岳麓新谷众创空间');
    expect((await page(`/spaces/${applicant}`)).status).toBe(404);
  });

  test('is searched by name, pinyin and operator', async () => {
    for (const q of ['芙蓉', 'furongzhongchuang', 'frzckj', '创业服务'])
      expect([q, textOf((await page(`/spaces?q=${encodeURIComponent(q)}`)).html).includes('芙蓉众创空间')]).toEqual([
        q,
        true,
      ]);
  });

  test('is narrowed by form, service model, focus industry, kind of premises and feature, each of which the page offers', async () => {
    const { html } = await page('/spaces');
    for (const name of ['form', 'model', 'industry', 'premises', 'feature']) expect(html).toContain(`name="${name}"`);
    expect(html).toContain('老旧厂房改造(1)');
    const named = async (query: string) =>
      (await visitor.get(`/api/open/spaces?${query}`)).json().rows.map(({ name }: { name: string }) => name);
    for (const query of [
      'form=cafe',
      'model=media',
      'industry=energy',
      'premises=oldFactory',
      `feature=${encodeURIComponent('老旧厂房改造')}`,
    ])
      expect([query, await named(query)]).toEqual([query, ['芙蓉众创空间']]);
    expect(await named('form=cafe&model=maker')).toEqual([]);
    const text = textOf((await page(`/spaces/${space}`)).html);
    for (const shown of ['众创空间(创业咖啡)', '服务模式 媒体延展型', '重点产业 新能源与节能', '场地类型 老旧厂房'])
      expect(text).toContain(shown);
  });

  test('is narrowed by status, a lapsed term included', async () => {
    const names = async (status: string) =>
      (await visitor.get(`/api/open/spaces?status=${status}`)).json().rows.map(({ name }: { name: string }) => name);
    expect(await names('valid')).toEqual(['芙蓉众创空间']);
    expect(await names('revoked')).toEqual(['岳麓旧谷众创空间']);
    expect(await names('lapsed')).toEqual(['雨花众创空间']);
  });

  test('escapes what users wrote', async () => {
    const { html } = await page(`/spaces?q=${encodeURIComponent(HOSTILE)}`);
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;script&gt;');
  });

  test('leaves as CSV and JSON with the same selection', async () => {
    const csv = await visitor.get('/api/open/spaces.csv?status=valid');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [header, row] = csv.body.replace('\uFEFF', '').split('\r\n');
    expect(header?.split(',').slice(0, 5)).toEqual(['名称', '类型', '服务模式', '专业方向', '地区']);
    expect(row?.split(',').slice(0, 5)).toEqual([
      '芙蓉众创空间',
      '众创空间',
      '媒体延展型',
      '智能制造',
      '湖南省长沙市芙蓉区',
    ]);
    const json = (await visitor.get('/api/open/spaces?status=valid')).json();
    expect(json.total).toBe(1);
    expect(json.rows[0].designations).toEqual([
      {
        name: '湖南省众创空间',
        level: 'province',
        number: '湘众创认〔2026〕001号',
        state: 'valid',
        validFrom: '2026-06-01',
        validTo: null,
        endedOn: null,
      },
    ]);
  });

  test('refuses a selection it does not know', async () => {
    expect((await page('/spaces?kind=castle')).status).toBe(422);
    expect((await page('/spaces?page=0')).status).toBe(422);
  });
});

describe("a space's page", () => {
  test('tells what it holds, what it did, and says plainly what was not provided', async () => {
    const text = textOf((await page(`/spaces/${space}`)).html);
    expect(text).toContain('湘众创认〔2026〕001号');
    expect(text).toContain('2026年6月1日至长期');
    expect(text).toContain('创新创业活动 路演、大赛和沙龙 2 1 2026年4月11日 春季投资路演');
    expect(text).toContain('创业导师队伍 导师聘任 未提供 未提供');
    expect(text).toContain('众创空间面积 未提供');
  });

  test('counts what went on under other terms once, and not as begun anew', async () => {
    await app.services.database.transact(async (tx) => {
      await givenRecord(tx, 'seed_fund', space, '2020-01-01', { name: '种子基金', amount_fen: 100 });
      await sqlRows(
        tx,
        `insert into seed_fund (id, root_id, carrier_id, valid_from, name, amount_fen)
         select gen_random_uuid(), root_id, carrier_id, '2026-06-01', name, 200 from seed_fund where carrier_id = $1`,
        [space],
      );
    });
    expect(textOf((await page(`/spaces/${space}`)).html)).toContain('种子基金 1 未提供');
  });

  test('shows its space on the network apart from the premises', async () => {
    const id = await app.services.database.transact(async (tx) => {
      const one = await givenSpace(tx, { name: '云上众创空间' });
      await givenRecord(tx, 'desk', one, '2026-01-01', { kind: 'fixed', count: 20 });
      await givenRecord(tx, 'desk', one, '2026-01-01', { kind: 'virtual', count: 80 });
      await givenRecord(tx, 'online_community', one, '2026-02-01', {
        name: '云上创客',
        url: 'https://example.org/c',
        members: 1200,
      });
      return one;
    });
    const html = (await page(`/spaces/${id}`)).html;
    expect(textOf(html)).toMatch(/工位数 至少20个/);
    expect(textOf(html)).toMatch(
      /线上虚拟空间 .*虚拟工位数 至少80个 .*网络社区成员人数 至少1200人 .*云上创客 ，1200人 ，建于2026年2月1日/,
    );
    expect(html).toContain('<a href="https://example.org/c" rel="nofollow noopener">云上创客</a>');
    expect((await page(`/spaces/${space}`)).html).not.toContain('线上虚拟空间');
  });

  test('says when it is open, what is closed within a month, and up to which year the holidays are known', async () => {
    const { database, clock } = app.services;
    const soon = clock.now().epochMilliseconds + 86_400_000;
    await database.transact(async (tx) => {
      const weekdays = (['mon', 'tue', 'wed', 'thu', 'fri', 'makeup'] as const).map((dayKind) => ({
        dayKind,
        opens: 540,
        closes: 1260,
      }));
      await replaceOpenings(tx, space, null, [...weekdays, { dayKind: 'sat', opens: 600, closes: 1080 }]);
      const closure = { resourceId: null, start: soon, end: soon + 3_600_000, reason: '消防检修' };
      await insertClosure(tx, space, closure, { personId: null, at: clock.now().toString() });
    });
    const text = textOf((await page(`/spaces/${space}`)).html);
    expect(text).toMatch(
      /开放时间 周一 周二 周三 周四 周五 调休上班日 09:00至21:00 周六 10:00至18:00 周日 节假日 不开放 临时关闭： .*：消防检修 节假日和调休上班日按国家公布的安排，已公布到2026年/,
    );
  });

  test('does not link to what is no web address', async () => {
    expect((await page(`/spaces/${space}`)).html).not.toContain('javascript:');
  });
});

describe('the numbers of the home page', () => {
  test('are the totals of the lists they link to', async () => {
    const { html } = await page('/');
    const figures = [...html.matchAll(/<a href="([^"]+)"><b>(\d+)<\/b>/g)].map(([, href, value]) => [href, value]);
    expect(figures.map(([href]) => href)).toEqual([
      '/spaces',
      '/spaces?status=valid',
      '/notices?state=running',
      '/policies',
    ]);
    for (const [href = '', value] of figures.slice(0, 3)) {
      expect([href, /<b>(\d+)<\/b> (?:家|则)/.exec((await page(href)).html)?.[1]]).toEqual([href, value]);
    }
  });
});

describe('a policy', () => {
  test('stands clause by clause beside what executes it', async () => {
    const { html } = await page(HUNAN);
    const clause = html.slice(html.indexOf('id="第五条(五)"'), html.indexOf('id="第五条(六)"'));
    expect(textOf(clause)).toContain('系统执行');
    expect(clause).toContain('<code>space.seedFund &gt;= minimumSeedFund</code>');
    expect(textOf(html)).toContain('鼓励社会力量建设，没有可判断的条件');
  });

  test('checks a space clause by clause, and leaves open what was not entered', async () => {
    const query = 'checked=1&space.floorArea=499&space.seedFund=100&space.leased=no&space.facilities=none';
    const text = textOf((await page(`${HUNAN}/check?${query}`)).html);
    expect(text).toContain('按所填内容，有条件不符合');
    expect(text).toMatch(/众创空间面积为?499平方米.要求不少于500平方米.相差1平方米/);
    expect(text).toMatch(/种子基金规模为?100万元.要求不少于100万元/);
    expect(text).toContain('– 不适用');
    expect(text).toMatch(/创业导师人数为?未知/);
  });

  test('keeps what was entered and tells a wrong entry at its field', async () => {
    const { html } = await page(`${HUNAN}/check?checked=1&space.floorArea=abc&space.mentors=3`);
    expect(html).toContain('id="f-space.floorArea-error">请填写数字');
    expect(html).toContain('name="space.mentors" type="text" inputmode="decimal" value="3"');
  });

  test('reads the law as it stood on the day asked', async () => {
    const text = textOf((await page(`${HUNAN}/check?checked=1&on=2015-01-01&space.floorArea=600`)).html);
    expect(text).toContain('按2015年1月1日的规定');
  });
});

describe('a notice', () => {
  test('has the elements of a 公示', async () => {
    const text = textOf((await page(`/notices/${notice}`)).html);
    for (const element of [
      '索引号',
      '根据《湖南省促进众创空间发展与管理办法（试行）》第六条，经推荐单位推荐、专家评审和现场考察',
      '公示期为2026年11月23日至2026年11月27日（5个工作日）',
      '高新技术处:0731-88988888',
      '岳麓新谷众创空间 岳麓创业有限公司',
      '附件:1. 拟认定名单',
      '湖南省科学技术厅 2026年11月23日',
    ])
      expect(text.replace(/ ?[:：] ?/g, ':')).toContain(element);
  });

  test('does not exist for the public while it is a draft', async () => {
    expect((await page(`/notices/${draftNotice}`)).status).toBe(404);
    expect((await page('/notices')).html).not.toContain('尚未发布的公示');
  });
});

describe('verification', () => {
  test('tells the live state of a plaque', async () => {
    expect(textOf((await page('/p/abcdefgh2345')).html)).toContain('资格有效');
    expect(textOf((await page('/p/revoked23456')).html)).toContain('资格已取消');
    expect(textOf((await page('/p/ended2345678')).html)).toContain('资格已失效');
  });

  test('finds a certificate by its number, in brackets of any kind, and by its hash', async () => {
    const sha256 = createHash('sha256').update(CERTIFICATE).digest('hex');
    for (const q of ['湘众创认〔2026〕001号', '湘众创认[2026]001号', '湘众创认（2026） 001号', sha256])
      expect([q, textOf((await page(`/verify?q=${encodeURIComponent(q)}`)).html).includes('芙蓉众创空间')]).toEqual([
        q,
        true,
      ]);
    expect((await page('/verify?q=none')).status).toBe(404);
  });

  test('compares an uploaded PDF with what was issued, to the last byte', async () => {
    const upload = (content: Buffer) => visitor.post('/verify', {}, form({}, [['file', '证书.pdf', content]]));
    expect((await upload(CERTIFICATE)).body).toContain('文件与核发的证书一致');
    const other = await upload(Buffer.concat([CERTIFICATE, Buffer.from(' ')]));
    expect([other.statusCode, other.body.includes('都不一致')]).toEqual([404, true]);
  });
});

describe('verification of a tenancy’s papers', () => {
  test('an agreement is known by the hash on it, with its number and state and nobody’s name; an edition that was rewritten says so', async () => {
    const { database } = app.services;
    const hashOf = (edition: number) =>
      database
        .read((tx) => sqlRows<{ hash: string }>(tx, 'select hash from residency_edition where edition = $1', [edition]))
        .then(([row]) => row?.hash ?? '');
    const id = await database.transact(async (tx) => {
      const { id: teamId } = await keptRecord(tx, space, 'team', { name: '甲团队' });
      const { id: tenancyId } = await keptRecord(tx, space, 'tenancy', { teamId, desks: 1 });
      return givenAgreement(tx, { carrierId: space, teamId, tenancyId }, { startsOn: '2026-01-01' });
    });
    const first = textOf((await page(`/verify?q=${(await hashOf(1)).toUpperCase()}`)).html);
    expect(first).toMatch(/本平台出具过这份文书.*创业团队入驻协议.*RZXY-.*第1稿.*芙蓉众创空间.*已生效/);
    expect(first).not.toMatch(/甲团队|张创业/);
    await database.transact(async (tx) => {
      const edition = { residencyId: id, edition: 2, content: {} as never, hash: 'b'.repeat(64), by: null };
      await insertEdition(tx, { ...edition, at: '2026-02-01T01:00:00Z' });
      await sqlRows(tx, 'update residency set edition = 2 where id = $1', [id]);
    });
    expect(textOf((await page(`/verify?q=${await hashOf(1)}`)).html)).toContain('已被第2稿代替');
    expect((await page(`/verify?q=${'c'.repeat(64)}`)).status).toBe(404);
  });
});

describe('a form', () => {
  const report = {
    topic: 'register',
    says: `名录中的地址不对，应为岳麓区。${HOSTILE}`,
    name: '李四',
    phone: '13812345678',
  };

  test('reports a problem with a photo, gives a receipt, and shows the answer under it', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const sent = await visitor.post(
      '/problems',
      {},
      form({ ...report, carrierId: space }, [['files', '照片.exe', png]]),
    );
    expect(sent.statusCode).toBe(303);
    const receipt = /receipt=(WT20261123-[2-9A-Z]{10})/.exec(String(sent.headers.location))?.[1] ?? '';
    expect(textOf((await page(`/problems/receipt?receipt=${receipt.toLowerCase()}`)).html)).toContain(
      '已收到，正在处理',
    );
    const [row] = await app.services.database.read((tx) =>
      sqlRows<{ name_sealed: Buffer; phone_last4: string; files: string[] }>(
        tx,
        `select name_sealed, phone_last4, array(select f.name from problem_report_file x join file f on f.id = x.file_id
           where x.problem_id = p.id) as files
         from problem_report p where receipt = $1`,
        [receipt],
      ),
    );
    // A picture under a program's name leaves as a picture.
    expect([row?.phone_last4, row?.files, row?.name_sealed.includes('李四')]).toEqual([
      '5678',
      ['照片.exe.png'],
      false,
    ]);
  });

  test('comes back with what was entered and the errors at the fields, and nothing is kept', async () => {
    const sent = await visitor.post('/problems', {}, form({ ...report, says: '太短', phone: '123' }, []));
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('id="says-error">请写明情况，不少于10个字');
    expect(sent.body).toContain('id="phone-error">请填写手机号码或带区号的固定电话');
    expect(sent.body).toContain('value="李四"');
  });

  test('refuses a file that is not what it says', async () => {
    const before = await countReports();
    const sent = await visitor.post(
      '/problems',
      {},
      form(report, [['files', '照片.png', Buffer.from('<svg onload=alert(1)>')]]),
    );
    expect([sent.statusCode, sent.body.includes('id="files-error">不支持此类文件')]).toEqual([422, true]);
    expect(await countReports()).toBe(before);
  });

  test('refuses a form sent from another site', async () => {
    const sent = await visitor.post(
      '/problems',
      {},
      {
        ...form(report, []),
        headers: { ...form(report, []).headers, 'sec-fetch-site': 'cross-site' },
      },
    );
    expect(sent.statusCode).toBe(403);
  });

  const countReports = async () =>
    (
      await app.services.database.read((tx) => sqlRows<{ n: number }>(tx, 'select count(*) as n from problem_report'))
    )[0]?.n;
});

/** A multipart form as a browser sends it. */
function form(fields: Record<string, string>, files: readonly (readonly [string, string, Buffer])[]) {
  const line = (text: string) => Buffer.from(text);
  const parts = [
    ...Object.entries(fields).map(([name, value]) =>
      line(`--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...files.flatMap(([name, fileName, content]) => [
      line(
        `--b\r\ncontent-disposition: form-data; name="${name}"; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      content,
      line('\r\n'),
    ]),
    line('--b--\r\n'),
  ];
  return { payload: Buffer.concat(parts), headers: { 'content-type': 'multipart/form-data; boundary=b' } };
}

describe('an objection', () => {
  const lodge = (fields: Record<string, string>, files: readonly (readonly [string, string, Buffer])[] = []) =>
    visitor.post(`/notices/${notice}/object`, {}, form(fields, files));
  const named = async () => ({
    caseId: await caseOfNotice(),
    kind: 'individual',
    name: '王小明',
    phone: '13987654321',
    text: '该单位场地实际只有三百平方米，与公示不符。',
  });
  const caseOfNotice = async () =>
    (
      await app.services.database.read((tx) =>
        sqlRows<{ case_id: string }>(tx, 'select case_id from notice_case where notice_id = $1', [notice]),
      )
    )[0]?.case_id ?? '';

  test('is taken with evidence, gives a receipt, and its result is told for receipt and phone only', async () => {
    const sent = await lodge(await named(), [['evidence', '说明.txt.pdf', CERTIFICATE]]);
    expect(sent.statusCode).toBe(200);
    const receipt = /<code>(YY2026\w+)<\/code>/.exec(sent.body)?.[1] ?? '';
    expect(textOf(sent.body)).toContain('异议已收到');
    const ask = (phoneLast4: string) => visitor.post('/objections/status', { receipt, phoneLast4 });
    expect(textOf((await ask('4321')).body)).toContain('已收到');
    expect((await ask('0000')).statusCode).toBe(404);
    const evidence = await app.services.database.read((tx) =>
      sqlRows<{ name: string }>(tx, `select name from file where about_kind = 'objection'`),
    );
    expect(evidence).toEqual([{ name: '说明.txt.pdf' }]);
  });

  test('is refused without a real name, at the field, with the text kept', async () => {
    const sent = await lodge({ ...(await named()), name: '匿名' });
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('id="name-error">匿名异议不予受理');
    expect(sent.body).toContain('该单位场地实际只有三百平方米');
  });

  test('of a unit needs the scan with its seal', async () => {
    const sent = await lodge({ ...(await named()), kind: 'unit', unit: '长沙某某科技有限公司' });
    expect([sent.statusCode, sent.body.includes('id="seal-error"')]).toEqual([422, true]);
  });

  test('is not taken after the period', async () => {
    app.clock.set('2026-11-28T00:00:00+08:00');
    expect((await page(`/notices/${notice}/object`)).html).toContain('公示期已满');
    const sent = await lodge(await named());
    expect([sent.statusCode, sent.body.includes('王小明')]).toEqual([409, false]);
    app.clock.set('2026-11-23T09:00:00+08:00');
  });
});
