"""Writes src/test/resources/thumbnails.csv: what Pillow makes of the files of the corpora that Thaw takes.

Per file its name, its upright size, and the mean colours of 4 x 4 fields, row by row, each as RRGGBB: a few derived numbers,
none of them a picture. Upright by EXIF, transparency over white, 16 bits as their upper 8, colours turned into sRGB where the
profile says more than sRGB does and is of the kind that Thaw follows (matrix and curves), the first frame of several.

    python thumbnails.py ../../../../../shared/corpora   (needs Pillow; the committed table is of Pillow 13.0.0)
"""
import io
import sys
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

FIELDS = 4
TAKEN = {"JPEG", "MPO", "PNG", "GIF", "BMP", "WEBP"}


def eight_bits(image):
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value / 257).convert("L")
    return image


def over_white(image):
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")


def in_srgb(image, profile):
    if not profile or image.mode != "RGB":
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() != "RGB" or not source.profile.is_matrix_shaper:
            return image
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"),
                                         renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC)
    except (ImageCms.PyCMSError, OSError):
        return image


def thumbnail(file):
    with Image.open(file) as image:
        if image.format not in TAKEN:
            return None
        image.load()
        profile = image.info.get("icc_profile")
        coloured = image.mode not in ("L", "LA", "1", "I", "I;16", "CMYK")
        upright = ImageOps.exif_transpose(image)
        rgb = over_white(eight_bits(upright))
        if coloured:
            rgb = in_srgb(rgb, profile)
        if min(rgb.size) < FIELDS:
            return None
        # Pillow's box takes whole pixels: with four times as many each field has whole ones, and its mean is that of its area
        whole = tuple(side if side % FIELDS == 0 else side * FIELDS for side in rgb.size)
        small = rgb.resize(whole, Image.Resampling.NEAREST).resize((FIELDS, FIELDS), Image.Resampling.BOX)
        return rgb.size, "".join("%02x%02x%02x" % pixel for pixel in small.get_flattened_data())


def main(corpora):
    lines = []
    for file in sorted(corpora.rglob("*")):
        if not file.is_file():
            continue
        try:
            found = thumbnail(file)
        except Exception as broken:  # whatever a decoder answers a broken file with
            print(file.name, type(broken).__name__, broken, file=sys.stderr)
            continue
        if found:
            (width, height), colours = found
            lines.append("%s,%d,%d,%s" % (file.relative_to(corpora).as_posix(), width, height, colours))
    target = Path(__file__).parents[1] / "resources" / "thumbnails.csv"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n".join(lines) + "\n")
    print(len(lines), "files")


main(Path(sys.argv[1]))
