"""Queries for a topic in a country: people filed the country, and a reader may abbreviate or bend its name."""

from __future__ import annotations

from bench.judged.grades import GRAIN, Query, named, opens, place, says, topic

PLACE = "place and topic"

PLACES = [
    Query(
        "japan trade surplus",
        PLACE,
        best=topic("trade") & place("japan") & named("surplus|trade|japan") & says("surplus", "deficit", "imbalance*"),
        good=topic("trade") & place("japan"),
        touches=place("japan") & says("surplus", "trade"),
    ),
    Query(
        "brazil coffee",
        PLACE,
        best=topic("coffee") & place("brazil") & named("brazil|rio|IBC|producer"),
        good=topic("coffee") & place("brazil"),
        touches=topic("coffee"),
    ),
    Query(
        "china grain imports",
        PLACE,
        best=topic(*GRAIN)
        & place("china")
        & named("chin(a|ese)")
        & named("import|buy|offers|commitment|sales|purchas"),
        good=topic(*GRAIN) & place("china") & (named("chin(a|ese)") | says("china", "chinese", times=3)),
        touches=topic(*GRAIN) & says("china", "chinese"),
    ),
    Query(
        "uk interest rates",
        PLACE,
        best=topic("interest") & place("uk") & named("base rate|new rates|rate cut|natwest|bank of england.*rate"),
        good=place("uk") & (topic("interest") | named("interest rate")) & says("base rate*", "interest rate*", "rates"),
        touches=place("uk") & says("base rate*", "interest rate*"),
    ),
    Query(
        "indonesian palm oil",
        PLACE,
        best=topic("palm-oil") & place("indonesia") & named("indonesia"),
        good=topic("palm-oil") & (place("indonesia") | says("indonesia*")),
        touches=topic("palm-oil") | (place("indonesia") & topic("veg-oil")),
    ),
    Query(
        "philippines debt talks",
        PLACE,
        best=place("philippines")
        & named("debt|manila|philippine|bank|loan|ongpin")
        & opens("debt*", "creditor*", "banks", "loan*"),
        good=place("philippines") & says("debt", times=2),
        touches=says("philippine*") & says("debt"),
    ),
    Query(
        "canada corn duty",
        PLACE,
        best=topic("corn") & place("canada") & named("corn|duty|injury") & says("countervail*", "duty", "duties"),
        good=topic("corn") & place("canada"),
        touches=topic("corn", "trade") & says("canada", "canadian") & says("corn"),
    ),
    Query(
        "saudi oil output",
        PLACE,
        best=topic("crude")
        & place("saudi-arabia")
        & named("saudi|opec")
        & says("output", "production", "bpd", "ceiling"),
        good=topic("crude") & place("saudi-arabia"),
        touches=topic("crude") & says("saudi*"),
    ),
    Query(
        "german economy growth",
        PLACE,
        best=topic("gnp", "ipi") & place("west-germany") & named("german|bonn"),
        good=place("west-germany")
        & named("german|bonn|bundes")
        & (topic("trade", "cpi", "jobs") | named("econom|orders")),
        touches=place("west-germany") & says("growth"),
    ),
    Query(
        "thai exports",
        PLACE,
        best=place("thailand") & named("thai") & named("export"),
        good=place("thailand") & says("export*", times=3),
        touches=says("thai", "thailand") & says("export*"),
    ),
    Query(
        "taiwan currency",
        PLACE,
        best=place("taiwan") & topic("money-fx", "reserves") & says("currency", "dollar", "appreciat*", "dlr", times=4),
        good=place("taiwan") & (topic("money-fx", "reserves", "dlr") | says("appreciat*", "currency", times=2)),
        touches=place("taiwan") & says("currency", "dollar", "dlr"),
    ),
    Query(
        "australian dollar bonds",
        PLACE,
        best=named(r"aus(tralian)? (dlr|dollar)") & named("bond|note|issue"),
        good=opens("australian dlr*", "australian dollar*") & says("bond", "eurobond", "notes"),
        touches=place("australia") & says("bond", "bonds"),
    ),
]
