package dev.weft.gateway.http.images;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The media type that bytes show, of the image formats that a browser may draw. What an uploader
 * called it is not trusted: a browser would run a page or a drawing with scripts.
 */
public final class MediaSniffer {

  /** Bytes that {@link #sniff} wants. */
  static final int WANTED = 16;

  static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> BY_START =
      Map.of(
          "\u00FF\u00D8\u00FF", "image/jpeg",
          "\u0089PNG\r\n\u001A\n", "image/png",
          "GIF87a", "image/gif",
          "GIF89a", "image/gif",
          "II*\u0000", "image/tiff",
          "MM\u0000*", "image/tiff");

  private MediaSniffer() {}

  /** The type; {@link #UNKNOWN} if the bytes are none of those images. */
  public static String sniff(byte[] first) {
    String start = new String(first, StandardCharsets.ISO_8859_1);
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return "image/webp";
    }
    // A bitmap's reserved bytes 6 to 9 are zero; text that starts with BM has none.
    if (start.startsWith("BM") && start.startsWith("\u0000\u0000\u0000\u0000", 6)) {
      return "image/bmp";
    }
    return BY_START.entrySet().stream()
        .filter(entry -> start.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(UNKNOWN);
  }
}
