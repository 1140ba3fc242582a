package dev.weft.cli.publish;

import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.client.Answer;
import dev.weft.cli.client.PredictionStream;
import dev.weft.cli.client.Upload;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Progress;
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
 * Uploads photos from several threads and, if asked to, waits for what the pipeline says of each.
 *
 * <p>Answers come through the live stream, which is opened before the first upload; those that it
 * did not bring are asked for one by one once it falls silent. One use an instance.
 */
public final class Publisher {

  /**
   * How to publish.
   *
   * @param waits whether to wait for answers
   * @param concurrency uploads at the same time
   * @param patience ends the wait when this long no answer came
   * @param tags for every image
   */
  public record Plan(boolean waits, int concurrency, Duration patience, Map<String, String> tags) {
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

  /** Something to upload under an id of its own. */
  public interface Item {
    String id();

    Upload upload(WeftClient client, Map<String, String> tags);
  }

  /**
   * @param notes told about what a person may want to know meanwhile, such as a lost connection
   */
  public Publisher(WeftClient client, Plan plan, Progress progress, Consumer<String> notes) {
    this.client = client;
    this.plan = plan;
    this.progress = progress;
    this.notes = notes;
  }

  /**
   * Publishes all.
   *
   * @param seen called once for each item as soon as its outcome is known, from several threads,
   *     one at a time
   * @return an outcome an item, in the order of the items
   * @throws CliException if the server is gone for longer than the client is patient
   */
  public List<Outcome> publish(List<? extends Item> toPublish, Ledger.Listener seen) {
    items = toPublish;
    ledger = new Ledger(items.stream().map(Item::id).toList(), seen);
    if (!plan.waits()) {
      upload();
      return ledger.outcomes();
    }
    try (PredictionStream stream =
        PredictionStream.open(
            client,
            null,
            null,
            (type, data) -> Answer.ofEvent(type, data).ifPresent(this::answered),
            notes)) {
      CountDownLatch uploads = startUploads();
      awaitAnswers(stream, uploads);
    }
    return ledger.outcomes();
  }

  /** Images that the server has so far. */
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
              Thread thread = new Thread(() -> uploadSome(next, done), "upload-" + n);
              thread.setDaemon(true);
              thread.start();
            });
    return done;
  }

  private void uploadSome(AtomicInteger next, CountDownLatch done) {
    try {
      for (int i = next.getAndIncrement();
          i < items.size() && broken.get() == null;
          i = next.getAndIncrement()) {
        ledger.started(i);
        settle(i, items.get(i).upload(client, plan.tags()));
      }
    } catch (CliException e) {
      broken.compareAndSet(null, e);
    } catch (RuntimeException e) {
      broken.compareAndSet(
          null, new CliException(ExitCode.FAILED, "the upload failed: " + e, "", e));
    } finally {
      done.countDown();
    }
  }

  private void settle(int index, Upload upload) {
    if (upload instanceof Upload.Accepted accepted) {
      uploaded.incrementAndGet();
      if (plan.waits()) {
        accepted.answer().ifPresent(ledger::answered);
      } else {
        ledger.uploaded(index);
      }
    } else if (upload instanceof Upload.Refused refused) {
      ledger.failed(index, refused.problem().toString());
    } else if (upload instanceof Upload.Unreadable unreadable) {
      ledger.failed(index, unreadable.detail());
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
      if (!uploading && quiet.compareTo(plan.patience()) > 0) {
        return;
      }
      if (!uploading && (quiet.compareTo(QUIET) > 0 || stream.failure() != null)) {
        askForSome();
      }
    }
  }

  private void askForSome() {
    for (String id : ledger.waiting(ASKED_AT_ONCE)) {
      client.image(id).flatMap(Answer::ofImage).ifPresent(this::answered);
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
        throw new IllegalStateException("uploads did not end within " + atMost);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }
}
