package dev.weft.access.key;

import dev.weft.base.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its owner has it: {@code weft_ID_SECRET}, with 256 random bits. Because of this
 * entropy a single SHA-256 is stored; slow hashes are for passwords that people choose.
 */
public final class ApiKey {

  /** Prefix of every key, by which scanners for leaked secrets recognize it. */
  public static final String PREFIX = "weft_";

  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM = Pattern.compile("weft_([0-9a-f]{12})_[A-Za-z0-9_-]{43}");

  private final String id;
  private final String text;

  private ApiKey(String id, String text) {
    this.id = id;
    this.text = text;
  }

  /** Generates a new key. */
  public static ApiKey generate(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    String name = HexFormat.of().formatHex(id);
    String hidden = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return new ApiKey(name, PREFIX + name + "_" + hidden);
  }

  /** Parses a key; empty if the text does not have the form of one. */
  public static Optional<ApiKey> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? Optional.of(new ApiKey(form.group(1), text)) : Optional.empty();
  }

  /** The key's public id: 12 hexadecimal digits. */
  public String id() {
    return id;
  }

  /** The whole key, for its owner only: never log it. */
  public String text() {
    return text;
  }

  /** SHA-256 of the whole key. */
  public byte[] sha256() {
    return Sha256.of(text);
  }

  /** The key's id without the secret. */
  @Override
  public String toString() {
    return PREFIX + id + "_...";
  }
}
