package dev.weft.classifier.inflight;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reusable memory for decoded images: at most {@code limit} tensors outside of the heap, allocated
 * on demand. A slot is taken before an image is decoded and released once it was copied into its
 * batch, so that decoding goes on while the engine runs and stops when it is too far ahead.
 * Thread-safe.
 */
public final class TensorSlots {

  private final Semaphore free;
  private final Deque<ByteBuffer> buffers = new ArrayDeque<>();

  public TensorSlots(int limit) {
    this.free = new Semaphore(limit, true);
  }

  /** Waits for a slot of {@code bytes} bytes. */
  public Slot take(int bytes) throws InterruptedException {
    free.acquire();
    return fill(bytes);
  }

  private Slot fill(int bytes) {
    ByteBuffer buffer;
    synchronized (buffers) {
      buffer = buffers.pollFirst();
    }
    try {
      if (buffer == null || buffer.capacity() < bytes) {
        buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      }
    } catch (OutOfMemoryError e) {
      free.release();
      throw e;
    }
    return new Slot(buffer, bytes);
  }

  /** A slot of {@code bytes} bytes if one is free now. */
  public Optional<Slot> tryTake(int bytes) {
    return free.tryAcquire() ? Optional.of(fill(bytes)) : Optional.empty();
  }

  public int available() {
    return free.availablePermits();
  }

  /** Memory of one image's tensor. */
  public final class Slot implements AutoCloseable {
    private final ByteBuffer buffer;
    private final FloatBuffer floats;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Slot(ByteBuffer buffer, int bytes) {
      this.buffer = buffer;
      this.floats = buffer.duplicate().order(ByteOrder.nativeOrder()).limit(bytes).asFloatBuffer();
    }

    /** The whole tensor, from position 0 on; each call returns a new view. */
    public FloatBuffer floats() {
      return floats.duplicate();
    }

    /** Releases the memory; its views must not be used any more. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        synchronized (buffers) {
          buffers.addFirst(buffer);
        }
        free.release();
      }
    }
  }
}
