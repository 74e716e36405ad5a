"""The dates of schedules as Python's dateutil has them.

stdin: a list of {zone, from, until, schedule}, the schedule as an initiative has it; or {zone,
files}, calendar files that the icalendar module reads.
stdout: for each the list of [date, start, cancelled, UTC moment]; of files each with its question,
so that the other side can be asked the same.
"""

import datetime as dt
import json
import sys

from dateutil import tz
from dateutil.rrule import rruleset, rrulestr

UTC = tz.gettz("UTC")


def moment(text):
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=UTC)


def is_day(text):
    return "T" not in text


def until_on_the_clock(rule, zone):
    """dateutil wants UNTIL without a zone beside a start without one."""
    parts = []
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name == "UNTIL":
            if value.endswith("Z"):
                utc = dt.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
                value = utc.astimezone(zone).strftime("%Y%m%dT%H%M%S")
            elif "T" not in value:
                value += "T235959"
        parts.append(f"{name}={value}")
    return ";".join(parts)


def expand(question):
    zone = tz.gettz(question["zone"])
    schedule = question["schedule"]
    all_day = is_day(schedule["start"])
    start = dt.datetime.fromisoformat(schedule["start"])
    low, high = moment(question["from"]), moment(question["until"])
    margin = dt.timedelta(days=2)
    first = low.astimezone(zone).replace(tzinfo=None) - margin
    last = high.astimezone(zone).replace(tzinfo=None) + margin

    dates = rruleset()
    if schedule.get("rrule"):
        rule = rrulestr(until_on_the_clock(schedule["rrule"], zone), dtstart=start)
        dates.rrule(rule)
    else:
        dates.rdate(start)
    for extra in schedule.get("rdate", []):
        dates.rdate(dt.datetime.fromisoformat(extra))
    for gone in schedule.get("exdate", []):
        dates.exdate(dt.datetime.fromisoformat(gone))
    changes = {dt.datetime.fromisoformat(one["date"]): one for one in schedule.get("overrides", [])}
    # A moved date may come from anywhere.
    found = set(dates.between(first, last, inc=True))
    found |= {date for date, one in changes.items() if one.get("start")}
    out = []
    for date in found:
        change = changes.get(date, {})
        begin = dt.datetime.fromisoformat(change["start"]) if change.get("start") else date
        at = tz.resolve_imaginary(begin.replace(tzinfo=zone)).astimezone(UTC)
        if low <= at < high:
            form = "%Y-%m-%d" if all_day else "%Y-%m-%dT%H:%M:%S"
            cancelled = bool(change.get("cancelled"))
            out.append([date.strftime(form), begin.strftime(form), cancelled, at.strftime("%FT%T.000Z")])
    return sorted(out, key=lambda one: (one[3], one[0]))


def schedules(path, zone_name):
    """Every series and single event of a calendar, in the shape of an initiative's schedule."""
    import icalendar

    zone = tz.gettz(zone_name)
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())

    def text(value):
        if isinstance(value, dt.datetime):
            if value.tzinfo:
                value = value.astimezone(zone).replace(tzinfo=None)
            return value.strftime("%Y-%m-%dT%H:%M:%S")
        return value.strftime("%Y-%m-%d")

    def listed(event, name):
        found = event.get(name)
        groups = found if isinstance(found, list) else [found] if found else []
        return [text(one.dt) for group in groups for one in group.dts]

    masters, changes = {}, {}
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID"))
        if event.get("RECURRENCE-ID"):
            changes.setdefault(uid, []).append(event)
        else:
            masters.setdefault(uid, []).append(event)
    for uid, events in masters.items():
        for event in events:
            start = event["DTSTART"].dt
            schedule = {"start": text(start)}
            if event.get("DTEND"):
                end = event["DTEND"].dt
                if not isinstance(end, dt.datetime):
                    # Ours is the last day itself.
                    end = max(end - dt.timedelta(days=1), start)
                schedule["end"] = text(end)
            rule = event.get("RRULE")
            if rule:
                schedule["rrule"] = rule.to_ical().decode()
            schedule["rdate"] = listed(event, "RDATE")
            schedule["exdate"] = listed(event, "EXDATE")
            schedule["overrides"] = [
                {
                    "date": text(one["RECURRENCE-ID"].dt),
                    "start": text(one["DTSTART"].dt),
                    "cancelled": str(one.get("STATUS", "")) == "CANCELLED",
                }
                for one in changes.get(uid, [])
            ]
            yield schedule


asked = json.load(sys.stdin)
if isinstance(asked, dict):
    answer = []
    for path in asked["files"]:
        for schedule in schedules(path, asked["zone"]):
            year = int(schedule["start"][:4])
            question = {
                "zone": asked["zone"],
                "schedule": schedule,
                "from": f"{year - 1:04}-01-01T00:00:00Z",
                "until": f"{year + 1:04}-01-01T00:00:00Z",
            }
            answer.append({"question": question, "dates": expand(question)})
else:
    answer = [expand(question) for question in asked]
json.dump(answer, sys.stdout)
