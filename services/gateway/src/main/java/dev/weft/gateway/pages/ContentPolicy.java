package dev.weft.gateway.pages;

import dev.weft.base.Sha256;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content security policy of the pages: scripts, styles, images and connections of the gateway
 * only, no inline code but the page's import map, which is allowed by its hash, and no framing by
 * other sites.
 */
final class ContentPolicy {

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private ContentPolicy() {}

  /**
   * The header's value.
   *
   * @param page HTML with the import map; empty if there is none
   */
  static String of(String page) {
    StringBuilder scripts = new StringBuilder("'self'");
    Matcher map = IMPORT_MAP.matcher(page);
    while (map.find()) {
      byte[] digest = Sha256.of(map.group(1));
      scripts.append(" 'sha256-").append(Base64.getEncoder().encodeToString(digest)).append('\'');
    }
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src " + scripts,
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }
}
