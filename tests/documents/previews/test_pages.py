"""What the child draws of PDFs and photos."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageCms

from documents.previews.drawn import Drawn, readable
from documents.previews.pdf import MAX_PAGES
from documents.previews.picture import LONGER_SIDE, THUMBNAIL_SIDE
from tests.documents.previews import drawing
from tests.documents.previews.drawing import draw, seen

RED, BLUE = (200, 30, 30), (30, 30, 200)


def close_to(colour, wanted):
    return all(abs(one - other) < 24 for one, other in zip(colour, wanted, strict=True))


def test_a_pdf_has_a_picture_and_the_text_of_each_page():
    made = draw(drawing.pdf(20), "pdf")

    assert made.page_count == 20
    assert [page.number for page in made.pages] == list(range(1, 21))
    assert [page.text for page in made.pages] == [f"Seite {number} von 20" for number in range(1, 21)]
    for page in made.pages:
        assert seen(page.picture).size == (page.width, page.height)
        assert max(page.width, page.height) == LONGER_SIDE
    assert max(seen(made.thumbnail).size) == THUMBNAIL_SIDE


def test_of_a_long_pdf_the_first_pages_are_drawn_and_all_are_counted():
    long = pikepdf.new()
    for _page in range(MAX_PAGES + 20):
        long.add_blank_page(page_size=(60, 80))
    out = BytesIO()
    long.save(out)

    made = draw(out.getvalue(), "pdf")

    assert (made.page_count, len(made.pages)) == (MAX_PAGES + 20, MAX_PAGES)


@pytest.mark.parametrize("size", [(14400, 3), (3, 14400), (3, 3)])
def test_odd_sizes_of_paper(size):
    odd, out = pikepdf.new(), BytesIO()
    odd.add_blank_page(page_size=size)
    odd.save(out)

    (page,) = draw(out.getvalue(), "pdf").pages

    assert max(page.width, page.height) <= LONGER_SIDE + 1


def test_a_sealed_pdf_has_no_preview():
    out = BytesIO()
    with pikepdf.open(BytesIO(drawing.pdf(1))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert draw(out.getvalue(), "pdf") == Drawn()


@pytest.mark.parametrize("extension", ["pdf", "jpg", "png", "heic", "docx", "xlsx", "pptx", "xml"])
@pytest.mark.parametrize(
    "data", [b"nonsense", b"%PDF-1.7\n1 0 obj\n<<", b"PK\x03\x04nothing", b"\xff\xd8\xff\xe0"]
)
def test_what_cannot_be_read_has_no_preview(extension, data):
    assert draw(data, extension) == Drawn()


def test_a_photo_tells_nothing_of_where_it_was_taken():
    photo = drawing.photo(exif=drawing.told_on(), comment=b"at home", xmp=b"<x:xmpmeta>Anna</x:xmpmeta>")
    assert b"Camera of Anna" in photo

    made = draw(photo, "jpg")

    for picture in made.pictures():
        assert not seen(picture).getexif()
        assert set(seen(picture).info) <= {"loop", "background", "timestamp", "duration"}
        assert b"Camera" not in picture
        assert b"Anna" not in picture
        assert b"EXIF" not in picture
    assert made.pages[0].text == ""
    assert made.facts == {"width": 3000, "height": 2000}


def test_a_photo_stands_upright():
    made = draw(drawing.photo(exif=drawing.told_on(drawing.TURNED)), "jpg")

    (page,) = made.pages
    assert (page.width, page.height) == (round(LONGER_SIDE * 2 / 3), LONGER_SIDE) == seen(page.picture).size
    picture = seen(page.picture)
    assert close_to(picture.getpixel((500, 100)), RED)
    assert close_to(picture.getpixel((500, 1500)), BLUE)


def test_a_photo_of_an_iphone():
    (page,) = draw(drawing.HEIC, "heic").pages
    assert (page.width, page.height) == (32, 24)
    assert seen(page.picture).mode == "RGB"


def test_a_small_picture_is_not_made_larger():
    (page,) = draw(drawing.photo("PNG", (300, 200)), "png").pages
    assert (page.width, page.height) == (300, 200)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png(mode):
    out = BytesIO()
    Image.linear_gradient("L").convert(mode).save(out, "PNG")
    (page,) = draw(out.getvalue(), "png").pages
    picture = seen(page.picture)
    assert picture.mode == "RGB"
    assert mode == "I;16" or picture.getpixel((10, 250))[0] > picture.getpixel((10, 5))[0]


def test_what_is_clear_is_white():
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    (page,) = draw(out.getvalue(), "png").pages
    assert seen(page.picture).getpixel((10, 10)) == (255, 255, 255)


def test_print_colours_are_shown_in_those_of_a_screen():
    out = BytesIO()
    Image.new("CMYK", (20, 20), (0, 0, 0, 0)).save(out, "JPEG")
    (page,) = draw(out.getvalue(), "jpg").pages
    assert close_to(seen(page.picture).getpixel((10, 10)), (255, 255, 255))


def test_a_broken_colour_profile_is_passed_over():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = draw(drawing.photo(size=(60, 40), icc_profile=profile[:200]), "jpg")
    assert close_to(seen(made.pages[0].picture).getpixel((5, 20)), RED)


def test_as_large_as_the_checks_let_through():
    """50 megapixels, turned, within the child's memory."""
    made = draw(drawing.photo(size=(8000, 6250), exif=drawing.told_on(drawing.TURNED)), "jpg")
    assert max(made.pages[0].width, made.pages[0].height) == LONGER_SIDE
    made = draw(drawing.photo("PNG", size=(8000, 6250)), "png")
    assert max(made.pages[0].width, made.pages[0].height) == LONGER_SIDE


def test_text_is_readable():
    assert readable("a\x00b\u200bc\u202ed\ud800\te\r\n\r\n\r\n\r\nf \r g\x0c") == "abcd e\n\nf\n g"
    assert len(readable("x" * 50_000)) == 10_000
