const colours = ['#3b6ef5', '#16a34a', '#e8793a', '#9350d8', '#0ea5b7', '#d13438', '#8a7a2f', '#64748b'];
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.color = dark ? '#98a2b3' : '#667085';
Chart.defaults.borderColor = dark ? '#2c3340' : '#e2e5ec';
Chart.defaults.font.family = 'system-ui, sans-serif';
let chartCount = 0;
const page = document.getElementById('page');

function element(name, parent, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  parent.append(made);
  return made;
}

function number(value, digits = 2) {
  const shown = Number(value) || 0;
  return shown.toLocaleString('en-GB', Math.abs(shown) < 1 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: digits });
}

function title(text, soft) {
  element('h1', page, text);
  element('p', page, soft, 'soft');
}

function section(text) {
  if (text) element('h2', page, text);
  return element('div', page, undefined, 'cards');
}

function tiles(list) {
  const row = element('div', page, undefined, 'tiles');
  for (const [name, value, className] of list) {
    const tile = element('div', row, undefined, 'tile');
    element('span', tile, name);
    element('b', tile, value, className);
  }
}

function card(parent, heading, note) {
  const made = element('div', parent, undefined, 'card');
  element('h3', made, heading);
  if (note) element('p', made, note);
  return made;
}

function chart(parent, heading, note, height, settings) {
  const box = element('div', card(parent, heading, note), undefined, 'chart');
  box.style.height = height + 'px';
  new Chart(element('canvas', box), settings);
  chartCount++;
}

function axis(text, more) {
  return { title: { display: Boolean(text), text }, ...more };
}

/* Bars that lie: one a name, [name, value]. */
function bars(parent, heading, note, pairs, label, options = {}) {
  const rows = pairs.reduce((sum, p) => sum + (Array.isArray(p[0]) ? p[0].length : 1), 0);
  chart(parent, heading, note, Math.max(140, 60 + 22 * rows), {
    type: 'bar',
    data: { labels: pairs.map(p => p[0]), datasets: [{ label, data: pairs.map(p => p[1]), backgroundColor: pairs.map(p => p[2] || colours[0]) }] },
    options: {
      indexAxis: 'y', plugins: { legend: { display: false } },
      scales: { x: axis(label, options.x), y: { ticks: { autoSkip: false } } },
    },
  });
}

/* From gross to net: each part begins where the one before ended; the last is the sum. */
function waterfall(parent, heading, note, parts, asset) {
  let at = 0;
  const shown = parts.filter(([name, amount], i) => i === 0 || i === parts.length - 1 || amount !== 0);
  const rows = shown.map(([name, amount], i) => {
    const from = i === 0 || i === shown.length - 1 ? 0 : at;
    const to = i === shown.length - 1 ? amount : from + amount;
    at = to;
    return { name, span: [from, to], amount };
  });
  chart(parent, heading, note, 260, {
    type: 'bar',
    data: {
      labels: rows.map(r => r.name),
      datasets: [{ data: rows.map(r => r.span), backgroundColor: rows.map((r, i) => i === 0 || i === rows.length - 1 ? colours[0] : r.amount < 0 ? colours[5] : colours[1]) }],
    },
    options: {
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: c => number(rows[c.dataIndex].amount, 8) + ' ' + asset } } },
      scales: { y: axis(asset) },
    },
  });
}

/* Lines over numbers: [{label, points: [[x, y], …]}]. */
function lines(parent, heading, note, sets, xText, yText, more = {}) {
  chart(parent, heading, note, 260, {
    type: more.type || 'line',
    data: {
      datasets: sets.map((set, i) => ({
        label: set.label, data: set.points.map(([x, y]) => ({ x, y })), borderColor: colours[i % colours.length], backgroundColor: colours[i % colours.length],
        pointRadius: more.points ?? 3, borderWidth: 1.5, stepped: more.stepped || false, yAxisID: set.axis || 'y',
      })),
    },
    options: {
      plugins: { legend: { display: sets.length > 1 } },
      scales: { x: axis(xText, { type: more.x || 'linear' }), y: axis(yText), ...(more.y2 ? { y2: axis(more.y2, { position: 'right', grid: { drawOnChartArea: false } }) } : {}) },
    },
  });
}

function table(parent, heading, head, rows) {
  const box = element('div', card(parent, heading), undefined, 'scroll');
  const made = element('table', box);
  const top = element('tr', element('thead', made));
  head.forEach(name => element('th', top, name));
  const body = element('tbody', made);
  for (const row of rows) {
    const line = element('tr', body);
    row.forEach(value => element('td', line, value));
  }
}

function instant(nanos) {
  return new Date(Number(BigInt(Math.round(Number(nanos) / 1e6)))).toISOString().replace('T', ' ').replace('Z', ' UTC');
}
