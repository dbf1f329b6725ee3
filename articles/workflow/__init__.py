"""The verbs: everything that changes an article's status, or tells the rest that it changed.

Those that change a status take the article and `by`, the user who asks (None for a command on
the server, which may do anything), and raise `Refused`, whose text is a sentence for that person.
`why` is what that person says of it, for the record.
"""

from articles.workflow.amend import amend
from articles.workflow.ask_for_changes import ask_for_changes
from articles.workflow.correct import correct
from articles.workflow.delete import delete
from articles.workflow.enter import enter
from articles.workflow.note import note
from articles.workflow.publish import publish
from articles.workflow.record import record, record_all
from articles.workflow.rename import rename
from articles.workflow.rename_ticker import rename_ticker
from articles.workflow.retell import retell
from articles.workflow.revert import revert
from articles.workflow.rules import Refused
from articles.workflow.schedule import schedule
from articles.workflow.submit import submit
from articles.workflow.unschedule import unschedule
from articles.workflow.withdraw import withdraw
from articles.workflow.would import would

__all__ = [
    "Refused",
    "amend",
    "ask_for_changes",
    "correct",
    "delete",
    "enter",
    "note",
    "publish",
    "record",
    "record_all",
    "rename",
    "rename_ticker",
    "retell",
    "revert",
    "schedule",
    "submit",
    "unschedule",
    "withdraw",
    "would",
]
