// Every screen that can be opened by an address, with the role that opens it. A later screen is one more line.
// `path` may be a function of that role's page, for what the sample decides (which rotation, which official).

const firstLink = (address, scope) => async person => {
  const page = await person.open(address);
  return page.locator(scope).first().getAttribute('href');
};
const task = title => async person => {
  const page = await person.open('/');
  return page.getByRole('link', { name: title, exact: true }).first().getAttribute('href');
};

/** The page of the first day of this month on which something falls due. */
const dayWithEntries = async person =>
  `/lich/${(await firstLink('/lich?ai=tat-ca', 'main table.month a')(person)).replace('#ngay-', '')}?ai=tat-ca`;

/** The first rotation of that list that has others nominated for the same post. */
const compared = address => async person => {
  const list = await person.open(address);
  for (const rotation of await list.locator('tbody th a').evaluateAll(links => links.map(link => link.getAttribute('href')))) {
    const link = (await person.open(rotation)).locator('main a[href$="/so-sanh"]');
    if (await link.count()) return link.getAttribute('href');
  }
};

/** Whoever of the role is asked this step now, and its address. */
const asked = step => async (person, world) => {
  for (const one of world.all(person.account.role)) {
    const link = (await one.open('/')).locator(`main a[href$="/buoc/${step}"]`);
    if (await link.count()) return { person: one, address: await link.first().getAttribute('href') };
  }
};
/** The first link of that kind on a rotation of the list, or on what his tasks are of. */
const within = (list, wanted) => async person => {
  const page = await person.open(list);
  const all = await page.locator('main a[href^="/ho-so/"]').evaluateAll(links => links.map(link => link.getAttribute('href').split('/').slice(0, 3).join('/')));
  for (const rotation of new Set(all.filter(one => /[0-9a-f]{32}$/.test(one)))) {
    const link = (await person.open(rotation)).locator(`main a[href*="${wanted}"]`);
    if (await link.count()) return link.first().getAttribute('href');
  }
};
/** What an address is followed by there: a page of the first rotation in that stage. */
const ofStage = (stage, rest) => async person => `${await firstLink(`/ho-so?giai-doan=${stage}`, 'tbody th a')(person)}${rest}`;

export const screens = [
  { name: 'sign-in', path: '/dang-nhap' },
  { name: 'tasks-board', role: 'organisation_board', path: '/' },
  { name: 'tasks-chair', role: 'chair', path: '/' },
  { name: 'tasks-member', role: 'member', path: '/' },
  { name: 'tasks-sending', role: 'sending_unit', path: '/' },
  { name: 'tasks-ward-committee', role: 'party_committee', path: '/' },
  { name: 'tasks-ward-government', role: 'government', path: '/' },
  { name: 'tasks-official', role: 'official', path: '/' },
  { name: 'nomination', role: 'organisation_board', path: '/de-cu' },
  { name: 'rotations', role: 'organisation_board', path: '/ho-so' },
  { name: 'rotations-none', role: 'organisation_board', path: '/ho-so?q=khong-co-ai' },
  ...['nomination', 'review', 'consultation', 'posting', 'term', 'closure', 'closed', 'dropped', 'ended_early'].map(stage =>
    ({ name: `rotation-${stage}`, role: 'organisation_board', path: firstLink(`/ho-so?giai-doan=${stage}`, 'tbody th a') })),
  { name: 'action-suspend', role: 'organisation_board', path: async person => `${await firstLink('/ho-so?giai-doan=term', 'tbody th a')(person)}/thao-tac/suspend` },
  { name: 'action-end-early', role: 'organisation_board', path: async person => `${await firstLink('/ho-so?giai-doan=term', 'tbody th a')(person)}/thao-tac/end_early` },
  { name: 'check', role: 'organisation_board', path: task('Kiểm tra điều kiện và hồ sơ') },
  { name: 'comparison', role: 'chair', path: compared('/ho-so?giai-doan=review') },
  { name: 'placement', role: 'organisation_board', path: task('Lập phương án bố trí') },
  { name: 'officials', role: 'organisation_board', path: '/can-bo' },
  { name: 'official', role: 'organisation_board', path: firstLink('/can-bo', 'tbody th a') },
  { name: 'calendar', role: 'organisation_board', path: '/lich-lam-viec' },
  { name: 'deadlines', role: 'organisation_board', path: '/lich?ai=tat-ca' },
  { name: 'deadlines-day', role: 'organisation_board', path: dayWithEntries },
  { name: 'deadlines-overdue', role: 'organisation_board', path: '/lich/qua-han?ai=tat-ca' },
  { name: 'own-calendar', role: 'party_committee', path: '/lich-rieng/dia-chi' },
  { name: 'own-calendar-off', role: 'party_committee', path: '/lich-rieng/tat' },
  { name: 'deadlines-mine', role: 'party_committee', path: '/lich' },
  { name: 'deadlines-official', role: 'official', path: '/lich' },
  { name: 'deadlines-administrator', role: 'administrator', path: '/lich' },
  { name: 'suspension', role: 'organisation_board', path: '/tam-dung' },
  { name: 'units', role: 'organisation_board', path: '/don-vi' },
  { name: 'units-vacant', role: 'chair', path: '/don-vi?chi=trong' },
  ...['doi-ten', 'sap-nhap', 'chia-tach', 'them'].map(act => ({ name: `units-${act}`, role: 'organisation_board', path: `/don-vi/${act}` })),
  { name: 'suspension-new', role: 'organisation_board', path: '/tam-dung/toan-to-chuc' },
  { name: 'suspension-none-to-end', role: 'chair', path: '/tam-dung/tiep-tuc', status: 409 },
  { name: 'calendar-day', role: 'organisation_board', path: '/lich-lam-viec/them' },
  { name: 'calendar-year', role: 'administrator', path: '/lich-lam-viec/them-nam' },
  { name: 'calendar-day-away', role: 'organisation_board', path: firstLink('/lich-lam-viec', 'main a[href^="/lich-lam-viec/bo/"]') },
  { name: 'substitution-new', role: 'organisation_board', path: '/uy-quyen/moi' },
  { name: 'register-advance', role: 'organisation_board', path: '/so-van-ban/decision/2025-2030/den-so' },
  { name: 'statistics', role: 'organisation_board', path: '/thong-ke' },
  { name: 'statistics-results', role: 'auditor', path: '/thong-ke?chia-theo=ket-qua' },
  { name: 'funnel', role: 'organisation_board', path: '/thong-ke/giai-doan' },
  { name: 'funnel-list', role: 'chair', path: '/thong-ke/giai-doan/ho-so?giai-doan=nomination' },
  { name: 'durations', role: 'organisation_board', path: '/thong-ke/thoi-gian' },
  { name: 'statistics-mistake', role: 'organisation_board', path: '/thong-ke?tu=31/02/2015', status: 422 },
  { name: 'paper-verification', role: 'organisation_board', path: '/xac-minh' },
  { name: 'paper-verification-unknown', role: 'auditor', path: '/xac-minh/0-0000-0000-0000-0000', status: 404 },
  { name: 'registers', role: 'organisation_board', path: '/so-van-ban' },
  { name: 'posting', role: 'chair', path: task('Ký và ban hành quyết định') },
  { name: 'petitions', role: 'organisation_board', path: '/kien-nghi' },
  { name: 'petition', role: 'organisation_board', path: firstLink('/kien-nghi?tinh-trang=answered', 'tbody th a') },
  { name: 'petition-statistics', role: 'chair', path: '/thong-ke/kien-nghi' },
  { name: 'corps', role: 'chair', path: '/thong-ke/doi-ngu' },
  { name: 'drafts-none', role: 'organisation_board', path: '/nhap' },
  { name: 'petitions-official', role: 'official', path: '/kien-nghi' },
  { name: 'plans', role: 'organisation_board', path: '/ke-hoach' },
  { name: 'plan', role: 'organisation_board', path: firstLink('/ke-hoach', 'tbody th a') },
  { name: 'plan-new', role: 'organisation_board', path: '/ke-hoach/lap-moi' },
  { name: 'plan-line', role: 'organisation_board', path: async person => `${await firstLink('/ke-hoach', 'tbody th a')(person)}/dong` },
  { name: 'meetings', role: 'organisation_board', path: '/phien-hop' },
  { name: 'agenda', role: 'member', path: firstLink('/phien-hop', 'tbody th a') },
  { name: 'agenda-compose', role: 'organisation_board', path: async person => `${await firstLink('/phien-hop', 'tbody th a')(person)}/chuong-trinh` },
  { name: 'meeting-attendance', role: 'organisation_board', path: async person => `${await firstLink('/phien-hop', 'tbody th a')(person)}/thanh-phan` },
  { name: 'minutes', role: 'auditor', path: async person => `${await firstLink('/phien-hop', 'tbody tr:last-child th a')(person)}/bien-ban` },
  { name: 'workflows', role: 'organisation_board', path: '/quy-trinh' },
  { name: 'workflow', role: 'organisation_board', path: '/quy-trinh/rotation' },
  { name: 'trace-search', role: 'auditor', path: '/truy-vet' },
  { name: 'trace', role: 'auditor', path: firstLink('/truy-vet', 'tbody th a') },
  { name: 'moments', role: 'auditor', path: async person => `${await firstLink('/truy-vet', 'tbody th a')(person)}/so-sanh` },
  { name: 'verification', role: 'auditor', path: '/kiem-chung' },
  { name: 'search', role: 'chair', path: '/tra-cuu?q=ben%20da' },
  { name: 'search-none', role: 'administrator', path: '/tra-cuu?q=khong-co-ai' },
  { name: 'my-career', role: 'official', path: firstLink('/', 'nav a[href^="/can-bo/"]') },
  { name: 'administration', role: 'administrator', path: '/quan-tri' },
  { name: 'administration-account', role: 'administrator', path: firstLink('/quan-tri', '#tai-khoan a') },
  { name: 'account-new', role: 'administrator', path: '/quan-tri/them-tai-khoan' },
  { name: 'account-role', role: 'administrator', path: async person => `${await firstLink('/quan-tri', '#tai-khoan a')(person)}/vai-tro` },
  { name: 'account-password', role: 'administrator', path: async person => `${await firstLink('/quan-tri', '#tai-khoan a')(person)}/mat-khau` },
  { name: 'plugin-off', role: 'administrator', path: firstLink('/quan-tri', 'a[href$="/tat"]') },
  { name: 'administration-search', role: 'administrator', path: '/quan-tri?q=ban' },
  { name: 'deliveries', role: 'administrator', path: '/quan-tri/thu-bao' },
  { name: 'deliveries-failed', role: 'administrator', path: '/quan-tri/thu-bao?tinh-trang=dead' },
  { name: 'letters', role: 'administrator', path: '/quan-tri/mau-thu' },
  { name: 'units-administrator', role: 'administrator', path: '/don-vi' },
  { name: 'substitutions', role: 'organisation_board', path: '/uy-quyen' },
  { name: 'substitutions-member', role: 'member', path: '/uy-quyen' },
  { name: 'notifications', role: 'official', path: '/thong-bao' },
  { name: 'register', role: 'organisation_board', path: '/so-van-ban/decision/2025-2030' },
  { name: 'statistics-turns', role: 'organisation_board', path: firstLink('/thong-ke', 'main a[href^="/thong-ke/luot"]') },
  { name: 'nomination-position-change', role: 'organisation_board', path: '/de-cu/position_change' },
  { name: 'nomination-secondment', role: 'organisation_board', path: '/de-cu/secondment' },
  { name: 'nomination-of-line', role: 'organisation_board', path: async person => firstLink(await firstLink('/ke-hoach', 'tbody th a')(person), 'main a[href^="/de-cu?dong="]')(person) },
  ...['follow_up', 'assignments', 'meeting_with_official', 'synthesis'].map(step => ({ name: `step-${step}`, role: 'organisation_board', path: asked(step) })),
  { name: 'step-proposal', role: 'sending_unit', path: asked('proposal') },
  { name: 'step-vote', role: 'member', path: asked('resolution') },
  { name: 'step-conclusion', role: 'chair', path: asked('conclusion') },
  { name: 'step-party-opinion', role: 'party_committee', path: asked('party_opinion') },
  { name: 'step-government-opinion', role: 'government', path: asked('government_opinion') },
  { name: 'step-evaluation', role: 'party_committee', path: asked('evaluation') },
  { name: 'step-self-review', role: 'official', path: asked('self_review') },
  { name: 'conflict-of-interest', role: 'organisation_board', path: async (person, world) => `${(await asked('synthesis')(person, world)).address}/xung-dot` },
  { name: 'correction', role: 'organisation_board', path: within('/', '/dinh-chinh/') },
  { name: 'dossier-record', role: 'organisation_board', path: within('/ho-so?giai-doan=nomination', '/ho-so-nhan-su/cv/record') },
  { name: 'dossier-exception', role: 'organisation_board', path: within('/ho-so?giai-doan=nomination', '/ho-so-nhan-su/cv/except') },
  { name: 'dossier-withdrawal', role: 'organisation_board', path: within('/ho-so?giai-doan=review', '/ho-so-nhan-su/cv/withdraw') },
  { name: 'action-withdraw', role: 'organisation_board', path: ofStage('nomination', '/thao-tac/withdraw') },
  { name: 'action-defer', role: 'organisation_board', path: ofStage('nomination', '/thao-tac/defer') },
  { name: 'action-extend', role: 'chair', path: ofStage('term', '/thao-tac/extend') },
  { name: 'meeting-new', role: 'organisation_board', path: '/phien-hop/trieu-tap' },
  { name: 'meeting-cancel', role: 'organisation_board', path: async person => `${await firstLink('/phien-hop', 'tbody th a')(person)}/huy` },
  { name: 'plan-close', role: 'organisation_board', path: async person => `${await firstLink('/ke-hoach', 'tbody th a')(person)}/khep-lai` },
  { name: 'plan-line-change', role: 'organisation_board', path: async person => firstLink(await firstLink('/ke-hoach', 'tbody th a')(person), 'main a[href*="/dong/"]')(person) },
  { name: 'plan-line-withdraw', role: 'organisation_board', path: async person => firstLink(await firstLink('/ke-hoach', 'tbody th a')(person), 'main a[href$="/rut"]')(person) },
  { name: 'official-new', role: 'organisation_board', path: '/can-bo/moi' },
  { name: 'official-facts', role: 'organisation_board', path: async person => `${await firstLink('/can-bo', 'tbody th a')(person)}/thong-tin` },
  { name: 'workflow-position-change', role: 'auditor', path: '/quy-trinh/position_change' },
  { name: 'workflow-secondment', role: 'administrator', path: '/quy-trinh/secondment' },
  { name: 'workflow-new', role: 'organisation_board', path: '/quy-trinh/ban-moi' },
  { name: 'workflow-migration', role: 'organisation_board', path: '/quy-trinh/rotation/chuyen/2' },
  // Pages that refuse. What only a POST leads to is in errors.test.mjs and nothing_lost.test.mjs.
  { name: 'refused-403', role: 'auditor', path: '/de-cu', status: 403 },
  { name: 'refused-404', role: 'organisation_board', path: '/ho-so/00000000000000000000000000000000', status: 404 },
  { name: 'refused-404-nowhere', role: 'member', path: '/khong-co-trang-nay', status: 404 },
  { name: 'refused-405', role: 'organisation_board', path: '/nhap/bo', status: 405 },
  { name: 'refused-409', role: 'organisation_board', path: ofStage('term', '/thao-tac/withdraw'), status: 409 },
];
