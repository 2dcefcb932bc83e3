const found = report.found;
const seconds = (found.lastNanos - found.firstNanos) / 1e9;
const outcomes = ['filled', 'partly', 'unwound', 'missed', 'stuck', 'unfinished'];
title('Backtest of ' + report.tapes.join(', '),
  `${instant(found.firstNanos)}, ${number(seconds, 1)} s of market, ${number(found.inputs)} inputs, ${number(found.bookUpdates)} book updates, under ${report.configuration}`
  + (report.ended ? ` — ended early: ${report.ended}` : ''));

const attempts = report.assets.reduce((sum, each) => sum + each.attempts, 0);
const ended = name => report.assets.reduce((sum, each) => sum + each.outcomes[name], 0);
tiles([
  ['opportunities', number(found.opportunities)], ['times taken', number(attempts)], ['filled', number(ended('filled'))],
  ['unwound', number(ended('unwound') + ended('stuck'))], ['missed', number(ended('missed'))],
  ...report.assets.flatMap(each => [
    ['net, ' + each.asset, number(each.realised.net), Number(each.realised.net) < 0 ? 'lost' : 'won'],
    ['planned net, ' + each.asset, number(each.planned.net)],
    ['most in flight, ' + each.asset, number(each.mostInFlight)],
    ['drawdown, ' + each.asset, number(each.drawdown)],
    ['left open, revalued, ' + each.asset, number(each.revaluation)],
  ]),
]);

const first = section('What was found');
const pairs = found.pairs.filter(p => p.opportunities > 0).sort((a, b) => b.opportunities - a.opportunities).slice(0, 20);
const kinds = [...new Set(found.pairs.map(p => p.kind))];
bars(first, 'Opportunities by pair', 'coloured by kind: ' + (Object.entries(found.kinds).map(([k, n]) => `${k} ${n}`).join(', ') || 'none'),
  pairs.map(p => [p.legs, p.opportunities, colours[kinds.indexOf(p.kind)]]), 'opportunities');
bars(first, 'Why not', 'evaluations by the first reason that spoke against them', [...Object.entries(found.passes), ['worth doing', found.takes, colours[1]]],
  'evaluations', { x: { type: 'logarithmic' } });
bars(first, 'From found to filled', 'and what became of what was taken',
  [['found', found.opportunities], ['taken', attempts], ...outcomes.map((name, i) => [name, ended(name), colours[i + 1]])], 'count');

for (const each of report.assets) {
  const part = section('Money, in ' + each.asset);
  const planned = each.planned, realised = each.realised;
  waterfall(part, 'Planned edge', 'of everything that was taken, as it was told', [
    ['gross', +planned.gross], ['fees', -planned.fees], ['conversion', -planned.conversion], ['exit', -planned.exit], ['funding', +planned.funding],
    ['transfer', -planned.transfer], ['latency', -planned.latency], ['net', +planned.net]], each.asset);
  waterfall(part, 'Realised', 'what the fills brought, and where the rest went', [
    ['captured', +realised.captured], ['fees', -realised.fees], ['conversion', -realised.conversion], ['unwind', -realised.unwind], ['transfer', -realised.transfer],
    ['exit', -realised.exit], ['funding', +realised.funding], ['net', +realised.net]], each.asset);
  lines(part, 'Net over time', `sum of all settled attempts; deepest drawdown ${number(each.drawdown)}`,
    [{ label: 'net', points: [[0, 0], ...each.curve.map(([at, net]) => [(at - found.firstNanos) / 1e9, +net])] }], 'seconds', each.asset, { stepped: 'before', points: 0 });
  lines(part, 'Planned against realised', 'one point an attempt', [{ label: 'attempts', points: each.plannedAgainstRealised.map(([id, p, r]) => [+p, +r]) }],
    'planned net', 'realised net', { type: 'scatter' });
}

const after = section('After the fill');
lines(after, 'Leg markouts', 'how far the middle moved in our favour after a fill, on average',
  report.markouts.map(leg => ({ label: leg.leg, points: leg.after.filter(a => a.fills > 0).map(a => [+a.seconds, +a.meanBps]) })), 'seconds after the fill', 'basis points', { x: 'logarithmic' });

if (report.sensitivity.latency) {
  const part = section('What if');
  const nets = (list, x) => report.assets.map(each => ({ label: 'net, ' + each.asset, points: list.map(p => [+p[x], +(p.net[each.asset] || 0)]) }));
  const filled = (list, x) => ({ label: 'filled', axis: 'y2', points: list.map(p => [+p[x], p.filled]) });
  const { latency, fees } = report.sensitivity;
  lines(part, 'Sensitivity to latency', 'the same run with this latency on every exchange', [...nets(latency, 'millis'), filled(latency, 'millis')], 'milliseconds', 'net', { y2: 'filled' });
  lines(part, 'Sensitivity to fees', 'the same run with all taker fees times this', [...nets(fees, 'factor'), filled(fees, 'factor')], 'factor', 'net', { y2: 'filled' });
}

const tables = section('In detail');
table(tables, 'Ways', ['way', 'taken', ...outcomes, 'net', 'asset'],
  report.ways.map(w => [w.way, number(w.attempts), ...outcomes.map(name => number(w.outcomes[name])), number(w.net, 4), w.asset]));
const coordinator = report.coordinator;
const counts = of => Object.entries(of).map(([what, times]) => [what, number(times)]);
table(tables, 'Coordinator', ['', ''], [
  ...(coordinator.idle ? [['traded nothing, for want of', coordinator.idle]] : []),
  ['opportunities that were its own', number(coordinator.opportunities)], ['attempts', number(coordinator.attempts)],
  ...counts(coordinator.states), ['unwound', `${number(coordinator.unwound)}, by ${number(coordinator.unwindOrders)} orders`],
  ...coordinator.stops.map(why => ['stopped', why]),
  ...(coordinator.assumed.clocksAsOurs.length ? [['clocks taken to be as ours', coordinator.assumed.clocksAsOurs.join(', ')]] : [])]);
const speaks = (title, of) => { if (Object.keys(of).length) table(tables, title, ['', 'times'], counts(of)); };
speaks('Withheld from the coordinator, each opportunity once a reason', coordinator.withheld);
speaks('Denied by the risk gate, each opportunity once a check', coordinator.denied);
speaks('Given up before they left', coordinator.abandoned);
speaks('Taken beside the coordinator, for want of', coordinator.beside);
if (coordinator.capture.length) {
  table(tables, 'Captured of what was planned', ['pair', 'attempts', 'planned', 'realised', 'percent'],
    coordinator.capture.map(c => [c.pair, number(c.attempts), number(c.planned, 8), number(c.realised, 8), c.percent]));
}
const runs = report.fills.some(f => f.run > 1);
table(tables, 'Orders', ['leg', 'filled in time', 'of the last', 'next one'],
  report.fills.map(f => [`${f.side} ${f.listing}${runs ? `, run ${f.run}` : ''}`, `${number(f.filled)} of ${number(f.tried)}`,
    `${number(f.lastFilled)} of ${number(f.lastTried)}`, number(f.permille / 10, 1) + ' %']));
table(tables, 'Stock', ['exchange', 'asset', 'needed at the outset', 'more at the end'],
  report.stock.map(s => [s.exchange, s.asset, number(s.needed, 8), number(s.moved, 8)]));
if (report.carried.length > 0) {
  table(tables, 'Carried', ['asset', 'at the end', 'at most', 'limit', 'worth', 'in', 'refused'],
    report.carried.map(c => [c.asset, number(c.amount, 8), number(c.most, 8), +c.limit ? number(c.limit) : 'none', c.worth === null ? 'unknown' : number(c.worth, 8), c.worthIn, number(c.refused)]));
}
