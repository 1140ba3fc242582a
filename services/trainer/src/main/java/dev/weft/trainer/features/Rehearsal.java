package dev.weft.trainer.features;

import dev.weft.features.Bases;
import dev.weft.features.PerceptualHash;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Half;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Rehearsal examples that are published with a version, so that versions trained from it do not
 * forget what it learned: labels and features of some images, in half precision, 4 KB per image.
 * Immutable; 8 KB per image on the heap.
 *
 * @param base the base that computed the features, see {@link Bases#id}
 * @param preprocessing the preprocessing of the images, see {@link #id}
 * @param classes the classes that labels refer to
 * @param examples at most {@value #MOST}
 */
public record Rehearsal(
    String base, String preprocessing, List<String> classes, List<Example> examples) {
  /** File name in a version's bundle. */
  public static final String FILE = "rehearsal.features";

  private static final int MAGIC = 0x57465448;
  private static final int FORMAT = 1;
  private static final int MOST = 100_000;
  private static final int MOST_CLASSES = 100_000;

  public Rehearsal {
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(preprocessing, "preprocessing");
    classes = List.copyOf(classes);
    examples = List.copyOf(examples);
    if (examples.size() > MOST) {
      throw new IllegalArgumentException(
          "a rehearsal set must have at most %d examples, but has %d"
              .formatted(MOST, examples.size()));
    }
    for (Example example : examples) {
      if (example.label() >= classes.size()) {
        throw new IllegalArgumentException(
            "an example has class index %d, but there are %d classes"
                .formatted(example.label(), classes.size()));
      }
    }
  }

  /** Returns a set without examples. */
  public static Rehearsal empty(String base, String preprocessing, List<String> classes) {
    return new Rehearsal(base, preprocessing, classes, List.of());
  }

  /**
   * An example.
   *
   * @param sha256 SHA-256 of the image's bytes
   * @param look its perceptual hash, by which near-duplicates are found
   * @param label index of its class
   * @param features {@value dev.weft.xception.network.Xception#FEATURES} values; must not be
   *     modified
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Example(String sha256, PerceptualHash look, int label, float[] features) {
    public Example {
      Objects.requireNonNull(look, "look");
      if (label < 0
          || features.length != Xception.FEATURES
          || HexFormat.of().parseHex(sha256).length != 32) {
        throw new IllegalArgumentException(
            "an example must have a SHA-256, a class and %d features, but has %s, %d and %d"
                .formatted(Xception.FEATURES, sha256, label, features.length));
      }
    }
  }

  /** Returns the number of examples by class, in the order of the classes. */
  public int[] counts() {
    int[] counts = new int[classes.size()];
    examples.forEach(example -> counts[example.label()]++);
    return counts;
  }

  /** Returns the examples whose class is in {@code wanted}, relabeled to its order. */
  public Rehearsal among(List<String> wanted) {
    List<Example> kept = new ArrayList<>();
    for (Example example : examples) {
      int label = wanted.indexOf(classes.get(example.label()));
      if (label >= 0) {
        kept.add(new Example(example.sha256(), example.look(), label, example.features()));
      }
    }
    return new Rehearsal(base, preprocessing, wanted, kept);
  }

  /** Writes the file; equal sets give equal bytes. */
  public void write(Path file) throws IOException {
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
      out.writeUTF(base);
      out.writeUTF(preprocessing);
      out.writeInt(Xception.FEATURES);
      out.writeInt(classes.size());
      for (String name : classes) {
        out.writeUTF(name);
      }
      out.writeInt(examples.size());
      for (Example example : examples) {
        write(example, out);
      }
    }
  }

  private static void write(Example example, DataOutputStream out) throws IOException {
    PerceptualHash look = example.look();
    out.write(HexFormat.of().parseHex(example.sha256()));
    out.writeLong(look.a());
    out.writeLong(look.b());
    out.writeLong(look.c());
    out.writeLong(look.d());
    out.writeInt(example.label());
    for (float feature : example.features()) {
      out.writeShort(Half.fromFloat(feature));
    }
  }

  /**
   * Reads a file written by {@link #write}.
   *
   * @throws IOException if it cannot be read, or is not a rehearsal set
   */
  public static Rehearsal read(Path file) throws IOException {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      require(in.readInt() == MAGIC, file, "its first bytes are wrong");
      int format = in.readInt();
      require(format == FORMAT, file, "its format is " + format + ", but only 1 is supported");
      String base = in.readUTF();
      String preprocessing = in.readUTF();
      int features = in.readInt();
      require(features == Xception.FEATURES, file, "it has " + features + " features per image");
      int classCount = in.readInt();
      require(classCount >= 0 && classCount <= MOST_CLASSES, file, classCount + " classes");
      List<String> classes = new ArrayList<>();
      for (int c = 0; c < classCount; c++) {
        classes.add(in.readUTF());
      }
      int count = in.readInt();
      require(count >= 0 && count <= MOST, file, count + " examples");
      List<Example> examples = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        examples.add(example(in));
      }
      require(in.read() < 0, file, "there is data after the last example");
      return new Rehearsal(base, preprocessing, classes, examples);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not a rehearsal set: " + e.getMessage(), e);
    }
  }

  private static Example example(DataInputStream in) throws IOException {
    byte[] sha256 = in.readNBytes(32);
    var look = new PerceptualHash(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    int label = in.readInt();
    float[] features = new float[Xception.FEATURES];
    for (int i = 0; i < features.length; i++) {
      features[i] = Half.toFloat(in.readShort());
    }
    return new Example(HexFormat.of().formatHex(sha256), look, label, features);
  }

  private static void require(boolean holds, Path file, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException("%s is not a rehearsal set: %s".formatted(file, otherwise));
    }
  }
}
