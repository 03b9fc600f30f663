// What two independent JavaScript parsers understand of an iCalendar file.
// In: a path. Out: {"ical.js": {uid: [start, end, status]}, "node-ical": {…}}; instants in UTC, days as plain dates.
import fs from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const text = fs.readFileSync(process.argv[2], 'utf8');
const utc = moment => moment.toISOString().replace('.000Z', 'Z');
const two = number => String(number).padStart(2, '0');
const day = moment => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;

function withIcalJs() {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const say = time => (time ? (time.isDate ? time.toString() : utc(time.toJSDate())) : null);
  return Object.fromEntries(calendar.getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component);
    const stated = component.hasProperty('dtend') ? event.endDate : null;
    return [event.uid, [say(event.startDate), say(stated), component.getFirstPropertyValue('status')]];
  }));
}

function withNodeIcal() {
  const say = (event, moment) => (moment ? (event.datetype === 'date' ? day(moment) : utc(moment)) : null);
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter(each => each.type === 'VEVENT');
  const stated = event => (text.split('BEGIN:VEVENT').find(part => part.includes(event.uid)).includes('DTEND') ? event.end : null);
  return Object.fromEntries(events.map(event => [event.uid, [say(event, event.start), say(event, stated(event)), event.status]]));
}

console.log(JSON.stringify({ 'ical.js': withIcalJs(), 'node-ical': withNodeIcal() }));
