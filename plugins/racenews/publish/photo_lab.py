"""The bytes of an original -> what it is, and its prints: upright, in sRGB, without a word of where it was taken.

The same original gives the same prints with the same version of Pillow. Nothing but pixels is taken over: no EXIF, no
place, no thumbnail, no comment, no profile.
"""

from __future__ import annotations

import hashlib
import io
import warnings

from PIL import Image, ImageCms, ImageOps

from racenews.publish.photo import WIDTHS, Negative

KNOWN = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_BYTES = 60_000_000
MAX_PIXELS = 64_000_000  # what the largest usual cameras take; opened, each pixel needs four bytes
MIN_WIDTH = 320  # a smaller one would be enlarged even in a phone's column

_SAVE: dict[str, tuple[str, dict[str, object]]] = {
    # One thread, so that the machine has no say in the bytes.
    "avif": ("AVIF", {"quality": 56, "speed": 6, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 76, "method": 4}),
    "jpg": ("JPEG", {"quality": 78, "progressive": True, "optimize": True}),
    "png": ("PNG", {"optimize": True}),
}


class NoPhotoError(Exception):
    """Bytes that are no photograph for a page; the text says why, and what to do."""


def read_negative(raw: bytes) -> Negative:
    """Return what an original is; NoPhotoError where it cannot be printed. It is decoded whole, which finds tears."""
    image = _open(raw)
    try:
        image.load()
        upright = _see_through(_upright(image))
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError) as fault:
        raise NoPhotoError(f"it is broken ({fault}). Save it anew or copy it again") from fault
    if upright.width < MIN_WIDTH:
        size = f"{upright.width} × {upright.height} pixels"
        raise NoPhotoError(f"it has {size}, too few to print. Take one that is {MIN_WIDTH} pixels wide at least")
    return Negative(hashlib.blake2b(raw, digest_size=16).hexdigest(), *upright.size, upright.mode == "RGBA")


def _open(raw: bytes) -> Image.Image:
    """Return a picture that is not decoded yet, and that is not more than can be."""
    if len(raw) > MAX_BYTES:
        raise NoPhotoError(f"it has more than {MAX_BYTES / 1e6:.0f} MB. Save it smaller")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of many pixels: they are counted below, before any is decoded
            image = Image.open(io.BytesIO(raw), formats=KNOWN)
    except Image.DecompressionBombError:
        raise NoPhotoError(_too_many("far more")) from None
    except (OSError, ValueError, SyntaxError) as fault:
        raise NoPhotoError(f"it is none of {', '.join(KNOWN)}, or broken. Save it as JPEG") from fault
    if image.width * image.height > MAX_PIXELS:
        raise NoPhotoError(_too_many(f"{image.width} × {image.height}"))
    return image


def _too_many(pixels: str) -> str:
    return f"it has {pixels} pixels, more than {MAX_PIXELS / 1e6:.0f} million. Save it smaller"


def _upright(image: Image.Image) -> Image.Image:
    """Return the picture as it is to be seen: turned as the camera was held, its colours in sRGB."""
    turned = ImageOps.exif_transpose(image)
    profile = turned.info.get("icc_profile")
    has_alpha = "A" in turned.getbands() or "transparency" in turned.info
    mode = "RGBA" if has_alpha else "RGB"
    if profile and turned.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(turned, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a profile that is none: the colours are taken as they are
        if converted is not None:
            return converted
    if turned.mode.startswith("I"):  # sixteen bits, which `convert` would cut off instead of scaling
        turned = turned.convert("I").point(lambda value: value / 257).convert("L")
    return turned.convert(mode)


def _see_through(image: Image.Image) -> Image.Image:
    """Return the picture in RGB where no pixel of it is see-through."""
    if image.mode != "RGBA":
        return image
    extrema = image.getchannel("A").getextrema()
    return image if extrema[0] != 255 else image.convert("RGB")


def prepare(raw: bytes) -> Image.Image:
    """Return an original that was read before, upright and no larger than its largest print."""
    image = _see_through(_upright(_open(raw)))
    if image.width > WIDTHS[-1]:
        image = image.resize(_size(image, WIDTHS[-1]), Image.Resampling.LANCZOS)
    image.info = {}  # what was noted beside the pixels would be written with them
    return image


def make_print(prepared: Image.Image, kind: str, width: int) -> bytes:
    """Return one print as a file."""
    image = prepared
    if width != image.width:
        image = image.resize(_size(image, width), Image.Resampling.LANCZOS)
    name, how = _SAVE[kind]
    out = io.BytesIO()
    image.save(out, name, **how)
    return out.getvalue()


def _size(image: Image.Image, width: int) -> tuple[int, int]:
    return width, max(1, round(image.height * width / image.width))
