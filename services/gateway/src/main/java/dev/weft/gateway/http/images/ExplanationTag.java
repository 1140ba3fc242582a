package dev.weft.gateway.http.images;

import dev.weft.gateway.explain.Question;
import jakarta.ws.rs.core.EntityTag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An explanation's entity tag, known before it is made: the question decides the answer. */
final class ExplanationTag {

  /** Counts how pictures and numbers have looked: one more whenever either changes. */
  private static final int FORM = 1;

  private ExplanationTag() {}

  /**
   * The tag.
   *
   * @param content what tells the image's bytes from others
   * @param size of the picture; 0 for numbers
   */
  static EntityTag of(Question question, String content, int size) {
    // The label comes last: it is the one part that may hold anything.
    String decided =
        "%d %s %s %d %s"
            .formatted(
                FORM,
                content,
                question.model(),
                size,
                question.label() == null ? "" : "=" + question.label());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(decided.getBytes(StandardCharsets.UTF_8));
      return new EntityTag(HexFormat.of().formatHex(digest, 0, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
