package dev.weft.events;

import dev.weft.events.image.ObjectRef;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Generates random values of records' components, from everything that is allowed. */
class Draws {

  private static final String ID_START =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String HEX = "0123456789abcdef";
  private static final int[] TEXT = {
    'a', 'Z', '0', ' ', '"', '\\', '/', '\n', '\t', 0, 0x7f, 'é', 0x2028, 0x4e2d, 0x1f455
  };
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  final Random random;

  Draws(Random random) {
    this.random = random;
  }

  /** Any loss, including NaN. */
  double loss() {
    return random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian() * 10;
  }

  ModelRef version() {
    return new ModelRef(text(1, 128), count());
  }

  long size() {
    return random.nextLong() & Long.MAX_VALUE;
  }

  int perCent() {
    return random.nextInt(101);
  }

  int count() {
    return 1 + random.nextInt(Integer.MAX_VALUE);
  }

  String model() {
    return drawn("abcxyz019", 1, 1) + drawn("abcxyz019_-", 0, 62);
  }

  String label() {
    return "é"
        + text(0, 98)
            .codePoints()
            .filter(Draws::isVisible)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        + ".";
  }

  private static boolean isVisible(int c) {
    return !Character.isISOControl(c) && c != 0x2028;
  }

  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  ObjectRef object(String sha256) {
    String key = drawn(ID_START + " +%é/", 1, 400).replaceAll("[/.]+", "/");
    String bucket = drawn("abcxyz0189", 3, 63);
    return new ObjectRef(bucket, key, size(), sha256);
  }

  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.put(text(1, 128), text(0, 256));
    }
    return tags;
  }

  String imageId() {
    return drawn(ID_START, 1, 1) + drawn(ID_START + "._-", 0, 127);
  }

  String sha256() {
    return drawn(HEX, 64, 64);
  }

  Instant moment() {
    long second = FIRST + (long) (random.nextDouble() * (LAST - FIRST));
    int[] nanos = {0, 120_000_000, 123_456_000, random.nextInt(1_000_000_000)};
    return Instant.ofEpochSecond(second, nanos[random.nextInt(nanos.length)]);
  }

  double seconds() {
    return random.nextGaussian() * Math.pow(10, random.nextInt(12) - 8);
  }

  String text(int min, int max) {
    StringBuilder text = new StringBuilder();
    for (int i = min + random.nextInt(max - min + 1); i > 0; i--) {
      text.appendCodePoint(TEXT[random.nextInt(TEXT.length)]);
    }
    return text.toString();
  }

  String drawn(String alphabet, int min, int max) {
    StringBuilder drawn = new StringBuilder();
    for (int i = min + random.nextInt(max - min + 1); i > 0; i--) {
      drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return drawn.toString();
  }

  /** At most this many values, often none. */
  <T> List<T> some(int most, Supplier<T> value) {
    return Stream.generate(value).limit(random.nextInt(most + 1)).toList();
  }

  /** At most this many values, and at least one. */
  <T> List<T> atLeastOne(int most, Supplier<T> value) {
    return Stream.generate(value).limit(1 + random.nextInt(most)).toList();
  }

  <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
