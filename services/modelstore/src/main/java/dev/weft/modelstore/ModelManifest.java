package dev.weft.modelstore;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.reference.Reference;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Description of a model version and of its files. Written once, as the last object of its bundle;
 * the README has an example.
 *
 * @param format the format of the manifest; this release reads {@value #FORMAT}
 * @param name the model's name
 * @param version counts from 1
 * @param publishedAt when it was published
 * @param classes in the order of the logits
 * @param preprocessing how an image is converted to the network's input
 * @param golden the logits of the golden input, in float32
 * @param files by name; {@value #ONNX} and {@value #WEIGHTS} at least
 * @param origin the version's origin
 * @param reference distributions of the version's answers for the test images; null if it was not
 *     trained here, or by an older release
 */
public record ModelManifest(
    int format,
    String name,
    int version,
    Instant publishedAt,
    List<String> classes,
    Preprocessing preprocessing,
    List<Float> golden,
    Map<String, BundleFile> files,
    Origin origin,
    @JsonInclude(JsonInclude.Include.NON_NULL) Reference reference) {
  /** The format that this release writes and reads. */
  public static final int FORMAT = 1;

  private static final int MAX_FILES = 100;

  /** The serving graph. */
  public static final String ONNX = "model.onnx";

  /** The weights to continue training from. */
  public static final String WEIGHTS = "weights.safetensors";

  /** License terms of the weights, which also apply to all versions trained from them. */
  public static final String WEIGHTS_LICENSE = "LICENSE-weights";

  private static final Pattern PARENT =
      Pattern.compile("(?<name>[^:]+):(?<version>[1-9][0-9]{0,8})");

  public ModelManifest {
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "format " + format + " is unknown; this version of Weft reads format " + FORMAT);
    }
    Names.requireModel(name);
    Names.requireVersion(version);
    Objects.requireNonNull(publishedAt, "publishedAt");
    Objects.requireNonNull(preprocessing, "preprocessing");
    Objects.requireNonNull(origin, "origin");
    classes = requireClasses(classes);
    golden = requireGolden(golden, classes.size());
    files = requireFiles(files);
  }

  /** Returns the golden case that an engine must reproduce before it serves this version. */
  public GoldenCase goldenCase() {
    float[] logits = new float[golden.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = golden.get(i);
    }
    return new GoldenCase(logits);
  }

  /**
   * Returns the version of the same model that this one was trained from; empty if there is none.
   */
  public OptionalInt parentVersion() {
    return parent()
        .filter(parent -> parent.name().equals(name))
        .map(parent -> OptionalInt.of(parent.version()))
        .orElseGet(OptionalInt::empty);
  }

  /**
   * Returns what this version was trained from; for a first version it belongs to another model.
   */
  public Optional<Parent> parent() {
    Matcher parent = PARENT.matcher(Objects.requireNonNullElse(origin.parent(), ""));
    return parent.matches()
        ? Optional.of(new Parent(parent.group("name"), Integer.parseInt(parent.group("version"))))
        : Optional.empty();
  }

  /** A version or base that another version was trained from. */
  public record Parent(String name, int version) {}

  /** Returns the total size of its files in bytes. */
  public long bytes() {
    return files.values().stream().mapToLong(BundleFile::size).sum();
  }

  /** Returns the JSON that is stored. */
  public byte[] toJson() {
    return Manifests.write(this);
  }

  /**
   * Parses the format of {@link #toJson}.
   *
   * @param source the source of the JSON, for messages
   * @throws BundleCorruptException if it is invalid
   */
  public static ModelManifest ofJson(String source, byte[] json) {
    return Manifests.read(source, json);
  }

  /**
   * Checks a list of classes.
   *
   * @throws IllegalArgumentException if it is empty or has duplicates
   */
  public static List<String> requireClasses(List<String> classes) {
    if (classes == null || classes.isEmpty()) {
      throw new IllegalArgumentException("a model must have classes");
    }
    if (new HashSet<>(classes).size() != classes.size()
        || classes.stream().anyMatch(c -> c == null || c.isBlank())) {
      throw new IllegalArgumentException(
          "the names of classes must be unique and not blank: " + classes);
    }
    return List.copyOf(classes);
  }

  private static List<Float> requireGolden(List<Float> golden, int classes) {
    if (golden == null
        || golden.size() != classes
        || golden.stream().anyMatch(logit -> logit == null || !Float.isFinite(logit))) {
      throw new IllegalArgumentException(
          "a golden logit is required for each of the "
              + classes
              + " classes, but they are "
              + golden);
    }
    return List.copyOf(golden);
  }

  private static Map<String, BundleFile> requireFiles(Map<String, BundleFile> files) {
    if (files == null || !files.containsKey(ONNX) || !files.containsKey(WEIGHTS)) {
      throw new IllegalArgumentException(ONNX + " and " + WEIGHTS + " must be among the files");
    }
    if (files.size() > MAX_FILES) {
      throw new IllegalArgumentException(
          "a bundle must have at most " + MAX_FILES + " files, but has " + files.size());
    }
    files.keySet().forEach(Names::requireFile);
    return Map.copyOf(files);
  }
}
