"""Pictures made anew from their pixels: whatever else was in the file (place, camera, a second file) is gone."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LONGEST_SIDE = 2400
MOST_PIXELS = 50_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
QUALITY = 82


def reencode(file) -> tuple[bytes, int, int]:
    """(WebP, width, height) of a picture: upright, at most 2400 pixels a side; refused where it cannot be read."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            _refuse_bomb(image)
            return _encode(_upright(image))
    except ValidationError:
        raise
    except Exception as error:  # what a stranger's picture can raise in the decoders is not a closed list
        raise ValidationError(_("This picture is damaged and cannot be read."), code="damaged") from error


def _refuse_bomb(image: Image.Image) -> None:
    """Only the header has been read so far; the pixels would take four bytes each."""
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(
            _("This picture has too many pixels: %(width)d × %(height)d.")
            % {"width": image.width, "height": image.height},
            code="too_many_pixels",
        )


def _upright(image: Image.Image) -> Image.Image:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    upright = ImageOps.exif_transpose(image).convert("RGBA" if has_alpha else "RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return upright


def _encode(image: Image.Image) -> tuple[bytes, int, int]:
    encoded = BytesIO()
    image.save(encoded, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=None)
    return encoded.getvalue(), image.width, image.height
