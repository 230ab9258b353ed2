"""Two small files that differ."""

from django.core.files.uploadedfile import SimpleUploadedFile


def jpg() -> SimpleUploadedFile:
    return SimpleUploadedFile("hall.jpg", b"\xff\xd8\xff\xe0 hall", "image/jpeg")


def png() -> SimpleUploadedFile:
    return SimpleUploadedFile("stage.png", b"\x89PNG\r\n\x1a\n stage", "image/png")
