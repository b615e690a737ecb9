"""What can go wrong with a dataset, said in one sentence that a person can act on."""

from __future__ import annotations


class DatasetError(Exception):
    """A foreseen trouble with a dataset; its text is meant for the person who asked."""


class DatasetBusyError(DatasetError):
    """Another process is writing to the dataset."""


class DamagedError(DatasetError):
    """A file of the dataset cannot be read, or is gone."""


class NoVersionError(DatasetError):
    """The dataset has no version yet: nothing was added."""


class UnknownTableError(DatasetError):
    """A table was asked for that the dataset does not have."""


class UnknownNoticeError(DatasetError):
    """No notice has this identifier."""


class YearNotOverError(DatasetError):
    """A year was to be declared complete that has not ended: more notices may come."""


class DemoRefusedError(DatasetError):
    """Examples were to be added to a dataset that holds real notices."""
