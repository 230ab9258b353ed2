class StorageAway(Exception):
    """The place where files lie cannot be reached, is full, or refuses: try again later."""


class MissingObject(StorageAway):
    """The place answers, but does not have this object."""


class KeyTaken(StorageAway):
    """A key is written once; this one exists."""
