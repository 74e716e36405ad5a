// What opening_hours.js makes of opening hours at random moments, the same at every run. Reads one text a line, wants
// TZ=Europe/Warsaw and the number of moments as its argument, and writes a list: for each text
// {text, error}, or {text, warnings: [type, …], moments: [milliseconds since 1970, …], states},
// where a moment has one letter: o open, c closed, u unknown.
import { readFileSync, writeFileSync } from 'node:fs';
import OpeningHours from 'opening_hours';

const MINUTE = 60_000;
const START = Date.UTC(2025, 0, 1);
const END = Date.UTC(2029, 0, 1);
// The last school holidays that the library knows of end a little before.
const SCHOOL_END = Date.UTC(2026, 10, 1);

const place = {
    lat: '52.23',
    lon: '21.0',
    address: { country_code: 'pl', state: 'Mazowieckie' },
};
const letters = { open: 'o', closed: 'c', unknown: 'u' };
const count = Number(process.argv[2]);

let seed = 1;

// A number from 0 to before 1 (mulberry32).
function random() {
    seed = (seed + 0x6d2b79f5) | 0;
    let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
}

// The library takes a day for 24 hours: in the first hour of the day after the clocks go forward, what goes on over
// midnight is to it what it was two days before.
function isMistaken(moment) {
    const offset = (at) => new Date(at).getTimezoneOffset();
    return new Date(moment).getHours() === 0 && offset(moment) < offset(moment - 24 * 60 * MINUTE);
}

function moments(end) {
    const out = [];
    while (out.length < count) {
        const moment = START + Math.floor((random() * (end - START)) / MINUTE) * MINUTE;
        if (!isMistaken(moment)) {
            out.push(moment);
        }
    }
    return out;
}

function judge(text) {
    const at = moments(/sh/i.test(text) ? SCHOOL_END : END);
    try {
        const hours = new OpeningHours(text, place, { tag_key: 'opening_hours', locale: 'en' });
        const warnings = [...new Set(hours.getStructuredWarnings().map((warning) => warning.type))];
        const state = (moment) => letters[hours.getStateString(new Date(moment), true)];
        return { text, warnings, moments: at, states: at.map(state).join('') };
    } catch (error) {
        return { text, error: String(error) };
    }
}

const texts = readFileSync(0, 'utf8').split('\n').filter((line) => line !== '');
const verdicts = texts.map((text) => JSON.stringify(judge(text)));
writeFileSync(1, `[\n${verdicts.join(',\n')}\n]\n`);
