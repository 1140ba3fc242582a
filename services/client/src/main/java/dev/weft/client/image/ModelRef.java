package dev.weft.client.image;

/**
 * A version of a model.
 *
 * @param name the model's name
 * @param version the version's number, from 1
 */
public record ModelRef(String name, int version) {

  /** Such as {@code clothing:1}. */
  @Override
  public String toString() {
    return name + ":" + version;
  }
}
