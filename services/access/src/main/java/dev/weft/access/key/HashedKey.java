package dev.weft.access.key;

import dev.weft.access.Role;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key as the server stores it, as a line of a file: id, role, SHA-256, creation time, expiry or
 * {@code -}, and a name or {@code -}, separated by spaces.
 *
 * @param id 12 hexadecimal digits
 * @param role of the key's holder
 * @param sha256 of the whole key, 64 hexadecimal digits
 * @param created time of creation
 * @param expires time from which it is refused; empty for never
 * @param name of its owner or purpose: letters, digits, {@code . _ -}, at most 64; empty for none
 */
public record HashedKey(
    String id, Role role, String sha256, Instant created, Optional<Instant> expires, String name) {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9._][A-Za-z0-9._-]{0,63})?");
  private static final String NONE = "-";
  private static final int FIELDS = 6;

  public HashedKey {
    require(ID.matcher(id).matches(), "the id must be 12 hexadecimal digits");
    require(SHA256.matcher(sha256).matches(), "the SHA-256 must be 64 hexadecimal digits");
    require(
        NAME.matcher(name).matches(),
        "the name must be at most 64 letters, digits and . _ - and must not begin with -");
  }

  /** Hashes a key. */
  public static HashedKey of(
      ApiKey key, Role role, Instant created, Optional<Instant> expires, String name) {
    String sha256 = HexFormat.of().formatHex(key.sha256());
    return new HashedKey(key.id(), role, sha256, created, expires, name);
  }

  /**
   * Parses a line.
   *
   * @throws IllegalArgumentException with what is wrong, but without the line's content
   */
  public static HashedKey parse(String line) {
    String[] fields = fields(line);
    require(
        fields.length == FIELDS,
        "a line must have " + FIELDS + " fields, but has " + fields.length);
    Role role =
        Role.of(fields[1])
            .orElseThrow(() -> new IllegalArgumentException("the second field is not a role"));
    return new HashedKey(
        fields[0],
        role,
        fields[2],
        time(fields[3]),
        fields[4].equals(NONE) ? Optional.empty() : Optional.of(time(fields[4])),
        fields[5].equals(NONE) ? "" : fields[5]);
  }

  /** The first field of a line, which is the id if the line is a key's. */
  static String idIn(String line) {
    return fields(line)[0];
  }

  private static String[] fields(String line) {
    return line.strip().split("\\s+");
  }

  /** The line without its terminator. */
  public String line() {
    return String.join(
        " ",
        id,
        role.code(),
        sha256,
        created.toString(),
        expires.map(Instant::toString).orElse(NONE),
        name.isEmpty() ? NONE : name);
  }

  /** Whether this is the hash of a key; compares in constant time. */
  boolean isOf(ApiKey key) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), key.sha256());
  }

  /** Whether the key has expired. */
  public boolean isOver(Instant now) {
    return expires.isPresent() && !now.isBefore(expires.get());
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a time must look like 2026-01-31T12:00:00Z", e);
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
