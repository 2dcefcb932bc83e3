// Amounts come as decimal text, and stay text wherever they are shown or added up. Numbers are made of them for widths and orders of rows only.

/** The exact sum of decimals. */
export function sum(decimals) {
  const scale = Math.max(0, ...decimals.map(each => places(each)));
  const whole = decimals.reduce((total, each) => total + mantissa(each, scale), 0n);
  const sign = whole < 0n ? "-" : "";
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, "0");
  const point = digits.length - scale;
  return trimmed(sign + digits.slice(0, point) + (scale ? "." + digits.slice(point) : ""));
}

function mantissa(decimal, scale) {
  return BigInt(decimal.replace(".", "") + "0".repeat(scale - places(decimal)));
}

/** Without zeros that say nothing. */
export function trimmed(decimal) {
  const short = decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
  return short === "-0" || short === "" ? "0" : short;
}

/** Thousands apart, every digit kept. */
export function whole(decimal) {
  const [, sign, units, rest] = /^([-+]?)(\d+)(.*)$/.exec(trimmed(decimal)) ?? [];
  return units === undefined ? decimal : (sign === "-" ? "−" : "") + units.replace(/\B(?=(\d{3})+$)/g, " ") + rest;
}

export const places = decimal => decimal?.includes(".") ? decimal.length - decimal.indexOf(".") - 1 : 0;

/** As prices stand in a matrix: all digits, thousands apart, with zeros up to so many places, so that bid and ask are under each other. */
export function price(decimal, most = 0) {
  if (decimal === null || decimal === undefined) {
    return "–";
  }
  const missing = most - places(decimal);
  const even = missing > 0 ? decimal + (decimal.includes(".") ? "" : ".") + "0".repeat(missing) : decimal;
  return even.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, " ");
}

/** To read at a glance: so many places, rounded; what would round to nothing, and is not, keeps the digits that count, up to six. */
export function short(decimal, digits = 2) {
  const number = Math.abs(Number(decimal));
  if (!Number.isFinite(number)) {
    return "–";
  }
  if (number < 0.5e-6) {
    return number === 0 ? "0" : "≈ 0";
  }
  const places = number >= 0.5 * 10 ** -digits ? digits : Math.min(6, 1 - Math.floor(Math.log10(number)));
  return (Number(decimal) < 0 ? "−" : "") + number.toFixed(places).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, " ");
}

/** The same with its sign, for what is won or lost. */
export function signed(decimal, digits = 2) {
  const number = Number(decimal);
  return (number >= 0.5e-6 ? "+" : "") + short(decimal, digits);
}

/** Of sizes: four digits that count. */
export function size(decimal) {
  if (decimal === null || decimal === undefined) {
    return "";
  }
  const number = Number(decimal);
  if (number >= 100_000) {
    return (number / 1000).toFixed(0) + "k";
  }
  return number >= 1000 ? number.toFixed(0) : trimmed(number < 0.001 ? number.toFixed(8) : number.toPrecision(4));
}

export const better = decimal => Number(decimal) > 0 ? "won" : Number(decimal) < 0 ? "lost" : "";

/** How long ago, or how long: 0.4 s, 12 s, 3 min, 2 h. */
export function span(millis) {
  if (millis < 9950) {
    return (Math.max(0, millis) / 1000).toFixed(1) + " s";
  }
  if (millis < 99_500) {
    return Math.round(millis / 1000) + " s";
  }
  return millis < 5_970_000 ? Math.round(millis / 60_000) + " min" : Math.round(millis / 3_600_000) + " h";
}

/** Of times in RFC 3339: the time of day, in UTC, to the millisecond where wanted; of another day than today its date too: 21 Nov 09:12:03. */
export function clock(time, millis = false) {
  const moment = time ? new Date(time) : null;
  if (!moment || Number.isNaN(moment.getTime())) {
    return "–";
  }
  const day = sameDay(moment, new Date()) ? "" : `${moment.toUTCString().slice(5, 11)} `;
  return day + moment.toISOString().slice(11, millis ? 23 : 19);
}

const sameDay = (one, other) => one.toISOString().slice(0, 10) === other.toISOString().slice(0, 10);
