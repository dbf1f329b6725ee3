"""The words a field may hold, and the named groups of them. Imports nothing of ours."""

from django.db.models import TextChoices


class Status(TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: The state of an article that is published at a time which has not come.
SCHEDULED = "scheduled"
#: What a reporter may still change.
UNPUBLISHED = (Status.DRAFT, Status.IN_REVIEW)


class Sentiment(TextChoices):
    POSITIVE = "positive", "Positive"
    NEUTRAL = "neutral", "Neutral"
    NEGATIVE = "negative", "Negative"


class TickerRole(TextChoices):
    SUBJECT = "subject", "Subject"
    MENTION = "mention", "Passing mention"


class TickerKind(TextChoices):
    EQUITY = "equity", "Equity"
    ETF = "etf", "ETF"
    INDEX = "index", "Index"
    FUND = "fund", "Fund"
    CURRENCY_PAIR = "currency_pair", "Currency pair"
    CRYPTO = "crypto", "Crypto"
    COMMODITY = "commodity", "Commodity"


class RiskStatus(TextChoices):
    OPEN = "open", "Open"
    RISING = "rising", "Rising"
    EASING = "easing", "Easing"
    MATERIALISED = "materialised", "Materialised"
    AVERTED = "averted", "Averted"


#: Risks that may still come about.
LIVE_RISKS = (RiskStatus.OPEN, RiskStatus.RISING, RiskStatus.EASING)


class CorrectionKind(TextChoices):
    CORRECTION = "correction", "Correction"
    CLARIFICATION = "clarification", "Clarification"
    UPDATE = "update", "Update"


class Action(TextChoices):
    """What was done when a revision was made."""

    BEGUN = "begun", "Kept as it was found"
    SAVED = "saved", "Saved"
    SUBMITTED = "submitted", "Submitted for review"
    SENT_BACK = "sent_back", "Asked for changes"
    PUBLISHED = "published", "Published"
    SCHEDULED = "scheduled", "Scheduled"
    UNSCHEDULED = "unscheduled", "Taken off the schedule"
    CORRECTED = "corrected", "Corrected"
    AMENDED = "amended", "Amended a correction"
    WITHDRAWN = "withdrawn", "Withdrawn"
    IMPORTED = "imported", "Imported"
    REVERTED = "reverted", "Brought back"
    DELETED = "deleted", "Deleted"


class NoteAbout(TextChoices):
    """The verb that a note was written with; `NOTE` where it was written by itself."""

    NOTE = "note", "Note"
    CHANGES = "changes", "Asked for changes"
    SCHEDULE = "schedule", "Taken off the schedule"
    WITHDRAW = "withdraw", "Withdrawn"
    AMEND = "amend", "Amended a correction"


class PageSlug(TextChoices):
    """The standing pages; their order is that of the footer."""

    ABOUT = "about", "About"
    STANDARDS = "standards", "Standards"
    CORRECTIONS = "corrections", "Corrections"
    PRIVACY = "privacy", "Privacy"
