package dev.weft.chaos.check;

import java.util.Objects;

/**
 * A violation of a guarantee.
 *
 * @param rule the violated rule
 * @param subject the subject, such as an image's id
 * @param detail what was observed, with values and positions
 */
public record Finding(Guarantee rule, String subject, String detail) {
  public Finding {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(detail, "detail");
  }
}
