"""Queries for what happened, and for numbers, phrases, fields, and words of more than one meaning."""

from __future__ import annotations

from bench.judged.grades import Query, code, named, opens, place, says, since, topic, until

EVENT, NUMBER, PHRASE, FIELD, AMBIGUOUS = "event", "number", "phrase", "field", "ambiguous"
CURRENCY = ("money-fx", "dlr", "yen", "dmk", "stg")

EVENTS = [
    Query(
        "ecuador earthquake",
        EVENT,
        best=place("ecuador") & (named("quake") | (opens("earthquake", "quake") & named("ecuador"))),
        good=place("ecuador") & says("earthquake", "quake"),
        touches=named("earthquake|quake ") | says("earthquake", "earthquakes", "quake"),
    ),
    Query(
        "ferry disaster",
        EVENT,
        best=topic("ship") & place("belgium", "uk") & named("ferry"),
        good=says("ferry", times=2) & says("zeebrugge", "townsend", "capsized", "herald of free enterprise"),
        touches=says("ferry"),
    ),
    Query(
        "brazil suspends debt payments",
        EVENT,
        best=place("brazil") & named("brazil|funaro") & says("moratorium", "suspen*", "halted interest"),
        good=place("brazil") & says("moratorium", "suspen*") & says("debt", "interest payments", times=2),
        touches=says("brazil*") & says("debt") & says("moratorium", "suspen*"),
    ),
    Query(
        "chrysler buys american motors",
        EVENT,
        best=topic("acq") & named("chrysler|AMC|renault") & says("chrysler") & says("american motors", "amc"),
        good=says("chrysler", times=2) & says("american motors", "amc") & since(1987, 3, 9),
        touches=named(r"chrysler|american motors|\bAMC\b"),
    ),
    Query(
        "paris currency accord",
        EVENT,
        best=topic(*CURRENCY)
        & says("paris")
        & says("accord", "agreement", "pact")
        & named(r"paris|pact|accord|G-\d|currenc|exchange rate|dollar|dlr|stab"),
        good=topic(*CURRENCY, "trade", "interest")
        & says("paris accord", "paris agreement", "paris pact", "paris meeting"),
        touches=topic(*CURRENCY) & says("group of six", "group of seven", "group of five", "paris"),
    ),
    Query(
        "brazilian seamen on strike",
        EVENT,
        best=place("brazil") & topic("ship") & named(r"strik|seam[ae]n|seafarer|marines|ports?\b") & ~named("bank"),
        good=place("brazil") & says("seamen*", "seafarer*", "dockers") & says("strike*"),
        touches=(place("brazil") & says("strike*")) | (topic("ship") & named("strike")),
    ),
    Query(
        "volkswagen currency fraud",
        EVENT,
        best=named(r"\bVW\b|volkswagen|federation bank")
        & ~named("sales")
        & says("fraud", "manipulat*", "currency", "foreign exchange", times=2),
        good=says("volkswagen*", "vw") & says("fraud", "currency losses", "foreign exchange"),
        touches=says("volkswagen*", "vw"),
    ),
    Query(
        "usair piedmont takeover",
        EVENT,
        best=topic("acq") & named("piedmont|usair") & says("piedmont"),
        good=topic("acq") & named("usair|twa"),
        touches=says("piedmont", "usair"),
    ),
    Query(
        "coffee quota talks collapse",
        EVENT,
        best=topic("coffee")
        & named(r"talks|quota|\bICO\b|pact")
        & says("fail*", "collapse*", "breakdown", "no agreement"),
        good=topic("coffee") & says("quota*", times=2),
        touches=topic("coffee"),
    ),
    Query(
        "iran arms scandal reagan",
        EVENT,
        best=place("usa")
        & named(r"reagan|iran|tower|contra|regan|arms")
        & says("iran")
        & says("arms", "contra", "contras"),
        good=place("usa") & says("iran", times=2) & says("reagan"),
        touches=says("iran") & says("reagan"),
    ),
    Query(
        "semiconductor dispute with japan",
        EVENT,
        best=topic("trade") & place("japan") & named("chip|semiconduct"),
        good=place("japan") & says("semiconductor*", "microchip*", times=2),
        touches=says("semiconductor*", "microchip*", "microchips"),
    ),
]

NUMBERS = [
    Query(
        "0/92",
        NUMBER,
        best=named("0/92|decoupl") | (topic("grain") & says("0 92", times=3)),
        good=says("0 92", "decoupl*", times=2),
        touches=says("0 92", "decoupl*", "0 92s"),
    ),
    Query(
        "18 dlrs a barrel",
        NUMBER,
        best=topic("crude") & named("opec|price|saudi|subroto|oil") & says("18 dlrs", "18 dlr"),
        good=topic("crude") & says("18 dlrs", "18 dlr", "18 dollars"),
        touches=topic("crude") & says("a barrel", "official price*"),
    ),
    Query(
        "A340",
        NUMBER,
        best=named("airbus|mcdonnell") & says("a340", "a330", times=2),
        good=says("a340", "a 340", "a330"),
        touches=says("airbus"),
    ),
    Query(
        "M-1",
        NUMBER,
        best=topic("money-supply") & named(r"M-?1|money supply") & says("m 1"),
        good=topic("money-supply") & says("m 1"),
        touches=topic("money-supply") | says("m 1"),
    ),
    Query(
        "two-for-one stock split",
        NUMBER,
        best=named("split") & says("two for one", "2 for 1", "two for 1"),
        good=says("two for one", "2 for 1") & (named("dividend|payout|offer|stock") | opens("split")),
        touches=named("split") | says("two for one"),
    ),
    Query(
        "chapter 11 bankruptcy",
        NUMBER,
        best=named(r"chapter 11|bankrupt|reorgani[sz]ation")
        & says("chapter 11", "chapter xi", "bankruptcy", "creditors"),
        good=opens("chapter 11", "bankruptcy"),
        touches=says("chapter 11", "bankruptcy"),
    ),
]

PHRASES = [
    Query(
        '"current account deficit"',
        PHRASE,
        best=topic("bop") & named("current account|deficit|payments") & says("current account"),
        good=(topic("bop", "trade", "gnp")) & says("current account deficit"),
        touches=says("current account"),
    ),
    Query(
        '"poison pill"',
        PHRASE,
        best=named("poison|rights plan|holders? rights") & topic("acq"),
        good=says("poison pill") | named("rights plan"),
        touches=says("rights plan", "poison pill*"),
    ),
    Query(
        '"export enhancement program"',
        PHRASE,
        best=topic(*("grain", "wheat", "livestock", "barley")) & named("bonus|eep") & says("export enhancement"),
        good=says("export enhancement") | named(r"\beep\b|bonus wheat|export bonus"),
        touches=says("eep", "export bonus"),
    ),
    Query(
        "insider trading",
        PHRASE,
        best=named(r"insider|merrill|boesky|\bSEC\b|broker|charge|sentenced")
        & says("insider trading", "insider dealing"),
        good=says("insider trading", "insider dealing", "inside information", times=2),
        touches=says("insider", "inside information"),
    ),
    Query(
        "convertible debentures offering",
        PHRASE,
        best=named("convertible|debenture") & opens("convertible") & says("offering", "offer*"),
        good=(opens("convertible") | named(r"convertible (sub|deb)")) & ~topic("earn"),
        touches=says("convertible"),
    ),
]

FIELDS = [
    Query(
        "after:1987-03-05 coffee",
        FIELD,
        best=topic("coffee") & named("coffee|ICO") & since(1987, 3, 5),
        good=topic("coffee") & since(1987, 3, 5),
        touches=says("coffee") & since(1987, 3, 5),
    ),
    Query(
        "opec before:1987-03-03",
        FIELD,
        best=topic("crude") & named("opec|oil|crude|output|price") & says("opec") & until(1987, 3, 3),
        good=topic("crude") & says("opec") & until(1987, 3, 3),
        touches=says("opec") & until(1987, 3, 3),
    ),
    Query(
        "after:1987-03-12 before:1987-03-14 acquisition",
        FIELD,
        best=topic("acq") & named("acqui|buy|merge|takeover|purchase") & since(1987, 3, 12) & until(1987, 3, 14),
        good=topic("acq") & says("acquisition", "acquire*") & since(1987, 3, 12) & until(1987, 3, 14),
        touches=says("acquisition") & since(1987, 3, 12) & until(1987, 3, 14),
    ),
    Query(
        "gold -coin",
        FIELD,
        best=topic("gold") & named(r"gold|assay|\bore\b|mine") & ~says("coin", "coins"),
        good=topic("gold") & ~says("coin", "coins"),
        touches=says("gold", times=2) & ~says("coin", "coins"),
    ),
    Query(
        "tin OR zinc",
        FIELD,
        best=topic("tin", "zinc") & named(r"\btin\b|zinc"),
        good=topic("tin", "zinc"),
        touches=says("tin", "zinc"),
    ),
]

AMBIGUOUS_WORDS = [
    Query(
        "strike",
        AMBIGUOUS,
        best=named(r"\bstrik(e|es|ers|ing)\b")
        & says("union*", "workers", "seamen", "employees", "labour", "labor", "miners"),
        good=opens("strike", "strikes", "strikers", "walkout") & says("union*", "workers", "employees", "pay"),
        touches=says("strike", "strikes", "strikers"),
    ),
    Query(
        "lead",
        AMBIGUOUS,
        best=topic("lead") & named("lead|zinc|ore|metal"),
        good=topic("lead"),
        touches=topic("zinc", "copper", "silver") & says("lead"),
    ),
    Query(
        "delta",
        AMBIGUOUS,
        best=named(r"\bdelta\b") & says("airlines", "air lines", "delta air"),
        good=opens("delta air*") | code("DAL"),
        touches=says("delta"),
    ),
    Query(
        "sun",
        AMBIGUOUS,
        best=named(r"\bsun\b") & opens("sun"),
        good=named(r"\bsun\b"),
        touches=opens("sun co", "sun company", "sun microsystems"),
    ),
    Query(
        "fed",
        AMBIGUOUS,
        best=named(r"\bfed('s)?\b") & opens("federal reserve", "fed"),
        good=(named(r"\bfed('s)?\b") | opens("federal reserve")) & place("usa"),
        touches=says("federal reserve"),
    ),
    Query(
        "reserves",
        AMBIGUOUS,
        best=topic("reserves") & named("reserves?"),
        good=topic("reserves") | (named("reserves") & topic("crude", "nat-gas", "gold")),
        touches=named("reserves"),
    ),
    Query(
        "apple",
        AMBIGUOUS,
        best=named(r"\bapple\b"),
        good=opens("apple computer") | says("macintosh", times=2),
        touches=says("apple computer", "macintosh"),
    ),
    Query(
        "tin",
        AMBIGUOUS,
        best=topic("tin") & named(r"\btin\b"),
        good=topic("tin") | (named(r"\btin\b") & says("tin", times=2)),
        touches=says("tin", times=2),
    ),
]

HAPPENINGS = [*EVENTS, *NUMBERS, *PHRASES, *FIELDS, *AMBIGUOUS_WORDS]
