package dev.weft.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do. Each role includes those that it names, and what they include. */
public enum Role {
  /** Reads metrics. */
  MONITOR,
  /** Reads everything that people look at. */
  VIEWER(MONITOR),
  /** Sends images, to be kept or only to be answered. */
  PUBLISHER(VIEWER),
  /** Says what images show. */
  LABELER(VIEWER),
  /** Decides what is trained and what serves. */
  OPERATOR(PUBLISHER, LABELER),
  /** Another gateway, which asks for what this one holds; no person's, and no other's part. */
  REPLICA;

  private final Role[] included;

  Role(Role... included) {
    this.included = included;
  }

  /** Whether who has this role may do what the other may. */
  public boolean includes(Role other) {
    return this == other || Arrays.stream(included).anyMatch(each -> each.includes(other));
  }

  /** As it is written everywhere. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for what is no role, such as a claim that others use. */
  public static Optional<Role> of(String code) {
    return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
  }
}
