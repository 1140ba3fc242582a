package dev.weft.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller may do. Each role includes the roles that it lists, and those that they include.
 */
public enum Role {
  /** Reads metrics. */
  MONITOR,
  /** Reads everything that the dashboard shows. */
  VIEWER(MONITOR),
  /** Uploads images, and classifies images that are not kept. */
  PUBLISHER(VIEWER),
  /** Labels images. */
  LABELER(VIEWER),
  /** Decides about trainings and rollouts. */
  OPERATOR(PUBLISHER, LABELER),
  /**
   * Another gateway replica that requests the data this one holds. Not for people, and included in
   * no other role.
   */
  REPLICA;

  private final Role[] included;

  Role(Role... included) {
    this.included = included;
  }

  /** Whether this role permits everything that the other permits. */
  public boolean includes(Role other) {
    return this == other || Arrays.stream(included).anyMatch(each -> each.includes(other));
  }

  /** The role's name in files, tokens and responses. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Parses a role; empty for other text, such as a claim that another application uses. */
  public static Optional<Role> of(String code) {
    return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
  }
}
