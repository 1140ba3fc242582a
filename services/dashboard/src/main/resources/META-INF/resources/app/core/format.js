// Formats numbers and times for people. No function throws for any input.

const NONE = '–';
const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 12,345. */
export function count(value) {
  return Number.isFinite(value) ? numbers.format(value) : NONE;
}

/** Formats 0.934 as 93.4 %. */
export function percent(value, digits = 1) {
  return Number.isFinite(value) ? (100 * value).toFixed(digits) + ' %' : NONE;
}

/** Formats seconds as 86 ms, 1.2 s, 3 min 5 s, 2 h 4 min; whole ones as 3 s. */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return NONE;
  if (Number.isInteger(seconds) && seconds < 60) return seconds + ' s';
  if (seconds < 0.9995) return (1000 * seconds).toFixed(seconds < 0.01 ? 1 : 0) + ' ms';
  if (seconds < 59.95) return seconds.toFixed(seconds < 10 ? 1 : 0) + ' s';
  const whole = Math.round(seconds);
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  if (whole < 86_400) return pair(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min');
  return pair(Math.floor(whole / 86_400), 'd', Math.floor((whole % 86_400) / 3600), 'h');
}

function pair(large, unit, small, smaller) {
  return `${large} ${unit}` + (small === 0 ? '' : ` ${small} ${smaller}`);
}

/** Formats bytes as 47 kB. */
export function bytes(value) {
  if (!Number.isFinite(value)) return NONE;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let scaled = value;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return scaled.toFixed(unit > 0 && scaled < 10 ? 1 : 0) + ' ' + units[unit];
}

/** Formats the age of an instant, such as 5 s ago; `now` for very recent ones. */
export function ago(instant, now = Date.now()) {
  const seconds = (now - Date.parse(instant)) / 1000;
  if (!Number.isFinite(seconds)) return NONE;
  return seconds < 1.5 ? 'now' : duration(Math.round(seconds)) + ' ago';
}

/** Formats the local time of day, with the date unless it is today. */
export function clock(instant) {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return NONE;
  const day = time.toDateString() === new Date().toDateString();
  return day ? time.toLocaleTimeString() : time.toLocaleString();
}

/** Returns the seconds between two instants. */
export function between(from, to) {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
