"""What documents ask for, by noun."""

from documents.forms.article import DoubtForm
from documents.forms.disposal import DisposalForm, StrikeForm
from documents.forms.document import DocumentForm, UploadForm, WriteForm
from documents.forms.document_type import RuleForm
from documents.forms.importing import DownloadForm, FilesField, ImportForm, ImportTypesForm
from documents.forms.reading import AudienceForm, QuestionsForm, ReadForm
from documents.forms.remark import AnswerForm, RemarkForm
from documents.forms.steps import PublishForm, SignForm, SubmitForm, TriggerForm

__all__ = [
    "AnswerForm",
    "AudienceForm",
    "DisposalForm",
    "DocumentForm",
    "DoubtForm",
    "DownloadForm",
    "FilesField",
    "ImportForm",
    "ImportTypesForm",
    "PublishForm",
    "QuestionsForm",
    "ReadForm",
    "RemarkForm",
    "RuleForm",
    "SignForm",
    "StrikeForm",
    "SubmitForm",
    "TriggerForm",
    "UploadForm",
    "WriteForm",
]
