package dev.weft.gateway.http.uploads;

import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;

/** The content types of images as the store keeps them. */
final class ContentTypes {

  /** Two tokens of RFC 9110; clients of object stores refuse other values. */
  private static final Pattern VALID =
      Pattern.compile("[\\w!#$%&'*+.^`{|}~-]+/[\\w!#$%&'*+.^`{|}~-]+");

  private static final int LONGEST = 127;

  private ContentTypes() {}

  /** Type and subtype, without parameters; null if they are not two tokens, or too long. */
  static String stored(MediaType type) {
    String bare = type.getType() + "/" + type.getSubtype();
    return bare.length() <= LONGEST && VALID.matcher(bare).matches() ? bare : null;
  }
}
