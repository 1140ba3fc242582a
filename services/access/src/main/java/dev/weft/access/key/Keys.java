package dev.weft.access.key;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a file, in its order. */
public final class Keys {

  /** No keys. */
  public static final Keys NONE = new Keys(Map.of());

  private final Map<String, HashedKey> byId;

  private Keys(Map<String, HashedKey> byId) {
    this.byId = byId;
  }

  /**
   * Parses a file: one key per line; empty lines and those that begin with {@code #} are ignored.
   *
   * @throws IllegalArgumentException naming the first invalid line, without its content
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
          throw new IllegalArgumentException("the key " + key.id() + " occurs twice");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return new Keys(byId);
  }

  /** The key with a given text; empty if it is unknown or expired. */
  public Optional<HashedKey> find(String text, Instant now) {
    return ApiKey.parse(text)
        .flatMap(key -> Optional.ofNullable(byId.get(key.id())).filter(known -> known.isOf(key)))
        .filter(known -> !known.isOver(now));
  }

  /** Whether a key that was found before is still present, unchanged and not expired. */
  public boolean holds(HashedKey key, Instant now) {
    HashedKey known = byId.get(key.id());
    return known != null
        && known.sha256().equals(key.sha256())
        && known.role() == key.role()
        && !known.isOver(now);
  }

  /** All keys. */
  public Collection<HashedKey> all() {
    return List.copyOf(byId.values());
  }
}
