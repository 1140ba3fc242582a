package dev.weft.classifier.serving;

import dev.weft.classifier.pipeline.Models;
import dev.weft.classifier.pipeline.ServingModel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds the model that answers. A {@link #swap} takes effect with the next lease; the old model's
 * engine is closed when its last lease is given back, so nothing in flight is dropped. Thread-safe.
 */
public final class ModelHolder implements Models, AutoCloseable {

  private Held held;

  /** Makes a loaded, checked and warm model the one that answers; takes over closing its engine. */
  public void swap(ServingModel model) {
    Held old;
    synchronized (this) {
      old = held;
      held = new Held(model);
    }
    if (old != null) {
      old.release();
    }
  }

  /** The model that answers now; empty before the first. */
  public synchronized Optional<ServingModel> serving() {
    return Optional.ofNullable(held).map(now -> now.model);
  }

  @Override
  public synchronized Lease lease(String imageId) {
    if (held == null) {
      throw new IllegalStateException("no model serves yet");
    }
    return held.lease();
  }

  /** Closes the model when its last lease is given back. */
  @Override
  public void close() {
    Held old;
    synchronized (this) {
      old = held;
      held = null;
    }
    if (old != null) {
      old.release();
    }
  }

  /** A model and the number of those who need it; the holder itself is one of them. */
  private static final class Held {
    private final ServingModel model;
    private int needed = 1;

    private Held(ServingModel model) {
      this.model = model;
    }

    private synchronized Lease lease() {
      needed++;
      return new Held.OfImage(this);
    }

    private void release() {
      boolean last;
      synchronized (this) {
        last = --needed == 0;
      }
      if (last) {
        model.engine().close();
      }
    }

    private record OfImage(Held held, AtomicBoolean closed) implements Lease {
      private OfImage(Held held) {
        this(held, new AtomicBoolean());
      }

      @Override
      public ServingModel model() {
        return held.model;
      }

      @Override
      public void close() {
        if (closed.compareAndSet(false, true)) {
          held.release();
        }
      }
    }
  }
}
