// opening-hours-table.mjs: the table of tests/core/data/opening-hours.txt, made with the npm package opening_hours.
//
// Not run by the tests. To make the table anew, outside this tree:
//   npm install opening_hours
//   TZ=Europe/Paris node …/tests/core/opening-hours-table.mjs node_modules >…/tests/core/data/opening-hours.txt
//
// The package is told school holidays by src/core/vigie-calendar.c, so that rules are compared and not calendars (it
// counts none on the Saturday on which classes end, misses some of the days about Ascension, and in 2020 and 2021 has
// others than the orders).
//
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';

const modules = path.resolve(process.argv[2] ?? 'node_modules');
const here = path.dirname(fileURLToPath(import.meta.url));

const place = {
  lat: '47.7486', lon: '-3.3669',
  address: { country: 'France', country_code: 'fr', state: 'Bretagne' },
};

// First and last day, both included.
const stretches = {
  spring: ['2026-03-27', '2026-03-30'], // the clock is put forward
  autumn: ['2026-10-23', '2026-10-26'], // and back
  leap: ['2024-02-28', '2024-03-01'],
  easter: ['2026-04-03', '2026-04-07'],
  school: ['2026-02-12', '2026-02-16'],
  ascension: ['2026-05-13', '2026-05-16'],
  summer: ['2026-07-10', '2026-07-15'],
  works: ['2026-11-09', '2026-11-14'],
  end: ['2026-11-30', '2026-12-01'],
  year: ['2026-12-24', '2027-01-05'], // week 53
};

const weekdays = ['Tu-Sa', 'Mo-Fr', 'Mo,We,Fr', 'Sa-Mo', 'Th', 'Mo-Su'];
const times = ['10:00-12:30,14:00-18:00', '09:00-17:30', '08:00-12:00,13:30-17:00,18:00-20:00', '22:00-02:00', '00:00-24:00'];
const seasons = ['Apr-Sep', 'Oct-Mar', 'Nov', 'Mar 29-Oct 24', 'Nov 1-Feb 15', 'easter-Oct 31'];

const expressions = [];
for (const w of weekdays)
  for (const t of times)
    expressions.push(`${w} ${t}`);
for (const s of seasons)
  for (const w of ['Tu-Sa', 'Mo,We,Fr', 'Su'])
    for (const t of times.slice(0, 2))
      expressions.push(`${s} ${w} ${t}`);
for (const t of times.slice(0, 3))
  for (const off of ['PH off', 'SH off', 'PH,SH off', 'Su,PH off', 'We off', 'Dec 25,26 off', 'Jan 1 off', 'week 53 off', '2026 Nov 12-30 off "Travaux"', 'We 12:00-15:00 off', 'Aug off', 'PH 10:00-12:00'])
    expressions.push(`Mo-Sa ${t}; ${off}`);
for (const t of ['sunrise-sunset', 'dawn-dusk', '(sunrise+00:30)-(sunset-01:00)', '08:00-sunset', 'sunrise-12:00,14:00-sunset', 'sunset-sunrise', '(sunset+01:00)-02:00', '20:00-sunrise'])
  for (const w of ['', 'Mo-Fr ', 'Sa,Su '])
    expressions.push(w + t);

expressions.push(...fs.readFileSync(path.join(here, 'data', 'opening-hours-expressions.txt'), 'utf8')
  .split('\n').filter(line => line !== '' && !line.startsWith('#')));

// What is said otherwise than by the package: why, and what.
const deviations = JSON.parse(fs.readFileSync(path.join(here, 'data', 'opening-hours-deviations.json'), 'utf8'));

/* ---- The package ---- */

const bundle = path.join(modules, 'opening_hours', 'build', 'opening_hours.esm.mjs');
const version = name => JSON.parse(fs.readFileSync(path.join(modules, name, 'package.json'), 'utf8')).version;

function schoolHolidays() {
  const source = fs.readFileSync(path.join(here, '../../src/core/vigie-calendar.c'), 'utf8');
  const list = [...source.matchAll(/\{(\d{4})(\d\d)(\d\d), (\d{4})(\d\d)(\d\d)\}/g)];
  return list.map(m => `{name: 'SH', ${m[1]}: [${[m[2], m[3], m[5], m[6]].map(Number)}]}`).join(',\n');
}

async function load() {
  const text = fs.readFileSync(bundle, 'utf8');
  const start = text.indexOf('SH: [', text.indexOf('"Bretagne": {'));
  const end = text.indexOf('\n    ]', start);
  const patched = path.join(modules, 'opening_hours', 'build', 'opening_hours.vigie.mjs');
  fs.writeFileSync(patched, `${text.slice(0, start)}SH: [${schoolHolidays()}${text.slice(end)}`);
  return (await import(pathToFileURL(patched))).default;
}

/* ---- The table ---- */

const opening_hours = await load();

function line(hours, expression, from, to) {
  const limit = new Date(to + 'T00:00:00');
  limit.setDate(limit.getDate() + 1);
  const start = new Date(from + 'T00:00:00');
  const iterator = hours.getIterator(new Date(start));
  const told = [];
  do {
    const state = iterator.getState() ? 'O' : iterator.getUnknown() ? 'U' : 'C';
    const comment = iterator.getComment();
    // Names of holidays and the like are not of the hours.
    const quoted = comment && expression.includes(`"${comment}"`) ? `"${comment}"` : '';
    const minutes = (iterator.getDate() - start) / 60000;
    if (told.length === 0 || told.at(-1).what !== state + quoted)
      told.push({ minutes, what: state + quoted });
  } while (iterator.advance(limit));
  return told.map(t => (t.minutes ? t.minutes : '') + t.what).join(' ');
}

function complain(deviation, text) {
  if (deviation)
    return;
  console.error(text);
  process.exitCode = 1;
}

console.log(`# When places are open, by opening_hours ${version('opening_hours')} and SunCalc ${version('suncalc')} (npm).
# Made by tests/core/opening-hours-table.mjs, which says how; do not edit.
# "= expression", then for each stretch its state (Closed, Open, Unknown, with the comment) and, at so many minutes from
# its start, what it changes to. After "! why", what is said otherwise than by the package, and "- stretch" what the
# package says; an expression that it refuses has no such line.
# ${place.lat} ${place.lon}`);
for (const [name, [from, to]] of Object.entries(stretches))
  console.log(`@ ${name} ${from} ${to}`);
for (const expression of new Set(expressions)) {
  const deviation = deviations[expression];
  console.log(`= ${expression}`);
  if (deviation)
    console.log(`! ${deviation.why}`);
  let hours = null;
  try {
    hours = new opening_hours(expression, place, { mode: 2 });
  } catch (error) {
    complain(deviation, `${expression}: ${error}`);
  }
  for (const [name, [from, to]] of Object.entries(stretches)) {
    let told = null;
    try {
      told = hours ? line(hours, expression, from, to) : null;
    } catch (error) {
      complain(deviation, `${expression}: ${name}: ${error}`);
    }
    const ours = deviation?.says?.[name];
    console.log(`${name} ${ours ?? told}`);
    if (ours && told !== null)
      console.log(`- ${told}`);
  }
}
