package dev.weft.trainer.report;

import java.util.Objects;

/**
 * How a class of the parent was handled.
 *
 * @param name the class's name
 * @param images number of its images in the data set
 * @param rehearsed number of the parent's rehearsal examples of it that were trained on
 * @param fate {@code trained}; {@code row kept}, if there were no examples, so that the parent's
 *     row of the head is unchanged; or {@code dropped}, by request
 */
public record InheritedClass(String name, int images, int rehearsed, String fate) {
  public InheritedClass {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(fate, "fate");
  }
}
