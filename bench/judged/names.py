"""Queries for names: companies, persons, company codes, and names spelled with signs or accents."""

from __future__ import annotations

from bench.judged.grades import Query, code, concerns, named, opens, place, says, topic

COMPANY, PERSON, CODE, SPELLING = "company", "person", "code", "spelling"

COMPANIES = [
    Query(
        "ibm",
        COMPANY,
        best=named(r"^(german )?IBM\b"),
        good=named(r"\bIBM\b") | opens("international business machines", "ibm"),
        touches=says("ibm", "international business machines"),
    ),
    Query(
        "general motors",
        COMPANY,
        best=named(r"^GM\b|^GM'S|general motors"),
        good=named(r"\bGM\b|<GM>") | opens("general motors"),
        touches=says("general motors", "gm"),
    ),
    Query(
        "american motors",
        COMPANY,
        best=named(r"american motors|\bAMC\b|<AMO>"),
        good=opens("american motors", "amc"),
        touches=says("american motors", "amc") | code("AMO"),
    ),
    Query(
        "caesars world",
        COMPANY,
        best=named("c(ae|ea)sars|sosnoff|<CAW>"),
        good=opens("caesars world") | code("CAW"),
        touches=says("caesars"),
    ),
    Query(
        "purolator courier",
        COMPANY,
        best=named("purolator|<PCC>"),
        good=opens("purolator"),
        touches=says("purolator"),
    ),
    Query(
        "bank of america",
        COMPANY,
        best=named(r"^(bankamerica|bank of america)|/bankamerica|bankamerica (chair|nego)|- bankamerica"),
        good=named("bankamerica|bank of america|<BAC>") | opens("bankamerica", "bank of america"),
        touches=says("bankamerica", "bank of america"),
    ),
    Query(
        "eastman kodak",
        COMPANY,
        best=named("kodak|<EK>"),
        good=opens("kodak"),
        touches=says("kodak"),
    ),
    Query(
        "volkswagen",
        COMPANY,
        best=named(r"volkswagen|\bVW\b"),
        good=opens("volkswagen*", "vw"),
        touches=says("volkswagen*", "vw"),
    ),
    Query(
        "trans world airlines",
        COMPANY,
        best=named(r"\bTWA\b"),
        good=opens("trans world airlines", "twa") | named("icahn"),
        touches=says("twa", "trans world"),
    ),
    Query(
        "federal reserve board",
        COMPANY,
        best=named(r"\bfed('s)?\b|volcker|federal reserve")
        & opens("federal reserve", "fed", "reserve board")
        & ~topic("acq"),
        good=named(r"\bfed('s)?\b|volcker") | opens("federal reserve"),
        touches=says("federal reserve"),
    ),
    Query(
        "dome petroleum",
        COMPANY,
        best=named(r"\bdome\b") & ~named("^dome mines"),
        good=opens("dome petroleum", "dome pete"),
        touches=says("dome petroleum", "dome"),
    ),
    Query(
        "hughes tool merger",
        COMPANY,
        best=named(r"hughes|\bbaker\b.*(merge|<BKO>)") & topic("acq"),
        good=named(r"hughes (tool|<HT>)|<HT>|<BKO>"),
        touches=says("hughes tool", "baker international"),
    ),
]

PERSONS = [
    Query(
        "paul volcker",
        PERSON,
        best=named("volcker"),
        good=opens("volcker") | says("volcker", times=4),
        touches=says("volcker"),
    ),
    Query(
        "treasury secretary james baker",
        PERSON,
        best=named(r"\bbaker\b") & says("treasury secretary"),
        good=opens("treasury secretary james baker", "secretary james baker", "treasury secretary baker"),
        touches=says("secretary james baker", "treasury secretary james", "secretary baker"),
    ),
    Query(
        "clayton yeutter",
        PERSON,
        best=named("yeutter"),
        good=opens("yeutter"),
        touches=says("yeutter"),
    ),
    Query(
        "nakasone",
        PERSON,
        best=named("nakasone"),
        good=opens("nakasone") | says("nakasone", times=4),
        touches=says("nakasone"),
    ),
    Query(
        "carl icahn",
        PERSON,
        best=named("icahn") | (named("TWA|USAIR|PIEDMONT") & says("icahn", times=3)),
        good=says("icahn", times=2),
        touches=says("icahn") | named("TWA"),
    ),
    Query(
        "agriculture secretary lyng",
        PERSON,
        best=named(r"\blyng\b"),
        good=opens("lyng"),
        touches=says("lyng"),
    ),
    Query(
        "funaro",
        PERSON,
        best=named("funaro") | (place("brazil") & named("finance minister")),
        good=opens("funaro") | says("funaro", times=4),
        touches=says("funaro"),
    ),
    Query(
        "subroto opec",
        PERSON,
        best=named("subroto"),
        good=says("subroto", times=2) & (topic("crude") | concerns("opec")),
        touches=says("subroto"),
    ),
    Query(
        "miyazawa dollar yen",
        PERSON,
        best=named("miyazawa") & topic("money-fx", "yen", "dlr"),
        good=says("miyazawa", times=2) & topic("money-fx", "yen", "dlr"),
        touches=says("miyazawa"),
    ),
    Query(
        "ivan boesky",
        PERSON,
        best=named("boesky") | says("boesky", times=3),
        good=says("boesky") & named("insider|merrill|sec "),
        touches=says("boesky"),
    ),
]

CODES = [
    Query(
        "TWA",
        CODE,
        best=named(r"^TWA\b|<TWA>"),
        good=named(r"\bTWA\b") | opens("trans world airlines"),
        touches=code("TWA") | says("twa"),
    ),
    Query(
        "AXP",
        CODE,
        best=named("<AXP>|american express"),
        good=code("AXP") | opens("american express"),
        touches=says("american express"),
    ),
    Query(
        "USX",
        CODE,
        best=named(r"\bUSX\b"),
        good=opens("usx"),
        touches=says("usx"),
    ),
    Query(
        "<GM>",
        CODE,
        best=named(r"<GM>.*|^GM\b") & ~named("wall street"),
        good=named(r"\bGM\b") | opens("general motors"),
        touches=code("GM") | says("general motors"),
    ),
    Query(
        "OXY meatpackers",
        CODE,
        best=topic("livestock", "carcass")
        & (named("<OXY>|IBP|iowa beef|morrell|dakota city") & says("occidental", "ibp")),
        good=topic("livestock", "carcass") & says("meatpackers", "packing"),
        touches=code("OXY") | says("occidental petroleum"),
    ),
]

SPELLINGS = [
    Query(
        "AT&T",
        SPELLING,
        best=named(r"^AT&?T\b|\bATT (case|phone)|on ATT"),
        good=named(r"\bAT&?T\b") | opens("american telephone and telegraph", "att"),
        touches=says("american telephone", "att", "at t"),
    ),
    Query(
        "aluminum smelter",
        SPELLING,
        best=topic("alum") & named("alumin|alcan|alusuisse|smelter|comalco") & says("smelter", "smelters", "smelting"),
        good=topic("alum"),
        touches=says("aluminium", "aluminum"),
    ),
    Query(
        "Rhône-Poulenc",
        SPELLING,
        best=named("rhone"),
        good=says("rhone poulenc", times=2),
        touches=says("rhone poulenc"),
    ),
    Query(
        "U.S. budget deficit",
        SPELLING,
        best=place("usa")
        & named(r"budget|deficit")
        & opens("budget", "deficit")
        & ~topic("earn")
        & ~named("trade|fslic"),
        good=place("usa") & says("budget deficit", times=2),
        touches=says("budget deficit"),
    ),
    Query(
        "buy-out",
        SPELLING,
        best=topic("acq") & (named(r"buy-?out") | opens("leveraged buyout", "leveraged buy out", "management buyout")),
        good=topic("acq") & says("leveraged buyout", "leveraged buy out", "buyout", "buy out", times=2),
        touches=says("buyout", "buy out", "buyouts"),
    ),
    Query(
        "OPEC's ceiling",
        SPELLING,
        best=topic("crude") & named("opec|ceiling|output") & says("ceiling", "quota*") & says("opec", times=3),
        good=topic("crude") & concerns("opec"),
        touches=topic("crude") & says("opec"),
    ),
    Query(
        "S&P downgrade",
        SPELLING,
        best=named(r"S/P.*(downgrade|cut|lower|watch)|(downgrade|cut|lower).*S/P"),
        good=opens("standard and poor*") & says("downgrad*", "lowered", "cut", "under review"),
        touches=says("standard and poor*") | named("downgrade"),
    ),
]

NAMES = [*COMPANIES, *PERSONS, *CODES, *SPELLINGS]
