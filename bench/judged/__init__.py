"""Queries whose best answers are known, to tell how well a search finds what a reader meant.

The stories are a newswire of 1987, read from the folder beside the project and never copied. What is
kept here is judgement only: `queries` holds what a reader would type, and for each a rule in our own
words that grades any story from 3 (what was meant) to 0 (`grades`). Rules lean on what people filed
the stories under, on what a headline is about and on company codes, none of which an engine is given;
so a story that has the words in passing stands lower than one about them. `measures` turns a list of
answers into nDCG@10 and MRR; `plain` is the least that any search can do, to be compared with.
"""
