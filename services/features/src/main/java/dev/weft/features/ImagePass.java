package dev.weft.features;

import dev.weft.base.DaemonThreads;
import dev.weft.features.ImageSource.Fetched;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Fetches and decodes images and passes them on in batches. Each thread fills batches of its own,
 * so that some decode while others wait for the network; memory is one batch per thread, regardless
 * of the number of images.
 */
public final class ImagePass {
  private final ImageSource source;
  private final ImageReader reader;
  private final Preprocessing preprocessing;
  private final int batchSize;
  private final String threadName;

  /**
   * @param batchSize tensors in a batch, at least 2, since two augmentations of an image are
   *     processed together
   */
  public ImagePass(
      ImageSource source, ImageReader reader, Preprocessing preprocessing, int batchSize) {
    this(source, reader, preprocessing, batchSize, "weft-images");
  }

  private ImagePass(
      ImageSource source,
      ImageReader reader,
      Preprocessing preprocessing,
      int batchSize,
      String threadName) {
    if (batchSize < 2) {
      throw new IllegalArgumentException(
          "a batch must have at least 2 tensors, but has " + batchSize);
    }
    this.source = source;
    this.reader = reader;
    this.preprocessing = preprocessing;
    this.batchSize = batchSize;
    this.threadName = threadName;
  }

  /** Returns the same pass on threads of another name than {@code weft-images}. */
  public ImagePass onThreads(String name) {
    return new ImagePass(source, reader, preprocessing, batchSize, name);
  }

  /** Returns the preprocessing of decoded images. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** Returns the number of tensors in a batch. */
  public int batchSize() {
    return batchSize;
  }

  /** Returns the same pass with another batch size. */
  public ImagePass inBatchesOf(int size) {
    return new ImagePass(source, reader, preprocessing, size, threadName);
  }

  /**
   * Applies the work to every readable image. No work is in progress after it has returned or
   * thrown.
   *
   * @param calls maximum number of concurrent calls of the work
   * @return reasons why other images cannot be read, by image id
   */
  public Map<String, String> run(
      List<Views> images, int calls, Batch.Work work, PassListener listener) {
    var run = new Run(images, new Semaphore(calls), work, listener);
    int batches = (images.size() + batchSize - 1) / batchSize;
    int threads = Math.min(Math.max(1, batches), Runtime.getRuntime().availableProcessors() + 1);
    if (threads == 1) {
      run.work();
      return run.unreadable;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, DaemonThreads.single(threadName));
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(run::work));
      }
      run.await(workers);
      return run.unreadable;
    } finally {
      pool.shutdownNow();
    }
  }

  /** State of one pass. */
  private final class Run {
    private final List<Views> images;
    private final Semaphore calls;
    private final Batch.Work work;
    private final PassListener listener;
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();
    private int next;
    private int done;
    private Throwable failure;

    Run(List<Views> images, Semaphore calls, Batch.Work work, PassListener listener) {
      this.images = images;
      this.calls = calls;
      this.work = work;
      this.listener = listener;
    }

    void work() {
      FloatBuffer tensors = null;
      try {
        for (List<Views> taken = take(); !taken.isEmpty(); taken = take()) {
          tensors = tensors == null ? buffer() : tensors;
          batch(taken, tensors);
          report(taken.size());
        }
      } catch (RuntimeException | Error e) {
        fail(e);
        throw e;
      }
    }

    private synchronized List<Views> take() {
      List<Views> taken = new ArrayList<>();
      int free = batchSize;
      while (failure == null && next < images.size() && images.get(next).count() <= free) {
        free -= images.get(next).count();
        taken.add(images.get(next++));
      }
      return taken;
    }

    private void batch(List<Views> taken, FloatBuffer tensors) {
      List<Batch.View> views = new ArrayList<>();
      tensors.clear();
      for (Views image : taken) {
        add(image, tensors, views);
      }
      tensors.flip();
      if (!views.isEmpty()) {
        calls.acquireUninterruptibly();
        try {
          work.run(new Batch(tensors, List.copyOf(views)));
        } finally {
          calls.release();
        }
      }
    }

    private void add(Views image, FloatBuffer tensors, List<Batch.View> views) {
      int start = tensors.position();
      Fetched fetched = source.fetch(image.object());
      if (fetched instanceof Fetched.Unusable unusable) {
        unreadable.put(image.imageId(), unusable.reason());
        return;
      }
      ImageReading reading =
          reader.read(((Fetched.Bytes) fetched).content(), preprocessing, tensors);
      String refusal = refusal(reading);
      if (refusal != null) {
        tensors.position(start);
        unreadable.put(image.imageId(), refusal);
        return;
      }
      if (image.shown().equals(List.of(Augmentation.NONE))) {
        views.add(new Batch.View(image, Augmentation.NONE));
        return;
      }
      float[] plain = new float[preprocessing.tensorLength()];
      tensors.get(start, plain).position(start);
      for (Augmentation shown : image.shown()) {
        shown.write(
            plain, preprocessing.height(), preprocessing.width(), image.object().sha256(), tensors);
        views.add(new Batch.View(image, shown));
      }
    }

    private synchronized void report(int count) {
      done += count;
      if (failure == null) {
        listener.done(done, images.size());
      }
    }

    private synchronized void fail(Throwable e) {
      if (failure == null) {
        failure = e;
      }
    }

    /** Waits after a failure too, until all workers have released their buffers. */
    private void await(List<Future<?>> workers) {
      boolean interrupted = false;
      for (Future<?> worker : workers) {
        while (!worker.isDone()) {
          try {
            worker.get();
          } catch (ExecutionException e) {
            // Recorded as the failure.
          } catch (InterruptedException e) {
            interrupted = true;
            fail(new IllegalStateException("interrupted while reading images", e));
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throwFailure();
    }

    private synchronized void throwFailure() {
      if (failure instanceof Error error) {
        throw error;
      } else if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }

  private FloatBuffer buffer() {
    int bytes = Math.multiplyExact(batchSize, preprocessing.tensorLength()) * Float.BYTES;
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static String refusal(ImageReading reading) {
    return reading instanceof ImageReading.Unreadable unreadable ? unreadable.detail() : null;
  }
}
