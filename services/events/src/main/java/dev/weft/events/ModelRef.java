package dev.weft.events;

/**
 * A model version.
 *
 * @param name the model's name, 1 to 128 characters
 * @param version counts from 1
 */
public record ModelRef(String name, int version) {
  public ModelRef {
    Require.text("model name", name, 1, 128);
    if (version < 1) {
      throw new IllegalArgumentException("version must be at least 1, but is " + version);
    }
  }

  @Override
  public String toString() {
    return name + ":" + version;
  }
}
