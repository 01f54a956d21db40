"""Writes the small files in src/test/resources that Java cannot write: WebP, a CMYK JPEG, and a photo-like picture in Display P3.

    python samples.py   (needs Pillow; the committed files are of Pillow 13.0.0)
"""
import struct
from pathlib import Path

from PIL import Image, ImageCms

RESOURCES = Path(__file__).parents[1] / "resources"


def pattern(width, height):
    image = Image.new("RGB", (width, height))
    image.putdata([(x * 7 + y * 3 & 255, x * x + y & 255, y * 5 & 255) for y in range(height) for x in range(width)])
    return image


def s15(value):
    return struct.pack(">i", round(value * 65536))


def matrix_profile(primaries, gamma):
    """An ICC profile of three primaries (XYZ of D50) and one gamma, as written in ICC.1:2010."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    blocks = [(name + "XYZ", b"XYZ " + bytes(4) + b"".join(s15(v) for v in xyz)) for name, xyz in zip("rgb", primaries)]
    blocks += [(name + "TRC", curve) for name in "rgb"]
    blocks += [("wtpt", b"XYZ " + bytes(4) + s15(0.9642) + s15(1) + s15(0.8249))]
    blocks += [("desc", b"desc" + bytes(4) + struct.pack(">I", 5) + b"test\0" + bytes(11 + 67))]
    blocks += [("cprt", b"text" + bytes(4) + b"none\0\0\0\0")]
    offset = 128 + 4 + 12 * len(blocks)
    table, data = struct.pack(">I", len(blocks)), b""
    for name, block in blocks:
        block += bytes(-len(block) % 4)
        table += name.encode() + struct.pack(">II", offset + len(data), len(block))
        data += block
    header = (struct.pack(">I", offset + len(data)) + bytes(4) + struct.pack(">I", 0x02400000) + b"mntrRGB XYZ " + bytes(12)
              + b"acsp" + bytes(28) + s15(0.9642) + s15(1) + s15(0.8249))
    return header + bytes(128 - len(header)) + table + data


def main():
    (RESOURCES / "webp").mkdir(parents=True, exist_ok=True)
    picture = pattern(24, 20)
    picture.save(RESOURCES / "webp/lossy.webp", quality=60)
    picture.save(RESOURCES / "webp/lossless.webp", lossless=True, exif=Image.Exif().tobytes())
    picture.save(RESOURCES / "webp/animated.webp", save_all=True, append_images=[picture.rotate(180)], duration=100)
    picture.convert("CMYK").save(RESOURCES / "cmyk.jpg", quality=90)
    # Display P3 with a gamma of 2.2: the primaries of SMPTE EG 432-1, adapted to D50
    p3 = matrix_profile([(0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)], 2.2)
    colours = Image.new("RGB", (6, 1))
    colours.putdata([(200, 60, 40), (60, 180, 70), (40, 60, 200), (128, 128, 128), (250, 250, 250), (90, 140, 120)])
    wide = colours.resize((60, 10), Image.Resampling.NEAREST)
    wide.save(RESOURCES / "display-p3.png", icc_profile=p3)
    wide.save(RESOURCES / "display-p3.jpg", icc_profile=p3, quality=95, subsampling=0)
    wide.save(RESOURCES / "webp/display-p3.webp", icc_profile=p3, lossless=True)
    srgb = ImageCms.profileToProfile(colours, ImageCms.ImageCmsProfile(__import__("io").BytesIO(p3)),
                                     ImageCms.createProfile("sRGB"), renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC)
    (RESOURCES / "display-p3.txt").write_text(" ".join("%02x%02x%02x" % colour for colour in srgb.get_flattened_data()) + "\n")


main()
