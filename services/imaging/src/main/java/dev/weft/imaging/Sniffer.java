package dev.weft.imaging;

import dev.weft.imaging.bmp.BmpDecoder;
import dev.weft.imaging.gif.GifDecoder;
import dev.weft.imaging.jpeg.JpegDecoder;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.UnreadableImageException;
import dev.weft.imaging.png.PngDecoder;
import dev.weft.imaging.tiff.TiffDecoder;
import dev.weft.imaging.webp.WebpDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Selects the decoder by a file's first bytes; names and content types are ignored. */
final class Sniffer {
  private static final Set<String> OTHER_BRANDS =
      Set.of(
          "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif", "avis", "jp2 ", "jxl ");

  private Sniffer() {}

  /** Decodes bytes onto a canvas. */
  @FunctionalInterface
  interface Decoder {
    void decode(byte[] bytes, Canvas canvas) throws UnreadableImageException;
  }

  static Decoder decoderOf(byte[] bytes) throws UnreadableImageException {
    if (JpegDecoder.recognizes(bytes)) {
      return JpegDecoder::decode;
    } else if (PngDecoder.recognizes(bytes)) {
      return PngDecoder::decode;
    } else if (WebpDecoder.recognizes(bytes)) {
      return WebpDecoder::decode;
    } else if (GifDecoder.recognizes(bytes)) {
      return GifDecoder::decode;
    } else if (BmpDecoder.recognizes(bytes)) {
      return BmpDecoder::decode;
    } else if (TiffDecoder.recognizes(bytes)) {
      return TiffDecoder::decode;
    }
    throw refused(bytes);
  }

  private static UnreadableImageException refused(byte[] bytes) {
    if (bytes.length == 0) {
      return UnreadableImageException.notAnImage("the file is empty");
    }
    String head = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1);
    String format = otherFormat(head);
    if (format != null) {
      return UnreadableImageException.unsupported(
          format + " is not supported; JPEG, PNG, WebP, GIF, BMP and TIFF are");
    }
    return UnreadableImageException.notAnImage(
        "the file begins with %s, which is not a supported image format"
            .formatted(java.util.HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8))));
  }

  private static String otherFormat(String head) {
    if (head.startsWith("ftyp", 4) && head.length() >= 12) {
      String brand = head.substring(8, 12);
      return OTHER_BRANDS.contains(brand) ? brand.trim().toUpperCase(Locale.ROOT) : null;
    }
    if (head.stripLeading().startsWith("<")) {
      boolean html = head.toLowerCase(Locale.ROOT).contains("<html");
      return head.contains("<svg") && !html ? "SVG" : null;
    }
    return otherMagic(head);
  }

  private static String otherMagic(String head) {
    if (head.startsWith("jP  ", 4) || head.startsWith("\u00ff\u004f\u00ff\u0051")) {
      return "JPEG 2000";
    }
    if (head.startsWith("JXL ", 4) || head.startsWith("\u00ff\n")) {
      return "JPEG XL";
    }
    if (head.startsWith("8BPS")) {
      return "PSD";
    }
    if (head.startsWith("\0\0\1\0") || head.startsWith("\0\0\2\0")) {
      return "ICO";
    }
    if (head.startsWith("II+\0") || head.startsWith("MM\0+")) {
      return "BigTIFF";
    }
    return null;
  }
}
