package dev.weft.trainer.report;

import java.util.Objects;

/**
 * What became of a class that the parent knows.
 *
 * @param name of the class
 * @param images of the data set that show it
 * @param rehearsed examples of it that travelled with the parent and were learned from again
 * @param fate {@code trained}; {@code row kept}, if there was nothing to learn it from, so that the
 *     parent's row of the head stays as it is; or {@code dropped}, by request
 */
public record InheritedClass(String name, int images, int rehearsed, String fate) {
  public InheritedClass {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(fate, "fate");
  }
}
