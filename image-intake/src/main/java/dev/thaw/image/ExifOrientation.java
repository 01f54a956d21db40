package dev.thaw.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

/** Finds the EXIF orientation of an original. What cannot be read there does not matter: the picture is taken as upright. */
final class ExifOrientation {

    private ExifOrientation() {
    }

    static Orientation of(ImageFormat format, byte[] original) {
        try {
            Metadata metadata = switch (format) {
                case JPEG -> JpegMetadataReader.readMetadata(new ByteArrayInputStream(original), List.of(new ExifReader()));
                case WEBP -> WebpMetadataReader.readMetadata(new ByteArrayInputStream(original));
                case PNG -> ofPng(original);
                case GIF, BMP -> new Metadata();
            };
            ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer value = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return value == null ? Orientation.UPRIGHT : Orientation.ofExif(value);
        } catch (IOException | ImageProcessingException | RuntimeException e) {
            return Orientation.UPRIGHT;
        }
    }

    private static Metadata ofPng(byte[] original) {
        Metadata metadata = new Metadata();
        PngChunks.find(original, "eXIf").ifPresent(exif -> new ExifReader().extract(new ByteArrayReader(exif), metadata));
        return metadata;
    }
}
