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

/** The first rotation of that list that has others nominated for the same post. */
const compared = address => async person => {
  const list = await person.open(address);
  for (const rotation of await list.locator('tbody th a').evaluateAll(links => links.map(link => link.getAttribute('href')))) {
    const link = (await person.open(rotation)).locator('main a[href$="/so-sanh"]');
    if (await link.count()) return link.getAttribute('href');
  }
};

export const screens = [
  { name: 'tasks-board', role: 'organisation_board', path: '/', dark: true },
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
    ({ name: `rotation-${stage}`, role: 'organisation_board', path: firstLink(`/ho-so?giai-doan=${stage}`, 'tbody th a'), dark: stage === 'term' })),
  { name: 'action-suspend', role: 'organisation_board', path: async person => `${await firstLink('/ho-so?giai-doan=term', 'tbody th a')(person)}/thao-tac/suspend` },
  { name: 'action-end-early', role: 'organisation_board', path: async person => `${await firstLink('/ho-so?giai-doan=term', 'tbody th a')(person)}/thao-tac/end_early` },
  { name: 'check', role: 'organisation_board', path: task('Kiểm tra điều kiện và hồ sơ'), dark: true },
  { name: 'comparison', role: 'chair', path: compared('/ho-so?giai-doan=review'), dark: true },
  { name: 'placement', role: 'organisation_board', path: task('Lập phương án bố trí') },
  { name: 'officials', role: 'organisation_board', path: '/can-bo' },
  { name: 'official', role: 'organisation_board', path: firstLink('/can-bo', 'tbody th a') },
  { name: 'calendar', role: 'organisation_board', path: '/lich-lam-viec', dark: true },
  { name: 'suspension', role: 'organisation_board', path: '/tam-dung', dark: true },
  { name: 'units', role: 'organisation_board', path: '/don-vi' },
  { name: 'statistics', role: 'organisation_board', path: '/thong-ke', dark: true },
  { name: 'statistics-mistake', role: 'organisation_board', path: '/thong-ke?tu=31/02/2015' },
  { name: 'paper-verification', role: 'organisation_board', path: '/xac-minh' },
  { name: 'paper-verification-unknown', role: 'auditor', path: '/xac-minh/0-0000-0000-0000-0000', dark: true },
  { name: 'registers', role: 'organisation_board', path: '/so-van-ban' },
  { name: 'posting', role: 'chair', path: task('Ký và ban hành quyết định') },
  { name: 'petitions', role: 'organisation_board', path: '/kien-nghi' },
  { name: 'petition', role: 'organisation_board', path: firstLink('/kien-nghi?tinh-trang=answered', 'tbody th a') },
  { name: 'petition-statistics', role: 'chair', path: '/thong-ke/kien-nghi' },
  { name: 'drafts-none', role: 'organisation_board', path: '/nhap' },
  { name: 'petitions-official', role: 'official', path: '/kien-nghi' },
  { name: 'plans', role: 'organisation_board', path: '/ke-hoach' },
  { name: 'plan', role: 'organisation_board', path: firstLink('/ke-hoach', 'tbody th a'), dark: true },
  { name: 'plan-new', role: 'organisation_board', path: '/ke-hoach/lap-moi' },
  { name: 'plan-line', role: 'organisation_board', path: async person => `${await firstLink('/ke-hoach', 'tbody th a')(person)}/dong` },
  { name: 'meetings', role: 'organisation_board', path: '/phien-hop' },
  { name: 'agenda', role: 'member', path: firstLink('/phien-hop', 'tbody th a'), dark: true },
  { name: 'agenda-compose', role: 'organisation_board', path: async person => `${await firstLink('/phien-hop', 'tbody th a')(person)}/chuong-trinh` },
  { name: 'meeting-attendance', role: 'organisation_board', path: async person => `${await firstLink('/phien-hop', 'tbody th a')(person)}/thanh-phan` },
  { name: 'minutes', role: 'auditor', path: async person => `${await firstLink('/phien-hop', 'tbody tr:last-child th a')(person)}/bien-ban` },
  { name: 'workflows', role: 'organisation_board', path: '/quy-trinh' },
  { name: 'workflow', role: 'organisation_board', path: '/quy-trinh/rotation' },
  { name: 'trace-search', role: 'auditor', path: '/truy-vet' },
  { name: 'trace', role: 'auditor', path: firstLink('/truy-vet', 'tbody th a'), dark: true },
  { name: 'my-career', role: 'official', path: firstLink('/', 'nav a[href^="/can-bo/"]') },
  { name: 'administration', role: 'administrator', path: '/quan-tri' },
  { name: 'administration-account', role: 'administrator', path: firstLink('/quan-tri', '#tai-khoan a') },
];
