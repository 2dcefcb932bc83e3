const seconds = (report.lastNanos - report.firstNanos) / 1e9;
const words = values => Object.entries(values).map(([key, value]) => `${key} ${value}`).join(', ');
title('Sweep over ' + report.tapes.join(', '),
  `${instant(report.firstNanos)}, ${number(seconds, 1)} s of market, ${number(report.combinations.length)} combinations, under ${report.configuration}, counted in ${report.asset || 'nothing: nothing was taken'}`);
tiles([
  ['walking forward', number(report.walkForward.net), Number(report.walkForward.net) < 0 ? 'lost' : 'won'],
  ['the same in hindsight', number(report.walkForward.hindsight)],
  ['best over all the time', number(report.bestInHindsight.net)],
  ['which is', words(report.bestInHindsight.values)],
]);

function heat(net, least, most) {
  const part = net < 0 ? (least < 0 ? net / least : 0) : (most > 0 ? net / most : 0);
  return `rgba(${net < 0 ? '209,52,56' : '22,128,60'},${(0.08 + 0.72 * part).toFixed(3)})`;
}

function heatMap(parent, across, down) {
  const cell = (x, y) => report.combinations.filter(c => c.values[across.key] === x && c.values[down.key] === y).reduce((best, c) => Math.max(best, +c.net), -Infinity);
  const rows = down.values.map(y => across.values.map(x => cell(x, y)));
  const all = rows.flat();
  const least = Math.min(...all), most = Math.max(...all);
  const rest = report.params.length > 2 ? '; of all other values the best' : '';
  const box = element('div', card(parent, 'Net over all the time', `${down.key} down, ${across.key} across${rest}`), undefined, 'scroll');
  const made = element('table', box);
  const head = element('tr', element('thead', made));
  ['', ...across.values].forEach(value => element('th', head, value));
  const body = element('tbody', made);
  rows.forEach((row, i) => {
    const line = element('tr', body);
    element('td', line, down.values[i]);
    row.forEach(net => { element('td', line, number(net)).style.background = heat(net, least, most); });
  });
}

const first = section('What each combination brought');
if (report.params.length > 1) heatMap(first, report.params[1], report.params[0]);
for (const param of report.params) {
  const points = name => param.values.map(value => {
    const of = report.combinations.filter(c => c.values[param.key] === value).map(c => +c[name]);
    return [+value, Math.max(...of)];
  });
  lines(first, `By ${param.key}`, report.params.length > 1 ? 'of all other values the best' : 'net, and how many attempts filled',
    [{ label: 'net, ' + report.asset, points: points('net') }, { label: 'filled', axis: 'y2', points: points('filled') }], param.key, report.asset, { y2: 'filled' });
}

const second = section('Whether it held');
const steps = report.windows.map((w, i) => 'window ' + (i + 1));
chart(second, 'Walk-forward', 'what was best in one slice, there and in the next; and what would have been best in that one', 260, {
  type: 'bar',
  data: { labels: steps, datasets: [
    { label: 'chosen on', data: report.windows.map(w => +w.best.net), backgroundColor: colours[7] },
    { label: 'made of it', data: report.windows.map(w => +w.test), backgroundColor: colours[0] },
    { label: 'hindsight', data: report.windows.map(w => +w.hindsight.net), backgroundColor: colours[1] },
  ] },
  options: { scales: { y: axis(report.asset) } },
});
const tables = section('In detail');
table(tables, 'Windows', ['chosen', 'in training', 'then made', 'hindsight'],
  report.windows.map(w => [words(w.best.values), number(w.best.net, 4), number(w.test, 4), `${number(w.hindsight.net, 4)} (${words(w.hindsight.values)})`]));
table(tables, 'The best fifty', ['combination', 'opportunities', 'taken', 'filled', 'net'],
  [...report.combinations].sort((a, b) => b.net - a.net).slice(0, 50).map(c => [words(c.values), number(c.opportunities), number(c.attempts), number(c.filled), number(c.net, 4)]));
