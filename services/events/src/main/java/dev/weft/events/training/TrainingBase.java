package dev.weft.events.training;

import dev.weft.events.Excerpt;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's first training starts from: a model's serving version ({@code clothing}), one of
 * its versions ({@code clothing:3}), a base that comes with Weft ({@code imagenet}), or {@code
 * auto}: whichever of the base that comes with Weft and the default model does better on the
 * labels.
 *
 * @param name of a model or a base, see {@link ModelName}; {@code auto} for whichever does better
 * @param version of it; null for the one that serves
 */
public record TrainingBase(String name, Integer version) {

  /** A name, and perhaps a version. */
  public static final String PATTERN = ModelName.PATTERN + "(:[1-9][0-9]{0,8})?";

  /** The base that comes with Weft: Xception as Keras trained it on ImageNet. */
  public static final TrainingBase IMAGENET = new TrainingBase("imagenet", null);

  /** Whichever does better. */
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
   * Reads what {@link #toString} gives.
   *
   * @throws IllegalArgumentException if it names nothing
   */
  public static TrainingBase parse(String text) {
    Matcher base = COMPILED.matcher(Objects.requireNonNullElse(text, ""));
    if (!base.matches()) {
      throw new IllegalArgumentException(
          "a base is imagenet, auto, a model's name, or NAME:VERSION, but is "
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
