package dev.weft.gateway.views;

import java.util.Objects;

/** Selects the images of a list. Each variant has an ordered index. */
public sealed interface ImageFilter {

  /** Every image. */
  record All() implements ImageFilter {}

  /** Images in a state. */
  record InState(ImageState state) implements ImageFilter {
    public InState {
      Objects.requireNonNull(state, "state");
    }
  }

  /** Classified images whose most probable label is this one. */
  record Predicted(String label) implements ImageFilter {
    public Predicted {
      Objects.requireNonNull(label, "label");
    }
  }

  /** Images with this label. */
  record Labeled(String label) implements ImageFilter {
    public Labeled {
      Objects.requireNonNull(label, "label");
    }
  }
}
