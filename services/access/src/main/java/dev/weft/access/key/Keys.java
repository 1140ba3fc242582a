package dev.weft.access.key;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a file, in its order. */
public final class Keys {

  /** Nobody's. */
  public static final Keys NONE = new Keys(Map.of());

  private final Map<String, HashedKey> byId;

  private Keys(Map<String, HashedKey> byId) {
    this.byId = byId;
  }

  /**
   * Reads a file's text: a key a line; empty lines and those that begin with {@code #} are passed
   * over.
   *
   * @throws IllegalArgumentException naming the first line that is wrong, without what it holds
   */
  public static Keys parse(String text) {
    Map<String, HashedKey> byId = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        HashedKey key = HashedKey.parse(line);
        if (byId.put(key.id(), key) != null) {
          throw new IllegalArgumentException("the key " + key.id() + " is there twice");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return new Keys(byId);
  }

  /** Whose key this is; empty for none that is known and still holds. */
  public Optional<HashedKey> find(String text, Instant now) {
    return ApiKey.parse(text)
        .flatMap(key -> Optional.ofNullable(byId.get(key.id())).filter(known -> known.isOf(key)))
        .filter(known -> !known.isOver(now));
  }

  /** Whether a key that was found before is still there as it was, and its time not over. */
  public boolean holds(HashedKey key, Instant now) {
    HashedKey known = byId.get(key.id());
    return known != null
        && known.sha256().equals(key.sha256())
        && known.role() == key.role()
        && !known.isOver(now);
  }

  /** All of them. */
  public Collection<HashedKey> all() {
    return List.copyOf(byId.values());
  }
}
