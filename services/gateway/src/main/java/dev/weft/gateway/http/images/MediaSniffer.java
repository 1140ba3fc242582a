package dev.weft.gateway.http.images;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Detects the media type of an image by its content, for formats that browsers display. The
 * uploader's content type is not trusted: a browser would run scripts of an HTML page or an SVG.
 */
public final class MediaSniffer {

  /** Number of bytes that {@link #sniff} needs. */
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

  /** The type; {@link #UNKNOWN} if the bytes are not a known image format. */
  public static String sniff(byte[] first) {
    String start = new String(first, StandardCharsets.ISO_8859_1);
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return "image/webp";
    }
    // A bitmap's reserved bytes 6 to 9 are zero, which rules out text that starts with BM.
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
