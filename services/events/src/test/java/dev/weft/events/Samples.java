package dev.weft.events;

import dev.weft.events.ImageRejected.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Records drawn from everything that their constructors allow; a seed gives the same ones again.
 */
public final class Samples {

  private static final String ID_START =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String HEX = "0123456789abcdef";
  private static final int[] TEXT = {
    'a', 'Z', '0', ' ', '"', '\\', '/', '\n', '\t', 0, 0x7f, 'é', 0x2028, 0x4e2d, 0x1f455
  };
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final Random random;

  public Samples(long seed) {
    random = new Random(seed);
  }

  public ImageUploaded uploaded() {
    return new ImageUploaded(
        imageId(),
        object(maybe(this::sha256)),
        maybe(() -> text(1, 255)),
        moment(),
        maybe(this::moment),
        tags());
  }

  public ImageClassified classified() {
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      predictions.add(new Prediction(text(1, 40), random.nextDouble()));
    }
    return new ImageClassified(
        imageId(),
        object(sha256()),
        new ModelRef(text(1, 128), 1 + random.nextInt(Integer.MAX_VALUE)),
        Role.values()[random.nextInt(Role.values().length)],
        predictions,
        text(1, 40),
        new Timings(seconds(), seconds(), seconds(), seconds()),
        moment(),
        moment(),
        tags());
  }

  public ImageRejected rejected() {
    return new ImageRejected(
        maybe(this::imageId),
        maybe(() -> object(maybe(this::sha256))),
        RejectionReason.values()[random.nextInt(RejectionReason.values().length)],
        text(0, 3000),
        new Origin(text(1, 249), random.nextInt(1000), random.nextLong() & Long.MAX_VALUE),
        moment());
  }

  public ImageLabeled labeled() {
    return new ImageLabeled(
        imageId(),
        object(maybe(this::sha256)),
        label(),
        moment(),
        oneOf(LabelSource.values()),
        maybe(() -> text(1, 100)),
        moment());
  }

  public TrainingRequested requested() {
    return new TrainingRequested(
        imageId(),
        model(),
        oneOf(TrainingTrigger.values()),
        maybe(this::count),
        random.nextBoolean() ? recipe() : TrainingRecipe.DEFAULT,
        moment());
  }

  public TrainingCancelled cancelled() {
    return new TrainingCancelled(imageId(), model(), moment());
  }

  public TrainingProgressed progressed() {
    return new TrainingProgressed(
        imageId(),
        model(),
        oneOf(TrainingState.values()),
        maybe(() -> oneOf(TrainingPhase.values())),
        maybe(() -> random.nextInt(100)),
        maybe(() -> random.nextInt(100)),
        maybe(this::count),
        maybe(this::count),
        maybe(this::loss),
        maybe(random::nextDouble),
        maybe(this::loss),
        maybe(random::nextDouble),
        maybe(this::seconds),
        maybe(() -> text(0, 3000)),
        maybe(this::count),
        maybe(() -> text(1, 1024)),
        moment());
  }

  public ModelPublished published() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      metrics.put(text(1, 128), loss());
    }
    return new ModelPublished(
        new ModelRef(text(1, 128), count()),
        List.of(text(1, 40), text(1, 40)),
        maybe(this::count),
        maybe(this::imageId),
        metrics,
        moment());
  }

  private TrainingRecipe recipe() {
    return new TrainingRecipe(
        maybe(() -> random.nextLong() >>> 11),
        maybe(this::count),
        maybe(() -> 1 + random.nextInt(1024)),
        maybe(
            () ->
                new TrainingRecipe.Head(
                    maybe(() -> 1 - random.nextDouble()),
                    maybe(this::count),
                    maybe(this::count),
                    maybe(random::nextDouble),
                    maybe(random::nextDouble))),
        maybe(
            () ->
                new TrainingRecipe.FineTune(
                    maybe(() -> oneOf("auto", "none", "all", "block1", "block9", "block14")),
                    maybe(() -> 1 - random.nextDouble()),
                    maybe(this::count),
                    maybe(this::count))),
        maybe(random::nextDouble),
        maybe(() -> oneOf("root", "parent")),
        maybe(random::nextBoolean));
  }

  /** Any, infinite ones too. */
  private double loss() {
    return random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian() * 10;
  }

  private int count() {
    return 1 + random.nextInt(Integer.MAX_VALUE);
  }

  private String model() {
    return drawn("abcxyz019", 1, 1) + drawn("abcxyz019_-", 0, 62);
  }

  private String label() {
    return "é"
        + text(0, 98)
            .codePoints()
            .filter(Samples::isVisible)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        + ".";
  }

  private static boolean isVisible(int c) {
    return !Character.isISOControl(c) && c != 0x2028;
  }

  @SafeVarargs
  private <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  private ObjectRef object(String sha256) {
    String key = drawn(ID_START + " +%é/", 1, 400).replaceAll("[/.]+", "/");
    String bucket = drawn("abcxyz0189", 3, 63);
    return new ObjectRef(bucket, key, random.nextLong() & Long.MAX_VALUE, sha256);
  }

  private String imageId() {
    return drawn(ID_START, 1, 1) + drawn(ID_START + "._-", 0, 127);
  }

  private String sha256() {
    return drawn(HEX, 64, 64);
  }

  private Instant moment() {
    long second = FIRST + (long) (random.nextDouble() * (LAST - FIRST));
    int[] nanos = {0, 120_000_000, 123_456_000, random.nextInt(1_000_000_000)};
    return Instant.ofEpochSecond(second, nanos[random.nextInt(nanos.length)]);
  }

  private double seconds() {
    return random.nextGaussian() * Math.pow(10, random.nextInt(12) - 8);
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.put(text(1, 128), text(0, 256));
    }
    return tags;
  }

  private String text(int min, int max) {
    StringBuilder text = new StringBuilder();
    for (int i = min + random.nextInt(max - min + 1); i > 0; i--) {
      text.appendCodePoint(TEXT[random.nextInt(TEXT.length)]);
    }
    return text.toString();
  }

  private String drawn(String alphabet, int min, int max) {
    StringBuilder drawn = new StringBuilder();
    for (int i = min + random.nextInt(max - min + 1); i > 0; i--) {
      drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return drawn.toString();
  }

  private <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
