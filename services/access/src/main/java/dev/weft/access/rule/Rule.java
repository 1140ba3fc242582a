package dev.weft.access.rule;

import dev.weft.access.Role;
import java.util.Optional;

/**
 * The role that a method needs on paths of a pattern.
 *
 * @param method HTTP method; {@code GET} includes {@code HEAD}
 * @param path pattern of paths
 * @param role that is needed; empty if the endpoint is public
 */
public record Rule(String method, String path, Optional<Role> role) {

  /** Whether the method only reads. */
  public boolean isRead() {
    return method.equals("GET");
  }

  /** Whether the endpoint needs an authenticated caller. */
  public boolean asksWho() {
    return role.isPresent() || isRead() && path.equals(Rules.SESSION);
  }
}
