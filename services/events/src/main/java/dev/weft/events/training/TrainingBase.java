package dev.weft.events.training;

import dev.weft.events.Excerpt;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's first training starts from: a model's serving version ({@code clothing}), one of
 * its versions ({@code clothing:3}), the base that is shipped with Weft ({@code imagenet}), or
 * {@code auto}, which picks the shipped base or the default model, whichever is more accurate on
 * the labels.
 *
 * @param name the name of a model or base, see {@link ModelName}; {@code auto} to choose
 *     automatically
 * @param version its version; null for the serving one
 */
public record TrainingBase(String name, Integer version) {

  /** A name with an optional version. */
  public static final String PATTERN = ModelName.PATTERN + "(:[1-9][0-9]{0,8})?";

  /** The base that is shipped with Weft: Xception with Keras's ImageNet weights. */
  public static final TrainingBase IMAGENET = new TrainingBase("imagenet", null);

  /** Chooses automatically. */
  public static final TrainingBase AUTO = new TrainingBase("auto", null);

  private static final int LAST_VERSION = 999_999_999;

  private static final Pattern COMPILED =
      Pattern.compile("(?<name>" + ModelName.PATTERN + ")(:(?<version>[1-9][0-9]{0,8}))?");

  public TrainingBase {
    ModelName.require(name);
    Require.atLeast("version", version, 1);
    if (version != null && version > LAST_VERSION) {
      throw new IllegalArgumentException(
          "version must be at most " + LAST_VERSION + ", but is " + version);
    }
  }

  /**
   * Parses the format of {@link #toString}.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  public static TrainingBase parse(String text) {
    Matcher base = COMPILED.matcher(Objects.requireNonNullElse(text, ""));
    if (!base.matches()) {
      throw new IllegalArgumentException(
          "a base must be imagenet, auto, the name of a model, or NAME:VERSION, but is "
              + (text == null ? "missing" : Excerpt.of(text)));
    }
    String version = base.group("version");
    return new TrainingBase(base.group("name"), version == null ? null : Integer.valueOf(version));
  }

  @Override
  public String toString() {
    return version == null ? name : name + ":" + version;
  }
}
