package dev.weft.access.rule;

import dev.weft.access.Role;
import java.util.Optional;

/**
 * Who may send one method to paths of one form.
 *
 * @param method of HTTP; {@code GET} stands for {@code HEAD} too
 * @param path their form
 * @param role that it needs; empty for nobody in particular, not even a key
 */
public record Rule(String method, String path, Optional<Role> role) {

  /** Whether nobody changes anything by it. */
  public boolean isRead() {
    return method.equals("GET");
  }

  /** Whether it matters who sends it. */
  public boolean asksWho() {
    return role.isPresent() || isRead() && path.equals(Rules.SESSION);
  }
}
