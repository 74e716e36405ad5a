"""Opening hours by brute force: every minute of a day painted rule by rule.

Written from the OSM specification alone, for the part of it that most texts keep to: months, days
of the month, weeks, weekdays with ordinals, public holidays, times, states, comments, and the
separators `;`, `, ` and `||`. A comma and a space between two days, as in `Su, PH off`, go on with
the list. What it can't read it leaves out: years, Easter, school holidays,
offsets, the sun, open ends, comments before a colon.

stdin: {texts: [...], days: [...], holidays: [...]}
stdout: for each text None, or for each day a list of [first minute, "open" | "closed" | "unknown"].
"""

import datetime as dt
import json
import re
import sys

DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DAY, MONTH = "|".join(DAYS), "|".join(MONTHS)
STATES = {"open": 1, "off": 0, "closed": 0, "unknown": 2}
NAMES = ["closed", "open", "unknown"]
TIME = r"\d{1,2}:\d{2}-\d{1,2}:\d{2}"
# Spaces in brackets, because the whole expression is a verbose one.
TIMES = rf"{TIME}(?:,[ ]?{TIME})*"
DATE = rf"(?:{MONTH})[ ]\d{{1,2}}"
DATES = rf"(?:{DATE}-{DATE}|{DATE}-\d{{1,2}}|{DATE}|(?:{MONTH})-(?:{MONTH})|(?:{MONTH}))"
NTH = r"\[-?\d(?:-\d)?(?:,-?\d(?:-\d)?)*\]"
WEEKDAY = rf"(?:(?:{DAY})-(?:{DAY})|(?:{DAY}){NTH}|(?:{DAY})|PH)"
RULE = re.compile(
    rf"""(?P<always>24/7)?
    (?P<dates>{DATES}(?:,{DATES})*)?\ ?
    (?P<weeks>week\ ?\d+(?:-\d+(?:/\d+)?)?(?:,\d+(?:-\d+(?:/\d+)?)?)*)?
    :?\ ?
    (?P<weekdays>{WEEKDAY}(?:,[ ]?{WEEKDAY})*)?\ ?
    (?P<times>{TIMES})?\ ?
    (?P<state>open|off|closed|unknown)?\ ?
    (?P<comment>"[^"]+")?""",
    re.X,
)


class Unread(Exception):
    pass


def split(text):
    """(separator, rule) pairs; a comma separates rules only where no time goes on after it."""
    out, operator, rest = [], ";", text.strip()
    while True:
        match = RULE.match(rest)
        if not match or not match.group().strip():
            raise Unread
        out.append((operator, match))
        rest = rest[match.end() :].lstrip()
        if not rest:
            return out
        separator = re.match(r";\s*|\|\|\s+|,\s+", rest)
        if not separator:
            raise Unread
        operator = separator.group().strip()
        rest = rest[separator.end() :]
        if not rest and operator == ";":
            raise Unread


def month_day(text, last=False):
    name, _, day = text.partition(" ")
    month = MONTHS.index(name) + 1
    return month, int(day) if day else (31 if last else 1)


def in_dates(text, date):
    here = (date.month, date.day)
    for one in text.split(","):
        first, _, last = one.partition("-")
        if last.isdigit():
            last = f"{first.split()[0]} {last}"
        low, high = month_day(first), month_day(last or first, last=True)
        inside = low <= here <= high if low <= high else here >= low or here <= high
        if inside:
            return True
    return False


def in_weeks(text, date):
    week = date.isocalendar()[1]
    for one in text[4:].strip().split(","):
        span, _, step = one.partition("/")
        first, _, last = span.partition("-")
        first, last = int(first), int(last or first)
        if first > last:
            raise Unread
        if first <= week <= last and (week - first) % int(step or 1) == 0:
            return True
    return False


def nth(text, date):
    length = 31 if date.month == 12 else (dt.date(date.year, date.month + 1, 1) - dt.timedelta(1)).day
    forward, back = (date.day - 1) // 7 + 1, -((length - date.day) // 7 + 1)
    for one in text.strip("[]").split(","):
        span = re.fullmatch(r"(\d)-(\d)", one)
        if span:
            if int(span[1]) <= forward <= int(span[2]):
                return True
        elif int(one) in (forward, back):
            return True
    return False


def in_weekdays(text, date, holidays):
    today = date.weekday()
    for one in re.findall(WEEKDAY, text):
        if one == "PH":
            if date in holidays:
                return True
        elif "[" in one:
            if today == DAYS.index(one[:2]) and nth(one[2:], date):
                return True
        else:
            first, _, last = one.partition("-")
            low, high = DAYS.index(first), DAYS.index(last or first)
            if low <= today <= high if low <= high else today >= low or today <= high:
                return True
    return False


def holds(rule, date, holidays):
    return (
        (not rule["dates"] or in_dates(rule["dates"], date))
        and (not rule["weeks"] or in_weeks(rule["weeks"], date))
        and (not rule["weekdays"] or in_weekdays(rule["weekdays"], date, holidays))
    )


def minutes(rule):
    if not rule["times"]:
        return [(0, 1440)]
    out = []
    for one in re.findall(TIME, rule["times"]):
        start, end = [int(t.split(":")[0]) * 60 + int(t.split(":")[1]) for t in one.split("-")]
        if start >= 1440 or end > 2880:
            raise Unread
        out.append((start, end if end > start else end + 1440))
    return out


def state_of(rule):
    if rule["state"]:
        return STATES[rule["state"]]
    return 2 if rule["comment"] else 1


def day(rules, date, holidays):
    paint = bytearray(1440)
    for operator, rule in rules:
        here = holds(rule, date, holidays)
        before = holds(rule, date - dt.timedelta(days=1), holidays)
        state = state_of(rule)
        if operator == ";" and here and state != 0:
            paint = bytearray(1440)
        spans = []
        for start, end in minutes(rule):
            if here:
                spans.append((start, min(end, 1440)))
            if before and end > 1440:
                spans.append((0, end - 1440))
        for start, end in spans:
            for minute in range(start, end):
                if operator != "||" or paint[minute] == 0:
                    paint[minute] = state
    return paint


def main():
    question = json.load(sys.stdin)
    days = [dt.date.fromisoformat(text) for text in question["days"]]
    holidays = {dt.date.fromisoformat(text) for text in question["holidays"]}
    answer = []
    for text in question["texts"]:
        try:
            rules = [(operator, match.groupdict()) for operator, match in split(text)]
            out = []
            for date in days:
                paint = day(rules, date, holidays)
                changes = [[0, NAMES[paint[0]]]]
                for minute in range(1, 1440):
                    if paint[minute] != paint[minute - 1]:
                        changes.append([minute, NAMES[paint[minute]]])
                out.append(changes)
            answer.append(out)
        except (Unread, ValueError):
            answer.append(None)
    json.dump(answer, sys.stdout)


main()
