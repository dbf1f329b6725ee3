"""Queries for subjects: one topic, another form of its word, two topics at once."""

from __future__ import annotations

from bench.judged.grades import GRAIN, METALS, Query, concerns, named, opens, place, says, topic

TOPIC, FORM, TWO = "topic", "word form", "two topics"

TOPICS = [
    Query(
        "oil",
        TOPIC,
        best=topic("crude") & named(r"\boil\b|crude|opec|petrol|barrel|bpd"),
        good=topic("crude", "heat", "fuel", "gas"),
        touches=says("oil"),
    ),
    Query(
        "trade",
        TOPIC,
        best=topic("trade") & named(r"trade|export|import|protection|gatt|surplus|deficit|tariff|quota"),
        good=topic("trade", "bop"),
        touches=says("trade", times=2) & ~topic("earn", "acq"),
    ),
    Query(
        "profit",
        TOPIC,
        best=topic("earn") & named("profit|earnings|results"),
        good=topic("earn") & named(r"\bnet\b|qtr|year") & ~named("loss|dividend|split|payout"),
        touches=topic("earn") | says("profit", "profits", times=2),
    ),
    Query(
        "interest rates",
        TOPIC,
        best=topic("interest") & named(r"\brates?\b|discount|lombard|prime|interest|credit polic"),
        good=topic("interest"),
        touches=says("interest rate", "interest rates"),
    ),
    Query(
        "inflation",
        TOPIC,
        best=topic("cpi", "wpi") & named("inflation|price|cost of living"),
        good=topic("cpi", "wpi") | named("inflation"),
        touches=says("inflation", "price rise*", times=2),
    ),
    Query(
        "unemployment",
        TOPIC,
        best=topic("jobs") & named("employ|jobless|jobs|unemploymn"),
        good=topic("jobs"),
        touches=says("unemploy*", "jobless*"),
    ),
    Query(
        "money supply",
        TOPIC,
        best=topic("money-supply") & named(r"\bM-?\d|money|circulation") & ~named("funds"),
        good=topic("money-supply") & says("money supply", "m 1", "m 2", "m 3"),
        touches=topic("money-supply") | says("money supply"),
    ),
    Query(
        "gold",
        TOPIC,
        best=topic("gold") & named(r"gold|bullion|assay|\bore\b"),
        good=topic("gold"),
        touches=says("gold", times=2),
    ),
    Query(
        "coffee",
        TOPIC,
        best=topic("coffee") & (named("coffee") | (named(r"\bICO\b|quota|roast") & concerns("ico-coffee"))),
        good=topic("coffee"),
        touches=says("coffee"),
    ),
    Query(
        "natural gas",
        TOPIC,
        best=topic("nat-gas") & named(r"\bgas\b|LNG|pipeline"),
        good=topic("nat-gas"),
        touches=says("natural gas"),
    ),
    Query(
        "rubber",
        TOPIC,
        best=topic("rubber") & named("rubber"),
        good=topic("rubber") | concerns("inro"),
        touches=says("rubber"),
    ),
    Query(
        "gross national product",
        TOPIC,
        best=topic("gnp") & named(r"gnp|gdp|growth|econom"),
        good=topic("gnp"),
        touches=says("gross national product", "gross domestic product", "gnp", "gdp"),
    ),
    Query(
        "retail sales",
        TOPIC,
        best=topic("retail") & named("retail|consumer spending"),
        good=topic("retail"),
        touches=says("retail sales"),
    ),
]

FORMS = [
    Query(
        "tariffs",
        FORM,
        best=topic("trade", "orange", "corn", "veg-oil", "rubber")
        & named(r"tariff|\bdut(y|ies)\b|oils? (and fats )?tax|fats tax|levy"),
        good=named(r"tariff|\bdut(y|ies)\b|import curb") | says("tariff", "tariffs", "duties", times=4),
        touches=says("tariff", "tariffs", "import duty", "import duties"),
    ),
    Query(
        "coffee exporters",
        FORM,
        best=topic("coffee") & named(r"export|producer|IBC|registration|sales|selling"),
        good=topic("coffee") & says("exporter", "exporters", "exporting", "producers", times=2),
        touches=topic("coffee"),
    ),
    Query(
        "mergers",
        FORM,
        best=topic("acq") & named(r"\bmerg"),
        good=topic("acq") & (opens("merge*") | named("takeover|antitrust")),
        touches=says("merger", "mergers"),
    ),
    Query(
        "takeover bid",
        FORM,
        best=topic("acq")
        & named(r"\bbid\b|takeover|offer")
        & says("takeover", "tender offer", "hostile", "unsolicited"),
        good=topic("acq") & (named(r"\bbids?\b|bidder|suitor|offer|takeover") | opens("takeover", "tender offer")),
        touches=topic("acq") & says("bid", "takeover"),
    ),
    Query(
        "stock splits",
        FORM,
        best=named(r"\bsplits?\b") & opens("split", "splits", "stock dividend", "for one", "for two", "for 1", "for 2"),
        good=opens("stock split", "share split", "for one split", "for two split"),
        touches=says("stock split", "for one split", "split shares", "share split"),
    ),
    Query(
        "soybean",
        FORM,
        best=topic("soybean", "soy-meal", "soy-oil") & named(r"\bsoy|bean"),
        good=topic("soybean", "soy-meal", "soy-oil"),
        touches=topic("oilseed") | says("soybean*"),
    ),
    Query(
        "miners",
        FORM,
        best=named(r"\bminers?\b") | (topic(*METALS) & says("miners", times=2)),
        good=says("miners", "mineworkers", times=2) | (topic(*METALS) & named("killed|disaster|strike")),
        touches=says("miners", "mineworkers", "mine workers"),
    ),
    Query(
        "farm subsidies",
        FORM,
        best=(topic(*GRAIN, "trade", "sugar", "veg-oil", "livestock", "oilseed") | says("farm*", times=3))
        & named(
            r"subsid|farm (reform|bill|program|polic|support|trade)|0/92|decoupl|price support|agricultural reform"
        ),
        good=says("subsid*") & says("farm", "farmers", "agricultur*", times=3),
        touches=says("subsid*") & says("farm", "farmers", "agricultur*"),
    ),
]

TWO_TOPICS = [
    Query(
        "cocoa coffee",
        TWO,
        best=topic("cocoa") & topic("coffee"),
        good=topic("cocoa", "coffee") & says("cocoa") & says("coffee"),
        touches=topic("cocoa", "coffee"),
    ),
    Query(
        "gold silver mine",
        TWO,
        best=topic("gold") & topic("silver") & says("mine", "mines", "mining", "ore"),
        good=topic("gold", "silver") & says("silver") & says("gold") & says("mine", "mines", "mining", "ore"),
        touches=topic("gold", "silver"),
    ),
    Query(
        "wheat corn soviet union",
        TWO,
        best=topic("wheat", "corn") & place("ussr") & named(r"soviet|ussr|moscow|eep|bonus"),
        good=topic(*GRAIN) & place("ussr"),
        touches=topic(*GRAIN) & says("soviet*", "ussr"),
    ),
    Query(
        "dollar trade deficit",
        TWO,
        best=topic("dlr", "money-fx") & topic("trade", "bop"),
        good=topic("trade", "dlr", "money-fx")
        & says("dollar", "dlr")
        & says("trade deficit", "trade gap", "imbalance*"),
        touches=says("trade deficit", "trade gap"),
    ),
    Query(
        "oil tankers",
        TWO,
        best=topic("ship") & (named("tanker") | (topic("crude") & says("tanker", "tankers", "supertanker*"))),
        good=topic("ship", "crude") & says("tanker", "tankers", "supertanker*"),
        touches=says("tanker", "tankers", "supertanker*") & says("oil"),
    ),
    Query(
        "lead zinc prices",
        TWO,
        best=topic("lead", "zinc") & named("price|stock|inventor|output|cuts"),
        good=topic("lead", "zinc"),
        touches=topic(*METALS) & says("zinc") & says("lead"),
    ),
]

SUBJECTS = [*TOPICS, *FORMS, *TWO_TOPICS]
