"""Queries for one story that the reader remembers, and for headlines typed as they are remembered.

A story may have been sent twice, and then both are right.
"""

from __future__ import annotations

from bench.judged.grades import KNOWN, Query, code, named, place, says, topic

HEADLINE = "headline"

KNOWN_ITEMS = [
    Query("search for ferry's poisonous cargo", KNOWN, best=topic("ship") & named("toxic")),
    Query("ibm canada copyright suit", KNOWN, best=named("IBM canada")),
    Query("heinz wants guinness breweries", KNOWN, best=named("heinz") & says("guinness")),
    Query("bahia cocoa weekly review", KNOWN, best=topic("cocoa") & named("bahia.*review")),
    Query("faa fines delta", KNOWN, best=named("FAA") & code("DAL")),
    Query("mexico halts debt equity swaps", KNOWN, best=place("mexico") & named("swap")),
    Query("britannia gold coin premium", KNOWN, best=named("britannia.*premium")),
    Query("ben & jerry's results", KNOWN, best=named("ben and jerry") & topic("earn")),
    Query("federal express tokyo flights", KNOWN, best=named("federal express") & place("japan")),
    Query("paradyne guilty plea", KNOWN, best=code("PDN") & named("guilty")),
    Query("usx george washington bridge", KNOWN, best=code("X") & named("bridge")),
    Query("bofors director resigns", KNOWN, best=named("bofors") & named("resign")),
    Query("kodak stake in biotech firm enzon", KNOWN, best=code("ENZN") & named("kodak")),
    Query("contra raid in managua", KNOWN, best=place("nicaragua") & named("raid")),
    Query("santa fe executive insider trading admission", KNOWN, best=named("santa fe") & named("insider")),
    Query("gillette waterman pens", KNOWN, best=named("waterman") & named("gillette")),
    Query("10-K filing delayed loss", KNOWN, best=named("struthers")),
    Query("sri lanka rubber disease", KNOWN, best=topic("rubber") & named("leaf disease")),
]

HEADLINES = [
    Query(
        "opec output below ceiling in february",
        HEADLINE,
        best=topic("crude") & named("opec") & named("output|ceiling|production") & says("february", "ceiling"),
        good=topic("crude") & says("opec", times=3) & says("ceiling"),
        touches=topic("crude") & says("opec"),
    ),
    Query(
        "bundesbank leaves interest rates unchanged",
        HEADLINE,
        best=named("bundesbank") & topic("interest") & named("unchanged|no .*change"),
        good=place("west-germany") & topic("interest"),
        touches=says("bundesbank") & says("rates", "discount rate"),
    ),
    Query(
        "volcker: inflation remains a concern",
        HEADLINE,
        best=named("volcker") & named("inflation"),
        good=named("volcker"),
        touches=says("volcker") & says("inflation"),
    ),
    Query(
        "consumer prices rise in february",
        HEADLINE,
        best=topic("cpi") & named("price|inflation|cost of living") & named("rise|rose|up|climb") & says("february"),
        good=topic("cpi") & says("february"),
        touches=topic("cpi", "wpi"),
    ),
    Query(
        "chrysler to close indiana plant",
        HEADLINE,
        best=named("chrysler") & named("close|closing|clos"),
        good=named("chrysler") & says("plant", "plants", times=2),
        touches=named("chrysler"),
    ),
    Query(
        "u.s. money supply falls this week",
        HEADLINE,
        best=topic("money-supply") & place("usa") & named("M-1|money supply") & named("fall|fell"),
        good=topic("money-supply") & place("usa") & named(r"M-1|money (supply|growth)"),
        touches=topic("money-supply"),
    ),
    Query(
        "japan unemployment at record high",
        HEADLINE,
        best=topic("jobs") & place("japan") & named("record|rises"),
        good=topic("jobs") & place("japan"),
        touches=place("japan") & says("unemployment", "jobless"),
    ),
]

REMEMBERED = [*KNOWN_ITEMS, *HEADLINES]
