"""The tables of the trunk: the one table of records, and all that hangs on a record."""

from records.models.acknowledgement import Acknowledgement
from records.models.attachment import Attachment, Blob
from records.models.bulk_act import BulkAct, BulkLine
from records.models.comment import Comment
from records.models.desk import Desk
from records.models.event import Event, Trail, TrailedHistory, keep
from records.models.evidence import ClauseLink, Evidence
from records.models.grant import KindSight, RecordGroupPermission, RecordUserPermission, StandIn
from records.models.import_run import ImportedNumber, ImportLine, ImportRun, ImportSource
from records.models.link import Link
from records.models.notice import DailyMail, Notice, NoticePreference, Way
from records.models.preference import ListPreference
from records.models.record import Content, Record, RecordManager, RecordQuerySet, record_models
from records.models.reference import Counter
from records.models.reminder import Claim, LeadTimes
from records.models.saved_filter import ListShape, SavedFilter
from records.models.search import FileText, Opened, Pin, SearchEntry
from records.models.task import Task

__all__ = [
    "Acknowledgement",
    "Attachment",
    "Blob",
    "BulkAct",
    "BulkLine",
    "Claim",
    "ClauseLink",
    "Comment",
    "Content",
    "Counter",
    "DailyMail",
    "Desk",
    "Event",
    "Evidence",
    "FileText",
    "ImportLine",
    "ImportRun",
    "ImportSource",
    "ImportedNumber",
    "KindSight",
    "LeadTimes",
    "Link",
    "ListPreference",
    "ListShape",
    "Notice",
    "NoticePreference",
    "Opened",
    "Pin",
    "Record",
    "RecordGroupPermission",
    "RecordManager",
    "RecordQuerySet",
    "RecordUserPermission",
    "SavedFilter",
    "SearchEntry",
    "StandIn",
    "Task",
    "Trail",
    "TrailedHistory",
    "Way",
    "keep",
    "record_models",
]
