package dev.weft.console.publish;

import dev.weft.base.DaemonThreads;
import dev.weft.client.Answer;
import dev.weft.client.PredictionStream;
import dev.weft.client.Upload;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.image.Image;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerFault;
import dev.weft.console.terminal.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Uploads photos on several threads and, if requested, waits for their answers.
 *
 * <p>Answers are read from the live stream, which is opened before the first upload; missing ones
 * are requested one by one once the stream falls silent. One use per instance.
 */
public final class Publisher {

  /**
   * How to publish.
   *
   * @param waits whether to wait for answers
   * @param concurrency number of concurrent uploads
   * @param timeout longest time without an answer before waiting ends
   * @param tags of every image
   */
  public record Plan(boolean waits, int concurrency, Duration timeout, Map<String, String> tags) {
    public Plan {
      if (concurrency < 1) {
        throw new IllegalArgumentException("concurrency must be at least 1, but is " + concurrency);
      }
      tags = Map.copyOf(tags);
    }
  }

  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final int ASKED_AT_ONCE = 100;

  private final WeftClient client;
  private final Plan plan;
  private final Progress progress;
  private final Consumer<String> notes;
  private final AtomicReference<CliException> broken = new AtomicReference<>();
  private final AtomicInteger uploaded = new AtomicInteger();
  private Ledger ledger;
  private List<? extends Item> items;

  /** An item to upload under an id of its own. */
  public interface Item {
    String id();

    Upload upload(Map<String, String> tags);
  }

  /**
   * @param notes receives messages for people, such as a lost connection
   */
  public Publisher(WeftClient client, Plan plan, Progress progress, Consumer<String> notes) {
    this.client = client;
    this.plan = plan;
    this.progress = progress;
    this.notes = notes;
  }

  /**
   * Publishes all items.
   *
   * @param seen called once per item as soon as its outcome is known, from several threads, one
   *     call at a time
   * @return an outcome per item, in the order of the items
   * @throws CliException if the server is unavailable for longer than the client retries
   */
  public List<Outcome> publish(List<? extends Item> toPublish, Ledger.Listener seen) {
    items = toPublish;
    ledger = new Ledger(items.stream().map(Item::id).toList(), seen);
    if (!plan.waits()) {
      upload();
      return ledger.outcomes();
    }
    try (PredictionStream stream =
        client
            .predictions()
            .follow(
                PredictionStream.Options.ANSWERS,
                (event, json, id) -> Answer.of(event).ifPresent(this::answered),
                notes)) {
      CountDownLatch uploads = startUploads();
      awaitAnswers(stream, uploads);
    }
    return ledger.outcomes();
  }

  /** Number of images that were uploaded so far. */
  public int uploaded() {
    return uploaded.get();
  }

  private void answered(Answer answer) {
    if (ledger.answered(answer)) {
      report();
    }
  }

  private void report() {
    if (plan.waits()) {
      int waiting = uploaded.get() - ledger.settled();
      String note = waiting > 0 ? waiting + " in the pipeline" : "";
      progress.update(ledger.settled(), items.size(), note);
    } else {
      progress.update(uploaded.get(), items.size(), "");
    }
  }

  private void upload() {
    await(startUploads(), Duration.ofDays(365));
    throwIfBroken();
  }

  private CountDownLatch startUploads() {
    int threads = Math.min(plan.concurrency(), items.size());
    CountDownLatch done = new CountDownLatch(threads);
    AtomicInteger next = new AtomicInteger();
    report();
    IntStream.range(0, threads)
        .forEach(
            n -> {
              DaemonThreads.start("upload-" + n, () -> uploadSome(next, done));
            });
    return done;
  }

  private void uploadSome(AtomicInteger next, CountDownLatch done) {
    try {
      for (int i = next.getAndIncrement();
          i < items.size() && broken.get() == null;
          i = next.getAndIncrement()) {
        ledger.started(i);
        upload(i);
      }
    } catch (WeftException e) {
      broken.compareAndSet(null, ServerFault.of(e));
    } catch (RuntimeException | Error e) {
      broken.compareAndSet(
          null, new CliException(ExitCode.FAILED, "the upload failed: " + e, "", e));
    } finally {
      done.countDown();
    }
  }

  private void upload(int index) {
    try {
      Image image = client.images().upload(items.get(index).upload(plan.tags()));
      uploaded.incrementAndGet();
      if (plan.waits()) {
        Answer.of(image).ifPresent(ledger::answered);
      } else {
        ledger.uploaded(index);
      }
    } catch (WeftException e) {
      if (!e.isAboutTheImage()) {
        throw e;
      }
      ledger.failed(index, e.reason());
    }
    report();
  }

  private void awaitAnswers(PredictionStream stream, CountDownLatch uploads) {
    while (!ledger.isSettled()) {
      throwIfBroken();
      ledger.awaitSettled(Duration.ofMillis(500));
      report();
      stream.checkAlive();
      Duration quiet = ledger.quiet();
      boolean uploading = uploads.getCount() > 0;
      if (!uploading && quiet.compareTo(plan.timeout()) > 0) {
        return;
      }
      if (!uploading && (quiet.compareTo(QUIET) > 0 || stream.failure() != null)) {
        askForSome();
      }
    }
  }

  private void askForSome() {
    for (String id : ledger.waiting(ASKED_AT_ONCE)) {
      client.predictions().find(id).ifPresent(this::answered);
    }
  }

  private void throwIfBroken() {
    CliException failure = broken.get();
    if (failure != null) {
      throw failure;
    }
  }

  private static void await(CountDownLatch latch, Duration atMost) {
    try {
      if (!latch.await(atMost.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("uploads did not finish within " + atMost);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }
}
